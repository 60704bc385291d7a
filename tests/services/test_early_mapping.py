"""The early mapping as it is filled in: resumed, interpreted, closed about health until she consents, and sealed."""

from datetime import date

import pytest

from caseworker.domain.early_mapping import Audience, EnteredAnswer
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import Intake
from caseworker.errors import Refused
from caseworker.services import early_mapping as mapping
from caseworker.services import people, undoing
from caseworker.store.register import Register
from tests.services.conftest import MAJ, NOW, SAMIRA


@pytest.fixture
def person(register: Register) -> PersonId:
    return PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)


def sheet(register: Register, person: PersonId) -> mapping.MappingSheet:
    return mapping.read_mapping(register, person=person, by=MAJ)


def answer(register: Register, person: PersonId, question: str, *choices: str, words: str = "") -> None:
    entered = EnteredAnswer(choices, words)
    mapping.keep_answer(register, person=person, question=question, answer=entered, by=MAJ)


def test_a_mapping_is_begun_answered_taken_up_again_and_finished(register: Register, person: PersonId) -> None:
    empty = sheet(register, person)
    assert (empty.begun, empty.answered, len(empty.questions), empty.audience) == (None, 0, 12, Audience.ADULT)
    mapping.begin_mapping(register, person=person, interpreter=" Tolk 417 ", interpreter_language="ar", by=MAJ)
    answer(register, person, "schooling", "some")
    answer(register, person, "work", "long", words=" Undersköterska i Homs ")
    now = sheet(register, person)
    assert (now.begun, now.begun_by, now.answered) == (NOW.date(), "Maj Ekholm", 2)
    assert (now.interpreter, now.interpreter_language) == ("Tolk 417", "ar")
    assert now.answers is not None
    assert now.answers["work"].words == "Undersköterska i Homs"
    assert [(one.code, one.words) for one in now.needs] == [
        ("schooling", ""),
        ("work", "Undersköterska i Homs"),
        ("validation", "Undersköterska i Homs"),
    ]
    answer(register, person, "work", "none")
    answer(register, person, "schooling")  # nothing any more
    answer(register, person, "housing")  # nothing never was
    assert [one.code for one in sheet(register, person).needs] == ["guidance"]
    mapping.finish_mapping(register, person=person, by=MAJ)
    assert sheet(register, person).finished == NOW.date()
    with pytest.raises(Refused, match=r"mapping\.finished"):
        answer(register, person, "work", "short")
    mapping.begin_mapping(register, person=person, by=MAJ)
    assert (sheet(register, person).answered, sheet(register, person).finished) == (0, None)


def test_health_is_closed_until_she_consents_and_empty_when_she_no_longer_does(
    register: Register, person: PersonId
) -> None:
    mapping.begin_mapping(register, person=person, by=MAJ)
    with pytest.raises(Refused, match=r"mapping\.no_consent"):
        answer(register, person, "health", "hinder")
    mapping.record_health_consent(register, person=person, given=True, by=MAJ)
    answer(register, person, "health", "hinder", "talk")
    answer(register, person, "housing", "guest")
    assert {one.code for one in sheet(register, person).needs} == {"health", "talk", "housing"}
    mapping.record_health_consent(register, person=person, given=False, by=MAJ)
    after = sheet(register, person)
    assert after.health_consent is None
    assert {one.code for one in after.needs} == {"housing"}
    step = undoing.list_steps(register, by=MAJ).done[0]
    undoing.undo_step(register, step=step.id, by=MAJ)
    assert {one.code for one in sheet(register, person).needs} == {"health", "talk", "housing"}


def test_the_interpreter_can_be_recorded_later(register: Register, person: PersonId) -> None:
    with pytest.raises(Refused, match=r"mapping\.not_begun"):
        mapping.record_interpreter(register, person=person, interpreter="", interpreter_language="", by=MAJ)
    mapping.begin_mapping(register, person=person, by=MAJ)
    with pytest.raises(Refused, match=r"mapping\.open_already"):
        mapping.begin_mapping(register, person=person, by=MAJ)
    mapping.record_interpreter(register, person=person, interpreter="Sara", interpreter_language="ti", by=MAJ)
    assert (sheet(register, person).interpreter, sheet(register, person).interpreter_language) == ("Sara", "ti")
    with pytest.raises(Refused, match=r"code\.unknown_language"):
        mapping.record_interpreter(register, person=person, interpreter="", interpreter_language="zz", by=MAJ)


def test_a_child_is_asked_other_questions(register: Register) -> None:
    elias = Intake(given="Elias", family="Haddad", born=date(2020, 11, 22))
    child = PersonId(people.register_person(register, intake=elias, by=MAJ).created)
    shown = sheet(register, child)
    assert shown.audience is Audience.CHILD
    assert all(one.audience is Audience.CHILD for one in shown.questions)


@pytest.mark.parametrize(
    ("question", "entered", "code"),
    [
        ("no such", EnteredAnswer(("yes",)), "mapping.unknown_question"),
        ("literacy", EnteredAnswer(("maybe",)), "mapping.unknown_choice"),
        ("literacy", EnteredAnswer(("yes", "no")), "mapping.one_choice"),
        ("literacy", EnteredAnswer(("yes",), "Kurdiska"), "mapping.no_words"),
        ("work", EnteredAnswer((), "x" * 201), "field.too_long"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(
    register: Register, person: PersonId, question: str, entered: EnteredAnswer, code: str
) -> None:
    mapping.begin_mapping(register, person=person, by=MAJ)
    with pytest.raises(Refused) as fault:
        mapping.keep_answer(register, person=person, question=question, answer=entered, by=MAJ)
    assert fault.value.code == code
    assert sheet(register, person).answered == 0
