"""The closed vocabulary of conditions of a rule. Each turns what is known into the days over which it holds.

A condition never looks at the day asked for: it gives a stretch of days, so that a rule can be asked about any day and
knows by itself when its answer begins and ends. A fact that is not known makes the stretch open, with the fact's name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from caseworker.domain.daycount import Span, half_year
from caseworker.domain.facts import ALWAYS, FIRST, LAST, NEVER, Known, Stretch


class Line(NamedTuple):
    """One line of a calculation log (uträkning): a code of ``caseworker/law_words.py`` and what it fills in."""

    code: str
    values: tuple[object, ...] = ()


class Condition(Protocol):
    """One condition of a rule. ``counts_from`` names the day it counts from; empty where it looks at no day."""

    @property
    def counts_from(self) -> str:
        """Return the name of its day, for ``day_of``."""
        ...

    def stretch(self, known: Known) -> Stretch:
        """Return the days it holds."""
        ...

    def say(self, known: Known) -> Line:
        """Return its line of the calculation log."""
        ...


class Bound(NamedTuple):
    """The ages between which somebody has not yet reached the pension age (riktålder), by day of birth."""

    born_from: date
    born_to: date
    age: int


@dataclass(frozen=True, slots=True)
class Age:
    """From the day of turning ``low`` to the day before turning ``high`` + 1."""

    low: int
    high: int | None = None

    @property
    def counts_from(self) -> str:
        """Return that it counts from the birth."""
        return "born"

    def stretch(self, known: Known) -> Stretch:
        """Return the days of that age."""
        if known.facts.born is None:
            return Stretch(asks="born")
        return Stretch(known.turns(self.low), LAST if self.high is None else known.turns(self.high + 1) - 1)

    def say(self, known: Known) -> Line:
        """Say the ages and the birth."""
        return Line("age", (self.low, self.high, known.facts.born))


@dataclass(frozen=True, slots=True)
class HalfYear:
    """From 1 July of the year of turning ``age``, or until 30 June of it."""

    age: int
    until: bool = False

    @property
    def counts_from(self) -> str:
        """Return that it counts from the birth."""
        return "born"

    def stretch(self, known: Known) -> Stretch:
        """Return the days on its side of the year's middle."""
        if known.facts.born is None:
            return Stretch(asks="born")
        middle = half_year(known.facts.born, self.age).toordinal()
        return Stretch(FIRST, middle - 1) if self.until else Stretch(middle, LAST)

    def say(self, known: Known) -> Line:
        """Say the half-year."""
        born = known.facts.born
        return Line("half_year_until" if self.until else "half_year", (self.age, born and born.year + self.age))


@dataclass(frozen=True, slots=True)
class Pension:
    """Before the age limit for older people (riktåldern för pension), or from it."""

    bounds: tuple[Bound, ...]
    reached: bool = False

    @property
    def counts_from(self) -> str:
        """Return that it counts from the birth."""
        return "born"

    def age(self, born: date) -> int:
        """Return the limit for somebody born on ``born``; the last one where none is written."""
        return next((one.age for one in self.bounds if one.born_from <= born <= one.born_to), self.bounds[-1].age)

    def stretch(self, known: Known) -> Stretch:
        """Return the days on its side of the limit."""
        born = known.facts.born
        if born is None:
            return Stretch(asks="born")
        turns = known.turns(self.age(born))
        return Stretch(turns, LAST) if self.reached else Stretch(FIRST, turns - 1)

    def say(self, known: Known) -> Line:
        """Say the limit."""
        born = known.facts.born
        code = "pension_reached" if self.reached else "pension_before"
        return Line(code, (born and self.age(born), born))


