"""Whose records a call may touch, asked of the register itself: the one place that decides it.

The registry of services says ``within(reach)`` around every call; readers and transactions made inside ask here before
a row leaves or is written. Outside a service (checks, backups, migrations) nothing is bounded. What a role reaches is
not decided here, only how a record stands to the user.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection

from caseworker.domain.access import Reach, RecordClass, Role
from caseworker.errors import Refused
from caseworker.store.columns import moment_text
from caseworker.store.engine import read_rows
from caseworker.store.lines import asked

_REACH: ContextVar[Reach | None] = ContextVar("reach", default=None)

# ``:unit`` "" is the register's own unit. A person stands in the unit of her open case, or of her latest. Her few cases
# come first and + keeps the other way out: somebody's assignments over the years are thousands. Files that are linked
# are one person's: who reaches one reaches all of them.
_FILES = """
    WITH files (id) AS (
        SELECT :person UNION SELECT main_id FROM file_parts WHERE person_id = :person
        UNION SELECT person_id FROM file_parts
        WHERE main_id = coalesce((SELECT main_id FROM file_parts WHERE person_id = :person), :person))"""
_FILES_OF_EACH = """
    WITH asked (person) AS (SELECT DISTINCT value FROM json_each(:people)),
    files (person, id) AS (
        SELECT person, person FROM asked
        UNION SELECT person, main_id FROM asked CROSS JOIN file_parts ON person_id = person
        UNION SELECT person, person_id FROM asked CROSS JOIN file_parts
        ON main_id = coalesce((SELECT main_id FROM file_parts WHERE person_id = person), person))"""
_STANDING = f"""{_FILES_OF_EACH}
    SELECT person,
           EXISTS (SELECT 1 FROM files AS f CROSS JOIN cases AS c ON c.person_id = f.id
                   CROSS JOIN assignments AS a ON a.case_id = c.id
                   WHERE f.person = asked.person AND +a.staff_id = :staff
                   AND a.begins <= :today AND (a.ends IS NULL OR a.ends >= :today)),
           (SELECT unit FROM files AS f CROSS JOIN cases AS c ON c.person_id = f.id WHERE f.person = asked.person
            ORDER BY closed IS NOT NULL, number DESC LIMIT 1)
           = coalesce(nullif(:unit, ''), (SELECT value FROM register_info WHERE key = 'unit')),
           EXISTS (SELECT 1 FROM files AS f CROSS JOIN protections AS p ON p.person_id = f.id
                   WHERE f.person = asked.person AND p.ends IS NULL)
    FROM asked CROSS JOIN people ON people.id = person"""  # noqa: S608 - words of ours
_LOOKS = f"""{_FILES}
    SELECT 1 FROM looks_in_need WHERE staff_id = :staff AND person_id IN files AND closes > :now LIMIT 1"""  # noqa: S608
# the caller's unit, "" being the register's own, and whether there are cases of another
_UNITS = """
    WITH home (unit) AS (SELECT coalesce(nullif(:unit, ''), (SELECT value FROM register_info WHERE key = 'unit')))
    SELECT unit, EXISTS (SELECT 1 FROM cases WHERE cases.unit < home.unit)
        OR EXISTS (SELECT 1 FROM cases WHERE cases.unit > home.unit) FROM home"""
_ASSIGNED = """
    SELECT no, sort_key FROM person_lines WHERE person_id IN (
        SELECT coalesce(f.main_id, c.person_id) FROM assignments AS a JOIN cases AS c ON c.id = a.case_id
        LEFT JOIN file_parts AS f ON f.person_id = c.person_id
        WHERE a.staff_id = :staff AND a.begins <= :today AND (a.ends IS NULL OR a.ends >= :today))
    ORDER BY sort_key, no"""
# each half comes in order, the first straight from an index: early rows do not wait for the last
_ASSIGNED_OR_IN_UNIT = """
    SELECT no, sort_key FROM person_lines WHERE unit = :unit
    UNION ALL
    SELECT no, sort_key FROM person_lines WHERE unit <> :unit AND person_id IN (
        SELECT coalesce(f.main_id, c.person_id) FROM assignments AS a JOIN cases AS c ON c.id = a.case_id
        LEFT JOIN file_parts AS f ON f.person_id = c.person_id
        WHERE a.staff_id = :staff AND a.begins <= :today AND (a.ends IS NULL OR a.ends >= :today))
    ORDER BY sort_key, no"""


class Listed(NamedTuple):
    """Which lines a bounded list shows, as a query for their numbers (first column) in order."""

    query: str
    staff: str
    unit: str
    today: str

    @property
    def values(self) -> dict[str, str]:
        """Return the values of the query."""
        return {"staff": self.staff, "unit": self.unit, "today": self.today}


@contextmanager
def within(reach: Reach) -> Iterator[None]:
    """Bound every reader and transaction that is made inside by ``reach``."""
    token = _REACH.set(reach)
    try:
        yield
    finally:
        _REACH.reset(token)


class Bounds:
    """The bounds of one reader: those of the call it was made in."""

    def __init__(self, connection: Connection, now: datetime, today: date) -> None:
        """Decide over ``connection`` as things stand at ``now``, on the day ``today``."""
        self._reach = _REACH.get()
        self._connection = connection
        self._now = now
        self._today = today.isoformat()

    def sees(self, person: str) -> bool:
        """Tell whether the call may touch this person's record."""
        return person in self.seen([person])

    def seen(self, people: Iterable[str]) -> frozenset[str]:
        """Return those of these people whose records the call may touch; whoever does not exist is among them."""
        reach, wanted = self._reach, frozenset(people)
        if reach is None or reach.unbounded:
            return wanted
        beyond = [person for person, stands in self._stand(wanted, reach).items() if not stands <= reach.classes]
        return wanted.difference(
            person for person in beyond if not (reach.in_need and self._looks_in_need(person, reach))
        )

    def require(self, person: str) -> None:
        """Raise ``Refused("access.out_of_reach")`` when the call may not touch this person's record."""
        if not self.sees(person):
            raise Refused("access.out_of_reach")

    def sees_unsigned(self, person: str, author: str) -> bool:
        """Tell whether the call may read what ``author`` has not signed yet in this person's journal.

        She herself may, whoever works with the case, and the head of its unit.
        """
        reach = self._reach
        if reach is None or reach.user.id == author:
            return True
        classes = self._stand([person], reach).get(person, frozenset())
        return RecordClass.OWN in classes or (RecordClass.UNIT in classes and reach.user.may(Role.UNIT_MANAGER))

    def _stand(self, people: Iterable[str], reach: Reach) -> dict[str, frozenset[RecordClass]]:
        """Return how each record stands to the user: own, unit or other, and protected on top. Without who is none."""
        values = {"people": asked(people), "staff": reach.user.id, "unit": reach.user.unit, "today": self._today}
        found = {}
        for person, own, unit, protected in read_rows(self._connection, _STANDING, values):
            stands = RecordClass.OWN if own else RecordClass.UNIT if unit else RecordClass.OTHER
            found[person] = frozenset({stands, RecordClass.PROTECTED} if protected else {stands})
        return found

    def listed(self) -> Listed | None:
        """Return which lines a list may show, None when there is nothing to leave out."""
        reach = self._reach
        if reach is None or RecordClass.OTHER in reach.classes:
            return None
        if RecordClass.UNIT not in reach.classes:
            return Listed(_ASSIGNED, reach.user.id, "", self._today)
        ((unit, others),) = read_rows(self._connection, _UNITS, {"unit": reach.user.unit})
        if not others:
            return None
        return Listed(_ASSIGNED_OR_IN_UNIT, reach.user.id, unit, self._today)

    def _looks_in_need(self, person: str, reach: Reach) -> bool:
        values = {"staff": reach.user.id, "person": person, "now": moment_text(self._now)}
        return bool(read_rows(self._connection, _LOOKS, values))
