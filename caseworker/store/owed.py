"""Duties that stand as Idag counts them: thousands are told as a number of those alike, the few shown are read."""

import json
from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from caseworker.store.engine import read_rows

# ``ours``: whose a duty is, who was handed it or works today with an open case of hers: 1 the caller's, 0 a
# colleague's, NULL nobody's; a file that is shown in another is that one's. Said twice for speed: of thousands of
# duties by two lists made once, of the some hundred that are read by asking for each.
_WORKED = "c.closed IS NULL AND a.begins <= ?1 AND (a.ends IS NULL OR a.ends >= ?1)"
_KEPT = f"""
    SELECT coalesce(f.main_id, c.person_id) FROM assignments AS a CROSS JOIN cases AS c ON c.id = a.case_id
    LEFT JOIN file_parts AS f ON f.person_id = c.person_id WHERE {_WORKED}"""  # noqa: S608 - words of ours
_OURS_OF_MANY = f"""
    CASE WHEN d.person_id IN ({_KEPT} AND a.staff_id = ?3) THEN 1 WHEN d.person_id IN ({_KEPT}) THEN 0 END"""
_OURS_OF_EACH = f"""(
    SELECT max(a.staff_id = ?3) FROM cases AS c CROSS JOIN assignments AS a ON a.case_id = c.id WHERE {_WORKED}
    AND c.person_id IN (
        SELECT d.person_id UNION ALL SELECT f.person_id FROM file_parts AS f WHERE f.main_id = d.person_id))"""  # noqa: S608


def _due(ours: str) -> str:
    """Return the query for duties to be shown.

    What is put off comes back on its last day though that has come nearer. What reminds long before its last day is
    there from its first reminder.
    """
    return f"""
    SELECT d.person_id, d.law_row, d.event, d.last_day, d.depends,
        CASE WHEN m.later > d.last_day THEN d.last_day ELSE m.later END AS later, l.born > ?4 AS child,
        CASE WHEN m.staff_id <> '' THEN m.staff_id = ?3 ELSE {ours} END AS ours
    FROM duties_due AS d JOIN person_lines AS l ON l.person_id = d.person_id
    LEFT JOIN task_marks AS m ON m.person_id = d.person_id AND m.thing = 'duty ' || d.law_row || ' ' || d.event
    WHERE m.done IS NULL AND d.shown_from <= ?1 AND (d.last_day IS NULL OR d.last_day <= ?2
        OR d.law_row IN (SELECT law_row FROM duty_words WHERE remind <> ''))
    AND (?5 IS NULL OR l.no IN (SELECT value FROM json_each(?5)))"""  # noqa: S608 - words of ours


_ALIKE = f"""
    SELECT law_row, last_day, later, child, ours, count(*) FROM ({_due(_OURS_OF_MANY)})
    WHERE law_row IN (SELECT law_row FROM duty_words) GROUP BY law_row, last_day, later, child, ours"""  # noqa: S608
_OF_DAYS = f"{_due(_OURS_OF_EACH)} AND d.last_day IN (SELECT value FROM json_each(?6))"  # noqa: S608
_UNDATED = f"{_due(_OURS_OF_EACH)} AND d.last_day IS NULL"


class Asked(NamedTuple):
    """Whose list it is and for which days. ``adults`` were born on that day or before; ``among`` None: everybody."""

    today: date
    until: date
    staff: str
    adults: date
    among: Collection[int] | None

    @property
    def values(self) -> tuple[object, ...]:
        """Return what the queries are asked with."""
        numbers = None if self.among is None else json.dumps(list(self.among))
        return self.today.isoformat(), self.until.isoformat(), self.staff, self.adults.isoformat(), numbers


class Alike(NamedTuple):
    """How many duties are alike but for their persons. Days as the file keeps them."""

    row: str
    last_day: str | None
    later: str | None
    child: int | None
    ours: int | None
    number: int


class DueRow(NamedTuple):
    """One duty of one person, with what was done about it."""

    person: str
    row: str
    event: str
    last_day: str | None
    depends: int
    later: str | None
    child: int | None
    ours: int | None


def counted(connection: Connection, asked: Asked) -> list[Alike]:
    """Return the duties to be shown whose last day is not after ``until``, also those without one, as numbers."""
    return [Alike(*found) for found in read_rows(connection, _ALIKE, asked.values)]


def due(connection: Connection, asked: Asked, days: Iterable[str | None]) -> list[DueRow]:
    """Return those of them whose last day is one of ``days``; None: those without one."""
    wanted = set(days)
    dated = json.dumps(sorted(day for day in wanted if day is not None))
    found = read_rows(connection, _OF_DAYS, (*asked.values, dated))
    if None in wanted:
        found = [*found, *read_rows(connection, _UNDATED, asked.values)]
    return [DueRow(*row) for row in found]
