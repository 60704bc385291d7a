"""Numbers, names, birth and ends over time, in a real register: nothing that was recorded is lost."""

import unicodedata
from datetime import date
from typing import Any

import pytest

from caseworker.domain.access import User
from caseworker.domain.calendars import Calendar
from caseworker.domain.endings import EndingKind, EnteredEnding
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredBirth, EnteredName, EnteredNumber, Intake
from caseworker.domain.person import BirthSource, Certainty, NameRole, TokenRole, WhyEnded
from caseworker.domain.rows import IdentifierRow, PersonFile
from caseworker.errors import Refused
from caseworker.services import cases, identity, letters, people
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA
from tests.services.test_access import JONAS, OMAR, SARA, employed, entered
from tests.services.test_letters import text_of

TODAY = date(2026, 11, 21)
COORDINATION = EnteredNumber("samordningsnummer", "19850478-2395")


def add(register: Register, intake: Intake = SAMIRA) -> PersonId:
    return PersonId(people.register_person(register, intake=intake, by=MAJ).created)


def opened(register: Register, person: PersonId) -> PersonFile:
    return people.open_file(register, person=person, by=MAJ)


def held(register: Register, person: PersonId, type: str) -> IdentifierRow:
    return next(one for one in opened(register, person).identifiers if one.type == type)


def refused(service: Any, register: Register, *, by_: User = MAJ, **given: Any) -> str:
    with pytest.raises(Refused) as caught:
        service(register, by=by_, **given)
    return caught.value.code


# Numbers
def test_a_chain_of_numbers_with_what_stood_on_each_paper(register: Register) -> None:
    person = add(register, Intake(given="Selam"))
    chain = (
        EnteredNumber("lma", "99-123456/1", seen_on=date(2024, 5, 2), copy_kept=True),
        EnteredNumber("reserve", "DEMO1234", issuer="Region Västmanland"),
        EnteredNumber("personnummer", "19880314-2382"),
    )
    for begins, number in zip((date(2024, 5, 1), date(2024, 6, 1), date(2026, 1, 1)), chain, strict=True):
        people.add_number(register, person=person, number=number, begins=begins, by=MAJ)
    file = opened(register, person)
    assert [(one.type, one.issuer, one.copy_kept) for one in file.identifiers] == [
        ("lma", "Migrationsverket", True), ("reserve", "Region Västmanland", False),
        ("personnummer", "Skatteverket", False),
    ]  # fmt: skip
    assert file.identifiers[0].seen_on == date(2024, 5, 2)


def test_a_mistyped_number_stays_marked_and_the_right_one_stands_from_the_same_day(register: Register) -> None:
    person = add(register)
    wrong = held(register, person, "personnummer")
    identity.end_number(
        register, person=person, held_number=wrong.id, why=WhyEnded.MISTYPED, reason="Två siffror bytte plats",
        instead=EnteredNumber("personnummer", "19880314-2390"), by=MAJ,
    )  # fmt: skip

    before, now = sorted(opened(register, person).identifiers, key=lambda one: one.ends is None)
    assert (before.value, before.why_ended, before.reason) == ("19880314-2382", "mistyped", "Två siffror bytte plats")
    assert (now.value, now.begins, now.ends) == ("19880314-2390", wrong.begins, None)
    # who has it written down still finds her, but it is nobody's: another may be registered with it
    assert [row.id for row in people.find_people(register, text="19880314-2382", by=MAJ)] == [person]
    other = Intake(given="Leyla", numbers=(EnteredNumber("personnummer", "19880314-2382"),))
    assert not any(one.same_number for one in people.find_candidates(register, intake=other, by=MAJ))
    assert add(register, other)


def test_the_right_number_may_be_the_same_type_written_right_but_not_anothers(register: Register) -> None:
    person, other = add(register), add(register, Intake(numbers=(EnteredNumber("personnummer", "19880314-2390"),)))
    code = refused(
        identity.end_number, register, person=person, held_number=held(register, person, "personnummer").id,
        why=WhyEnded.MISTYPED, reason="fel", instead=EnteredNumber("personnummer", "19880314-2390"),
    )  # fmt: skip
    assert code == "identity.same_number_other_person"
    assert held(register, person, "personnummer").ends is None  # nothing of it was written
    assert held(register, other, "personnummer").ends is None


def test_a_withdrawn_number_ends_today(register: Register) -> None:
    person = add(register)
    number = held(register, person, "personnummer")
    how: dict[str, Any] = {"person": person, "held_number": number.id, "why": WhyEnded.WITHDRAWN}
    assert refused(identity.end_number, register, reason=" ", **how) == "identity.reason_missing"
    identity.end_number(register, reason="Skatteverkets beslut", by=MAJ, **how)
    assert held(register, person, "personnummer").ends == TODAY
    assert refused(identity.end_number, register, reason="igen", **how) == "identity.already_ended"
    assert refused(identity.end_number, register, reason="x", **{**how, "held_number": "none"}) == "identity.not_held"