@dataclass(frozen=True, slots=True)
class OneOf:
    """What the person has on one axis (ground, permit, settlement, accommodation, municipality) is one of ``codes``.

    ``said`` holds only where something is said about the axis: silence is then no question but a no.
    """

    axis: str
    codes: frozenset[str]
    without: bool = False
    said: bool = False

    @property
    def counts_from(self) -> str:
        """Return that it counts from no day."""
        return ""

    def stretch(self, known: Known) -> Stretch:
        """Return all days, none, or a question."""
        has = getattr(known.facts, self.axis)
        if not has:
            return NEVER if self.said else Stretch(asks=self.axis)
        return ALWAYS if (has in self.codes) != self.without else NEVER

    def say(self, known: Known) -> Line:
        """Say what the person has on the axis."""
        return Line(self.axis, (getattr(known.facts, self.axis),))


@dataclass(frozen=True, slots=True)
class Circumstance:
    """A circumstance is so, or is not."""

    code: str
    wanted: bool
    assumed: bool | None

    @property
    def counts_from(self) -> str:
        """Return that it counts from no day."""
        return ""

    def stretch(self, known: Known) -> Stretch:
        """Return all days, none, or a question."""
        has = known.facts.circumstances.get(self.code, self.assumed)
        if has is None:
            return Stretch(asks=self.code)
        return ALWAYS if has == self.wanted else NEVER

    def say(self, known: Known) -> Line:
        """Say the circumstance."""
        return Line("is" if self.wanted else "is_not", (self.code,))


@dataclass(frozen=True, slots=True)
class Since:
    """From a day (plus a span) on, or until the day before it."""

    fact: str
    span: Span
    assumed: bool | None
    until: bool = False

    @property
    def counts_from(self) -> str:
        """Return its day."""
        return self.fact

    def stretch(self, known: Known) -> Stretch:
        """Return the days on its side."""
        day = day_of(known, self.fact)
        if day is None:
            if self.assumed is None:
                return Stretch(asks=self.fact)
            return ALWAYS if self.until else NEVER  # it has not happened
        at = self.span.after(day).toordinal()
        return Stretch(FIRST, at - 1) if self.until else Stretch(at, LAST)

    def say(self, known: Known) -> Line:
        """Say the day and the span."""
        day = day_of(known, self.fact)
        return Line("until" if self.until else "since", (self.fact, day, self.span, day and self.span.after(day)))


@dataclass(frozen=True, slots=True)
class Happened:
    """A day lies before ``day``, or on it or later: what a transitional rule divides people by."""

    fact: str
    day: date
    assumed: bool | None
    before: bool = True

    @property
    def counts_from(self) -> str:
        """Return its day."""
        return self.fact

    def stretch(self, known: Known) -> Stretch:
        """Return all days, none, or a question."""
        at = day_of(known, self.fact)
        if at is None:
            return NEVER if self.assumed is False else Stretch(asks=self.fact)
        return ALWAYS if (at < self.day) == self.before else NEVER

    def say(self, known: Known) -> Line:
        """Say which side of the day it fell on."""
        return Line("before_day" if self.before else "from_day", (self.fact, day_of(known, self.fact), self.day))


def day_of(known: Known, fact: str) -> date | None:
    """Return a day by its name: ``status`` is the day the status began, ``born`` the birth.

    ``first_status`` is the day the first of unbroken statuses of its family began: a renewed permit starts nothing.
    """
    if fact == "status":
        return known.facts.begins
    if fact == "first_status":
        return known.facts.first or known.facts.begins
    if fact == "born":
        return known.facts.born
    return known.facts.days.get(fact)


def together(conditions: Iterable[Condition], known: Known) -> tuple[int, int, tuple[str, ...]]:
    """Return the first and last ordinal on which all hold, and the facts it takes to know. ``1, 0`` is never."""
    first, last = FIRST, LAST
    asks: tuple[str, ...] = ()
    for condition in conditions:
        begins, ends, asked = condition.stretch(known)
        first, last = max(first, begins), min(last, ends)
        if first > last:
            return 1, 0, ()
        if asked and asked not in asks:
            asks = (*asks, asked)
    return first, last, asks
