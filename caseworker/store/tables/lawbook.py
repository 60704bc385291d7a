"""The lawbook here: versions kept, trusted keys, the municipality's own rows, and who is responsible for what.

Nothing here is about a person, and nothing is taken away. The municipality's own rows are never changed either: each is
ended by a row of its own, so that what held when an answer was given can be made again. ``no`` numbers these changes.
"""

from sqlalchemy import Column, Index, Integer, LargeBinary, Text

from caseworker.store.columns import Day, Moment
from caseworker.store.tables.base import id_column, needed, of, table, text

law_versions = table(
    "law_versions",
    Column("version", Text, primary_key=True, nullable=False),
    text("follows"),
    text("kid"),  # of the key it was signed with; "" came with the program
    text("sha256"),  # of the document
    needed("at", Moment()),
    of("by_id", "staff.id"),
    needed("body", LargeBinary()),  # the document, compressed
)
law_keys = table(
    "law_keys",
    id_column(),
    text("kid"),
    text("key"),
    text("name"),
    needed("pinned", Moment()),
    of("pinned_by", "staff.id"),
    Column("ended", Moment()),
    of("ended_by", "staff.id", nullable=True),
)
Index("law_keys_one", law_keys.c.kid, unique=True, sqlite_where=law_keys.c.ended.is_(None))
law_local = table(
    "law_local",
    id_column(),
    needed("no", Integer()),
    text("kind"),  # right, duty
    text("target"),  # code of the right or of the duty
    text("statuses"),
    text("answer"),  # of a right
    needed("length", Integer()),  # of a limit, in units
    text("unit"),
    text("words"),
    text("law"),
    text("reason"),
    needed("begins", Day()),
    Column("ends", Day()),
    needed("made", Moment()),
    of("made_by", "staff.id"),
)
# classification codes that are added here, called something else or used no more, from a day on
local_classifications = table(
    "local_classifications",
    id_column(),
    text("code"),
    text("sv"),
    text("statuses"),
    needed("gone", Integer()),
    needed("begins", Day()),
    text("reason"),
    needed("made", Moment()),
    of("made_by", "staff.id"),
)
law_local_ends = table(
    "law_local_ends",
    Column("no", Integer, primary_key=True, nullable=False),
    of("local_id", "law_local.id"),
    needed("ends", Day()),
    text("reason"),
    needed("made", Moment()),
    of("made_by", "staff.id"),
)
law_responsible = table(
    "law_responsible",
    id_column(),
    text("area"),
    text("actor"),
    text("name"),
    text("contact"),
    needed("begins", Day()),
    Column("ends", Day()),
    needed("made", Moment()),
    of("made_by", "staff.id"),
)
