"""Dokument: by file, drop and paste; looked at, saved out, taken out; and what leaves the register about a person."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from caseworker.domain.attachments import AttachmentRow, Removal
from caseworker.domain.ids import PersonId
from caseworker.services import attachments
from caseworker.store.register import Register
from tests.services.papers import a_pdf, a_picture, a_word_document
from tests.store.fixtures import FOUNDER
from tests.ui.audit import audit
from tests.ui.paper_bench import Tray
from tests.ui.people_bench import desk_over, enrolled, file_of, logged
from tests.ui.windows import main_window
from ui.person.document_acts import ways_out
from ui.person.document_dialogs import AddDocumentDialog, RemoveDocumentDialog
from ui.person.documents import DocumentsTab
from ui.person.view import PersonPage
from ui.purpose import PurposeDialog
from ui.shell.page import Screen
from ui.shell.window import MainWindow
from ui.widgets.question import Question


@pytest.fixture
def person(register: Register) -> PersonId:
    return enrolled(register)


@pytest.fixture
def tray(tmp_path: Path) -> Tray:
    return Tray(path=tmp_path / "ut")


def tells(window: MainWindow, code: str) -> bool:
    return code in window.fault.code.text()


def opened(qtbot: QtBot, register: Register, person: str, tray: Tray) -> tuple[MainWindow, PersonPage, DocumentsTab]:
    desk = desk_over(register)
    screen = Screen("person", lambda shell: PersonPage(shell, desk, tray), "Person", "users", "1")
    window, _asked = main_window(qtbot, screens=(screen,))
    page = window.stack.current
    assert isinstance(page, PersonPage)
    page.activate(person)
    qtbot.waitUntil(lambda: page.presenter.file is not None)
    page.show_tab("documents")
    return window, page, page.parts.documents


def rows(register: Register, person: str) -> tuple[AttachmentRow, ...]:
    return file_of(register, person).attachments


def keep(register: Register, person: PersonId, content: bytes, name: str, title: str) -> str:
    return attachments.add_attachment(
        register, person=person, content=content, file_name=name, title=title, by=FOUNDER
    ).created


def answering(
    monkeypatch: pytest.MonkeyPatch, kind: type[Question], fill: Callable[..., None] = lambda _d: None
) -> None:
    """Let a question be answered as ``fill`` does it, and looked at by the audit before."""

    def run(dialog: Question) -> int:
        assert audit(dialog) == []
        fill(dialog)
        return int(dialog.go.isEnabled())

    monkeypatch.setattr(kind, "exec", run)


def test_a_file_is_added_under_a_title_of_its_own(
    qtbot: QtBot, register: Register, person: PersonId, tray: Tray, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "skannat 0042.pdf"
    path.write_bytes(a_pdf("En", "Två"))
    window, _page, tab = opened(qtbot, register, person, tray)
    assert tab._none.isVisible()  # noqa: SLF001 - what is told when there is nothing
    asked: list[str] = []

    def fill(dialog: AddDocumentDialog) -> None:
        asked.append(dialog.line.text())
        dialog.line.setText("  ")
        assert not dialog.go.isEnabled()
        dialog.line.setText("Beslut")

    answering(monkeypatch, AddDocumentDialog, fill)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(path)], ""))
    tab.list.setFocus()
    QTest.keyClick(window, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: tab.list.model().rowCount() == 1)
    assert asked == ["skannat 0042"]
    assert [(row.title, row.pages) for row in rows(register, person)] == [("Beslut", 2)]
    assert window.status.label.text() == "Saved 12:00"


def test_files_are_dropped_and_each_takes_its_name(
    qtbot: QtBot, register: Register, person: PersonId, tray: Tray, tmp_path: Path
) -> None:
    names = ("kort.png", "brev.docx")
    for name, content in zip(names, (a_picture(), a_word_document()), strict=True):
        (tmp_path / name).write_bytes(content)
    _window, _page, tab = opened(qtbot, register, person, tray)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in names])
    buttons, keys, action = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(tab.rect().center(), action, data, buttons, keys)
    tab.dragEnterEvent(enter)
    assert enter.isAccepted()
    tab.dropEvent(QDropEvent(QPointF(5, 5), action, data, buttons, keys))
    qtbot.waitUntil(lambda: tab.list.model().rowCount() == 2)
    assert {row.title for row in rows(register, person)} == {"kort", "brev"}
    empty = QMimeData()
    nothing = QDragEnterEvent(tab.rect().center(), action, empty, buttons, keys)
    nothing.ignore()
    tab.dragEnterEvent(nothing)
    assert not nothing.isAccepted()


def test_a_picture_is_pasted_and_without_one_it_is_said(
    qtbot: QtBot, register: Register, person: PersonId, tray: Tray, monkeypatch: pytest.MonkeyPatch
) -> None:
    _window, _page, tab = opened(qtbot, register, person, tray)
    QGuiApplication.clipboard().clear()
    tab.paste()
    assert "no picture" in tab._told.text()  # noqa: SLF001 - the line under the list
    answering(monkeypatch, AddDocumentDialog)
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    QGuiApplication.clipboard().setImage(image)
    QTest.keyClick(tab, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: tab.list.model().rowCount() == 1)
    assert [(row.title, row.kind.value) for row in rows(register, person)] == [("Pasted picture", "png")]
    QGuiApplication.clipboard().clear()


def test_what_is_refused_is_told_and_changes_nothing(
    qtbot: QtBot, register: Register, person: PersonId, tray: Tray, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, page, tab = opened(qtbot, register, person, tray)
    answering(monkeypatch, AddDocumentDialog)
    (tmp_path / "sida.html").write_text("<html>")
    for name, code in (("sida.html", "attachment.unknown_kind"), ("saknas.pdf", "attachment.unreadable")):
        tab.files_dropped.emit([tmp_path / name])
        qtbot.waitUntil(partial(tells, window, code))
    assert rows(register, person) == ()
    assert page.presenter.file is not None


def test_a_document_is_looked_at_page_by_page_and_closed_when_the_page_is_left(
    qtbot: QtBot, register: Register, person: PersonId, tray: Tray
) -> None:
    keep(register, person, a_pdf("En", "Två"), "b.pdf", "Beslut")
    _window, page, tab = opened(qtbot, register, person, tray)
    assert audit(page) == []
    tab.list.setFocus()
    QTest.keyClick(tab.list, Qt.Key.Key_Return)
    drawn = tab.preview._sheet  # noqa: SLF001 - the pictures that are shown
    qtbot.waitUntil(lambda: tab.preview.pages == 2 and not drawn.images[0].isNull())
    assert drawn.images[1].isNull()
    tab.preview.turn(1)
    qtbot.waitUntil(lambda: not drawn.images[1].isNull())
    tab.preview.turn(-1)
    assert tab.preview.page == 0
    assert logged(register, person).count("attachment.opened") == 1
    page.leave()
    assert tab.preview.pages == 0


def test_a_text_document_is_only_saved_out_with_a_purpose(
    qtbot: QtBot, register: Register, person: PersonId, tray: Tray, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(register, person, a_word_document(), "intyg.docx", "Intyg")
    _window, _page, tab = opened(qtbot, register, person, tray)
    assert not tab.show_button.isVisible()
    assert "not shown here" in tab._told.text()  # noqa: SLF001 - the line under the list

    def fill(dialog: PurposeDialog) -> None:
        assert not dialog.go.isEnabled()
        dialog.line.setText("Till skolan")

    answering(monkeypatch, PurposeDialog, fill)
    tray.path = tmp_path / "ut.docx"
    tab.list.setFocus()
    QTest.keyClick(tab.list, Qt.Key.Key_Return)
    qtbot.waitUntil((tmp_path / "ut.docx").exists)
    assert (tmp_path / "ut.docx").read_bytes() == a_word_document()
    assert tray.suggested == ["document-2026-11-21.docx"]
    assert "attachment.saved" in logged(register, person)


def test_one_is_taken_out_put_back_and_another_persons_erased(
    qtbot: QtBot, register: Register, person: PersonId, tray: Tray, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(register, person, a_picture(), "kort.png", "Kort")
    _window, _page, tab = opened(qtbot, register, person, tray)
    answering(monkeypatch, RemoveDocumentDialog)
    tab.list.setFocus()
    QTest.keyClick(tab.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: tab.back.isVisible())
    assert rows(register, person)[0].removal == "not_needed"
    tab.back.click()
    qtbot.waitUntil(lambda: tab.remove.isVisible())

    def wrong(dialog: RemoveDocumentDialog) -> None:
        dialog.why._options["wrong_person"].click()  # noqa: SLF001 - as a hand does it
        assert dialog.go.text() == "Erase for good"

    answering(monkeypatch, RemoveDocumentDialog, wrong)
    tab.remove.click()
    qtbot.waitUntil(lambda: rows(register, person)[0].removal == Removal.WRONG_PERSON)
    qtbot.waitUntil(lambda: not tab.back.isVisible() and not tab.show_button.isVisible())


@pytest.mark.parametrize(("place", "name"), [(0, "journal"), (1, "registerutdrag"), (2, "vem-har-last")])
def test_what_a_person_may_ask_for_is_written_where_the_user_wants_it(
    qtbot: QtBot,
    register: Register,
    person: PersonId,
    tray: Tray,
    monkeypatch: pytest.MonkeyPatch,
    place: int,
    name: str,
) -> None:
    window, page, _tab = opened(qtbot, register, person, tray)
    answering(monkeypatch, PurposeDialog, lambda dialog: dialog.line.setText("Begärt av henne"))
    way = ways_out()[place]
    command = next(one for one in page.commands() if one.name == way.name)
    command.run()
    folder = tray.path
    assert folder is not None
    qtbot.waitUntil(lambda: "Written" in window.status.label.text() or bool(list(folder.glob("*.json"))))
    (path,) = folder.glob("*.json")
    assert path.name.startswith(name)
    assert json.loads(path.read_text(encoding="utf-8"))["purpose"] == "Begärt av henne"


def test_one_who_changes_her_mind_takes_nothing_out(
    qtbot: QtBot, register: Register, person: PersonId, tray: Tray, monkeypatch: pytest.MonkeyPatch
) -> None:
    _window, page, tab = opened(qtbot, register, person, tray)
    answering(monkeypatch, PurposeDialog)
    for command in page.commands():
        if command.name in {way.name for way in ways_out()}:
            command.run()
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([], ""))
    tab.begin()
    assert tray.path is not None
    assert not tray.path.exists()
    assert not [one for one in logged(register, person) if one.endswith("taken_out")]
