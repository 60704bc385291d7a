"""Numbers and names of a file: added, ended, renewed, told in parts; somebody else's number stops and shows both."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from caseworker.domain.calendars import Calendar
from caseworker.domain.endings import EndingKind, EnteredEnding
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredBirth, EnteredNumber
from caseworker.domain.person import BirthSource
from caseworker.domain.rows import IdentifierRow, PersonFile
from caseworker.services import cases, identity, people
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER, TODAY
from tests.ui.finding import found
from tests.ui.people_bench import enrolled, someone, window_over
from tests.ui.test_person_page import person_page, words_on
from ui.identity_words import birth_line, number_facts, number_state
from ui.person.ending import EndingDialog
from ui.person.identity import IdentityTab
from ui.person.same_number import SameNumberDialog
from ui.person.view import PersonPage
from ui.widgets.button import Button
from ui.widgets.fields import Choice, LineEdit
from ui.widgets.tick import Tick


def tab_of(page: PersonPage) -> IdentityTab:
    page.show_tab("identity")
    return page.parts.identity


def put(page: PersonPage, **fields: str) -> None:
    """Fill fields by name; a Choice by its code."""
    for name, text in fields.items():
        editor = page.findChild(Choice, name) or page.findChild(LineEdit, name)
        if isinstance(editor, Choice):
            editor.choose(text)
        else:
            assert isinstance(editor, LineEdit), name
            editor.setText(text)


def file_of(register: Register, person: str) -> PersonFile:
    return people.open_file(register, person=PersonId(person), by=FOUNDER)


def test_a_number_is_added_with_what_stood_on_its_paper(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register, someone(number=""))
    page = person_page(window_over(qtbot, register), person)
    tab = tab_of(page)
    put(page, newNumberKind="samordningsnummer", newNumber="19850478-2395", newNumberBegins="2020-05-01")
    put(page, newNumberCertainty="sannolik", newNumberRenewed="2021-02-01", newNumberSeen="fel")
    found(page, Tick, "newNumberCopy").setChecked(True)
    tab.number.button.click()
    assert file_of(register, person).identifiers == ()  # the day was told to be none
    put(page, newNumberSeen="")
    tab.number.button.click()
    (held,) = file_of(register, person).identifiers
    assert (held.certainty, held.renewed_on, held.copy_kept) == ("sannolik", date(2021, 2, 1), True)
    assert (held.issuer, held.seen_on) == ("Skatteverket", TODAY)
    assert number_state(held, TODAY)[0] == "Dormant from 1 Jan 2027"


def test_a_mistyped_number_is_ended_with_a_reason_and_the_right_one_takes_its_place(
    qtbot: QtBot, register: Register
) -> None:
    person = enrolled(register)
    page = person_page(window_over(qtbot, register), person)
    tab = tab_of(page)
    tab.numbers.rows.opened.emit(tab.numbers.model.row(0))
    put(page, numberEndWhat="mistyped", numberEndRight="19880315-2381")
    tab.number_end.button.click()
    assert len(file_of(register, person).identifiers) == 1  # a reason is asked for
    put(page, numberEndReason="Läste fel på kortet")
    tab.number_end.button.click()
    ended, held = sorted(file_of(register, person).identifiers, key=lambda one: one.ends is None)
    assert (ended.why_ended, ended.reason, held.value) == ("mistyped", "Läste fel på kortet", "19880315-2381")
    tab.numbers.rows.opened.emit(tab.numbers.model.row(1))  # one that has ended stays as it is
    assert tab.number_end.row is None
    assert tab.number.isVisibleTo(page)  # what was done with is not asked again


def test_a_coordination_number_is_renewed(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register, someone(number=""))
    number = EnteredNumber("samordningsnummer", "19850478-2395")
    people.add_number(register, person=PersonId(person), number=number, begins=date(2020, 1, 7), by=FOUNDER)
    page = person_page(window_over(qtbot, register), person)
    tab = tab_of(page)
    tab.numbers.rows.opened.emit(tab.numbers.model.row(0))
    put(page, numberEndWhat="renewed", numberEndRenewed="2025-02-03", numberEndCertainty="styrkt")
    tab.number_end.button.click()
    (held,) = file_of(register, person).identifiers
    assert (held.renewed_on, held.certainty) == (date(2025, 2, 3), "styrkt")
    assert "dormant from 1 Jan 2031" in number_facts(held, TODAY)


def test_somebody_elses_number_stops_the_saving_and_shows_both(qtbot: QtBot, register: Register) -> None:
    other = enrolled(register)
    person = enrolled(register, someone("Dawit", "Tesfay", original="", number="", status="ASYL"))
    window = window_over(qtbot, register)
    page = person_page(window, person)
    tab = tab_of(page)
    put(page, newNumberKind="personnummer", newNumber="19880314-2382")
    tab.number.button.click()
    dialog = page.findChild(SameNumberDialog)
    assert isinstance(dialog, SameNumberDialog)
    told = words_on(dialog)
    assert "Dawit Tesfay" in told
    assert "Samira Haddad" in told
    assert "19880314" not in told
    assert file_of(register, person).identifiers == ()
    dialog.go.click()
    assert page.presenter.person == other


def test_a_name_is_told_in_parts_and_changed(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    page = person_page(window_over(qtbot, register), person)
    tab = tab_of(page)
    put(page, nameRole="alias", namePart1="Selam", namePart2="Tesfay", nameBegins="2020-01-01")
    found(page, Button, "nameMoreParts").click()
    put(page, namePart4Role="grandfather", namePart4="Ghebremeskel")
    tab.name.button.click()
    alias = next(name for name in file_of(register, person).names if name.role == "alias")
    assert alias.full == "Selam Tesfay Ghebremeskel"
    assert alias.tokens[-1] == ("grandfather", "Ghebremeskel")

    latin = next(row for row in file_of(register, person).names if row.role == "latin")
    tab.names.rows.opened.emit(latin)
    put(page, namePart2="Lind")
    found(page, Tick, "nameKeeps").setChecked(True)
    tab.name.button.click()
    names = {name.role: name.full for name in file_of(register, person).names}
    assert (names["latin"], names["former"]) == ("Samira Lind", "Samira Haddad")


def test_a_birth_date_of_another_calendar_is_kept_as_it_was_told(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    page = person_page(window_over(qtbot, register), person)
    tab = tab_of(page)
    put(page, birthCalendar="solar_hijri", birthTyped="1367-13-01", birthSource="own_statement")
    tab.birth.button.click()
    assert file_of(register, person).births == ()
    put(page, birthTyped="1367-12-24", birthStated="۲۴ اسفند ۱۳۶۷")
    tab.birth.button.click()
    file = file_of(register, person)
    assert (file.born, file.births[0].stated) == (date(1989, 3, 15), "۲۴ اسفند ۱۳۶۷")
    page.parts.overview.open_side()
    assert "1989-03-15 (own statement)" in words_on(page.parts.overview)


@pytest.mark.parametrize(
    ("born", "precision", "source", "line"),
    [
        (date(1990, 1, 1), "year", "estimated", "about 1990 (estimated)"),
        (date(1990, 1, 1), "day", "decision", "1 Jan 1990 by decision"),
        (date(1990, 1, 1), "year", "decision", "1990 by decision"),
        (date(1990, 5, 6), "day", "document", "1990-05-06 (passport or other document)"),
        (date(1990, 5, 6), "day", "", "1990-05-06"),
        (None, "unknown", "", ""),
    ],
)
def test_a_birth_date_says_how_it_is_known(born: date | None, precision: str, source: str, line: str) -> None:
    assert birth_line(born, precision, source) == line


def test_what_is_not_in_use_any_more_says_why() -> None:
    row = IdentifierRow("samordningsnummer", "19850478-2395", date(2010, 1, 1), None)
    assert number_state(row, TODAY)[0] == "Dormant since 1 Jan 2016"
    assert number_state(IdentifierRow("lma", "99-1", date(2020, 1, 1), None), TODAY)[0] == "In use"
    for why, words in (("mistyped", "Mistyped"), ("withdrawn", "Withdrawn"), ("replaced", "Before")):
        ended = IdentifierRow("lma", "99-1", date(2020, 1, 1), date(2021, 1, 1), why_ended=why)
        assert number_state(ended, TODAY)[0] == words


def test_a_case_ends_as_what_happened_and_the_head_says_so(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    page = person_page(window_over(qtbot, register), person)
    next(command for command in page.commands() if command.name == "case_close").run()
    dialog = page.findChild(EndingDialog)
    assert isinstance(dialog, EndingDialog)
    put(page, endKind="moved", endDay="2027-01-01")
    dialog.go.click()
    put(page, endDay=TODAY.isoformat())
    dialog.go.click()
    assert file_of(register, person).endings == ()  # still asks: the day, then where to
    put(page, endPlace="Lövåsa kommun", endSource="Skatteverket")
    dialog.go.click()
    (moved,) = file_of(register, person).endings
    assert (moved.kind, moved.place, moved.source) == ("moved", "Lövåsa kommun", "Skatteverket")
    assert "Moved to another municipality 21 Nov 2026" in words_on(page.header)
    assert tab_of(page).endings.model.rowCount() == 1
    cases.reopen_case(register, person=PersonId(person), by=FOUNDER)
    page.presenter.open(person)
    assert "Came back" in words_on(page.header)


def test_every_calendar_and_end_can_be_told(register: Register) -> None:
    person = PersonId(enrolled(register))
    told = EnteredBirth("1983-4-28", Calendar.ETHIOPIAN, BirthSource.DOCUMENT)
    identity.record_birth(register, person=person, birth=told, by=FOUNDER)
    cases.close_case(register, person=person, closed=TODAY, ending=EnteredEnding(EndingKind.DECEASED), by=FOUNDER)
    assert file_of(register, person).endings[0].kind == "deceased"
