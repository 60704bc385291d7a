"""Signing a note inside a transaction that is already begun. Not a service."""

from caseworker import roles
from caseworker.domain.access import Role, User
from caseworker.domain.changes import Event
from caseworker.domain.ids import PersonId
from caseworker.domain.notes import JournalNote
from caseworker.store.register import Register
from caseworker.store.writing import Transaction


def sign(register: Register, tx: Transaction, note: JournalNote, person: PersonId, by: User) -> None:
    """Lock a note in the name and role of ``by``, tell the log what was signed, and let its words be found."""
    note.sign(by=by.id, name=by.name, role=_role_of(by), at=register.clock(), today=register.today())
    told = {
        "note": note.id,
        "kind": note.kind,
        "stated_by": note.stated_by,
        "happened_on": note.happened_on,
        "text": note.text,
        "interpreter": (note.interpreter, note.interpreter_language, note.interpreter_time),
        "corrects": note.corrects,
        "name": note.signed_name,
        "role": note.signed_role,
    }
    tx.note(Event("note.signed", person, told))
    tx.notes.let_find(note)


def _role_of(by: User) -> str:
    """Return the first of her roles that lets her write notes."""
    writers = roles.load().permissions["note.write"].reach
    return next(role.value for role in Role if role in by.roles and role in writers)
