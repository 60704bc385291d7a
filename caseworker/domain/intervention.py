"""Interventions (insatser): what is done, by whom, in which state since when, on what evidence, with what outcome."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from caseworker.domain.daycount import add_months
from caseworker.domain.ids import CaseId, InterventionId, PersonId, StaffId
from caseworker.errors import Refused

LONGEST_DETAIL = 120
MOST_HOURS = 5000
LEAST_SCALE, MOST_SCALE = 1, 5  # 1: nothing was reached, 5: all of it
FOLLOW_UPS = (6, 12)  # months after the end


class InterventionState(StrEnum):
    """Where an intervention stands (läge)."""

    PROPOSED = "proposed"  # föreslagen
    DECIDED = "decided"  # beslutad
    REFERRED = "referred"  # remitterad
    ACCEPTED = "accepted"  # accepterad
    ONGOING = "ongoing"  # pågår
    COMPLETED = "completed"  # avslutad
    DECLINED = "declined"  # avböjd
    INTERRUPTED = "interrupted"  # avbruten


_S = InterventionState
ROAD = (_S.PROPOSED, _S.DECIDED, _S.REFERRED, _S.ACCEPTED, _S.ONGOING, _S.COMPLETED)
NOT_BEGUN = frozenset({_S.PROPOSED, _S.DECIDED, _S.REFERRED, _S.ACCEPTED})
NEXT_STATES: dict[InterventionState, frozenset[InterventionState]] = {
    _S.PROPOSED: frozenset({_S.DECIDED, _S.DECLINED}),
    _S.DECIDED: frozenset({_S.REFERRED, _S.ONGOING, _S.DECLINED, _S.INTERRUPTED}),
    _S.REFERRED: frozenset({_S.ACCEPTED, _S.DECLINED, _S.INTERRUPTED}),
    _S.ACCEPTED: frozenset({_S.ONGOING, _S.DECLINED, _S.INTERRUPTED}),
    _S.ONGOING: frozenset({_S.COMPLETED, _S.INTERRUPTED}),
    _S.COMPLETED: frozenset(),
    _S.DECLINED: frozenset(),
    _S.INTERRUPTED: frozenset(),
}
FINAL_STATES = frozenset(state for state, following in NEXT_STATES.items() if not following)
NEED_A_REASON = frozenset({_S.DECLINED, _S.INTERRUPTED})


class Holder(StrEnum):
    """With whom the ball lies (bollen): who has to do something before the intervention moves on."""

    OFFICE = "office"
    ACTOR = "actor"
    NOBODY = "nobody"  # it goes on as planned, or has ended


_HOLDERS = {_S.PROPOSED: Holder.OFFICE, _S.DECIDED: Holder.OFFICE, _S.REFERRED: Holder.ACTOR, _S.ACCEPTED: Holder.ACTOR}


class Stepped(Protocol):
    """A step as a row or a kept object tells it: which state, from which day on."""

    @property
    def state(self) -> str: ...  # noqa: D102 - an InterventionState
    @property
    def day(self) -> date: ...  # noqa: D102 - the first day of that state


@dataclass(frozen=True, slots=True)
class Waiting:
    """With whom the ball lies since which day, and how many days that is."""

    holder: Holder
    since: date
    days: int


def waiting(state: str, steps: Sequence[Stepped], recorded: date, today: date) -> Waiting:
    """Return with whom the ball lies, and since when: the first of the latest steps that left it with the same holder.

    ``steps`` in the order they were taken. One recorded before steps were kept has none: then since ``recorded``.
    """
    holder = _HOLDERS.get(InterventionState(state), Holder.NOBODY)
    since = recorded
    for step in reversed(steps):
        if _HOLDERS.get(InterventionState(step.state), Holder.NOBODY) is not holder:
            break
        since = step.day
    return Waiting(holder, since, max((today - since).days, 0))


def follow_up_days(state: str, ends: date | None) -> dict[int, date]:
    """Return when a completed intervention is to be followed up, by months after its end; {} for every other."""
    if state != _S.COMPLETED or ends is None:
        return {}
    return {months: add_months(ends, months) for months in FOLLOW_UPS}


def step_on_road(state: str) -> tuple[int, int]:
    """Return the place of a state on the road and the length of the road: (5, 6) for one that goes on.

    What was declined or interrupted has left the road: it stands at its end.
    """
    known = InterventionState(state)
    return (ROAD.index(known) + 1 if known in ROAD else len(ROAD)), len(ROAD)


@dataclass(eq=False)
class InterventionStep:
    """One step of an intervention (händelse): into which state, from which day, recorded when, by whom and why.

    ``why`` of the last step, with which it ended, stands as the intervention's outcome.
    """

    id: str
    intervention_id: InterventionId
    person_id: PersonId
    state: InterventionState
    day: date
    recorded: datetime
    staff_id: StaffId
    why: str = ""


@dataclass(eq=False)
class EvidenceTick:
    """A piece of evidence (underlag) that has been seen, on which day and by whom. ``code`` is of the catalogue."""

    id: str
    intervention_id: InterventionId
    person_id: PersonId
    code: str
    day: date
    staff_id: StaffId


@dataclass(eq=False)
class FollowUp:
    """What was seen ``months`` (6 or 12) after an intervention ended: an outcome code, 1–5, and words."""

    id: str
    intervention_id: InterventionId
    person_id: PersonId
    months: int
    day: date
    staff_id: StaffId
    outcome: str
    scale: int | None = None
    text: str = ""


@dataclass(eq=False)
class Intervention:
    """One intervention. ``type``, ``area``, ``actor`` and ``outcome_code`` are codes of the catalogue.

    ``detail`` tells more than the type ("på arabiska"), ``contact`` who is responsible at the actor, ``outcome`` what
    came of it in words, or why it was declined or interrupted; ``scale`` is 1–5.
    """

    id: InterventionId
    person_id: PersonId
    case_id: CaseId
    type: str
    area: str
    actor: str
    state: InterventionState
    recorded: date
    begins: date | None = None
    ends: date | None = None
    outcome: str = ""
    detail: str = ""
    contact: str = ""
    place: str = ""
    hours_done: int | None = None
    hours_total: int | None = None
    outcome_code: str = ""
    scale: int | None = None
    version: int = 1
    steps: list[InterventionStep] = field(default_factory=list)
    ticks: list[EvidenceTick] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)

    def move_to(self, state: InterventionState, *, day: date, outcome: str = "", today: date | None = None) -> None:
        """Go to ``state`` on ``day``. Work that begins gets its first day, work that ends its last.

        Raises ``Refused`` with ``intervention.from_…`` (which steps are possible from here),
        ``intervention.reason_missing``, ``intervention.before_last_step``, ``intervention.in_future`` or
        ``period.backwards``.
        """
        if state not in NEXT_STATES[self.state]:
            raise Refused(f"intervention.from_{self.state.value}")
        if state in NEED_A_REASON and not outcome:
            raise Refused("intervention.reason_missing")
        if today is not None and day > today:
            raise Refused("intervention.in_future")
        if state in FINAL_STATES and self.begins is not None and day < self.begins:
            raise Refused("period.backwards", begins=self.begins, ends=day)
        proposed = self.steps[0] if len(self.steps) == 1 and self.state is InterventionState.PROPOSED else None
        if proposed is not None:  # recorded as proposed after it was decided: it was proposed by then
            proposed.day = min(proposed.day, day)
        elif self.steps and day < self.steps[-1].day:
            raise Refused("intervention.before_last_step", day=self.steps[-1].day)
        if state in FINAL_STATES:
            self.ends = day
            self.outcome = outcome
        if state is InterventionState.ONGOING and (self.begins is None or self.begins > day):
            self.begins = day
        self.state = state

    def move_parts(self, person: PersonId) -> None:
        """Let everything that hangs on it be about ``person``, whose file it went to."""
        for step in self.steps:
            step.person_id = person
        for tick in self.ticks:
            tick.person_id = person
        for seen in self.follow_ups:
            seen.person_id = person


def require_hours(done: int | None, total: int | None) -> None:
    """Raise ``Refused("intervention.hours")`` unless both are hours and no more are done than there are."""
    known = [hours for hours in (done, total) if hours is not None]
    backwards = done is not None and total is not None and done > total
    if backwards or any(not 0 <= hours <= MOST_HOURS for hours in known):
        raise Refused("intervention.hours")


def require_scale(scale: int | None) -> None:
    """Raise ``Refused("intervention.scale")`` unless it is 1–5 or not said."""
    if scale is not None and not LEAST_SCALE <= scale <= MOST_SCALE:
        raise Refused("intervention.scale")


def ticked(ticks: Sequence[EvidenceTick]) -> Mapping[str, EvidenceTick]:
    """Return the ticks by the code of their evidence."""
    return {tick.code: tick for tick in ticks}
