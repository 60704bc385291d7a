"""Errands of the journal; part of ``errands.py``."""

from collections.abc import Callable

from caseworker.domain.ids import NoteId
from caseworker.domain.notes import EnteredNote, NoteKind
from caseworker.services import note_search, notes
from tests.campaigns.hands import Ack, Acks, Hands, a_person
from tests.services.conftest import MAJ


def _journal(hands: Hands) -> Acks:
    person, today = a_person(hands), hands.register.today()
    yield Ack("people.register_person", person)
    written = hands.do(notes.write_note, person=person, text="x" * 3000, happened_on=today, by=MAJ).created
    yield Ack("notes.write_note", written)
    hands.do(notes.dispute_note, note=NoteId(written), text="Det var en tisdag.", by=MAJ)
    yield Ack("notes.dispute_note", written)
    said = EnteredNote("y" * 2000, NoteKind.STATEMENT, "Skolan", corrects=NoteId(written))
    for length in (1, 1000, 2000):
        note = hands.do(notes.keep_note, person=person, entered=EnteredNote("y" * length), by=MAJ).created
        yield Ack("notes.keep_note", note)
    hands.do(notes.keep_note, person=person, entered=said, by=MAJ)
    hands.do(notes.sign_note, note=NoteId(note), by=MAJ)
    yield Ack("notes.sign_note", note)
    gone = hands.do(notes.keep_note, person=person, entered=EnteredNote("Fel person"), by=MAJ).created
    hands.do(notes.discard_note, note=NoteId(gone), by=MAJ)
    yield Ack("notes.discard_note", gone)
    hands.do(note_search.find_notes, text="tisdag", by=MAJ)
    yield Ack("note_search.find_notes", "")


ERRANDS: dict[Callable[[Hands], Acks], int] = {_journal: 5}
LOGGED = {"note_search.find_notes": "search.settled"}
KEPT = {
    "notes.write_note": "SELECT id FROM notes WHERE signed IS NOT NULL",
    "notes.dispute_note": "SELECT note_id FROM note_disputes",
    "notes.keep_note": "SELECT id FROM notes",
    "notes.sign_note": "SELECT id FROM notes WHERE signed IS NOT NULL AND corrects IS NOT NULL",
}
GONE = {"notes.discard_note": "SELECT id FROM notes"}
_LOGGED = "SELECT count(*) FROM audit WHERE action = "
TOGETHER = {
    "a signed note": (
        "SELECT count(*) FROM notes WHERE signed IS NOT NULL",
        "SELECT count(*) FROM note_numbers",
        "SELECT count(*) FROM note_words",
        f"{_LOGGED}'note.signed'",
    ),
    "a note being written": (
        "SELECT count(*) FROM notes WHERE signed IS NULL OR corrects IS NOT NULL",
        f"SELECT ({_LOGGED}'note.begun') - ({_LOGGED}'note.discarded')",
    ),
    "a dispute": ("SELECT count(*) FROM note_disputes", f"{_LOGGED}'note.disputed'"),
}
