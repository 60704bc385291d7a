"""Files of one person, linked and taken apart: shown as one, counted once, every row still in its own file."""

from datetime import date, timedelta

import pytest

from caseworker.domain.access import Role, User
from caseworker.domain.case import AssignmentKind
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.intake import EnteredAddress, EnteredNumber, EnteredStatus, Intake
from caseworker.domain.links import LinkGround, SplitGround
from caseworker.domain.person import Sex
from caseworker.services import access, cases, interventions, letters, linking, notes, people, status
from caseworker.store import derived
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA
from tests.services.walls import refused

TODAY = date(2026, 11, 21)
SAME = LinkGround.SAME_DOCUMENT
SAMIRA_AGAIN = Intake(
    given="Samirah",
    family="Hadad",
    sex=Sex.WOMAN,
    numbers=(EnteredNumber("lma", "99-204418/1"),),
    address=EnteredAddress("Björkvägen 4", "753 20", "Uppsala"),
    phone="070-174 06 12",
)


@pytest.fixture
def samira(register: Register) -> PersonId:
    return PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)


@pytest.fixture
def again(register: Register, samira: PersonId) -> PersonId:
    return PersonId(people.register_person(register, intake=SAMIRA_AGAIN, by=MAJ).created)


@pytest.fixture
def linked(register: Register, samira: PersonId, again: PersonId) -> tuple[PersonId, PersonId]:
    """The file that both are shown in, and the other."""
    linking.link_people(register, person=samira, other=again, ground=SAME, by=MAJ)
    return again, samira  # both are open: the later number


def whole(register: Register) -> None:
    with register.raw_connection() as connection:
        assert derived.compare(connection) == ()


def test_two_files_are_shown_as_one_and_say_where_each_row_stands(
    register: Register, linked: tuple[PersonId, PersonId]
) -> None:
    main, part = linked
    for asked in linked:
        file = people.open_file(register, person=asked, by=MAJ)
        assert (file.id, file.case_number) == (main, "2026-0001")
        assert [(one.full, one.of_case) for one in file.names if one.role == "latin"] == [
            ("Samirah Hadad", ""),
            ("Samira Haddad", "2025-0001"),
        ]
        assert {number.type for number in file.identifiers} == {"personnummer", "lma"}
        assert (file.born, file.reads) == (SAMIRA.born, "ar")
        assert [one.code for one in file.statuses] == ["ASYL"]
        (told,) = file.linked
        assert (told.person, told.case_number, told.begins, told.linked_by) == (part, "2025-0001", TODAY, MAJ.name)
        assert [line.action for line in file.log].count("person.linked") == 2


def test_she_is_listed_found_and_counted_once(register: Register, linked: tuple[PersonId, PersonId]) -> None:
    main, part = linked
    (row,) = people.list_people(register, offset=0, limit=10, by=MAJ)
    assert (row.id, row.name, row.status) == (main, "Samirah Hadad", "ASYL")
    assert row.number == "••••••••-2382"[-len(row.number) :] or row.number.endswith("2382")
    assert people.count_people(register, by=MAJ) == 1
    for text in ("Samira Haddad", "سميرة", "19880314-2382", "99-204418/1", "2025-0001", "2026-0001", "0701740611"):
        assert [one.id for one in people.find_people(register, text=text, by=MAJ)] == [main], text
    with register.read() as reader:
        assert [one.id for one in reader.rows_of([part, main])] == [main]
        (counted,) = reader.counted_people(TODAY)
        assert (counted.id, counted.status, counted.born) == (main, "ASYL", SAMIRA.born)
    whole(register)


def test_a_change_in_either_file_is_seen_in_the_one_line(register: Register, linked: tuple[PersonId, PersonId]) -> None:
    main, part = linked
    status.record_status(register, person=part, status=EnteredStatus("TILLST", TODAY), by=MAJ)
    number = EnteredNumber("samordningsnummer", "19850478-2395")
    people.add_number(register, person=part, number=number, begins=TODAY, by=MAJ)
    (row,) = people.list_people(register, offset=0, limit=10, by=MAJ)
    assert (row.id, row.status) == (main, "TILLST")
    assert [one.id for one in people.find_people(register, text="19850478-2395", by=MAJ)] == [main]
    assert people.reveal_number(register, person=main, type="samordningsnummer", by=MAJ) == "19850478-2395"
    whole(register)


def test_a_letter_goes_to_one_person(register: Register, linked: tuple[PersonId, PersonId]) -> None:
    main, part = linked
    for asked in (main, part):
        assert letters.issue_letter(register, person=asked, sheet="valkommen", language="sv", how="saved", by=MAJ).pdf


def test_three_files_are_one(register: Register, linked: tuple[PersonId, PersonId]) -> None:
    main, part = linked
    third = PersonId(people.register_person(register, intake=Intake(given="Samira"), by=MAJ).created)
    cases.close_case(register, person=main, closed=TODAY, by=MAJ)
    linking.link_people(register, person=part, other=third, ground=SAME, by=MAJ)
    assert {one.id for one in people.list_people(register, offset=0, limit=10, by=MAJ)} == {third}
    assert len(people.open_file(register, person=part, by=MAJ).linked) == 2
    linking.unlink(register, person=main, ground=SplitGround.WRONG_FILE, by=MAJ)
    assert {one.id for one in people.list_people(register, offset=0, limit=10, by=MAJ)} == {third, main}
    assert [one.person for one in people.open_file(register, person=part, by=MAJ).linked] == [part]
    whole(register)


