"""Which domain class lies in which table. Imported once; importing it prepares every mapper.

Collections are loaded when touched, inside the transaction only: after it, a domain object is of no use to anyone and
says so (``DetachedInstanceError``). Nothing else here: no queries, no rules.
"""

from typing import Any

from sqlalchemy import Column, Table
from sqlalchemy.orm import RelationshipProperty, configure_mappers, registry, relationship

from caseworker.domain.agenda import Reminder, TaskMark, Visit, Wait
from caseworker.domain.case import Assignment, Case
from caseworker.domain.contact import Address, ContactPoint
from caseworker.domain.early_mapping import EarlyMapping, MappingAnswer
from caseworker.domain.endings import Ending
from caseworker.domain.household import Errand, HouseholdMember, NoContact, Relation
from caseworker.domain.intervention import EvidenceTick, FollowUp, Intervention, InterventionStep
from caseworker.domain.intervention_types import LocalIntervention
from caseworker.domain.law_facts import LawFact
from caseworker.domain.links import PersonLink
from caseworker.domain.notes import JournalNote, NoteDispute
from caseworker.domain.person import BirthStatement, HeldIdentifier, Person, PersonName
from caseworker.domain.plan import Plan, PlanGoal
from caseworker.domain.status import Accommodation, Settlement, StatusPeriod
from caseworker.domain.suggestions import Decline
from caseworker.store import tables as t

mapper_registry = registry(metadata=t.metadata)


def _parts(kind: type[object], *order: Column[Any]) -> RelationshipProperty[list[object]]:
    return relationship(kind, cascade="all, delete-orphan", order_by=list(order), lazy="select")


for _part, _table in (
    (PersonName, t.person_names),
    (HeldIdentifier, t.identifiers),
    (Address, t.addresses),
    (ContactPoint, t.contacts),
    (StatusPeriod, t.statuses),
    (Settlement, t.settlements),
    (Accommodation, t.accommodations),
    (BirthStatement, t.birth_statements),
    (Ending, t.endings),
    (HouseholdMember, t.household_members),
    (Relation, t.relations),
    (NoContact, t.no_contacts),
    (Errand, t.errands),
    (LawFact, t.law_facts),
    (Reminder, t.reminders),
    (Visit, t.visits),
    (Wait, t.waits),
    (TaskMark, t.task_marks),
    (Assignment, t.assignments),
    (JournalNote, t.notes),
    (NoteDispute, t.note_disputes),
    (PersonLink, t.person_links),
    (InterventionStep, t.intervention_steps),
    (EvidenceTick, t.evidence_ticks),
    (FollowUp, t.follow_ups),
    (LocalIntervention, t.local_interventions),
    (PlanGoal, t.plan_goals),
    (Decline, t.declines),
    (MappingAnswer, t.mapping_answers),
):
    mapper_registry.map_imperatively(_part, _table)


def _ties(kind: type[object], table: Table) -> RelationshipProperty[list[object]]:
    """Tie a person to what she says of others: such a row points at two people, and she is ``person_id``."""
    order = [table.c.begins, table.c.id]
    return relationship(kind, cascade="all, delete-orphan", order_by=order, foreign_keys=[table.c.person_id])


mapper_registry.map_imperatively(
    Plan, t.plans, properties={"goals": _parts(PlanGoal, t.plan_goals.c.position, t.plan_goals.c.id)}
)
mapper_registry.map_imperatively(
    EarlyMapping, t.mappings, properties={"answers": _parts(MappingAnswer, t.mapping_answers.c.id)}
)
mapper_registry.map_imperatively(
    Intervention,
    t.interventions,
    version_id_col=t.interventions.c.version,
    properties={
        "steps": _parts(InterventionStep, t.intervention_steps.c.id),
        "ticks": _parts(EvidenceTick, t.evidence_ticks.c.id),
        "follow_ups": _parts(FollowUp, t.follow_ups.c.id),
    },
)
mapper_registry.map_imperatively(
    Case,
    t.cases,
    version_id_col=t.cases.c.version,
    properties={"assignments": _parts(Assignment, t.assignments.c.begins, t.assignments.c.id)},
)
mapper_registry.map_imperatively(
    Person,
    t.people,
    version_id_col=t.people.c.version,
    properties={
        "names": _parts(PersonName, t.person_names.c.role, t.person_names.c.id),
        "identifiers": _parts(HeldIdentifier, t.identifiers.c.begins, t.identifiers.c.id),
        "addresses": _parts(Address, t.addresses.c.begins, t.addresses.c.id),
        "contacts": _parts(ContactPoint, t.contacts.c.begins, t.contacts.c.id),
        "statuses": _parts(StatusPeriod, t.statuses.c.begins, t.statuses.c.id),
        "settlements": _parts(Settlement, t.settlements.c.begins, t.settlements.c.id),
        "accommodations": _parts(Accommodation, t.accommodations.c.begins, t.accommodations.c.id),
        "births": _parts(BirthStatement, t.birth_statements.c.recorded, t.birth_statements.c.id),
        "endings": _parts(Ending, t.endings.c.day, t.endings.c.id),
        "memberships": _parts(HouseholdMember, t.household_members.c.begins, t.household_members.c.id),
        "relations": _ties(Relation, t.relations),
        "no_contacts": _ties(NoContact, t.no_contacts),
        "errands": _parts(Errand, t.errands.c.arose, t.errands.c.id),
        "law_facts": _parts(LawFact, t.law_facts.c.recorded, t.law_facts.c.id),
        "reminders": _parts(Reminder, t.reminders.c.day, t.reminders.c.id),
        "visits": _parts(Visit, t.visits.c.day, t.visits.c.id),
        "waits": _parts(Wait, t.waits.c.since, t.waits.c.id),
        "task_marks": _parts(TaskMark, t.task_marks.c.thing, t.task_marks.c.id),
    },
)
configure_mappers()

# Everything that hangs on a person and names her in ``person_id``
PARTS_OF_PERSON = (
    PersonName,
    HeldIdentifier,
    Address,
    ContactPoint,
    StatusPeriod,
    Settlement,
    Accommodation,
    BirthStatement,
    Ending,
    HouseholdMember,
    Relation,
    NoContact,
    Errand,
    LawFact,
    Plan,
    PlanGoal,
    Decline,
    EarlyMapping,
    MappingAnswer,
    Reminder,
    Visit,
    Wait,
    TaskMark,
)
# What hangs on an intervention, and names its person in ``person_id`` too
PARTS_OF_INTERVENTION = (InterventionStep, EvidenceTick, FollowUp)
