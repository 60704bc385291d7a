"""Interventions over time: their steps, evidence and follow-ups, and the municipality's own rows of the catalogue."""

from sqlalchemy import Column, Integer

from caseworker.domain.intervention import InterventionState
from caseworker.domain.intervention_types import LocalChange
from caseworker.store.columns import Code, Day, Moment
from caseworker.store.tables.base import id_column, needed, of, table, text

intervention_steps = table(
    "intervention_steps",
    id_column(),
    of("intervention_id", "interventions.id"),
    of("person_id", "people.id"),
    needed("state", Code(InterventionState)),
    needed("day", Day()),
    needed("recorded", Moment()),
    of("staff_id", "staff.id"),
    text("why"),
)
evidence_ticks = table(
    "evidence_ticks",
    id_column(),
    of("intervention_id", "interventions.id"),
    of("person_id", "people.id"),
    text("code"),
    needed("day", Day()),
    of("staff_id", "staff.id"),
)
follow_ups = table(
    "follow_ups",
    id_column(),
    of("intervention_id", "interventions.id"),
    of("person_id", "people.id"),
    needed("months", Integer()),
    needed("day", Day()),
    of("staff_id", "staff.id"),
    text("outcome"),
    Column("scale", Integer),
    text("text"),
)
# about no person: what this municipality offers, does otherwise or does not offer, from a day on
local_interventions = table(
    "local_interventions",
    id_column(),
    text("code"),
    needed("change", Code(LocalChange)),
    needed("begins", Day()),
    text("area"),
    text("actor"),
    text("payer"),
    text("sv"),
    text("en"),
    text("reason"),
    needed("recorded", Moment()),
    of("recorded_by", "staff.id"),
)
