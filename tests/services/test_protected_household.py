"""A protected person's family: nothing open says whose mother she is, and whoever may read her still sees it."""

from dataclasses import replace
from datetime import date

import pytest

from caseworker.domain.household import EnteredNoContact, EnteredRelation, RelationGround, RelationKind
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredAddress, Intake
from caseworker.domain.rows import PersonFile
from caseworker.errors import Refused
from caseworker.services import erasure, household, people, protection
from caseworker.store import tables as t
from caseworker.store.register import Register
from caseworker.store.verify import verify
from tests.services.conftest import MAJ, NOW, SAMIRA, Open
from tests.services.walls import protect, registered, reveal, with_readers

TODAY, BACK = NOW.date(), date(2026, 1, 2)
PLACE = EnteredAddress("Hemliga gatan 7", "123 45", "Lövåsa")
NOUR = Intake(given="Nour", born=date(2018, 5, 6))


@pytest.fixture
def room(open_copy: Open) -> Register:
    return with_readers(open_copy())


def file_of(register: Register, person: PersonId) -> PersonFile:
    return people.open_file(register, person=person, by=MAJ)


def relate(register: Register, person: PersonId, kind: RelationKind, other: PersonId, **more: object) -> str:
    relation = replace(EnteredRelation(kind, other), **more)  # type: ignore[arg-type]
    made = household.record_relation(register, person=person, relation=relation, by=MAJ)
    return made.changes.created


def open_rows(register: Register) -> str:
    """Return everything about ties that lies open, as text; who is sealed together is open on purpose."""
    told = []
    payloads = (
        "SELECT body FROM audit JOIN audit_payloads USING (seq) WHERE action NOT LIKE 'protection.%' "
        "AND action <> 'register.created'"
    )
    with register.read() as reader:
        for table in (t.household_members, t.relations, t.no_contacts, t.errands):
            told += [str(tuple(row)) for row in reader.connection.execute(table.select())]
        told += [body.decode() for body in reader.connection.exec_driver_sql(payloads).scalars()]
    return "\n".join(told)


def test_a_tie_to_an_open_person_is_sealed_with_the_protected_one_and_given_back(room: Register) -> None:
    samira, nour = registered(room), registered(room, NOUR)
    household.join_household(room, person=nour, other=samira, begins=BACK, by=MAJ)
    tie = relate(room, samira, RelationKind.PARENT, nour, ground=RelationGround.CUSTODY, source="Tingsrättens dom")
    # wrong way round on purpose: what looks wrong is kept, and turned with the row
    protect(room, nour)
    assert nour not in open_rows(room)
    assert "Tingsrättens" not in open_rows(room)
    file = file_of(room, samira)
    assert (len(file.household), file.relations) == (1, ())
    closed = file_of(room, nour)
    assert (closed.household, closed.relations) == ((), ())
    opened = reveal(room, nour)
    assert {row.name for row in opened.household} == {"", "Samira Haddad"}
    (row,) = opened.relations
    assert (row.kind, row.other, row.source) == ("child", samira, "Tingsrättens dom")
    household.end_relation(room, person=nour, tie=tie, ends=TODAY, by=MAJ)
    household.leave_household(room, person=nour, ends=TODAY, by=MAJ)
    protection.unprotect(room, person=nour, reason="beslut 14 nov", by=MAJ)
    (seen,) = file_of(room, samira).relations
    assert (seen.kind, seen.name, seen.ends) == ("parent", "Nour", TODAY)
    assert {row.name for row in file_of(room, samira).household} == {"Samira Haddad", "Nour"}
    assert verify(room).ok


def test_a_childs_birthday_leaves_the_parents_facts(room: Register) -> None:
    samira, nour = registered(room), registered(room, NOUR)
    relate(room, samira, RelationKind.CHILD, nour, ground=RelationGround.CUSTODY)
    assert erasure.read_retention_facts(room, person=samira, by=MAJ).youngest_child_born == NOUR.born
    protect(room, nour)
    assert erasure.read_retention_facts(room, person=samira, by=MAJ).youngest_child_born is None
    assert "2018-05-06" not in open_rows(room)


def test_those_who_are_sealed_together_see_each_other_by_case_number(room: Register) -> None:
    samira, nour = registered(room), registered(room, NOUR)
    household.join_household(room, person=nour, other=samira, begins=BACK, by=MAJ)
    tie = relate(room, samira, RelationKind.CHILD, nour)
    protect(room, samira, nour)
    number = file_of(room, nour).case_number
    opened = reveal(room, samira)
    assert [(row.kind, row.name, row.case_number) for row in opened.relations] == [("child", "", number)]
    assert len(opened.household) == 2
    assert all(row.protected for row in opened.household)
    assert [row.kind for row in reveal(room, nour).relations] == ["parent"]
    household.end_relation(room, person=nour, tie=tie, ends=TODAY, by=MAJ)
    protection.unprotect(room, person=samira, reason="beslut 14 nov", by=MAJ)
    assert nour not in open_rows(room)
    assert [row.ends for row in reveal(room, nour).relations] == [TODAY]


