"""When several actors wait for each other (Moment 22): each requires what only the other one gives.

Interventions require other interventions, or facts that interventions give. What can be reached is worked out from
what is there; an intervention that is wanted and cannot be reached because the requirements come round is a deadlock.
Pure: the requirements come from the catalogue and from ``resources/rules/deadlocks.toml``.
"""

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Whom(StrEnum):
    """Whom a requirement is put to."""

    EVERYBODY = "everybody"
    SMALL_CHILD = "small_child"  # who lives with a child of preschool age


@dataclass(frozen=True, slots=True)
class Requires:
    """An intervention ``type`` asks for ``needs`` (another type, or a fact) first. ``sv`` says it in plain Swedish."""

    type: str
    needs: str
    whom: Whom = Whom.EVERYBODY
    sv: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person stands: types that are wanted and have not begun, types in place, facts that hold.

    ``whom`` says which requirements are put to her, ``closed`` which types are not for her.
    """

    wanted: frozenset[str]
    in_place: frozenset[str]
    facts: frozenset[str] = frozenset()
    whom: frozenset[Whom] = frozenset()
    closed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a deadlock: ``required.type`` waits for what ``given_by`` gives."""

    required: Requires
    given_by: str


@dataclass(frozen=True, slots=True)
class Deadlock:
    """Requirements that come round: the last link waits for the type of the first."""

    links: tuple[Link, ...]

    @property
    def types(self) -> tuple[str, ...]:
        """Return the types in the order they wait for each other."""
        return tuple(link.required.type for link in self.links)


def deadlocks(
    standing: Standing, requirements: Sequence[Requires], givers: Mapping[str, Sequence[str]]
) -> tuple[Deadlock, ...]:
    """Return the deadlocks that hold what somebody wants, each once, the shortest of each wanted type.

    ``givers`` names the types that give each fact. A fact that nothing gives makes no deadlock: it is only missing.
    """
    put = [one for one in requirements if one.whom is Whom.EVERYBODY or one.whom in standing.whom]
    reached = _reachable(standing, put, givers)
    waits = {
        one.type: [
            again for again in put if again.type == one.type and not _met(again.needs, standing, reached, givers)
        ]
        for one in put
        if one.type not in reached
    }
    found: dict[frozenset[str], Deadlock] = {}
    for wanted in sorted(standing.wanted - reached):
        cycle = _shortest(wanted, waits, givers)
        if cycle:
            found.setdefault(frozenset(link.required.type for link in cycle), Deadlock(cycle))
    return tuple(found.values())


def _reachable(
    standing: Standing, requirements: Sequence[Requires], givers: Mapping[str, Sequence[str]]
) -> frozenset[str]:
    """Return every type that is in place or can be reached one after the other."""
    asked = {one.type for one in requirements}
    given = {giver for types in givers.values() for giver in types} | {one.needs for one in requirements} - set(givers)
    reached = set(standing.in_place) | (given - asked - standing.closed)
    while True:
        more = {
            kind
            for kind in asked - reached - standing.closed
            if all(_met(one.needs, standing, reached, givers) for one in requirements if one.type == kind)
        }
        if not more:
            return frozenset(reached)
        reached |= more


def _met(needs: str, standing: Standing, reached: Collection[str], givers: Mapping[str, Sequence[str]]) -> bool:
    if needs in givers:
        return needs in standing.facts or any(giver in reached for giver in givers[needs])
    return needs in reached


def _shortest(
    wanted: str, waits: Mapping[str, Sequence[Requires]], givers: Mapping[str, Sequence[str]]
) -> tuple[Link, ...]:
    """Return the shortest round that ``wanted`` waits for, itself in it if it can be; () when there is none."""
    rounds = [_round(kind, waits, givers) for kind in _behind(wanted, waits, givers)]
    return min((links for links in rounds if links), key=len, default=())


def _behind(wanted: str, waits: Mapping[str, Sequence[Requires]], givers: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """Return ``wanted`` and every type it waits for, the nearest first."""
    found = [wanted]
    for kind in found:
        found += [link.given_by for link in _links(kind, waits, givers) if link.given_by not in found]
    return list(dict.fromkeys(found))


def _round(kind: str, waits: Mapping[str, Sequence[Requires]], givers: Mapping[str, Sequence[str]]) -> tuple[Link, ...]:
    """Return the shortest way from ``kind`` back to itself, or ()."""
    ways: deque[tuple[Link, ...]] = deque((link,) for link in _links(kind, waits, givers))
    seen: set[str] = set()
    while ways:
        way = ways.popleft()
        at = way[-1].given_by
        if at == kind:
            return way
        if at not in seen:
            seen.add(at)
            ways.extend((*way, link) for link in _links(at, waits, givers))
    return ()


def _links(kind: str, waits: Mapping[str, Sequence[Requires]], givers: Mapping[str, Sequence[str]]) -> list[Link]:
    return [Link(one, giver) for one in waits.get(kind, ()) for giver in givers.get(one.needs, (one.needs,))]