def test_a_samordningsnummer_is_renewed_and_known_more_surely(register: Register) -> None:
    person = add(register, Intake(given="Selam"))
    number = EnteredNumber(COORDINATION.type, COORDINATION.text, certainty=Certainty.UNCERTAIN)
    people.add_number(register, person=person, number=number, begins=date(2020, 3, 1), by=MAJ)
    coordination = held(register, person, "samordningsnummer")
    how: dict[str, Any] = {"person": person, "held_number": coordination.id}
    identity.renew_number(register, renewed_on=date(2025, 2, 1), certainty=Certainty.CONFIRMED, by=MAJ, **how)
    identity.renew_number(register, renewed_on=date(2026, 2, 1), certainty=Certainty.NOT_STATED, by=MAJ, **how)
    renewed = held(register, person, "samordningsnummer")
    assert (renewed.certainty, renewed.renewed_on) == ("styrkt", date(2026, 2, 1))
    early: dict[str, Any] = {**how, "renewed_on": date(2019, 1, 1), "certainty": Certainty.NOT_STATED}
    assert refused(identity.renew_number, register, **early) == "identity.renewed_wrongly"
    people.add_number(register, person=person, number=SAMIRA.numbers[0], begins=TODAY, by=MAJ)
    other: dict[str, Any] = {**early, "held_number": held(register, person, "personnummer").id}
    assert refused(identity.renew_number, register, **other) == "identity.not_coordination"


def test_whoever_holds_a_number_is_shown_beside_her_as_far_as_one_may_see(register: Register) -> None:
    register = employed(register)
    other = entered(register, SAMIRA, MAJ)
    person = entered(register, Intake(given="Selam"), MAJ)
    far = entered(register, OMAR, SARA)
    found = identity.show_holder(register, person=person, number=SAMIRA.numbers[0], by=MAJ)
    assert found.own is not None
    assert found.holder is not None
    assert (found.own.id, found.holder.id, found.holder.number) == (person, other, "••••-2382")
    unheld = EnteredNumber("dossier", "99-765432")
    assert identity.show_holder(register, person=person, number=unheld, by=MAJ).holder is None
    beyond = EnteredNumber("dossier", "99-765433")
    people.add_number(register, person=far, number=beyond, begins=TODAY, by=SARA)
    assert identity.show_holder(register, person=person, number=beyond, by=JONAS).holder is None
    assert refused(identity.show_holder, register, person=far, number=beyond, by_=JONAS) == "access.out_of_reach"


# Names
def test_a_name_in_parts_survives_list_search_and_letter(register: Register) -> None:
    names = {
        NameRole.LATIN: (
            (TokenRole.GIVEN, unicodedata.normalize("NFD", "Thị Hằng")), (TokenRole.FAMILY, "Nguyễn"),
        ),
        NameRole.ORIGINAL: ((TokenRole.GIVEN, "می\u200cترا"), (TokenRole.FAMILY, "رضایی")),
        NameRole.ALIAS: tuple(
            (TokenRole.GIVEN if n == 0 else TokenRole.OTHER, word)
            for n, word in enumerate(["ሰላም", "ተስፋይ", "ገብረመስቀል", "ወልደሚካኤል"])
        ),
    }  # fmt: skip
    person = add(register, Intake(unknown=True))
    for role, tokens in names.items():
        identity.record_name(register, person=person, spelling=EnteredName(role, tokens), by=MAJ)

    (row,) = people.list_people(register, offset=0, limit=5, by=MAJ)
    assert (row.name, row.original_name) == ("Thị Hằng Nguyễn", "می\u200cترا رضایی")
    for typed in ("Thi Hang", "nguyen", "میترا", "رضایی", "ወልደሚካኤል"):
        assert [one.id for one in people.find_people(register, text=typed, by=MAJ)] == [person], typed
    file = opened(register, person)
    alias = next(name for name in file.names if name.role == "alias")
    assert [text for _role, text in alias.tokens] == ["ሰላም", "ተስፋይ", "ገብረመስቀል", "ወልደሚካኤል"]
    told = text_of(letter(register, person))
    assert "Thị Hằng Nguyễn" in told
    assert "رضایی" in told


def letter(register: Register, person: PersonId) -> bytes:
    sheet = letters.list_sheets(register, by=MAJ)[0].id
    return letters.issue_letter(register, person=person, sheet=sheet, language="ar", how="saved", by=MAJ).pdf


