"""Notes nobody has signed, as Idag tells of them: to their author, and to the head of the unit. Not a service."""

from collections.abc import Iterator
from datetime import date

from caseworker.domain.access import Role, User, placed
from caseworker.domain.ids import StaffId
from caseworker.domain.notes import sign_by
from caseworker.domain.waiting import Waiting
from caseworker.store import journal, linking
from caseworker.store.access import employments_of
from caseworker.store.engine import cursor_of
from caseworker.store.journal import Unsigned
from caseworker.store.reading import Reader
from caseworker.store.register import STOCKHOLM, Register


def unsigned_notes(register: Register, reader: Reader, by: User) -> Iterator[Waiting]:
    """Yield notes that have waited three working days, and at once those whose author does not work here any more."""
    heads = by.may(Role.UNIT_MANAGER)
    for one in journal.unsigned(reader.connection):
        own = one.author_id == by.id
        if not own and not (heads and reader.bounds.sees_unsigned(one.person, one.author_id)):
            continue
        begun, today = one.begun.astimezone(STOCKHOLM).date(), register.today()
        gone = not own and _has_left(reader, one, today)
        due = begun if gone else sign_by(begun)
        code = "note.author_left" if gone else "note.unsigned" if own else "note.of_colleague"
        if due <= today:
            yield _waiting(reader, one, code, due)


def _waiting(reader: Reader, one: Unsigned, code: str, due: date) -> Waiting:
    person = linking.main_of(reader.connection, one.person)
    begun = one.begun.astimezone(STOCKHOLM).date().isoformat()
    return Waiting(code, due, person, (("who", one.author), ("since", begun)), ("person", f"{person}/notes/{one.note}"))


def _has_left(reader: Reader, one: Unsigned, today: date) -> bool:
    """Tell whether the author's account is closed or her last day is over."""
    author = User(StaffId(one.author_id), one.author, frozenset())
    until = placed(author, employments_of(cursor_of(reader.connection), one.author_id), today).until
    return not one.active or (until is not None and until < today)
