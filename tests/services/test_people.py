"""Registering, finding, reading and correcting people, in a real register."""

from dataclasses import replace
from datetime import date

import pytest

from caseworker.domain import identity
from caseworker.domain.access import User
from caseworker.domain.contact import ContactKind
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredAddress, EnteredNumber, EnteredStatus, Intake
from caseworker.domain.person import InterpreterNeed, Sex
from caseworker.errors import CaseworkerError, Refused
from caseworker.services import people
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA


def add(register: Register, intake: Intake = SAMIRA, by: User = MAJ) -> PersonId:
    return PersonId(people.register_person(register, intake=intake, by=by).created)


def test_a_registered_person_is_found_by_name_script_number_telephone_and_case(register: Register) -> None:
    person = add(register)
    for text in ("samira", "hadd", "سميرة", "SAMIRA HADAD", "19880314-2382", "8803142382", "0701740611", "2025-0001"):
        assert [row.id for row in people.find_people(register, text=text, by=MAJ)] == [person], text


def test_an_empty_search_finds_nobody(register: Register) -> None:
    add(register)
    assert people.find_people(register, text="  ", by=MAJ) == ()


def test_the_list_masks_the_number_to_its_last_four(register: Register) -> None:
    add(register)
    (row,) = people.list_people(register, offset=0, limit=10, by=MAJ)
    assert row.number.endswith("2382")
    assert "1988" not in row.number
    assert people.count_people(register, by=MAJ) == 1


def test_opening_a_file_is_logged_and_shows_every_spelling(register: Register) -> None:
    person = add(register)
    file = people.open_file(register, person=person, by=MAJ)
    assert {name.role: name.full for name in file.names} == {
        "latin": "Samira Haddad",
        "original": "سميرة حداد",
        "migration_agency": "SAMIRA HADAD",
    }
    assert [line.action for line in file.log][:2] == ["case.opened", "person.registered"]
    assert file.statuses[0].code == "ASYL"


def test_an_unknown_person_cannot_be_opened_and_the_attempt_changes_nothing(register: Register) -> None:
    with pytest.raises(Refused) as refused:
        people.open_file(register, person=PersonId("nobody"), by=MAJ)
    assert refused.value.code == "person.unknown"


def test_a_settled_search_is_logged_without_its_words(register: Register) -> None:
    people.settle_search(register, text="Samira", hits=3, by=MAJ)
    with register.read() as reader:
        rows = reader.connection.exec_driver_sql("SELECT body FROM audit_payloads").scalars().all()
    bodies = [row if isinstance(row, bytes) else str(row).encode() for row in rows]
    assert not any(b"samira" in body.lower() for body in bodies)
    assert any(b'"hits":3' in body for body in bodies)


def test_a_name_or_a_number_is_enough_and_neither_is_refused(register: Register) -> None:
    assert add(register, Intake(original_name="ሰላም"))
    assert add(register, Intake(numbers=(EnteredNumber("dossier", "99-318842"),)))
    with pytest.raises(Refused) as refused:
        add(register, Intake(born=date(1990, 1, 1)))
    assert refused.value.code == "person.name_or_number"


@pytest.mark.parametrize(
    ("intake", "code"),
    [
        (replace(SAMIRA, numbers=(EnteredNumber("personnummer", "19880314-2383"),)), "identity.check_digit"),
        (replace(SAMIRA, status=EnteredStatus("FLYKTING", date(2025, 1, 1))), "status.unknown_code"),
        (replace(SAMIRA, born=date(2027, 1, 1)), "person.born_in_future"),
        (replace(SAMIRA, given="x" * 201), "field.too_long"),
        (replace(SAMIRA, family="Had\x07dad"), "field.control_character"),
        (replace(SAMIRA, settlement="slott"), "settlement.unknown_code"),
    ],
)
def test_bad_input_is_refused_whole(register: Register, intake: Intake, code: str) -> None:
    with pytest.raises(CaseworkerError) as refused:
        add(register, intake)
    assert refused.value.code == code
    assert people.count_people(register, by=MAJ) == 0


def test_a_demo_register_refuses_a_number_that_is_nobodys_test_number(register: Register) -> None:
    ordinary = f"19880314-001{identity.check_digit('880314001')}"
    with pytest.raises(Refused) as refused:
        add(register, replace(SAMIRA, numbers=(EnteredNumber("personnummer", ordinary),)))
    assert refused.value.code == "identity.not_test_number"


