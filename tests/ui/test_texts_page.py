"""Texter with a real register: what is stale, what is written, who has read it, and files from a translator."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from caseworker.domain.access import Role, User
from caseworker.domain.translation import ReviewState
from caseworker.services import letter_exchange, letter_texts, undoing
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER
from tests.ui.audit import audit
from tests.ui.people_bench import desk_over
from tests.ui.windows import main_window
from ui.letters.texts.dialogs import LanguageDialog, PoDialog, ReasonDialog, ReviewDialog, SheetDialog
from ui.letters.texts.view import TextsPage
from ui.shell.page import Screen
from ui.shell.window import MainWindow

FREE = "Det är kommunens kurs i svenska för vuxna. Kursen är gratis."
ADMIN = replace(FOUNDER, roles=frozenset(Role))
NEW = "Det är kommunens kurs i svenska för vuxna. Kursen kostar inget."


def page_over(qtbot: QtBot, register: Register, subject: str = "sfi ar", user: User = ADMIN) -> TextsPage:
    desk = desk_over(register)
    desk.user = user
    texts = Screen("texts", lambda shell: TextsPage(shell, desk), "Texts", "languages", "1")
    window = main_window(qtbot, screens=(texts,))[0]
    window.go("texts", subject)
    page = window.stack.current
    assert isinstance(page, TextsPage)
    qtbot.waitUntil(lambda: page.side.preview.pages > 0, timeout=5000)
    return page


def answering(monkeypatch: pytest.MonkeyPatch, kind: type[QDialog], fill: Callable[..., None]) -> None:
    def answer(dialog: QWidget) -> int:
        assert audit(dialog) == []
        fill(dialog)
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(kind, "exec", answer)


def lacking(page: TextsPage) -> list[str]:
    """Return what is said of every paragraph without translation."""
    texts = page.presenter.texts
    assert texts is not None
    model = page.editor.rows.model()
    told = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    return [
        words.removeprefix(f"{one.swedish}. ")
        for one, words in zip(texts.paragraphs, told, strict=True)
        if one.translation is None
    ]


def state(register: Register, language: str = "ar") -> ReviewState:
    found = letter_texts.read_sheet_texts(register, sheet="sfi", language=language, by=ADMIN).state
    assert found is not None
    return found.standing.state


def test_a_stale_paragraph_is_stood_on_told_of_and_written(qtbot: QtBot, register: Register) -> None:
    letter_texts.change_text(register, sheet="sfi", language="sv", source=FREE, text=NEW, reason="Lättare", by=ADMIN)
    page = page_over(qtbot, register)
    assert audit(page.window()) == []
    editor = page.editor
    assert page.side.chip.text() == "1 stale"
    assert lacking(page) == ["stale"]
    assert editor.swedish.text() == NEW
    assert FREE in editor.before.text()
    assert editor.box.document().defaultTextOption().textDirection() is Qt.LayoutDirection.RightToLeft
    assert not page.side.review.isEnabled()
    editor.box.setPlainText("الدورة 7")
    editor.reason.setText("Översatt")
    assert "7" in editor.field.message.label.text()
    assert not editor.save.isEnabled()
    editor.take_old.click()
    assert editor.field.message.label.text() == ""
    editor.box.setPlainText("الدورة مجانية.")
    with qtbot.waitSignal(page.presenter.saved, timeout=5000):
        editor.save.click()
    qtbot.waitUntil(lambda: page.side.chip.text() == "Draft", timeout=5000)
    assert editor.restore.isVisibleTo(editor)
    with qtbot.waitSignal(page.presenter.saved, timeout=5000):
        editor.restore.click()
    qtbot.waitUntil(lambda: page.side.chip.text() == "1 stale", timeout=5000)


def test_a_caseworker_reads_and_records_reviews_and_changes_nothing(qtbot: QtBot, register: Register) -> None:
    page = page_over(qtbot, register, user=replace(FOUNDER, roles=frozenset({Role.CASEWORKER})))
    assert page.side.review.isVisibleTo(page)
    assert page.editor.box.isReadOnly()
    hidden = (page.side.take_in, page.editor.save, page.choosing.drafts, page.choosing.new_sheet)
    assert not any(one.isVisibleTo(page) for one in hidden)
    assert audit(page.window()) == []


def test_a_review_an_approval_and_a_draft_again(
    qtbot: QtBot, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_over(qtbot, register)
    answering(monkeypatch, ReviewDialog, lambda dialog: dialog.name.setText("Samira H."))
    page.side.review.click()
    qtbot.waitUntil(lambda: page.side.chip.text() == "Reviewed", timeout=5000)
    page.side.approve.click()
    qtbot.waitUntil(lambda: page.side.chip.text() == "Approved", timeout=5000)
    assert state(register) is ReviewState.APPROVED
    answering(monkeypatch, ReasonDialog, lambda dialog: dialog.reason.setText("Fel"))
    page.side.withdraw.click()
    qtbot.waitUntil(lambda: page.side.chip.text() == "Draft", timeout=5000)
    page.choosing.drafts.click()
    qtbot.waitUntil(lambda: letter_texts.drafts_are_blocked(register, by=ADMIN), timeout=5000)


def test_a_file_from_a_translator_is_shown_before_it_is_kept(
    qtbot: QtBot, register: Register, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = page_over(qtbot, register)
    path = tmp_path / "ar.po"
    with qtbot.waitSignal(page.presenter.exported, timeout=5000):
        page.presenter.export(path)
    before = path.read_text(encoding="utf-8")
    changed = before.replace("الدورة مجانية.", "الدورة بلا مقابل.") + '\nmsgid "Okänd"\nmsgstr "x"\n'
    path.write_text(changed, encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    answering(monkeypatch, PoDialog, lambda dialog: dialog.reason.setText("Byrån"))
    with qtbot.waitSignal(page.presenter.saved, timeout=5000):
        page.side.take_in.click()
    row = next(
        one
        for one in letter_texts.read_sheet_texts(register, sheet="sfi", language="ar", by=ADMIN).paragraphs
        if one.source == FREE
    )
    assert row.translation is not None
    assert "بلا مقابل" in row.translation
    path.write_bytes(b"MZ")
    with qtbot.waitSignal(page.presenter.failed, timeout=5000):
        page.presenter.try_file(path)
    with qtbot.waitSignal(page.presenter.failed, timeout=5000):
        page.presenter.try_file(tmp_path / "none.po")


def test_a_sheet_and_a_language_of_the_municipality(
    qtbot: QtBot, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_over(qtbot, register)

    def written(dialog: SheetDialog) -> None:
        dialog.title.setText("Odla i staden")
        dialog.text.setPlainText("# Vem kan odla?\nAlla kan.\n1. Ring {caseworker}.\n! Ta med stövlar.")
        dialog.reason.setText("Ny verksamhet")
        assert dialog.go.isEnabled()

    answering(monkeypatch, SheetDialog, written)
    with qtbot.waitSignal(page.presenter.saved, timeout=5000):
        page.choosing.new_sheet.click()

    def named(dialog: LanguageDialog) -> None:
        dialog.code.setText("sw")
        dialog.swedish.setText("swahili")
        dialog.endonym.setText("Kiswahili")
        assert dialog.go.isEnabled()

    answering(monkeypatch, LanguageDialog, named)
    with qtbot.waitSignal(page.presenter.saved, timeout=5000):
        page.choosing.new_language.click()
    qtbot.waitUntil(lambda: page.choosing.language.count() == 13, timeout=5000)
    sheet = letter_texts.read_sheet_texts(register, sheet="odla-i-staden", language="sw", by=ADMIN)
    assert [one.swedish for one in sheet.paragraphs][:2] == ["Odla i staden", "Vem kan odla?"]
    page.choosing.language.choose("sv")
    qtbot.waitUntil(lambda: page.side.chip.text() == "Source", timeout=5000)
    assert letter_exchange.LARGEST_FILE


def test_an_own_sheet_and_an_own_language_are_taken_away_and_come_back(
    qtbot: QtBot, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {"title": "Odla", "group": "start", "text": "# Vem kan odla?\nAlla.", "reason": "Nytt"}
    letter_exchange.write_own_sheet(register, **given, by=ADMIN)
    letter_exchange.add_language(
        register, code="sw", swedish_name="swahili", endonym="Kiswahili", script="Latn", rtl=False, by=ADMIN
    )
    page = page_over(qtbot, register)
    choosing = page.choosing
    assert not page.side.remove_sheet.isVisibleTo(page), "what the program brings stays"
    assert not page.side.remove_language.isVisibleTo(page)
    page.activate("odla sw")
    qtbot.waitUntil(lambda: page.side.remove_sheet.isVisibleTo(page), timeout=5000)
    assert set(lacking(page)) == {"not translated"}
    assert page.side.remove_language.isVisibleTo(page)
    assert audit(page.window()) == []
    answering(monkeypatch, ReasonDialog, lambda dialog: dialog.reason.setText("Slut"))
    page.side.remove_sheet.click()
    qtbot.waitUntil(lambda: page.presenter.sheet != "odla" and page.presenter.texts is not None, timeout=5000)
    assert not page.side.remove_sheet.isVisibleTo(page)
    assert choosing.language.code() == "sw"
    page.side.remove_language.click()
    qtbot.waitUntil(lambda: choosing.language.code() == "sv", timeout=5000)
    assert not page.side.remove_language.isVisibleTo(page)
    window = page.window()
    assert isinstance(window, MainWindow)
    for back in ("own_language_gone", "own_sheet_gone"):
        newest = undoing.list_steps(register, by=ADMIN).done[0]
        assert newest.what == back
        window.changes.changed.emit(undoing.undo_step(register, step=newest.id, by=ADMIN))
    qtbot.waitUntil(lambda: choosing.language.count() == 13 and "Odla" in titles(page), timeout=5000)


def test_the_words_of_the_client_mode_and_the_plan_are_reviewed_here(qtbot: QtBot, register: Register) -> None:
    page = page_over(qtbot, register, "plan ar")
    assert {"The client mode", "The plan", "Around every sheet"} <= set(titles(page))
    assert page.side.review.isVisibleTo(page)
    assert page.side.preview.pages > 0
    page.choosing.language.choose("sv")
    qtbot.waitUntil(lambda: page.side.chip.text() == "Source", timeout=5000)
    assert "The plan" not in titles(page), "the Swedish words of the plan are the program's"
    page.activate("client ti")
    qtbot.waitUntil(lambda: page.presenter.texts is not None and page.presenter.texts.sheet == "client", timeout=5000)
    assert page.side.review.isVisibleTo(page)
    assert page.side.on_screen.isVisibleTo(page)
    assert not page.side.preview.isVisibleTo(page)
    assert audit(page.window()) == []


def titles(page: TextsPage) -> list[str]:
    model = page.choosing.sheets.model()
    return [
        str(model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole)).split(",")[0]
        for row in range(model.rowCount())
    ]
