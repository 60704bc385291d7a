"""Frozen rows: what reads return and screens show. No behaviour beyond what a reader may ask of shown data.

Codes stay codes (``NY-FLY``, ``woman``); the edge turns them into words. Identity numbers in lists are masked already.
"""

from dataclasses import dataclass
from datetime import date, datetime

from caseworker.domain.protection import ProtectionMark


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of a list or a search hit."""

    id: str
    name: str  # Latin spelling
    original_name: str  # own script, "" when unknown
    born: date | None
    born_precision: str  # domain.person.BirthPrecision
    sex: str  # domain.person.Sex
    number: str  # the strongest identifier, masked to its last four characters, "" when none
    case_number: str
    status: str  # legal status code today, "" when not recorded
    unaccompanied: bool
    permit: str  # PermitType
    settlement: str  # settlement code, "" when not recorded
    caseworker: str  # name of the responsible member of staff, "" when none
    protected: ProtectionMark | None = None  # then names, birth and number are not here


@dataclass(frozen=True, slots=True)
class NameRow:
    """One spelling of a name; ``role`` is a NameRole."""

    role: str
    full: str
    given: str
    family: str


@dataclass(frozen=True, slots=True)
class IdentifierRow:
    """One identity number; ``value`` is complete (the person file masks it, revealing is logged)."""

    type: str
    value: str
    begins: date
    ends: date | None


@dataclass(frozen=True, slots=True)
class AddressRow:
    """One address with validity."""

    kind: str
    care_of: str
    street: str
    postcode: str
    city: str
    begins: date
    ends: date | None


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One telephone number or e-mail address with validity."""

    kind: str
    value: str
    begins: date
    ends: date | None


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One period of legal status."""

    id: str
    code: str
    ground: str
    permit: str
    permit_until: date | None
    classification: str
    unaccompanied: bool
    begins: date
    ends: date | None


@dataclass(frozen=True, slots=True)
class AxisRow:
    """One period of settlement or accommodation."""

    code: str
    begins: date
    ends: date | None


@dataclass(frozen=True, slots=True)
class InterventionRow:
    """One intervention."""

    id: str
    type: str
    area: str
    actor: str
    state: str
    recorded: date
    begins: date | None
    ends: date | None
    outcome: str
    version: int


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One journal note."""

    id: str
    author: str
    written: datetime
    happened_on: date
    text: str
    corrects: str


@dataclass(frozen=True, slots=True)
class LogRow:
    """One line of the case's log: who did or looked at what, when."""

    at: datetime
    actor: str
    action: str


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """Who works with the case."""

    name: str
    kind: str
    begins: date
    ends: date | None
    staff: str


@dataclass(frozen=True, slots=True)
class PersonFile:
    """Everything the person's file (personakt) shows, read in one transaction and logged as one look."""

    id: str
    version: int
    case_id: str
    case_number: str
    unit: str
    opened: date
    sex: str
    born: date | None
    born_precision: str
    reads: str
    speaks: str
    interpreter: str
    arrived_through: str
    names: tuple[NameRow, ...]
    identifiers: tuple[IdentifierRow, ...]
    addresses: tuple[AddressRow, ...]
    contacts: tuple[ContactRow, ...]
    statuses: tuple[StatusRow, ...]  # newest first
    settlements: tuple[AxisRow, ...]
    accommodations: tuple[AxisRow, ...]
    interventions: tuple[InterventionRow, ...]  # newest first
    notes: tuple[NoteRow, ...]  # newest first
    log: tuple[LogRow, ...]  # newest first, at most 200
    assignments: tuple[AssignmentRow, ...]
    protected: ProtectionMark | None = None  # sealed parts are missing unless it says that they are open

    @property
    def is_closed(self) -> bool:
        """Tell whether it is a protected person's and her details are hidden."""
        return self.protected is not None and self.protected.open_until is None

    def name(self, role: str = "latin") -> str:
        """Return the full name in the spelling ``role``, or an empty string."""
        return next((name.full for name in self.names if name.role == role), "")


@dataclass(frozen=True, slots=True)
class CandidateReason:
    """Why a registered person may be the one being entered. ``sign`` is "=", "≈" or "≠"; the edge words the code."""

    sign: str
    code: str
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A registered person who may be the one being entered; ``likeness`` is same | maybe | related."""

    person: PersonRow
    likeness: str
    same_number: bool  # "samma nummer, annan person": saving is refused while this holds
    reasons: tuple[CandidateReason, ...]


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One code with its words, for a choice: Swedish and English."""

    code: str
    sv: str
    en: str


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """One release of counts and where it stands in the outbox."""

    release_id: str
    table: str
    period: str
    revision: int
    created: datetime
    sha256: str
    state: str  # queued | sending | acked | rejected | dead
    reason: str  # code of the last fault, "" when none
    attempts: int
    next_attempt: datetime | None
    received: datetime | None  # the centre's receipt
