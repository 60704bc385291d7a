"""What each member of staff can take back: one row per step, with every row it changed as it was and as it became."""

from sqlalchemy import Index, Integer

from caseworker.store.columns import Flag, Moment
from caseworker.store.tables.base import id_column, needed, of, table, text

# ``person_id`` is empty while the step that registered her is taken back; her id stands in the body too
undo_steps = table(
    "undo_steps",
    id_column(),
    of("staff_id", "staff.id"),
    needed("no", Integer()),
    text("service"),
    of("person_id", "people.id", nullable=True),
    needed("at", Moment()),
    needed("undone", Flag()),
    text("body"),
)
Index("undo_steps_of_person", undo_steps.c.person_id)
