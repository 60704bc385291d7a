"""Linked files where one is protected, and where they are erased: never half of a person."""

from datetime import date

import pytest

from caseworker.domain.erasure import Outcome
from caseworker.domain.intake import EnteredAddress, EnteredNumber, Intake
from caseworker.domain.links import LinkGround, SplitGround
from caseworker.services import cases, erasure, linking, notes, people, protection
from caseworker.store import compartments
from caseworker.store import linking as kept
from caseworker.store.register import Register
from tests.services import erasing
from tests.services.conftest import MAJ, SAMIRA, Open
from tests.services.test_protection import Clock
from tests.services.walls import protect, refused, registered, reveal, with_readers

TODAY = date(2026, 11, 21)
SAME = LinkGround.OWN_WORD
AGAIN = Intake(
    given="Samirah",
    family="Hadad",
    numbers=(EnteredNumber("lma", "99-204418/1"),),
    address=EnteredAddress("Hemliga gatan 7", "753 20", "Uppsala"),
)


@pytest.fixture
def register(open_copy: Open) -> Register:
    return with_readers(open_copy(clock=Clock()))


def protected(register: Register) -> set[str]:
    with register.read() as reader:
        return set(compartments.marks(reader.connection))


@pytest.mark.parametrize("closed_first", [True, False], ids=["the protected is the part", "the open is the part"])
def test_protected_and_open_are_both_protected(register: Register, closed_first: bool) -> None:
    hers, other = registered(register, SAMIRA), registered(register, AGAIN)
    cases.close_case(register, person=hers if closed_first else other, closed=TODAY, by=MAJ)
    protect(register, hers)
    refused("protection.closed", linking.link_people, register, person=hers, other=other, ground=SAME, by=MAJ)
    assert protected(register) == {hers}
    reveal(register, hers)
    linking.link_people(register, person=other, other=hers, ground=SAME, by=MAJ)
    assert protected(register) == {hers, other}
    for text in ("Samirah", "Haddad", "99-204418/1", "Hemliga"):
        assert people.find_people(register, text=text, by=MAJ) == ()
    (row,) = people.list_people(register, offset=0, limit=5, by=MAJ)
    assert (row.name, row.number, row.protected is not None) == ("", "", True)
    file = people.open_file(register, person=hers, by=MAJ)
    assert {name.full for name in file.names} >= {"Samira Haddad", "Samirah Hadad"}
    protection.hide(register, person=hers, by=MAJ)
    assert people.open_file(register, person=hers, by=MAJ).names == ()


def test_taken_apart_both_stay_protected_and_what_was_written_is_placed(register: Register) -> None:
    hers, other = registered(register, SAMIRA), registered(register, AGAIN)
    protect(register, hers, other)
    reveal(register, hers)
    linking.link_people(register, person=hers, other=other, ground=SAME, by=MAJ)
    main, part = other, hers
    people.add_number(register, person=main, number=EnteredNumber("dossier", "99-123456"), begins=TODAY, by=MAJ)
    notes.write_note(register, person=main, text="Hemligt möte", happened_on=TODAY, by=MAJ)
    rows = linking.written_since(register, person=part, by=MAJ)
    assert {row.kind for row in rows} == {"number", "note"}
    linking.unlink(register, person=part, ground=SplitGround.OTHER_PERSON, moved=[row.id for row in rows], by=MAJ)
    assert protected(register) == {hers, other}
    assert "99-123456" in {one.value for one in people.open_file(register, person=part, by=MAJ).identifiers}
    assert "99-123456" not in {one.value for one in people.open_file(register, person=main, by=MAJ).identifiers}
    protection.hide(register, person=main, by=MAJ)
    refused("protection.closed", linking.link_people, register, person=hers, other=other, ground=SAME, by=MAJ)


def test_to_protect_or_to_end_it_goes_for_every_file_of_hers(register: Register) -> None:
    hers, other = registered(register, SAMIRA), registered(register, AGAIN)
    linking.link_people(register, person=hers, other=other, ground=SAME, by=MAJ)
    protect(register, hers)
    assert protected(register) == {hers, other}
    reveal(register, other)
    protection.unprotect(register, person=hers, reason="beslut upphävt", by=MAJ)
    assert protected(register) == set()
    assert people.find_people(register, text="Samirah", by=MAJ)


def test_different_readers_are_refused(register: Register) -> None:
    hers, other = registered(register, SAMIRA), registered(register, AGAIN)
    protect(register, hers)
    protect(register, other)
    for one in (hers, other):
        reveal(register, one)
    refused("link.other_readers", linking.link_people, register, person=hers, other=other, ground=SAME, by=MAJ)


def test_what_was_once_thought_is_forgotten_when_she_is_protected(register: Register) -> None:
    hers, other = registered(register, SAMIRA), registered(register, AGAIN)
    linking.link_people(register, person=hers, other=other, ground=SAME, by=MAJ)
    linking.unlink(register, person=hers, ground=SplitGround.OTHER_PERSON, by=MAJ)
    protect(register, hers)
    with register.raw_connection() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM person_links").scalar_one() == 0


def test_files_of_one_person_are_erased_together_or_not_at_all(open_copy: Open) -> None:
    clock = erasing.Clock()
    register = open_copy(clock=clock)
    erasing.office_with(register)
    old, newer = erasing.old_file(register), erasing.old_file(register, erasing.OTHER)
    clock.now = erasing.NOW
    with register.read() as reader:
        connection = reader.connection
        assert kept.files_of(connection, old) == (old,)
    linking.link_people(register, person=old, other=newer, ground=SAME, by=MAJ)
    going = registered(register, Intake(given="Kvar"))
    planned = {one.person: one.decision.outcome for one in erasure.plan_erasure(register, by=MAJ).files}
    assert planned[old] == planned[newer] == Outcome.ERASE
    list_id = erasure.propose_erasure(register, people=[old], by=MAJ).created
    assert {one.person for one in erasure.files_on_list(register, list_id=list_id, by=MAJ)} == {old, newer}
    refused("link.in_quarantine", linking.link_people, register, person=old, other=going, ground=SAME, by=MAJ)
    erasure.approve_erasure(register, list_id=list_id, by=erasing.EVA)
    assert people.count_people(register, by=MAJ) == 1
    erasure.restore_file(register, person=newer, by=MAJ)
    assert people.count_people(register, by=MAJ) == 2
    list_id = erasing.approved_list(register, clock, old)
    assert erasure.carry_out_erasure(register, list_id=list_id, by=erasing.EVA).erased == 2
    with register.raw_connection() as connection:
        for table in ("person_links", "file_parts"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() == 0  # noqa: S608


def test_a_file_in_use_keeps_the_one_that_is_linked_to_it(open_copy: Open) -> None:
    clock = erasing.Clock()
    register = open_copy(clock=clock)
    erasing.office_with(register)
    old = erasing.old_file(register)
    clock.now = erasing.NOW
    used = registered(register, Intake(given="Samira"))
    linking.link_people(register, person=old, other=used, ground=SAME, by=MAJ)
    planned = {one.person: one.decision.outcome for one in erasure.plan_erasure(register, by=MAJ).files}
    assert planned[old] == planned[used] == Outcome.KEEP
