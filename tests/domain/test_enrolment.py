"""From what was entered to a person: nothing invented, nothing lost, nothing unchecked."""

from datetime import UTC, date, datetime
from itertools import count
from typing import TYPE_CHECKING

import pytest

from caseworker.domain import identity
from caseworker.domain.changes import Changes, Event
from caseworker.domain.enrolment import enrol, spellings, tidy
from caseworker.domain.identity import IdentifierValue
from caseworker.domain.intake import EnteredAddress, EnteredNumber, EnteredStatus, Intake
from caseworker.domain.person import BirthPrecision, NameRole, Person, Sex
from caseworker.errors import Refused

if TYPE_CHECKING:
    from caseworker.domain.status import Accommodation, Settlement, StatusPeriod

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 13, 2, tzinfo=UTC)


def check(number: EnteredNumber) -> IdentifierValue:
    return identity.parse(number.type, number.text, today=TODAY)


def enrolled(intake: Intake) -> Person:
    serial = count(1)
    return enrol(intake, new_id=lambda: f"id{next(serial)}", today=TODAY, now=NOW, check=check)


def test_everything_entered_is_kept_in_its_place() -> None:
    person = enrolled(
        Intake(
            given=" Samira ", family="Al  Haddad", original_name="سميرة الحداد", migration_name="SAMIRA HADDAD",
            born=date(1988, 3, 20), sex=Sex.WOMAN, numbers=(EnteredNumber("personnummer", "8803202384"),),
            status=EnteredStatus("ASYL", date(2026, 1, 7)), settlement="anvisad", accommodation="asylboende",
            phone="070-174 06 05", email="s@example.org", address=EnteredAddress("Storgatan 1", "753 20", "Uppsala"),
        )
    )  # fmt: skip
    assert person.name() == "Samira Al Haddad"
    assert [(name.role, name.given, name.family) for name in person.names] == [
        (NameRole.LATIN, "Samira", "Al Haddad"),
        (NameRole.ORIGINAL, "", ""),
        (NameRole.MIGRATION_AGENCY, "", ""),
    ]
    assert [(one.type, one.value, one.begins) for one in person.identifiers] == [
        ("personnummer", "19880320-2384", TODAY)
    ]
    assert (person.born_precision, person.created) == (BirthPrecision.DAY, NOW)
    periods: list[StatusPeriod | Settlement | Accommodation] = []
    periods += [*person.statuses, *person.settlements, *person.accommodations]
    assert [(period.code, period.begins, period.ends) for period in periods] == [
        ("ASYL", date(2026, 1, 7), None),
        ("anvisad", date(2026, 1, 7), None),
        ("asylboende", date(2026, 1, 7), None),
    ]
    assert [contact.value for contact in person.contacts] == ["070-174 06 05", "s@example.org"]
    assert person.addresses[0].street == "Storgatan 1"
    ids = [person.id, *(name.id for name in person.names), *(one.id for one in person.identifiers)]
    ids += [*(one.id for one in person.contacts), *(one.id for one in periods)]
    assert len(set(ids)) == len(ids)


def test_a_number_alone_is_enough_and_blank_fields_make_nothing() -> None:
    intake = Intake(
        numbers=(EnteredNumber("dossier", "99-123456"), EnteredNumber("lma", " ")), address=EnteredAddress(" ", "", ""),
        settlement="anvisad",
    )  # fmt: skip
    person = enrolled(intake)
    assert (person.names, person.contacts, person.addresses, person.statuses) == ([], [], [], [])
    assert (len(person.identifiers), person.born_precision) == (1, BirthPrecision.UNKNOWN)
    assert person.settlements[0].begins == TODAY


def test_a_birth_date_keeps_its_stated_precision() -> None:
    person = enrolled(Intake(given="Yonas", born=date(1990, 1, 1), born_precision=BirthPrecision.YEAR))
    assert person.born_precision is BirthPrecision.YEAR


@pytest.mark.parametrize(
    ("intake", "code"),
    [
        (Intake(), "person.name_or_number"),
        (Intake(given=" ", numbers=(EnteredNumber("lma", ""),)), "person.name_or_number"),
        (Intake(given="Yonas", born=date(2026, 11, 22)), "person.born_in_future"),
        (Intake(given="a" * 201), "field.too_long"),
        (Intake(given="Yo\x00nas"), "field.control_character"),
        (Intake(given="Yonas", numbers=(EnteredNumber("personnummer", "1"),)), "identity.length"),
    ],
)
def test_what_cannot_be_registered_is_refused(intake: Intake, code: str) -> None:
    with pytest.raises(Refused) as caught:
        enrolled(intake)
    assert caught.value.code == code


def test_joiners_and_marks_of_other_scripts_survive_tidying() -> None:
    assert tidy(" می\u200cخواهم  ") == "می\u200cخواهم"
    assert spellings(Intake(original_name="ሰላም")) == [(NameRole.ORIGINAL, "ሰላም", "", "")]


def test_what_a_write_touched_is_a_plain_value() -> None:
    assert Changes(NOW) == Changes(NOW)
    assert Event("note.written", "p").payload == {}
