"""The person (individ): names, birth, sex as registered, languages, identifiers and the periods that follow her.

Plain objects, mapped imperatively by the store; they never reach a screen. Identity numbers are checked by
``caseworker.domain.identity`` before they come here.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from caseworker.domain.contact import Address, ContactPoint
from caseworker.domain.ids import PersonId
from caseworker.domain.periods import current, succeed
from caseworker.domain.status import Accommodation, Settlement, StatusPeriod


class Sex(StrEnum):
    """Sex as registered in folkbokföringen (kön), including unknown; never imputed."""

    WOMAN = "woman"
    MAN = "man"
    UNKNOWN = "unknown"


class NameRole(StrEnum):
    """Which spelling a name is (namnform)."""

    LATIN = "latin"
    ORIGINAL = "original"  # namn i egen skrift
    MIGRATION_AGENCY = "migration_agency"  # så som Migrationsverket stavar


class BirthPrecision(StrEnum):
    """How much of the birth date is known (födelsedatum, noggrannhet)."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class InterpreterNeed(StrEnum):
    """Need of an interpreter (tolkbehov)."""

    NEEDED = "needed"
    NOT_NEEDED = "not_needed"
    UNKNOWN = "unknown"


@dataclass(eq=False)
class PersonName:
    """One spelling of the person's name. ``full`` is what is shown; given and family are known for LATIN only."""

    id: str
    person_id: PersonId
    role: NameRole
    full: str
    given: str = ""
    family: str = ""


@dataclass(eq=False)
class HeldIdentifier:
    """An identity number the person has or has had (identitetsbeteckning), with validity. Never a key.

    ``type`` is an ``identity.IdentifierType`` value and ``value`` its normalised form; ``seen_on`` is the day the
    document was seen.
    """

    id: str
    person_id: PersonId
    type: str
    value: str
    begins: date
    ends: date | None = None
    seen_on: date | None = None
    copy_kept: bool = False


@dataclass(eq=False)
class Person:
    """A registered person. ``version`` rises by one with every change (optimistic locking)."""

    id: PersonId
    sex: Sex
    born: date | None
    born_precision: BirthPrecision
    created: datetime
    born_source: str = ""
    reads: str = ""  # code of the language she reads, "" = unknown
    speaks: str = ""  # code of the language she speaks, "" = unknown
    interpreter: InterpreterNeed = InterpreterNeed.UNKNOWN
    arrived_through: str = ""  # hit kom personen via: code, "" = unknown
    version: int = 1
    names: list[PersonName] = field(default_factory=list)
    identifiers: list[HeldIdentifier] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    contacts: list[ContactPoint] = field(default_factory=list)
    statuses: list[StatusPeriod] = field(default_factory=list)
    settlements: list[Settlement] = field(default_factory=list)
    accommodations: list[Accommodation] = field(default_factory=list)

    def name(self, role: NameRole = NameRole.LATIN) -> str:
        """Return the full name in the spelling ``role``, or an empty string when it is not known."""
        return next((name.full for name in self.names if name.role == role), "")

    def enter(self, period: StatusPeriod) -> None:
        """Begin a legal status; the open one ends the day before. Raises ``Refused("period.overlap")``."""
        succeed(self.statuses, period)
        self.statuses.append(period)

    def settle(self, period: Settlement) -> None:
        """Begin a way of settlement (bosättningssätt); the open one ends the day before."""
        succeed(self.settlements, period)
        self.settlements.append(period)

    def accommodate(self, period: Accommodation) -> None:
        """Begin a form of accommodation (boendeform); the open one ends the day before."""
        succeed(self.accommodations, period)
        self.accommodations.append(period)

    def status_on(self, day: date) -> StatusPeriod | None:
        """Return the legal status that holds on ``day``, or None when none is recorded."""
        return current(self.statuses, day)


def age_on(born: date | None, day: date) -> int | None:
    """Return full years of age on ``day``; born on 29 February counts from 1 March in ordinary years."""
    if born is None or born > day:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
