"""From what was entered to a person: names in every spelling, checked numbers, first periods. Ids are handed in."""

import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from caseworker.domain.classification import written
from caseworker.domain.contact import Address, AddressKind, ContactKind, ContactPoint
from caseworker.domain.identity import USUAL_ISSUERS, IdentifierType, IdentifierValue
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredAddress, EnteredName, EnteredNumber, EnteredStatus, Intake
from caseworker.domain.person import (
    BirthPrecision,
    HeldIdentifier,
    NameRole,
    NameToken,
    Person,
    PersonName,
    TokenRole,
)
from caseworker.domain.status import Accommodation, Settlement, StatusPeriod
from caseworker.errors import Refused

LONGEST_FIELD = 200
CURRENT_ROLES = (NameRole.LATIN, NameRole.ORIGINAL, NameRole.MIGRATION_AGENCY)  # one of each; others may be many
NewId = Callable[[], str]


class Kinds(NamedTuple):
    """What people and their parts are made as; the store hands in plain ones where it writes thousands at once."""

    person: type[Person] = Person
    name: type[PersonName] = PersonName
    number: type[HeldIdentifier] = HeldIdentifier
    contact: type[ContactPoint] = ContactPoint
    address: type[Address] = Address
    status: type[StatusPeriod] = StatusPeriod
    settlement: type[Settlement] = Settlement
    accommodation: type[Accommodation] = Accommodation


_USUAL = Kinds()
CheckNumber = Callable[[EnteredNumber], IdentifierValue]


def tidy(text: str) -> str:
    """Return ``text`` in NFC with outer and doubled blanks removed; ZWNJ and diacritics are kept.

    Raises ``Refused("field.too_long", longest=…)`` and ``Refused("field.control_character")``.
    """
    if not text:
        return text
    plain = text.isascii() and text.isprintable()  # most are: nothing of them needs the tables of Unicode
    text = " ".join((text if plain else unicodedata.normalize("NFC", text)).split())
    if len(text) > LONGEST_FIELD:
        raise Refused("field.too_long", longest=LONGEST_FIELD)
    if not plain and any(unicodedata.category(sign) == "Cc" for sign in text):
        raise Refused("field.control_character")
    return text


def enrol(
    intake: Intake, *, new_id: NewId, today: date, now: datetime, check: CheckNumber, kinds: Kinds = _USUAL
) -> Person:
    """Return a new person from ``intake``. Only a name or a number is needed, and neither of an unknown person.

    Raises ``Refused("person.name_or_number")``, ``Refused("person.born_in_future")``, or what ``check`` raises.
    """
    numbers = [(number, check(number)) for number in intake.numbers if number.text.strip()]
    names = spellings(intake)
    if not names and not numbers and not intake.unknown:
        raise Refused("person.name_or_number")
    require_born(intake.born, today=today)
    person = kinds.person(
        id=PersonId(new_id()),
        sex=intake.sex,
        born=intake.born,
        born_precision=birth_precision(intake),
        born_source=tidy(intake.born_source),
        created=now,
        reads=intake.reads,
        speaks=intake.speaks,
        interpreter=intake.interpreter,
        arrived_through=intake.arrived_through,
    )
    person.names = [kinds.name(new_id(), person.id, role, full, given, family) for role, full, given, family in names]
    person.identifiers = [
        held_number(entered, value, person=person.id, new_id=new_id, begins=today, today=today, kind=kinds.number)
        for entered, value in numbers
    ]
    _reach(person, intake, new_id=new_id, today=today, kinds=kinds)
    _first_periods(person, intake, new_id=new_id, today=today, kinds=kinds)
    return person


def held_number(
    entered: EnteredNumber,
    value: IdentifierValue,
    *,
    person: PersonId,
    new_id: NewId,
    begins: date,
    today: date,
    kind: type[HeldIdentifier] = HeldIdentifier,
) -> HeldIdentifier:
    """Return the number that ``entered`` describes and ``value`` is the checked form of.

    Raises ``Refused("identity.not_coordination")`` when certainty or renewal is stated of another type, and
    ``Refused("identity.seen_in_future" | "identity.renewed_wrongly")``.
    """
    of_coordination = value.type is IdentifierType.SAMORDNINGSNUMMER
    if not of_coordination and (entered.certainty or entered.renewed_on):
        raise Refused("identity.not_coordination", type=value.type.value)
    seen_on = entered.seen_on or today
    if seen_on > today:
        raise Refused("identity.seen_in_future")
    require_renewal(entered.renewed_on, begins=begins, today=today)
    return kind(
        new_id(),
        person,
        value.type.value,
        value.value,
        begins,
        seen_on=seen_on,
        copy_kept=entered.copy_kept,
        issuer=tidy(entered.issuer) or USUAL_ISSUERS.get(value.type, ""),
        certainty=entered.certainty,
        renewed_on=entered.renewed_on,
    )


def require_renewal(renewed_on: date | None, *, begins: date, today: date) -> None:
    """Refuse a renewal before the number began or that has not been: ``Refused("identity.renewed_wrongly")``."""
    if renewed_on is not None and not begins <= renewed_on <= today:
        raise Refused("identity.renewed_wrongly")


