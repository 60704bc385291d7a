"""The plan (planen): drafted, approved with the person, revised as a new version, and held against the one before."""

from datetime import date

import uuid_utils

from caseworker.domain.access import User
from caseworker.domain.changes import Changes, Event
from caseworker.domain.ids import PersonId
from caseworker.domain.plan import (
    Approval,
    EnteredPlan,
    Plan,
    PlanComparison,
    PlanGoal,
    PlanSheet,
    PlanState,
    newest,
)
from caseworker.errors import Refused
from caseworker.services import _plan_sheets
from caseworker.services._united import whole_file
from caseworker.services.registry import service
from caseworker.store import linking
from caseworker.store.register import Register
from caseworker.store.writing import Transaction


@service(needs="person.read", record="person", retention="case", writes=False)
def read_plan(register: Register, *, person: PersonId, by: User) -> PlanSheet:
    """Return a person's plan with what changed since last, and which of her children have one.

    Raises ``Refused("person.unknown" | "access.out_of_reach")``.
    """
    with register.read() as reader:
        return _plan_sheets.sheet(register, reader, whole_file(register, reader, person, by), by.id)


@service(needs="person.read", record="person", retention="case", writes=False)
def compare_plans(register: Register, *, person: PersonId, number: int, by: User) -> PlanComparison:
    """Return what changed from version ``number`` to now.

    Raises ``Refused`` with ``plan.unknown``, ``protection.closed`` and as ``read_plan``.
    """
    with register.read() as reader:
        file = whole_file(register, reader, person, by)
        if file.is_closed:
            raise Refused("protection.closed")
        plans = _plan_sheets.versions(register, reader, file.id, by.id)
        before = _plan_sheets.numbered(plans, number)
        now = next((one for one in reversed(plans) if one.state != PlanState.REPLACED), before)
        return _plan_sheets.compared(before, now, file.interventions)


@service(needs="intervention.record", record="person", retention="case", undo="plan")
def draft_plan(register: Register, *, person: PersonId, entered: EnteredPlan, by: User) -> Changes:
    """Write the plan that is being drafted: a person's first, the next version of it, or the draft there is.

    Raises ``Refused`` with ``plan.no_goal``, ``plan.too_many``, ``field.too_long`` or ``protection.closed``.
    """
    entered = entered.tidied()
    with register.change(by=by) as tx:
        case = tx.cases.of_person(person)
        plans = _plans(tx, person)
        draft = newest(plans, PlanState.DRAFT)
        if draft is None:
            number = max((one.number for one in plans), default=0) + 1
            draft = Plan(_new_id(), person, case.id, number, PlanState.DRAFT, register.today(), entered.goal)
            tx.add(draft)
        draft.goal = entered.goal
        _write_goals(tx, draft, entered, newest(plans, PlanState.CURRENT))
        tx.note(Event("plan.drafted", person, {"plan": draft.id, "number": draft.number}))
        tx.touched(person=person)
        return tx.commit(created=draft.id)


@service(needs="intervention.record", record="person", retention="case", undo="plan_draft_removed")
def discard_plan_draft(register: Register, *, person: PersonId, by: User) -> Changes:
    """Throw the draft away; the version that holds stays. Raises ``Refused("plan.no_draft" | "protection.closed")``."""
    with register.change(by=by) as tx:
        draft = _draft(tx, person)
        number = draft.number
        tx.plans.drop(draft)
        tx.note(Event("plan.draft_discarded", person, {"number": number}))
        tx.touched(person=person)
        return tx.commit()


@service(needs="intervention.record", record="person", retention="case")
def approve_plan(register: Register, *, person: PersonId, day: date, how: Approval, by: User) -> Changes:
    """Let the draft hold: the person (or who decides for her) approved it on ``day``. Cannot be taken back.

    What held before is replaced, and the interventions of now are kept with it. Raises ``Refused`` with
    ``plan.no_draft``, ``plan.backwards``, ``plan.in_future`` or ``protection.closed``.
    """
    if day > register.today():
        raise Refused("plan.in_future", day=day)
    with register.read() as reader:
        interventions = whole_file(register, reader, person, by).interventions
    with register.change(by=by) as tx:
        draft = _draft(tx, person)
        for one in _plans(tx, person):
            if one.state is PlanState.CURRENT:
                one.state = PlanState.REPLACED
        draft.approve(day=day, how=how, by=by.id, interventions=interventions)
        approved = {"plan": draft.id, "number": draft.number, "day": day, "how": how.value}
        tx.note(Event("plan.approved", person, approved))
        tx.touched(person=person)
        return tx.commit(created=draft.id)


@service(needs="intervention.record", record="person", retention="case", undo="plan_goal")
def reach_sub_goal(register: Register, *, person: PersonId, goal: str, reached: date | None, by: User) -> Changes:
    """Say on which day a sub-goal (delmål) of the current version was reached, or with None that it was not after all.

    Raises ``Refused`` with ``plan.unknown_goal``, ``plan.in_future`` or ``protection.closed``.
    """
    if reached is not None and reached > register.today():
        raise Refused("plan.in_future", day=reached)
    with register.change(by=by) as tx:
        current = newest(_plans(tx, person), PlanState.CURRENT)
        found = next((one for one in (current.goals if current is not None else ()) if one.id == goal), None)
        if found is None:
            raise Refused("plan.unknown_goal")
        found.reached = reached
        tx.note(Event("plan.goal_reached", person, {"goal": goal, "reached": reached}))
        tx.touched(person=person)
        return tx.commit()


def _plans(tx: Transaction, person: PersonId) -> list[Plan]:
    return [plan for file in linking.files_of(tx.connection, person) for plan in tx.plans.of_person(file)]


def _draft(tx: Transaction, person: PersonId) -> Plan:
    draft = newest(_plans(tx, person), PlanState.DRAFT)
    if draft is None:
        raise Refused("plan.no_draft")
    return draft


def _write_goals(tx: Transaction, draft: Plan, entered: EnteredPlan, current: Plan | None) -> None:
    """Let the draft have the sub-goals that were entered, each carried over by its key."""
    there = {one.key: one for one in draft.goals}
    known = {*there, *(one.key for one in (current.goals if current is not None else ()))}
    wanted = []
    for position, one in enumerate(entered.sub_goals):
        key = one.key if one.key in known and one.key not in wanted else _new_id()
        wanted.append(key)
        kept = there.get(key)
        if kept is None:
            kept = PlanGoal(_new_id(), draft.id, draft.person_id, key, position, one.text)
            draft.goals.append(kept)
        kept.position, kept.text, kept.due, kept.reached = position, one.text, one.due, one.reached
    for key, gone in there.items():
        if key not in wanted:
            tx.plans.drop_goal(draft, gone)


def _new_id() -> str:
    return str(uuid_utils.uuid7())
