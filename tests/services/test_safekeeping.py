"""Preferences, permission, the check of the register, and what a full disk does to a service."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from caseworker.domain.access import RecordClass, Role, User
from caseworker.domain.contact import ContactKind
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.intake import EnteredAddress, EnteredNumber, Intake
from caseworker.errors import CaseworkerError, EnvironmentFault, Refused
from caseworker.services import people, preferences, trust
from caseworker.store.anchor import write_anchor
from caseworker.store.audit import Head
from caseworker.store.integrity import file_findings
from caseworker.store.register import Register
from caseworker.store.tables import APPEND_ONLY_RULES
from tests.services.conftest import MAJ, SAMIRA


def test_a_caller_without_the_role_is_refused_and_nothing_changes(register: Register) -> None:
    admin = User(StaffId("0192f0c0-0000-7000-8000-000000000009"), "Ada", frozenset({Role.ADMINISTRATOR}))
    with pytest.raises(Refused) as refused:
        people.register_person(register, intake=SAMIRA, by=admin)
    assert (refused.value.code, refused.value.params) == ("access.not_granted", {"needs": "person.register"})
    assert people.count_people(register, by=MAJ) == 0


def test_the_centres_address_is_kept_tidied_and_logged(register: Register) -> None:
    assert preferences.read_endpoint(register, by=MAJ) == ""
    preferences.save_endpoint(register, endpoint=" https://centralen.example/ ", by=MAJ)
    assert preferences.read_endpoint(register, by=MAJ) == "https://centralen.example"
    with pytest.raises(CaseworkerError) as refused:
        preferences.save_endpoint(register, endpoint="http://centralen.example", by=MAJ)
    assert refused.value.code == "endpoint.insecure"
    assert preferences.read_endpoint(register, by=MAJ) == "https://centralen.example"
    preferences.save_endpoint(register, endpoint=" ", by=MAJ)
    assert preferences.read_endpoint(register, by=MAJ) == ""
    assert trust.verify_register(register, signed_by=lambda *_: True, by=MAJ).rows == 3


def test_a_whole_register_is_found_whole(register: Register) -> None:
    people.register_person(register, intake=SAMIRA, by=MAJ)
    found = trust.verify_register(register, signed_by=lambda *_: True, by=MAJ)
    assert (found.ok, found.findings) == (True, ())
    assert found.rows >= 2


def test_a_check_sees_what_was_saved_since_the_check_before(register: Register) -> None:
    with register.raw_connection() as first, register.raw_connection():
        assert not file_findings(first)
        for number in range(3):
            people.register_person(register, intake=Intake(given=f"Påhittad {number}"), by=MAJ)
            first.rollback()
            assert not file_findings(first)


def test_a_check_that_is_no_longer_wanted_stops_and_closes_nothing(register: Register) -> None:
    with pytest.raises(Refused) as refused:
        trust.verify_register(register, signed_by=lambda *_: True, wanted=lambda: False, by=MAJ)
    assert refused.value.code == "register.check_stopped"
    assert people.register_person(register, intake=SAMIRA, by=MAJ).created


def test_a_register_that_is_not_whole_takes_no_more_writing(register: Register) -> None:
    people.register_person(register, intake=SAMIRA, by=MAJ)
    with register.raw_connection() as connection:
        connection.exec_driver_sql("DROP TRIGGER " + sorted(APPEND_ONLY_RULES)[0])
        connection.commit()
    found = trust.verify_register(register, signed_by=lambda *_: True, by=MAJ)
    assert [finding.code for finding in found.findings] == ["file.rule_lost"]
    with pytest.raises(EnvironmentFault) as fault:
        people.register_person(register, intake=Intake(given="Sara"), by=MAJ)
    assert fault.value.code == "register.closed_for_writing"
    assert people.count_people(register, by=MAJ) == 1


def test_a_copy_is_accepted_only_where_one_was_put_back(register: Register) -> None:
    with pytest.raises(Refused) as refused:
        trust.accept_older_copy(register, by=MAJ)
    assert refused.value.code == "register.not_rolled_back"


def test_a_number_being_typed_is_checked_and_its_holder_told(register: Register) -> None:
    number = EnteredNumber("personnummer", "880314-2382")
    tried = people.try_number(register, number=number, by=MAJ)
    assert (tried.value.value, tried.holder) == ("19880314-2382", "")
    person = people.register_person(register, intake=SAMIRA, by=MAJ).created
    assert people.try_number(register, number=number, by=MAJ).holder == person
    with pytest.raises(Refused) as refused:
        people.try_number(register, number=EnteredNumber("personnummer", "880314-2383"), by=MAJ)
    assert refused.value.code == "identity.check_digit"


def test_a_second_telephone_ends_the_first_and_leaves_the_rest(register: Register) -> None:
    person = PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)
    for kind, value in (
        (ContactKind.EMAIL, "samira@example.se"),
        (ContactKind.PHONE, "070-174 06 34"),
        (ContactKind.PHONE, "070-174 06 35"),
    ):
        people.add_contact(register, person=person, kind=kind, value=value, by=MAJ)
    for day in (date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)):
        address = EnteredAddress(f"Storgatan {day.month}", "123 45", "Lövåsa")
        people.move_to_address(register, person=person, address=address, begins=day, by=MAJ)
    file = people.open_file(register, person=person, by=MAJ)
    assert {one.value for one in file.contacts if one.ends is None} == {"samira@example.se", "070-174 06 35"}
    assert {one.street: one.ends for one in file.addresses} == {
        "Storgatan 1": date(2026, 2, 1),
        "Storgatan 2": date(2026, 3, 1),
        "Storgatan 3": None,
    }


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"reads": "tlh"}, "code.unknown_language"),
        ({"speaks": "klingonska"}, "code.unknown_language"),
        ({"arrived_through": "rymdskepp"}, "code.unknown_arrival"),
        ({"born": date(2026, 11, 22)}, "person.born_in_future"),
        ({"given": "Sam\x07"}, "field.control_character"),
    ],
)
def test_what_may_not_be_registered_may_not_be_corrected_either(
    register: Register, wrong: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        people.register_person(register, intake=replace(SAMIRA, **wrong), by=MAJ)  # type: ignore[arg-type]  # one field
    assert refused.value.code == code
    person = PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)
    before = people.open_file(register, person=person, by=MAJ)
    with pytest.raises(Refused) as refused:
        people.correct_person(
            register,
            person=person,
            version=before.version,
            intake=replace(SAMIRA, **wrong),  # type: ignore[arg-type]  # one field
            by=MAJ,
        )
    assert refused.value.code == code
    after = people.open_file(register, person=person, by=MAJ)
    assert (after.version, after.name(), after.reads) == (before.version, before.name(), before.reads)


def give_room(register: Register, pages: int) -> None:
    """Let the file grow by at most ``pages``, on every connection of the pool: a disk that is nearly full."""
    held = [register.raw_connection() for _ in range(4)]
    used = held[0].exec_driver_sql("PRAGMA page_count").scalar_one()
    for connection in held:
        connection.exec_driver_sql(f"PRAGMA max_page_count={used + pages}")
    for connection in held:
        connection.close()


def test_a_full_disk_loses_no_saved_person_and_saving_works_again_when_there_is_room(register: Register) -> None:
    give_room(register, 6)
    saved: list[str] = []

    def fill() -> None:
        for number in range(300):
            intake = Intake(given=f"Påhittad {number}", family="Fyllnad" * 20)
            saved.append(people.register_person(register, intake=intake, by=MAJ).created)

    with pytest.raises(EnvironmentFault) as fault:
        fill()
    assert fault.value.code == "register.disk_full"
    rows = people.list_people(register, offset=0, limit=1000, by=MAJ)
    assert {row.id for row in rows} == set(saved)
    assert trust.verify_register(register, signed_by=lambda *_: True, by=MAJ).ok
    give_room(register, 1000)
    again = people.register_person(register, intake=SAMIRA, by=MAJ).created
    assert people.open_file(register, person=PersonId(again), by=MAJ).name() == "Samira Haddad"
    assert trust.verify_register(register, signed_by=lambda *_: True, by=MAJ).ok


def test_everybody_is_told_who_sees_what_only_by_role(register: Register) -> None:
    locum = User(StaffId("0192f0c0-0000-7000-8000-000000000008"), "Vera", frozenset({Role.LOCUM, Role.STATISTICIAN}))
    with register.change(by=MAJ) as tx:
        tx.put_staff(locum)
        tx.commit()
    whole, own = trust.show_safety(register, by=MAJ), trust.show_safety(register, by=locum)
    assert [row.name for row in whole.colleagues] == ["Maj Ekholm", "Vera"]
    assert (whole.may_review, whole.may_accept, whole.rolled_back) == (True, True, False)
    (row,) = own.colleagues
    assert (row.name, row.roles, row.own) == ("Vera", ("locum", "statistician"), True)
    assert RecordClass.OWN in row.sees
    assert RecordClass.UNIT not in row.sees
    assert (own.may_review, own.may_accept) == (False, False)
    assert trust.list_protected(register, by=MAJ) == ()


def test_an_anchor_beside_the_backups_finds_an_older_copy(register: Register, tmp_path: Path) -> None:
    places = (tmp_path / "backups", tmp_path / "not there")
    places[0].mkdir()
    assert trust.hold_against_anchors(register, places=places, by=MAJ) == ()
    (anchor,) = places[0].iterdir()
    people.register_person(register, intake=SAMIRA, by=MAJ)
    assert trust.hold_against_anchors(register, places=places, by=MAJ) == ()
    ahead = json.loads(anchor.read_bytes())
    assert ahead["seq"] > 1
    key = register.integrity_keys
    write_anchor(anchor, key.anchor, key.register_id, Head(99, b"x" * 32))
    assert [found.code for found in trust.hold_against_anchors(register, places=places, by=MAJ)] == [
        "audit.rolled_back"
    ]
    assert trust.show_safety(register, by=MAJ).rolled_back
