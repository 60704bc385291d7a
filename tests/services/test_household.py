"""Households, relations, warnings and moves as a caseworker records them, from both sides and for both eyes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from caseworker.domain.access import Role, User
from caseworker.domain.erasure import Answer, EnteredFacts
from caseworker.domain.household import (
    EnteredNoContact,
    EnteredRelation,
    Oddity,
    RelationGround,
    RelationKind,
    Together,
)
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.intake import EnteredAddress, EnteredStatus, Intake
from caseworker.domain.person import Sex
from caseworker.domain.rows import PersonFile
from caseworker.domain.status import PermitType
from caseworker.errors import Refused
from caseworker.services import erasure, household, letters, people, today
from caseworker.store.register import Register
from tests.services.conftest import MAJ, NOW, SAMIRA

TODAY = NOW.date()
OLD = EnteredAddress("Storgatan 1", "123 45", "Lövåsa")
NEW = EnteredAddress("Lingonvägen 7 A", "123 46", "Lövåsa")
YOUSEF = Intake(given="Yousef", family="Haddad", born=date(1986, 5, 1), sex=Sex.MAN)
ANK = EnteredStatus("NY-ANK", date(2025, 6, 1), permit=PermitType.TEMPORARY)
NOUR = Intake(given="Nour", born=date(2018, 5, 6), sex=Sex.WOMAN, status=ANK)
BACK = TODAY - timedelta(days=100)


def registered(register: Register, intake: Intake = SAMIRA, by: User = MAJ) -> PersonId:
    return PersonId(people.register_person(register, intake=intake, by=by).created)


def file_of(register: Register, person: PersonId) -> PersonFile:
    return people.open_file(register, person=person, by=MAJ)


def join(register: Register, person: PersonId, other: PersonId, begins: date = BACK) -> None:
    household.join_household(register, person=person, other=other, begins=begins, by=MAJ)


def relate(
    register: Register,
    person: PersonId,
    kind: RelationKind,
    other: PersonId | None = None,
    **more: object,
) -> household.RelationRecorded:
    relation = replace(EnteredRelation(kind, other), **more)  # type: ignore[arg-type]
    return household.record_relation(register, person=person, relation=relation, by=MAJ)


@pytest.fixture
def samira(register: Register) -> PersonId:
    return registered(register)


@pytest.fixture
def yousef(register: Register) -> PersonId:
    return registered(register, YOUSEF)


@pytest.fixture
def nour(register: Register) -> PersonId:
    return registered(register, NOUR)


# Households
def test_who_lives_together_is_seen_from_each_file(
    register: Register, samira: PersonId, yousef: PersonId, nour: PersonId
) -> None:
    join(register, yousef, samira)
    join(register, nour, yousef)
    for person, first in ((samira, "Samira Haddad"), (nour, "Nour")):
        rows = file_of(register, person).household
        assert rows[0].name == first
        assert {row.name for row in rows} == {"Samira Haddad", "Yousef Haddad", "Nour"}
    child = next(row for row in file_of(register, samira).household if row.person == nour)
    assert (child.status, child.born, child.complete) == ("NY-ANK", date(2018, 5, 6), False)
    with pytest.raises(Refused, match="already_together"):
        join(register, nour, samira)
    with pytest.raises(Refused, match="herself"):
        join(register, nour, nour)


def test_one_household_at_a_time_and_what_was_is_kept(
    register: Register, samira: PersonId, yousef: PersonId, nour: PersonId
) -> None:
    join(register, yousef, samira)
    other = registered(register, Intake(given="Amal"))
    join(register, yousef, other, TODAY)
    rows = {row.person: row for row in file_of(register, samira).household}
    assert rows[yousef].ends == TODAY - timedelta(days=1)
    assert rows[samira].ends is None
    household.leave_household(register, person=samira, ends=TODAY, by=MAJ)
    with pytest.raises(Refused, match=r"household\.none"):
        household.leave_household(register, person=samira, ends=TODAY, by=MAJ)
    with pytest.raises(Refused, match=r"household\.none"):
        household.leave_household(register, person=nour, ends=TODAY, by=MAJ)
    with pytest.raises(Refused, match="overlap"):
        join(register, yousef, nour, TODAY)


def test_somebody_beyond_reach_is_a_case_number(register: Register, samira: PersonId) -> None:
    stranger = User(StaffId("0192f0c0-0000-7000-8000-00000000000c"), "Sara Lind", frozenset(Role), unit="Syd")
    with register.change(by=MAJ) as tx:
        tx.put_staff(stranger)
        tx.commit()
    away = registered(register, Intake(given="Omar"), by=stranger)
    both = User(MAJ.id, MAJ.name, frozenset({Role.CASEWORKER, Role.UNIT_MANAGER}))
    with pytest.raises(Refused, match="out_of_reach"):
        household.join_household(register, person=samira, other=away, begins=BACK, by=both)
    here = registered(register, Intake(given="Omar"))
    join(register, here, samira)
    relate(register, samira, RelationKind.CHILD, here)
    with register.change(by=MAJ) as tx:  # as it is when somebody's case has moved to another unit
        tx.connection.exec_driver_sql("UPDATE cases SET unit = 'Syd' WHERE person_id = ?", (here,))
        tx.connection.exec_driver_sql(
            "UPDATE assignments SET ends = '2026-01-01', begins = '2025-01-01' "
            "WHERE case_id IN (SELECT id FROM cases WHERE person_id = ?)",
            (here,),
        )
        tx.commit()
    caseworker = User(MAJ.id, MAJ.name, frozenset({Role.CASEWORKER}))
    file = people.open_file(register, person=samira, by=caseworker)
    row = file.household[1]
    assert (row.person, row.name, row.status, row.sex) == ("", "", "", "unknown")
    assert row.case_number
    assert (file.relations[0].other, file.relations[0].name) == ("", "")


# Relations
def test_a_relation_is_stored_once_and_read_from_both_sides(
    register: Register, samira: PersonId, nour: PersonId
) -> None:
    made = relate(register, nour, RelationKind.PARENT, samira, source="Migrationsverkets beslut")
    assert (made.oddities, made.contradicted) == ((), ())
    (own,) = file_of(register, nour).relations
    (seen,) = file_of(register, samira).relations
    assert (own.kind, own.name, own.other) == ("parent", "Samira Haddad", samira)
    assert (seen.kind, seen.name, seen.id, seen.source) == ("child", "Nour", own.id, "Migrationsverkets beslut")
    with pytest.raises(Refused, match="already_related"):
        relate(register, samira, RelationKind.CHILD, nour)
    household.end_relation(register, person=samira, tie=own.id, ends=TODAY, by=MAJ)
    assert file_of(register, nour).relations[0].ends == TODAY
    relate(register, samira, RelationKind.CHILD, nour)
    assert [row.ends for row in file_of(register, nour).relations] == [None, TODAY]


def test_somebody_outside_is_a_name_and_a_way_to_reach_her(register: Register, nour: PersonId) -> None:
    relate(register, nour, RelationKind.GOD_MAN, name="Anna Berg", contact="010-123 45 67")
    (row,) = file_of(register, nour).relations
    assert (row.kind, row.name, row.contact, row.other) == ("god_man", "Anna Berg", "010-123 45 67", "")
    household.end_relation(register, person=nour, tie=row.id, ends=TODAY, by=MAJ)
    other = registered(register, YOUSEF)
    with pytest.raises(Refused, match="unknown"):
        household.end_relation(register, person=other, tie=row.id, ends=TODAY, by=MAJ)
    with pytest.raises(Refused, match="nobody"):
        relate(register, nour, RelationKind.OTHER, name="  ")


def test_what_looks_wrong_is_told_and_kept(register: Register, samira: PersonId, nour: PersonId) -> None:
    made = relate(register, samira, RelationKind.PARENT, nour)
    assert made.oddities == (Oddity.PARENT_YOUNGER,)
    assert len(file_of(register, samira).relations) == 1


def test_a_relation_answers_what_erasing_asks_of_both_files(
    register: Register, samira: PersonId, nour: PersonId
) -> None:
    relate(register, nour, RelationKind.PARENT, samira, ground=RelationGround.CUSTODY)

    def facts(person: PersonId) -> EnteredFacts:
        return erasure.read_retention_facts(register, person=person, by=MAJ)

    assert (facts(nour).custody, facts(nour).about_other_child) == (Answer.YES, Answer.NO)
    assert facts(samira).youngest_child_born == date(2018, 5, 6)
    denied = replace(facts(nour), child_placed=Answer.NO)
    erasure.record_retention_facts(register, person=nour, facts=denied, by=MAJ)
    made = relate(register, nour, RelationKind.FOSTER_HOME, name="Familjen Ek", ground=RelationGround.PLACED)
    assert made.contradicted == ("child_placed",)
    assert facts(nour) == denied


# Who must not be told
def test_a_warning_stands_in_the_file_until_it_ends(register: Register, samira: PersonId, yousef: PersonId) -> None:
    warned = EnteredNoContact(name="Karim H.", reason="Hot mot Samira")
    first = household.record_no_contact(register, person=samira, entered=warned, by=MAJ).created
    household.record_no_contact(register, person=samira, entered=EnteredNoContact(other=yousef), by=MAJ)
    rows = file_of(register, samira).no_contacts
    assert [(row.name, row.together) for row in rows] == [
        ("Karim H.", Together.UNKNOWN),
        ("Yousef Haddad", Together.UNKNOWN),
    ]
    household.end_no_contact(register, person=samira, tie=first, ends=TODAY, by=MAJ)
    assert file_of(register, samira).no_contacts[0].ends == TODAY
    for wrong in ("gone", first):
        with pytest.raises(Refused, match=r"household\.(unknown|ended)"):
            household.end_no_contact(register, person=samira, tie=wrong, ends=TODAY, by=MAJ)
    with pytest.raises(Refused, match="nobody"):
        household.record_no_contact(register, person=samira, entered=EnteredNoContact(), by=MAJ)


def test_a_letter_to_where_he_lives_needs_a_deliberate_yes_and_the_log_says_so(
    register: Register, samira: PersonId, yousef: PersonId
) -> None:
    household.record_no_contact(register, person=samira, entered=EnteredNoContact(other=yousef), by=MAJ)

    def issue(*, despite: bool) -> None:
        letters.issue_letter(
            register, person=samira, sheet="valkommen", language="sv", how="saved", despite=despite, by=MAJ
        )

    def lives(person: PersonId, address: EnteredAddress) -> Together:
        people.move_to_address(register, person=person, address=address, begins=TODAY, by=MAJ)
        return Together(file_of(register, samira).no_contacts[0].together)

    with pytest.raises(Refused, match="no_contact"):
        issue(despite=False)
    assert lives(samira, OLD) is Together.UNKNOWN
    assert lives(yousef, NEW) is Together.ELSEWHERE
    issue(despite=False)
    assert lives(yousef, EnteredAddress("STORGATAN 1", "12345", "Lövåsa")) is Together.HERE
    with pytest.raises(Refused, match="no_contact"):
        issue(despite=False)
    issue(despite=True)
    with register.read() as reader:
        bodies = reader.connection.exec_driver_sql(
            "SELECT p.body FROM audit AS a JOIN audit_payloads AS p ON p.seq = a.seq WHERE a.action = 'letter.saved'"
        ).scalars()
        assert [b"despite" in body for body in bodies] == [False, True]
    lives(yousef, NEW)
    join(register, yousef, samira)
    assert file_of(register, samira).no_contacts[0].together == Together.HERE


# Moves
def test_a_household_moves_at_once_and_each_gets_what_the_move_asks_for(
    register: Register, samira: PersonId, yousef: PersonId, nour: PersonId
) -> None:
    for person in (samira, yousef, nour):
        people.move_to_address(register, person=person, address=OLD, begins=BACK, by=MAJ)
        assert file_of(register, person).errands == ()  # a first address is no move
    join(register, yousef, samira)
    join(register, nour, samira)
    household.move_household(register, person=samira, address=NEW, begins=TODAY, along=[yousef, nour], by=MAJ)
    for person in (samira, yousef, nour):
        file = file_of(register, person)
        assert [row.street for row in file.addresses if row.ends is None] == ["Lingonvägen 7 A"]
        assert len(file.household) == 3
    assert {row.code for row in file_of(register, samira).errands} == {"migration", "care", "mail"}
    assert {row.code for row in file_of(register, nour).errands} == {"school", "care"}
    (reported,) = (row for row in file_of(register, yousef).errands if row.code == "registration")
    assert reported.due == TODAY + timedelta(days=7)
    waiting = [row.waiting for row in today.read_today(register, by=MAJ).rows]
    assert [(one.due, one.person) for one in waiting if one.code == "move.errand"] == [(reported.due, yousef)]
    several = {one.person: dict(one.params)["n"] for one in waiting if one.code == "move.errands"}
    assert several == {samira: "3", yousef: "3", nour: "2"}
    manager = User(MAJ.id, MAJ.name, frozenset({Role.UNIT_MANAGER}))
    assert not any(row.waiting.code.startswith("move.") for row in today.read_today(register, by=manager).rows)


def test_an_errand_is_settled_by_somebody_and_can_be_opened_again(register: Register, samira: PersonId) -> None:
    for address in (OLD, NEW):
        people.move_to_address(register, person=samira, address=address, begins=TODAY, by=MAJ)
    first = file_of(register, samira).errands[0]
    settle = {"person": samira, "errand": first.id, "by": MAJ}
    household.settle_errand(register, done=True, note="Ringt", **settle)  # type: ignore[arg-type]
    done = next(row for row in file_of(register, samira).errands if row.id == first.id)
    assert (done.done, done.done_by, done.note) == (TODAY, "Maj Ekholm", "Ringt")
    household.settle_errand(register, done=False, **settle)  # type: ignore[arg-type]
    again = next(row for row in file_of(register, samira).errands if row.id == first.id)
    assert (again.done, again.done_by, again.note) == (None, "", "Ringt")
    with pytest.raises(Refused, match="unknown"):
        household.settle_errand(register, person=samira, errand="gone", done=True, by=MAJ)
    count = len(file_of(register, samira).errands)
    people.move_to_address(register, person=samira, address=OLD, begins=TODAY, by=MAJ)
    assert len(file_of(register, samira).errands) == count  # what was open is about the newest move


def test_who_stays_behind_keeps_the_household(
    register: Register, samira: PersonId, yousef: PersonId, nour: PersonId
) -> None:
    join(register, yousef, samira)
    join(register, nour, samira)
    household.move_household(register, person=samira, address=NEW, begins=TODAY, along=[nour], by=MAJ)
    now = {row.person for row in file_of(register, nour).household if row.ends is None}
    assert now == {samira, nour}
    with pytest.raises(Refused, match="not_together"):
        household.move_household(register, person=samira, address=OLD, begins=TODAY, along=[yousef], by=MAJ)
    with pytest.raises(Refused, match="no_street"):
        household.move_household(register, person=samira, address=EnteredAddress(" ", "", ""), begins=TODAY, by=MAJ)
    later = TODAY + timedelta(days=30)
    household.move_household(register, person=nour, address=OLD, begins=later, by=MAJ)
    assert {row.ends for row in file_of(register, nour).household if row.person == nour} == {
        TODAY - timedelta(days=1),
        later - timedelta(days=1),
    }
    join(register, yousef, nour, later)  # on the very day she moves on: they never lived together
    household.move_household(register, person=nour, address=NEW, begins=later, by=MAJ)
    assert later not in {row.begins for row in file_of(register, nour).household}


def test_one_alone_moves_alone(register: Register, samira: PersonId) -> None:
    household.move_household(register, person=samira, address=NEW, begins=TODAY, by=MAJ)
    assert file_of(register, samira).addresses[0].street == "Lingonvägen 7 A"
    assert household.list_move_rules(register, by=MAJ)


# A child registered from the parent's file
def test_a_child_comes_with_parent_household_and_address(register: Register, samira: PersonId) -> None:
    people.move_to_address(register, person=samira, address=OLD, begins=BACK, by=MAJ)
    first = registered(register, replace(NOUR, child_of=samira))
    file = file_of(register, first)
    assert [row.name for row in file.household] == ["Nour", "Samira Haddad"]
    assert [(row.kind, row.other) for row in file.relations] == [("parent", samira)]
    assert [row.street for row in file.addresses] == ["Storgatan 1"]
    assert file.names[0].family == ""
    second = registered(register, Intake(given="Elias", child_of=samira, address=NEW))
    assert [row.street for row in file_of(register, second).addresses] == ["Lingonvägen 7 A"]
    assert {row.person for row in file_of(register, first).household} == {samira, first, second}
    third = registered(register, Intake(given="Sara", child_of=registered(register, YOUSEF)))
    assert file_of(register, third).addresses == ()


def test_a_child_of_somebody_beyond_reach_is_refused(register: Register, samira: PersonId) -> None:
    stranger = User(StaffId("0192f0c0-0000-7000-8000-00000000000c"), "Sara Lind", frozenset({Role.CASEWORKER}), "Syd")
    registrar = User(stranger.id, stranger.name, frozenset({Role.LOCUM}))
    with register.change(by=MAJ) as tx:
        tx.put_staff(stranger)
        tx.commit()
    for by in (stranger, registrar):
        with pytest.raises(Refused, match="out_of_reach"):
            registered(register, replace(NOUR, child_of=samira), by=by)
