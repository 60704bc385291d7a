"""Steps that can be taken back: kept per member of staff, twenty at most, for thirty days.

A step is one committed transaction of a service that says how it is called when it is taken back. What is kept of it
are the rows it changed (``row_changes``). Whether a step may be taken back is decided by its service.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta

import uuid_utils
from sqlalchemy import Connection, delete, update

from caseworker.store import row_changes
from caseworker.store import tables as t
from caseworker.store.columns import moment_text
from caseworker.store.engine import cursor_of, read_rows
from caseworker.store.row_changes import RowChange

MOST_STEPS = 20
KEPT_FOR = timedelta(days=30)
_RECORDED: ContextVar[str] = ContextVar("recorded", default="")
# a transaction that protects somebody or puts her on a list for erasure is never taken back, nor are its rows kept
_NO_STEP = frozenset({t.protections.name, t.erasure_items.name})
# text, not composed: these run at every save
_FORGET_UNDONE = "DELETE FROM undo_steps WHERE staff_id = ? AND undone = 1 OR at < ?"
# whoever is not in the register (a program of its own) has no steps
_KEEP = """
    INSERT INTO undo_steps (id, staff_id, no, service, person_id, at, undone, body)
    SELECT ?, id, ?, ?, ?, ?, 0, ? FROM staff WHERE id = ?"""
_KEEP_INSTEAD = """
    UPDATE undo_steps SET id = ?1, no = ?2, service = ?3, person_id = ?4, at = ?5, body = ?6
    WHERE staff_id = ?7 AND no = ?8"""
_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class KeptStep:
    """One step. ``people`` and ``cases`` are the ids it touched, ``person`` whom it is about, "" when nobody."""

    id: str
    service: str
    at: datetime
    undone: bool
    person: str
    case_number: str
    people: tuple[str, ...]
    cases: tuple[str, ...]
    changes: tuple[RowChange, ...]


@contextmanager
def recording(service: str) -> Iterator[None]:
    """Keep each transaction that is made inside as a step of ``service``; "" keeps none."""
    token = _RECORDED.set(service)
    try:
        yield
    finally:
        _RECORDED.reset(token)


def begin(connection: Connection) -> str:
    """Write down what this transaction changes, if it is to be a step; return the service's name, else ""."""
    service = _RECORDED.get()
    if service:
        row_changes.begin(connection)
    return service


def keep(
    connection: Connection,
    service: str,
    *,
    staff: str,
    at: datetime,
    subjects: Sequence[str],
    people: Collection[str],
    cases: Collection[str],
) -> None:
    """Keep what was written down as the newest step of ``staff``: her undone ones go, and those too old or too many.

    ``subjects``: what the log says the transaction is about; the first that is a person is whom the step is about.
    """
    changes = row_changes.end(connection)
    if all(change.raises_only for change in changes) or any(change.table in _NO_STEP for change in changes):
        return
    cursor = cursor_of(connection)
    cursor.execute(_FORGET_UNDONE, (staff, moment_text(at - KEPT_FOR)))
    ((last,),) = read_rows(connection, "SELECT coalesce(max(no), 0) FROM undo_steps WHERE staff_id = ?", (staff,))
    person = next((one for one in subjects if one in people), min(people, default=None))
    rows = row_changes.to_json(changes)
    body = {"person": person or "", "people": sorted(people), "cases": sorted(cases), "rows": rows}
    values = str(uuid_utils.uuid7()), last + 1, service, person, moment_text(at), _text(body), staff
    oldest = last + 1 - MOST_STEPS
    cursor.execute("DELETE FROM undo_steps WHERE staff_id = ? AND no < ?", (staff, oldest))
    # in the place of the one that goes: half as many pages are written as for a row that goes and one that comes
    cursor.execute(_KEEP_INSTEAD, (*values, oldest))
    if not cursor.rowcount:
        cursor.execute(_KEEP, values)


def steps_of(connection: Connection, staff: str, *, since: datetime) -> list[KeptStep]:
    """Return the steps of ``staff`` that are not too old, the newest first."""
    query = """
        SELECT s.id, s.service, s.at, s.undone, s.body, (
            SELECT number FROM cases AS c WHERE c.person_id = s.person_id ORDER BY c.closed IS NOT NULL, c.number DESC
            LIMIT 1)
        FROM undo_steps AS s WHERE s.staff_id = ? AND s.at >= ? ORDER BY s.no DESC"""
    found = []
    for id, service, at, undone, text, number in read_rows(connection, query, (staff, moment_text(since))):
        body = json.loads(text)
        found.append(
            KeptStep(
                id=id,
                service=service,
                at=datetime.fromisoformat(at),
                undone=bool(undone),
                person=body["person"],
                case_number=number or "",
                people=tuple(body["people"]),
                cases=tuple(body["cases"]),
                changes=row_changes.from_json(body["rows"]),
            )
        )
    return found


def mark(connection: Connection, step: KeptStep, *, undone: bool) -> None:
    """Keep that a step is undone, or done again. A person who is gone by it is no longer pointed at."""
    steps = t.undo_steps.c
    connection.execute(update(t.undo_steps).where(steps.id == step.id).values(undone=undone))
    there = "EXISTS (SELECT 1 FROM people WHERE id = person_id)"
    cursor = cursor_of(connection)
    cursor.execute(f"UPDATE undo_steps SET person_id = NULL WHERE person_id IS NOT NULL AND NOT {there}")  # noqa: S608 - a fixed text
    here = "UPDATE undo_steps SET person_id = (SELECT id FROM people WHERE id = ?) WHERE id = ?"
    cursor.execute(here, (step.person, step.id))


def drop(connection: Connection, step: KeptStep) -> None:
    """Forget a step."""
    connection.execute(delete(t.undo_steps).where(t.undo_steps.c.id == step.id))


def drop_about(connection: Connection, ids: Iterable[str], telling: Sequence[str] = ()) -> None:
    """Forget every step that touches one of ``ids`` or holds one of the ``telling`` texts, whoever's it is."""
    known = frozenset(ids)
    gone = [
        (step,)
        for step, person, body in read_rows(connection, "SELECT id, person_id, body FROM undo_steps")
        if person in known or not known.isdisjoint(_WORD.findall(body)) or any(text in body for text in telling)
    ]
    cursor_of(connection).executemany("DELETE FROM undo_steps WHERE id = ?", gone)


def _text(body: object) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))
