"""Writing thousands of new people in one transaction: the same rows a session writes one by one, table by table.

For people who are new and not protected. Which columns a table has is asked of the mapping, so that a new column is
written here too. A test holds what comes of it against what a session writes.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from operator import attrgetter, itemgetter
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
# her periods, of the second value of her line: half of what it takes to read the line for it
_PERIODS = {part.name.lower(): told.replace("person_lines.person_id", "?2") for part, told in lines.PERIODS.items()}
T = TypeVar("T")


class Insert(NamedTuple):
    """How things become rows: the statement, and in its order which attribute each column is and its type."""

    statement: str
    columns: tuple[tuple[Callable[[Any], Any], object], ...]


class _Written(dict[Any, Any]):
    """What values are written as, each worked out once; for one insert, so that nothing of people stays in memory."""

    def __init__(self, kind: TypeDecorator[Any]) -> None:
        super().__init__()
        self._bind = kind.process_bind_param

    def __missing__(self, value: Any) -> Any:
        written = self[value] = self._bind(value, _DIALECT)
        return written


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
    _gather(Person, people, rows)
    _gather(Case, cases, rows)
    cursor = cursor_of(tx.connection)
    for kind, things in rows.items():
        wanted = _insert_of(kind)
        cursor.executemany(wanted.statement, _rows_of(things, wanted))
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


def _gather(kind: type[Any], things: Sequence[Any], rows: dict[type[Any], list[Any]]) -> None:
    if things:
        rows[kind] += things
        for of_kind, parts_of in _relations_of(kind):
            _gather(of_kind, list(chain.from_iterable(map(parts_of, things))), rows)


_RELATIONS: dict[type[Any], tuple[tuple[type[Any], Callable[[Any], Sequence[Any]]], ...]] = {}
_INSERTS: dict[type[Any], Insert] = {}


def _relations_of(kind: type[Any]) -> tuple[tuple[type[Any], Callable[[Any], Sequence[Any]]], ...]:
    """Return what hangs on things of ``kind``: what it is, and how it is asked for."""
    found = _RELATIONS.get(kind)
    if found is None:
        hanging = inspect(kind).relationships
        found = _RELATIONS[kind] = tuple((one.mapper.class_, attrgetter(one.key)) for one in hanging)
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
    return Insert(
        f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})',  # noqa: S608 - words of ours
        tuple((attrgetter(column.key), column.type) for column in table.columns),
    )


def _rows_of(things: Sequence[Any], wanted: Insert) -> list[tuple[Any, ...]]:
    """Return the rows of ``things``. Column by column: a tenth of the time it takes thing by thing."""
    return list(zip(*(_written(map(value_of, things), kind) for value_of, kind in wanted.columns), strict=True))


def _written(values: Iterator[Any], kind: object) -> Iterator[Any]:
    """Turn values into what the driver takes; SQLAlchemy's own way there costs more than the writing."""
    if isinstance(kind, Code):
        return map({None: None, **{member: member.value for member in kind.members}}.__getitem__, values)
    return map(_Written(kind).__getitem__, values) if isinstance(kind, TypeDecorator) else values


def _make_lines(connection: Connection, people: Sequence[str]) -> None:
    """Put people who have no line yet into lists and searches."""
    cursor = cursor_of(connection)
    ((last,),) = read_rows(connection, "SELECT coalesce(max(no), 0) FROM person_lines")
    facts = lines.facts_of(connection, people)
    found = [(no, person, facts[person]) for no, person in enumerate(people, last + 1)]
    if not found:
        return
    values = [{"no": no, "person_id": person, **lines.line_values(one)} for no, person, one in found]
    columns = [(name, _written(map(itemgetter(name), values), t.person_lines.c[name].type)) for name in values[0]]
    names = ", ".join([*(name for name, _ in columns), *_PERIODS])
    told = ", ".join([*(f"?{place}" for place in range(1, len(columns) + 1)), *_PERIODS.values()])
    kept = list(zip(*(column for _, column in columns), strict=True))
    cursor.executemany(f"INSERT INTO person_lines ({names}) VALUES ({told})", kept)  # noqa: S608 - words of ours
    heard = ((no, lines.words_for(one)) for no, _, one in found)
    words = [(no, one.names, one.sounds, one.numbers) for no, one in heard]
    cursor.executemany(_WORDS, words)
    places.put_after(connection, last)
