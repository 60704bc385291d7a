"""The case journal: a note is kept while it is typed, signed by its author, and never changed after that."""

from datetime import date

import uuid_utils

from caseworker.domain.access import User
from caseworker.domain.case import Case
from caseworker.domain.changes import Changes, Event
from caseworker.domain.ids import NoteId, PersonId
from caseworker.domain.notes import EnteredNote, JournalNote, NoteDispute, NoteKind, require_dispute_text
from caseworker.errors import Refused
from caseworker.services._signing_notes import sign
from caseworker.services.registry import service
from caseworker.store.register import Register
from caseworker.store.writing import Transaction


@service(needs="note.write", record="person", retention="case")
def keep_note(register: Register, *, person: PersonId, entered: EnteredNote, by: User) -> Changes:
    """Keep what the caller is writing in a person's journal as her unsigned note (osignerad anteckning).

    There is one such note per writer and case: it is made with the first words and changed by the next. The log tells
    when it was begun and no more of the typing. Text that is blank throws the note away. ``created`` is the note's id,
    "" when there is none. Raises ``Refused`` with ``note.too_long``, ``note.unknown`` or ``note.unsigned`` (of the note
    it corrects).
    """
    with register.change(by=by) as tx:
        case = tx.cases.of_person(person)
        note = tx.notes.being_written(case.id, by.id)
        if not entered.text.strip():
            if note is not None:
                _throw_away(tx, note, person)
            return tx.commit()
        _require_correctable(tx, entered.corrects, case)
        if note is None:
            note = _begun(register, case, entered, by)
            tx.add(note)
            tx.note(Event("note.begun", person, {"note": note.id}))
        note.keep(entered, at=register.clock(), today=register.today())
        return tx.commit(created=note.id)


@service(needs="note.write", record="person", retention="case")
def sign_note(register: Register, *, note: NoteId, by: User) -> Changes:
    """Sign the caller's own note (signera): it is locked with her name, role and the time, and goes to the log.

    Raises ``Refused`` with ``note.unknown``, ``note.not_yours``, ``note.signed``, ``note.empty``, ``note.in_future``,
    ``note.stated_by``, ``note.interpreter_time`` or ``protection.closed``.
    """
    with register.change(by=by) as tx:
        written = tx.notes.get(note)
        person = tx.notes.person_of(written)
        sign(register, tx, written, PersonId(person), by)
        tx.touched(person=person)
        return tx.commit(created=note)


@service(needs="note.write", record="person", retention="case")
def write_note(
    register: Register,
    *,
    person: PersonId,
    text: str,
    happened_on: date,
    corrects: NoteId | None = None,
    kind: NoteKind = NoteKind.FACT,
    stated_by: str = "",
    by: User,
) -> Changes:
    """Write and sign a note in one go; a correction names the note it corrects. Raises as keeping and signing do."""
    with register.change(by=by) as tx:
        case = tx.cases.of_person(person)
        entered = EnteredNote(text, kind, stated_by, happened_on, corrects=corrects)
        _require_correctable(tx, corrects, case)
        note = _begun(register, case, entered, by)
        note.keep(entered, at=register.clock(), today=register.today())
        tx.add(note)
        sign(register, tx, note, person, by)
        tx.touched(person=person, case=case.id)
        return tx.commit(created=note.id)


@service(needs="note.write", record="person", retention="case", undo="draft_removed")
def discard_note(register: Register, *, note: NoteId, by: User) -> Changes:
    """Throw away the caller's own unsigned note. Raises ``Refused("note.unknown" | "note.not_yours" | "note.signed")``.

    The log tells that it was done, not what it said. Can be taken back.
    """
    with register.change(by=by) as tx:
        written = tx.notes.get(note)
        if written.author_id != by.id:
            raise Refused("note.not_yours")
        written.require_unsigned()
        person = tx.notes.person_of(written)
        _throw_away(tx, written, person)
        tx.touched(person=person)
        return tx.commit()


@service(needs="note.write", record="person", retention="case")
def dispute_note(register: Register, *, note: NoteId, text: str, by: User) -> Changes:
    """Record what the person herself says is wrong in a signed note (SoL 14 kap. 6 §). It stays beside the note.

    Raises ``Refused`` with ``note.unknown``, ``note.unsigned``, ``note.empty`` or ``note.too_long``.
    """
    said = require_dispute_text(text)
    with register.change(by=by) as tx:
        about = tx.notes.get(note)
        about.require_signed()
        person = tx.notes.person_of(about)
        now = register.clock()
        dispute = NoteDispute(str(uuid_utils.uuid7()), note, about.case_id, now, by.id, by.name, said)
        tx.add(dispute)
        tx.note(Event("note.disputed", person, {"note": note, "text": said}))
        tx.touched(person=person)
        return tx.commit(created=dispute.id)


def _begun(register: Register, case: Case, entered: EnteredNote, by: User) -> JournalNote:
    now, today = register.clock(), register.today()
    return JournalNote(NoteId(str(uuid_utils.uuid7())), case.id, by.id, now, now, entered.happened_on or today, "")


def _throw_away(tx: Transaction, note: JournalNote, person: str) -> None:
    tx.notes.drop(note)
    tx.note(Event("note.discarded", person, {"note": note.id}))


def _require_correctable(tx: Transaction, corrects: NoteId | None, case: Case) -> None:
    """Refuse a correction of a note that is not signed, or that stands in another journal."""
    if corrects is None:
        return
    old = tx.notes.get(corrects)
    if old.case_id != case.id:
        raise Refused("note.unknown")
    old.require_signed()
