"""Duties and last days as they were last worked out (Idag): three derived tables, made by a holder's own program.

What the law says is worked out above this layer. Here lies what came of it, and the promise that nobody's answer stands
after she has changed: each transaction takes the mark off those it touched.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from caseworker.store.engine import cursor_of, read_rows
from caseworker.store.lines import asked

# whoever has an open case and a file of her own
_OWED = """
    SELECT DISTINCT person_id FROM cases WHERE closed IS NULL AND person_id NOT IN (SELECT person_id FROM file_parts)"""
_FORGET = """
    INSERT INTO duties_seen (person_id, stamp) SELECT id, '' FROM people WHERE id = ?
    ON CONFLICT (person_id) DO UPDATE SET stamp = ''"""
# two ranges of an index: who is up to date is never read
_STALE = """
    SELECT s.person_id, l.no FROM duties_seen AS s LEFT JOIN person_lines AS l ON l.person_id = s.person_id
    WHERE s.stamp < ?1
    UNION ALL
    SELECT s.person_id, l.no FROM duties_seen AS s LEFT JOIN person_lines AS l ON l.person_id = s.person_id
    WHERE s.stamp > ?1"""
# a stamp begins with its day: what lies outside that day's stretch of the index is not of it
_NOT_OF = """
    SELECT (SELECT count(*) FROM duties_seen WHERE stamp < ?1) + (SELECT count(*) FROM duties_seen WHERE stamp >= ?2)"""
_OLDEST = "SELECT min(stamp) FROM duties_seen WHERE stamp > ''"
_MARKED = "SELECT id, thing FROM task_marks WHERE person_id = ? AND thing LIKE 'duty %'"
_OTHERS = "law_row NOT IN (SELECT value FROM json_each(?))"
_NOT_YET = f"DELETE FROM duties_due WHERE person_id = ? AND {_OTHERS} AND shown_from > ?"  # noqa: S608 - words of ours
_UNDATE = f"""
    UPDATE OR REPLACE duties_due SET event = ?, last_day = NULL, shown_from = ?
    WHERE person_id = ? AND {_OTHERS}"""  # noqa: S608 - words of ours
_KEPT = """
    SELECT law_row, event, last_day, shown_from, depends FROM duties_due WHERE person_id = ? ORDER BY law_row, event"""
_WORDS = """
    SELECT law_row, loss, what, law, lost, action, responsible, certainty, short, short_en, remind FROM duty_words"""


class DutyWords(NamedTuple):
    """What a row of law is called: kept, for the list is there before the lawbook is, and without it.

    ``remind``: the days before its last day at which it reminds, the longest first.
    """

    row: str
    loss: str
    what: str
    law: str
    lost: str
    action: str
    responsible: str
    certainty: str
    short: str
    short_en: str
    remind: str

    @property
    def steps(self) -> tuple[int, ...]:
        """Return the reminders as numbers of days."""
        return tuple(map(int, self.remind.split()))


class Worked(NamedTuple):
    """One duty as it was worked out for a person; ``depends`` on a fact nobody has recorded."""

    row: str
    event: date
    last_day: date | None
    shown_from: date
    depends: bool = False


def stamp(day: date, lawbook: str) -> str:
    """Return what stands for the day and the lawbook duties were worked out for."""
    return f"{day.isoformat()} {lawbook}"


def forget(connection: Connection, people: Iterable[str]) -> None:
    """Say that the duties of ``people`` are to be worked out anew."""
    cursor_of(connection).executemany(_FORGET, [(person,) for person in people])


def purge(connection: Connection, person: str) -> None:
    """Forget what somebody was owed who is no longer in the register."""
    for table in ("duties_due", "duties_seen"):
        cursor_of(connection).execute(f"DELETE FROM {table} WHERE person_id = ?", (person,))  # noqa: S608 - tables of ours


def stale(connection: Connection, now: str) -> list[tuple[str, int | None]]:
    """Return whose duties are not as of ``now``, with the numbers of their lines; None for who is in no list."""
    return [(person, no) for person, no in read_rows(connection, _STALE, (now,))]


def not_of(connection: Connection, day: date) -> int:
    """Return how many people's duties were not worked out on ``day``."""
    after = (day + timedelta(days=1)).isoformat()
    return int(read_rows(connection, _NOT_OF, (day.isoformat(), after))[0][0])


def oldest(connection: Connection) -> str:
    """Return the oldest stamp of an answer that stands, "" when there is none."""
    return str(read_rows(connection, _OLDEST)[0][0] or "")


