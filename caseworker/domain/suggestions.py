"""What is proposed to a caseworker today (Föreslås nu): a need, the right it rests on and the way there.

The program proposes and says what it left out and why; only the caseworker decides. What she declines is kept with her
reason and is proposed again only when what it rested on has changed. Pure: rights, needs, interventions and the
catalogue come in, suggestions go out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from caseworker.domain.early_mapping import Need
from caseworker.domain.ids import PersonId
from caseworker.domain.intervention import InterventionState
from caseworker.domain.law import Certainty, Cite
from caseworker.domain.rights import Answer, RightCode

_RUNNING = frozenset(
    {
        InterventionState.PROPOSED,
        InterventionState.DECIDED,
        InterventionState.REFERRED,
        InterventionState.ACCEPTED,
        InterventionState.ONGOING,
    }
)
# what an intervention that asks for another one needs of it
_IN_PLACE = frozenset({InterventionState.ACCEPTED, InterventionState.ONGOING, InterventionState.COMPLETED})
_OPEN_ANSWERS = frozenset({Answer.YES, Answer.CONDITIONAL})


class LeftOutWhy(StrEnum):
    """Why a type of intervention is not proposed today."""

    ACTIVE = "active"
    DONE = "done"
    NO_RIGHT = "no_right"
    OTHER_LAW = "other_law"  # the right is hers, by another act than this one carries out
    LAW_UNKNOWN = "law_unknown"
    NO_NEED = "no_need"
    REQUIRES = "requires"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Requirement:
    """What must be in place first: a type or a fact of the catalogue, and the types that give it."""

    code: str
    given_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A type of the catalogue: which right it carries out, if any, what must be in place, and where it stands in law.

    ``cites`` is empty for what the municipality does of its own will; then there is a ``payer``.
    """

    type: str
    actor: str
    right: RightCode | None = None
    requires: tuple[Requirement, ...] = ()
    cites: tuple[Cite, ...] = ()
    payer: str = ""
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RightToday:
    """What the law says of one right today. ``law`` is cited as it is printed, ``why`` in plain Swedish."""

    right: RightCode
    answer: Answer
    law: str
    cites: tuple[Cite, ...]
    why: str
    ends: date | None
    certainty: Certainty
    responsible: str = ""  # in words


@dataclass(frozen=True, slots=True)
class Done:
    """An intervention of hers: its type and where it stands."""

    type: str
    state: InterventionState


@dataclass(eq=False)
class Decline:
    """A suggestion that was declined. ``basis`` is what it rested on, ``lawbook`` the version of the rules then."""

    id: str
    person_id: PersonId
    type: str
    reason: str
    basis: str
    lawbook: str
    declined: datetime
    declined_by: str  # staff id


