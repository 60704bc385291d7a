"""What is entered when a person is registered (inskrivning): text and codes, checked by the service that saves it.

Only a name or a number is needed, and neither of somebody who is said to be unknown; everything else may be completed
later ("att komplettera").
"""

from dataclasses import dataclass
from datetime import date

from caseworker.domain.calendars import Calendar
from caseworker.domain.person import (
    BirthPrecision,
    BirthSource,
    Certainty,
    InterpreterNeed,
    NameRole,
    Sex,
    TokenRole,
)
from caseworker.domain.status import PermitType


@dataclass(frozen=True, slots=True)
class EnteredNumber:
    """An identity number as typed. ``type`` is an IdentifierType value; ``issuer`` "" means the usual one."""

    type: str
    text: str
    issuer: str = ""
    seen_on: date | None = None
    copy_kept: bool = False
    certainty: Certainty = Certainty.NOT_STATED
    renewed_on: date | None = None


@dataclass(frozen=True, slots=True)
class EnteredName:
    """A spelling of a name in its parts, in the order they are said. ``keeps``: the one it replaces was hers."""

    role: NameRole
    tokens: tuple[tuple[TokenRole, str], ...]
    begins: date | None = None
    ends: date | None = None
    keeps: bool = False


@dataclass(frozen=True, slots=True)
class EnteredBirth:
    """What is said of when she was born: the date as typed in its calendar, and the words as they were said, if any.

    ``holds``: this is the date to work with from now on.
    """

    typed: str
    calendar: Calendar = Calendar.GREGORIAN
    source: BirthSource = BirthSource.NOT_STATED
    stated: str = ""
    holds: bool = True


@dataclass(frozen=True, slots=True)
class EnteredStatus:
    """A legal status as chosen: lawbook code or alias and its first day."""

    code: str
    begins: date
    ground: str = ""
    permit: PermitType = PermitType.NONE
    permit_until: date | None = None
    unaccompanied: bool = False
    classification: str = ""


@dataclass(frozen=True, slots=True)
class EnteredAddress:
    """A residence as typed."""

    street: str
    postcode: str
    city: str
    care_of: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    """One person as entered."""

    given: str = ""
    family: str = ""
    original_name: str = ""
    migration_name: str = ""
    born: date | None = None
    born_precision: BirthPrecision = BirthPrecision.UNKNOWN
    born_source: str = ""
    sex: Sex = Sex.UNKNOWN
    speaks: str = ""
    reads: str = ""
    interpreter: InterpreterNeed = InterpreterNeed.UNKNOWN
    arrived_through: str = ""
    numbers: tuple[EnteredNumber, ...] = ()
    status: EnteredStatus | None = None
    settlement: str = ""
    accommodation: str = ""
    opened: date | None = None  # day the case was opened, None = today
    phone: str = ""
    email: str = ""
    address: EnteredAddress | None = None
    child_of: str = ""  # id of the registered parent in whose household she lives, "" = nobody's
    unknown: bool = False  # okänd: neither name nor number is known
