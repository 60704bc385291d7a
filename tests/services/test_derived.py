"""Making derived tables anew as a service: who may, what the log says, and that a check tells before and after."""

import pytest

from caseworker.domain.access import Role, User
from caseworker.domain.ids import StaffId
from caseworker.errors import Refused
from caseworker.services import derived, people, trust
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA

CHIEF = User(StaffId("0192f0c0-0000-7000-8000-000000000011"), "Karin Ek", frozenset({Role.UNIT_MANAGER}))


def check(register: Register) -> trust.Verification:
    return trust.verify_register(register, signed_by=lambda *_: True, by=MAJ)


def test_a_check_tells_what_differs_and_a_rebuild_mends_it(register: Register) -> None:
    people.register_person(register, intake=SAMIRA, by=MAJ)
    with register.change(by=MAJ) as tx:
        tx.connection.exec_driver_sql("UPDATE person_lines SET name = 'Okänd'")
        tx.connection.exec_driver_sql("DELETE FROM search_words")
        tx.commit()

    found = check(register)
    assert found.ok  # nothing of a file is wrong, so nothing is closed
    assert {(one.table, one.rows) for one in found.derived} == {("person_lines", 1), ("search_words", 1)}
    assert people.find_people(register, text="Samira", by=MAJ) == ()

    rebuilt = derived.rebuild_derived(register, by=CHIEF)

    assert rebuilt.differed == found.derived
    assert check(register).derived == ()
    assert [row.name for row in people.find_people(register, text="Samira", by=MAJ)] == ["Samira Haddad"]
    with register.read() as reader:
        logged = "SELECT actor FROM audit WHERE action = 'register.derived_rebuilt'"
        assert reader.connection.exec_driver_sql(logged).scalars().all() == [CHIEF.id]


def test_a_quick_check_does_not_compare(register: Register) -> None:
    people.register_person(register, intake=SAMIRA, by=MAJ)
    with register.change(by=MAJ) as tx:
        tx.connection.exec_driver_sql("DELETE FROM search_words")
        tx.commit()
    assert trust.verify_register(register, signed_by=lambda *_: True, thorough=False, by=MAJ).derived == ()


def test_a_caseworker_does_not_rebuild(register: Register) -> None:
    caseworker = User(StaffId("0192f0c0-0000-7000-8000-000000000012"), "Jonas", frozenset({Role.CASEWORKER}))
    with pytest.raises(Refused, match="access.not_granted"):
        derived.rebuild_derived(register, by=caseworker)
