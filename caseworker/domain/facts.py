"""What is known about one person for the law, and the stretches of days over which a condition holds.

The names of days and circumstances are a closed vocabulary (``resources/lawbook/facts.toml``): a rule cannot ask about
anything else. What is not known is left out; a rule that asks for it answers "depends on", never a guess.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from caseworker.domain.daycount import birthday
from caseworker.domain.happenings import FactSource, Happening

FIRST, LAST = date.min.toordinal(), date.max.toordinal()


class FactKind(StrEnum):
    """What a fact of the vocabulary is."""

    DAY = "day"
    CIRCUMSTANCE = "circumstance"  # yes or no


@dataclass(frozen=True, slots=True)
class FactWord:
    """One fact of the closed vocabulary. ``assumed`` is what holds when nothing is said; None: then it is not known.

    ``follows`` tells what in the register it follows from when nobody has recorded it; of several days the first
    counts, or the ``latest`` where it comes back.
    """

    code: str
    kind: FactKind
    sv: str
    en: str
    assumed: bool | None = None
    follows: tuple[FactSource, ...] = ()
    latest: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """One person's legal status on a stretch of days, with everything a rule may ask about.

    ``first`` is the day the first of the statuses of one family began, one after the other; None: on ``begins``.
    ``follows`` tells of those nobody recorded what they follow from.
    """

    status: str
    begins: date
    born: date | None = None
    ends: date | None = None
    ground: str = ""
    permit: str = ""
    settlement: str = ""
    accommodation: str = ""
    municipality: str = ""
    days: Mapping[str, date] = field(default_factory=dict)
    circumstances: Mapping[str, bool] = field(default_factory=dict)
    first: date | None = None
    follows: Mapping[str, Happening] = field(default_factory=dict)


class Stretch(NamedTuple):
    """Days from ``first`` to ``last`` (ordinals, both included) over which something holds; ``asks`` for a fact."""

    first: int = FIRST
    last: int = LAST
    asks: str = ""


ALWAYS = Stretch()
NEVER = Stretch(1, 0)


class Known:
    """``Facts`` with what is worked out from them once: birthdays and ordinals of days."""

    __slots__ = ("_birthdays", "facts", "first", "last")

    def __init__(self, facts: Facts) -> None:
        """Wrap ``facts``."""
        self.facts = facts
        self.first = facts.begins.toordinal()
        self.last = LAST if facts.ends is None else facts.ends.toordinal()
        self._birthdays: dict[int, int] = {}

    @property
    def born(self) -> date:
        """Return the day of birth, which the caller knows is there."""
        if self.facts.born is None:
            raise LookupError("born")
        return self.facts.born

    def turns(self, age: int) -> int:
        """Return the ordinal of the day the person turns ``age``; the birth must be known."""
        found = self._birthdays.get(age)
        if found is None:
            found = self._birthdays[age] = birthday(self.born, age).toordinal()
        return found
