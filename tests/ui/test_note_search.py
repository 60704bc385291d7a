"""Sök i anteckningar: asked with Enter alone, shown with the words around the hit, opened at the note."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caseworker.domain.ids import PersonId
from caseworker.services import notes
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER, TODAY
from tests.ui.people_bench import desk_over, enrolled, logged, someone, window_over
from ui.note_search.view import NoteSearchPage
from ui.person.view import PersonPage
from ui.shell.finding import palette_search
from ui.shell.window import MainWindow


def opened(qtbot: QtBot, register: Register) -> tuple[MainWindow, NoteSearchPage]:
    window = window_over(qtbot, register)
    window.go("note_search")
    page = window.stack.current
    assert isinstance(page, NoteSearchPage)
    return window, page


def noted(register: Register) -> tuple[PersonId, str]:
    """Two people with notes; the id of the first and of her note."""
    first, second = enrolled(register), enrolled(register, someone("Dawit", "Tesfay", original="", number=""))
    made = notes.write_note(register, person=first, text="Tid hos tandläkaren i maj", happened_on=TODAY, by=FOUNDER)
    notes.write_note(register, person=second, text="Tandläkaren ringde", happened_on=TODAY, by=FOUNDER)
    return first, made.created


def test_nothing_is_asked_before_enter_and_a_hit_opens_at_its_note(qtbot: QtBot, register: Register) -> None:
    person, note = noted(register)
    window, page = opened(qtbot, register)
    QTest.keyClicks(page.line, "tandl maj")
    assert "note.found" not in logged(register, person)
    QTest.keyClick(page.line, Qt.Key.Key_Return)
    assert page.count.text() == "1 note"
    found = page.model.row(0)
    assert found is not None
    assert (found.person.id, found.snippet) == (person, "Tid hos tandläkaren i maj")
    assert logged(register, person).count("note.found") == 1
    said = page.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Samira Haddad, 21 Nov 2026, Tid hos tandläkaren i maj"
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    file = window.stack.current
    assert isinstance(file, PersonPage)
    assert file.tabs.code() == "notes"
    qtbot.waitUntil(lambda: window.focusWidget() is file.parts.notes.cards[0], timeout=3000)
    assert file.parts.notes.cards[0].note.id == note
    assert page.model.rowCount() == 0, "nothing of anybody waits on a hidden page"


def test_no_hit_is_told_and_an_empty_field_asks_nothing(qtbot: QtBot, register: Register) -> None:
    _window, page = opened(qtbot, register)
    page.go.click()
    assert page.count.text() == ""
    QTest.keyClicks(page.line, "ingenting")
    page.go.click()
    assert page.count.text() == "0 notes"
    assert page.nothing.isVisibleTo(page)
    QTest.keyClick(page.line, Qt.Key.Key_Down)
    assert page.line.text() == "ingenting"


def test_down_goes_from_the_field_to_the_list(qtbot: QtBot, register: Register) -> None:
    noted(register)
    window, page = opened(qtbot, register)
    page.search_for("tandläkaren")
    assert page.count.text() == "2 notes"
    page.line.setFocus()
    QTest.keyClick(page.line, Qt.Key.Key_Down)
    assert window.focusWidget() is page.list


def test_ctrl_k_leads_to_the_notes_with_the_words_and_shows_none_of_them(qtbot: QtBot, register: Register) -> None:
    person, _note = noted(register)
    window = window_over(qtbot, register)
    search = palette_search(desk_over(register), lambda: window)
    (entry,) = [one for one in search("tandläkaren") if one.words.startswith("Search in notes")]
    assert "note.found" not in logged(register, person)
    entry.run()
    page = window.stack.current
    assert isinstance(page, NoteSearchPage)
    assert page.model.rowCount() == 2
    assert [one for one in search("1988") if one.words.startswith("Search in notes")] == []
