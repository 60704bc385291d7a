"""What a caseworker is to do and when (Idag): her own reminders, visits and interpreters, and who waits for whom.

A thing on the list is named by its ``key``: "duty ROW DAY", "reminder ID", "visit ID", "interpreter ID", "wait ID".
What somebody has done about a thing (done, put off, handed over) is one ``TaskMark``.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from caseworker.domain.ids import PersonId
from caseworker.errors import Refused

BOOK_WITHIN = 3  # days before a visit an interpreter is to be booked
RAISED_FOR = 7  # days a duty stands out after each of its reminders
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


class VisitKind(StrEnum):
    """How people meet (besök)."""

    OFFICE = "office"  # hos oss
    HOME = "home"  # hembesök
    ELSEWHERE = "elsewhere"  # hos någon annan
    PHONE = "phone"  # telefonsamtal


class InterpreterWay(StrEnum):
    """How an interpreter (tolk) takes part."""

    NONE = "none"
    PHONE = "phone"
    ON_SITE = "on_site"


class GenderWish(StrEnum):
    """What sex the person wishes her interpreter to be."""

    NONE = ""
    WOMAN = "woman"
    MAN = "man"


class VisitOutcome(StrEnum):
    """What came of a visit."""

    OPEN = ""
    CAME = "came"
    ABSENT = "absent"
    MOVED = "moved"  # to another visit


@dataclass(eq=False)
class Reminder:
    """Something a caseworker has promised to do (egen påminnelse) by ``day``."""

    id: str
    person_id: PersonId
    staff_id: str
    day: date
    text: str
    made: date
    done: date | None = None
    done_by: str = ""


@dataclass(eq=False)
class Visit:
    """A visit or a call, and the interpreter it takes. ``at`` is "09:30", "" when no time is set.

    ``booked`` is the day an interpreter was booked.
    """

    id: str
    person_id: PersonId
    staff_id: str
    day: date
    at: str
    kind: VisitKind
    text: str
    place: str
    interpreter: InterpreterWay
    language: str
    wish: GenderWish
    booked: date | None = None
    outcome: VisitOutcome = VisitOutcome.OPEN


@dataclass(eq=False)
class Wait:
    """Somebody else is to act (väntar på andra): ``actor`` is a code, ``since`` when the ball was passed to them."""

    id: str
    person_id: PersonId
    staff_id: str
    actor: str
    text: str
    since: date
    reminded: date | None = None
    times: int = 0
    ended: date | None = None


@dataclass(eq=False)
class TaskMark:
    """What was done about one thing on the list: done, put off to ``later``, or handed to ``staff_id`` ("" nobody)."""

    id: str
    person_id: PersonId
    thing: str
    done: date | None = None
    done_by: str = ""
    later: date | None = None
    staff_id: str = ""


class ThingKind(StrEnum):
    """What kinds of things can be done, put off and handed over; the first word of a thing's key."""

    DUTY = "duty"
    REMINDER = "reminder"
    VISIT = "visit"
    INTERPRETER = "interpreter"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class EnteredVisit:
    """A visit as entered; ``interpreter`` None takes what the person's file says, ``language`` "" what she speaks."""

    day: date
    at: str = ""
    kind: VisitKind = VisitKind.OFFICE
    text: str = ""
    place: str = ""
    interpreter: InterpreterWay | None = None
    language: str = ""
    wish: GenderWish = GenderWish.NONE
    booked: bool = False


def raised_step(last_day: date, steps: Iterable[int], today: date) -> int | None:
    """Return the step of reminding, in days before the last day, that came within the last week; None for none.

    Past the last day nothing reminds: it is late.
    """
    left = (last_day - today).days
    return min((step for step in steps if step - RAISED_FOR < left <= step), default=None) if left >= 0 else None


def next_step(last_day: date, steps: Iterable[int], today: date) -> date | None:
    """Return the day of the next reminder after today, None when there is none before the last day."""
    days = (last_day - timedelta(days=step) for step in steps)
    return min((day for day in days if day > today), default=None)


def require_later(until: date, *, today: date, last_day: date | None, reminds: date | None = None) -> None:
    """Raise ``Refused`` when a thing cannot be put off to ``until``. ``reminds``: its next reminder.

    ``agenda.not_later``: that day is not after today; ``agenda.past_last_day``: it lies after the last day;
    ``agenda.past_reminder``: it lies after the next reminder.
    """
    if until <= today:
        raise Refused("agenda.not_later")
    if last_day is not None and until > last_day:
        raise Refused("agenda.past_last_day", last_day=last_day)
    if reminds is not None and until > reminds:
        raise Refused("agenda.past_reminder", day=reminds)


def settle_time(text: str) -> str:
    """Return a time of day as "09:30"; "" stays "". Raises ``Refused("agenda.bad_time")``."""
    written = text.strip()
    if not written:
        return ""
    found = _TIME.fullmatch(written)
    if found is None:
        raise Refused("agenda.bad_time")
    return time(int(found[1]), int(found[2])).isoformat("minutes")


def kind_of(thing: str) -> tuple[ThingKind, str]:
    """Return what kind of thing a key names, and the rest of it. Raises ``Refused("agenda.unknown")``."""
    kind, _, rest = thing.partition(" ")
    if kind not in {one.value for one in ThingKind} or not rest:
        raise Refused("agenda.unknown")
    return ThingKind(kind), rest


def duty_key(row: str, event: date) -> str:
    """Return the key of a computed duty: another event is another thing."""
    return f"duty {row} {event.isoformat()}"


def overdue_days(since: date, today: date) -> int:
    """Return for how many days the ball has lain with somebody; never below nought when a clock has jumped."""
    return max((today - since).days, 0)
