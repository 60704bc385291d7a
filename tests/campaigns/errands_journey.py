"""The errand of the calculation that is printed; part of ``errands.py``."""

from collections.abc import Callable

from caseworker.domain.intake import EnteredStatus
from caseworker.services import calculations, status
from tests.campaigns.hands import Ack, Acks, Hands, a_person
from tests.services.conftest import MAJ


def _calculation(hands: Hands) -> Acks:
    person, today = a_person(hands), hands.register.today()
    yield Ack("people.register_person", person)
    hands.do(status.record_status, person=person, status=EnteredStatus("ASYL", today), by=MAJ)
    yield Ack("status.record_status", person)
    hands.do(calculations.print_calculation, person=person, day=today, code="sfi", dots_per_inch=20, by=MAJ)
    yield Ack("calculations.print_calculation", person)


ERRANDS: dict[Callable[[Hands], Acks], int] = {_calculation: 1}
LOGGED = {"calculations.print_calculation": "calculation.printed"}
