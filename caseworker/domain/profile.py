"""What people have in common before the law: every fact that is no day of its own, and which days are known.

Most conditions count from no day, or from one that nobody has recorded. For all who share a profile they come out the
same, so they are worked out once for the profile; only what counts from a known day is worked out for each person.
"""

from collections.abc import Iterable
from typing import NamedTuple

from caseworker.domain.conditions import Condition, day_of
from caseworker.domain.facts import FIRST, LAST, Facts, Known


class Profile(NamedTuple):
    """Those facts that decide every condition which counts from no day, or from one that is not known."""

    status: str
    ground: str
    permit: str
    settlement: str
    accommodation: str
    municipality: str
    circumstances: frozenset[tuple[str, bool]]
    days: frozenset[str]  # the names of those that are known
    born: bool  # is known


class Settled(NamedTuple):
    """What is left of a row's conditions for one profile: the place of its days in ``Daily``, and what it asks."""

    place: int
    asks: tuple[str, ...]


EVERY_DAY = 0  # the place of a row that counts from nobody's days


class Daily:
    """The conditions of a profile that count from each one's days. What several rows ask is worked out once."""

    __slots__ = ("_conditions", "_together")

    def __init__(self) -> None:
        """Begin without a row."""
        self._conditions: dict[Condition, int] = {}
        self._together: dict[tuple[int, ...], int] = {(): EVERY_DAY}

    def settle(self, conditions: Iterable[Condition], known: Known) -> Settled | None:
        """Take the conditions of a row in; None: it holds for nobody of the profile ``known`` has."""
        daily: list[Condition] = []
        asks: dict[str, None] = {}
        for condition in conditions:
            if condition.counts_from and day_of(known, condition.counts_from) is not None:
                daily.append(condition)
                continue
            first, last, asked = condition.stretch(known)
            if first > last:
                return None
            if asked:
                asks[asked] = None
        places = tuple(self._conditions.setdefault(one, len(self._conditions)) for one in daily)
        return Settled(self._together.setdefault(places, len(self._together)), tuple(asks))

    def days(self, known: Known) -> list[tuple[int, int]]:
        """Return for every place the first and last ordinal on which its conditions hold for one person."""
        each = [one.stretch(known) for one in self._conditions]
        found = []
        for places in self._together:
            first, last = FIRST, LAST
            for place in places:
                begins, ends, _asks = each[place]
                if begins > first:
                    first = begins
                if ends < last:
                    last = ends
            found.append((first, last))
        return found


def profile_of(facts: Facts) -> Profile:
    """Return the profile somebody has."""
    return Profile(
        facts.status,
        facts.ground,
        facts.permit,
        facts.settlement,
        facts.accommodation,
        facts.municipality,
        frozenset(facts.circumstances.items()),
        frozenset(facts.days),
        facts.born is not None,
    )
