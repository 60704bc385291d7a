"""Support gets versions and sizes; how few somebody is one of is not told."""

from caseworker.services import people, support
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA


def test_rows_are_rounded_up_to_tens(register: Register) -> None:
    before = support.support_facts(register, by=MAJ)
    people.register_person(register, intake=SAMIRA, by=MAJ)
    after = support.support_facts(register, by=MAJ)
    assert (before.rows["people"], after.rows["people"]) == (0, 10)
    assert all(count % 10 == 0 for count in after.rows.values())
    assert after.schema >= 2
    assert after.faults == ()
