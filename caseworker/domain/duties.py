"""What somebody has to do for a person, and the last day (skyldigheter och sista dagar): dated rows, counted by law.

A duty begins with an event (a decision, a birthday, a permit's last day). The row in force on the day of the event
decides; the length is counted by lag 1930:173. What is lost when the day passes stands in the row.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from caseworker.domain.conditions import Condition, Line, day_of
from caseworker.domain.daycount import Span, birthday, half_year, moved_to_workday, quarter_end
from caseworker.domain.facts import Known
from caseworker.domain.law import Certainty, Rule
from caseworker.domain.profile import Daily, Settled


class Loss(StrEnum):
    """What is lost when the last day passes, the worst first."""

    PROTECTION = "protection"  # somebody's safety
    LAW = "law"  # a duty or a right in law
    MONEY = "money"
    QUALITY = "quality"


@dataclass(frozen=True, slots=True)
class Counting:
    """How the last day is counted from the event.

    ``birthday`` counts from the day of turning that age. ``not_before`` and ``half_year`` (1 July of the year of
    turning that age) put off an event that came earlier. ``quarter`` counts from the end of the quarter of the event,
    ``year`` to the end of the calendar year; ``at_once`` is the event's own day (genast). ``again`` is a duty that
    comes back: what was done before it was shown was done for an earlier one.
    """

    event: str
    span: Span
    birthday: int | None = None
    not_before: date | None = None
    half_year: int | None = None
    quarter: bool = False
    year: bool = False
    at_once: bool = False
    again: bool = False
    moves: bool = True  # 1930:173 2 §: from a Saturday, Sunday, red day or eve to the next weekday

    @property
    def counts_from(self) -> str:
        """Return the name of the day that must be known, for ``day_of``."""
        return self.event if self.birthday is None else "born"


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One dated row of a duty. ``done`` names the day that shows it is done; ``opens`` days before it is shown.

    ``remind``: how many days before the last day it is raised anew, the first step first; it opens with the first.
    """

    id: str
    duty: str  # a code shared by the rows of one duty
    statuses: frozenset[str]
    conditions: tuple[Condition, ...]
    counting: Counting
    done: str
    opens: int | None
    loss: Loss
    lost: str  # in plain Swedish
    responsible: str
    action: str  # a code of what the program can help with
    sv: str  # what is to be done, in plain Swedish
    short: str  # the same in a few words, for lists
    short_en: str
    rule: Rule
    remind: tuple[int, ...] = ()
    local: bool = False


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty for one person. Without ``last_day`` no text is known for the day of its event."""

    row: DutyRow
    event: date
    last_day: date | None
    shown_from: date
    done_on: date | None
    asks: tuple[str, ...]
    log: tuple[Line, ...]


class PreparedDuty(NamedTuple):
    """A row that may hold for a profile, with what is left of its conditions."""

    row: DutyRow
    settled: Settled


def prepare_duties(rows: Iterable[DutyRow], known: Known, daily: Daily) -> tuple[PreparedDuty, ...]:
    """Make rows ready for all who share the profile of ``known``. Rows whose event is not known are silent."""
    found = []
    for row in rows:
        if day_of(known, row.counting.counts_from) is None:
            continue
        settled = daily.settle(row.conditions, known)
        if settled is not None:
            found.append(PreparedDuty(row, settled))
    return tuple(found)


def answer_duties(
    prepared: Iterable[PreparedDuty], days: Sequence[tuple[int, int]], known: Known, day: date
) -> tuple[Duty, ...]:
    """Return the duties of a person whose status covers ``day``, by last day.

    ``days`` are hers at each place of the profile's ``Daily``.
    """
    at = day.toordinal()
    if not known.first <= at <= known.last:
        return ()
    found = []
    for row, (place, asks) in prepared:
        first, last = days[place]
        if first <= at <= last:
            duty = _answer(row, asks, known)
            if duty is not None:
                found.append(duty)
    return tuple(sorted(found, key=lambda duty: (duty.last_day or date.max, duty.row.id)))


def last_day_of(row: DutyRow, event: date) -> date:
    """Return the last day a row gives for an event of that day."""
    return _count(row, event)[0]


def _answer(row: DutyRow, asks: tuple[str, ...], known: Known) -> Duty | None:
    counting = row.counting
    told = day_of(known, counting.counts_from)
    if told is None:
        return None
    if counting.birthday is not None:
        told = birthday(told, counting.birthday)
    event = _put_off(counting, told, known)
    if not row.rule.holds_on(event):
        return None
    done = known.facts.days.get(row.done) if row.done else None
    if row.rule.certainty is Certainty.UNKNOWN:
        unknown = (Line("event", (counting.event, event)), Line("certainty_unknown", (row.rule.verified_on,)))
        return Duty(row, event, None, event, done, asks, unknown)
    last_day, lines = _count(row, event)
    if event != told:
        lines.insert(0, Line("put_off", (told, event)))
    shown = _shown_from(row, event, last_day)
    if done is not None and counting.again and done < min(shown, event):
        done = None
    if asks:
        lines.append(Line("depends", asks))
    if row.rule.certainty is not Certainty.IN_FORCE:
        lines.append(Line(f"certainty_{row.rule.certainty.value}", (row.rule.verified_on,)))
    if row.local:
        lines.append(Line("local", (row.rule.law,)))
    return Duty(row, event, last_day, shown, done, asks, tuple(lines))


def _shown_from(row: DutyRow, event: date, last_day: date) -> date:
    if row.opens is None:
        return event
    return date.fromordinal(max(last_day.toordinal() - row.opens, date.min.toordinal()))


def _put_off(counting: Counting, event: date, known: Known) -> date:
    """Return the day the duty begins, where it cannot begin as early as its event."""
    if counting.not_before is not None:
        event = max(event, counting.not_before)
    if counting.half_year is not None and known.facts.born is not None:
        event = max(event, half_year(known.facts.born, counting.half_year))
    return event


def _count(row: DutyRow, event: date) -> tuple[date, list[Line]]:
    counting = row.counting
    lines = [Line("event", (counting.event or f"birthday {counting.birthday}", event))]
    start = event
    if counting.quarter:
        start = quarter_end(event)
        lines.append(Line("quarter", (start,)))
    last_day = start
    if not counting.at_once:
        last_day = counting.span.after(start)
        lines.append(Line("counted", (counting.span, last_day)))
    if counting.year:
        last_day = date(last_day.year, 12, 31)
        lines.append(Line("year_end", (last_day,)))
    if counting.moves and not counting.span.backwards and not counting.at_once:
        moved = moved_to_workday(last_day)
        if moved != last_day:
            lines.append(Line("moved", (last_day, moved)))
            last_day = moved
    lines.append(Line("row", (row.id, row.rule.valid_from, row.rule.valid_to)))
    return last_day, lines
