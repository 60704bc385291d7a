"""Frozen rows: what reads return and screens show. No behaviour beyond what a reader may ask of shown data.

Codes stay codes (``NY-FLY``, ``woman``); the edge turns them into words. Identity numbers in lists are masked already.
"""

from dataclasses import dataclass
from datetime import date, datetime

from caseworker.domain.attachments import AttachmentRow
from caseworker.domain.ids import NoteId
from caseworker.domain.protection import ProtectionMark

LONGEST_LOG = 200


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
    of_case: str = ""  # the file it stands in, when that is another one of hers
    tokens: tuple[tuple[str, str], ...] = ()  # domain.person.TokenRole and text, in order
    begins: date | None = None
    ends: date | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class IdentifierRow:
    """One identity number; ``value`` is complete (the person file masks it, revealing is logged)."""

    type: str
    value: str
    begins: date
    ends: date | None
    of_case: str = ""
    issuer: str = ""
    seen_on: date | None = None
    copy_kept: bool = False
    certainty: str = ""  # domain.person.Certainty
    renewed_on: date | None = None
    why_ended: str = ""  # domain.person.WhyEnded
    reason: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class BirthRow:
    """What somebody or some paper says of her birth; ``calendar`` and ``source`` are codes, ``stated`` verbatim."""

    stated: str
    calendar: str
    source: str
    recorded: date
    born: date | None


@dataclass(frozen=True, slots=True)
class EndingRow:
    """How her time here ended, or that she came back; ``kind`` is a domain.endings.EndingKind."""

    id: str
    kind: str
    day: date
    place: str
    source: str
    note: str


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
    of_case: str = ""


@dataclass(frozen=True, slots=True)
class AxisRow:
    """One period of settlement or accommodation."""

    code: str
    begins: date
    ends: date | None


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of an intervention: an InterventionState from ``day`` on, recorded by ``by`` (a name), and why."""

    id: str
    state: str
    day: date
    recorded: datetime
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class TickRow:
    """A piece of evidence that was seen on ``day``; ``by`` is a name."""

    code: str
    day: date
    by: str


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """What was seen ``months`` after an intervention ended; ``by`` is a name."""

    id: str
    months: int
    day: date
    outcome: str
    scale: int | None
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class LawFactRow:
    """A day or a circumstance the law asks about; see ``law_facts.LawFact``."""

    id: str
    code: str
    day: date | None
    holds: bool | None
    begins: date | None
    recorded: date
    replaced: date | None


@dataclass(frozen=True, slots=True)
class InterventionRow:
    """One intervention with what happened to it, the steps oldest first; see ``Intervention`` for the rest."""

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
    of_case: str = ""
    detail: str = ""
    contact: str = ""
    place: str = ""
    hours_done: int | None = None
    hours_total: int | None = None
    outcome_code: str = ""
    scale: int | None = None
    steps: tuple[StepRow, ...] = ()
    ticks: tuple[TickRow, ...] = ()
    follow_ups: tuple[FollowUpRow, ...] = ()


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """What the person says is wrong in a note, when it was recorded (UTC) and by whom."""

    id: str
    recorded: datetime
    recorded_name: str
    text: str


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One journal note. ``author`` is the name as it was when she signed, of an unsigned one as it is.

    ``written`` is when its words were last kept, ``signed`` None while only its author may change it; ``kind`` is a
    NoteKind and ``signed_role`` a Role, "" for what was signed before roles were kept.
    """

    id: str
    author: str
    written: datetime
    happened_on: date
    text: str
    corrects: str
    of_case: str = ""
    kind: str = "unmarked"
    stated_by: str = ""
    interpreter: str = ""
    interpreter_language: str = ""
    interpreter_time: str = ""
    author_id: str = ""
    begun: datetime | None = None
    signed: datetime | None = None
    signed_role: str = ""
    disputes: tuple[DisputeRow, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundNote:
    """A note that was found by its words: whose it is, the day it is about, and the words around the hit."""

    note: NoteId
    person: PersonRow
    happened_on: date
    snippet: str


@dataclass(frozen=True, slots=True)
class LogRow:
    """One line of the case's log: who did or looked at what, when.

    Of a choice between two values also the ``field``, what was ``kept`` and what was ``dropped``; of an import the list
    it came from, as ``file`` and ``row``.
    """

    at: datetime
    actor: str
    action: str
    seq: int = 0
    field: str = ""
    kept: str = ""
    dropped: str = ""
    file: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """Who works with the case."""

    name: str
    kind: str
    begins: date
    ends: date | None
    staff: str


@dataclass(frozen=True, slots=True)
class LinkedFile:
    """Another file of the same person that is shown in this one: since when, and who linked it (a name)."""

    person: str
    case_number: str
    begins: date
    linked_by: str


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody's time in the household of a file's person; of a protected one nothing but her case number and band.

    ``person`` is "" for one beyond the reader's reach. ``errand_due`` is the first last day of what a move asks for.
    """

    person: str
    name: str
    case_number: str
    born: date | None
    sex: str
    status: str
    unaccompanied: bool
    permit_until: date | None
    errand_due: date | None
    complete: bool  # whether legal status and a number are known
    begins: date
    ends: date | None
    protected: ProtectionMark | None = None


@dataclass(frozen=True, slots=True)
class RelationRow:
    """What another is to a file's person, whichever of the two it was recorded for; kinds of ``domain.household``.

    ``other`` is the registered person's id, "" for somebody outside and for one beyond the reader's reach, who has only
    a case number here, as has a protected one.
    """

    id: str
    kind: str
    ground: str
    other: str
    name: str
    case_number: str
    contact: str
    source: str
    begins: date
    ends: date | None


@dataclass(frozen=True, slots=True)
class NoContactRow:
    """Who must not be told about a file's person ("får inte nå"); without name and case number a protected person.

    ``together`` says whether she lives at the person's address (``domain.household.Together``).
    """

    id: str
    other: str
    name: str
    case_number: str
    reason: str
    begins: date
    ends: date | None
    together: str


@dataclass(frozen=True, slots=True)
class ErrandRow:
    """What a move asks for of one person, and who settled it. ``name`` is "" for a protected person."""

    id: str
    person: str
    name: str
    case_number: str
    code: str
    arose: date
    due: date | None
    done: date | None
    done_by: str
    note: str


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
    notes: tuple[NoteRow, ...]  # newest first; unsigned ones only for those who may see them
    log: tuple[LogRow, ...]  # newest first, at most 200
    assignments: tuple[AssignmentRow, ...]
    protected: ProtectionMark | None = None  # sealed parts are missing unless it says that they are open
    linked: tuple[LinkedFile, ...] = ()
    born_source: str = ""  # domain.person.BirthSource, or words of an earlier program
    births: tuple[BirthRow, ...] = ()  # oldest first
    endings: tuple[EndingRow, ...] = ()  # oldest first
    closed: date | None = None  # last day of the case
    household: tuple[MemberRow, ...] = ()  # now and before, she herself too; those who live together now first
    relations: tuple[RelationRow, ...] = ()
    no_contacts: tuple[NoContactRow, ...] = ()
    errands: tuple[ErrandRow, ...] = ()  # newest move first
    attachments: tuple[AttachmentRow, ...] = ()  # newest first, those taken out of the file last
    law_facts: tuple[LawFactRow, ...] = ()  # in the order they were recorded, those replaced too

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
