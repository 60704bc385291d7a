"""What open cases lack: one person for each gap, nobody beyond reach, nothing sealed counted as missing."""

from dataclasses import replace
from datetime import date

import pytest

from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredAddress, EnteredNumber, EnteredStatus, Intake
from caseworker.domain.person import Sex
from caseworker.domain.quality import SEALED, Gap
from caseworker.domain.status import PermitType
from caseworker.services import cases, people, quality
from caseworker.store.register import Register
from tests.services.conftest import MAJ, NOW, SAMIRA
from tests.services.test_access import JONAS, OMAR, SARA, employed, entered
from tests.services.test_protection import ALI, Desk, desk

__all__ = ["desk"]

TODAY = NOW.date()
WHOLE = Intake(
    given="Hel",
    family="Påhittad",
    born=date(1988, 3, 14),
    sex=Sex.WOMAN,
    reads="ar",
    numbers=(EnteredNumber("personnummer", "19880314-2382"),),
    status=EnteredStatus("NY-FLY", date(2026, 1, 1), permit=PermitType.TEMPORARY, permit_until=date(2029, 1, 1)),
    settlement="anvisad",
    phone="070-174 06 11",
    address=EnteredAddress("Provvägen 1", "123 45", "Lövåsa"),
)


def gaps_of(register: Register) -> set[Gap]:
    return {one.gap for one in quality.count_gaps(register, by=MAJ) if one.people}


def test_a_whole_file_lacks_nothing(register: Register) -> None:
    people.register_person(register, intake=WHOLE, by=MAJ)
    assert gaps_of(register) == set()
    assert len(quality.count_gaps(register, by=MAJ)) == len(Gap)


def test_a_file_with_only_a_name_lacks_nearly_everything(register: Register) -> None:
    person = people.register_person(register, intake=Intake(given="Bara", family="Namn"), by=MAJ).created
    assert gaps_of(register) == set(Gap) - {Gap.NAME, Gap.PERMIT_OVER, Gap.SETTLEMENT, Gap.CASEWORKER}
    (row,) = quality.list_people_with(register, gap=Gap.STATUS, by=MAJ)
    assert (row.id, row.name) == (person, "Bara Namn")


def test_a_permit_that_has_run_out_and_a_settlement_nobody_has_entered(register: Register) -> None:
    over = EnteredStatus("NY-FLY", date(2023, 1, 1), permit=PermitType.TEMPORARY, permit_until=date(2026, 1, 1))
    people.register_person(register, intake=Intake(given="Över", status=over), by=MAJ)
    assert {Gap.PERMIT_OVER, Gap.SETTLEMENT} <= gaps_of(register)


def test_a_case_that_nobody_is_responsible_for(register: Register) -> None:
    people.register_person(register, intake=WHOLE, by=MAJ)
    with register.change(by=MAJ) as tx:
        tx.connection.exec_driver_sql("UPDATE assignments SET ends = '2026-01-01', begins = '2026-01-01'")
        tx.commit()
    assert gaps_of(register) == {Gap.CASEWORKER}


def test_a_child_need_not_be_reached_by_telephone(register: Register) -> None:
    people.register_person(register, intake=replace(WHOLE, phone="", born=date(2015, 3, 14), numbers=()), by=MAJ)
    assert gaps_of(register) == {Gap.NUMBER}


def test_somebody_with_only_a_number_lacks_a_name(register: Register) -> None:
    people.register_person(register, intake=Intake(numbers=WHOLE.numbers), by=MAJ)
    assert Gap.NAME in gaps_of(register)


def test_closed_cases_are_left_in_peace(register: Register) -> None:
    person = PersonId(people.register_person(register, intake=Intake(given="Klar"), by=MAJ).created)
    cases.close_case(register, person=person, closed=TODAY, by=MAJ)
    assert gaps_of(register) == set()


def test_nobody_beyond_reach_is_counted(register: Register) -> None:
    employed(register)
    entered(register, SAMIRA, MAJ)
    entered(register, OMAR, SARA)
    counts = {one.gap: one.people for one in quality.count_gaps(register, by=JONAS)}
    assert (counts[Gap.ADDRESS], counts[Gap.STATUS]) == (1, 0)
    assert [row.name for row in quality.list_people_with(register, gap=Gap.ADDRESS, by=JONAS)] == ["Samira Haddad"]


def test_what_is_sealed_is_not_said_to_be_missing(desk: Desk) -> None:
    desk.protect()
    desk.sit(ALI)
    assert gaps_of(desk.register).isdisjoint(SEALED)


@pytest.mark.parametrize("gap", Gap)
def test_every_gap_can_be_listed(register: Register, gap: Gap) -> None:
    assert quality.list_people_with(register, gap=gap, by=MAJ) == ()
