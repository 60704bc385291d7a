"""What every table of the register is made with: one collection of tables, and the usual kinds of columns.

All tables are STRICT. Foreign keys are checked at COMMIT, so that one transaction may write in any order.
"""

from typing import Any

from sqlalchemy import Column, ForeignKey, Index, MetaData, Table, Text, UniqueConstraint
from sqlalchemy.sql.type_api import TypeEngine

metadata = MetaData()


def table(name: str, *parts: Column[Any] | UniqueConstraint | Index) -> Table:
    """Make a STRICT table of the register."""
    return Table(name, metadata, *parts, sqlite_strict=True)


def id_column() -> Column[Any]:
    """Return the column ``id``: a UUIDv7 as text."""
    return Column("id", Text, primary_key=True, nullable=False)


def text(name: str, *, default: str | None = None) -> Column[Any]:
    """Return a text column; "" where nothing is known. ``default`` stands in a row that is written without it."""
    return Column(name, Text, nullable=False, default=default)


def needed(name: str, kind: TypeEngine[Any], *, default: object = None) -> Column[Any]:
    """Return a column that always has a value; ``default`` stands in a row that is written without it."""
    return Column(name, kind, nullable=False, default=default)


def of(name: str, target: str, *, nullable: bool = False) -> Column[Any]:
    """Return a column that points at ``target``, with an index unless it may be empty."""
    key = ForeignKey(target, deferrable=True, initially="DEFERRED")
    return Column(name, Text, key, nullable=nullable, index=not nullable)


def key_of(name: str, target: str, kind: TypeEngine[Any] | None = None) -> Column[Any]:
    """Return a column that is the row's own key and points at ``target``."""
    key = ForeignKey(target, deferrable=True, initially="DEFERRED")
    return Column(name, kind or Text(), key, primary_key=True, nullable=False)
