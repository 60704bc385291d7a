"""A value that was not kept stays in the log of the file, sealed where the file is."""

from datetime import date

import pytest

from caseworker.domain.conflict import Unchosen
from caseworker.domain.contact import ContactKind
from caseworker.domain.ids import InterventionId, PersonId
from caseworker.domain.intake import EnteredAddress
from caseworker.domain.intervention import InterventionState
from caseworker.errors import Refused
from caseworker.services import conflicts, interventions, people
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA
from tests.services.test_protection import Desk
from tests.services.test_undoing_protected import desk

__all__ = ["desk"]
CHOSEN = (Unchosen("people.speaks", "Somaliska", "Arabiska"), Unchosen("contacts.value", "070-1", "070-2"))


def told(register: Register, person: PersonId) -> list[tuple[str, str, str]]:
    log = people.open_file(register, person=person, by=MAJ).log
    return [(row.field, row.kept, row.dropped) for row in log if row.action == "conflict.settled"]


def test_each_field_is_a_row_of_the_log(register: Register) -> None:
    person = PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)
    assert told(register, person) == []
    conflicts.keep_unchosen(register, person=person, unchosen=CHOSEN, by=MAJ)
    assert told(register, person) == [
        ("contacts.value", "070-1", "070-2"),
        ("people.speaks", "Somaliska", "Arabiska"),
    ]


def test_of_a_protected_person_it_is_told_to_who_has_her_open(desk: Desk) -> None:
    conflicts.keep_unchosen(desk.register, person=desk.person, unchosen=CHOSEN[:1], by=MAJ)
    desk.protect()
    assert told(desk.register, desk.person) == [("", "", "")]
    with pytest.raises(Refused, match="protection.closed"):
        conflicts.keep_unchosen(desk.register, person=desk.person, unchosen=CHOSEN[1:], by=MAJ)
    desk.reveal()
    conflicts.keep_unchosen(desk.register, person=desk.person, unchosen=CHOSEN[1:], by=MAJ)
    assert [row[0] for row in told(desk.register, desk.person)] == ["contacts.value", "people.speaks"]


def test_what_was_read_before_somebody_changed_it_is_refused(register: Register) -> None:
    person = PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)
    course = interventions.EnteredIntervention("sfi-kurs")
    made = InterventionId(interventions.add_intervention(register, person=person, entered=course, by=MAJ).created)
    version = people.open_file(register, person=person, by=MAJ).version
    people.add_contact(register, person=person, kind=ContactKind.PHONE, value="070-174 06 55", version=version, by=MAJ)
    street = EnteredAddress("Storgatan 1", "123 45", "Lövåsa")
    day = date(2026, 11, 1)
    with pytest.raises(Refused, match="register.changed_meanwhile"):
        people.move_to_address(register, person=person, address=street, begins=day, version=version, by=MAJ)
    decided = InterventionState.DECIDED
    interventions.move_intervention(register, intervention=made, state=decided, day=day, version=1, by=MAJ)
    with pytest.raises(Refused, match="register.changed_meanwhile"):
        interventions.move_intervention(
            register, intervention=made, state=InterventionState.ONGOING, day=day, version=1, by=MAJ
        )
