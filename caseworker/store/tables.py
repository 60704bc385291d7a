"""The tables of the register as they are now. How a file got here is told by ``migrations``, which never imports this.

All tables are STRICT. Foreign keys are checked at COMMIT, so that one transaction may write in any order.
"""

from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint
from sqlalchemy.sql.type_api import TypeEngine

from caseworker.domain import review
from caseworker.domain.case import AssignmentKind
from caseworker.domain.contact import AddressKind, ContactKind
from caseworker.domain.erasure import Answer, Inquiry
from caseworker.domain.intervention import InterventionState
from caseworker.domain.person import BirthPrecision, InterpreterNeed, NameRole, Sex
from caseworker.domain.status import PermitType
from caseworker.store.columns import Code, Day, Flag, Moment

metadata = MetaData()


def _table(name: str, *parts: Column[Any] | UniqueConstraint | Index) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True)


def _id() -> Column[Any]:
    return Column("id", Text, primary_key=True, nullable=False)


def _text(name: str) -> Column[Any]:
    return Column(name, Text, nullable=False)


def _needed(name: str, kind: TypeEngine[Any]) -> Column[Any]:
    return Column(name, kind, nullable=False)


def _of(name: str, target: str, *, nullable: bool = False) -> Column[Any]:
    key = ForeignKey(target, deferrable=True, initially="DEFERRED")
    return Column(name, Text, key, nullable=nullable, index=not nullable)


def _key_of(name: str, target: str, kind: TypeEngine[Any] | None = None) -> Column[Any]:
    """Return a column that is the row's own key and points at ``target``."""
    key = ForeignKey(target, deferrable=True, initially="DEFERRED")
    return Column(name, kind or Text(), key, primary_key=True, nullable=False)


# The register itself and who works in it
register_info = _table("register_info", Column("key", Text, primary_key=True, nullable=False), _needed("value", Text()))
staff = _table("staff", _id(), _text("name"), _text("roles"), _needed("active", Flag()))
settings = _table(
    "settings",
    Column("staff_id", Text, primary_key=True, nullable=False),
    Column("key", Text, primary_key=True, nullable=False),
    _text("value"),
)

employments = _table(
    "employments", _id(), _of("staff_id", "staff.id"), _text("unit"), _needed("begins", Day()), Column("ends", Day())
)

