"""What may be chosen in a form: codes with their words, as dated rows and shipped lists give them."""

from dataclasses import dataclass
from datetime import date

from caseworker import codes, lawbook
from caseworker.domain.access import User
from caseworker.domain.identity import IdentifierType
from caseworker.domain.intervention_types import InterventionType
from caseworker.domain.law import cite
from caseworker.domain.rows import CodeRow
from caseworker.services import _active_law
from caseworker.services._catalogue import catalogue_on
from caseworker.services.registry import service
from caseworker.store.register import Register


@dataclass(frozen=True, slots=True)
class StatusChoice:
    """A legal status that may be recorded on the day asked about. ``verified_on`` and ``certainty`` are shown."""

    code: str
    sv: str
    en: str
    short_sv: str
    short_en: str
    permits: tuple[str, ...]
    grounds: tuple[CodeRow, ...]
    law: str
    certainty: str
    verified_on: date


@dataclass(frozen=True, slots=True)
class InterventionChoice:
    """An intervention of the catalogue. ``offered`` is False for one that this municipality does not offer (any more).

    ``law`` is cited as it is printed, "" for a voluntary undertaking, which ``payer`` pays. ``requires`` are codes of
    interventions and facts, ``months`` is the usual length.
    """

    code: str
    area: str
    actor: str
    sv: str
    en: str
    law: str = ""
    payer: str = ""
    right: str = ""
    evidence: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    months: int = 0
    offered: bool = True
    local: bool = False


NUMBER_NAMES = {
    IdentifierType.PERSONNUMMER: ("Personnummer", "Personal identity number"),
    IdentifierType.SAMORDNINGSNUMMER: ("Samordningsnummer", "Coordination number"),
    IdentifierType.DOSSIER: ("Dossiernummer", "Dossier number"),
    IdentifierType.LMA: ("LMA-kortets nummer", "LMA card number"),
    IdentifierType.T_NUMBER: ("T-nummer", "Interim number"),
    IdentifierType.RESERVE: ("Reservnummer", "Reserve number"),
    IdentifierType.MIGRATION_REFERENCE: ("Beteckningsnummer", "Migration Agency reference"),
}


@service(needs="codes.read", record="none", retention="session", writes=False)
def status_choices(register: Register, *, day: date, by: User) -> tuple[StatusChoice, ...]:
    """Return the legal statuses that are rows of the lawbook on ``day``."""
    return tuple(_status(entry) for entry in _statuses(register).statuses_on(day))


@service(needs="codes.read", record="none", retention="session", writes=False)
def status_words(register: Register, *, by: User) -> dict[str, tuple[str, str]]:
    """Return every status code, also of the past, with its short Swedish and English words."""
    return {entry.code: (entry.short_sv, entry.short_en) for entry in _statuses(register).statuses}


@service(needs="codes.read", record="none", retention="session", writes=False)
def settlement_choices(register: Register, *, by: User) -> tuple[CodeRow, ...]:
    """Return the ways of settlement (bosättningssätt)."""
    return tuple(CodeRow(entry.code, entry.sv, entry.en) for entry in _statuses(register).settlements)


@service(needs="codes.read", record="none", retention="session", writes=False)
def accommodation_choices(register: Register, *, by: User) -> tuple[CodeRow, ...]:
    """Return the forms of accommodation while seeking asylum (boendeform)."""
    return tuple(CodeRow(entry.code, entry.sv, entry.en) for entry in _statuses(register).accommodations)


@service(needs="codes.read", record="none", retention="session", writes=False)
def language_choices(register: Register, *, by: User) -> tuple[CodeRow, ...]:
    """Return the languages people speak and read."""
    return codes.languages()


@service(needs="codes.read", record="none", retention="session", writes=False)
def arrival_choices(register: Register, *, by: User) -> tuple[CodeRow, ...]:
    """Return the ways a person comes to the office (hit kom personen via)."""
    return codes.arrival_channels()


@service(needs="codes.read", record="none", retention="session", writes=False)
def intervention_choices(register: Register, *, by: User) -> tuple[InterventionChoice, ...]:
    """Return the interventions of the catalogue as it is here today, also those that are not offered."""
    with register.read() as reader:
        there = catalogue_on(reader, register.today())
    offered = {one.code for one in there.offered}
    return tuple(_intervention(one, offered=one.code in offered) for one in there.known)


@service(needs="codes.read", record="none", retention="session", writes=False)
def area_choices(register: Register, *, by: User) -> tuple[CodeRow, ...]:
    """Return the areas of intervention, also those in which older ones were recorded."""
    return codes.known_areas()


@service(needs="codes.read", record="none", retention="session", writes=False)
def intervention_areas(register: Register, *, by: User) -> tuple[CodeRow, ...]:
    """Return the areas a new intervention may be in."""
    return codes.intervention_areas()


@service(needs="codes.read", record="none", retention="session", writes=False)
def evidence_choices(register: Register, *, by: User) -> tuple[CodeRow, ...]:
    """Return what shows that something has been done (underlag)."""
    return codes.evidence_words()


@service(needs="codes.read", record="none", retention="session", writes=False)
def outcome_choices(register: Register, *, by: User) -> tuple[CodeRow, ...]:
    """Return what may come of an intervention (utfall)."""
    return codes.outcome_words()


@service(needs="codes.read", record="none", retention="session", writes=False)
def actor_choices(register: Register, *, by: User) -> tuple[CodeRow, ...]:
    """Return the actors."""
    return codes.actors()


@service(needs="codes.read", record="none", retention="session", writes=False)
def identifier_types(register: Register, *, by: User) -> tuple[CodeRow, ...]:
    """Return the kinds of identity number with their names."""
    return tuple(CodeRow(kind.value, *NUMBER_NAMES[kind]) for kind in IdentifierType)


def _intervention(one: InterventionType, *, offered: bool) -> InterventionChoice:
    return InterventionChoice(
        one.code,
        one.area,
        one.actor,
        one.sv,
        one.en,
        law=" · ".join(_printed(text) for text in one.law),
        payer=one.payer,
        right=one.right,
        evidence=one.evidence,
        outcomes=one.outcomes,
        requires=one.requires,
        months=one.months,
        offered=offered,
        local=one.local,
    )


def _printed(text: str) -> str:
    """Return a citation as it stands in a narrow place: ``2010:800 20 kap. 31 §``."""
    cited = cite(text)
    chapter = f" {cited.chapter} kap." if cited.chapter else ""
    return f"{cited.act}{chapter} {cited.paragraph} §"


def _statuses(register: Register) -> lawbook.Lawbook:
    with register.read() as reader:
        return _active_law.statuses(reader)


def _status(entry: lawbook.StatusEntry) -> StatusChoice:
    return StatusChoice(
        code=entry.code,
        sv=entry.sv,
        en=entry.en,
        short_sv=entry.short_sv,
        short_en=entry.short_en,
        permits=tuple(permit.value for permit in entry.permits),
        grounds=tuple(CodeRow(ground.code, ground.sv, ground.en) for ground in entry.grounds),
        law=entry.rule.law,
        certainty=entry.rule.certainty.value,
        verified_on=entry.rule.verified_on,
    )
