"""Dated periods on one axis: at most one at a time, a new one ends the one before it. Days, never instants."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Protocol, TypeVar

from caseworker.errors import Refused


class Span(Protocol):
    """Anything with a first day and an optional last day (both included), also a frozen row."""

    @property
    def begins(self) -> date: ...

    @property
    def ends(self) -> date | None: ...


class Period(Protocol):
    """A span whose last day may be set."""

    begins: date
    ends: date | None


S = TypeVar("S", bound=Span)


def covers(period: Span, day: date) -> bool:
    """Tell whether ``day`` lies inside ``period``, its first and last day included."""
    return period.begins <= day and (period.ends is None or day <= period.ends)


def current(periods: Sequence[S], day: date) -> S | None:
    """Return the one period that covers ``day``, or None."""
    return next((period for period in periods if covers(period, day)), None)


def succeed(periods: Sequence[Period], new: Period) -> None:
    """End the open period the day before ``new`` begins, and refuse anything that would overlap.

    Raises ``Refused("period.backwards")`` when ``new`` ends before it begins and ``Refused("period.overlap")`` when it
    would overlap a closed period or begin on or before the first day of the open one.
    """
    if new.ends is not None and new.ends < new.begins:
        raise Refused("period.backwards", begins=new.begins, ends=new.ends)
    followed = [period for period in periods if period.ends is None and period.begins < new.begins]
    for period in periods:
        if period not in followed and _overlap(period, new):
            raise Refused("period.overlap", begins=period.begins, ends=period.ends or "")
    for period in followed:
        period.ends = new.begins - timedelta(days=1)


def _overlap(one: Period, other: Period) -> bool:
    starts_in_time = other.ends is None or one.begins <= other.ends
    return starts_in_time and (one.ends is None or other.begins <= one.ends)
