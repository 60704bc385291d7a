"""From what was entered to a person: names in every spelling, checked numbers, first periods. Ids are handed in."""

import unicodedata
from collections.abc import Callable
from datetime import date, datetime

from caseworker.domain.contact import Address, AddressKind, ContactKind, ContactPoint
from caseworker.domain.identity import IdentifierValue
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredAddress, EnteredNumber, EnteredStatus, Intake
from caseworker.domain.person import BirthPrecision, HeldIdentifier, NameRole, Person, PersonName
from caseworker.domain.status import Accommodation, Settlement, StatusPeriod
from caseworker.errors import Refused

LONGEST_FIELD = 200
NewId = Callable[[], str]
CheckNumber = Callable[[EnteredNumber], IdentifierValue]


def tidy(text: str) -> str:
    """Return ``text`` in NFC with outer and doubled blanks removed; ZWNJ and diacritics are kept.

    Raises ``Refused("field.too_long", longest=…)`` and ``Refused("field.control_character")``.
    """
    text = " ".join(unicodedata.normalize("NFC", text).split())
    if len(text) > LONGEST_FIELD:
        raise Refused("field.too_long", longest=LONGEST_FIELD)
    if any(unicodedata.category(sign) == "Cc" for sign in text):
        raise Refused("field.control_character")
    return text


def enrol(intake: Intake, *, new_id: NewId, today: date, now: datetime, check: CheckNumber) -> Person:
    """Return a new person from ``intake``. Only a name or a number is needed.

    Raises ``Refused("person.name_or_number")``, ``Refused("person.born_in_future")``, or what ``check`` raises.
    """
    numbers = [check(number) for number in intake.numbers if number.text.strip()]
    names = spellings(intake)
    if not names and not numbers:
        raise Refused("person.name_or_number")
    require_born(intake.born, today=today)
    person = Person(
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
    person.names = [PersonName(new_id(), person.id, role, full, given, family) for role, full, given, family in names]
    person.identifiers = [
        HeldIdentifier(new_id(), person.id, number.type.value, number.value, today, seen_on=today) for number in numbers
    ]
    _reach(person, intake, new_id=new_id, today=today)
    _first_periods(person, intake, new_id=new_id, today=today)
    return person


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


def status_period(entered: EnteredStatus, *, person: PersonId, new_id: NewId) -> StatusPeriod:
    """Return the period that ``entered`` begins. The code must be a lawbook code already."""
    return StatusPeriod(
        id=new_id(),
        person_id=person,
        code=entered.code,
        begins=entered.begins,
        ground=entered.ground,
        permit=entered.permit,
        permit_until=entered.permit_until,
        classification=tidy(entered.classification),
        unaccompanied=entered.unaccompanied,
    )


def address(entered: EnteredAddress, *, person: PersonId, new_id: NewId, begins: date) -> Address:
    """Return the residence that ``entered`` describes, valid from ``begins``."""
    return Address(
        id=new_id(),
        person_id=person,
        kind=AddressKind.RESIDENCE,
        care_of=tidy(entered.care_of),
        street=tidy(entered.street),
        postcode=tidy(entered.postcode),
        city=tidy(entered.city),
        begins=begins,
    )


def _reach(person: Person, intake: Intake, *, new_id: NewId, today: date) -> None:
    entered = ((ContactKind.PHONE, tidy(intake.phone)), (ContactKind.EMAIL, tidy(intake.email)))
    person.contacts = [ContactPoint(new_id(), person.id, kind, value, today) for kind, value in entered if value]
    if intake.address is not None and tidy(intake.address.street):
        person.addresses = [address(intake.address, person=person.id, new_id=new_id, begins=today)]


def _first_periods(person: Person, intake: Intake, *, new_id: NewId, today: date) -> None:
    begins = intake.status.begins if intake.status else today
    if intake.status is not None:
        person.enter(status_period(intake.status, person=person.id, new_id=new_id))
    if intake.settlement:
        person.settle(Settlement(new_id(), person.id, intake.settlement, begins))
    if intake.accommodation:
        person.accommodate(Accommodation(new_id(), person.id, intake.accommodation, begins))
