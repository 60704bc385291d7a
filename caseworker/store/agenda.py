"""Reading what is to be done: open reminders, visits and waits of everybody, and all of one person's."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection

from caseworker.domain.protection import ProtectionMark
from caseworker.store import compartments, linking, sealable
from caseworker.store import tables as t
from caseworker.store.compartments import Opened
from caseworker.store.engine import read_rows
from caseworker.store.whole_rows import WholeRows

if TYPE_CHECKING:
    from caseworker.store.reading import Reader

# a file that is shown in another stands under that one's line
_LINE = """
    LEFT JOIN file_parts AS f ON f.person_id = x.person_id
    JOIN person_lines AS l ON l.person_id = coalesce(f.main_id, x.person_id)"""
_MARK = "LEFT JOIN task_marks AS m ON m.person_id = x.person_id AND m.thing ="
_REMINDERS = f"""
    SELECT x.person_id, l.person_id, l.no, l.born, x.id, x.staff_id, x.day, x.text, m.later FROM reminders AS x {_LINE}
    {_MARK} 'reminder ' || x.id WHERE x.done IS NULL AND x.day <= ?"""  # noqa: S608 - words of ours
_VISITS = f"""
    SELECT x.person_id, l.person_id, l.no, l.born, x.id, x.staff_id, x.day, x.at, x.kind, x.text, x.place,
           x.interpreter, x.language, x.wish, x.booked, m.later
    FROM visits AS x {_LINE} {_MARK} 'interpreter ' || x.id WHERE x.outcome = '' AND x.day <= ?"""  # noqa: S608
_WAITS = f"""
    SELECT x.person_id, l.person_id, l.no, l.born, x.id, x.staff_id, x.actor, x.text, x.since, x.reminded, x.times
    FROM waits AS x {_LINE} WHERE x.ended IS NULL"""  # noqa: S608
_KEEPERS = """
    SELECT coalesce(f.main_id, c.person_id), a.staff_id FROM assignments AS a JOIN cases AS c ON c.id = a.case_id
    LEFT JOIN file_parts AS f ON f.person_id = c.person_id
    WHERE c.closed IS NULL AND a.begins <= ?1 AND (a.ends IS NULL OR a.ends >= ?1)"""
_OWN = {
    "reminders": WholeRows(t.reminders, "WHERE person_id = ? ORDER BY done IS NOT NULL, day, id"),
    "visits": WholeRows(t.visits, "WHERE person_id = ? ORDER BY day, at, id"),
    "waits": WholeRows(t.waits, "WHERE person_id = ? ORDER BY ended IS NOT NULL, since, id"),
}
_FIELDS = {"reminders": sealable.REMINDER, "visits": sealable.VISIT, "waits": sealable.WAIT}


class OpenReminder(NamedTuple):
    """A reminder that is not done. ``shown`` is the file the lists show her by; days as the file keeps them."""

    person: str
    shown: str
    no: int
    born: str | None
    id: str
    staff: str
    day: str
    text: str
    later: str | None


class OpenVisit(NamedTuple):
    """A visit nobody has said the outcome of."""

    person: str
    shown: str
    no: int
    born: str | None
    id: str
    staff: str
    day: str
    at: str
    kind: str
    text: str
    place: str
    interpreter: str
    language: str
    wish: str
    booked: str | None
    later: str | None


class OpenWait(NamedTuple):
    """Somebody else is to act, and has not."""

    person: str
    shown: str
    no: int
    born: str | None
    id: str
    staff: str
    actor: str
    text: str
    since: str
    reminded: str | None
    times: int


class Own(NamedTuple):
    """Everything of one person: whole rows, texts of a protected one only when she is open."""

    reminders: Sequence[Any]
    visits: Sequence[Any]
    waits: Sequence[Any]


def reminders(connection: Connection, until: date) -> list[OpenReminder]:
    """Return the open reminders up to ``until``."""
    return [OpenReminder(*found) for found in read_rows(connection, _REMINDERS, (until.isoformat(),))]


def visits(connection: Connection, until: date) -> list[OpenVisit]:
    """Return the open visits up to ``until``."""
    return [OpenVisit(*found) for found in read_rows(connection, _VISITS, (until.isoformat(),))]


def waits(connection: Connection) -> list[OpenWait]:
    """Return every open wait."""
    return [OpenWait(*found) for found in read_rows(connection, _WAITS)]


def keepers(connection: Connection, today: date) -> dict[str, set[str]]:
    """Return who works with each open case today, by the person it is shown under."""
    found: dict[str, set[str]] = defaultdict(set)
    for person, staff in read_rows(connection, _KEEPERS, (today.isoformat(),)):
        found[person].add(staff)
    return found


def own(reader: "Reader", person: str, opened: Opened | None) -> Own:
    """Return everything of one person, of every file that is hers; with ``opened`` her sealed texts too."""
    reader.bounds.require(person)
    connection = reader.connection
    files = list(dict.fromkeys((person, *linking.files_of(connection, person))))
    marks = compartments.marks(connection)
    parts: dict[str, list[Any]] = {name: [] for name in _OWN}
    for file in files:
        known = compartments.fields_of(connection, opened, file) if opened and _opens(marks.get(file), opened) else {}
        for name, query in _OWN.items():
            rows = query.of(connection, file)
            for row in rows:
                vars(row).update(known.get(_FIELDS[name], {}).get(row.id, {}))
            parts[name] += rows
    return Own(**parts)


def _opens(mark: ProtectionMark | None, opened: Opened) -> bool:
    return mark is not None and mark.compartment == opened.compartment
