"""Registering, finding and reading people. Search comes before create; every look at a case is logged."""

from dataclasses import dataclass
from datetime import date

import uuid_utils

from caseworker import linkage
from caseworker.domain import enrolment, identity, matching
from caseworker.domain.access import User
from caseworker.domain.changes import Changes, Event
from caseworker.domain.contact import ContactKind, ContactPoint
from caseworker.domain.identity import IdentifierValue
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredAddress, EnteredNumber, Intake
from caseworker.domain.rows import Candidate, PersonFile, PersonRow
from caseworker.errors import Refused
from caseworker.services._entering import enter, with_known_codes
from caseworker.services._moving import move
from caseworker.services._numbers import check_number, require_not_in_quarantine
from caseworker.services._search_log import settled
from caseworker.services._united import whole_file
from caseworker.services.registry import service
from caseworker.store import linking
from caseworker.store.register import Register

MOST_HITS = 50
LAST_ROW = 10_000_000  # beyond any office's list, within what the database can count


@dataclass(frozen=True, slots=True)
class TriedNumber:
    """A number that may be kept, and the id of the person who holds it now, "" when nobody within reach does.

    ``elsewhere``: somebody beyond the caller's reach holds it; who that is, is not told.
    """

    value: IdentifierValue
    holder: str
    elsewhere: bool = False


def _new_id() -> str:
    return str(uuid_utils.uuid7())


@service(needs="person.register", record="person", retention="case", undo="registration")
def register_person(register: Register, *, intake: Intake, by: User) -> Changes:
    """Register a person (inskrivning) and open a case for her with the caller as responsible.

    Raises ``Refused`` with ``person.name_or_number``, any ``identity.*``, ``status.*`` or ``period.*`` code, or
    ``erasure.in_quarantine`` (``_ask``) when the number's holder is about to be erased.
    """
    with register.change(by=by) as tx:
        person = enter(register, tx, intake, by=by)
        return tx.commit(created=person)


@service(needs="person.read", record="person", retention="session", writes=False)
def list_people(register: Register, *, offset: int, limit: int, by: User) -> tuple[PersonRow, ...]:
    """Return one window of all people in Swedish name order."""
    offset, limit = (min(max(number, 0), LAST_ROW) for number in (offset, limit))
    with register.read() as reader:
        return tuple(reader.person_rows(offset=offset, limit=limit))


@service(needs="person.read", record="person", retention="session", writes=False)
def count_people(register: Register, *, by: User) -> int:
    """Return how many people are registered."""
    with register.read() as reader:
        return reader.person_count()


@service(needs="person.read", record="person", retention="session", writes=False)
def find_people(register: Register, *, text: str, by: User) -> tuple[PersonRow, ...]:
    """Return people whose name in any script, number, telephone or case number matches ``text``; at most 50.

    Typing calls this many times; ``settle_search`` logs the one search that was meant.
    """
    if not text.strip():
        return ()
    with register.read() as reader:
        return tuple(reader.search(text, limit=MOST_HITS))


@service(needs="person.read", record="person", retention="case")
def settle_search(register: Register, *, text: str, hits: int, by: User) -> Changes:
    """Log a search the caseworker stopped at: the term as HMAC, never in words."""
    with register.change(by=by) as tx:
        tx.note(settled(register, text, hits))
        return tx.commit()


@service(needs="person.read", record="person", retention="case")
def open_file(register: Register, *, person: PersonId, by: User) -> PersonFile:
    """Return a person's whole file (personakt) with those that are linked to it, as the file they are shown in.

    The look is logged first, in each; a look that cannot be logged does not happen.

    Raises ``Refused("person.unknown")``.
    """
    with register.change(by=by) as tx:
        tx.people.get(person)
        for file in linking.files_of(tx.connection, person):
            tx.note(Event("case.opened", file))
        tx.commit()
    with register.read() as reader:
        return whole_file(register, reader, person, by)


@service(needs="person.read", record="person", retention="case")
def reveal_number(register: Register, *, person: PersonId, type: str, by: User) -> str:
    """Return one identity number in full. Revealing is logged."""
    with register.change(by=by) as tx:
        files = [tx.people.get(file) for file in linking.files_of(tx.connection, person)]
        tx.sealed.opened_for(person)
        numbers = (number for file in files for number in file.identifiers)
        held = next((one for one in numbers if one.type == type and one.ends is None), None)
        if held is None:
            raise Refused("identity.not_held", type=type)
        value = held.value
        tx.note(Event("identifier.revealed", held.person_id, {"type": type}))
        tx.commit()
    return value


