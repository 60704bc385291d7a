"""The register itself and who works in it."""

from sqlalchemy import Column, Text

from caseworker.store.columns import Day, Flag
from caseworker.store.tables.base import id_column, needed, of, table, text

register_info = table("register_info", Column("key", Text, primary_key=True, nullable=False), needed("value", Text()))
staff = table("staff", id_column(), text("name"), text("roles"), needed("active", Flag()))
settings = table(
    "settings",
    Column("staff_id", Text, primary_key=True, nullable=False),
    Column("key", Text, primary_key=True, nullable=False),
    text("value"),
)

employments = table(
    "employments", id_column(), of("staff_id", "staff.id"), text("unit"), needed("begins", Day()), Column("ends", Day())
)
