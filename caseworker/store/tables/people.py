"""People (individer) and what hangs on them, and one line per person for lists and searches."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Text, UniqueConstraint

from caseworker.domain.contact import AddressKind, ContactKind
from caseworker.domain.person import BirthPrecision, Certainty, InterpreterNeed, NameRole, Sex, WhyEnded
from caseworker.domain.status import PermitType
from caseworker.store.columns import Code, Day, Flag, Moment, Tokens
from caseworker.store.tables.base import id_column, needed, of, table, text

people = table(
    "people",
    id_column(),
    needed("sex", Code(Sex)),
    Column("born", Day()),
    needed("born_precision", Code(BirthPrecision)),
    needed("created", Moment()),
    text("born_source"),
    text("reads"),
    text("speaks"),
    needed("interpreter", Code(InterpreterNeed)),
    text("arrived_through"),
    needed("version", Integer()),
    Index("people_born", "born"),
)
person_names = table(
    "person_names",
    id_column(),
    of("person_id", "people.id"),
    needed("role", Code(NameRole)),
    text("full"),
    text("given"),
    text("family"),
    # rows that were sealed before these columns came are put back without them
    needed("tokens", Tokens(), default=()),
    Column("begins", Day()),
    Column("ends", Day()),
)
identifiers = table(
    "identifiers",
    id_column(),
    of("person_id", "people.id"),
    text("type"),
    text("value"),
    needed("begins", Day()),
    Column("ends", Day()),
    Column("seen_on", Day()),
    needed("copy_kept", Flag()),
    text("issuer", default=""),
    needed("certainty", Code(Certainty), default=Certainty.NOT_STATED),
    Column("renewed_on", Day()),
    needed("why_ended", Code(WhyEnded), default=WhyEnded.IN_USE),
    text("reason", default=""),
)
# one number, one person, as long as the number is in use
Index(
    "identifiers_one_holder",
    identifiers.c.type,
    identifiers.c.value,
    unique=True,
    sqlite_where=identifiers.c.ends.is_(None),
)
Index("identifiers_value", identifiers.c.value)
addresses = table(
    "addresses",
    id_column(),
    of("person_id", "people.id"),
    needed("kind", Code(AddressKind)),
    text("care_of"),
    text("street"),
    text("postcode"),
    text("city"),
    needed("begins", Day()),
    Column("ends", Day()),
)
contacts = table(
    "contacts",
    id_column(),
    of("person_id", "people.id"),
    needed("kind", Code(ContactKind)),
    text("value"),
    needed("begins", Day()),
    Column("ends", Day()),
)
statuses = table(
    "statuses",
    id_column(),
    of("person_id", "people.id"),
    text("code"),
    needed("begins", Day()),
    text("ground"),
    needed("permit", Code(PermitType)),
    Column("permit_until", Day()),
    text("classification"),
    needed("unaccompanied", Flag()),
    Column("ends", Day()),
)
settlements = table(
    "settlements",
    id_column(),
    of("person_id", "people.id"),
    text("code"),
    needed("begins", Day()),
    Column("ends", Day()),
)
accommodations = table(
    "accommodations",
    id_column(),
    of("person_id", "people.id"),
    text("code"),
    needed("begins", Day()),
    Column("ends", Day()),
)

# What lists show and searches look in: one line per person, apart from the people, so that it can be emptied for one.
# Periods are kept as JSON, since which one holds depends on the day the list is read.
person_lines = table(
    "person_lines",
    Column("no", Integer, primary_key=True, nullable=False),
    Column("person_id", Text, ForeignKey("people.id", deferrable=True, initially="DEFERRED"), nullable=False),
    text("sort_key"),
    text("name"),
    text("original_name"),
    Column("born", Day()),
    text("born_precision"),
    text("sex"),
    text("number"),  # masked
    text("case_number"),
    text("unit"),  # of the open case, or of the latest
    text("statuses"),
    text("settlements"),
    text("keepers"),
    UniqueConstraint("person_id"),
    Index("person_lines_order", "sort_key", "no"),
    Index("person_lines_unit", "unit", "sort_key", "no"),
)