def test_a_new_name_takes_the_place_of_the_old_which_may_stay_as_former(register: Register) -> None:
    person = add(register)
    parts = ((TokenRole.GIVEN, "Samira"), (TokenRole.FAMILY, "Lindqvist"))
    identity.record_name(register, person=person, spelling=EnteredName(NameRole.LATIN, parts, keeps=True), by=MAJ)
    names = {name.role: name for name in opened(register, person).names}
    assert names["latin"].family == "Lindqvist"
    assert (names["former"].full, names["former"].ends) == ("Samira Haddad", TODAY)
    assert [row.id for row in people.find_people(register, text="Haddad", by=MAJ)] == [person]
    wrong = EnteredName(NameRole.LATIN, ((TokenRole.GIVEN, "Samirah"),))
    identity.record_name(register, person=person, spelling=wrong, by=MAJ)
    assert [one.full for one in opened(register, person).names if one.role == "former"] == ["Samira Haddad"]


def test_a_name_that_is_not_hers_goes_unless_it_is_all_there_is(register: Register) -> None:
    person = add(register, Intake(given="Selam", original_name="ሰላም"))
    latin, original = opened(register, person).names
    identity.remove_name(register, person=person, name=latin.id, by=MAJ)
    assert [name.role for name in opened(register, person).names] == ["original"]
    assert refused(identity.remove_name, register, person=person, name=latin.id) == "name.unknown"
    assert refused(identity.remove_name, register, person=person, name=original.id) == "person.name_or_number"


# Birth
def test_what_is_said_of_birth_is_kept_as_it_was_said(register: Register) -> None:
    person = add(register, Intake(given="Mina"))
    told = EnteredBirth("1367-12-24", Calendar.SOLAR_HIJRI, BirthSource.OWN_STATEMENT, "۲۴ اسفند ۱۳۶۷")
    identity.record_birth(register, person=person, birth=told, by=MAJ)
    decided = EnteredBirth("1990", source=BirthSource.ESTIMATED, holds=False)
    identity.record_birth(register, person=person, birth=decided, by=MAJ)
    file = opened(register, person)
    assert (file.born, file.born_precision, file.born_source) == (date(1989, 3, 15), "day", "own_statement")
    assert [(one.stated, one.calendar, one.source, one.born) for one in file.births] == [
        ("۲۴ اسفند ۱۳۶۷", "solar_hijri", "own_statement", date(1989, 3, 15)),
        ("1990", "gregorian", "estimated", date(1990, 1, 1)),
    ]
    wrong, late = EnteredBirth("1367-13-01", Calendar.SOLAR_HIJRI), EnteredBirth("2027-01-01")
    assert refused(identity.record_birth, register, person=person, birth=wrong) == "birth.not_a_date"
    assert refused(identity.record_birth, register, person=person, birth=late) == "person.born_in_future"


def test_correcting_the_birth_date_lets_go_of_its_source(register: Register) -> None:
    person = add(register, Intake(given="Mina"))
    estimated = EnteredBirth("1990", source=BirthSource.ESTIMATED)
    identity.record_birth(register, person=person, birth=estimated, by=MAJ)
    file = opened(register, person)
    same = Intake(given="Mina", born=file.born)
    people.correct_person(register, person=person, version=file.version, intake=same, by=MAJ)
    file = opened(register, person)
    assert file.born_source == "estimated"
    other = Intake(given="Mina", born=date(1989, 3, 15))
    people.correct_person(register, person=person, version=file.version, intake=other, by=MAJ)
    assert opened(register, person).born_source == ""


# Unknown
def test_an_unknown_person_has_only_her_case_number(register: Register) -> None:
    assert refused(people.register_person, register, intake=Intake()) == "person.name_or_number"
    person = add(register, Intake(unknown=True, opened=TODAY))
    (row,) = people.find_people(register, text="2026-0001", by=MAJ)
    assert (row.id, row.name, row.number) == (person, "", "")
    file = opened(register, person)
    about = Intake(speaks="ti")
    people.correct_person(register, person=person, version=file.version, intake=about, by=MAJ)
    assert opened(register, person).speaks == "ti"
    with pytest.raises(Refused, match=r"letter\.no_name"):
        letter(register, person)


# Ends
def test_each_end_is_an_event_of_its_own_and_coming_back_too(register: Register) -> None:
    person = add(register)
    ending = EnteredEnding(EndingKind.MOVED, "Lövåsa kommun", "Skatteverket", "Flyttade till sin bror")
    how: dict[str, Any] = {"person": person, "closed": TODAY}
    assert refused(cases.close_case, register, ending=EnteredEnding(EndingKind.MOVED), **how) == "ending.place_missing"
    cases.close_case(register, ending=ending, by=MAJ, **how)
    file = opened(register, person)
    assert file.closed == TODAY
    (moved,) = file.endings
    assert (moved.kind, moved.day, moved.place, moved.source) == ("moved", TODAY, "Lövåsa kommun", "Skatteverket")
    assert [one.ends for one in file.statuses] == [None]  # nothing else ends by itself
    cases.reopen_case(register, person=person, by=MAJ)
    cases.close_case(register, by=MAJ, **how)
    assert [one.kind for one in opened(register, person).endings] == ["moved", "returned", "closed"]
