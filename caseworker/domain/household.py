"""Households (hushåll), relations (närstående) and whom a person must not be told to ("får inte nå").

A relation is stored once and read from both sides. What looks wrong in a family is told, never refused: papers and
lives differ. Plain objects, mapped by the store; must not know how they are kept.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from caseworker.domain.daycount import birthday
from caseworker.domain.erasure import Answer, EnteredFacts
from caseworker.domain.ids import PersonId
from caseworker.domain.periods import covers
from caseworker.errors import Refused

ADULT = 18
YOUNGEST_PARENT = 12  # years older than the child; below it is told, not refused
COMING_OF_AGE_AHEAD = timedelta(days=365)


class RelationKind(StrEnum):
    """What the other is to the person whose relation it is; closed under ``inverse``."""

    PARTNER = "partner"  # maka, make, sambo
    CHILD = "child"  # barn
    PARENT = "parent"  # förälder
    SIBLING = "sibling"  # syskon
    GUARDIAN = "guardian"  # vårdnadshavare
    GUARDIAN_OF = "guardian_of"
    APPOINTED_GUARDIAN = "appointed_guardian"  # särskilt förordnad vårdnadshavare
    APPOINTED_GUARDIAN_OF = "appointed_guardian_of"
    GOD_MAN = "god_man"  # god man
    GOD_MAN_OF = "god_man_of"
    FOSTER_HOME = "foster_home"  # familjehem
    FOSTER_CHILD = "foster_child"
    OTHER = "other"


class RelationGround(StrEnum):
    """What was decided or agreed about the relation, where erasing must know of it."""

    NONE = "none"
    PATERNITY = "paternity"  # faderskap eller föräldraskap fastställt
    ADOPTION = "adoption"  # adoption
    CUSTODY = "custody"  # avtal om vårdnad, boende eller umgänge
    PLACED = "placed"  # barnet är placerat utanför det egna hemmet


_PAIRS = (
    (RelationKind.CHILD, RelationKind.PARENT),
    (RelationKind.GUARDIAN, RelationKind.GUARDIAN_OF),
    (RelationKind.APPOINTED_GUARDIAN, RelationKind.APPOINTED_GUARDIAN_OF),
    (RelationKind.GOD_MAN, RelationKind.GOD_MAN_OF),
    (RelationKind.FOSTER_HOME, RelationKind.FOSTER_CHILD),
)
_INVERSE = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}
# who decides for a child, in the order a head shows them
DECIDES_FOR_CHILD = (RelationKind.APPOINTED_GUARDIAN, RelationKind.GOD_MAN, RelationKind.GUARDIAN)
# kinds that make the person herself the child of the relation
_HERSELF_THE_CHILD = frozenset({RelationKind.PARENT, *DECIDES_FOR_CHILD, RelationKind.FOSTER_HOME})
_OTHER_IS_THE_CHILD = frozenset(_INVERSE[kind] for kind in _HERSELF_THE_CHILD)


class Warned(Protocol):
    """A warning as it is shown: when it holds, and whether she lives there (``Together``)."""

    @property
    def begins(self) -> date: ...

    @property
    def ends(self) -> date | None: ...

    @property
    def together(self) -> str: ...


W = TypeVar("W", bound=Warned)


class Oddity(StrEnum):
    """What looks wrong about a relation and is told, never refused."""

    PARENT_YOUNGER = "parent_younger"
    PARENT_VERY_YOUNG = "parent_very_young"
    CYCLE = "cycle"
    TWO_PARTNERS = "two_partners"
    GUARDIAN_IS_CHILD = "guardian_is_child"


class Together(StrEnum):
    """Whether somebody who must not be told lives where the person lives, as far as the register knows."""

    HERE = "here"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"


@dataclass(eq=False)
class HouseholdMember:
    """One person's time in a household, both days included; who shares the household id lives together."""

    id: str
    person_id: PersonId
    household_id: str
    begins: date
    ends: date | None = None


