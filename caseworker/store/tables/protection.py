"""Protected persons: what is sealed lies here, under a key that the register key does not open."""

from sqlalchemy import Column, Index, Integer, LargeBinary, Text

from caseworker.store.columns import Day, Flag, Moment
from caseworker.store.tables.base import id_column, key_of, needed, of, table, text

# ``sealed_to``: whom the present key was ever sealed to; one who cannot open it any more may have kept a copy
compartments = table(
    "compartments",
    id_column(),
    text("key_name"),
    text("sealed_to"),
    needed("created", Moment()),
    needed("swept", Flag()),
)
protections = table(
    "protections",
    id_column(),
    of("person_id", "people.id"),
    of("compartment_id", "compartments.id"),
    text("kind"),
    needed("begins", Day()),
    Column("ends", Day()),
    Column("age_from", Integer),
)
Index("protections_one_running", protections.c.person_id, unique=True, sqlite_where=protections.c.ends.is_(None))
sealed_fields = table(
    "sealed_fields",
    Column("record", Text, primary_key=True, nullable=False),
    Column("field", Text, primary_key=True, nullable=False),
    of("person_id", "people.id"),
    of("compartment_id", "compartments.id"),
    needed("body", LargeBinary()),
)
reader_proposals = table(
    "reader_proposals",
    key_of("compartment_id", "compartments.id"),
    text("readers"),
    text("proposed_by"),
    needed("proposed", Moment()),
)
