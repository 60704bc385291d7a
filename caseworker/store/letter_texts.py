"""The municipality's own letter texts, sheets and languages, and the reviews. They are added and never changed."""

from typing import Any

from sqlalchemy import Connection, Table, insert, select

from caseworker.domain.translation import OwnLanguage, OwnSheet, OwnText, Review, ReviewAct
from caseworker.store import tables as t


def own_texts(connection: Connection) -> tuple[OwnText, ...]:
    """Return every own text in the order they were made."""
    return tuple(OwnText(**row) for row in _rows(connection, t.letter_texts))


def own_sheets(connection: Connection) -> tuple[OwnSheet, ...]:
    """Return every form of an own sheet in the order they were made."""
    return tuple(OwnSheet(**row) for row in _rows(connection, t.letter_sheets))


def own_languages(connection: Connection) -> tuple[OwnLanguage, ...]:
    """Return the languages in the order they were made."""
    return tuple(OwnLanguage(**row | {"rtl": bool(row["rtl"])}) for row in _rows(connection, t.letter_languages))


def reviews(connection: Connection) -> tuple[Review, ...]:
    """Return every review in the order they were made."""
    return tuple(Review(**row | {"act": ReviewAct(row["act"])}) for row in _rows(connection, t.letter_reviews))


def add(connection: Connection, row: OwnText | OwnSheet | OwnLanguage | Review) -> None:
    """Keep a row."""
    values: dict[str, Any] = {name: getattr(row, name) for name in type(row).__dataclass_fields__}
    if isinstance(row, OwnLanguage):
        values["rtl"] = int(row.rtl)
    connection.execute(insert(_TABLES[type(row)]).values(values))


_TABLES: dict[type, Table] = {
    OwnText: t.letter_texts,
    OwnSheet: t.letter_sheets,
    OwnLanguage: t.letter_languages,
    Review: t.letter_reviews,
}


def _rows(connection: Connection, table: Table) -> list[dict[str, Any]]:
    columns = [column for column in table.columns if column.name != "no"]
    return [dict(row._mapping) for row in connection.execute(select(*columns).order_by(table.c.no))]  # noqa: SLF001
