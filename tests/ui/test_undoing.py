"""Ctrl Z and Ctrl Y in the real window: named, offered after each step, refused with both values shown."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from caseworker.domain.contact import ContactKind
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredStatus, Intake
from caseworker.domain.undo import FieldPair
from caseworker.services import choices, people, status, undoing
from caseworker.services.registry import SERVICES
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER, TODAY
from tests.ui.audit import audit
from tests.ui.people_bench import desk_over, enrolled, someone, window_over
from tests.ui.test_person_page import person_page
from ui.person.view import PersonPage
from ui.shell.undo_conflict import UndoConflict
from ui.shell.window import MainWindow
from ui.undo_words import field_words, part_words, step_words, told_pairs, value_words
from ui.widgets.fields import LineEdit
from ui.widgets.text import Label

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def words_of(window: MainWindow, command: str) -> str:
    action = window.findChild(QAction, f"action_{command}")
    assert action is not None
    return action.text()


def statuses(register: Register, person: PersonId) -> list[str]:
    with register.read() as reader:
        return [row.code for row in reader.person_file(person).statuses]


def settled(page: PersonPage) -> list[str]:
    file = page.presenter.file
    assert file is not None
    return [row.code for row in file.settlements]


def asylum(register: Register, person: PersonId, code: str = "TILLST") -> None:
    status.record_status(register, person=person, status=EnteredStatus(code, TODAY), by=FOUNDER)


def texts(part: QWidget) -> list[str]:
    return [label.text() for label in part.findChildren(Label)]


def test_the_keys_take_back_and_do_again_and_the_page_follows(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register, someone())
    window = window_over(qtbot, register)
    page = person_page(window, person)
    page.presenter.record_home("anvisad", "", asylum=False)
    assert words_of(window, "undo") == "Undo: way of settlement"
    assert window.undo_bar.isVisible()
    assert "Saved: way of settlement" in texts(window.undo_bar)
    page.tabs.setFocus()
    QTest.keyClick(page.tabs, Qt.Key.Key_Z, CTRL)
    assert settled(page) == []
    assert not window.undo_bar.isVisible()
    assert window.status.label.text().startswith("Taken back: way of settlement, file 2026-")
    assert words_of(window, "undo") == "Undo: registration of a person"
    assert words_of(window, "redo") == "Redo: way of settlement"
    QTest.keyClick(page.tabs, Qt.Key.Key_Y, CTRL)
    assert settled(page) == ["anvisad"]
    QTest.keyClick(page.tabs, Qt.Key.Key_Z, CTRL)
    QTest.keyClick(page.tabs, Qt.Key.Key_Z, CTRL | SHIFT)
    assert settled(page) == ["anvisad"]
    assert words_of(window, "redo") == "Redo"


def test_a_new_window_knows_the_steps_of_the_last_one(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register, someone())
    asylum(register, person)
    window = window_over(qtbot, register)
    assert words_of(window, "undo") == "Undo: legal status"
    assert not window.undo_bar.isVisible()
    window.undo()
    assert statuses(register, person) == ["NY-FLY"]


def test_a_text_field_undoes_its_own_first(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register, someone())
    asylum(register, person)
    window = window_over(qtbot, register)
    page = person_page(window, person)
    page.parts.overview.open_form(page.parts.overview.contact)
    field = page.parts.overview.contact.fields["phone"].editor
    assert isinstance(field, LineEdit)
    field.setFocus()
    QTest.keyClicks(field, "070")
    window.undo()
    assert field.text() == ""
    window.undoing.redo()
    assert field.text() == "070"
    assert statuses(register, person) == ["TILLST", "NY-FLY"]
    field.clear()
    page.parts.show_file(page.presenter.file) if page.presenter.file else None
    page.tabs.setFocus()
    window.undo()
    assert statuses(register, person) == ["NY-FLY"]


def test_nothing_to_undo_is_said_calmly(qtbot: QtBot, register: Register) -> None:
    window = window_over(qtbot, register)
    window.undo()
    assert window.status.label.text() == "There is nothing to undo."
    window.undoing.redo()
    assert window.status.label.text() == "There is nothing to do again."
    assert not window.fault.isVisible()


def test_a_registration_taken_back_leads_to_the_list(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register, someone())
    window = window_over(qtbot, register)
    person_page(window, person)
    window.undo()
    assert window.stack.current is not None
    assert window.stack.current.widget.objectName() == "peoplePage"
    assert not window.fault.isVisible()
    assert people.count_people(register, by=FOUNDER) == 0
    window.undoing.redo()
    assert people.count_people(register, by=FOUNDER) == 1


def conflict(window: MainWindow) -> UndoConflict:
    window.undo()
    found = window.findChild(UndoConflict)
    assert found is not None
    return found


def test_what_was_changed_since_is_shown_with_both_values_and_can_be_left(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register, someone())
    page_of = window_over(qtbot, register)
    page = person_page(page_of, person)
    assert page.presenter.file is not None
    page.presenter.correct(Intake(given="Samira", family="Hadad", speaks="ar"))
    version = page.presenter.file.version
    people.correct_person(
        register, person=person, version=version, intake=Intake(given="Samira", speaks="so"), by=FOUNDER
    )
    later = undoing.list_steps(register, by=FOUNDER).done[0]
    undoing.leave_step(register, step=later.id, by=FOUNDER)
    asked = conflict(page_of)
    qtbot.waitUntil(asked.isActiveWindow)
    assert audit(asked) == []
    said = texts(asked)
    assert "Cannot undo: corrected details" in said
    assert any(text.startswith("Changed since by ") for text in said)
    place = said.index("Speaks")
    assert said[place + 1 : place + 3] == ["Arabic", "Somali"]
    asked.go.click()
    assert words_of(page_of, "undo") == "Undo: registration of a person"
    assert page_of.status.label.text() == "It stands as it is and is no longer offered."


def test_what_hangs_on_a_person_is_named(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register, someone())
    window = window_over(qtbot, register)
    people.add_contact(register, person=person, kind=ContactKind.EMAIL, value="a@example.se", by=FOUNDER)
    undoing.leave_step(register, step=undoing.list_steps(register, by=FOUNDER).done[0].id, by=FOUNDER)
    asked = conflict(window)
    assert "This hangs on it and stays: Contact details." in texts(asked)
    asked.cancel.click()
    assert words_of(window, "undo").startswith("Undo: ")
    assert undoing.list_steps(register, by=FOUNDER).done


def test_every_step_and_value_has_words(register: Register) -> None:
    words = desk_over(register).words
    assert choices.status_words(register, by=FOUNDER)
    general = step_words("")
    assert not [entry.undo for entry in SERVICES.values() if entry.undo and step_words(entry.undo) == general]
    assert field_words("people.born") == "Born"
    unnamed = (
        FieldPair("elsewhere.one", "a", "b"),
        FieldPair("elsewhere.two", "a", "b"),
        FieldPair("people.x", "a", "b"),
    )
    named = FieldPair("people.born", "1988-03-14", None)
    assert told_pairs((*unnamed, named)) == [unnamed[0], named]
    assert field_words("elsewhere.thing") == part_words("elsewhere") == "Other entries"
    shown = {
        ("people.born", "1988-03-14"): "14 Mar 1988",
        ("statuses.code", "never"): "never",
        ("statuses.permit", "never"): "never",
        ("people.speaks", ""): "Nothing",
        ("contacts.value", "0701740611"): "0701740611",
        ("contacts.value", "abcd-ef-gh"): "abcd-ef-gh",
    }
    assert {value_words(field, value, words) for field, value in shown} == set(shown.values())
