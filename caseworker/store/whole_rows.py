"""Whole rows of one table by a query whose text is made once: composing it anew costs more than the few rows found."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeDecorator

from caseworker.store.engine import read_rows

_DIALECT = sqlite.dialect()


class WholeRows:
    """A query for rows of ``table``: every column, typed as the table says, and columns of others as they lie there."""

    def __init__(self, table: Table, rest: str, *also: str) -> None:
        """Ask by ``rest``, what comes after FROM and the table's name; ``also`` are such as ``staff.name``."""
        own = [f'{table.name}."{column.name}"' for column in table.columns]
        self._query = f"SELECT {', '.join([*own, *also])} FROM {table.name} {rest}"  # noqa: S608 - names of ours
        self._names = [*(column.name for column in table.columns), *(name.partition(".")[2] for name in also)]
        self._kinds = [(column.name, column.type) for column in table.columns if isinstance(column.type, TypeDecorator)]

    def of(self, connection: Connection, *values: object) -> list[Any]:
        """Return the rows for the values of the query's marks, each with its columns as attributes."""
        return [self._row(row) for row in read_rows(connection, self._query, values)]

    def _row(self, found: Any) -> SimpleNamespace:
        row = dict(zip(self._names, found, strict=True))
        for name, kind in self._kinds:
            row[name] = kind.process_result_value(row[name], _DIALECT)
        return SimpleNamespace(**row)
