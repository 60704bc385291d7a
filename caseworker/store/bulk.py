"""Writing thousands of new people in one transaction: the same rows a session writes one by one, table by table.

For people who are new and not protected. Which columns a table has is asked of the mapping, so that a new column is
written here too. A test holds what comes of it against what a session writes.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from types import FunctionType
from typing import Any, NamedTuple, TypeVar, cast

from sqlalchemy import Connection, Table, inspect
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.orm.instrumentation import manager_of_class
from sqlalchemy.types import TypeDecorator

from caseworker.domain.case import Case, case_number
from caseworker.domain.enrolment import Kinds
from caseworker.domain.person import Person
from caseworker.store import lines, places
from caseworker.store import tables as t
from caseworker.store.columns import Code
from caseworker.store.engine import cursor_of, read_rows
from caseworker.store.writing import Transaction

_DIALECT = sqlite.dialect()
_WORDS = "INSERT INTO search_words (rowid, names, sounds, numbers) VALUES (?, ?, ?, ?)"
T = TypeVar("T")
Process = Callable[[Any], Any]


class Insert(NamedTuple):
    """How a thing becomes a row: the statement, its attributes in that order, and what some of them pass through."""

    statement: str
    values: Callable[[Any], tuple[Any, ...]]
    processes: tuple[tuple[int, Process], ...]


def plain(kind: type[T]) -> type[T]:
    """Return a class like ``kind`` whose attributes no session watches: a third of the time it takes to make one."""
    own = {name: value for name, value in vars(kind).items() if isinstance(value, FunctionType)}
    init = manager_of_class(kind).original_init
    made = type(kind.__name__, (), {**own, "__init__": init, "__slots__": ("__dict__",), "of_kind": kind})
    return cast("type[T]", made)


def plain_kinds() -> Kinds:
    """Return what people are made as who are only to be handed to ``add``."""
    return Kinds._make(plain(kind) for kind in Kinds())


def reserve_case_numbers(connection: Connection, year: int, count: int) -> Iterator[str]:
    """Take the office's next ``count`` case numbers of ``year``; those not used are given again after a rollback."""
    counted = upsert(t.case_serials).values(year=year, last=count)
    counted = counted.on_conflict_do_update(index_elements=["year"], set_={"last": t.case_serials.c.last + count})
    last = connection.execute(counted.returning(t.case_serials.c.last)).scalar_one()
    return (case_number(year, serial) for serial in range(last - count + 1, last + 1))


def add(tx: Transaction, people: Sequence[Person], cases: Sequence[Case]) -> None:
    """Keep new people with their cases and everything that hangs on them, in lists and searches.

    The caller notes the events and commits. Rows are written at once: what breaks a rule of the register raises here.
    """
    rows: dict[type[Any], list[Any]] = defaultdict(list)
    for thing in (*people, *cases):
        _gather(thing, rows)
    cursor = cursor_of(tx.connection)
    for kind, things in rows.items():
        wanted = _insert_of(kind)
        cursor.executemany(wanted.statement, [_values(thing, wanted) for thing in things])
    _make_lines(tx.connection, [person.id for person in people])
    tx.index_changed = True
    for person in people:
        tx.touched(person=person.id)
    for case in cases:
        tx.touched(case=case.id)


def unindex(tx: Transaction, people: Sequence[str]) -> None:
    """Take people who have no notes out of lists and searches."""
    cursor = cursor_of(tx.connection)
    numbers = [(line.no,) for line in lines.lines_by_person(tx.connection, people).values()]
    for table in ("search_words", "place_words"):
        cursor.executemany(f"DELETE FROM {table} WHERE rowid = ?", numbers)  # noqa: S608 - words of ours
    cursor.executemany("DELETE FROM person_lines WHERE no = ?", numbers)
    tx.index_changed = True
    for person in people:
        tx.touched(person=person)


def _gather(thing: Any, rows: dict[type[Any], list[Any]]) -> None:
    kind: type[Any] = getattr(type(thing), "of_kind", type(thing))
    rows[kind].append(thing)
    for relation in _relations_of(kind):
        for part in getattr(thing, relation):
            _gather(part, rows)


_RELATIONS: dict[type[Any], tuple[str, ...]] = {}
_INSERTS: dict[type[Any], Insert] = {}


def _relations_of(kind: type[Any]) -> tuple[str, ...]:
    found = _RELATIONS.get(kind)
    if found is None:
        found = _RELATIONS[kind] = tuple(inspect(kind).relationships.keys())
    return found


def _insert_of(kind: type[Any]) -> Insert:
    found = _INSERTS.get(kind)
    if found is None:
        found = _INSERTS[kind] = _made_insert(kind)
    return found


def _made_insert(kind: type[Any]) -> Insert:
    table = cast("Table", inspect(kind).local_table)
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    marks = ", ".join("?" * len(table.columns))
    processes = ((place, _processor(column.type)) for place, column in enumerate(table.columns))
    return Insert(
        f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})',  # noqa: S608 - words of ours
        attrgetter(*(column.key for column in table.columns)),
        tuple((place, process) for place, process in processes if process is not None),
    )


def _processor(kind: object) -> Process | None:
    """Return what turns a value into what the driver takes; SQLAlchemy's own way there costs more than the writing."""
    if isinstance(kind, Code):
        return {None: None, **{member: member.value for member in kind.members}}.__getitem__
    if not isinstance(kind, TypeDecorator):
        return None
    bind = kind.process_bind_param
    return lambda value: bind(value, _DIALECT)


def _values(thing: Any, wanted: Insert) -> list[Any]:
    values = list(wanted.values(thing))
    for place, process in wanted.processes:
        values[place] = process(values[place])
    return values


def _make_lines(connection: Connection, people: Sequence[str]) -> None:
    """Put people who have no line yet into lists and searches."""
    cursor = cursor_of(connection)
    ((last,),) = read_rows(connection, "SELECT coalesce(max(no), 0) FROM person_lines")
    facts = lines.facts_of(connection, people)
    found = [(no, person, facts[person]) for no, person in enumerate(people, last + 1)]
    if not found:
        return
    table = t.person_lines
    empty = {part.name.lower(): "[]" for part in lines.PERIODS}
    process = {column.key: _processor(column.type) for column in table.columns}
    made = []
    for no, person, one in found:
        values = {**lines.line_values(one), **empty, "no": no, "person_id": person}
        made.append([act(value) if (act := process[name]) else value for name, value in values.items()])
        order = list(values)
    names = ", ".join(order)
    marks = ", ".join("?" * len(order))
    cursor.executemany(f"INSERT INTO person_lines ({names}) VALUES ({marks})", made)  # noqa: S608 - words of ours
    told = (lines.words_for(one) for _, _, one in found)
    words = [(no, one.names, one.sounds, one.numbers) for (no, _, _), one in zip(found, told, strict=True)]
    cursor.executemany(_WORDS, words)
    periods = ", ".join(f"{part.name.lower()} = {period}" for part, period in lines.PERIODS.items())
    cursor.execute(f"UPDATE person_lines SET {periods} WHERE no > ?", (last,))  # noqa: S608
    places.put_after(connection, last)
