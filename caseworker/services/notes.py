"""The case journal: notes are added, never changed."""

from datetime import date

import uuid_utils

from caseworker.domain.access import User
from caseworker.domain.changes import Changes, Event
from caseworker.domain.ids import NoteId, PersonId
from caseworker.domain.notes import JournalNote, require_note_text
from caseworker.errors import Refused
from caseworker.services.registry import service
from caseworker.store.register import Register


@service(needs="note.write", record="person", retention="case")
def write_note(
    register: Register, *, person: PersonId, text: str, happened_on: date, corrects: NoteId | None = None, by: User
) -> Changes:
    """Write a journal note (journalanteckning) in a person's case; a correction names the note it corrects.

    Raises ``Refused`` with ``note.empty``, ``note.too_long`` or ``note.in_future``.
    """
    text = require_note_text(text)
    if happened_on > register.today():
        raise Refused("note.in_future")
    with register.change(by=by) as tx:
        case = tx.cases.of_person(person)
        note = JournalNote(
            NoteId(str(uuid_utils.uuid7())), case.id, by.id, register.clock(), happened_on, text, corrects
        )
        tx.add(note)
        tx.note(Event("note.written", person, {"note": note.id, "text": text}))
        tx.touched(person=person, case=case.id)
        return tx.commit(created=note.id)
