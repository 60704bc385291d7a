"""Who acts and whose records she may touch. Holds no keys, knows nothing of passphrases and grants nothing by itself.

What each role may do is data (``resources/roles``, read by ``caseworker.roles``); which class a record has for a user
is told by the register.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from caseworker.domain.ids import PersonId, StaffId
from caseworker.errors import Refused

SHORTEST_REASON = 10
LONGEST_REASON = 500
LONGEST_LOOK = timedelta(minutes=60)


class Role(StrEnum):
    """What a member of staff works as (roll). One person may hold several."""

    CASEWORKER = "caseworker"  # handläggare
    LOCUM = "locum"  # vikarie: cases she is assigned to, until her last day
    UNIT_MANAGER = "unit_manager"  # enhetschef
    ADMINISTRATOR = "administrator"  # administratör: manages accounts, opens no case
    STATISTICIAN = "statistician"  # statistiker: anonymised counts, no case
    REVIEWER = "reviewer"  # granskare: the log, no case


class RecordClass(StrEnum):
    """How a person's record stands to the one who asks. ``PROTECTED`` comes on top of one of the others."""

    OWN = "own"  # the user works with her case
    UNIT = "unit"  # her case lies in the user's unit
    OTHER = "other"  # her case lies in another unit
    PROTECTED = "protected"  # skyddade personuppgifter


ANY_RECORD = frozenset(RecordClass)


@dataclass(frozen=True, slots=True)
class User:
    """The person at the keyboard, as every service knows her through ``by=``.

    ``unit`` "" is the register's own unit; ``until`` is her last day, None when no end is known.
    """

    id: StaffId
    name: str
    roles: frozenset[Role]
    unit: str = ""
    until: date | None = None

    def may(self, role: Role) -> bool:
        """Tell whether this user holds ``role``."""
        return role in self.roles

    def require_employed(self, day: date) -> None:
        """Raise ``Refused("access.not_employed")`` when ``day`` lies after her last one."""
        if self.until is not None and self.until < day:
            raise Refused("access.not_employed")


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose records one call may touch: what the roles of ``user`` give for the permission the call needs.

    ``in_need``: a look in need (nödåtkomst) opens a record for this permission as if it were her own.
    """

    user: User
    classes: frozenset[RecordClass]
    in_need: bool = False

    @property
    def unbounded(self) -> bool:
        """Tell whether every record is within reach."""
        return self.classes >= ANY_RECORD


@dataclass(frozen=True, slots=True)
class Employment:
    """From when to when a member of staff works in a unit, both days included."""

    unit: str
    begins: date
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class EmploymentRow:
    """One employment, to be shown."""

    staff: StaffId
    name: str
    employment: Employment


@dataclass(frozen=True, slots=True)
class HiddenPerson:
    """Somebody who is in the register beyond the user's reach: enough to ask for a look in need."""

    person: PersonId
    case_number: str
    unit: str


@dataclass(frozen=True, slots=True)
class LookInNeed:
    """A look in need (nödåtkomst): who looked at whose file, why, until when, and who has seen that she did.

    ``reason`` is "" when the log no longer says it, or says it to others only; ``seen_by`` "" until somebody has.
    """

    id: str
    name: str
    person: PersonId
    case_number: str
    reason: str
    opened: datetime
    closes: datetime
    seen_by: str
    seen: datetime | None


def placed(user: User, employments: Iterable[Employment], day: date) -> User:
    """Return ``user`` with the unit and last day of the employment that runs on ``day``.

    Without any employment she belongs to the register's own unit, without an end. When none runs her last day is over:
    that of the latest, or the day before ``day`` when the first is still to begin.
    """
    known = sorted(employments, key=lambda one: one.begins)
    begun = [one for one in known if one.begins <= day]
    if begun:
        running = [one for one in begun if one.ends is None or one.ends >= day]
        latest = (running or begun)[-1]
        return replace(user, unit=latest.unit, until=latest.ends)
    return replace(user, until=day - timedelta(days=1)) if known else user


def require_reason(text: str) -> str:
    """Return the reason for a look in need. Raises ``Refused("access.reason_short" | "access.reason_long")``."""
    reason = " ".join(text.split())
    if len(reason) < SHORTEST_REASON:
        raise Refused("access.reason_short", shortest=SHORTEST_REASON)
    if len(reason) > LONGEST_REASON:
        raise Refused("access.reason_long", longest=LONGEST_REASON)
    return reason


def look_length(minutes: int) -> timedelta:
    """Return how long a look in need lasts. Raises ``Refused("access.look_length")``."""
    length = timedelta(minutes=minutes) if 0 < minutes <= LONGEST_LOOK.total_seconds() / 60 else None
    if length is None:
        raise Refused("access.look_length", longest=int(LONGEST_LOOK.total_seconds() // 60))
    return length