def test_the_same_number_on_two_people_is_refused(register: Register) -> None:
    add(register)
    with pytest.raises(Refused) as refused:
        add(register, replace(SAMIRA, given="Sara", original_name="", migration_name=""))
    assert refused.value.code == "identity.same_number_other_person"
    assert people.count_people(register, by=MAJ) == 1


def test_candidates_say_why_and_mark_the_same_number(register: Register) -> None:
    person = add(register)
    entered = Intake(given="Samirah", family="Hadad", numbers=SAMIRA.numbers)
    (candidate,) = people.find_candidates(register, intake=entered, by=MAJ)
    assert candidate.person.id == person
    assert candidate.same_number
    assert candidate.reasons


def test_revealing_a_number_returns_it_whole_and_is_logged(register: Register) -> None:
    person = add(register)
    assert people.reveal_number(register, person=person, type="personnummer", by=MAJ) == "19880314-2382"
    file = people.open_file(register, person=person, by=MAJ)
    assert "identifier.revealed" in [line.action for line in file.log]
    with pytest.raises(Refused) as refused:
        people.reveal_number(register, person=person, type="lma", by=MAJ)
    assert refused.value.code == "identity.not_held"


def test_a_new_number_of_the_same_kind_ends_the_old_and_keeps_it(register: Register) -> None:
    person = add(register)
    number = EnteredNumber("personnummer", "19880315-2381")
    people.add_number(register, person=person, number=number, begins=date(2026, 12, 1), by=MAJ)
    held = people.open_file(register, person=person, by=MAJ).identifiers
    assert {one.value: one.ends for one in held} == {"19880314-2382": date(2026, 11, 30), "19880315-2381": None}


def test_contacts_and_addresses_have_a_history(register: Register) -> None:
    person = add(register)
    people.add_contact(register, person=person, kind=ContactKind.PHONE, value="070-174 06 34", by=MAJ)
    for day, street in ((date(2026, 1, 12), "Lingonvägen 7 A"), (date(2026, 6, 1), "Storgatan 12")):
        people.move_to_address(
            register, person=person, address=EnteredAddress(street, "123 45", "Lövåsa"), begins=day, by=MAJ
        )
    file = people.open_file(register, person=person, by=MAJ)
    assert [contact.value for contact in file.contacts if contact.ends is None] == ["070-174 06 34"]
    assert [address.street for address in file.addresses if address.ends is None] == ["Storgatan 12"]
    assert people.find_people(register, text="0701740634", by=MAJ)


def test_a_correction_changes_names_and_is_found_at_once(register: Register) -> None:
    person = add(register)
    before = people.open_file(register, person=person, by=MAJ)
    corrected = replace(SAMIRA, family="Hadad", interpreter=InterpreterNeed.NEEDED, sex=Sex.WOMAN)
    people.correct_person(register, person=person, version=before.version, intake=corrected, by=MAJ)
    after = people.open_file(register, person=person, by=MAJ)
    assert after.name() == "Samira Hadad"
    assert after.interpreter == "needed"
    assert after.version > before.version
    with pytest.raises(Refused) as refused:
        people.correct_person(register, person=person, version=before.version, intake=corrected, by=MAJ)
    assert refused.value.code == "register.changed_meanwhile"


def test_a_correction_may_not_leave_a_person_without_name_and_number(register: Register) -> None:
    person = add(register, Intake(given="Sara"))
    version = people.open_file(register, person=person, by=MAJ).version
    with pytest.raises(Refused) as refused:
        people.correct_person(register, person=person, version=version, intake=Intake(), by=MAJ)
    assert refused.value.code == "person.name_or_number"


def test_first_periods_address_and_opening_day_come_with_the_intake(register: Register) -> None:
    intake = replace(
        SAMIRA,
        settlement="anvisad",
        accommodation="asylboende",
        address=EnteredAddress("Lingonvägen 7 A", "123 45", "Lövåsa"),
        email="samira@example.se",
    )
    file = people.open_file(register, person=add(register, intake), by=MAJ)
    assert file.opened == date(2025, 6, 1)
    assert file.settlements[0].code == "anvisad"
    assert file.accommodations[0].code == "asylboende"
    assert file.addresses[0].city == "Lövåsa"
    assert {contact.kind for contact in file.contacts} == {"phone", "email"}
