"""Days and circumstances the law asks about."""

from sqlalchemy import Column

from caseworker.store.columns import Day, Flag
from caseworker.store.tables.base import id_column, needed, of, table, text

# a day, or whether a circumstance is so from ``begins`` on; what took another's place leaves that in ``replaced``
law_facts = table(
    "law_facts",
    id_column(),
    of("person_id", "people.id"),
    text("code"),
    Column("day", Day()),
    Column("holds", Flag()),
    Column("begins", Day()),
    needed("recorded", Day()),
    Column("replaced", Day()),
)
