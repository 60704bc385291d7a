"""Imports (inläsningar): each batch that was read in from a list, and what became of each of its rows.

``mark`` is an HMAC of what the row said, so that the same row is known again; no word of it is kept here. ``made``
names what an update added to a person who was there, so that it can be put back: ids and names of fields, no contents.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, Text

from caseworker.store.columns import Moment
from caseworker.store.tables.base import id_column, needed, of, table, text

import_batches = table(
    "import_batches",
    id_column(),
    text("file"),
    text("sheet"),
    text("sha256"),
    of("staff_id", "staff.id"),
    needed("began", Moment()),
    Column("ended", Moment()),  # None: it was cut off
    needed("planned", Integer()),
    needed("bad", Integer()),
    needed("made", Integer()),
    needed("updated", Integer()),
    Column("undone", Moment()),
    of("undone_by", "staff.id", nullable=True),
    needed("kept", Integer()),  # rows that an undoing had to leave
)
import_rows = table(
    "import_rows",
    Column(
        "batch_id",
        Text,
        ForeignKey("import_batches.id", deferrable=True, initially="DEFERRED"),
        primary_key=True,
        nullable=False,
    ),
    Column("no", Integer, primary_key=True, nullable=False),  # of the row in the sheet
    of("person_id", "people.id"),
    text("mark"),
    text("outcome"),  # new, updated, same
    needed("version", Integer()),  # of the person afterwards
    text("made"),
    Index("import_rows_mark", "mark"),
)
