"""Interventions (insatser): adding one, its steps, evidence, details, outcome and follow-up.

Each step is an event: which state, from which day, recorded when, by whom and why.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import uuid_utils

from caseworker import codes
from caseworker.domain.access import User
from caseworker.domain.changes import Changes, Event
from caseworker.domain.enrolment import tidy
from caseworker.domain.ids import InterventionId, PersonId
from caseworker.domain.intervention import (
    FINAL_STATES,
    FOLLOW_UPS,
    LONGEST_DETAIL,
    EvidenceTick,
    FollowUp,
    Intervention,
    InterventionState,
    InterventionStep,
    require_hours,
    require_scale,
    ticked,
)
from caseworker.domain.intervention_types import InterventionType
from caseworker.errors import Refused
from caseworker.services._catalogue import catalogue_on
from caseworker.services.registry import service
from caseworker.store.register import Register
from caseworker.store.writing import Transaction


@dataclass(frozen=True, slots=True)
class EnteredStep:
    """A step an intervention had taken before it was recorded here."""

    state: InterventionState
    day: date
    why: str = ""


@dataclass(frozen=True, slots=True)
class EnteredIntervention:
    """An intervention as chosen: catalogue codes, state and days. ``actor`` "" takes the type's usual actor.

    ``steps`` tells, oldest first, how it came to where it stands; without them it came to ``state`` on its first day,
    at the latest today. With them the last one is its state. ``ticks`` are evidence codes with their days.
    """

    type: str
    actor: str = ""
    state: InterventionState = InterventionState.PROPOSED
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
    steps: tuple[EnteredStep, ...] = ()
    ticks: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True, slots=True)
class InterventionDetails:
    """What may be changed of an intervention without moving it. ``ends`` is the planned last day while it goes on."""

    actor: str
    detail: str = ""
    contact: str = ""
    place: str = ""
    begins: date | None = None
    ends: date | None = None
    hours_done: int | None = None
    hours_total: int | None = None


@service(needs="intervention.record", record="person", retention="case", undo="intervention")
def add_intervention(register: Register, *, person: PersonId, entered: EnteredIntervention, by: User) -> Changes:
    """Add an intervention (insats) to a person's case.

    Raises ``Refused`` with ``intervention.unknown_type | unknown_actor | not_offered | unknown_evidence | text_long |
    hours | scale | unknown_outcome``, ``period.backwards``, or what a step raises that does not follow.
    """
    today = register.today()
    with register.change(by=by) as tx:
        kind = _offered(tx, entered.type, today)
        actor = codes.actor(entered.actor or kind.actor).code
        _require_days(entered.begins, entered.ends)
        require_hours(entered.hours_done, entered.hours_total)
        _require_outcome(kind, entered.outcome_code, entered.scale)
        begun = entered.ends if entered.state in FINAL_STATES else entered.begins
        steps = entered.steps or (EnteredStep(entered.state, min(begun or today, today)),)
        intervention = Intervention(
            id=InterventionId(_new_id()),
            person_id=person,
            case_id=tx.cases.of_person(person).id,
            type=kind.code,
            area=kind.area,
            actor=actor,
            state=steps[0].state,
            recorded=today,
            begins=entered.begins,
            ends=entered.ends,
            detail=_text(entered.detail),
            contact=_text(entered.contact),
            place=_text(entered.place),
            hours_done=entered.hours_done,
            hours_total=entered.hours_total,
            outcome_code=entered.outcome_code,
            scale=entered.scale,
        )
        _walk(intervention, steps, tx, today)
        intervention.outcome = tidy(entered.outcome) or intervention.outcome
        _tick(intervention, kind, dict(entered.ticks), tx, today)
        tx.add(intervention)
        tx.note(Event("intervention.added", person, {"intervention": intervention.id, "entered": entered}))
        tx.touched(person=person)
        return tx.commit(created=intervention.id)


@service(needs="intervention.record", record="person", retention="case", undo="intervention_state")
def move_intervention(
    register: Register,
    *,
    intervention: InterventionId,
    state: InterventionState,
    day: date,
    outcome: str = "",
    outcome_code: str = "",
    scale: int | None = None,
    version: int | None = None,
    by: User,
) -> Changes:
    """Move an intervention to its next state on ``day``; ``outcome`` says why, or what came of it when it ends.

    Raises ``Refused("intervention.from_…")`` which says the steps that are possible, ``intervention.reason_missing``
    when it is declined or interrupted without a reason, ``intervention.before_last_step | in_future |
    unknown_outcome | scale | text_long``, ``period.backwards``, or ``Refused("register.changed_meanwhile")`` when it
    is no longer the ``version`` that was read, if any.
    """
    with register.change(by=by) as tx:
        moved = tx.interventions.get(intervention, version=version)
        words = tidy(outcome)
        moved.move_to(state, day=day, outcome=words, today=register.today())
        if state is InterventionState.COMPLETED:
            _require_outcome(catalogue_on(tx.reader, register.today()).find(moved.type), outcome_code, scale)
            moved.outcome_code, moved.scale = outcome_code, scale
        moved.steps.append(_step(moved, tx, EnteredStep(state, day, words)))
        tx.note(Event("intervention.moved", moved.person_id, {"intervention": intervention, "state": state.value}))
        tx.touched(person=moved.person_id)
        return tx.commit()


@service(needs="intervention.record", record="person", retention="case", undo="intervention_details")
def edit_intervention(
    register: Register,
    *,
    intervention: InterventionId,
    details: InterventionDetails,
    version: int | None = None,
    by: User,
) -> Changes:
    """Change who carries it out, the contact there, the place, the planned days and the hours.

    Raises ``Refused`` with ``intervention.unknown_actor | text_long | hours``, ``period.backwards`` or
    ``register.changed_meanwhile``.
    """
    _require_days(details.begins, details.ends)
    require_hours(details.hours_done, details.hours_total)
    with register.change(by=by) as tx:
        changed = tx.interventions.get(intervention, version=version)
        changed.actor = codes.actor(details.actor).code
        changed.detail = _text(details.detail)
        changed.contact = _text(details.contact)
        changed.place = _text(details.place)
        changed.begins, changed.ends = details.begins, details.ends
        changed.hours_done, changed.hours_total = details.hours_done, details.hours_total
        tx.note(Event("intervention.changed", changed.person_id, {"intervention": intervention, "details": details}))
        tx.touched(person=changed.person_id)
        return tx.commit()


@service(needs="intervention.record", record="person", retention="case", undo="intervention_evidence")
def mark_evidence(
    register: Register,
    *,
    intervention: InterventionId,
    day: date,
    seen: tuple[str, ...] = (),
    unseen: tuple[str, ...] = (),
    by: User,
) -> Changes:
    """Tick evidence (underlag) that was seen on ``day``, and take ticks away. What is ticked keeps its first day.

    Raises ``Refused("intervention.unknown_evidence | in_future")``.
    """
    with register.change(by=by) as tx:
        marked = tx.interventions.get(intervention)
        kind = catalogue_on(tx.reader, register.today()).find(marked.type)
        known = ticked(marked.ticks)
        _tick(marked, kind, {code: day for code in seen if code not in known}, tx, register.today())
        for code in unseen:
            if code in known:
                marked.ticks.remove(known[code])
        told = {"intervention": intervention, "seen": list(seen), "unseen": list(unseen), "day": day.isoformat()}
        tx.note(Event("intervention.evidence", marked.person_id, told))
        tx.touched(person=marked.person_id)
        return tx.commit()


@service(needs="intervention.record", record="person", retention="case", undo="intervention_follow_up")
def follow_up(
    register: Register,
    *,
    intervention: InterventionId,
    months: int,
    day: date,
    outcome_code: str,
    scale: int | None = None,
    text: str = "",
    by: User,
) -> Changes:
    """Record what was seen 6 or 12 months after an intervention was completed.

    Raises ``Refused`` with ``intervention.no_follow_up`` unless it was completed and is due at those months,
    ``intervention.followed_up`` when that was recorded already, or ``intervention.in_future | unknown_outcome | scale
    | text_long``.
    """
    today = register.today()
    with register.change(by=by) as tx:
        done = tx.interventions.get(intervention)
        if done.state is not InterventionState.COMPLETED or months not in FOLLOW_UPS:
            raise Refused("intervention.no_follow_up")
        if any(one.months == months for one in done.follow_ups):
            raise Refused("intervention.followed_up")
        _require_past(day, today)
        _require_outcome(catalogue_on(tx.reader, today).find(done.type), outcome_code, scale, needed=True)
        words = tidy(text)
        made = FollowUp(_new_id(), done.id, done.person_id, months, day, by.id, outcome_code, scale=scale, text=words)
        done.follow_ups.append(made)
        told = {"intervention": intervention, "months": months, "outcome": outcome_code}
        tx.note(Event("intervention.followed_up", done.person_id, told))
        tx.touched(person=done.person_id)
        return tx.commit(created=made.id)


# Inside
def _offered(tx: Transaction, type: str, today: date) -> InterventionType:
    there = catalogue_on(tx.reader, today)
    kind = there.find(type)
    if kind not in there.offered:
        raise Refused("intervention.not_offered")
    return kind


def _walk(intervention: Intervention, steps: Sequence[EnteredStep], tx: Transaction, today: date) -> None:
    """Take the steps an intervention had taken before; its days are those that were entered, where they were."""
    begins, ends = intervention.begins, intervention.ends
    for number, step in enumerate(steps):
        _require_past(step.day, today)
        words = tidy(step.why)
        if number:
            intervention.move_to(step.state, day=step.day, outcome=words, today=today)
        elif step.state in FINAL_STATES:
            intervention.outcome = words
        intervention.steps.append(_step(intervention, tx, EnteredStep(step.state, step.day, words)))
    intervention.begins, intervention.ends = begins or intervention.begins, ends or intervention.ends


def _step(intervention: Intervention, tx: Transaction, step: EnteredStep) -> InterventionStep:
    why = "" if step.state in FINAL_STATES else step.why  # the last step's reason is the outcome
    return InterventionStep(
        _new_id(), intervention.id, intervention.person_id, step.state, step.day, tx.at, tx.by.id, why
    )


def _tick(
    intervention: Intervention, kind: InterventionType, seen: dict[str, date], tx: Transaction, today: date
) -> None:
    for code, day in seen.items():
        if code not in kind.evidence:
            raise Refused("intervention.unknown_evidence", code=code[:40])
        _require_past(day, today)
        intervention.ticks.append(EvidenceTick(_new_id(), intervention.id, intervention.person_id, code, day, tx.by.id))


def _require_past(day: date, today: date) -> None:
    if day > today:
        raise Refused("intervention.in_future")


def _require_days(begins: date | None, ends: date | None) -> None:
    if begins and ends and ends < begins:
        raise Refused("period.backwards", begins=begins, ends=ends)


def _require_outcome(kind: InterventionType, code: str, scale: int | None, *, needed: bool = False) -> None:
    if (code or needed) and code not in kind.outcomes:
        raise Refused("intervention.unknown_outcome", code=code[:40])
    require_scale(scale)


def _text(text: str) -> str:
    words = tidy(text)
    if len(words) > LONGEST_DETAIL:
        raise Refused("intervention.text_long", longest=LONGEST_DETAIL)
    return words


def _new_id() -> str:
    return str(uuid_utils.uuid7())
