"""What was done about things on the agenda, of some people: said to be done, or put off."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection

from caseworker.store.engine import read_rows
from caseworker.store.lines import asked

_MARKS = """
    SELECT person_id, thing, done, later FROM task_marks WHERE person_id IN (SELECT value FROM json_each(?))"""


class Marked(NamedTuple):
    """What was done about the things of one person, by their keys: said to be done, or put off to a day."""

    done: frozenset[str]
    later: Mapping[str, date]


def marked(connection: Connection, people: Sequence[str]) -> dict[str, Marked]:
    """Return what was done about the things of each of ``people``; whoever has nothing of the kind is left out."""
    rows: dict[str, list[Sequence[Any]]] = defaultdict(list)
    for person, *mark in read_rows(connection, _MARKS, (asked(people),)):
        rows[person].append(mark)
    return {
        person: Marked(
            frozenset(thing for thing, done, _later in found if done is not None),
            {thing: date.fromisoformat(later) for thing, _done, later in found if later is not None},
        )
        for person, found in rows.items()
    }
