"""Households, relations, who must not be told about a person, and what a move asks for."""

from sqlalchemy import Column, Index, Text

from caseworker.domain.household import RelationGround, RelationKind
from caseworker.store.columns import Code, Day
from caseworker.store.tables.base import id_column, needed, of, table, text

# who has the same household_id lives together; a household is nothing but its members
household_members = table(
    "household_members",
    id_column(),
    of("person_id", "people.id"),
    Column("household_id", Text, nullable=False, index=True),
    needed("begins", Day()),
    Column("ends", Day()),
)
relations = table(
    "relations",
    id_column(),
    of("person_id", "people.id"),
    needed("kind", Code(RelationKind)),
    needed("begins", Day()),
    needed("ground", Code(RelationGround)),
    of("other_id", "people.id", nullable=True),
    text("other_name"),
    text("other_contact"),
    text("source"),
    Column("ends", Day()),
)
no_contacts = table(
    "no_contacts",
    id_column(),
    of("person_id", "people.id"),
    needed("begins", Day()),
    of("other_id", "people.id", nullable=True),
    text("other_name"),
    text("reason"),
    Column("ends", Day()),
)
errands = table(
    "errands",
    id_column(),
    of("person_id", "people.id"),
    text("code"),
    needed("arose", Day()),
    Column("due", Day()),
    Column("done", Day()),
    text("done_by"),
    text("note"),
)
Index("relations_other", relations.c.other_id)
Index("no_contacts_other", no_contacts.c.other_id)
Index("errands_open", errands.c.due, sqlite_where=errands.c.done.is_(None))
