"""The person (individ): names, birth, sex as registered, languages, identifiers and the periods that follow her.

Plain objects, mapped imperatively by the store; they never reach a screen. Identity numbers are checked by
``caseworker.domain.identity`` before they come here.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from caseworker.domain.agenda import Reminder, TaskMark, Visit, Wait
from caseworker.domain.contact import Address, ContactPoint
from caseworker.domain.endings import Ending
from caseworker.domain.household import Errand, HouseholdMember, NoContact, Relation
from caseworker.domain.ids import PersonId
from caseworker.domain.law_facts import LawFact
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
    FORMER = "former"  # tidigare namn
    ALIAS = "alias"  # även känd som


class TokenRole(StrEnum):
    """What a word of a name is (namndel). Many names have no family name, and a chain may go on for generations."""

    TITLE = "title"  # titel, som Sheikh eller Hadji
    GIVEN = "given"  # förnamn
    FATHER = "father"  # faderns namn
    GRANDFATHER = "grandfather"  # farfaderns namn
    MOTHER = "mother"  # moderns namn
    FAMILY = "family"  # efternamn eller släktnamn
    OTHER = "other"


class BirthSource(StrEnum):
    """Where a birth date comes from (födelsedatum, källa)."""

    NOT_STATED = ""
    DOCUMENT = "document"  # handling, till exempel pass eller id-kort
    DECISION = "decision"  # beslut, ofta den 1 januari
    OWN_STATEMENT = "own_statement"  # egen uppgift
    ESTIMATED = "estimated"  # uppskattad
    OTHER = "other"  # annan källa


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


class Certainty(StrEnum):
    """How surely the identity behind a samordningsnummer is known (lag 2022:1697 2 kap.)."""

    NOT_STATED = ""
    CONFIRMED = "styrkt"
    LIKELY = "sannolik"
    UNCERTAIN = "osäker"


class WhyEnded(StrEnum):
    """Why a number is not in use any more."""

    IN_USE = ""
    REPLACED = "replaced"
    MISTYPED = "mistyped"  # felskrivet: it was never hers
    WITHDRAWN = "withdrawn"  # återkallat av utfärdaren


@dataclass(frozen=True, slots=True)
class NameToken:
    """One word, or words that belong together, of a name, and what it is."""

    role: TokenRole
    text: str


@dataclass(eq=False)
class PersonName:
    """One spelling of the person's name. ``full`` is what is shown; given and family are known for LATIN only.

    ``tokens`` are its parts in the order they are said, empty when nobody told them apart. ``begins`` and ``ends``
    bound a former name or an alias.
    """

    id: str
    person_id: PersonId
    role: NameRole
    full: str
    given: str = ""
    family: str = ""
    tokens: tuple[NameToken, ...] = ()
    begins: date | None = None
    ends: date | None = None


@dataclass(eq=False)
class BirthStatement:
    """What somebody or some paper says of when she was born (uppgift om födelsedatum), kept as it was stated.

    ``stated`` is verbatim, in ``calendar``; ``source`` is a BirthSource value. Which date is worked with stands on the
    person herself.
    """

    id: str
    person_id: PersonId
    stated: str
    calendar: str
    source: str
    recorded: date
    born: date | None = None


@dataclass(eq=False)
class HeldIdentifier:
    """An identity number the person has or has had (identitetsbeteckning), with validity. Never a key.

    ``type`` is an ``identity.IdentifierType`` value and ``value`` its normalised form; ``seen_on`` is the day the
    document was seen. ``certainty`` and ``renewed_on`` are a samordningsnummer's. ``reason`` tells in words why a
    mistyped or withdrawn one ended.
    """

    id: str
    person_id: PersonId
    type: str
    value: str
    begins: date
    ends: date | None = None
    seen_on: date | None = None
    copy_kept: bool = False
    issuer: str = ""
    certainty: Certainty = Certainty.NOT_STATED
    renewed_on: date | None = None
    why_ended: WhyEnded = WhyEnded.IN_USE
    reason: str = ""


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
    births: list[BirthStatement] = field(default_factory=list)
    endings: list[Ending] = field(default_factory=list)
    memberships: list[HouseholdMember] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    no_contacts: list[NoContact] = field(default_factory=list)
    errands: list[Errand] = field(default_factory=list)
    law_facts: list[LawFact] = field(default_factory=list)
    reminders: list[Reminder] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    waits: list[Wait] = field(default_factory=list)
    task_marks: list[TaskMark] = field(default_factory=list)

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
