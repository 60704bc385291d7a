"""Founding a real register through the window: what it asks for, what paper it wants, what it never shows."""

import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pypdf
import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from caseworker.app import Session
from caseworker.errors import EnvironmentFault
from caseworker.vault.kdf import KdfCost
from tests.ui.audit import audit
from tests.ui.registers import PaperTray, finish, program
from ui.first_start.answers import Answers, Section
from ui.first_start.presenter import FirstStartPresenter
from ui.first_start.view import FirstStartView
from ui.main import Program
from ui.printing import writes_a_file
from ui.unlock.notice import NoticePage

GOOD = "vante kaktus segel molnig trumma"


@pytest.fixture(autouse=True)
def _quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """The floor of the key derivation is slow enough for a test."""
    monkeypatch.setattr(KdfCost, "tuned", KdfCost.floor)


@pytest.fixture
def tray() -> PaperTray:
    return PaperTray()


@pytest.fixture
def begun(qtbot: QtBot, tmp_path: Path, tray: PaperTray) -> Iterator[Program]:
    made = program(qtbot, tmp_path / "register", tmp_path / "config", tray=tray)
    yield made
    finish(made)


def opened(made: Program) -> bool:
    return made.window is not None and made.window.isVisible()


def view_of(made: Program) -> FirstStartView:
    page = made.entry.pages.currentWidget()
    assert isinstance(page, FirstStartView)
    return page


def fill_in(qtbot: QtBot, made: Program) -> FirstStartView:
    view = view_of(made)
    form = view.form
    form.municipality.choose("0380")
    form.office.setText("Mottagningsenheten")
    form.office_code.setText("U01")
    form.name.setText("Maj Ekholm")
    form.first.line.setText(GOOD)
    form.again.line.setText(GOOD)
    qtbot.waitUntil(form.sheets.print.isEnabled, timeout=10_000)
    return view


def presenter_of(made: Program) -> FirstStartPresenter:
    (presenter,) = made.presenters
    assert isinstance(presenter, FirstStartPresenter)
    return presenter


def print_sheets(qtbot: QtBot, view: FirstStartView) -> None:
    view.form.sheets.print.click()
    qtbot.waitUntil(lambda: bool(view.form.sheets.state.text()), timeout=20_000)


def sheet_words(made: Program) -> dict[int, list[str]]:
    """The words a person would read from the paper; here from the sheets still in memory."""
    pending = presenter_of(made).pending
    assert pending is not None
    words = {}
    for number, sheet in enumerate(pending.sheets, start=1):
        tokens = pypdf.PdfReader(io.BytesIO(sheet)).pages[0].extract_text().split()
        places = {n: max(i for i, t in enumerate(tokens[:-1]) if t.strip(".") == str(n)) for n in range(1, 34)}
        words[number] = [tokens[places[n] + 1] for n in range(1, 34)]
    return words


def asked_letters(made: Program) -> dict[int, str]:
    """The four letters asked of each sheet."""
    pending = presenter_of(made).pending
    assert pending is not None
    words = sheet_words(made)
    return {asked.sheet: words[asked.sheet][asked.position - 1][:4] for asked in pending.asked}


def test_what_remains_is_said_in_order_and_the_button_waits(qtbot: QtBot, begun: Program) -> None:
    view = view_of(begun)
    assert not view.form.finish.isEnabled()
    assert view.form.rest.text().startswith("Remains: municipality and office, your name")
    assert not view.form.sheets.print.isEnabled()


def test_a_weak_passphrase_or_a_different_repeat_stops_the_printing(qtbot: QtBot, begun: Program) -> None:
    view = fill_in(qtbot, begun)
    view.form.again.line.setText(GOOD[:-1])
    assert not view.form.sheets.print.isEnabled()
    view.form.first.line.setText("Uppsala2026")
    view.form.again.line.setText("Uppsala2026")
    qtbot.waitUntil(lambda: view.form.strength.word.text() in ("Weak.", "Very weak."), timeout=10_000)
    assert not view.form.sheets.print.isEnabled()


def test_a_register_is_founded_with_three_sheets_proved_and_opens(
    qtbot: QtBot, begun: Program, tray: PaperTray, tmp_path: Path
) -> None:
    view = fill_in(qtbot, begun)
    print_sheets(qtbot, view)
    assert len(tray.pages) == 3
    assert not begun.application.exists()
    assert not view.form.name.isEnabled()
    for sheet, letters in asked_letters(begun).items():
        line = view.form.sheets.fields[sheet - 1].editor
        assert isinstance(line, QLineEdit)
        line.setText("xxxx")
        assert "Not the word" in view.form.sheets.fields[sheet - 1].message.label.text()
        assert not view.form.finish.isEnabled()
        line.setText(letters)
    assert view.form.finish.isEnabled()
    view.form.finish.click()
    qtbot.waitUntil(lambda: isinstance(begun.entry.pages.currentWidget(), NoticePage), timeout=30_000)
    assert not opened(begun)  # nobody sees a page before she knows that looks are logged
    notice = begun.entry.pages.currentWidget()
    assert isinstance(notice, NoticePage)
    assert audit(begun.entry) == []
    assert any("written in the log" in text for text in notice.texts)
    notice.confirm.click()
    qtbot.waitUntil(partial(opened, begun), timeout=30_000)
    assert begun.window is not None
    assert begun.application.exists()
    assert isinstance(begun.session, Session)
    assert not begun.session.demo
    left = [path.name for path in tmp_path.rglob("*") if path.suffix in (".pdf", ".pending", ".proof")]
    assert left == []


