"""Samordningsnummer in somebody's own open cases, for telling in time that one goes dormant. Decides nothing."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from caseworker.store.engine import read_rows

# from the few old numbers to whoever works with them: somebody's assignments over the years are thousands
_OWN = """
    SELECT DISTINCT i.person_id, i.begins, i.renewed_on FROM identifiers AS i
    CROSS JOIN cases AS c ON c.person_id = i.person_id AND c.closed IS NULL
    CROSS JOIN assignments AS a ON a.case_id = c.id
    WHERE +a.staff_id = ?1 AND a.begins <= ?2 AND (a.ends IS NULL OR a.ends >= ?2)
    AND i.type = 'samordningsnummer' AND i.ends IS NULL AND i.begins < ?3"""
_YOUNGEST = 5  # years that a number is at least old when it may be told of


class Coordination(NamedTuple):
    """Whose number it is, since when she has it and when it was last renewed."""

    person: str
    begins: date
    renewed_on: date | None


def own_numbers(connection: Connection, staff: str, today: date) -> list[Coordination]:
    """Return the samordningsnummer in use of those whose open cases ``staff`` works with, old enough to matter."""
    before = date(today.year - _YOUNGEST + 1, 1, 1).isoformat()
    return [
        Coordination(person, date.fromisoformat(begins), None if renewed is None else date.fromisoformat(renewed))
        for person, begins, renewed in read_rows(connection, _OWN, (staff, today.isoformat(), before))
    ]
