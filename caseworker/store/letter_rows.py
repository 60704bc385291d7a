"""What letters to many look at of each person, and what the log says of letters that have left."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from caseworker.domain.agenda import VisitKind
from caseworker.domain.ids import PersonId
from caseworker.domain.letter_merge import MergePerson
from caseworker.domain.rows import PersonRow
from caseworker.store import agenda
from caseworker.store.engine import read_rows
from caseworker.store.lines import asked
from caseworker.store.listing import listed

PRINTED, SAVED, STOPPED = "letter.printed", "letter.saved", "letter.stopped"
_AHEAD = timedelta(days=366 * 5)
_READS = "SELECT id, reads FROM people WHERE id IN (SELECT value FROM json_each(?))"
# a file that is shown in another is open while one of hers is
_OPEN = """
    SELECT DISTINCT coalesce(f.main_id, c.person_id) FROM cases AS c
    LEFT JOIN file_parts AS f ON f.person_id = c.person_id WHERE c.closed IS NULL"""
_LEFT = f"""
    SELECT a.seq, a.at, coalesce(staff.name, a.actor), a.action, a.subject, p.body FROM audit AS a
    LEFT JOIN staff ON staff.id = a.actor LEFT JOIN audit_payloads AS p ON p.seq = a.seq
    WHERE a.subject IN (SELECT value FROM json_each(?)) AND a.action IN ('{PRINTED}', '{SAVED}', '{STOPPED}')
    ORDER BY a.seq DESC LIMIT ?"""  # noqa: S608 - words of ours


class LeftRow(NamedTuple):
    """A row of the log about a letter. ``told`` is what it says, empty once that is erased or sealed."""

    seq: int
    at: datetime
    by: str
    action: str
    person: str
    told: dict[str, object]


def merge_people(connection: Connection, rows: Sequence[PersonRow], today: date) -> Iterator[MergePerson]:
    """Yield those of ``rows`` who have an open case, with what a choice looks at."""
    open_files = {id for (id,) in read_rows(connection, _OPEN)}
    met = _meetings(connection, today)
    there = [row for row in rows if row.id in open_files]
    reads = {id: code for id, code in read_rows(connection, _READS, (asked(row.id for row in there),))}
    for one in listed(connection, there, today):
        yield MergePerson(
            PersonId(one.id), one.case, one.name or one.original_name, one.protected, reads.get(one.id, ""), one.status,
            one.permit_until, one.postcode, one.city, met.get(one.id),
        )  # fmt: skip


def letters_left(connection: Connection, files: Sequence[str], most: int) -> list[LeftRow]:
    """Return the latest letters that have left about these files, newest first."""
    return [
        LeftRow(seq, datetime.fromisoformat(at), by, action, person, _told(body))
        for seq, at, by, action, person, body in read_rows(connection, _LEFT, (asked(files), most))
    ]


def _meetings(connection: Connection, today: date) -> dict[str, date]:
    """Return the nearest meeting to come of each person who has one; a call is none to come to."""
    found: dict[str, date] = {}
    for visit in agenda.visits(connection, today + _AHEAD):
        day = date.fromisoformat(visit.day)
        if day >= today and visit.kind != VisitKind.PHONE:
            found[visit.shown] = min(day, found.get(visit.shown, day))
    return found


def _told(body: bytes | None) -> dict[str, object]:
    told: dict[str, object] = json.loads(body or b"{}")
    return told