def test_no_words_of_a_sheet_are_ever_on_the_screen(qtbot: QtBot, begun: Program) -> None:
    view = fill_in(qtbot, begun)
    print_sheets(qtbot, view)
    shown = " ".join(label.text() for label in begun.entry.findChildren(QLabel))
    spoken = " ".join(widget.accessibleName() for widget in begun.entry.findChildren(QWidget))
    for words in sheet_words(begun).values():
        # one short word may stand in a sentence by chance; two beside each other would be the sheet
        pairs = [f"{a} {b}" for a, b in zip(words, words[1:], strict=False)]
        assert len(pairs) == 32
        assert [pair for pair in pairs if pair in shown or pair in spoken] == []


def test_a_printer_that_is_gone_leaves_everything_waiting(qtbot: QtBot, begun: Program, tray: PaperTray) -> None:
    tray.fault = EnvironmentFault("print.no_printer")
    view = fill_in(qtbot, begun)
    view.form.sheets.print.click()
    qtbot.waitUntil(view.form.fault.isVisible, timeout=20_000)
    assert "print.no_printer" in view.form.fault.code.text()
    assert view.form.name.isEnabled()
    assert view.form.first.text() == GOOD
    assert not begun.application.exists()


def test_changing_ones_mind_in_the_print_dialog_changes_nothing(qtbot: QtBot, begun: Program, tray: PaperTray) -> None:
    tray.answer = False
    view = fill_in(qtbot, begun)
    view.form.sheets.print.click()
    qtbot.waitUntil(lambda: view.form.sheets.print.isEnabled() and not view.form.sheets.print.busy, timeout=20_000)
    assert view.form.name.isEnabled()
    assert tray.pages == []


def test_sheets_printed_before_a_power_cut_can_still_be_proved(
    qtbot: QtBot, begun: Program, tray: PaperTray, tmp_path: Path
) -> None:
    view = fill_in(qtbot, begun)
    print_sheets(qtbot, view)
    letters = asked_letters(begun)
    finish(begun)
    again = program(qtbot, tmp_path / "register", tmp_path / "config", tray=tray)
    try:
        second = fill_in(qtbot, again)
        second.form.sheets.resume.click()
        qtbot.waitUntil(lambda: "printed before" in second.form.sheets.state.text(), timeout=20_000)
        for sheet, text in letters.items():
            line = second.form.sheets.fields[sheet - 1].editor
            assert isinstance(line, QLineEdit)
            line.setText(text)
        assert second.form.finish.isEnabled()
        second.form.sheets.print.click()
        assert "paper only" in second.form.sheets.state.text()
    finally:
        finish(again)


def test_beginning_again_opens_the_form(qtbot: QtBot, begun: Program) -> None:
    view = fill_in(qtbot, begun)
    print_sheets(qtbot, view)
    view.form.sheets.again.click()
    assert view.form.name.isEnabled()
    assert view.form.sheets.state.text() == ""


def test_five_words_are_suggested_and_shown(qtbot: QtBot, begun: Program) -> None:
    view = view_of(begun)
    view.form.suggest.click()
    qtbot.waitUntil(lambda: len(view.form.first.text().split()) == 5, timeout=10_000)
    assert view.form.first.line.echoMode() is QLineEdit.EchoMode.Normal


def test_the_demo_opens_with_one_press(qtbot: QtBot, begun: Program) -> None:
    view = view_of(begun)
    view.begin.ways.chosen.emit("demo")
    assert begun.application.demo_passphrase in view.demo.passphrase.text()
    assert audit(begun.entry) == []
    view.demo.make.click()
    qtbot.waitUntil(partial(opened, begun), timeout=30_000)
    assert begun.window is not None
    assert isinstance(begun.session, Session)
    assert begun.session.demo
    assert begun.window.top.findChild(QLabel, "demoState") is not None


def test_a_synced_folder_is_named_and_another_is_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    made = program(qtbot, tmp_path / "OneDrive - Kommun" / "register", tmp_path / "config")
    try:
        assert "OneDrive" in view_of(made).begin.place.text.text()
    finally:
        finish(made)


def test_the_first_start_passes_the_audit(qtbot: QtBot, begun: Program) -> None:
    assert audit(begun.entry) == []
    view = fill_in(qtbot, begun)
    print_sheets(qtbot, view)
    assert audit(begun.entry) == []


@pytest.mark.parametrize(
    ("name", "output", "file"),
    [
        ("Microsoft Print to PDF", "", True),
        ("Cups-PDF", "", True),
        ("Skrivare 2, reception", "", False),
        ("HP_LaserJet", "/tmp/x.pdf", True),  # noqa: S108 - a name, not a file
        ("Fax", "", True),
    ],
)
def test_printers_that_write_files_are_known_by_name(name: str, output: str, file: bool) -> None:
    assert writes_a_file(name, output) is file


def test_the_passphrase_never_shows_in_a_repr() -> None:
    assert GOOD not in repr(Answers(passphrase=GOOD, repeated=GOOD))
    assert not Answers().done(Section.SHEETS)