@dataclass(frozen=True, slots=True)
class DeclineRow:
    """A decline as it is shown; ``by`` is a name."""

    id: str
    type: str
    reason: str
    basis: str
    lawbook: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggestion: behov (``needs``, none where only the right is unused), rätt and väg."""

    offer: Offer
    needs: tuple[Need, ...]
    right: RightToday | None
    last_day: date | None
    basis: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A type that is not proposed: why, and what stands in the way (types, a date, a reason)."""

    type: str
    why: LeftOutWhy
    what: tuple[str, ...] = ()
    decline: DeclineRow | None = None


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What is proposed, the most urgent first, and everything that is not."""

    proposed: tuple[Suggestion, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def suggest(
    offers: Sequence[Offer],
    rights: Mapping[RightCode, RightToday],
    needs: Sequence[Need],
    interventions: Iterable[Done],
    declines: Iterable[DeclineRow],
    in_place: frozenset[str] = frozenset(),
) -> Suggestions:
    """Return what is proposed by last day, then by how sure the right is, then in the order of the catalogue.

    ``in_place`` are facts of the catalogue that are known to be there.
    """
    states = _states(interventions)
    latest = {one.type: one for one in sorted(declines, key=lambda one: one.at)}
    used = {offer.right for offer in offers if offer.right is not None and states.get(offer.type, set()) & _RUNNING}
    proposed: list[tuple[tuple[date, bool, int], Suggestion]] = []
    left_out: list[LeftOut] = []
    for place, offer in enumerate(offers):
        right = rights.get(offer.right) if offer.right is not None else None
        mine = tuple(need for need in needs if need.code in offer.needs)
        found = (
            _hindered(offer, right, states) or _unneeded(offer, right, mine, used) or _waits(offer, states, in_place)
        )
        if found is None:
            made = Suggestion(offer, mine, right, right.ends if right else None, basis_of(offer, right, mine))
            declined = latest.get(offer.type)
            if declined is None or declined.basis != made.basis:
                unsure = right is None or right.answer is not Answer.YES
                proposed.append(((made.last_day or date.max, unsure, place), made))
                if not mine and offer.right is not None:
                    used.add(offer.right)
                continue
            found = LeftOut(offer.type, LeftOutWhy.DECLINED, decline=declined)
        left_out.append(found)
    return Suggestions(tuple(made for _key, made in sorted(proposed, key=lambda pair: pair[0])), tuple(left_out))


def basis_of(offer: Offer, right: RightToday | None, needs: Iterable[Need]) -> str:
    """Return what a suggestion rests on, as a text that changes exactly when that does."""
    rests = "" if right is None else f"{right.right}={right.answer} {right.law} {right.ends or ''}".strip()
    return f"{rests}; {' '.join(sorted(need.code for need in needs))}"


def _states(interventions: Iterable[Done]) -> dict[str, set[InterventionState]]:
    states: dict[str, set[InterventionState]] = {}
    for one in interventions:
        states.setdefault(one.type, set()).add(one.state)
    return states


def _hindered(
    offer: Offer,
    right: RightToday | None,
    states: Mapping[str, set[InterventionState]],
) -> LeftOut | None:
    """Return why it cannot be proposed at all."""
    mine = states.get(offer.type, set())
    if mine & _RUNNING:
        return LeftOut(offer.type, LeftOutWhy.ACTIVE)
    if InterventionState.COMPLETED in mine:
        return LeftOut(offer.type, LeftOutWhy.DONE)
    if offer.right is not None and (right is None or right.answer is Answer.MISSING):
        return LeftOut(offer.type, LeftOutWhy.LAW_UNKNOWN, (offer.right.value,))
    if right is not None and right.answer not in _OPEN_ANSWERS:
        return LeftOut(offer.type, LeftOutWhy.NO_RIGHT, (right.right.value, right.law))
    if right is not None and not _same_law(offer.cites, right.cites):
        return LeftOut(offer.type, LeftOutWhy.OTHER_LAW, (right.right.value, right.law))
    return None


def _waits(offer: Offer, states: Mapping[str, set[InterventionState]], in_place: frozenset[str]) -> LeftOut | None:
    """Return what must be in place first, if anything is not."""
    missing = tuple(
        one.code
        for one in offer.requires
        if one.code not in in_place and not any(states.get(type, set()) & _IN_PLACE for type in one.given_by)
    )
    return LeftOut(offer.type, LeftOutWhy.REQUIRES, missing) if missing else None


def _same_law(offered: Sequence[Cite], given: Sequence[Cite]) -> bool:
    """Tell whether an offer carries out what the right rests on: the same act and, where both name one, chapter."""
    if not offered or not given:
        return True
    pairs = ((one, other) for one in offered for other in given if one.act == other.act)
    return any(one.chapter == other.chapter or not one.chapter or not other.chapter for one, other in pairs)


def _unneeded(offer: Offer, right: RightToday | None, needs: Sequence[Need], used: set[RightCode]) -> LeftOut | None:
    """Without a need only a right that is hers for sure, that law carries out and nothing answers yet is enough."""
    sure = right is not None and right.answer is Answer.YES and right.right not in used and offer.cites
    if needs or sure:
        return None
    return LeftOut(offer.type, LeftOutWhy.NO_NEED)
