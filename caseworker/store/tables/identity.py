"""Who a person is besides names and numbers: what was stated about her birth, and how her time here ended."""

from sqlalchemy import Column

from caseworker.domain.endings import EndingKind
from caseworker.store.columns import Code, Day
from caseworker.store.tables.base import id_column, needed, of, table, text

birth_statements = table(
    "birth_statements",
    id_column(),
    of("person_id", "people.id"),
    text("stated"),
    text("calendar"),
    text("source"),
    needed("recorded", Day()),
    Column("born", Day()),
)
endings = table(
    "endings",
    id_column(),
    of("person_id", "people.id"),
    needed("kind", Code(EndingKind)),
    needed("day", Day()),
    text("place"),
    text("source"),
    text("note"),
)
