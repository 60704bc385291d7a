"""Personakt with a real register: what it shows, what is logged, and the keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from caseworker.domain.access import Role, User
from caseworker.domain.ids import StaffId
from caseworker.domain.intake import EnteredNumber
from caseworker.domain.rows import LogRow
from caseworker.services import people
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER, NOON, TODAY, StandingClock
from tests.ui.audit import audit
from tests.ui.finding import count_in
from tests.ui.people_bench import enrolled, file_of, logged, someone, window_over
from ui.isolates import shown
from ui.person.columns import log_lines
from ui.person.parts import CODES
from ui.person.view import PersonPage
from ui.shell.window import MainWindow
from ui.widgets.chip import Chip
from ui.widgets.steps import Steps
from ui.widgets.text import Label

ALT = Qt.KeyboardModifier.AltModifier


def person_page(window: MainWindow, person: str) -> PersonPage:
    window.go("person", person)
    page = window.stack.current
    assert isinstance(page, PersonPage)
    return page


def words_on(page: QWidget) -> str:
    """Every word that can be seen; what was just laid out is shown first."""
    QApplication.processEvents()
    labels = [label.text() for label in page.findChildren(Label) if label.isVisibleTo(page)]
    return "\n".join(labels + [chip.text() for chip in page.findChildren(Chip) if chip.isVisibleTo(page)])


def test_the_head_says_who_it_is_and_masks_the_numbers(qtbot: QtBot, register: Register) -> None:
    page = person_page(window_over(qtbot, register), enrolled(register))
    assert page.header.name.text() == "Samira Haddad"
    assert page.header.original.text() == "سميرة حداد"
    assert page.header.status.text().startswith("Newly arrived")
    told = words_on(page)
    assert "••••-2382" in told
    assert "19880314" not in told
    assert "Arabic · interpreter needed" in told
    assert "Maria Berg" in told


def test_opening_a_file_is_logged_before_it_is_shown(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    person_page(window_over(qtbot, register), person)
    assert logged(register, person) == ["person.registered", "case.opened"]


def test_showing_numbers_is_logged_and_leaving_masks_them_again(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    window = window_over(qtbot, register)
    page = person_page(window, person)
    page.header.reveal.click()
    assert "19880314-2382" in words_on(page)
    assert logged(register, person)[-1] == "identifier.revealed"
    window.go("people")
    assert "19880314-2382" not in words_on(page)


def test_alt_and_a_digit_choose_the_tab(qtbot: QtBot, register: Register) -> None:
    window = window_over(qtbot, register)
    page = person_page(window, enrolled(register))
    for digit, tab in enumerate(CODES, 1):
        QTest.keyClick(window, Qt.Key(Qt.Key.Key_0 + digit), ALT)
        assert page.tabs.code() == tab


def test_single_letters_lead_to_what_they_say(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    window = window_over(qtbot, register)
    page = person_page(window, person)
    QTest.keyClick(page.tabs, Qt.Key.Key_N)
    assert page.tabs.code() == "interventions"
    assert page.parts.interventions.form.isAncestorOf(page.focusWidget())
    page.show_tab("status")
    page.tabs.setFocus()
    QTest.keyClick(page.tabs, Qt.Key.Key_N)
    assert page.parts.status.form.isAncestorOf(page.focusWidget())
    page.tabs.setFocus()
    QTest.keyClick(page.tabs, Qt.Key.Key_A)
    assert page.parts.notes.editor.text.hasFocus()
    QTest.keyClick(page.parts.notes.editor.text, Qt.Key.Key_B)
    assert page.parts.notes.editor.text.toPlainText() == "b", "a letter in a text is a letter"
    page.show_tab("status")
    page.parts.status.form.begin()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_A)
    assert page.tabs.code() == "status", "a letter in a choice looks for a row"
    page.tabs.setFocus()
    QTest.keyClick(page.tabs, Qt.Key.Key_B)
    assert window.stack.current_name == "letters"


def test_what_is_missing_stands_in_the_head_and_on_the_list(qtbot: QtBot, register: Register) -> None:
    page = person_page(window_over(qtbot, register), enrolled(register, someone(number="", status="")))
    steps = page.findChild(Steps, "personMissingSteps")
    assert isinstance(steps, Steps)
    assert page.header.incomplete.text() == f"Complete {count_in(steps)} details"
    assert page.header.status.text() == "Legal status not recorded"


def test_another_person_never_meets_what_was_written_about_the_first(qtbot: QtBot, register: Register) -> None:
    first = enrolled(register)
    second = enrolled(register, someone("Dawit", "Tesfay", original="", number="19960702-2390", status="ASYL"))
    window = window_over(qtbot, register)
    page = person_page(window, first)
    page.header.reveal.click()
    page.show_tab("notes")
    QTest.keyClicks(page.parts.notes.editor.text, "about Samira")
    page.parts.identity.number.say("", "something")
    page = person_page(window, second)
    assert page.tabs.code() == "overview"
    assert page.parts.notes.editor.text.toPlainText() == ""
    told = words_on(page)
    assert "Samira" not in told
    assert "19880314" not in told
    page = person_page(window, first)
    assert page.parts.notes.editor.text.toPlainText() == "about Samira", "the draft waits with the person it is about"


def test_a_file_that_is_gone_is_told_and_shows_nothing(qtbot: QtBot, register: Register) -> None:
    window = window_over(qtbot, register)
    page = person_page(window, "0192f0c0-0000-7000-8000-00000000ffff")
    assert window.fault.isVisible()
    assert page.header.isHidden() or not page.header.isVisible()


def test_an_earlier_number_stays_in_the_history(qtbot: QtBot, register: Register, clock: StandingClock) -> None:
    person = enrolled(register)
    clock.advance(days=3)
    number = EnteredNumber("personnummer", "19880315-2381")
    people.add_number(register, person=person, number=number, begins=register.today(), by=FOUNDER)
    page = person_page(window_over(qtbot, register), person)
    assert "••••-2381" in words_on(page)
    page.show_tab("identity")
    model = page.parts.identity.numbers.model
    said = [model.row(place) for place in range(model.rowCount())]
    assert [(row.value[-4:], row.why_ended) for row in said] == [("2381", ""), ("2382", "replaced")]


def test_looks_that_follow_one_another_are_gathered_and_nothing_else_is() -> None:
    def line(action: str, minute: int) -> LogRow:
        return LogRow(NOON.replace(minute=minute), "Maria Berg", action)

    rows = [line("case.opened", 9), line("case.opened", 5), line("note.written", 4), line("note.written", 4),
            line("case.opened", 1)]  # fmt: skip
    gathered = log_lines(rows, lambda moment: moment)
    assert [(one.action, one.times) for one in gathered] == [
        ("case.opened", 2), ("note.written", 1), ("note.written", 1), ("case.opened", 1),
    ]  # fmt: skip
    assert (gathered[0].oldest.minute, gathered[0].newest.minute) == (5, 9)


def test_the_log_says_who_did_what_in_words(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    colleague = User(StaffId("staff-2"), "Jonas Wikström", frozenset({Role.CASEWORKER}))
    with register.change(by=FOUNDER) as tx:
        tx.put_staff(colleague)
        tx.commit()
    people.open_file(register, person=person, by=colleague)
    page = person_page(window_over(qtbot, register), person)
    page.show_tab("log")
    model = page.parts.log.list.model()
    lines = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    assert lines[0].endswith("Maria Berg, Opened the file")
    assert lines[1].endswith("Jonas Wikström, Opened the file")
    assert lines[-1].endswith("Maria Berg, Registered the person and opened the case")


def test_numbers_in_arabic_text_keep_their_reading_order() -> None:
    text = "اتصل بي 070-174 06 11 غدا"
    assert shown(text) == "اتصل بي \u2066070-174 06 11\u2069 غدا"
    assert shown("Ring 070-174 06 11") == "Ring 070-174 06 11"


def test_a_keyboard_and_a_screen_reader_reach_every_tab(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    people.open_file(register, person=person, by=FOUNDER)
    window = window_over(qtbot, register)
    page = person_page(window, person)
    for tab in CODES:
        page.show_tab(tab)
        assert audit(window) == [], tab
    assert file_of(register, person).opened == TODAY
