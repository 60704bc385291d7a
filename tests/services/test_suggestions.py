"""What is proposed for a person in a register, from her mapping and the law, and what happens to what is declined."""

from datetime import UTC, date, datetime

import pytest

from caseworker.domain.early_mapping import EnteredAnswer
from caseworker.domain.household import EnteredRelation, RelationKind
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredAddress, EnteredStatus, Intake
from caseworker.domain.links import LinkGround
from caseworker.domain.protection import ProtectionKind
from caseworker.domain.status import PermitType
from caseworker.domain.suggestions import LeftOut, LeftOutWhy
from caseworker.errors import Refused
from caseworker.services import early_mapping, household, interventions, linking, people, protection, suggestions
from caseworker.services.suggestions import SuggestionSheet
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA, Open
from tests.services.test_protection import ALI, Ring

NOW = datetime(2026, 2, 1, 9, tzinfo=UTC)  # the texts of law are read to here
REFUGEE = Intake(
    given="Samira",
    family="Haddad",
    born=date(1988, 3, 14),
    numbers=SAMIRA.numbers,
    status=EnteredStatus("NY-FLY", date(2025, 11, 9), permit=PermitType.TEMPORARY),
)


@pytest.fixture
def register(open_copy: Open) -> Register:
    return open_copy(clock=lambda: NOW)


@pytest.fixture
def person(register: Register) -> PersonId:
    return PersonId(people.register_person(register, intake=REFUGEE, by=MAJ).created)


def sheet(register: Register, person: PersonId) -> SuggestionSheet:
    return suggestions.list_suggestions(register, person=person, by=MAJ)


def wish(register: Register, person: PersonId, *wishes: str) -> None:
    early_mapping.begin_mapping(register, person=person, by=MAJ)
    answer = EnteredAnswer(wishes, "Vill lära känna grannar")
    early_mapping.keep_answer(register, person=person, question="wishes", answer=answer, by=MAJ)


def proposed(register: Register, person: PersonId) -> list[str]:
    return [one.type for one in sheet(register, person).proposed]


def left_out(register: Register, person: PersonId, type: str) -> LeftOut:
    return next(one for one in sheet(register, person).left_out if one.type == type)


def test_a_right_is_proposed_with_its_paragraph_and_the_need_it_answers(register: Register, person: PersonId) -> None:
    wish(register, person, "swedish")
    shown = sheet(register, person)
    assert shown.lawbook
    found = next(one for one in shown.proposed if one.right == "sfi")
    assert found.type == "sfi-anmalan"
    assert "20 kap." in found.law
    assert found.right_law
    assert found.responsible
    assert [one.code for one in found.needs] == ["swedish"]


def test_a_need_from_the_mapping_proposes_what_no_law_asks_for(register: Register, person: PersonId) -> None:
    assert left_out(register, person, "sprakcafe").why is LeftOutWhy.NO_NEED
    wish(register, person, "people")
    found = next(one for one in sheet(register, person).proposed if one.type == "sprakcafe")
    assert (found.right, found.law, found.payer) == ("", "", "civilsamhallet")
    assert [(one.code, one.question, one.words) for one in found.needs] == [
        ("network", "wishes", "Vill lära känna grannar")
    ]


def test_what_is_added_to_the_plan_is_no_longer_proposed(register: Register, person: PersonId) -> None:
    wish(register, person, "people")
    entered = interventions.EnteredIntervention("sprakcafe")
    interventions.add_intervention(register, person=person, entered=entered, by=MAJ)
    assert "sprakcafe" not in proposed(register, person)
    assert left_out(register, person, "sprakcafe").why is LeftOutWhy.ACTIVE


def test_a_decline_is_kept_with_who_when_and_why_until_the_facts_change(register: Register, person: PersonId) -> None:
    wish(register, person, "people")
    suggestions.decline_suggestion(register, person=person, type="sprakcafe", reason=" Har redan vänner ", by=MAJ)
    found = left_out(register, person, "sprakcafe")
    assert found.why is LeftOutWhy.DECLINED
    assert found.decline is not None
    assert (found.decline.reason, found.decline.by, found.decline.at) == ("Har redan vänner", "Maj Ekholm", NOW)
    assert found.decline.lawbook == sheet(register, person).lawbook
    answer = EnteredAnswer(("people", "swedish"))
    early_mapping.keep_answer(register, person=person, question="wishes", answer=answer, by=MAJ)
    assert "sprakcafe" in proposed(register, person)


