"""Reading the journal of a case: its notes with what the person says is wrong in them, and notes nobody has signed."""

from collections import defaultdict
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection

from caseworker.domain.rows import DisputeRow, NoteRow
from caseworker.store import tables as t
from caseworker.store.engine import read_rows
from caseworker.store.whole_rows import WholeRows

_NOTES = WholeRows(
    t.notes,
    "JOIN staff ON staff.id = author_id WHERE case_id = ? ORDER BY signed IS NOT NULL, written DESC, notes.id DESC",
    "staff.name",
)
_DISPUTES = WholeRows(t.note_disputes, "WHERE case_id = ? ORDER BY recorded, id")
_UNSIGNED = """
    SELECT n.id, c.person_id, n.author_id, s.name, s.active, n.begun
    FROM notes AS n JOIN cases AS c ON c.id = n.case_id JOIN staff AS s ON s.id = n.author_id
    WHERE n.signed IS NULL ORDER BY n.begun, n.id"""
_WHOSE = "SELECT person_id FROM cases WHERE id = (SELECT case_id FROM notes WHERE id = ?)"


class Unsigned(NamedTuple):
    """A note that its author has not signed. ``active``: she still has an account here."""

    note: str
    person: str
    author_id: str
    author: str
    active: bool
    begun: datetime


def note_rows(connection: Connection, case_id: str) -> tuple[NoteRow, ...]:
    """Return every note of a case: those that are not signed first, then the newest first."""
    disputes = _disputes(connection, case_id)
    return tuple(
        NoteRow(
            row.id,
            row.signed_name or row.name,
            row.written,
            row.happened_on,
            row.text,
            row.corrects or "",
            kind=row.kind.value,
            stated_by=row.stated_by,
            interpreter=row.interpreter,
            interpreter_language=row.interpreter_language,
            interpreter_time=row.interpreter_time,
            author_id=row.author_id,
            begun=row.begun,
            signed=row.signed,
            signed_role=row.signed_role,
            disputes=tuple(disputes[row.id]),
        )
        for row in _NOTES.of(connection, case_id)
    )


def unsigned(connection: Connection) -> list[Unsigned]:
    """Return every note that is not signed, the oldest first."""
    return [
        Unsigned(note, person, author, name, bool(active), datetime.fromisoformat(begun))
        for note, person, author, name, active, begun in read_rows(connection, _UNSIGNED)
    ]


def person_of(connection: Connection, note: str) -> str:
    """Return whose journal a note stands in, "" when there is no such note."""
    found = read_rows(connection, _WHOSE, (note,))
    return str(found[0][0]) if found else ""


def text_of(connection: Connection, note: str) -> tuple[date, str]:
    """Return the day a note is about and its words as they lie in the open."""
    ((day, text),) = read_rows(connection, "SELECT happened_on, text FROM notes WHERE id = ?", (note,))
    return date.fromisoformat(day), str(text)


def _disputes(connection: Connection, case_id: str) -> dict[str, list[DisputeRow]]:
    found: dict[str, list[DisputeRow]] = defaultdict(list)
    for row in _DISPUTES.of(connection, case_id):
        found[row.note_id].append(DisputeRow(row.id, row.recorded, row.recorded_name, row.text))
    return found
