"""Samma person?: pairs that wait, side by side, judged by one key each; files linked and taken apart by hand."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from caseworker.domain.contact import ContactKind
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredNumber
from caseworker.domain.links import LinkGround
from caseworker.services import finding, linking, pairs, people, today
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER, TODAY
from tests.ui.audit import audit
from tests.ui.people_bench import desk_over, enrolled, file_of, logged, someone, window_over
from ui.pairs.view import PairsPage
from ui.person.linking import FindDialog, LinkDialog, SplitDialog
from ui.person.view import PersonPage
from ui.shell.comparing import Comparer
from ui.shell.window import MainWindow
from ui.tasks import InlineRunner
from ui.today.wording import words_of


def twice(register: Register) -> tuple[PersonId, PersonId]:
    """Somebody who was registered twice: the name in her own script and the telephone agree."""
    one = enrolled(register)
    other = enrolled(register, someone("Samirah", "Hadad", number="", status="ASYL"))
    for person in (one, other):
        people.add_contact(register, person=person, kind=ContactKind.PHONE, value="070-174 06 11", by=FOUNDER)
    Comparer(desk_over(register), InlineRunner()).look()
    return one, other


def shown(window: MainWindow) -> PairsPage:
    window.go("pairs")
    page = window.stack.current
    assert isinstance(page, PairsPage)
    return page


def words_on(page: PairsPage) -> set[str]:
    return {label.text() for label in page.compared.findChildren(QLabel) if label.isVisibleTo(page)}


def test_the_two_stand_side_by_side_field_by_field(qtbot: QtBot, register: Register) -> None:
    one, other = twice(register)
    window = window_over(qtbot, register)
    page = shown(window)
    assert page.count.text() == "1 pair to judge"
    words = words_on(page)
    assert {"Samira Haddad", "Samirah Hadad", "Same name in its own script", "Same telephone", "="} <= words
    assert {"Name", "Number", "Sex", "Language", "Telephone"} <= words
    assert "not recorded" in words
    for person in (one, other):
        assert logged(register, person).count("pair.looked") == 1
    assert audit(window) == []


def test_one_joins_them_and_zero_keeps_them_apart(qtbot: QtBot, register: Register) -> None:
    twice(register)
    window = window_over(qtbot, register)
    page = shown(window)
    QTest.keyClick(page.list, Qt.Key.Key_1)
    assert people.count_people(register, by=FOUNDER) == 1
    assert page.nothing.isVisibleTo(page)
    assert "Nobody to compare" in words_on(page)
    assert not words_on(page) & {"Samira Haddad", "Samirah Hadad"}


def test_different_people_are_not_asked_about_again(qtbot: QtBot, register: Register) -> None:
    twice(register)
    page = shown(window_over(qtbot, register))
    QTest.keyClick(page.list, Qt.Key.Key_0)
    assert people.count_people(register, by=FOUNDER) == 2
    assert pairs.list_pairs(register, by=FOUNDER) == ()


def test_later_stands_last_and_stays(qtbot: QtBot, register: Register) -> None:
    twice(register)
    page = shown(window_over(qtbot, register))
    QTest.keyClick(page.list, Qt.Key.Key_S)
    (row,) = pairs.list_pairs(register, by=FOUNDER)
    assert row.later
    assert page.count.text() == "1 pair to judge"


def test_either_file_is_opened_and_nobody_waits_on_a_hidden_page(qtbot: QtBot, register: Register) -> None:
    _one, other = twice(register)
    window = window_over(qtbot, register)
    page = shown(window)
    open_it = page.compared.findChild(QPushButton, "pairOpen3")
    assert isinstance(open_it, QPushButton)
    open_it.click()
    assert window.stack.current_name == "person"
    assert logged(register, other)[-1] == "case.opened"
    assert not words_on(page) & {"Samirah Hadad"}


def test_two_numbers_are_joined_only_when_the_change_is_stated(qtbot: QtBot, register: Register) -> None:
    _one, other = twice(register)
    number = EnteredNumber("personnummer", "19880320-2384")
    people.add_number(register, person=other, number=number, begins=TODAY, by=FOUNDER)
    window = window_over(qtbot, register)
    page = shown(window)
    assert page.compared.changed.isVisibleTo(page)
    QTest.keyClick(page.list, Qt.Key.Key_1)
    assert "link.two_numbers" in window.fault.code.text()
    assert people.count_people(register, by=FOUNDER) == 2
    page.compared.changed.setChecked(True)
    page.compared.same.click()
    assert people.count_people(register, by=FOUNDER) == 1


def test_idag_says_how_many_wait(qtbot: QtBot, register: Register) -> None:
    twice(register)
    (row,) = [row for row in today.read_today(register, by=FOUNDER).rows if row.waiting.code == "pairs.to_judge"]
    assert (dict(row.waiting.params), row.waiting.place) == ({"pairs": "1"}, ("pairs", ""))
    assert words_of(row.waiting).what == "1 pair of files to judge"


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[QDialog]]:
    """Every dialog of linking is answered with yes, once the test has had its say; they are kept to be looked at."""
    asked: list[QDialog] = []

    def accept(dialog: QDialog) -> int:
        asked.append(dialog)
        if isinstance(dialog, FindDialog):
            dialog.line.setText("2026-0001")
        if isinstance(dialog, SplitDialog):
            for tick in dialog._ticks.values():  # noqa: SLF001 - what a user would tick
                tick.setChecked(True)
        dialog.deleteLater = lambda: None  # type: ignore[method-assign]
        return QDialog.DialogCode.Accepted

    for kind in (FindDialog, LinkDialog, SplitDialog):
        monkeypatch.setattr(kind, "exec", accept)
    yield asked
    for dialog in asked:
        QDialog.deleteLater(dialog)


def person_page(window: MainWindow, person: str) -> PersonPage:
    window.go("person", person)
    page = window.stack.current
    assert isinstance(page, PersonPage)
    return page


def test_a_file_is_linked_from_the_other_and_shown_in_it(
    qtbot: QtBot, register: Register, answers: list[QDialog]
) -> None:
    one = enrolled(register)
    other = enrolled(register, someone("Samirah", "Hadad", original="", number=""))
    window = window_over(qtbot, register)
    page = person_page(window, other)
    page.linking.ask()
    assert [type(dialog) for dialog in answers] == [FindDialog, LinkDialog]
    assert people.count_people(register, by=FOUNDER) == 1
    assert page.header.case.text().endswith("with case 2026-0001")
    page = person_page(window, one)
    assert page.presenter.person == other, "what is written goes to the file they are shown in"


def test_files_are_taken_apart_and_what_was_written_is_placed(
    qtbot: QtBot, register: Register, answers: list[QDialog]
) -> None:
    one = enrolled(register)
    other = enrolled(register, someone("Samirah", "Hadad", original="", number=""))
    linking.link_people(register, person=one, other=other, ground=LinkGround.OWN_WORD, by=FOUNDER)
    number = EnteredNumber("dossier", "99-123456")
    people.add_number(register, person=other, number=number, begins=TODAY, by=FOUNDER)
    window = window_over(qtbot, register)
    page = person_page(window, other)
    (apart,) = [command for command in page.commands() if command.name.startswith("person_split")]
    assert apart.words == "Take case 2026-0001 apart from this file"
    apart.run()
    (dialog,) = answers
    assert isinstance(dialog, SplitDialog)
    (tick,) = dialog._ticks.values()  # noqa: SLF001
    assert tick.text() == "Number: ••••-3456, 21 Nov 2026, in case 2026-0002"
    assert {held.value for held in file_of(register, one).identifiers} == {"19880314-2382", "99-123456"}
    assert file_of(register, other).identifiers == ()


@pytest.mark.parametrize("kind", [FindDialog, LinkDialog, SplitDialog])
def test_the_dialogs_pass_the_audit(qtbot: QtBot, register: Register, kind: type[QDialog]) -> None:
    one = enrolled(register)
    other = enrolled(register, someone("Samirah", "Hadad", original="", number=""))
    linking.link_people(register, person=one, other=other, ground=LinkGround.OWN_WORD, by=FOUNDER)
    people.add_number(register, person=other, number=EnteredNumber("dossier", "99-123456"), begins=TODAY, by=FOUNDER)
    window_over(qtbot, register)  # brings the ring of the focus
    desk, window = desk_over(register), QWidget()
    qtbot.addWidget(window)
    if kind is FindDialog:
        dialog: QDialog = FindDialog(window)
    elif kind is LinkDialog:
        dialog = LinkDialog(finding.look_up(register, text="hadad", by=FOUNDER), window)
    else:
        (linked,) = people.open_file(register, person=other, by=FOUNDER).linked
        rows = linking.written_since(register, person=one, by=FOUNDER)
        dialog = SplitDialog(linked, rows, desk.words, window)
    with qtbot.waitActive(dialog, timeout=5000):
        dialog.show()
        dialog.activateWindow()
    assert audit(dialog) == []
