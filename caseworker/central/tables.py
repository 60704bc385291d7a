"""The centre's database: centre, offices, keys, releases and receipts. The same tables on SQLite and PostgreSQL."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

SCHEMA_VERSION = 1
metadata = MetaData()

# one row: who this centre is. The private key signs receipts; whoever reads this database can sign as the centre
centre = Table(
    "centre",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1"), primary_key=True, autoincrement=False),
    Column("schema_version", Integer, nullable=False),
    Column("name", String(80), nullable=False),
    Column("demo", Boolean, nullable=False),
    Column("private_key", LargeBinary, nullable=False),
)

offices = Table(
    "offices",
    metadata,
    Column("office", String(16), primary_key=True),
    Column("municipality", String(4), nullable=False),
    Column("enrolled", String(20), nullable=False),
)

keys = Table(
    "keys",
    metadata,
    Column("kid", String(16), primary_key=True),
    Column("office", String(16), ForeignKey("offices.office"), nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("enrolled", String(20), nullable=False),
)

releases = Table(
    "releases",
    metadata,
    Column("release_id", String(36), primary_key=True),
    Column("office", String(16), ForeignKey("offices.office"), nullable=False),
    Column("table_id", String(16), nullable=False),
    Column("period", String(7), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("kid", String(16), ForeignKey("keys.kid"), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("received", String(20), nullable=False),
    UniqueConstraint("office", "table_id", "period", "revision"),
)

receipts = Table(
    "receipts",
    metadata,
    Column("release_id", String(36), ForeignKey("releases.release_id"), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)