@service(needs="person.read", record="person", retention="session", writes=False)
def find_candidates(register: Register, *, intake: Intake, by: User) -> tuple[Candidate, ...]:
    """Return registered people who may be the one being entered, likeliest first, at most five, each with reasons."""
    entered = matching.entered(intake)
    with register.read() as reader:
        facts = reader.candidate_facts(entered)
    return tuple(matching.candidates(entered, facts, linkage.weights()))[:5]


@service(needs="person.read", record="person", retention="session", writes=False)
def try_number(register: Register, *, number: EnteredNumber, by: User) -> TriedNumber:
    """Check a number that is being typed, as saving it would, and tell who holds it already.

    Raises any ``identity.*`` and ``erasure.*`` code that saving it would raise, except that somebody else holds it.
    """
    checked = check_number(register, number)
    with register.read() as reader:
        require_not_in_quarantine(reader, checked, by)
        holder = reader.identifier_owner(checked.type.value, checked.value) or ""
        elsewhere = not reader.bounds.sees(holder)
    return TriedNumber(checked, "" if elsewhere else holder, elsewhere)


@service(needs="person.change", record="person", retention="case", undo="number")
def add_number(register: Register, *, person: PersonId, number: EnteredNumber, begins: date, by: User) -> Changes:
    """Add an identity number; an earlier one of the same type ends the day before, and stays in the history."""
    checked = check_number(register, number)
    with register.change(by=by) as tx:
        someone = tx.people.get(person)
        require_not_in_quarantine(tx.reader, checked, by)
        identity.succeed_number(someone.identifiers, checked, begins)
        someone.identifiers.append(
            enrolment.held_number(number, checked, person=person, new_id=_new_id, begins=begins, today=register.today())
        )
        tx.index(someone)
        tx.note(Event("identifier.added", person, {"type": checked.type.value, "value": checked.value}))
        tx.touched(person=person)
        return tx.commit()


@service(needs="person.change", record="person", retention="case", undo="contact")
def add_contact(
    register: Register, *, person: PersonId, kind: ContactKind, value: str, version: int | None = None, by: User
) -> Changes:
    """Add a telephone number or e-mail address from today on; the earlier one of that kind ends.

    Raises ``Refused("register.changed_meanwhile")`` when the person is no longer the ``version`` that was read, if any.
    """
    today = register.today()
    with register.change(by=by) as tx:
        someone = tx.people.get(person, version=version)
        for earlier in someone.contacts:
            if earlier.kind == kind and earlier.ends is None:
                earlier.ends = today
        someone.contacts.append(ContactPoint(_new_id(), person, kind, enrolment.tidy(value), today))
        tx.index(someone)
        tx.note(Event("contact.added", person, {"kind": kind.value, "value": value}))
        tx.touched(person=person)
        return tx.commit()


@service(needs="person.change", record="person", retention="case", undo="address")
def move_to_address(
    register: Register,
    *,
    person: PersonId,
    address: EnteredAddress,
    begins: date,
    version: int | None = None,
    by: User,
) -> Changes:
    """Record where the person lives from ``begins`` on; the earlier residence ends, and a move asks for errands.

    Raises ``Refused("register.changed_meanwhile")`` when the person is no longer the ``version`` that was read, if any.
    """
    with register.change(by=by) as tx:
        someone = tx.people.get(person, version=version)
        move(tx, someone, address, begins)
        return tx.commit()


@service(needs="person.change", record="person", retention="case", undo="details")
def correct_person(register: Register, *, person: PersonId, version: int, intake: Intake, by: User) -> Changes:
    """Correct names, birth, sex, languages and interpreter need; numbers, contacts and periods have their own services.

    Former names and aliases stay. A birth date that is corrected is stated by nobody any more.

    Raises ``Refused`` with ``register.changed_meanwhile`` when somebody changed the person after ``version`` was read,
    ``person.name_or_number``, ``person.born_in_future`` or an unknown ``code.*``.
    """
    intake = with_known_codes(intake)
    enrolment.require_born(intake.born, today=register.today())
    with register.change(by=by) as tx:
        someone = tx.people.get(person, version=version)
        if not enrolment.spellings(intake) and someone.names and not someone.identifiers:
            raise Refused("person.name_or_number")
        enrolment.correct_spellings(someone, intake, new_id=_new_id)
        if someone.born != intake.born:
            someone.born_source = enrolment.tidy(intake.born_source)
        someone.sex, someone.born = intake.sex, intake.born
        someone.born_precision = enrolment.birth_precision(intake)
        someone.reads, someone.speaks = intake.reads, intake.speaks
        someone.interpreter, someone.arrived_through = intake.interpreter, intake.arrived_through
        tx.index(someone)
        tx.note(Event("person.corrected", person, {"intake": intake}))
        tx.touched(person=person)
        return tx.commit()
