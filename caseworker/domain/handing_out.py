"""What is told of a person's file to herself and to others: who has looked, what has left, whom to keep hidden."""

from dataclasses import dataclass, field
from datetime import datetime

from caseworker.errors import Refused

HIDDEN = "en person som inte anges här"
SHORTEST_PURPOSE, LONGEST_PURPOSE = 5, 300


@dataclass(frozen=True, slots=True)
class LookedAt:
    """One look (en läsning): when (UTC), by whom, as what and where she worked that day, and the log's word for it."""

    at: datetime
    name: str
    roles: tuple[str, ...]
    unit: str
    action: str


@dataclass(frozen=True, slots=True)
class HandedOut:
    """One time something left the register: when (UTC), by whose hand, the log's word for it, and what for."""

    at: datetime
    name: str
    action: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Traces:
    """What the log tells of a file, oldest first, and ids of people whom its person must not be told about."""

    looks: tuple[LookedAt, ...] = ()
    handed_out: tuple[HandedOut, ...] = ()
    hidden: frozenset[str] = field(default=frozenset())


def require_purpose(purpose: str) -> str:
    """Return why something leaves the register (ändamål), on one line.

    Raises ``Refused("purpose.short", shortest=…)`` and ``Refused("purpose.long", longest=…)``.
    """
    purpose = " ".join(purpose.split())
    if len(purpose) < SHORTEST_PURPOSE:
        raise Refused("purpose.short", shortest=SHORTEST_PURPOSE)
    if len(purpose) > LONGEST_PURPOSE:
        raise Refused("purpose.long", longest=LONGEST_PURPOSE)
    return purpose
