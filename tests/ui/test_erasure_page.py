"""Gallring over a real register: the dry run, what is not known, and a list from one person to the other."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from caseworker.domain.access import User
from caseworker.domain.erasure import Answer, Board, Inquiry, Provider
from caseworker.domain.ids import PersonId
from caseworker.services import erasure, people
from caseworker.store.log_retention import LogDue
from caseworker.store.register import Register
from tests.services.conftest import KEY, MAJ, found
from tests.services.erasing import EVA, NOW, OLD, OTHER, Clock, office_with, old_file
from tests.ui.audit import audit
from tests.ui.paper_bench import Tray
from tests.ui.people_bench import desk_over
from tests.ui.windows import Asked, main_window
from ui.erasure.facts import FactsDialog
from ui.erasure.view import ErasurePage
from ui.shell.page import PageWidget, Screen
from ui.shell.window import MainWindow
from ui.widgets.irreversible import Irreversible


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[Register]:
    """Samira's file is to be erased, Saba's is kept for research, Dawit's case is open. It is 2026."""
    (tmp_path / "register").mkdir()
    register = Register.open(found(tmp_path / "register" / "register.db", demo=True), key=KEY, clock=clock)
    office_with(register)
    old_file(register)
    old_file(register, replace(OTHER, given="Saba", born=OTHER.born and OTHER.born.replace(day=15)))
    people.register_person(register, intake=OTHER, by=MAJ)
    clock.now = NOW
    yield register
    register.close()


def erasure_window(
    qtbot: QtBot, register: Register, *, user: User = MAJ, tray: Tray | None = None
) -> tuple[MainWindow, ErasurePage, Asked]:
    desk = desk_over(register)
    desk.user = user
    screens = (
        Screen("erasure", lambda shell: ErasurePage(shell, desk, tray or Tray()), "Erasure", "trash-2", "1"),
        Screen("person", lambda shell: PageWidget("Person", name="personPage"), place=""),
    )
    window, asked = main_window(qtbot, screens=screens)
    page = window.stack.current
    assert isinstance(page, ErasurePage)
    return window, page, asked


def key(page: ErasurePage, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or page, key, modifier)


def in_dialog(act: Callable[[QDialog], None]) -> list[str]:
    """Do something in the dialog that opens next; return what it said."""
    said: list[str] = []

    def meet() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        said.extend((dialog.windowTitle(), dialog.accessibleDescription()))
        act(dialog)

    QTimer.singleShot(0, meet)
    return said


def confirmed(count: str) -> list[str]:
    def confirm(dialog: QDialog) -> None:
        assert isinstance(dialog, Irreversible)
        assert not dialog.go.isEnabled()
        QTest.keyClicks(dialog.line, count)
        dialog.go.click()

    return in_dialog(confirm)


def shown_names(page: ErasurePage) -> list[str]:
    model = page.files.model()
    return [model.index(row, 0).data(Qt.ItemDataRole.UserRole).name for row in range(model.rowCount())]


def test_the_dry_run_says_who_and_why(qtbot: QtBot, office: Register) -> None:
    window, page, _asked = erasure_window(qtbot, office)
    assert page.count.text() == "1 of 3 files are to be erased"
    assert shown_names(page) == ["Samira Haddad"]
    assert "Five years after the last note in the file (Socialtjänstlagen 2025:400, 16 kap. 1 §)" in page.why.text()
    page.shown._options["keep"].click()  # noqa: SLF001 - as a click on the segment
    assert shown_names(page) == ["Dawit Tesfay", "Saba Tesfay"]
    page.files.setCurrentIndex(page.files.model().index(1, 0))
    assert "Keep for ever" in page.why.text()
    assert "Born on the 5th, 15th or 25th" in page.why.text()
    assert audit(window) == []


def test_what_is_not_known_is_entered_in_one_dialog(qtbot: QtBot, office: Register) -> None:
    _window, page, _asked = erasure_window(qtbot, office)
    person = PersonId(page.files.current_row().person)
    faults: list[str] = []
    refused: list[bool] = []

    def enter(dialog: QDialog) -> None:
        assert isinstance(dialog, FactsDialog)
        faults.extend(audit(dialog, walk=False))
        dialog.inquiry._options[Inquiry.OPENED].click()  # noqa: SLF001 - as a click on the segment
        dialog.other._options[Answer.YES].click()  # noqa: SLF001
        dialog.born.setText("2012")
        dialog.save.click()
        refused.append(dialog.isVisible())
        dialog.born.setText("2012-02-01")
        dialog.save.click()

    said = in_dialog(enter)
    page.unknown.click()
    assert said[0] == "What decides how long file 2019-0001 is kept"
    assert (faults, refused) == ([], [True])
    assert erasure.read_retention_facts(office, person=person, by=MAJ).child_inquiry is Inquiry.OPENED
    assert page.nothing.isVisible()
    page.shown._options["keep"].click()  # noqa: SLF001 - as a click on the segment
    assert shown_names(page) == ["Samira Haddad", "Dawit Tesfay", "Saba Tesfay"]
    in_dialog(lambda dialog: dialog.reject())
    page._ask_facts()  # noqa: SLF001 - the same again, left by Esc


