"""Plans in versions, what was proposed and declined, and the early mapping (kartläggning) of a person."""

from sqlalchemy import Column, Integer, Text, UniqueConstraint

from caseworker.domain.plan import PlanState
from caseworker.store.columns import Code, Day, HeldRows, Moment
from caseworker.store.tables.base import id_column, needed, of, table, text

plans = table(
    "plans",
    id_column(),
    of("person_id", "people.id"),
    of("case_id", "cases.id"),
    needed("number", Integer()),
    needed("state", Code(PlanState)),
    needed("begun", Day()),
    text("goal"),
    Column("approved", Day()),
    text("approved_how"),
    text("approved_by"),
    needed("held", HeldRows()),
)
plan_goals = table(
    "plan_goals",
    id_column(),
    of("plan_id", "plans.id"),
    of("person_id", "people.id"),
    Column("key", Text, nullable=False),
    needed("position", Integer()),
    text("text"),
    Column("due", Day()),
    Column("reached", Day()),
)
# ``basis`` is what the suggestion rested on: it is made again only when that has changed
declines = table(
    "declines",
    id_column(),
    of("person_id", "people.id"),
    text("type"),
    text("reason"),
    text("basis"),
    text("lawbook"),
    needed("declined", Moment()),
    text("declined_by"),
)
mappings = table(
    "mappings",
    id_column(),
    of("person_id", "people.id"),
    of("case_id", "cases.id"),
    needed("begun", Day()),
    text("begun_by"),
    text("interpreter"),
    text("interpreter_language"),
    Column("health_consent", Day()),
    Column("finished", Day()),
)
mapping_answers = table(
    "mapping_answers",
    id_column(),
    of("mapping_id", "mappings.id"),
    of("person_id", "people.id"),
    text("question"),
    text("choices"),
    text("words"),
    needed("answered", Moment()),
    UniqueConstraint("mapping_id", "question"),
)
