"""What is entered when a person is registered (inskrivning): text and codes, checked by the service that saves it.

Only a name or a number is needed; everything else may be completed later ("att komplettera").
"""

from dataclasses import dataclass
from datetime import date

from caseworker.domain.person import BirthPrecision, InterpreterNeed, Sex
from caseworker.domain.status import PermitType


@dataclass(frozen=True, slots=True)
class EnteredNumber:
    """An identity number as typed. ``type`` is an IdentifierType value."""

    type: str
    text: str


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