# People
people = _table(
    "people",
    _id(),
    _needed("sex", Code(Sex)),
    Column("born", Day()),
    _needed("born_precision", Code(BirthPrecision)),
    _needed("created", Moment()),
    _text("born_source"),
    _text("reads"),
    _text("speaks"),
    _needed("interpreter", Code(InterpreterNeed)),
    _text("arrived_through"),
    _needed("version", Integer()),
    Index("people_born", "born"),
)
person_names = _table(
    "person_names",
    _id(),
    _of("person_id", "people.id"),
    _needed("role", Code(NameRole)),
    _text("full"),
    _text("given"),
    _text("family"),
)
identifiers = _table(
    "identifiers",
    _id(),
    _of("person_id", "people.id"),
    _text("type"),
    _text("value"),
    _needed("begins", Day()),
    Column("ends", Day()),
    Column("seen_on", Day()),
    _needed("copy_kept", Flag()),
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
addresses = _table(
    "addresses",
    _id(),
    _of("person_id", "people.id"),
    _needed("kind", Code(AddressKind)),
    _text("care_of"),
    _text("street"),
    _text("postcode"),
    _text("city"),
    _needed("begins", Day()),
    Column("ends", Day()),
)
contacts = _table(
    "contacts",
    _id(),
    _of("person_id", "people.id"),
    _needed("kind", Code(ContactKind)),
    _text("value"),
    _needed("begins", Day()),
    Column("ends", Day()),
)
statuses = _table(
    "statuses",
    _id(),
    _of("person_id", "people.id"),
    _text("code"),
    _needed("begins", Day()),
    _text("ground"),
    _needed("permit", Code(PermitType)),
    Column("permit_until", Day()),
    _text("classification"),
    _needed("unaccompanied", Flag()),
    Column("ends", Day()),
)
settlements = _table(
    "settlements",
    _id(),
    _of("person_id", "people.id"),
    _text("code"),
    _needed("begins", Day()),
    Column("ends", Day()),
)
accommodations = _table(
    "accommodations",
    _id(),
    _of("person_id", "people.id"),
    _text("code"),
    _needed("begins", Day()),
    Column("ends", Day()),
)

# Cases
cases = _table(
    "cases",
    _id(),
    Column("number", Text, nullable=False, unique=True),
    _of("person_id", "people.id"),
    _text("unit"),
    _needed("opened", Day()),
    Column("closed", Day()),
    _needed("version", Integer()),
    Index("cases_unit", "unit"),
)
case_serials = _table(
    "case_serials",
    Column("year", Integer, primary_key=True, nullable=False),
    _needed("last", Integer()),
)
assignments = _table(
    "assignments",
    _id(),
    _of("case_id", "cases.id"),
    _of("staff_id", "staff.id"),
    _needed("kind", Code(AssignmentKind)),
    _needed("begins", Day()),
    Column("ends", Day()),
)
# why somebody looked stands in the log alone, where it can be sealed and erased with the rest of what it says
looks_in_need = _table(
    "looks_in_need",
    _id(),
    _of("staff_id", "staff.id"),
    _of("person_id", "people.id"),
    _needed("opened", Moment()),
    _needed("closes", Moment()),
    _of("seen_by", "staff.id", nullable=True),
    Column("seen", Moment()),
)
interventions = _table(
    "interventions",
    _id(),
    _of("person_id", "people.id"),
    _of("case_id", "cases.id"),
    _text("type"),
    _text("area"),
    _text("actor"),
    _needed("state", Code(InterventionState)),
    _needed("recorded", Day()),
    Column("begins", Day()),
    Column("ends", Day()),
    _text("outcome"),
    _needed("version", Integer()),
)
notes = _table(
    "notes",
    _id(),
    _of("case_id", "cases.id"),
    _of("author_id", "staff.id"),
    _needed("written", Moment()),
    _needed("happened_on", Day()),
    _text("text"),
    _of("corrects", "notes.id", nullable=True),
)
drafts = _table(
    "drafts",
    Column("staff_id", Text, primary_key=True, nullable=False),
    Column("kind", Text, primary_key=True, nullable=False),
    Column("key", Text, primary_key=True, nullable=False),
    _text("body"),
    _needed("saved", Moment()),
)

# Audit: the chain holds commitments only, what was written lies apart and can be erased
audit = _table(
    "audit",
    Column("seq", Integer, primary_key=True, nullable=False),
    _text("at"),
    _text("actor"),
    _text("action"),
    _text("subject"),
    _needed("commitment", LargeBinary()),
    _needed("prev", LargeBinary()),
    _needed("mac", LargeBinary()),
    Index("audit_subject", "subject"),
)
audit_payloads = _table(
    "audit_payloads",
    _key_of("seq", "audit.seq", Integer()),
    _needed("salt", LargeBinary()),
    _needed("body", LargeBinary()),
)
audit_heads = _table(
    "audit_heads",
    _key_of("seq", "audit.seq", Integer()),
    _needed("mac", LargeBinary()),
    _text("staff_id"),
    _text("at"),
    _needed("signature", LargeBinary()),
)

# Review of the log: what was drawn, what was decided about it, and the signed whole
reviews = _table(
    "reviews",
    _id(),
    _needed("first_seq", Integer()),
    _needed("last_seq", Integer()),
    _needed("drawn", Moment()),
    _text("drawn_by"),
    _text("seed"),
    _needed("events", Integer()),
    Column("signed", Moment()),
    Column("signed_by", Text),
    Column("body", LargeBinary),
    Column("signature", LargeBinary),
)
review_items = _table(
    "review_items",
    _key_of("review_id", "reviews.id"),
    Column("no", Integer, primary_key=True, nullable=False),
    _needed("flag", Code(review.Flag)),
    _text("actor"),
    _text("seqs"),
    Column("outcome", Code(review.Outcome)),
    _text("comment"),
    Column("decided", Moment()),
    _text("decided_by"),
    # what is signed holds a salted hash of the comment: it can be erased and the signature still holds
    Column("salt", LargeBinary),
    Column("erased", Moment()),
    Column("erasure_list", Text),
)
close_ties = _table(
    "close_ties",
    Column("staff_id", Text, primary_key=True, nullable=False),
    Column(
        "person_id",
        Text,
        ForeignKey("people.id", deferrable=True, initially="DEFERRED"),
        primary_key=True,
        nullable=False,
    ),
    _needed("declared", Moment()),
    Index("close_ties_person", "person_id"),
)
staff_notices = _table(
    "staff_notices",
    Column("staff_id", Text, primary_key=True, nullable=False),
    Column("version", Integer, primary_key=True, nullable=False),
    _needed("acknowledged", Moment()),
)

# What lists show and searches look in: one line per person, apart from the people, so that it can be emptied for one.
# Periods are kept as JSON, since which one holds depends on the day the list is read.
person_lines = _table(
    "person_lines",
    Column("no", Integer, primary_key=True, nullable=False),
    Column("person_id", Text, ForeignKey("people.id", deferrable=True, initially="DEFERRED"), nullable=False),
    _text("sort_key"),
    _text("name"),
    _text("original_name"),
    Column("born", Day()),
    _text("born_precision"),
    _text("sex"),
    _text("number"),  # masked
    _text("case_number"),
    _text("unit"),  # of the open case, or of the latest
    _text("statuses"),
    _text("settlements"),
    _text("keepers"),
    UniqueConstraint("person_id"),
    Index("person_lines_order", "sort_key", "no"),
    Index("person_lines_unit", "unit", "sort_key", "no"),
)

# Protected persons: what is sealed lies here, under a key that the register key does not open
# ``sealed_to``: whom the present key was ever sealed to; one who cannot open it any more may have kept a copy
compartments = _table(
    "compartments",
    _id(),
    _text("key_name"),
    _text("sealed_to"),
    _needed("created", Moment()),
    _needed("swept", Flag()),
)
protections = _table(
    "protections",
    _id(),
    _of("person_id", "people.id"),
    _of("compartment_id", "compartments.id"),
    _text("kind"),
    _needed("begins", Day()),
    Column("ends", Day()),
    Column("age_from", Integer),
)
Index("protections_one_running", protections.c.person_id, unique=True, sqlite_where=protections.c.ends.is_(None))
sealed_fields = _table(
    "sealed_fields",
    Column("record", Text, primary_key=True, nullable=False),
    Column("field", Text, primary_key=True, nullable=False),
    _of("person_id", "people.id"),
    _of("compartment_id", "compartments.id"),
    _needed("body", LargeBinary()),
)
reader_proposals = _table(
    "reader_proposals",
    _key_of("compartment_id", "compartments.id"),
    _text("readers"),
    _text("proposed_by"),
    _needed("proposed", Moment()),
)

# Erasing (gallring): what the register cannot know by itself, lists of files to erase, and what was erased, unnamed
retention_facts = _table(
    "retention_facts",
    _key_of("person_id", "people.id"),
    _needed("parentage", Code(Answer)),
    _needed("child_placed", Code(Answer)),
    _needed("child_inquiry", Code(Inquiry)),
    _needed("custody", Code(Answer)),
    _needed("about_other_child", Code(Answer)),
    Column("youngest_child_born", Day()),
)
# no key to staff: a list outlives those who made it, also in an older copy that never knew them
erasure_lists = _table(
    "erasure_lists",
    _id(),
    _text("proposed_by"),
    _needed("proposed", Moment()),
    _text("approved_by"),
    Column("approved", Moment()),
    _text("ended_by"),
    Column("ended", Moment()),
    _text("how"),
    _needed("taken_off", Integer()),
    Column("last_backup", Moment()),
    # the log from before this day goes with the list, and how many rows of it said something then
    Column("log_before", Day()),
    _needed("log_rows", Integer()),
)
erasure_items = _table(
    "erasure_items",
    _key_of("person_id", "people.id"),
    _of("list_id", "erasure_lists.id"),
    _needed("until", Day()),
    _needed("finish_by", Day()),
    _text("rules"),
    _text("stamp"),
)
erasures = _table(
    "erasures",
    Column("token", Text, primary_key=True, nullable=False),
    _text("case_token"),
    _of("list_id", "erasure_lists.id"),
    _text("rules"),
    _needed("erased", Moment()),
)

# Counts
releases = _table(
    "releases",
    Column("release_id", Text, primary_key=True, nullable=False),
    Column("table_name", Text, nullable=False),
    _text("period"),
    _needed("revision", Integer()),
    _needed("created", Moment()),
    _text("sha256"),
    _needed("envelope", LargeBinary()),
    UniqueConstraint("table_name", "period", "revision"),
)
outbox = _table(
    "outbox",
    _key_of("release_id", "releases.release_id"),
    _text("endpoint"),
    _text("state"),
    _text("reason"),
    _needed("attempts", Integer()),
    Column("next_attempt", Moment()),
)
receipts = _table(
    "receipts",
    _key_of("release_id", "releases.release_id"),
    _needed("received", Moment()),
    _needed("body", LargeBinary()),
)
ladder_locks = _table(
    "ladder_locks",
    Column("year", Integer, primary_key=True, nullable=False),
    Column("table_name", Text, primary_key=True, nullable=False),
    _text("body"),
)
centre = _table(
    "centre",
    Column("endpoint", Text, primary_key=True, nullable=False),
    _text("name"),
    _needed("key", LargeBinary()),
    _needed("demo", Flag()),
)

# Beyond what tables can say: full-text search and the append-only rule
EXTRA_DDL: tuple[str, ...] = (
    "CREATE VIRTUAL TABLE search_words USING fts5(names, sounds, numbers, prefix = '1 2 3', columnsize = 0, "
    "detail = 'column', tokenize = 'unicode61 remove_diacritics 0')",
    # without this an erased word stays in the file
    "INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', 1)",
    "CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER audit_heads_are_not_changed BEFORE UPDATE ON audit_heads "
    "BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER audit_heads_are_not_deleted BEFORE DELETE ON audit_heads "
    "BEGIN SELECT RAISE(ABORT, 'append only'); END",
    # a note's words may go into a sealed field and come back out of it; nothing else of it ever changes
    "CREATE TRIGGER notes_are_not_changed BEFORE UPDATE ON notes WHEN NOT (new.id = old.id "
    "AND new.case_id = old.case_id AND new.author_id = old.author_id AND new.written = old.written "
    "AND new.happened_on = old.happened_on AND new.corrects IS old.corrects AND (new.text = '') <> (old.text = '') "
    "AND EXISTS (SELECT 1 FROM sealed_fields WHERE record = old.id AND field = 'note')) "
    "BEGIN SELECT RAISE(ABORT, 'append only'); END",
    # a note goes with its whole file, and only from a list that one has proposed and another approved
    "CREATE TRIGGER notes_are_not_deleted BEFORE DELETE ON notes WHEN NOT EXISTS (SELECT 1 FROM cases JOIN "
    "erasure_items ON erasure_items.person_id = cases.person_id JOIN erasure_lists ON erasure_lists.id = "
    "erasure_items.list_id WHERE cases.id = old.case_id AND erasure_lists.approved IS NOT NULL AND "
    "erasure_lists.approved_by <> erasure_lists.proposed_by AND erasure_lists.ended IS NULL) "
    "BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER signed_reviews_are_not_changed BEFORE UPDATE ON reviews WHEN old.signed IS NOT NULL "
    "BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER signed_reviews_are_not_deleted BEFORE DELETE ON reviews "
    "BEGIN SELECT RAISE(ABORT, 'append only'); END",
)

APPEND_ONLY_RULES = frozenset(
    f"{rule}_not_{kind}"
    for rule in ("audit_is", "audit_heads_are", "notes_are", "signed_reviews_are")
    for kind in ("changed", "deleted")
)