def test_which_board_it_is_is_said_once(qtbot: QtBot, office: Register) -> None:
    _window, page, _asked = erasure_window(qtbot, office)
    assert (page.board.code(), page.provider.code()) == ("social", "municipal")
    page.board._options[Board.OTHER].click()  # noqa: SLF001 - as a click on the segment
    assert page.nothing.isVisible()
    page.board._options[Board.SOCIAL].click()  # noqa: SLF001
    page.provider._options[Provider.PRIVATE].click()  # noqa: SLF001
    assert shown_names(page) == ["Samira Haddad"]


def test_a_file_can_be_left_out_and_opened(qtbot: QtBot, office: Register) -> None:
    window, page, _asked = erasure_window(qtbot, office)
    page.leave_out()
    assert not page.propose.isEnabled()
    assert page.why.text().endswith("Left out of the list.")
    assert "left out" in page.files.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    page.propose.click()
    page.leave_out()
    assert page.propose.text() == "Propose 1 file"
    page.files.setFocus()
    key(page, Qt.Key.Key_Return)
    assert window.stack.current is not page


def test_one_proposes_another_approves_and_after_thirty_days_it_is_gone(
    qtbot: QtBot, office: Register, clock: Clock, tmp_path: Path
) -> None:
    window, page, _asked = erasure_window(qtbot, office)
    page.propose.click()
    assert page.lists.row is not None
    assert page.lists.row.state == "proposed"
    assert not page.lists.buttons["approve"].isVisible()
    assert page.lists.buttons["withdraw"].isVisible()
    assert audit(window) == []
    page.lists.ask("approve")  # not hers to do: nothing happens
    window.close()

    tray = Tray(path=tmp_path / "protocol.pdf")
    _window, page, _asked = erasure_window(qtbot, office, user=EVA, tray=tray)
    said = confirmed("1")
    page.lists.buttons["approve"].click()
    assert said[0] == "Erase 1 file?"
    assert "30 days" in said[1]
    assert "Maj Ekholm proposed" in said[1]
    assert page.lists.row is not None
    assert page.lists.row.state == "quarantine"
    assert page.lists.buttons["restore"].isVisible()
    clock.advance(days=30)
    page.activate()
    in_dialog(lambda dialog: dialog.reject())
    page.lists.buttons["carry_out"].click()
    assert page.lists.row.state == "ready"
    confirmed("1")
    page.lists.buttons["carry_out"].click()
    assert page.lists.row.state == "carried_out"
    assert "2 files" in page.count.text()
    page.lists.buttons["protocol"].click()
    assert (tmp_path / "protocol.pdf").read_bytes().startswith(b"%PDF")
    assert tray.suggested == ["gallringsprotokoll-2026-12-21.pdf"]
    tray.path = None
    page.lists.buttons["protocol"].click()
    tray.path = tmp_path / "no such folder" / "protocol.pdf"
    page.lists.buttons["protocol"].click()


def test_a_file_and_a_list_can_be_taken_back(qtbot: QtBot, office: Register) -> None:
    person = old_file(office, replace(OLD, given="Leila", numbers=(), born=OTHER.born), text="Avslutas.")
    assert person
    _window, page, _asked = erasure_window(qtbot, office)
    assert len(page.chosen_files()) == 1  # Leila's file is of today
    page.propose.click()
    page.lists.buttons["restore"].click()
    assert page.lists.row is not None
    assert (page.lists.row.files, page.lists.row.taken_off) == (0, 1)
    assert page.lists.off.isVisible()
    page.lists.buttons["withdraw"].click()
    assert page.lists.row.state == "withdrawn"
    assert len(page.chosen_files()) == 1


def test_a_refusal_is_told_and_the_page_asks_again(qtbot: QtBot, office: Register) -> None:
    _window, page, _asked = erasure_window(qtbot, office)
    (file,) = page.chosen_files()
    erasure.propose_erasure(office, people=[PersonId(file.person)], by=MAJ)
    page.propose.click()
    assert page.chosen_files() == ()


def test_the_log_that_no_rule_keeps_goes_on_a_list_too(
    qtbot: QtBot, office: Register, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = LogDue(date(2021, 11, 21), 3, 7)
    monkeypatch.setattr("caseworker.store.log_retention.due", lambda _connection, _before: old)
    window, page, _asked = erasure_window(qtbot, office)
    assert "7 log rows from before 21 Nov 2021" in page.log.text()
    assert page.propose.text() == "Propose 1 file"
    page.leave_out()
    assert page.propose.text() == "Propose the log"
    assert audit(window) == []
    page.propose.click()
    assert not page.log.isVisible()
    window.close()
    second, other, _asked = erasure_window(qtbot, office, user=EVA)
    assert other.lists.row is not None
    assert (other.lists.row.files, other.lists.row.log_rows) == (0, 7)
    said = confirmed("7")
    other.lists.buttons["approve"].click()
    assert said[0] == "Erase 7 log rows?"
    clock.advance(days=30)
    other.activate()
    said = confirmed("7")
    other.lists.buttons["carry_out"].click()
    assert said[0] == "Erase 7 log rows now?"
    assert second.status.label.text() == "7 log rows erased. Save the protocol."
