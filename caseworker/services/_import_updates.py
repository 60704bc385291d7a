"""What a row of a list adds to somebody who is registered already, and how that is put back. Not a service.

Only what is missing or new: a telephone she has never had, a number of a type she holds none of, facts nobody knew.
Nothing that stands in the file is written over.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import uuid_utils

from caseworker.domain import enrolment, identity
from caseworker.domain.contact import ContactKind, ContactPoint
from caseworker.domain.identity import IdentifierValue
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredNumber, Intake
from caseworker.domain.matching import phone_digits
from caseworker.domain.person import BirthPrecision, HeldIdentifier, InterpreterNeed, NameRole, Person, PersonName, Sex
from caseworker.domain.rows import PersonFile
from caseworker.domain.status import Accommodation, Settlement

Check = Callable[[EnteredNumber], IdentifierValue]
Made = dict[str, list[str]]  # ids by collection, names of facts
_SPELLINGS = {NameRole.ORIGINAL: "original_name", NameRole.MIGRATION_AGENCY: "migration_name"}
_FACTS: dict[str, object] = {
    "sex": Sex.UNKNOWN,
    "born": None,
    "speaks": "",
    "reads": "",
    "interpreter": InterpreterNeed.UNKNOWN,
    "arrived_through": "",
}
_COLLECTIONS = (
    "names", "identifiers", "contacts", "addresses", "statuses", "settlements", "accommodations",
)  # fmt: skip
_REOPENED = "reopened"  # contacts and numbers that ended because a new one came


def missing(file: PersonFile, intake: Intake, check: Check) -> tuple[str, ...]:
    """Return the fields of the row that the file lacks, in the order of a list."""
    held = {number.type for number in file.identifiers if number.ends is None}
    roles = {name.role for name in file.names}
    spelt = {role: full for role, full, _, _ in enrolment.spellings(intake)}
    lacks = {name: role in spelt and role not in roles for role, name in _SPELLINGS.items()}
    lacks |= {name: _fact(intake, name) != empty and getattr(file, name) == empty for name, empty in _FACTS.items()}
    lacks |= {check(number).type.value: check(number).type.value not in held for number in intake.numbers}
    lacks["phone"] = bool(intake.phone) and phone_digits(intake.phone) not in _reached(file, ContactKind.PHONE)
    lacks["email"] = bool(intake.email) and intake.email.casefold() not in _reached(file, ContactKind.EMAIL)
    lacks["street"] = intake.address is not None and not any(one.ends is None for one in file.addresses)
    lacks["status"] = intake.status is not None and not file.statuses
    lacks["settlement"] = bool(intake.settlement) and not file.settlements
    lacks["accommodation"] = bool(intake.accommodation) and not file.accommodations
    return tuple(name for name, lacking in lacks.items() if lacking)


def _fact(intake: Intake, name: str) -> object:
    return getattr(intake, name)


def _reached(file: PersonFile, kind: ContactKind) -> set[str]:
    """Return every telephone number or address she has or has had: a list may be older than the file."""
    every = [contact.value for contact in file.contacts if contact.kind == kind]
    return {phone_digits(value) if kind is ContactKind.PHONE else value.casefold() for value in every}


def update(person: Person, intake: Intake, adds: Sequence[str], *, check: Check, today: date) -> Made:
    """Give ``person`` the fields ``adds`` of the row; return what was made, so that it can be put back."""
    made: Made = {}
    for name in adds:
        if name in _FACTS:
            _add_fact(person, intake, name, made)
        elif name in ("phone", "email"):
            _add_contact(person, intake, name, made, today)
        elif name in _SPELLINGS.values():
            _add_spelling(person, intake, name, made)
        elif name in ("street", "status", "settlement", "accommodation"):
            _add_period(person, intake, name, made, today)
        else:
            number = next(check(one) for one in intake.numbers if check(one).type.value == name)
            _add_number(person, number, made, today)
    return made


def _add_number(person: Person, number: IdentifierValue, made: Made, today: date) -> None:
    running = [one for one in person.identifiers if one.ends is None]
    identity.succeed_number(person.identifiers, number, today)
    made.setdefault(_REOPENED, []).extend(one.id for one in running if one.ends is not None)
    held = HeldIdentifier(_new_id(), person.id, number.type.value, number.value, today, seen_on=today)
    person.identifiers.append(held)
    made.setdefault("identifiers", []).append(held.id)


def _add_fact(person: Person, intake: Intake, name: str, made: Made) -> None:
    setattr(person, name, _fact(intake, name))
    if name == "born":
        person.born_precision = enrolment.birth_precision(intake)
    made.setdefault("facts", []).append(name)


def _add_contact(person: Person, intake: Intake, name: str, made: Made, today: date) -> None:
    kind, value = (ContactKind.PHONE, intake.phone) if name == "phone" else (ContactKind.EMAIL, intake.email)
    for earlier in person.contacts:
        if earlier.kind == kind and earlier.ends is None:
            earlier.ends = today
            made.setdefault(_REOPENED, []).append(earlier.id)
    new = ContactPoint(_new_id(), person.id, kind, value, today)
    person.contacts.append(new)
    made.setdefault("contacts", []).append(new.id)


def _add_spelling(person: Person, intake: Intake, name: str, made: Made) -> None:
    role = next(role for role, field in _SPELLINGS.items() if field == name)
    full = next(full for spelt, full, _, _ in enrolment.spellings(intake) if spelt == role)
    new = PersonName(_new_id(), person.id, role, full)
    person.names.append(new)
    made.setdefault("names", []).append(new.id)


def _add_period(person: Person, intake: Intake, name: str, made: Made, today: date) -> None:
    begins = intake.status.begins if intake.status is not None else today
    if name == "street" and intake.address is not None:
        address = enrolment.address(intake.address, person=person.id, new_id=_new_id, begins=today)
        person.addresses.append(address)
        made.setdefault("addresses", []).append(address.id)
    elif name == "status" and intake.status is not None:
        status = enrolment.status_period(intake.status, person=person.id, new_id=_new_id)
        person.enter(status)
        made.setdefault("statuses", []).append(status.id)
    elif name == "settlement":
        settlement = Settlement(_new_id(), PersonId(person.id), intake.settlement, begins)
        person.settle(settlement)
        made.setdefault("settlements", []).append(settlement.id)
    else:
        accommodation = Accommodation(_new_id(), PersonId(person.id), intake.accommodation, begins)
        person.accommodate(accommodation)
        made.setdefault("accommodations", []).append(accommodation.id)


def put_back(person: Person, made: Mapping[str, Sequence[str]]) -> None:
    """Take away what ``update`` made; the person is as she was."""
    for collection in _COLLECTIONS:
        gone = set(made.get(collection, ()))
        if gone:
            setattr(person, collection, [one for one in getattr(person, collection) if one.id not in gone])
    ended = made.get(_REOPENED, ())
    for contact in person.contacts:
        contact.ends = None if contact.id in ended else contact.ends
    for number in person.identifiers:
        number.ends = None if number.id in ended else number.ends
    for name in made.get("facts", ()):
        setattr(person, name, _FACTS[name])
        if name == "born":
            person.born_precision = BirthPrecision.UNKNOWN


def _new_id() -> str:
    return str(uuid_utils.uuid7())