def test_in_two_compartments_the_tie_stays_sealed_until_both_are_open(room: Register) -> None:
    samira, nour = registered(room), registered(room, NOUR)
    relate(room, samira, RelationKind.CHILD, nour)
    protect(room, samira)
    protect(room, nour)
    reveal(room, samira)
    with pytest.raises(Refused, match="tied_to_protected"):
        protection.unprotect(room, person=samira, reason="beslut 14 nov", by=MAJ)
    assert reveal(room, samira).relations[0].other == nour


def test_a_new_tie_needs_the_protected_one_open_and_is_hers(room: Register) -> None:
    samira, nour = registered(room), registered(room, NOUR)
    protect(room, nour)
    with pytest.raises(Refused, match=r"protection\.closed"):
        relate(room, samira, RelationKind.CHILD, nour)
    reveal(room, nour)
    relate(room, samira, RelationKind.CHILD, nour)
    assert nour not in open_rows(room)
    assert [row.kind for row in reveal(room, nour).relations] == ["parent"]
    with pytest.raises(Refused, match="unknown"):
        household.end_relation(room, person=nour, tie="gone", ends=TODAY, by=MAJ)


def test_a_warning_about_a_protected_person_stays_without_a_name(room: Register) -> None:
    samira, nour, karim = (registered(room, one) for one in (SAMIRA, NOUR, Intake(given="Karim")))
    for person in (samira, nour):
        entered = EnteredNoContact(other=karim, reason="Hot från Karim")
        household.record_no_contact(room, person=person, entered=entered, by=MAJ)
    protect(room, karim)
    (row,) = file_of(room, samira).no_contacts
    assert (row.name, row.case_number, row.reason, row.together) == ("", "", "", "unknown")
    assert "Hot från" not in open_rows(room)
    with pytest.raises(Refused, match=r"protection\.closed"):
        household.record_no_contact(room, person=samira, entered=EnteredNoContact(other=karim), by=MAJ)
    reveal(room, karim)
    household.record_no_contact(room, person=samira, entered=EnteredNoContact(other=karim), by=MAJ)
    assert len(file_of(room, samira).no_contacts) == 2
    protect(room, nour)
    protection.unprotect(room, person=karim, reason="beslut 14 nov", by=MAJ)
    assert [row.name for row in file_of(room, samira).no_contacts] == ["Karim", "Karim"]
    assert [row.name for row in reveal(room, nour).no_contacts] == [""]


def test_her_own_warning_against_one_who_is_sealed_with_her_names_him_to_nobody(room: Register) -> None:
    samira, karim = registered(room), registered(room, Intake(given="Karim"))
    protect(room, samira, karim)
    reveal(room, samira)
    household.record_no_contact(room, person=samira, entered=EnteredNoContact(other=karim), by=MAJ)
    assert reveal(room, samira).no_contacts[0].other == karim
    protection.unprotect(room, person=samira, reason="beslut 14 nov", by=MAJ)
    (row,) = file_of(room, samira).no_contacts
    assert (row.other, row.name) == ("", "")


def test_a_move_of_hers_asks_for_one_thing_and_its_words_are_sealed(room: Register) -> None:
    samira = registered(room)
    people.move_to_address(room, person=samira, address=PLACE, begins=BACK, by=MAJ)
    protect(room, samira)
    reveal(room, samira)
    household.move_household(room, person=samira, address=replace(PLACE, street="Ny gata 3"), begins=TODAY, by=MAJ)
    (errand,) = file_of(room, samira).errands
    assert errand.code == "protected_mail"
    household.settle_errand(room, person=samira, errand=errand.id, done=True, note="Talat med Nora", by=MAJ)
    assert "Nora" not in open_rows(room)
    assert reveal(room, samira).errands[0].note == "Talat med Nora"
    protection.hide(room, person=samira, by=MAJ)
    household.settle_errand(room, person=samira, errand=errand.id, done=False, by=MAJ)
    assert file_of(room, samira).errands[0].done is None


def test_an_open_child_of_a_protected_parent_is_refused(room: Register) -> None:
    samira = registered(room)
    protect(room, samira)
    reveal(room, samira)
    with pytest.raises(Refused, match="parent_protected"):
        registered(room, replace(NOUR, child_of=samira))
