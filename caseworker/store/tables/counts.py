"""Counts: releases, their way to the centre, its receipts."""

from sqlalchemy import Column, Integer, LargeBinary, Text, UniqueConstraint

from caseworker.store.columns import Flag, Moment
from caseworker.store.tables.base import key_of, needed, table, text

releases = table(
    "releases",
    Column("release_id", Text, primary_key=True, nullable=False),
    Column("table_name", Text, nullable=False),
    text("period"),
    needed("revision", Integer()),
    needed("created", Moment()),
    text("sha256"),
    needed("envelope", LargeBinary()),
    UniqueConstraint("table_name", "period", "revision"),
)
outbox = table(
    "outbox",
    key_of("release_id", "releases.release_id"),
    text("endpoint"),
    text("state"),
    text("reason"),
    needed("attempts", Integer()),
    Column("next_attempt", Moment()),
)
receipts = table(
    "receipts",
    key_of("release_id", "releases.release_id"),
    needed("received", Moment()),
    needed("body", LargeBinary()),
)
ladder_locks = table(
    "ladder_locks",
    Column("year", Integer, primary_key=True, nullable=False),
    Column("table_name", Text, primary_key=True, nullable=False),
    text("body"),
)
centre = table(
    "centre",
    Column("endpoint", Text, primary_key=True, nullable=False),
    text("name"),
    needed("key", LargeBinary()),
    needed("demo", Flag()),
)
