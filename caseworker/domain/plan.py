"""The plan (planen): what a person is working towards, in versions of which one is current.

A version is drafted, approved with the person and replaced by the next; what it said and which interventions stood in
it on the day it was approved is kept, so that two versions can be held against each other. Plain objects, mapped by the
store; must not know how they are kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from caseworker.domain.enrolment import tidy
from caseworker.domain.ids import CaseId, PersonId, StaffId
from caseworker.errors import Refused

MOST_SUB_GOALS = 12


class PlanState(StrEnum):
    """Where a version stands."""

    DRAFT = "draft"  # utkast
    CURRENT = "current"  # gällande
    REPLACED = "replaced"  # ersatt


class Approval(StrEnum):
    """How a person has approved her plan."""

    MEETING = "meeting"  # vid möte
    PHONE = "phone"  # per telefon
    WRITTEN = "written"  # skriftligt
    GUARDIAN = "guardian"  # vårdnadshavare eller god man


class ChangeKind(StrEnum):
    """What differs between two versions of a plan."""

    GOAL = "goal"
    SUB_GOAL_ADDED = "sub_goal_added"
    SUB_GOAL_REMOVED = "sub_goal_removed"
    SUB_GOAL_CHANGED = "sub_goal_changed"
    SUB_GOAL_DUE = "sub_goal_due"
    SUB_GOAL_REACHED = "sub_goal_reached"
    INTERVENTION_ADDED = "intervention_added"
    INTERVENTION_REMOVED = "intervention_removed"
    INTERVENTION_STATE = "intervention_state"
    INTERVENTION_DAYS = "intervention_days"


class Planned(Protocol):
    """An intervention as a file shows it."""

    @property
    def id(self) -> str: ...

    @property
    def type(self) -> str: ...

    @property
    def state(self) -> str: ...

    @property
    def begins(self) -> date | None: ...

    @property
    def ends(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class HeldIntervention:
    """An intervention as it stood when a version was approved."""

    id: str
    type: str
    state: str
    begins: date | None = None
    ends: date | None = None


@dataclass(eq=False)
class PlanGoal:
    """One sub-goal (delmål) of a version. ``key`` is the same in every version it is carried over to."""

    id: str
    plan_id: str
    person_id: PersonId
    key: str
    position: int
    text: str
    due: date | None = None
    reached: date | None = None


@dataclass(eq=False)
class Plan:
    """One version of a person's plan. ``held`` is filled the day it is approved."""

    id: str
    person_id: PersonId
    case_id: CaseId
    number: int
    state: PlanState
    begun: date
    goal: str
    approved: date | None = None
    approved_how: str = ""  # an Approval
    approved_by: str = ""  # staff id
    held: tuple[HeldIntervention, ...] = ()
    goals: list[PlanGoal] = field(default_factory=list)

    def approve(self, *, day: date, how: Approval, by: StaffId, interventions: Iterable[Planned]) -> None:
        """Let this draft hold from ``day``. Raises ``Refused("plan.backwards")``."""
        if day < self.begun:
            raise Refused("plan.backwards", begun=self.begun, day=day)
        self.state, self.approved, self.approved_how, self.approved_by = PlanState.CURRENT, day, how.value, by
        self.held = held(interventions)


@dataclass(frozen=True, slots=True)
class EnteredSubGoal:
    """A sub-goal as typed; ``key`` "" for one that is new."""

    text: str
    due: date | None = None
    key: str = ""
    reached: date | None = None


@dataclass(frozen=True, slots=True)
class EnteredPlan:
    """A plan as typed. Sub-goals without words are left out."""

    goal: str
    sub_goals: tuple[EnteredSubGoal, ...] = ()

    def tidied(self) -> "EnteredPlan":
        """Return it with blanks evened out.

        Raises ``Refused`` with ``plan.no_goal``, ``plan.too_many`` or what ``tidy`` raises.
        """
        goal = tidy(self.goal)
        kept = tuple(
            EnteredSubGoal(tidy(one.text), one.due, one.key, one.reached) for one in self.sub_goals if tidy(one.text)
        )
        if not goal:
            raise Refused("plan.no_goal")
        if len(kept) > MOST_SUB_GOALS:
            raise Refused("plan.too_many", most=MOST_SUB_GOALS)
        return EnteredPlan(goal, kept)