@dataclass(eq=False)
class Relation:
    """What another is to a person: somebody registered (``other_id``), or a name and how she is reached.

    ``source`` is what it rests on, such as a decision.
    """

    id: str
    person_id: PersonId
    kind: RelationKind
    begins: date
    ground: RelationGround = RelationGround.NONE
    other_id: PersonId | None = None
    other_name: str = ""
    other_contact: str = ""
    source: str = ""
    ends: date | None = None


@dataclass(eq=False)
class NoContact:
    """Somebody who must not be told about the person nor reach her ("får inte nå").

    One without ``other_id`` and ``other_name`` is a protected person, who is not named here.
    """

    id: str
    person_id: PersonId
    begins: date
    other_id: PersonId | None = None
    other_name: str = ""
    reason: str = ""
    ends: date | None = None


@dataclass(eq=False)
class Errand:
    """What a move asks for of one person (flyttärende): ``due`` is its last day, ``done_by`` who settled it (id).

    ``code`` is a rule's (``domain.moves``).
    """

    id: str
    person_id: PersonId
    code: str
    arose: date
    due: date | None = None
    done: date | None = None
    done_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class EnteredRelation:
    """A relation as entered; ``other`` is a registered person's id, or ``name`` somebody outside."""

    kind: RelationKind
    other: PersonId | None = None
    name: str = ""
    contact: str = ""
    ground: RelationGround = RelationGround.NONE
    source: str = ""
    begins: date | None = None


@dataclass(frozen=True, slots=True)
class EnteredNoContact:
    """Who must not be told, as entered."""

    other: PersonId | None = None
    name: str = ""
    reason: str = ""
    begins: date | None = None


def inverse(kind: RelationKind) -> RelationKind:
    """Return what the person is to the other."""
    return _INVERSE.get(kind, kind)


def require_other(person: str, other: str | None, name: str) -> None:
    """Refuse a relation to nobody (``household.nobody``) or to the person herself (``household.herself``)."""
    if other is None and not name:
        raise Refused("household.nobody")
    if other == person:
        raise Refused("household.herself")


def end_on(tie: HouseholdMember | Relation | NoContact, day: date) -> None:
    """Let a tie end; ``day`` is its last. Raises ``Refused("period.backwards" | "household.ended")``."""
    if tie.ends is not None:
        raise Refused("household.ended")
    if day < tie.begins:
        raise Refused("period.backwards", begins=tie.begins, ends=day)
    tie.ends = day


def oddities(
    relation: Relation,
    known: Iterable[Relation],
    born: Mapping[str, date | None],
    today: date,
) -> tuple[Oddity, ...]:
    """Return what looks wrong about a new relation beside those already ``known``; birth days by person."""
    others = [one for one in known if one.id != relation.id]
    found = [*_odd_ages(relation, born, today)]
    if relation.kind is RelationKind.PARTNER and _has_partner(relation, others, today):
        found.append(Oddity.TWO_PARTNERS)
    parent, child = _parent_and_child(relation)
    if parent and parent in _descendants(child, others):
        found.append(Oddity.CYCLE)
    return tuple(found)


def _odd_ages(relation: Relation, born: Mapping[str, date | None], today: date) -> Iterable[Oddity]:
    parent, child = _parent_and_child(relation)
    older, younger = born.get(parent), born.get(child)
    if older is not None and younger is not None:
        if older >= younger:
            yield Oddity.PARENT_YOUNGER
        elif birthday(older, YOUNGEST_PARENT) > younger:
            yield Oddity.PARENT_VERY_YOUNG
    decides = {*DECIDES_FOR_CHILD, RelationKind.FOSTER_HOME}
    grown = relation.other_id if relation.kind in decides else None
    if relation.kind in {inverse(kind) for kind in decides}:
        grown = relation.person_id
    day = born.get(grown) if grown else None
    if day is not None and birthday(day, ADULT) > today:
        yield Oddity.GUARDIAN_IS_CHILD


