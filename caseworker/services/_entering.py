"""Entering one person into an open transaction, by hand or from a workbook. Not a service."""

from dataclasses import replace
from functools import partial

import uuid_utils

from caseworker import codes
from caseworker.domain import enrolment
from caseworker.domain.access import User
from caseworker.domain.case import Assignment, AssignmentKind, Case
from caseworker.domain.changes import Event
from caseworker.domain.identity import IdentifierType, IdentifierValue
from caseworker.domain.ids import CaseId, PersonId
from caseworker.domain.intake import Intake
from caseworker.services import _active_law
from caseworker.services._children import add_child
from caseworker.services._numbers import check_number, require_not_in_quarantine
from caseworker.store.register import Register
from caseworker.store.writing import Transaction


def enter(register: Register, tx: Transaction, intake: Intake, *, by: User) -> PersonId:
    """Add the person that ``intake`` describes and her case, indexed and noted; the caller commits."""
    today = register.today()
    person = enrolment.enrol(
        _active_law.statuses(tx.reader).settle_intake(with_known_codes(intake)),
        new_id=_new_id,
        today=today,
        now=register.clock(),
        check=partial(check_number, register),
    )
    for number in person.identifiers:
        value = IdentifierValue(IdentifierType(number.type), number.value)
        require_not_in_quarantine(tx.reader, value, by)
    opened = min(intake.opened or today, today)
    case_id = CaseId(_new_id())
    case = Case(case_id, tx.next_case_number(opened.year), person.id, by.unit or register.info.unit, opened)
    case.assignments = [Assignment(_new_id(), case_id, by.id, AssignmentKind.RESPONSIBLE, opened)]
    tx.add(person)
    tx.add(case)
    tx.index(person)
    tx.note(Event("person.registered", person.id, {"case": case.number, "intake": replace(intake, child_of="")}))
    if intake.child_of:
        add_child(register, tx, person, intake.child_of, by=by)
    tx.touched(person=person.id, case=case.id)
    return person.id


def with_known_codes(intake: Intake) -> Intake:
    """Return ``intake`` with languages and way here as codes of the shipped lists.

    Raises ``Refused("code.unknown_language" | "code.unknown_arrival")``.
    """
    return replace(
        intake,
        reads=codes.language(intake.reads).code if intake.reads else "",
        speaks=codes.language(intake.speaks).code if intake.speaks else "",
        arrived_through=codes.arrival_channel(intake.arrived_through).code if intake.arrived_through else "",
    )


def _new_id() -> str:
    return str(uuid_utils.uuid7())
