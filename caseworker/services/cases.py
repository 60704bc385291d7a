"""Closing a case and opening it again: from its last day the time runs after which the file is erased."""

from datetime import date

import uuid_utils

from caseworker.domain.access import User
from caseworker.domain.case import Assignment, AssignmentKind
from caseworker.domain.changes import Changes, Event
from caseworker.domain.ids import PersonId
from caseworker.errors import Refused
from caseworker.services.registry import service
from caseworker.store.register import Register


@service(needs="case.close", record="person", retention="case", undo="closing")
def close_case(register: Register, *, person: PersonId, closed: date, by: User) -> Changes:
    """Close a person's case (avsluta ärendet) with ``closed`` as its last day; those who worked with it are released.

    Raises ``Refused`` with ``case.already_closed``, ``case.closed_in_future`` or ``period.backwards``.
    """
    if closed > register.today():
        raise Refused("case.closed_in_future")
    with register.change(by=by) as tx:
        case = tx.cases.of_person(person)
        if case.closed is not None:
            raise Refused("case.already_closed", closed=case.closed)
        if closed < case.opened:
            raise Refused("period.backwards", begins=case.opened, ends=closed)
        case.closed = closed
        for assigned in case.assignments:
            if assigned.ends is None:
                assigned.ends = max(closed, assigned.begins)
        tx.note(Event("case.closed", person, {"case": case.number, "closed": closed}))
        tx.touched(person=person, case=case.id)
        return tx.commit()


@service(needs="case.close", record="person", retention="case", undo="reopening")
def reopen_case(register: Register, *, person: PersonId, by: User) -> Changes:
    """Open a closed case again, with the caller as responsible. Raises ``Refused("case.not_closed")``."""
    with register.change(by=by) as tx:
        case = tx.cases.of_person(person)
        if case.closed is None:
            raise Refused("case.not_closed")
        case.closed = None
        case.assignments.append(
            Assignment(str(uuid_utils.uuid7()), case.id, by.id, AssignmentKind.RESPONSIBLE, register.today())
        )
        tx.note(Event("case.reopened", person, {"case": case.number}))
        tx.touched(person=person, case=case.id)
        return tx.commit()
