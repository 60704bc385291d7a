"""What may be chosen in a form: codes with their words, as dated rows and shipped lists give them."""

from dataclasses import dataclass
from datetime import date

from caseworker import codes, lawbook
from caseworker.domain.access import User
from caseworker.domain.identity import IdentifierType
from caseworker.domain.rows import CodeRow
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
    """An intervention of the catalogue with its area and usual actor."""

    code: str
    area: str
    actor: str
    sv: str
    en: str


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
    return tuple(_status(entry) for entry in lawbook.load().statuses_on(day))


@service(needs="codes.read", record="none", retention="session", writes=False)
def status_words(register: Register, *, by: User) -> dict[str, tuple[str, str]]:
    """Return every status code, also of the past, with its short Swedish and English words."""
    return {entry.code: (entry.short_sv, entry.short_en) for entry in lawbook.load().statuses}


@service(needs="codes.read", record="none", retention="session", writes=False)
def settlement_choices(register: Register, *, by: User) -> tuple[CodeRow, ...]:
    """Return the ways of settlement (bosättningssätt)."""
    return tuple(CodeRow(entry.code, entry.sv, entry.en) for entry in lawbook.load().settlements)


@service(needs="codes.read", record="none", retention="session", writes=False)
def accommodation_choices(register: Register, *, by: User) -> tuple[CodeRow, ...]:
    """Return the forms of accommodation while seeking asylum (boendeform)."""
    return tuple(CodeRow(entry.code, entry.sv, entry.en) for entry in lawbook.load().accommodations)


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
    """Return the interventions of the catalogue."""
    return tuple(
        InterventionChoice(one.code, one.area, one.actor, one.sv, one.en) for one in codes.intervention_types()
    )


@service(needs="codes.read", record="none", retention="session", writes=False)
def area_choices(register: Register, *, by: User) -> tuple[CodeRow, ...]:
    """Return the areas of intervention."""
    return codes.intervention_areas()


@service(needs="codes.read", record="none", retention="session", writes=False)
def actor_choices(register: Register, *, by: User) -> tuple[CodeRow, ...]:
    """Return the actors."""
    return codes.actors()


@service(needs="codes.read", record="none", retention="session", writes=False)
def identifier_types(register: Register, *, by: User) -> tuple[CodeRow, ...]:
    """Return the kinds of identity number with their names."""
    return tuple(CodeRow(kind.value, *NUMBER_NAMES[kind]) for kind in IdentifierType)


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
