"""Anteckningar through the real tab into a real register: nothing typed vanishes, and what is signed stays."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from caseworker.domain.access import Role, User
from caseworker.domain.ids import NoteId, PersonId, StaffId
from caseworker.domain.notes import EnteredNote, NoteKind
from caseworker.domain.protection import ProtectionKind
from caseworker.domain.rows import NoteRow
from caseworker.errors import EnvironmentFault
from caseworker.services import drafts, notes, protection, undoing
from caseworker.store.register import Register
from tests.services.test_protection import Ring as Keys
from tests.store.fixtures import FOUNDER, TODAY
from tests.ui.people_bench import enrolled, file_of, logged, window_over
from tests.ui.test_person_page import person_page, words_on
from ui.drafts import KEEP_AFTER_MS
from ui.person.journal import NotesTab
from ui.person.view import PersonPage
from ui.shell.window import MainWindow
from ui.widgets.button import Button
from ui.widgets.fields import LineEdit, NotesEdit
from ui.widgets.text import Label

JONAS = User(StaffId("staff-2"), "Jonas Wikström", frozenset({Role.CASEWORKER}))


def opened(qtbot: QtBot, register: Register, person: str = "") -> tuple[MainWindow, PersonPage, NotesTab, PersonId]:
    someone = PersonId(person or enrolled(register))
    window = window_over(qtbot, register)
    page = person_page(window, someone)
    page.show_tab("notes")
    return window, page, page.parts.notes, someone


def colleague(register: Register) -> User:
    with register.change(by=FOUNDER) as tx:
        tx.put_staff(JONAS)
        tx.commit()
    return JONAS


def click(page: QWidget, name: str) -> None:
    button = page.findChild(Button, name)
    assert isinstance(button, Button)
    button.click()


def pick(part: QWidget, name: str) -> None:
    option = part.findChild(QAbstractButton, name)
    assert isinstance(option, QAbstractButton)
    option.click()


def kept(register: Register, person: str) -> list[NoteRow]:
    return [note for note in file_of(register, person).notes if note.signed is None]


def write(register: Register, person: PersonId, text: str, by: User = FOUNDER) -> NoteId:
    return NoteId(notes.write_note(register, person=person, text=text, happened_on=TODAY, by=by).created)


# Keeping
def test_what_is_typed_is_an_unsigned_note_and_comes_back(qtbot: QtBot, register: Register) -> None:
    window, page, tab, person = opened(qtbot, register)
    pick(tab, "noteKind_statement")
    QTest.keyClicks(tab.editor.lines["stated_by"], "the school")
    QTest.keyClicks(tab.editor.text, "He was there all week.")
    tab.editor.interpreted.click()
    QTest.keyClicks(tab.editor.lines["interpreter"], "T 14")
    page.leave()
    (note,) = kept(register, person)
    assert (note.text, note.kind, note.stated_by, note.interpreter) == (
        "He was there all week.", "statement", "the school", "T 14",
    )  # fmt: skip
    assert window.status.label.text() == "Draft saved 12:00"
    assert tab.editor.state.text() == "Saved 12:00, not signed"
    again = opened(qtbot, register, person)[2]
    assert again.editor.text.toPlainText() == "He was there all week."
    assert again.editor.lines["stated_by"].text() == "the school"
    assert again.editor.interpreted.isChecked()
    assert again.editor.fields["stated_by"].isVisibleTo(again)
    assert logged(register, person).count("note.begun") == 1


def test_the_clock_starts_with_the_first_letter(qtbot: QtBot, register: Register) -> None:
    _window, _page, tab, person = opened(qtbot, register)
    assert KEEP_AFTER_MS <= 1500
    QTest.keyClicks(tab.editor.text, "H")
    qtbot.waitUntil(lambda: bool(kept(register, person)), timeout=10_000)
    QTest.keyClicks(tab.editor.text, "on kom")
    qtbot.waitUntil(lambda: kept(register, person)[0].text == "Hon kom", timeout=10_000)
    assert logged(register, person).count("note.begun") == 1


def test_what_could_not_be_kept_is_tried_again_on_leaving(
    qtbot: QtBot, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    _window, page, tab, person = opened(qtbot, register)

    def full(*_given: object, **_named: object) -> None:
        raise EnvironmentFault("register.disk_full")

    with monkeypatch.context() as patch:
        patch.setattr(notes, "keep_note", full)
        QTest.keyClicks(tab.editor.text, "Hon kom")
        page.presenter.keep_note()
    assert kept(register, person) == []
    assert tab.editor.text.toPlainText() == "Hon kom"
    page.leave()
    assert [note.text for note in kept(register, person)] == ["Hon kom"]


def test_esc_leaves_the_editor_and_the_note_is_kept(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    write(register, person, "First")
    window, page, tab, _person = opened(qtbot, register, person)
    QTest.keyClick(page.tabs, Qt.Key.Key_A)
    QTest.keyClicks(tab.editor.text, "Half")
    QTest.keyClick(tab.editor.text, Qt.Key.Key_Escape)
    assert tab.cards[0].hasFocus()
    assert window.stack.current_name == "person"
    assert [note.text for note in kept(register, person)] == ["Half"]


def test_throwing_away_leaves_nothing_in_editor_or_journal(qtbot: QtBot, register: Register) -> None:
    _window, page, tab, person = opened(qtbot, register)
    QTest.keyClicks(tab.editor.text, "Wrong person")
    assert tab.editor.discard.isVisibleTo(tab)
    tab.editor.discard.click()
    assert tab.editor.text.toPlainText() == tab.editor.state.text() == ""
    assert file_of(register, person).notes == ()
    assert not tab.editor.discard.isVisibleTo(tab)
    assert logged(register, person)[-2:] == ["note.discarded", "case.opened"]
    (step,) = [one for one in undoing.list_steps(register, by=FOUNDER).done if one.what == "draft_removed"]
    page.presenter.heard(undoing.undo_step(register, step=step.id, by=FOUNDER))
    assert tab.editor.text.toPlainText() == "Wrong person", "what was thrown away is back in the editor"


# Signing
def test_ctrl_s_signs_and_the_note_stands_in_the_journal(qtbot: QtBot, register: Register) -> None:
    window, page, tab, person = opened(qtbot, register)
    QTest.keyClicks(tab.editor.text, "Called the region about a time.")
    tab.editor.save.click()
    (note,) = file_of(register, person).notes
    assert (note.text, note.author, note.happened_on, note.signed_role) == (
        "Called the region about a time.", "Maria Berg", TODAY, "caseworker",
    )  # fmt: skip
    assert note.signed is not None
    assert tab.editor.text.toPlainText() == ""
    assert window.status.label.text() == "Saved 12:00"
    told = words_on(page)
    assert "Called the region" in told
    assert "Maria Berg, caseworker, signed 21 Nov 2026 12:00" in told
    assert [card.note.id for card in tab.cards] == [note.id]
    assert tab.cards[0].accessibleName() == "Fact, 21 Nov 2026, Maria Berg, Called the region about a time."


@pytest.mark.parametrize(
    ("spoil", "field"),
    [
        (lambda editor: editor.day.setText("2026-11-22"), "noteDay"),
        (lambda editor: editor.day.setText("yesterday"), "noteDay"),
        (lambda editor: pick(editor, "noteKind_statement"), "noteStatedBy"),
        (lambda editor: (editor.interpreted.click(), editor.lines["interpreter_time"].setText("long")),
         "noteInterpreterTime"),
    ],
)  # fmt: skip
def test_what_signing_refuses_is_told_at_its_field_and_kept(
    qtbot: QtBot, register: Register, spoil: Callable[[object], object], field: str
) -> None:
    _window, page, tab, person = opened(qtbot, register)
    spoil(tab.editor)
    QTest.keyClicks(tab.editor.text, "Meeting")
    tab.editor.save.click()
    line = page.findChild(LineEdit, field)
    assert isinstance(line, LineEdit)
    assert line.property("tone") == "error"
    assert [note.text for note in kept(register, person)] == ["Meeting"]
    assert tab.editor.text.toPlainText() == "Meeting"


def test_an_empty_note_is_not_signed(qtbot: QtBot, register: Register) -> None:
    _window, _page, tab, person = opened(qtbot, register)
    tab.editor.save.click()
    assert tab.editor.message.label.text().startswith("There is no text.")
    assert file_of(register, person).notes == ()


# The journal
def test_a_correction_names_the_note_it_corrects_and_both_stay(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    first = write(register, person, "Two weeks.")
    _window, page, tab, _person = opened(qtbot, register, person)
    tab.cards[0].setFocus()
    QTest.keyClick(tab.cards[0], Qt.Key.Key_R)
    assert tab.editor.text.hasFocus()
    assert tab.editor.day.text() == "2026-11-21"
    QTest.keyClicks(tab.editor.text, "Three weeks.")
    tab.editor.save.click()
    newest, old = file_of(register, person).notes
    assert (newest.text, newest.corrects, old.text) == ("Three weeks.", first, "Two weeks.")
    told = words_on(page)
    assert "Corrects the note 21 Nov 2026 12:00" in told
    assert "Corrected by the note 21 Nov 2026 12:00" in told
    assert [card.accessibleName().count("corrected") for card in tab.cards] == [0, 1]
    click(page, "correctNote2")
    QTest.keyClicks(tab.editor.text, "Four.")
    page.leave()
    again = opened(qtbot, register, person)[2].editor
    assert again.corrects == first
    about = again.findChild(Label, "noteCorrects")
    assert isinstance(about, Label)
    assert about.text() == "Corrects the note 21 Nov 2026 12:00. Both stay in the journal."
    click(page, "noteStopCorrecting")
    assert tab.editor.corrects == ""


def test_what_the_person_disputes_stands_under_the_note(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    note = write(register, person, "Came late.")
    _window, page, tab, _person = opened(qtbot, register, person)
    tab.cards[0].setFocus()
    QTest.keyClick(tab.cards[0], Qt.Key.Key_D)
    field = page.findChild(NotesEdit, "noteDispute")
    assert isinstance(field, NotesEdit)
    assert field.hasFocus()
    click(page, "noteDisputeSave")
    assert field.property("tone") == "error"
    QTest.keyClicks(field, "I was on time.")
    write(register, person, "Another")
    page.presenter.open(person)  # read again while it is open
    assert tab.cards[1].disputing == "I was on time."
    click(page, "noteDisputeSave")
    (said,) = next(one for one in file_of(register, person).notes if one.id == note).disputes
    assert (said.text, said.recorded_name) == ("I was on time.", "Maria Berg")
    told = words_on(page)
    assert "The person says that this is wrong" in told
    assert "I was on time." in told
    assert all(card.dispute is None for card in tab.cards)


def test_esc_closes_the_dispute_and_nothing_is_recorded(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    write(register, person, "Came late.")
    window, page, tab, _person = opened(qtbot, register, person)
    click(page, "disputeNote1")
    field = page.findChild(NotesEdit, "noteDispute")
    assert isinstance(field, NotesEdit)
    QTest.keyClicks(field, "No")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert tab.cards[0].hasFocus()
    assert window.stack.current_name == "person"
    assert file_of(register, person).notes[0].disputes == ()


def test_arrows_walk_through_the_notes_and_one_is_the_stop_of_tab(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    for number in range(4):
        write(register, person, f"Note {number}")
    _window, _page, tab, _person = opened(qtbot, register, person)
    tab.cards[0].setFocus()
    for key, place in ((Qt.Key.Key_Down, 1), (Qt.Key.Key_End, 3), (Qt.Key.Key_Down, 3), (Qt.Key.Key_Up, 2),
                       (Qt.Key.Key_Home, 0)):  # fmt: skip
        card = QApplication.focusWidget()
        assert card is not None
        QTest.keyClick(card, key)
        assert tab.cards[place].hasFocus()
        stops = [one.focusPolicy() == Qt.FocusPolicy.StrongFocus for one in tab.cards]
        assert stops == [number == place for number in range(4)]


def test_the_journal_is_searched_and_filtered(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    write(register, person, "Remiss till tandläkaren")
    said = EnteredNote("Han sover dåligt", NoteKind.STATEMENT, "Skolan")
    notes.sign_note(register, note=NoteId(notes.keep_note(register, person=person, entered=said, by=FOUNDER).created),
                    by=FOUNDER)  # fmt: skip
    _window, page, tab, _person = opened(qtbot, register, person)
    tab.search.setText("TANDL")
    assert [card.note.text for card in tab.cards] == ["Remiss till tandläkaren"]
    tab.search.setText("skolan")
    assert [card.note.text for card in tab.cards] == ["Han sover dåligt"]
    tab.search.setText("")
    pick(tab, "noteKinds_fact")
    assert [card.note.text for card in tab.cards] == ["Remiss till tandläkaren"]
    pick(tab, "noteKinds_assessment")
    assert tab.cards == []
    assert "No note matches." in words_on(page)


def test_a_colleagues_unsigned_note_is_marked_and_cannot_be_corrected(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    jonas = colleague(register)
    entered = EnteredNote("Started by Jonas")
    notes.keep_note(register, person=person, entered=entered, by=jonas)
    _window, page, tab, _person = opened(qtbot, register, person)
    assert "unsigned" in tab.cards[0].accessibleName()
    assert page.findChild(Button, "correctNote1") is None
    tab.cards[0].setFocus()
    for key in (Qt.Key.Key_R, Qt.Key.Key_D):
        QTest.keyClick(tab.cards[0], key)
    assert tab.editor.corrects == ""
    assert tab.cards[0].dispute is None
    assert "Jonas Wikström is writing, since 21 Nov 2026 12:00" in words_on(page)


def test_a_place_leads_to_one_note(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    first = write(register, person, "First")
    write(register, person, "Second")
    window = window_over(qtbot, register)
    window.go("person", f"{person}/notes/{first}")
    page = window.stack.current
    assert isinstance(page, PersonPage)
    assert page.tabs.code() == "notes"
    qtbot.waitUntil(lambda: window.focusWidget() is page.parts.notes.cards[1], timeout=3000)
    assert page.parts.notes.cards[1].note.id == first
    own = notes.keep_note(register, person=person, entered=EnteredNote("Typing"), by=FOUNDER).created
    window.go("people")
    window.go("person", f"{person}/notes/{own}")
    qtbot.waitUntil(lambda: window.focusWidget() is page.parts.notes.editor.text, timeout=3000)
    assert page.parts.notes.editor.text.toPlainText() == "Typing"


# Protected
def test_a_sealed_draft_of_an_earlier_version_becomes_a_note_when_it_is_opened(
    qtbot: QtBot, register: Register
) -> None:
    register.compartments.keyring = Keys(FOUNDER)
    person = enrolled(register)
    colleague(register)
    kind = ProtectionKind.SECRECY_MARK
    protection.protect(register, person=person, kind=kind, readers=[FOUNDER.id, JONAS.id], by=FOUNDER)
    protection.reveal(register, person=person, reason="möte i dag", by=FOUNDER)
    drafts.save_draft(register, kind="note", key=person, fields={"text": "Half of it"}, by=FOUNDER)
    _window, _page, tab, _person = opened(qtbot, register, person)
    assert tab.editor.text.toPlainText() == "Half of it"
    assert len(kept(register, person)) == 1
    assert drafts.load_draft(register, kind="note", key=person, by=FOUNDER) is None
