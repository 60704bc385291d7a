"""What is to be done: reminders, visits, who waits for whom, what was done about a thing, and duties worked out by law.

``duties_due``, ``duties_seen`` and ``duty_words`` are derived: ``stamp`` is the day and the lawbook a person's duties
were worked out for, "" when something of her has changed since.
"""

from sqlalchemy import Column, Index, Integer, Text, UniqueConstraint

from caseworker.domain.agenda import GenderWish, InterpreterWay, VisitKind, VisitOutcome
from caseworker.store.columns import Code, Day, Flag
from caseworker.store.tables.base import id_column, key_of, needed, of, table, text

reminders = table(
    "reminders",
    id_column(),
    of("person_id", "people.id"),
    text("staff_id"),
    needed("day", Day()),
    text("text"),
    needed("made", Day()),
    Column("done", Day()),
    text("done_by"),
)
visits = table(
    "visits",
    id_column(),
    of("person_id", "people.id"),
    text("staff_id"),
    needed("day", Day()),
    text("at"),
    needed("kind", Code(VisitKind)),
    text("text"),
    text("place"),
    needed("interpreter", Code(InterpreterWay)),
    text("language"),
    needed("wish", Code(GenderWish)),
    Column("booked", Day()),
    needed("outcome", Code(VisitOutcome)),
)
waits = table(
    "waits",
    id_column(),
    of("person_id", "people.id"),
    text("staff_id"),
    text("actor"),
    text("text"),
    needed("since", Day()),
    Column("reminded", Day()),
    needed("times", Integer()),
    Column("ended", Day()),
)
task_marks = table(
    "task_marks",
    id_column(),
    of("person_id", "people.id"),
    text("thing"),
    Column("done", Day()),
    text("done_by"),
    Column("later", Day()),
    text("staff_id"),
    UniqueConstraint("person_id", "thing"),
)
Index("reminders_open", reminders.c.day, sqlite_where=reminders.c.done.is_(None))
Index("visits_open", visits.c.day, sqlite_where=visits.c.outcome == "")
Index("waits_open", waits.c.since, sqlite_where=waits.c.ended.is_(None))

duties_due = table(
    "duties_due",
    key_of("person_id", "people.id"),
    Column("law_row", Text, primary_key=True, nullable=False),
    Column("event", Day(), primary_key=True, nullable=False),
    Column("last_day", Day()),
    needed("shown_from", Day()),
    needed("depends", Flag()),
)
duties_seen = table("duties_seen", key_of("person_id", "people.id"), text("stamp"))
duty_words = table(
    "duty_words",
    Column("law_row", Text, primary_key=True, nullable=False),
    text("loss"),
    text("what"),
    text("law"),
    text("lost"),
    text("action"),
    text("responsible"),
    text("certainty"),
    text("short"),
    text("short_en"),
    text("remind"),
)
Index("duties_by_day", duties_due.c.last_day)
Index("duties_by_stamp", duties_seen.c.stamp)
