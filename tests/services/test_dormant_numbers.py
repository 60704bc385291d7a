"""Idag tells of coordination numbers that go dormant, to whoever works with the case and nobody else."""

from datetime import date

from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredNumber, Intake
from caseworker.domain.person import Certainty
from caseworker.services import cases, identity, people, today
from caseworker.store.register import Register
from tests.services.conftest import MAJ
from tests.services.test_access import INGER, employed

NUMBER = EnteredNumber("samordningsnummer", "19850478-2395")


def told(register: Register, by: object = MAJ) -> list[tuple[str, date | None]]:
    rows = today.read_today(register, by=by).rows  # type: ignore[arg-type]
    return [(row.waiting.person, row.waiting.due) for row in rows if row.waiting.code == "number.dormant"]


def test_a_number_that_goes_dormant_waits_until_it_is_renewed(register: Register) -> None:
    register = employed(register)
    person = PersonId(people.register_person(register, intake=Intake(given="Mina"), by=MAJ).created)
    people.add_number(register, person=person, number=NUMBER, begins=date(2021, 2, 1), by=MAJ)
    assert told(register) == [(person, date(2027, 1, 1))]
    assert told(register, INGER) == []  # the head does not work with it
    (held,) = people.open_file(register, person=person, by=MAJ).identifiers
    renewed = {"renewed_on": date(2025, 3, 1), "certainty": Certainty.CONFIRMED}
    identity.renew_number(register, person=person, held_number=held.id, by=MAJ, **renewed)  # type: ignore[arg-type]
    assert told(register) == []


def test_a_younger_number_or_a_closed_case_does_not_wait(register: Register) -> None:
    young, closed = (
        PersonId(people.register_person(register, intake=Intake(given=name), by=MAJ).created)
        for name in ("Ung", "Gammal")
    )
    people.add_number(register, person=young, number=NUMBER, begins=date(2022, 2, 1), by=MAJ)
    other = EnteredNumber("samordningsnummer", "19360085-2382")
    people.add_number(register, person=closed, number=other, begins=date(2010, 2, 1), by=MAJ)
    assert told(register) == [(closed, date(2016, 1, 1))]
    cases.close_case(register, person=closed, closed=register.today(), by=MAJ)
    assert told(register) == []