def _has_partner(relation: Relation, others: Iterable[Relation], today: date) -> bool:
    """Tell whether one of the two has a partner today who is not the other."""
    both = {relation.person_id, relation.other_id} - {None}
    return any(
        one.kind is RelationKind.PARTNER and covers(one, today) and len(both & {one.person_id, one.other_id}) == 1
        for one in others
    )


def _parent_and_child(relation: Relation) -> tuple[str, str]:
    """Return who is whose parent, "" and "" where it says nothing of that."""
    other = relation.other_id or ""
    match relation.kind:
        case RelationKind.PARENT:
            return other, relation.person_id
        case RelationKind.CHILD:
            return relation.person_id, other
        case _:
            return "", ""


def _descendants(person: str, relations: Iterable[Relation]) -> set[str]:
    children: dict[str, set[str]] = {}
    for one in relations:
        parent, child = _parent_and_child(one)
        if parent and child:
            children.setdefault(parent, set()).add(child)
    found, waiting = set[str](), [person]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return found


# What erasing must know
def retention_facts(
    kind: RelationKind, ground: RelationGround, facts: EnteredFacts, child_born: date | None
) -> tuple[EnteredFacts, tuple[str, ...]]:
    """Return a file's facts with what this relation answers, and the questions that were answered otherwise before.

    ``kind`` is seen from the file; ``child_born`` is the other's birth day, used where the other is the child. An
    answer that says no is left as it stands: somebody must look at it.
    """
    match ground:
        case RelationGround.PATERNITY | RelationGround.ADOPTION:
            if facts.parentage is Answer.NO:
                return facts, ("parentage",)
            return replace(facts, parentage=Answer.YES), ()
        case RelationGround.PLACED:
            if facts.child_placed is Answer.NO:
                return facts, ("child_placed",)
            return replace(facts, child_placed=Answer.YES), ()
        case RelationGround.CUSTODY:
            if facts.custody is Answer.NO:
                return facts, ("custody",)
            return _about_child(kind, replace(facts, custody=Answer.YES), child_born)
        case _:
            return facts, ()


def _about_child(
    kind: RelationKind, facts: EnteredFacts, child_born: date | None
) -> tuple[EnteredFacts, tuple[str, ...]]:
    """Say whose birthday decides: the other child's, or the person's own when she is the child."""
    if kind in _HERSELF_THE_CHILD:
        wanted = Answer.NO
    elif kind in _OTHER_IS_THE_CHILD:
        wanted = Answer.YES
    else:
        return facts, ()
    if facts.about_other_child not in (Answer.UNKNOWN, wanted):
        return facts, ("about_other_child",)
    youngest = facts.youngest_child_born
    if wanted is Answer.YES and child_born is not None:
        youngest = child_born if youngest is None else max(youngest, child_born)
    return replace(facts, about_other_child=wanted, youngest_child_born=youngest), ()


# Prints and addresses
def kept_away(warnings: Iterable[W], day: date) -> tuple[W, ...]:
    """Return the running warnings for which a letter needs a deliberate yes.

    Whoever must not be told lives at the address, or nobody knows that she does not.
    """
    return tuple(one for one in warnings if covers(one, day) and one.together != Together.ELSEWHERE)


# What comes next for somebody in a household
def next_thing(
    *,
    born: date | None,
    permit_until: date | None,
    errand_due: date | None,
    complete: bool,
    today: date,
    duty_due: date | None = None,
) -> tuple[str, date | None]:
    """Return the nearest of what is known to come: ``duty`` | ``eighteen`` | ``errand`` | ``permit`` with its day, else
    ``complete`` (something is to be completed) or "". Of one day what law asks for comes first.
    """
    days = [("errand", errand_due), ("permit", permit_until), ("duty", duty_due)]
    grown = None if born is None else birthday(born, ADULT)
    if grown is not None and today <= grown <= today + COMING_OF_AGE_AHEAD:
        days.append(("eighteen", grown))
    coming = sorted((day, code) for code, day in days if day is not None)
    if coming:
        return coming[0][1], coming[0][0]
    return ("" if complete else "complete"), None
