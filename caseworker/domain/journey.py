"""The journey (resan) of one person: periods of status, interventions on their way, last days, and how rights are met.

Rows for a screen, made from her file and from what the law answers. The end of the establishment time (etableringstid
slut) is derived from the right to the programme; nobody types it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from caseworker.domain.agenda import duty_key
from caseworker.domain.intervention import InterventionState
from caseworker.domain.intervention_types import InterventionType
from caseworker.domain.lawsheet import DutyShown
from caseworker.domain.rights import Answer, RightAnswer, RightCode
from caseworker.domain.rows import InterventionRow, StatusRow
from caseworker.domain.status import Phase as FirstYears
from caseworker.domain.status import establishment_ends, phase


class RightState(StrEnum):
    """How a right is met by interventions (läge)."""

    ONGOING = "ongoing"
    MET = "met"
    WAITING = "waiting"  # decided or referred, not begun
    PROPOSED = "proposed"
    MISSING = "missing"  # a right with nothing done about it
    NOT_ASKED = "not_asked"  # one that depends on an application or an examination
    NONE = ""  # nothing to meet, or nothing in the catalogue meets it


_BEST_FIRST = (RightState.ONGOING, RightState.MET, RightState.WAITING, RightState.PROPOSED)
_WITHOUT = {Answer.YES: RightState.MISSING, Answer.CONDITIONAL: RightState.NOT_ASKED}
# rights that a person uses without anybody's intervention: that there is none says nothing
_TAKEN_BY_ONESELF = frozenset({RightCode.WORK, RightCode.CARE, RightCode.ADULT_EDUCATION})
_BEFORE_WORK = {
    InterventionState.PROPOSED: RightState.PROPOSED,
    InterventionState.DECIDED: RightState.WAITING,
    InterventionState.REFERRED: RightState.WAITING,
    InterventionState.ACCEPTED: RightState.WAITING,
}


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the status band. ``over`` when the right to the establishment programme has ended by then."""

    id: str
    code: str
    unaccompanied: bool
    permit: str
    permit_until: date | None
    begins: date
    ends: date | None
    over: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """An intervention as a bar: ``begins`` is its first day, or the day it was recorded while it ``waits``.

    ``right`` is the code of the right it meets, "" for none; what ``prepares`` for another never meets it alone.
    """

    id: str
    type: str
    actor: str
    state: str
    right: str
    recorded: date
    begins: date
    ends: date | None
    waits: bool
    prepares: bool = False


class FlagKind(StrEnum):
    """What a last day is of."""

    DUTY = "duty"  # by law
    PERMIT = "permit"  # the residence permit ends


@dataclass(frozen=True, slots=True)
class Flag:
    """A last day; ``duty`` tells what it is of when it is one by law, ``later`` until when it is put off."""

    kind: FlagKind
    day: date
    duty: DutyShown | None = None
    later: date | None = None

    @property
    def key(self) -> str:
        """Return what names it on the agenda, "" for what is not done there."""
        return "" if self.duty is None else duty_key(self.duty.id, self.duty.event)


@dataclass(frozen=True, slots=True)
class PhaseToday:
    """Where somebody newly arrived (nyanländ) is: since when, and the last day of it where that is known."""

    phase: FirstYears
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class MemberNext:
    """The nearest last day by law of somebody in the household; ``person`` as the household's rows name her."""

    person: str
    duty: DutyShown


@dataclass(frozen=True, slots=True)
class Journey:
    """Everything, as it stands on ``day``; phases and stretches oldest first, flags by day.

    ``today`` is the phase that follows from the rest, None for who never was newly arrived. ``members`` are the others
    of the household who have a last day.
    """

    person: str
    day: date
    phases: tuple[Phase, ...]
    stretches: tuple[Stretch, ...]
    flags: tuple[Flag, ...]
    today: PhaseToday | None = None
    members: tuple[MemberNext, ...] = ()


