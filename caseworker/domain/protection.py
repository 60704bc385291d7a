"""Protected persons (skyddade personuppgifter): the kinds, an age told without a birth date, what is asked of readers.

Must not know how anything is sealed.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from caseworker.errors import Refused

FEWEST_READERS = 2
SHORTEST_REASON = 4
OPEN_FOR = timedelta(minutes=5)

# Lower edges of the age bands that stay open. No band of the counts is cut by one of these.
AGE_EDGES = (0, 6, 16, 18, 20, 30, 40, 50, 65, 67)


class ProtectionKind(StrEnum):
    """How a person is protected (skyddade personuppgifter)."""

    SECRECY_MARK = "sekretessmarkering"
    PROTECTED_REGISTRATION = "skyddad_folkbokforing"
    FICTITIOUS = "fingerade"  # fingerade personuppgifter: a new person, known as one to her readers alone

    @property
    def shown(self) -> "ProtectionKind":
        """What lies open of it."""
        return ProtectionKind.SECRECY_MARK if self is ProtectionKind.FICTITIOUS else self


@dataclass(frozen=True, slots=True)
class ProtectionMark:
    """What everybody may see of a protection. ``open_until``: when what was opened closes again, None while closed."""

    kind: ProtectionKind
    begins: date
    compartment: str
    age_from: int | None  # lower edge of her age band, None = not known
    open_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """One opening of sealed facts: when and by whom (a name)."""

    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class ReaderProposal:
    """A change of readers that waits for another reader's word: ids of staff, and who proposed it (id)."""

    readers: tuple[str, ...]
    proposed_by: str
    proposed: datetime


@dataclass(frozen=True, slots=True)
class KeyStanding:
    """Who can open a compartment, and who could and cannot any more (ids of staff)."""

    readers: tuple[str, ...]
    lost: tuple[str, ...]

    @classmethod
    def of(cls, sealed_to: Iterable[str], holders: Iterable[str]) -> "KeyStanding":
        """Compare whom the key was sealed to with who holds it now."""
        held = tuple(holders)
        return cls(held, tuple(one for one in sealed_to if one not in held))

    @property
    def due(self) -> bool:
        """Whether somebody may have kept a copy of the key: it is to be renewed."""
        return bool(self.lost)

    @property
    def too_few(self) -> bool:
        """Whether another reader must be named."""
        return len(self.readers) < FEWEST_READERS


@dataclass(frozen=True, slots=True)
class UnsettledCompartment:
    """A compartment whose key is to be renewed or that too few can read: case numbers, and names of staff."""

    case_numbers: tuple[str, ...]
    readers: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProtectionView:
    """A protection as it is shown beside the case: readers by name, who looked last, what waits.

    ``household``: the case numbers of those who are sealed with her, her own too.
    ``lost``: who could read and cannot any more; until a reader looks, the key is still the one they had.
    """

    mark: ProtectionMark
    readers: tuple[str, ...]
    reader_ids: tuple[str, ...]
    may_read: bool
    last_look: Look | None
    proposal: ReaderProposal | None
    lost: tuple[str, ...] = ()
    household: tuple[str, ...] = ()
    case_number: str = ""

    @property
    def too_few(self) -> bool:
        """Whether another reader must be named."""
        return len(self.reader_ids) < FEWEST_READERS


@dataclass(frozen=True, slots=True)
class Leftover:
    """What cannot be recalled: ``what`` is "printed" | "saved" | "set_aside" | "backups"; ``day`` when, or until when.

    "set_aside" is an older register that a restore has kept in the register's folder.
    """

    what: str
    day: date
    who: str = ""


def age_edge(age: int | None) -> int | None:
    """Return the lower edge of the band that ``age`` lies in."""
    return None if age is None else AGE_EDGES[bisect_right(AGE_EDGES, age) - 1]


def age_band(edge: int | None) -> tuple[int, int | None] | None:
    """Return first and last year of the band with this lower edge; the oldest band has no last year."""
    if edge is None:
        return None
    above = bisect_right(AGE_EDGES, edge)
    return edge, AGE_EDGES[above] - 1 if above < len(AGE_EDGES) else None


def require_readers(readers: Iterable[str]) -> tuple[str, ...]:
    """Return the readers, each once, in order. Raises ``Refused("protection.two_readers")``: one alone may be ill."""
    named = tuple(sorted({reader for reader in readers if reader}))
    if len(named) < FEWEST_READERS:
        raise Refused("protection.two_readers", fewest=FEWEST_READERS)
    return named


def require_reason(reason: str) -> str:
    """Return the trimmed reason. Raises ``Refused("protection.reason_missing")``."""
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise Refused("protection.reason_missing", shortest=SHORTEST_REASON)
    return reason
