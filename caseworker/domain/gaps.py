"""What falls between the chairs (mellan stolarna): what nobody does, what lies too long, who waits for each other.

Pure: what one person has a right to and needs, held against the interventions of her file.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from caseworker.domain.daycount import birthday
from caseworker.domain.deadlocks import Deadlock, Requires, Standing, Whom, deadlocks
from caseworker.domain.early_mapping import Need
from caseworker.domain.intervention import NOT_BEGUN, Holder, InterventionState, Stepped, waiting
from caseworker.domain.rights import Answer, RightAnswer, RightCode

LONG = 30  # days the ball may lie with another before it is told
YOUNGEST, OLDEST = 1, 5  # years of a child who may need child care
ON_THEIR_OWN = "sjalvbosatt"
ASSIGNED_HOMES = frozenset({"bostad-anvisning", "boende-kommun"})  # not for who has settled on her own
CHILD_CARE = "barnomsorg"
PERMISSIONS = frozenset({RightCode.WORK})  # nobody has to do anything for who may work

_S = InterventionState
_UNDER_WAY = frozenset({_S.DECIDED, _S.REFERRED, _S.ACCEPTED, _S.ONGOING})
_IN_PLACE = frozenset({_S.ONGOING, _S.COMPLETED})


class Between(StrEnum):
    """How something falls between the chairs, the most pressing first."""

    DEADLOCK = "deadlock"  # aktörer väntar på varandra
    WAITING = "waiting"  # bollen ligger länge hos en annan
    RIGHT = "right"  # rätt utan insats
    NEED = "need"  # behov utan insats
    MAY = "may"  # lagen säger "får", och ingen insats finns


class Placed(Protocol):
    """An intervention as a row tells it; ``state`` is an InterventionState, ``steps`` stand oldest first."""

    @property
    def type(self) -> str: ...  # noqa: D102 - a code of the catalogue
    @property
    def actor(self) -> str: ...  # noqa: D102 - a code of the catalogue
    @property
    def state(self) -> str: ...  # noqa: D102 - an InterventionState
    @property
    def recorded(self) -> date: ...  # noqa: D102 - a day
    @property
    def ends(self) -> date | None: ...  # noqa: D102 - its last day
    @property
    def steps(self) -> Sequence[Stepped]: ...  # noqa: D102 - oldest first


@dataclass(frozen=True, slots=True)
class GapRules:
    """What the catalogue can do: the types on offer, ``fulfils`` each type's right, ``meets`` each need's types.

    ``requirements`` and ``givers`` as in ``deadlocks``.
    """

    offered: Collection[str]
    fulfils: Mapping[str, str]
    meets: Mapping[str, Collection[str]]
    requirements: Sequence[Requires]
    givers: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Situation:
    """One person today. ``facts`` of the catalogue hold, ``whom`` tells what is asked of her.

    ``closed`` are types that are not for her. ``standing_known`` is False where facts are sealed: no deadlock is told.
    """

    rights: Sequence[RightAnswer]
    needs: Sequence[Need]
    interventions: Sequence[Placed]
    facts: frozenset[str] = frozenset()
    whom: frozenset[Whom] = frozenset()
    closed: frozenset[str] = frozenset()
    standing_known: bool = True


@dataclass(frozen=True, slots=True)
class Fallen:
    """One thing between the chairs. ``code``: the right, the need, the actor, or the types of a round joined by "+".

    A right has its ``answer``, a need ``told``, a wait its ``type``, ``state`` and since when, a deadlock its round.
    """

    kind: Between
    code: str
    answer: RightAnswer | None = None
    told: date | None = None
    type: str = ""
    state: str = ""
    since: date | None = None
    days: int = 0
    deadlock: Deadlock | None = None


def between_chairs(one: Situation, rules: GapRules, today: date) -> tuple[Fallen, ...]:
    """Return everything of one person that falls between the chairs on ``today``, the most pressing kind first."""
    found = [*_rounds(one, rules), *_waits(one, today), *_rights(one, rules), *_needs(one, rules)]
    order = list(Between)
    return tuple(sorted(found, key=lambda fallen: order.index(fallen.kind)))


def is_small_child(born: date | None, today: date) -> bool:
    """Tell whether somebody is of the age at which parents need child care."""
    if born is None:
        return False
    return birthday(born, YOUNGEST) <= today < birthday(born, OLDEST + 1)


def asked_of(children: Collection[str], cared_for: Collection[str]) -> tuple[frozenset[Whom], frozenset[str]]:
    """Return whom she counts as by the small ``children`` she lives with, and the fact of child care if all have it."""
    if not children:
        return frozenset(), frozenset({CHILD_CARE})
    return frozenset({Whom.SMALL_CHILD}), frozenset({CHILD_CARE} if set(children) <= set(cared_for) else ())


def closed_to(settlement: str) -> frozenset[str]:
    """Return the types that are not for who has settled in that way."""
    return ASSIGNED_HOMES if settlement == ON_THEIR_OWN else frozenset()


def in_place(interventions: Iterable[Placed]) -> frozenset[str]:
    """Return the types that go on or are completed."""
    return frozenset(one.type for one in interventions if one.state in _IN_PLACE)


def _rights(one: Situation, rules: GapRules) -> Iterable[Fallen]:
    can_be = {rules.fulfils[type] for type in rules.offered if type in rules.fulfils}
    done = {
        rules.fulfils[put.type]
        for put in one.interventions
        if put.type in rules.fulfils and put.state in _UNDER_WAY | _IN_PLACE
    }
    for answer in one.rights:
        code = answer.right.value
        if answer.right in PERMISSIONS or code not in can_be or code in done:
            continue
        if answer.answer is Answer.YES:
            yield Fallen(Between.RIGHT, code, answer)
        elif answer.answer is Answer.CONDITIONAL and not answer.decided.asks:  # the law itself says "får"
            yield Fallen(Between.MAY, code, answer)


def _needs(one: Situation, rules: GapRules) -> Iterable[Fallen]:
    for need in one.needs:
        types = rules.meets.get(need.code, ())
        offered = any(type in rules.offered for type in types)
        if offered and not any(_meets(put, need) for put in one.interventions if put.type in types):
            yield Fallen(Between.NEED, need.code, told=need.told)


def _meets(put: Placed, need: Need) -> bool:
    """Tell whether an intervention is under way, or was completed after the need was told."""
    if put.state == _S.COMPLETED:
        return put.ends is not None and put.ends >= need.told
    return put.state in _UNDER_WAY


def _waits(one: Situation, today: date) -> Iterable[Fallen]:
    for put in one.interventions:
        lies = waiting(put.state, put.steps, put.recorded, today)
        if lies.holder is Holder.ACTOR and lies.days > LONG:
            yield Fallen(Between.WAITING, put.actor, type=put.type, state=put.state, since=lies.since, days=lies.days)


def _rounds(one: Situation, rules: GapRules) -> Iterable[Fallen]:
    if not one.standing_known:
        return
    wanted = frozenset(put.type for put in one.interventions if put.state in NOT_BEGUN)
    there = in_place(one.interventions)
    standing = Standing(wanted - there, there, one.facts, one.whom, one.closed)
    for found in deadlocks(standing, rules.requirements, rules.givers):
        yield Fallen(Between.DEADLOCK, "+".join(sorted(found.types)), deadlock=found)
