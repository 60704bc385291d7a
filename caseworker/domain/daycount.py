"""How the days of a legal time limit are counted (lag 1930:173 om beräkning av lagstadgad tid).

A limit in weeks, months or years ends on the day that has the same name or number as the day it began, or on the
month's last day where that number is missing (1 §). Where something is to be done at the latest on a Saturday, a
Sunday, a red day or the eve of midsummer, Christmas or the new year, it may be done on the next weekday (2 §).
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from caseworker.domain.workdays import is_workday, workdays_after

_QUARTER = 3
_IN_EVERY_MONTH = 28


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time as the law writes it; negative counts backwards. ``workdays`` never stand with the others."""

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0
    workdays: int = 0

    def after(self, day: date) -> date:
        """Return the day that lies this long after ``day`` (1930:173 1 §)."""
        try:
            if self.workdays:
                return workdays_after(day, self.workdays)
            months = self.years * 12 + self.months
            moved = add_months(day, months) if months else day
            return moved + timedelta(days=self.weeks * 7 + self.days) if self.weeks or self.days else moved
        except OverflowError:  # beyond the last year a date can have
            return date.min if self.backwards else date.max

    @property
    def backwards(self) -> bool:
        """Tell whether it counts back from a day: then the last day never moves forward."""
        return min(self.years, self.months, self.weeks, self.days) < 0


def add_months(day: date, months: int) -> date:
    """Return the day with the same number so many months later, or that month's last day (1930:173 1 §)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.min if months < 0 else date.max
    number = day.day if day.day <= _IN_EVERY_MONTH else min(day.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, number)


def birthday(born: date, age: int) -> date:
    """Return the day somebody turns ``age``; who is born on 29 February turns it on the 28th in other years."""
    return add_months(born, age * 12)


def half_year(born: date, age: int) -> date:
    """Return the day the second half of the year begins in which somebody turns ``age`` (andra kalenderhalvåret)."""
    return date(min(born.year + age, date.max.year), 7, 1)


def age_on(born: date | None, day: date) -> int | None:
    """Return full years of age on ``day``; None for who is not born then, and where the birth date is not known."""
    if born is None or born > day:
        return None
    years = day.year - born.year
    return years if day >= birthday(born, years) else years - 1


def quarter_end(day: date) -> date:
    """Return the last day of the calendar quarter of ``day``."""
    month = (day.month + _QUARTER - 1) // _QUARTER * _QUARTER
    return date(day.year, month, calendar.monthrange(day.year, month)[1])


def moved_to_workday(day: date) -> date:
    """Return ``day``, or the next weekday where it falls on a day that is not worked (1930:173 2 §)."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day