def test_only_what_is_proposed_is_declined_and_only_with_a_reason(register: Register, person: PersonId) -> None:
    for type, reason, code in (
        ("sprakcafe", "  ", "suggestion.no_reason"),
        ("sprakcafe", "Nej", "suggestion.not_proposed"),
        ("no such", "Nej", "suggestion.not_proposed"),
    ):
        with pytest.raises(Refused) as fault:
            suggestions.decline_suggestion(register, person=person, type=type, reason=reason, by=MAJ)
        assert fault.value.code == code


def test_what_must_be_in_place_is_seen_in_the_file(register: Register) -> None:
    nobody = Intake(given="Nour", family="Haddad", born=date(2000, 5, 6))
    person = PersonId(people.register_person(register, intake=nobody, by=MAJ).created)
    wish(register, person, "housing")
    assert left_out(register, person, "bostadsko").what == ("personnummer",)
    other = PersonId(people.register_person(register, intake=REFUGEE, by=MAJ).created)
    street = EnteredAddress("Storgatan 1", "123 45", "Lövåsa")
    people.move_to_address(register, person=other, address=street, begins=NOW.date(), by=MAJ)
    household.join_household(register, person=other, other=person, begins=NOW.date(), by=MAJ)
    wish(register, other, "housing")
    assert "bostadsko" in proposed(register, other)
    child = Intake(given="Elias", family="Haddad", born=date(2022, 5, 6))
    elias = PersonId(people.register_person(register, intake=child, by=MAJ).created)
    household.join_household(register, person=elias, other=person, begins=NOW.date(), by=MAJ)
    assert "bostadsko" in proposed(register, other)


def test_without_a_status_the_law_is_not_known(register: Register) -> None:
    person = PersonId(people.register_person(register, intake=Intake(given="Nour"), by=MAJ).created)
    assert proposed(register, person) == []
    assert left_out(register, person, "sfi-anmalan").why is LeftOutWhy.LAW_UNKNOWN


def test_needs_and_declines_of_linked_files_count(register: Register, person: PersonId) -> None:
    other = PersonId(people.register_person(register, intake=Intake(given="Samire", family="Hadad"), by=MAJ).created)
    wish(register, other, "people")
    linking.link_people(register, person=person, other=other, ground=LinkGround.SAME_DOCUMENT, by=MAJ)
    assert "sprakcafe" in proposed(register, person)


def test_what_is_proposed_for_a_child_is_told_in_the_parents_file_and_stands_in_the_childs(
    register: Register, person: PersonId
) -> None:
    before = proposed(register, person)
    born = {"Elias": date(2018, 5, 6), "Vuxen": date(2000, 1, 1)}
    made = {}
    for name, day in born.items():
        intake = Intake(
            given=name, born=day, status=EnteredStatus("NY-ANK", date(2025, 11, 9), permit=PermitType.TEMPORARY)
        )
        made[name] = PersonId(people.register_person(register, intake=intake, by=MAJ).created)
        child = EnteredRelation(RelationKind.CHILD, made[name])
        household.record_relation(register, person=person, relation=child, by=MAJ)
    (told,) = sheet(register, person).children
    assert (told.person, told.name, told.count) == (made["Elias"], "Elias", len(proposed(register, made["Elias"])))
    assert proposed(register, person) == before, "never mixed into her own"
    assert sheet(register, made["Elias"]).children == ()
    register.compartments.keyring = Ring(MAJ)
    with register.change(by=MAJ) as tx:
        tx.put_staff(ALI)
        tx.commit()
    kind = ProtectionKind.PROTECTED_REGISTRATION
    protection.protect(register, person=made["Elias"], kind=kind, readers=[MAJ.id, ALI.id], by=MAJ)
    assert sheet(register, person).children == (), "the tie to a protected child is told nowhere"
    nothing = Intake(given="Utan", born=date(2019, 1, 1), opened=NOW.date())
    baby = PersonId(people.register_person(register, intake=nothing, by=MAJ).created)
    household.record_relation(register, person=person, relation=EnteredRelation(RelationKind.CHILD, baby), by=MAJ)
    assert sheet(register, person).children == ()
