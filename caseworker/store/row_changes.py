"""Which rows one transaction changes, as they were and as they became, and how they are put back.

SQLite's own way of keeping undo (sqlite.org/undoredo.html): temporary triggers write down what any statement does to a
row, whichever way it came. They lie in memory (``temp_store=MEMORY``), belong to one connection and roll back with the
transaction. A sealed field is written down as it lies in the file: sealed.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, LargeBinary, Table

from caseworker.store import derived
from caseworker.store import tables as t
from caseworker.store.engine import cursor_of, read_rows

Row = Mapping[str, Any]
VERSION = "version"
_KINDS = ("role", "kind", "type")  # what tells the parts of a person apart
_MADE = (
    "CREATE TEMP TABLE capturing (no INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE changed_rows (no INTEGER PRIMARY KEY, name TEXT NOT NULL, before TEXT, after TEXT)",
)


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row of ``table`` before and after; None where there was or is none. Values as the file keeps them."""

    table: str
    before: Row | None
    after: Row | None

    @property
    def key(self) -> tuple[str, ...]:
        """Return what tells this row from all others: its table and its key."""
        row = self.before if self.after is None else self.after
        assert row is not None  # noqa: S101 - a change of nothing is never made
        return self.table, *(str(row[name]) for name in _key_names(self.table))

    @property
    def turned(self) -> "RowChange":
        """Return the change that takes this one back."""
        return RowChange(self.table, self.after, self.before)

    @property
    def raises_only(self) -> bool:
        """Tell whether nothing but the row's version changed: something that hangs on it did."""
        return self.before is not None and self.after is not None and same(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Differing:
    """A row that is no longer as it was left: ``left`` and ``now``, None where there is no row."""

    table: str
    left: Row | None
    now: Row | None


@cache
def captured() -> tuple[Table, ...]:
    """Return the tables whose rows belong to a person, directly or through others; nothing derived from them.

    And those of the municipality's own sheets and languages, which belong to nobody.
    """
    reached = {t.people.name, t.letter_sheets.name, t.letter_languages.name}
    while more := {table.name for table in t.metadata.sorted_tables if _targets(table) & reached} - reached:
        reached |= more
    apart = {one.table for one in derived.TABLES} | {t.undo_steps.name}
    return tuple(table for table in t.metadata.sorted_tables if table.name in reached - apart)


def begin(connection: Connection) -> None:
    """Write down every change of a row from now on, until ``end`` or the end of the transaction."""
    cursor = cursor_of(connection)
    if not cursor.execute("SELECT 1 FROM temp.sqlite_master WHERE name = 'capturing'").fetchone():
        for statement in _statements():
            cursor.execute(statement)
    cursor.execute("INSERT INTO capturing DEFAULT VALUES")


def end(connection: Connection) -> tuple[RowChange, ...]:
    """Stop writing down and return what changed: each row once, as it was first and as it is now."""
    found: dict[tuple[str, ...], RowChange] = {}
    for name, before, after in read_rows(connection, "SELECT name, before, after FROM changed_rows ORDER BY no"):
        change = RowChange(name, _row(before), _row(after))
        first = found.get(change.key)
        found[change.key] = change if first is None else RowChange(name, first.before, change.after)
    cursor = cursor_of(connection)
    cursor.execute("DELETE FROM capturing")
    cursor.execute("DELETE FROM changed_rows")
    return tuple(one for one in found.values() if one.before != one.after)


def same(one: Row | None, other: Row | None) -> bool:
    """Tell whether two states of a row say the same, whatever its version."""
    return _said(one) == _said(other)


def differing(connection: Connection, changes: Iterable[RowChange]) -> list[Differing]:
    """Return the rows that are no longer as these changes would find them (``before``)."""
    found = []
    for change in changes:
        now = _now(connection, change)
        gone = change.raises_only and now is None
        if gone or not (change.raises_only or same(now, change.before)):
            found.append(Differing(change.table, change.before, now))
    return found


def stand_in(connection: Connection, gone: Differing) -> Row | None:
    """Return the row that a person has in place of one that is gone: of the same kind, the newest."""
    table, left = t.metadata.tables[gone.table], gone.left or {}
    kind = next((name for name in _KINDS if name in left), "")
    if not kind or "person_id" not in left:
        return None
    where = f'person_id = ? AND "{kind}" = ? ORDER BY id DESC LIMIT 1'
    query = f"SELECT {_image(table, table.name)} FROM {table.name} WHERE {where}"  # noqa: S608 - names of ours
    found = read_rows(connection, query, (left["person_id"], left[kind]))
    return _row(found[0][0]) if found else None


def hanging(connection: Connection, changes: Sequence[RowChange]) -> set[str]:
    """Return the tables with rows that hang on what these changes take away and stay themselves; also "drafts"."""
    going = {change.key for change in changes if change.after is None}
    found: set[str] = set()
    apart = {one.table for one in derived.TABLES} | {t.undo_steps.name}
    for change in changes:
        if change.after is not None or change.before is None or "id" not in change.before:
            continue
        id = change.before["id"]
        if read_rows(connection, "SELECT 1 FROM drafts WHERE key = ?", (id,)):
            found.add("drafts")
        for table in t.metadata.sorted_tables:
            for column in table.columns if table.name not in apart else ():
                if change.table in {key.column.table.name for key in column.foreign_keys}:
                    query = f'SELECT {_image(table, table.name)} FROM {table.name} WHERE "{column.name}" = ?'  # noqa: S608 - names of ours
                    rows = [
                        RowChange(table.name, _row(image), None) for (image,) in read_rows(connection, query, (id,))
                    ]
                    found.update(row.table for row in rows if row.key not in going and not _only_found(row))
    return found


def forget_found(connection: Connection, person: str) -> None:
    """Forget the pairs somebody was found in that nobody has answered: they are looked for again."""
    cursor = cursor_of(connection)
    cursor.execute("DELETE FROM pairs WHERE decision = '' AND (one_id = ? OR other_id = ?)", (person, person))


def apply(connection: Connection, changes: Sequence[RowChange]) -> None:
    """Bring each row from ``before`` to ``after``. Versions are raised, never put back."""
    # rows that go make room for those that come: a number is held by one person at a time
    for change in sorted(changes, key=lambda one: (one.after is not None, one.before is None)):
        statement, values = _applied(change)
        cursor_of(connection).execute(statement, values)


def to_json(changes: Iterable[RowChange]) -> list[list[Any]]:
    """Return changes as they are kept: of a row that was there and stays, the columns that became others."""
    return [[one.table, one.before, _became(one)] for one in changes]


def from_json(kept: Iterable[Sequence[Any]]) -> tuple[RowChange, ...]:
    """Return kept changes."""
    return tuple(
        RowChange(table, before, after if before is None or after is None else {**before, **after})
        for table, before, after in kept
    )


# Inside
def _statements() -> Iterator[str]:
    yield from _MADE
    for table in captured():
        new, old = _image(table, "new"), _image(table, "old")
        for event, before, after in (("INSERT", "NULL", new), ("UPDATE", old, new), ("DELETE", old, "NULL")):
            yield (
                f"CREATE TEMP TRIGGER changed_{table.name}_{event.lower()} AFTER {event} ON main.{table.name} "  # noqa: S608 - names of ours
                f"WHEN EXISTS (SELECT 1 FROM capturing) BEGIN INSERT INTO changed_rows (name, before, after) "
                f"VALUES ('{table.name}', {before}, {after}); END"
            )


def _image(table: Table, row: str) -> str:
    parts = (
        f"'{column.name}', " + (f'hex({row}."{column.name}")' if _is_bytes(column.type) else f'{row}."{column.name}"')
        for column in table.columns
    )
    return f"json_object({', '.join(parts)})"


def _is_bytes(kind: object) -> bool:
    return isinstance(kind, LargeBinary)


def _row(image: str | None) -> Row | None:
    return None if image is None else json.loads(image)


def _became(change: RowChange) -> Row | None:
    if change.before is None or change.after is None:
        return change.after
    return {name: value for name, value in change.after.items() if value != change.before[name]}


def _said(row: Row | None) -> Row | None:
    return row if row is None else {name: value for name, value in row.items() if name != VERSION}


def _only_found(row: RowChange) -> bool:
    return row.table == t.pairs.name and not (row.before or {})["decision"]


def _targets(table: Table) -> set[str]:
    return {key.column.table.name for key in table.foreign_keys}


@cache
def _key_names(table: str) -> tuple[str, ...]:
    return tuple(column.name for column in t.metadata.tables[table].primary_key)


def _where(change: RowChange) -> tuple[str, list[Any]]:
    row = change.before if change.after is None else change.after
    names = _key_names(change.table)
    return " AND ".join(f'"{name}" = ?' for name in names), [(row or {})[name] for name in names]


def _now(connection: Connection, change: RowChange) -> Row | None:
    where, values = _where(change)
    image = _image(t.metadata.tables[change.table], change.table)
    found = read_rows(connection, f"SELECT {image} FROM {change.table} WHERE {where}", values)  # noqa: S608 - names of ours
    return _row(found[0][0]) if found else None


def _applied(change: RowChange) -> tuple[str, list[Any]]:
    table = t.metadata.tables[change.table]
    where, key = _where(change)
    if change.after is None:
        return f"DELETE FROM {table.name} WHERE {where}", key  # noqa: S608 - names of ours
    after = {name: _kept(table, name, value) for name, value in change.after.items()}
    if change.before is None:
        if VERSION in after:
            after[VERSION] += 1
        names = ", ".join(f'"{name}"' for name in after)
        marks = ", ".join("?" for _name in after)
        return f"INSERT INTO {table.name} ({names}) VALUES ({marks})", list(after.values())  # noqa: S608 - names of ours
    said = {} if change.raises_only else {name: value for name, value in after.items() if name != VERSION}
    raised = [f"{VERSION} = {VERSION} + 1"] if VERSION in after else []
    sets = ", ".join([*(f'"{name}" = ?' for name in said), *raised])
    return f"UPDATE {table.name} SET {sets} WHERE {where}", [*said.values(), *key]  # noqa: S608 - names of ours


def _kept(table: Table, name: str, value: Any) -> Any:
    return bytes.fromhex(value) if value is not None and _is_bytes(table.c[name].type) else value
