"""Undo and protected persons: nothing of hers lies open in a step, and none outlives the key it was sealed with."""

from datetime import date

import pytest

from caseworker.domain.contact import ContactKind
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredStatus, Intake
from caseworker.errors import Refused
from caseworker.services import people, protection, status, undoing
from caseworker.store import tables as t
from caseworker.store.erasing import erase
from caseworker.store.undoing import recording
from tests.services import erasing
from tests.services.conftest import MAJ, Open
from tests.services.test_protection import ADDRESS, ALI, Clock, Desk, Ring, registered
from tests.services.test_undoing import redo, rows_of, undo

PHONE = "070-174 06 55"


@pytest.fixture
def desk(open_copy: Open) -> Desk:
    clock = Clock()
    register = open_copy(clock=clock)
    with register.change(by=MAJ) as tx:
        tx.put_staff(ALI)
        tx.commit()
    register.compartments.keyring = ring = Ring(MAJ)
    person = registered(register)
    people.move_to_address(register, person=person, address=ADDRESS, begins=date(2026, 1, 2), by=MAJ)
    return Desk(register, clock, ring, person)


def bodies(desk: Desk) -> str:
    with desk.register.read() as reader:
        return "\n".join(reader.connection.exec_driver_sql("SELECT body FROM undo_steps").scalars())


def call(desk: Desk) -> None:
    people.add_contact(desk.register, person=desk.person, kind=ContactKind.PHONE, value=PHONE, by=MAJ)


def test_becoming_protected_drops_every_step_about_her(desk: Desk) -> None:
    other = PersonId(people.register_person(desk.register, intake=Intake(given="Annan"), by=MAJ).created)
    assert "Haddad" in bodies(desk)
    desk.protect()
    assert "Haddad" not in bodies(desk)
    assert "Hemliga" not in bodies(desk)
    assert [step.person for step in undoing.list_steps(desk.register, by=MAJ).done] == [other]


def test_a_step_of_a_protected_person_is_sealed_and_undone_while_she_is_open(desk: Desk) -> None:
    desk.protect()
    desk.reveal()
    before = rows_of(desk.register)
    call(desk)
    after = rows_of(desk.register)
    assert PHONE not in bodies(desk)
    undo(desk.register)
    assert rows_of(desk.register) == before
    redo(desk.register)
    assert rows_of(desk.register) == after


def test_closed_she_is_changed_by_no_undo(desk: Desk) -> None:
    desk.protect()
    desk.reveal()
    call(desk)
    desk.clock.now = desk.clock.now.replace(hour=13)
    with pytest.raises(Refused, match="protection.closed"):
        undo(desk.register)
    step = undoing.list_steps(desk.register, by=MAJ).done[0].id
    with pytest.raises(Refused, match="protection.closed"):
        undoing.compare_step(desk.register, step=step, by=MAJ)


def test_what_lies_open_of_her_is_undone_without_her_key(desk: Desk) -> None:
    desk.protect()
    before = rows_of(desk.register)
    status.record_status(desk.register, person=desk.person, status=EnteredStatus("TILLST", date(2026, 11, 1)), by=MAJ)
    undo(desk.register)
    assert rows_of(desk.register) == before


def test_both_values_of_a_sealed_field_are_shown_to_who_has_it_open(desk: Desk) -> None:
    desk.protect()
    desk.reveal()
    call(desk)
    step = undoing.list_steps(desk.register, by=MAJ).done[0].id
    desk.sit(ALI)
    protection.reveal(desk.register, person=desk.person, reason="möte", by=ALI)
    people.add_contact(desk.register, person=desk.person, kind=ContactKind.PHONE, value="070-174 06 66", by=ALI)
    desk.sit(MAJ)
    with pytest.raises(Refused, match="undo.changed_since"):
        undo(desk.register)
    way = undoing.compare_step(desk.register, step=step, by=MAJ)
    assert [(pair.field, pair.left, pair.now) for pair in way.fields] == [("contact.ends", None, "2026-11-21")]
    assert way.by == "Ali Berg"


def test_what_protects_somebody_is_no_step(desk: Desk) -> None:
    with recording("people.add_contact"), desk.register.change(by=MAJ) as tx:
        run = tx.connection.exec_driver_sql
        run("INSERT INTO compartments VALUES ('c', 'k', '', '2026', 1)")
        run(
            "INSERT INTO protections VALUES ('p', ?, 'c', 'sekretessmarkering', '2026-01-01', NULL, NULL)",
            (desk.person,),
        )
        before = run("SELECT count(*) FROM undo_steps").scalar_one()
        tx.commit()
    with desk.register.read() as reader:
        assert reader.connection.exec_driver_sql("SELECT count(*) FROM undo_steps").scalar_one() == before


def test_ending_the_protection_and_a_new_key_drop_what_was_sealed(desk: Desk) -> None:
    desk.protect()
    desk.reveal()
    call(desk)
    assert bodies(desk) != ""
    protection.propose_readers(desk.register, person=desk.person, readers=[MAJ.id, ALI.id], by=MAJ)
    protection.confirm_readers(desk.register, person=desk.person, by=desk.sit(ALI))
    assert bodies(desk) == ""
    desk.reveal()
    call(desk)
    protection.unprotect(desk.register, person=desk.person, reason="upphört", by=MAJ)
    assert bodies(desk) == ""


def test_erasing_a_person_erases_every_step_that_names_her(open_copy: Open) -> None:
    clock = erasing.Clock()
    register = open_copy(clock=clock)
    erasing.office_with(register)
    person = erasing.old_file(register)
    people.add_contact(register, person=person, kind=ContactKind.PHONE, value=PHONE, by=MAJ)
    listed = erasing.approved_list(register, clock, person)
    with register.change(by=MAJ) as tx:
        assert tx.connection.execute(t.undo_steps.select()).all()
        erase(tx, listed, [person], bytes(32))
        assert not tx.connection.execute(t.undo_steps.select()).all()
        tx.commit()