def owed(connection: Connection, people: Sequence[str]) -> list[str]:
    """Return those of ``people`` whose duties are watched: with an open case and a file of their own."""
    query = f"{_OWED} AND person_id IN (SELECT value FROM json_each(?)) ORDER BY person_id"  # noqa: S608 - words of ours
    return [person for (person,) in read_rows(connection, query, (asked(people),))]


def put(connection: Connection, found: Mapping[str, Sequence[Worked]], now: str) -> None:
    """Keep what was worked out for some people in place of what stood there."""
    cursor = cursor_of(connection)
    cursor.executemany("DELETE FROM duties_due WHERE person_id = ?", [(person,) for person in found])
    cursor.executemany(
        "INSERT OR REPLACE INTO duties_due VALUES (?, ?, ?, ?, ?, ?)",
        [(person, *_texts(one)) for person, worked in found.items() for one in worked],
    )
    cursor.executemany("UPDATE duties_seen SET stamp = ? WHERE person_id = ?", [(now, person) for person in found])


def kept(connection: Connection, person: str) -> list[Worked]:
    """Return what stands for a person, by row and event."""
    day = date.fromisoformat
    return [
        Worked(row, day(event), day(last) if last else None, day(shown), bool(depends))
        for row, event, last, shown, depends in read_rows(connection, _KEPT, (person,))
    ]


def undate(connection: Connection, person: str, dated: Collection[str], since: date, today: date) -> None:
    """Take the days out of what stands for a person under other rows of law than ``dated``: it stands from ``since``.

    What is not to be shown by ``today`` goes. What was done about such a duty stays with it.
    """
    cursor, day, rows = cursor_of(connection), since.isoformat(), asked(sorted(dated))
    cursor.execute(_NOT_YET, (person, rows, today.isoformat()))
    cursor.execute(_UNDATE, (day, day, person, rows))
    for id, thing in read_rows(connection, _MARKED, (person,)):
        row, _space, _event = thing.removeprefix("duty ").rpartition(" ")
        if row not in dated:
            cursor.execute("UPDATE OR REPLACE task_marks SET thing = ? WHERE id = ?", (f"duty {row} {day}", id))


def put_words(connection: Connection, words: Iterable[DutyWords]) -> None:
    """Keep what rows of law are called now; those that are no longer read keep their words while a duty names them."""
    cursor = cursor_of(connection)
    cursor.executemany("INSERT OR REPLACE INTO duty_words VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", list(words))


def words(connection: Connection) -> dict[str, DutyWords]:
    """Return what rows of law are called."""
    return {found[0]: DutyWords(*found) for found in read_rows(connection, _WORDS)}


# As derived tables: what the law says cannot be asked here, so that a rebuild lets everybody be worked out anew
def rebuild_seen(connection: Connection) -> int:
    """Let everybody's duties be worked out anew; return how many people that is."""
    cursor = cursor_of(connection)
    cursor.execute("DELETE FROM duties_seen")
    cursor.execute("INSERT INTO duties_seen (person_id, stamp) SELECT id, '' FROM people")
    return int(read_rows(connection, "SELECT count(*) FROM duties_seen")[0][0])


def compare_seen(connection: Connection) -> int:
    """Return how many people are not watched at all."""
    query = "SELECT count(*) FROM people WHERE id NOT IN (SELECT person_id FROM duties_seen)"
    return int(read_rows(connection, query)[0][0])


def rebuild_due(connection: Connection) -> int:
    """Forget every duty that was worked out: none is left."""
    cursor_of(connection).execute("DELETE FROM duties_due")
    return 0


def compare_due(connection: Connection) -> int:
    """Return how many duties stand for whom nothing was worked out, or who has no open case."""
    query = f"""
        SELECT count(*) FROM duties_due WHERE person_id NOT IN (SELECT person_id FROM duties_seen)
        OR (person_id IN (SELECT person_id FROM duties_seen WHERE stamp <> '') AND person_id NOT IN ({_OWED}))"""  # noqa: S608
    return int(read_rows(connection, query)[0][0])


def rebuild_words(connection: Connection) -> int:
    """Forget what rows of law are called; it is told again with the first duty that is worked out."""
    cursor_of(connection).execute("DELETE FROM duty_words")
    return 0


def compare_words(connection: Connection) -> int:
    """Return how many duties stand under rows of law without words."""
    query = "SELECT count(*) FROM duties_due WHERE law_row NOT IN (SELECT law_row FROM duty_words)"
    return int(read_rows(connection, query)[0][0])


def _texts(one: Worked) -> tuple[str, str, str | None, str, int]:
    last_day = None if one.last_day is None else one.last_day.isoformat()
    return one.row, one.event.isoformat(), last_day, one.shown_from.isoformat(), int(one.depends)