def test_taken_apart_each_has_what_it_had(register: Register, samira: PersonId, again: PersonId) -> None:
    before = [people.open_file(register, person=one, by=MAJ) for one in (samira, again)]
    linking.link_people(register, person=samira, other=again, ground=SAME, by=MAJ)
    linking.unlink(register, person=samira, ground=SplitGround.OTHER_PERSON, by=MAJ)
    for was in before:
        file = people.open_file(register, person=PersonId(was.id), by=MAJ)
        for part in ("names", "identifiers", "addresses", "contacts", "statuses", "linked", "case_number", "born"):
            assert getattr(file, part) == getattr(was, part), part
    assert people.count_people(register, by=MAJ) == 2
    whole(register)
    refused("link.not_linked", linking.unlink, register, person=samira, ground=SplitGround.WRONG_FILE, by=MAJ)


def test_what_was_written_meanwhile_is_listed_and_placed(register: Register, linked: tuple[PersonId, PersonId]) -> None:
    main, part = linked
    people.add_number(register, person=main, number=EnteredNumber("dossier", "99-123456"), begins=TODAY, by=MAJ)
    address = EnteredAddress("Storgatan 1", "123 45", "Lövåsa")
    people.move_to_address(register, person=main, address=address, begins=TODAY, by=MAJ)
    status.record_status(register, person=main, status=EnteredStatus("TILLST", TODAY), by=MAJ)
    status.record_settlement(register, person=main, code="anvisad", begins=TODAY, by=MAJ)
    status.record_accommodation(register, person=part, code="eget", begins=TODAY, by=MAJ)
    course = interventions.EnteredIntervention("sfi-kurs")
    interventions.add_intervention(register, person=main, entered=course, by=MAJ)
    notes.write_note(register, person=main, text="Ett möte", happened_on=TODAY, by=MAJ)
    rows = linking.written_since(register, person=part, by=MAJ)
    told = {row.kind: row for row in rows}
    assert set(told) == {"number", "address", "status", "settlement", "accommodation", "intervention", "note"}
    assert (told["number"].what[-4:], told["number"].case_number, told["number"].movable) == ("3456", "2026-0001", True)
    assert (told["note"].what, told["note"].movable) == ("Ett möte", False)
    assert told["accommodation"].case_number == "2025-0001"

    linking.unlink(register, person=part, ground=SplitGround.OTHER_PERSON, moved=[row.id for row in rows], by=MAJ)
    mine, hers = (people.open_file(register, person=one, by=MAJ) for one in (main, part))
    assert "99-123456" in {number.value for number in hers.identifiers}
    assert "99-123456" not in {number.value for number in mine.identifiers}
    assert [one.street for one in hers.addresses] == ["Storgatan 1"]
    assert [(one.code, one.ends) for one in hers.statuses] == [("TILLST", None), ("ASYL", TODAY - timedelta(days=1))]
    assert [one.code for one in hers.settlements] == ["anvisad"]
    assert [one.code for one in mine.accommodations] == ["eget"]
    assert [one.type for one in hers.interventions] == ["sfi-kurs"]
    assert ([note.text for note in mine.notes], hers.notes) == (["Ett möte"], ())
    whole(register)


def test_a_period_that_is_moved_lets_the_one_before_it_go_on(
    register: Register, linked: tuple[PersonId, PersonId]
) -> None:
    main, part = linked
    status.record_settlement(register, person=main, code="anvisad", begins=date(2025, 9, 1), by=MAJ)
    status.record_settlement(register, person=main, code="sjalvbosatt", begins=date(2026, 1, 1), by=MAJ)
    status.record_settlement(register, person=main, code="anvisad", begins=TODAY, by=MAJ)
    rows = linking.written_since(register, person=part, by=MAJ)
    newest = next(row.id for row in rows if (row.what, row.day) == ("anvisad", TODAY))
    linking.unlink(register, person=part, ground=SplitGround.OTHER_PERSON, moved=[newest], by=MAJ)
    file = people.open_file(register, person=main, by=MAJ)
    kept = [(one.code, one.ends) for one in file.settlements]
    assert kept == [("sjalvbosatt", None), ("anvisad", date(2025, 12, 31))]


def test_two_numbers_are_two_people_unless_the_number_was_changed(register: Register, samira: PersonId) -> None:
    other = PersonId(
        people.register_person(
            register, intake=Intake(given="Samira", numbers=(EnteredNumber("personnummer", "19880320-2384"),)), by=MAJ
        ).created
    )
    refused("link.two_numbers", linking.link_people, register, person=samira, other=other, ground=SAME, by=MAJ)
    assert people.count_people(register, by=MAJ) == 2
    linking.link_people(register, person=samira, other=other, ground=SAME, number_changed=True, by=MAJ)
    assert people.count_people(register, by=MAJ) == 1
    refused("link.same_file", linking.link_people, register, person=samira, other=other, ground=SAME, by=MAJ)


def test_who_reaches_one_file_reaches_both(register: Register, linked: tuple[PersonId, PersonId]) -> None:
    main, part = linked
    stranger = User(StaffId("0192f0c0-0000-7000-8000-00000000000c"), "Sara Lind", frozenset({Role.LOCUM}))
    with register.change(by=MAJ) as tx:
        tx.put_staff(stranger)
        tx.commit()
    assert people.list_people(register, offset=0, limit=5, by=stranger) == ()
    access.assign(register, person=part, staff=stranger.id, kind=AssignmentKind.CO_ASSIGNED, begins=TODAY, by=MAJ)
    assert [row.id for row in people.list_people(register, offset=0, limit=5, by=stranger)] == [main]
    assert people.open_file(register, person=main, by=stranger).id == main
    linking.unlink(register, person=part, ground=SplitGround.WRONG_FILE, by=MAJ)
    assert [row.id for row in people.list_people(register, offset=0, limit=5, by=stranger)] == [part]
    refused("access.out_of_reach", people.open_file, register, person=main, by=stranger)