@dataclass(frozen=True, slots=True)
class SubGoalRow:
    """A sub-goal as it is shown."""

    id: str
    key: str
    text: str
    due: date | None
    reached: date | None


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A version as it is shown; ``approved_by`` is a name, ``held`` empty until it is approved."""

    id: str
    number: int
    state: str
    begun: date
    goal: str
    sub_goals: tuple[SubGoalRow, ...]
    approved: date | None = None
    approved_how: str = ""
    approved_by: str = ""
    held: tuple[HeldIntervention, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One difference: ``what`` is the words or the intervention's type it is about, "" for the goal itself.

    ``before`` and ``now`` are words, states or days (ISO), "" for none.
    """

    kind: ChangeKind
    what: str = ""
    before: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class PlanComparison:
    """What changed from version ``before`` to now, ``now`` being the number of what is drafted or current."""

    before: int
    now: int
    changes: tuple[PlanChange, ...]


@dataclass(frozen=True, slots=True)
class ChildPlan:
    """A child of the person with a file of its own; ``number`` is its current version, 0 when there is none."""

    person: str
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """A person's plan as it is shown. ``closed``: her details are hidden, and nothing of it is here."""

    person: str
    closed: bool = False
    draft: PlanRow | None = None
    current: PlanRow | None = None
    replaced: tuple[PlanRow, ...] = ()  # the newest first
    since: PlanComparison | None = None
    children: tuple[ChildPlan, ...] = ()


def held(interventions: Iterable[Planned]) -> tuple[HeldIntervention, ...]:
    """Return interventions as a version keeps them."""
    return tuple(HeldIntervention(one.id, one.type, one.state, one.begins, one.ends) for one in interventions)


def newest(plans: Iterable[Plan], state: PlanState) -> Plan | None:
    """Return the newest version in ``state``; two can be current only where files were linked."""
    return max((one for one in plans if one.state is state), key=lambda one: (one.number, one.id), default=None)


def changes_between(before: PlanRow, now: PlanRow, interventions: Sequence[HeldIntervention]) -> tuple[PlanChange, ...]:
    """Return what differs from ``before`` to ``now`` with its ``interventions``: goals first, in the order shown."""
    found = []
    if before.goal != now.goal:
        found.append(PlanChange(ChangeKind.GOAL, "", before.goal, now.goal))
    found += _sub_goals({one.key: one for one in before.sub_goals}, {one.key: one for one in now.sub_goals})
    found += _interventions({one.id: one for one in before.held}, {one.id: one for one in interventions})
    return tuple(found)


def _sub_goals(before: Mapping[str, SubGoalRow], now: Mapping[str, SubGoalRow]) -> list[PlanChange]:
    found = []
    for key, one in now.items():
        was = before.get(key)
        if was is None:
            found.append(PlanChange(ChangeKind.SUB_GOAL_ADDED, one.text, now=_day(one.due)))
            continue
        if was.text != one.text:
            found.append(PlanChange(ChangeKind.SUB_GOAL_CHANGED, one.text, was.text, one.text))
        if was.due != one.due:
            found.append(PlanChange(ChangeKind.SUB_GOAL_DUE, one.text, _day(was.due), _day(one.due)))
        if was.reached != one.reached:
            found.append(PlanChange(ChangeKind.SUB_GOAL_REACHED, one.text, _day(was.reached), _day(one.reached)))
    gone = (one for key, one in before.items() if key not in now)
    return [*found, *(PlanChange(ChangeKind.SUB_GOAL_REMOVED, one.text, _day(one.due)) for one in gone)]


def _interventions(before: Mapping[str, HeldIntervention], now: Mapping[str, HeldIntervention]) -> list[PlanChange]:
    found = []
    for id, one in now.items():
        was = before.get(id)
        if was is None:
            found.append(PlanChange(ChangeKind.INTERVENTION_ADDED, one.type, now=one.state))
            continue
        if was.state != one.state:
            found.append(PlanChange(ChangeKind.INTERVENTION_STATE, one.type, was.state, one.state))
        if (was.begins, was.ends) != (one.begins, one.ends):
            days = (f"{_day(held.begins)}/{_day(held.ends)}" for held in (was, one))
            found.append(PlanChange(ChangeKind.INTERVENTION_DAYS, one.type, *days))
    gone = (one for id, one in before.items() if id not in now)
    return [*found, *(PlanChange(ChangeKind.INTERVENTION_REMOVED, one.type, one.state) for one in gone)]


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
