"""Closing a case and opening it again: from its last day the time runs after which the file is erased."""

from datetime import date

import uuid_utils

from caseworker.domain.access import User
from caseworker.domain.case import Assignment, AssignmentKind
from caseworker.domain.changes import Changes, Event
from caseworker.domain.endings import Ending, EndingKind, EnteredEnding, require_complete
from caseworker.domain.enrolment import tidy
from caseworker.domain.ids import PersonId
from caseworker.errors import Refused
from caseworker.services.registry import service
from caseworker.store.register import Register

JUST_CLOSED = EnteredEnding()


@service(needs="case.close", record="person", retention="case", undo="closing")
def close_case(
    register: Register, *, person: PersonId, closed: date, ending: EnteredEnding = JUST_CLOSED, by: User
) -> Changes:
    """Close a person's case (avsluta ärendet) with ``closed`` as its last day; those who worked with it are released.

    ``ending`` tells why, and stays in her file as an event of its own. Nothing else is ended by it: interventions,
    addresses and household stay until somebody ends them (``endings.FOLLOWS`` lists what to think of). Raises
    ``Refused`` with ``case.already_closed``, ``case.closed_in_future``, ``period.backwards`` or ``ending.*``.
    """
    require_complete(ending)
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
        happened = Ending(
            _new_id(), person, ending.kind, closed, tidy(ending.place), tidy(ending.source), tidy(ending.note)
        )
        tx.people.get(person).endings.append(happened)
        tx.note(Event("case.closed", person, {"case": case.number, "closed": closed, "kind": ending.kind.value}))
        tx.touched(person=person, case=case.id)
        return tx.commit()


@service(needs="case.close", record="person", retention="case", undo="reopening")
def reopen_case(register: Register, *, person: PersonId, by: User) -> Changes:
    """Open a closed case again, with the caller as responsible; that she is back is an event of its own.

    Raises ``Refused("case.not_closed")``.
    """
    with register.change(by=by) as tx:
        case = tx.cases.of_person(person)
        if case.closed is None:
            raise Refused("case.not_closed")
        case.closed = None
        back = Ending(_new_id(), person, EndingKind.RETURNED, register.today())
        tx.people.get(person).endings.append(back)
        case.assignments.append(Assignment(_new_id(), case.id, by.id, AssignmentKind.RESPONSIBLE, register.today()))
        tx.note(Event("case.reopened", person, {"case": case.number}))
        tx.touched(person=person, case=case.id)
        return tx.commit()


def _new_id() -> str:
    return str(uuid_utils.uuid7())
