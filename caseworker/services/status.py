"""Recording legal status, settlement and accommodation: three axes, each with periods that follow one another."""

from datetime import date

import uuid_utils

from caseworker.domain import enrolment
from caseworker.domain.access import User
from caseworker.domain.changes import Changes, Event
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredStatus
from caseworker.domain.status import Accommodation, Settlement
from caseworker.services import _active_law
from caseworker.services.registry import service
from caseworker.store.register import Register


def _new_id() -> str:
    return str(uuid_utils.uuid7())


@service(needs="status.record", record="person", retention="case", undo="status")
def record_status(register: Register, *, person: PersonId, status: EnteredStatus, by: User) -> Changes:
    """Record a legal status (rättslig ställning) from a day on; the previous period ends the day before.

    Raises ``Refused`` with a ``status.*`` code (unknown, not in force that day, permit that does not fit) or
    ``period.overlap``.
    """
    with register.change(by=by) as tx:
        settled = _active_law.statuses(tx.reader).settle_status(status)
        someone = tx.people.get(person)
        someone.enter(enrolment.status_period(settled, person=person, new_id=_new_id))
        tx.note(Event("status.recorded", person, {"status": settled}))
        tx.touched(person=person)
        return tx.commit()


@service(needs="status.record", record="person", retention="case", undo="settlement")
def record_settlement(register: Register, *, person: PersonId, code: str, begins: date, by: User) -> Changes:
    """Record the way of settlement (bosättningssätt) from a day on."""
    with register.change(by=by) as tx:
        settlement = _active_law.statuses(tx.reader).settlement(code)
        tx.people.get(person).settle(Settlement(_new_id(), person, settlement.code, begins))
        tx.note(Event("settlement.recorded", person, {"code": settlement.code, "begins": begins}))
        tx.touched(person=person)
        return tx.commit()


@service(needs="status.record", record="person", retention="case", undo="accommodation")
def record_accommodation(register: Register, *, person: PersonId, code: str, begins: date, by: User) -> Changes:
    """Record the form of accommodation while seeking asylum (boendeform) from a day on."""
    with register.change(by=by) as tx:
        accommodation = _active_law.statuses(tx.reader).accommodation(code)
        tx.people.get(person).accommodate(Accommodation(_new_id(), person, accommodation.code, begins))
        tx.note(Event("accommodation.recorded", person, {"code": accommodation.code, "begins": begins}))
        tx.touched(person=person)
        return tx.commit()