def spelt_name(entered: EnteredName, *, person: PersonId, new_id: NewId) -> PersonName:
    """Return the name that ``entered`` spells; given and family name of the Latin one are kept apart for forms.

    Raises ``Refused("name.missing" | "name.period_backwards")``.
    """
    tokens = tuple(NameToken(role, tidy(text)) for role, text in entered.tokens if tidy(text))
    if not tokens:
        raise Refused("name.missing")
    if entered.begins and entered.ends and entered.ends < entered.begins:
        raise Refused("name.period_backwards")

    def said(*roles: TokenRole) -> str:
        return " ".join(token.text for token in tokens if token.role in roles)

    latin = entered.role is NameRole.LATIN
    family = said(TokenRole.FAMILY) if latin else ""
    return PersonName(
        new_id(),
        person,
        entered.role,
        " ".join(token.text for token in tokens),
        said(*(role for role in TokenRole if role is not TokenRole.FAMILY)) if latin else "",
        family,
        tokens,
        entered.begins,
        entered.ends,
    )


def correct_spellings(person: Person, intake: Intake, *, new_id: NewId) -> None:
    """Let the spellings of ``intake`` stand for the current ones; an unchanged one keeps its parts and their order."""

    def told(role: NameRole, full: str, given: str, family: str) -> tuple[str, ...]:
        return (role, given, family) if given or family else (role, full)

    kept = {told(name.role, name.full, name.given, name.family): name for name in person.names}
    person.names = [
        *(kept.get(told(*spelling)) or PersonName(new_id(), person.id, *spelling) for spelling in spellings(intake)),
        *(name for name in person.names if name.role not in CURRENT_ROLES),
    ]


def require_new_person(person: Person) -> None:
    """Refuse fictitious personal data for a person of whom something older is kept: who gets them is a new person.

    Raises ``Refused("protection.not_a_new_person")``: the file was begun before, and would lead to who she was.
    """
    old_names = any(name.role not in (NameRole.LATIN, NameRole.ORIGINAL) for name in person.names)
    if old_names or any(number.ends is not None for number in person.identifiers) or len(person.births) > 1:
        raise Refused("protection.not_a_new_person")


def require_born(born: date | None, *, today: date) -> None:
    """Refuse a birth date that has not come yet: ``Refused("person.born_in_future")``."""
    if born is not None and born > today:
        raise Refused("person.born_in_future")


def birth_precision(intake: Intake) -> BirthPrecision:
    """Return how much of the birth date is known: a date without a stated precision is known to the day."""
    if intake.born is None:
        return BirthPrecision.UNKNOWN
    return BirthPrecision.DAY if intake.born_precision is BirthPrecision.UNKNOWN else intake.born_precision


def spellings(intake: Intake) -> list[tuple[NameRole, str, str, str]]:
    """Return the spellings that were entered, as (role, full, given, family)."""
    given, family = tidy(intake.given), tidy(intake.family)
    entered = [
        (NameRole.LATIN, f"{given} {family}".strip(), given, family),
        (NameRole.ORIGINAL, tidy(intake.original_name), "", ""),
        (NameRole.MIGRATION_AGENCY, tidy(intake.migration_name), "", ""),
    ]
    return [name for name in entered if name[1]]


def status_period(
    entered: EnteredStatus, *, person: PersonId, new_id: NewId, kind: type[StatusPeriod] = StatusPeriod
) -> StatusPeriod:
    """Return the period that ``entered`` begins. The code must be a lawbook code already."""
    return kind(
        id=new_id(),
        person_id=person,
        code=entered.code,
        begins=entered.begins,
        ground=entered.ground,
        permit=entered.permit,
        permit_until=entered.permit_until,
        classification=written(entered.classification),
        unaccompanied=entered.unaccompanied,
    )


def address(
    entered: EnteredAddress, *, person: PersonId, new_id: NewId, begins: date, of: type[Address] = Address
) -> Address:
    """Return the residence that ``entered`` describes, valid from ``begins``."""
    return of(
        id=new_id(),
        person_id=person,
        kind=AddressKind.RESIDENCE,
        care_of=tidy(entered.care_of),
        street=tidy(entered.street),
        postcode=tidy(entered.postcode),
        city=tidy(entered.city),
        begins=begins,
    )


def _reach(person: Person, intake: Intake, *, new_id: NewId, today: date, kinds: Kinds) -> None:
    entered = ((ContactKind.PHONE, tidy(intake.phone)), (ContactKind.EMAIL, tidy(intake.email)))
    person.contacts = [kinds.contact(new_id(), person.id, kind, value, today) for kind, value in entered if value]
    if intake.address is not None and tidy(intake.address.street):
        person.addresses = [address(intake.address, person=person.id, new_id=new_id, begins=today, of=kinds.address)]


def _first_periods(person: Person, intake: Intake, *, new_id: NewId, today: date, kinds: Kinds) -> None:
    begins = intake.status.begins if intake.status else today
    if intake.status is not None:
        person.enter(status_period(intake.status, person=person.id, new_id=new_id, kind=kinds.status))
    if intake.settlement:
        person.settle(kinds.settlement(new_id(), person.id, intake.settlement, begins))
    if intake.accommodation:
        person.accommodate(kinds.accommodation(new_id(), person.id, intake.accommodation, begins))
