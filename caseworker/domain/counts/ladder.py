"""The ladder (stegen): how finely a table may be split, and the lock that keeps a year on one step.

A step is chosen at the year's first release. Within the year it may only become coarser, and then stays: two cuts of
the same people could be held against each other.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from caseworker.domain.counts.classes import Classes
from caseworker.domain.person import Sex
from caseworker.errors import Refused

MARGIN_MINIMUM = 10
FINEST = 99


class Axis(StrEnum):
    """What a ladder merges."""

    AGE = "age"
    STATUS = "status"
    SEX = "sex"


@dataclass(frozen=True, slots=True)
class Stepdown:
    """One step that could not be used, for the office's own screen: the group that was too small, and its true size.

    ``from_size`` is the number of classes given up. ``true`` is nothing when the year's lock decided. Never sent.
    """

    axis: Axis
    from_size: int
    sex: Sex | None = None
    category: str | None = None
    true: int | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Ladder:
    """The chosen step: number of age bands and status classes (1 = not split), and whether the sexes are split."""

    ages: int
    statuses: int
    by_sex: bool
    stepdowns: tuple[Stepdown, ...]


@dataclass(frozen=True, slots=True)
class LadderLock:
    """What binds the year's later releases of one table: the coarsest step used, and which office secret was used."""

    table: str
    year: int
    ages: int
    statuses: int
    by_sex: bool
    secret_mark: str

    @classmethod
    def fresh(cls, table: str, period: str, secret_mark: str) -> "LadderLock":
        """Return a lock that binds nothing yet."""
        return cls(table, int(period[:4]), FINEST, FINEST, True, secret_mark)

    def require(self, table: str, period: str, secret_mark: str) -> None:
        """Refuse a lock of another table or year, and an office secret that is not the one the year began with."""
        if (self.table, self.year) != (table, int(period[:4])):
            raise Refused("counts.lock_year", table=self.table, year=self.year, period=period)
        if self.secret_mark != secret_mark:
            raise Refused("counts.secret_changed", year=self.year)


@dataclass(frozen=True, slots=True)
class Marginals:
    """True population margins (women and men): by sex; and by (sex, size of step) for every age and status step."""

    by_sex: Mapping[Sex, int]
    by_age: Mapping[tuple[Sex, int], Mapping[str, int]]
    by_status: Mapping[tuple[Sex, int], Mapping[str, int]]


def climb_down(margins: Marginals, classes: Classes, lock: LadderLock, *, too_few: bool) -> tuple[Ladder, LadderLock]:
    """Choose the finest step whose every population margin holds ten people or more, never finer than the lock.

    Ages answer for sex x age and statuses for sex x status, so the two ladders are climbed each on its own. A table
    that ends with two dimensions is held to the same gate as one with three: stricter than it must be, and explicable.
    An office with too few people chooses no step and so locks none.
    """
    if too_few:
        return Ladder(1, 1, False, ()), lock
    small = next(((sex, count) for sex, count in margins.by_sex.items() if count < MARGIN_MINIMUM), None)
    if small is not None or not lock.by_sex:
        reason = Stepdown(Axis.SEX, len(margins.by_sex), *_sex_reason(small, locked=not lock.by_sex))
        kept = replace(lock, ages=1, statuses=1, by_sex=False)
        return Ladder(1, 1, False, (reason,)), kept
    age_sizes = (step.size for step in classes.ages)
    ages, age_steps = _choose(Axis.AGE, age_sizes, lock.ages, lambda size: _first_small(margins.by_age, size))
    status_sizes = (step.size for step in classes.statuses)
    statuses, status_steps = _choose(
        Axis.STATUS, status_sizes, lock.statuses, lambda size: _first_small(margins.by_status, size)
    )
    kept = replace(lock, ages=ages, statuses=statuses)
    return Ladder(ages, statuses, True, (*age_steps, *status_steps)), kept


_Small = tuple[Sex, str, int]


def _choose(
    axis: Axis, sizes: Iterable[int], locked: int, first_small: Callable[[int], _Small | None]
) -> tuple[int, tuple[Stepdown, ...]]:
    """Return the first size that passes, and why each finer one did not."""
    *finer, unsplit = sizes
    given_up: list[Stepdown] = []
    for size in finer:
        small = first_small(size) if size <= locked else None
        if small is None and size <= locked:
            return size, tuple(given_up)
        given_up.append(Stepdown(axis, size) if small is None else Stepdown(axis, size, *small))
    return unsplit, tuple(given_up)


def _first_small(margins: Mapping[tuple[Sex, int], Mapping[str, int]], size: int) -> _Small | None:
    return next(
        (
            (sex, code, count)
            for (sex, of_size), counts in margins.items()
            if of_size == size
            for code, count in counts.items()
            if count < MARGIN_MINIMUM
        ),
        None,
    )


def _sex_reason(small: tuple[Sex, int] | None, *, locked: bool) -> tuple[Sex | None, str | None, int | None]:
    if locked or small is None:
        return None, None, None
    return small[0], None, small[1]
