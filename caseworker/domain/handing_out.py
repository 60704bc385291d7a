"""What is told of a person's file to herself and to others: who has looked, what has left, whom to keep hidden."""

from dataclasses import dataclass, field
from datetime import datetime

HIDDEN = "en person som inte anges här"


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
