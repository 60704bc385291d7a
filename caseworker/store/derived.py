"""Derived tables: what lists and searches read, made from the files alone, so that it can be thrown away and made anew.

Each has one row in ``TABLES``: how it is written from the files and how it is held against them. Who is sealed or waits
to be erased is derived from what lies open of her, which is nothing: a rebuild brings nobody out.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from caseworker.store import duties, lines_anew, linking, note_words, places


@dataclass(frozen=True, slots=True)
class Derived:
    """One derived table. ``rebuild`` writes every row of it anew and tells how many there are; ``compare`` only reads
    and tells how many rows are missing, too many or not as the files say. Tables come after those they hang on.
    """

    table: str
    rebuild: Callable[[Connection], int]
    compare: Callable[[Connection], int]


@dataclass(frozen=True, slots=True)
class Difference:
    """A derived table that is not as the files say, and in how many rows."""

    table: str
    rows: int


TABLES: tuple[Derived, ...] = (
    Derived("file_parts", linking.rebuild, linking.compare),
    Derived("person_lines", lines_anew.rebuild_lines, lines_anew.compare_lines),
    Derived("search_words", lines_anew.rebuild_words, lines_anew.compare_words),
    Derived("place_words", places.rebuild, places.compare),
    Derived("note_numbers", note_words.rebuild, note_words.compare),
    Derived("duties_due", duties.rebuild_due, duties.compare_due),
    Derived("duties_seen", duties.rebuild_seen, duties.compare_seen),
    Derived("duty_words", duties.rebuild_words, duties.compare_words),
)


def rebuild(connection: Connection) -> dict[str, int]:
    """Write every derived table anew inside the caller's transaction; return the rows each has now."""
    return {derived.table: derived.rebuild(connection) for derived in TABLES}


def compare(connection: Connection) -> tuple[Difference, ...]:
    """Hold every derived table against the files and return those that differ."""
    found = (Difference(derived.table, derived.compare(connection)) for derived in TABLES)
    return tuple(one for one in found if one.rows)
