"""Cases (ärenden): who works with them, who looked in need, what is done, what is being typed."""

from sqlalchemy import Column, Index, Integer, Text

from caseworker.domain.case import AssignmentKind
from caseworker.domain.intervention import InterventionState
from caseworker.store.columns import Code, Day, Moment
from caseworker.store.tables.base import id_column, needed, of, table, text

cases = table(
    "cases",
    id_column(),
    Column("number", Text, nullable=False, unique=True),
    of("person_id", "people.id"),
    text("unit"),
    needed("opened", Day()),
    Column("closed", Day()),
    needed("version", Integer()),
    Index("cases_unit", "unit"),
)
case_serials = table(
    "case_serials",
    Column("year", Integer, primary_key=True, nullable=False),
    needed("last", Integer()),
)
assignments = table(
    "assignments",
    id_column(),
    of("case_id", "cases.id"),
    of("staff_id", "staff.id"),
    needed("kind", Code(AssignmentKind)),
    needed("begins", Day()),
    Column("ends", Day()),
)
# why somebody looked stands in the log alone, where it can be sealed and erased with the rest of what it says
looks_in_need = table(
    "looks_in_need",
    id_column(),
    of("staff_id", "staff.id"),
    of("person_id", "people.id"),
    needed("opened", Moment()),
    needed("closes", Moment()),
    of("seen_by", "staff.id", nullable=True),
    Column("seen", Moment()),
)
interventions = table(
    "interventions",
    id_column(),
    of("person_id", "people.id"),
    of("case_id", "cases.id"),
    text("type"),
    text("area"),
    text("actor"),
    needed("state", Code(InterventionState)),
    needed("recorded", Day()),
    Column("begins", Day()),
    Column("ends", Day()),
    text("outcome"),
    text("detail", default=""),
    text("contact", default=""),
    text("place", default=""),
    Column("hours_done", Integer),
    Column("hours_total", Integer),
    text("outcome_code", default=""),
    Column("scale", Integer),
    needed("version", Integer()),
)
drafts = table(
    "drafts",
    Column("staff_id", Text, primary_key=True, nullable=False),
    Column("kind", Text, primary_key=True, nullable=False),
    Column("key", Text, primary_key=True, nullable=False),
    text("body"),
    needed("saved", Moment()),
)
