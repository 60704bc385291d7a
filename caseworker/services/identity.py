"""Who a person is, over time: numbers that were mistyped, withdrawn or renewed, names in parts, what is said of birth.

New numbers come through ``people.add_number``; nothing of what was once recorded goes, it only ends.
"""

from dataclasses import dataclass
from datetime import date

import uuid_utils

from caseworker.domain import calendars, enrolment, identity
from caseworker.domain.access import User
from caseworker.domain.changes import Changes, Event
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredBirth, EnteredName, EnteredNumber
from caseworker.domain.person import (
    BirthStatement,
    Certainty,
    HeldIdentifier,
    NameRole,
    Person,
    PersonName,
    WhyEnded,
)
from caseworker.domain.rows import PersonRow
from caseworker.errors import Refused
from caseworker.services._numbers import check_number, require_not_in_quarantine
from caseworker.services.registry import service
from caseworker.store import sealed_kind
from caseworker.store.register import Register
from caseworker.store.writing import Transaction


@dataclass(frozen=True, slots=True)
class SameNumber:
    """Two people and one number: whose file it was to be added to, and who holds it (None: beyond reach)."""

    own: PersonRow | None
    holder: PersonRow | None


@service(needs="person.change", record="person", retention="case", undo="number")
def end_number(
    register: Register,
    *,
    person: PersonId,
    held_number: str,
    why: WhyEnded,
    reason: str,
    instead: EnteredNumber | None = None,
    by: User,
) -> Changes:
    """Take a number (by its id) out of use: mistyped (felskrivet), perhaps with the right one instead, or withdrawn.

    The old one stays in the history with the reason; a mistyped one is still searched for, but never compared. Raises
    ``Refused`` with ``identity.not_held``, ``.reason_missing``, ``.already_ended`` or what adding a number raises.
    """
    right = None if instead is None else check_number(register, instead)
    with register.change(by=by) as tx:
        someone = tx.people.get(person)
        held = _held(someone, held_number)
        begins = held.begins
        identity.end_number(held, why, enrolment.tidy(reason), register.today())
        told = {"type": held.type, "value": held.value, "why": why.value, "reason": reason}
        if instead is not None and right is not None:
            require_not_in_quarantine(tx.reader, right, by)
            tx.flush()  # the wrong number lets go of its place before the right one takes it
            someone.identifiers.append(
                enrolment.held_number(
                    instead, right, person=person, new_id=_new_id, begins=begins, today=register.today()
                )
            )
            told["instead"] = right.value
        return _written(tx, someone, Event("identifier.ended", person, told))


@service(needs="person.change", record="person", retention="case", undo="number")
def renew_number(
    register: Register, *, person: PersonId, held_number: str, renewed_on: date, certainty: Certainty, by: User
) -> Changes:
    """Record that a samordningsnummer was renewed (förnyat), and how surely its identity is known from then on.

    Raises ``Refused`` with ``identity.not_held``, ``identity.not_coordination`` or ``identity.renewed_wrongly``.
    """
    with register.change(by=by) as tx:
        someone = tx.people.get(person)
        held = _held(someone, held_number)
        if held.type != identity.IdentifierType.SAMORDNINGSNUMMER:
            raise Refused("identity.not_coordination", type=held.type)
        enrolment.require_renewal(renewed_on, begins=held.begins, today=register.today())
        held.renewed_on = renewed_on
        held.certainty = certainty or held.certainty
        told = {"type": held.type, "renewed_on": renewed_on, "certainty": held.certainty.value}
        return _written(tx, someone, Event("identifier.renewed", person, told))


@service(needs="person.change", record="person", retention="case", undo="name")
def record_name(register: Register, *, person: PersonId, spelling: EnteredName, by: User) -> Changes:
    """Record a spelling of her name in its parts; a current one takes the place of the one before it.

    With ``spelling.keeps`` the one before stays as a former name that ended today. Raises ``Refused`` with
    ``name.missing``, ``name.period_backwards``, a ``field.*`` code, or ``name.nothing_former`` for a person with
    fictitious personal data, of whom nothing older is kept.
    """
    with register.change(by=by) as tx:
        someone = tx.people.get(person)
        if spelling.keeps or spelling.role not in enrolment.CURRENT_ROLES:
            sealed_kind.require_not_fictitious(tx, person, "name.nothing_former")
        name = enrolment.spelt_name(spelling, person=person, new_id=_new_id)
        before = [one for one in someone.names if one.role is name.role and name.role in enrolment.CURRENT_ROLES]
        for one in before:
            someone.names.remove(one)
            if spelling.keeps:
                former = PersonName(_new_id(), person, NameRole.FORMER, one.full, tokens=one.tokens)
                former.ends = register.today()
                someone.names.append(former)
        someone.names.append(name)
        return _written(tx, someone, Event("name.recorded", person, {"role": name.role.value, "full": name.full}))


@service(needs="person.change", record="person", retention="case", undo="name")
def remove_name(register: Register, *, person: PersonId, name: str, by: User) -> Changes:
    """Take away a spelling (by its id) that is not hers.

    Raises ``Refused("name.unknown" | "person.name_or_number")``.
    """
    with register.change(by=by) as tx:
        someone = tx.people.get(person)
        found = next((one for one in someone.names if one.id == name), None)
        if found is None:
            raise Refused("name.unknown")
        if len(someone.names) == 1 and not someone.identifiers:
            raise Refused("person.name_or_number")
        someone.names.remove(found)
        return _written(tx, someone, Event("name.removed", person, {"role": found.role.value, "full": found.full}))


@service(needs="person.change", record="person", retention="case", undo="birth")
def record_birth(register: Register, *, person: PersonId, birth: EnteredBirth, by: User) -> Changes:
    """Record what is said of when she was born, kept as stated; if it holds it is the date that is worked with.

    Raises ``Refused`` with ``birth.not_a_date``, ``person.born_in_future`` or a ``field.*`` code.
    """
    told = calendars.read_told(birth.typed, birth.calendar)
    enrolment.require_born(told.day, today=register.today())
    with register.change(by=by) as tx:
        someone = tx.people.get(person)
        stated = enrolment.tidy(birth.stated) or enrolment.tidy(birth.typed)
        someone.births.append(
            BirthStatement(
                _new_id(), person, stated, birth.calendar.value, birth.source.value, register.today(), told.day
            )
        )
        if birth.holds:
            someone.born, someone.born_precision = told.day, told.precision
            someone.born_source = birth.source.value
        return _written(tx, someone, Event("birth.recorded", person, {"birth": birth}))


@service(needs="person.read", record="person", retention="session", writes=False)
def show_holder(register: Register, *, person: PersonId, number: EnteredNumber, by: User) -> SameNumber:
    """Return the person and whoever else holds a number, as lists show them; ``holder`` None when beyond reach."""
    checked = check_number(register, number)
    with register.read() as reader:
        reader.bounds.require(person)
        holder = reader.identifier_owner(checked.type.value, checked.value)
        rows = {row.id: row for row in reader.rows_of([person, *([holder] if holder else [])])}
    return SameNumber(rows.get(person), rows.get(holder or ""))


def _held(someone: Person, id: str) -> HeldIdentifier:
    found = next((one for one in someone.identifiers if one.id == id), None)
    if found is None:
        raise Refused("identity.not_held", type="")
    return found


def _written(tx: Transaction, someone: Person, event: Event) -> Changes:
    tx.note(event)
    tx.touched(person=someone.id)
    return tx.commit()


def _new_id() -> str:
    return str(uuid_utils.uuid7())