def phases_of(statuses: Iterable[StatusRow], over_from: date | None) -> tuple[Phase, ...]:
    """Return the band; the period in which ``over_from`` lies is divided there."""
    found = []
    for row in sorted(statuses, key=lambda row: (row.begins, row.id)):
        phase = Phase(row.id, row.code, row.unaccompanied, row.permit, row.permit_until, row.begins, row.ends)
        divided = over_from is not None and row.begins < over_from and (row.ends is None or over_from <= row.ends)
        if over_from is not None and divided:
            found.append(replace(phase, ends=over_from - timedelta(days=1)))
            found.append(replace(phase, begins=over_from, over=True))
        else:
            found.append(phase)
    return tuple(found)


def establishment_over(answer: RightAnswer, since: date) -> date | None:
    """Return the first day without the right to the establishment programme, when it was there before.

    ``answer`` is about a day in the status that began on ``since``.
    """
    if answer.answer is Answer.YES and answer.ends is not None:
        return answer.ends + timedelta(days=1)
    if answer.answer is Answer.NO and answer.begins is not None and answer.begins > since:
        return answer.begins
    return None


def phase_today(
    newly_since: date | None, received: date | None, over_from: date | None, day: date
) -> PhaseToday | None:
    """Return the phase on ``day``; ``newly_since`` is the first day of a status of the newly arrived, None for others.

    The establishment time ends the day before ``over_from``; without that, 24 months after she was ``received``.
    """
    if newly_since is None:
        return None
    if over_from is not None:
        ends: date | None = over_from - timedelta(days=1)
        is_over = day >= over_from
    else:
        ends = None if received is None else establishment_ends(received)
        is_over = phase(received, day) is FirstYears.ESTABLISHED
    if is_over and ends is not None:
        return PhaseToday(FirstYears.ESTABLISHED, ends + timedelta(days=1))
    return PhaseToday(FirstYears.NEWLY_ARRIVED, newly_since, ends)


def stretches_of(rows: Iterable[InterventionRow], types: Mapping[str, InterventionType]) -> tuple[Stretch, ...]:
    """Return interventions as bars; what was declined never was. ``types`` is the catalogue by code."""
    prepare = {code for one in types.values() if one.right for code in one.requires}
    found = []
    for row in rows:
        if row.state == InterventionState.DECLINED:
            continue
        known = types.get(row.type)
        found.append(
            Stretch(
                row.id,
                row.type,
                row.actor,
                row.state,
                "" if known is None else known.right,
                row.recorded,
                row.begins or min(row.recorded, row.ends or row.recorded),
                row.ends,
                waits=InterventionState(row.state) in _BEFORE_WORK,
                prepares=row.type in prepare,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.begins, one.id)))


def flags_of(
    duties: Iterable[DutyShown], permit_until: date | None, day: date, later: Mapping[str, date | None] | None = None
) -> tuple[Flag, ...]:
    """Return the last days of what is not done, and the end of the permit while it lies ahead.

    ``later`` tells by agenda key until when something is put off.
    """
    off = later or {}
    found = [
        Flag(FlagKind.DUTY, duty.last_day, duty, off.get(duty_key(duty.id, duty.event)))
        for duty in duties
        if duty.last_day is not None and duty.done_on is None
    ]
    if permit_until is not None and permit_until >= day:
        found.append(Flag(FlagKind.PERMIT, permit_until))
    return tuple(sorted(found, key=lambda flag: (flag.day, flag.duty.id if flag.duty is not None else "")))


def state_of(right: str, answer: str, stretches: Iterable[Stretch], day: date) -> RightState:
    """Return how ``right`` is met on ``day``, as far as the present states of interventions tell it."""
    found = {_standing(one, day) for one in stretches if one.right == right}
    best = next((state for state in _BEST_FIRST if state in found), None)
    if best is not None:
        return best
    return RightState.NONE if right in _TAKEN_BY_ONESELF else _WITHOUT.get(Answer(answer), RightState.NONE)


def _standing(one: Stretch, day: date) -> RightState:
    """Return where an intervention stood on ``day``."""
    if min(one.recorded, one.begins) > day:
        return RightState.NONE
    state = InterventionState(one.state)
    if state in _BEFORE_WORK:
        return _BEFORE_WORK[state]
    if one.begins > day:
        return RightState.WAITING
    if one.ends is None or one.ends > day or state is InterventionState.ONGOING:
        return RightState.WAITING if one.prepares else RightState.ONGOING
    if state is not InterventionState.COMPLETED:
        return RightState.NONE
    return RightState.WAITING if one.prepares else RightState.MET
