"""What the law says of a person in the register, and the days and circumstances that are recorded for it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker import lawbook_rules
from caseworker.domain.asking import asked
from caseworker.domain.evaluation import evaluate
from caseworker.domain.facts import FactKind, Facts
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredStatus
from caseworker.domain.law_facts import EnteredFact
from caseworker.domain.lawsheet import LawSheet, RightShown
from caseworker.domain.person import BirthPrecision
from caseworker.domain.standing import DERIVED
from caseworker.domain.status import PermitType
from caseworker.errors import Refused
from caseworker.i18n import ui_translator
from caseworker.services import law, people, status
from caseworker.services._law_facts import facts_of_people, facts_on
from caseworker.services._united import whole_file
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA

TODAY = date(2026, 11, 21)
GRANTED = EnteredStatus("NY-FLY", date(2025, 11, 9), permit=PermitType.TEMPORARY, permit_until=date(2028, 11, 8))
CODE = "NY-FLY"
RULES = lawbook_rules.load().rules


def samira(register: Register) -> PersonId:
    """Register Samira, who sought asylum and was given a permit."""
    person = PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)
    status.record_status(register, person=person, status=GRANTED, by=MAJ)
    return person


def sheet(register: Register, person: PersonId, day: date = TODAY) -> LawSheet:
    return law.read_law(register, person=person, day=day, by=MAJ)


def sfi(found: LawSheet) -> RightShown:
    return next(right for right in found.rights if right.right == "sfi")


def record(register: Register, person: PersonId, fact: EnteredFact) -> None:
    law.set_fact(register, person=person, fact=fact, by=MAJ)


def test_what_is_not_recorded_is_asked_for_and_recording_it_decides(register: Register) -> None:
    person = samira(register)
    before = sheet(register, person)
    assert (before.status, before.begins, before.ends) == (CODE, date(2025, 11, 9), None)
    assert sfi(before).answer == "conditional"
    assert "Beror på: folkbokförd från – uppgiften saknas." in sfi(before).log
    asked = next(one for one in before.asked if one.code == "registered_from")
    assert (asked.kind, asked.words) == ("day", "folkbokförd från")
    assert "Svenska för invandrare (sfi)" in asked.needed_by

    record(register, person, EnteredFact("registered_from", date(2025, 12, 1)))
    after = sheet(register, person)
    assert (sfi(after).answer, sfi(after).begins) == ("yes", date(2025, 12, 1))
    assert "Folkbokförd från: 1 dec 2025." in sfi(after).log
    assert "registered_from" not in {one.code for one in after.asked}
    assert [(one.code, one.day, one.words) for one in after.known] == [
        ("registered_from", date(2025, 12, 1), "folkbokförd från")
    ]
    assert after.lawbook in after.log[0]


def test_the_past_is_answered_with_the_status_of_that_day(register: Register) -> None:
    person = samira(register)
    assert sheet(register, person, date(2025, 8, 12)).status == "ASYL"
    assert sheet(register, person, date(2025, 11, 8)).ends == date(2025, 11, 8)
    nothing = sheet(register, person, date(2024, 1, 1))
    assert (nothing.status, nothing.rights, nothing.duties) == ("", (), ())
    assert nothing.log == ("Ingen rättslig ställning är antecknad för 1 jan 2024.",)


def test_words_come_in_the_readers_language(register: Register) -> None:
    person = samira(register)
    found = law.read_law(register, person=person, day=TODAY, by=MAJ, words=ui_translator("en").gettext)
    assert sfi(found).words == "Swedish for immigrants (SFI)"
    assert "Depends on: in the population register from – not recorded." in sfi(found).log


def test_a_birth_known_to_the_year_leaves_the_answer_open(register: Register) -> None:
    intake = replace(SAMIRA, born=date(2009, 1, 1), born_precision=BirthPrecision.YEAR, numbers=(), status=GRANTED)
    person = PersonId(people.register_person(register, intake=intake, by=MAJ).created)
    record(register, person, EnteredFact("registered_from", date(2025, 12, 1)))
    assert sfi(sheet(register, person)).answer == "conditional"
    assert ("born", "axis") in {(one.code, one.kind) for one in sheet(register, person).asked}


def test_a_renewed_permit_does_not_begin_the_status_anew(register: Register) -> None:
    person = samira(register)
    renewed = replace(GRANTED, begins=date(2026, 6, 1), permit_until=date(2028, 5, 31))
    status.record_status(register, person=person, status=renewed, by=MAJ)
    assert sheet(register, person).begins == date(2025, 11, 9)


def test_what_the_status_says_is_derived_and_asked_for_there(register: Register) -> None:
    person = samira(register)
    with register.read() as reader:
        known = facts_on(reader, person, TODAY, RULES)
    assert known is not None
    assert known.days["permit_until"] == date(2028, 11, 8)
    assert known.circumstances["unaccompanied"] is False
    intake = replace(SAMIRA, status=replace(GRANTED, permit_until=None), numbers=())
    other = PersonId(people.register_person(register, intake=intake, by=MAJ).created)
    assert ("permit_until", "axis") in {(one.code, one.kind) for one in sheet(register, other).asked}


def test_every_derived_word_is_of_the_vocabulary() -> None:
    assert set(lawbook_rules.load().rules.words) >= DERIVED


def test_a_duty_is_counted_from_a_day_that_is_recorded(register: Register) -> None:
    intake = replace(SAMIRA, status=replace(GRANTED, begins=date(2023, 11, 9), permit_until=date(2026, 11, 8)))
    person = PersonId(people.register_person(register, intake=intake, by=MAJ).created)
    then = date(2024, 1, 1)
    waiting = next(one for one in sheet(register, person, then).asked if one.code == "assigned")
    assert waiting.last_day
    assert waiting.needed_by

    record(register, person, EnteredFact("assigned", date(2023, 9, 24)))
    found = sheet(register, person, then)
    duty = next(one for one in found.duties if one.id == "bostad-anvisad")
    assert (duty.event, duty.last_day, duty.loss) == (date(2023, 9, 24), date(2023, 11, 24), "law")
    assert "Beslut om anvisning: 24 sep 2023." in duty.log
    assert "assigned" not in {one.code for one in found.asked}


def test_days_that_contradict_each_other_give_no_right_and_say_so(register: Register) -> None:
    intake = replace(SAMIRA, born=date(2025, 12, 1), status=GRANTED, numbers=())
    person = PersonId(people.register_person(register, intake=intake, by=MAJ).created)
    found = sheet(register, person)
    assert {right.answer for right in found.rights} == {"missing"}
    assert (found.duties, found.asked) == ((), ())
    assert any("före födelsen 1 dec 2025" in line for line in found.log)


def test_another_value_takes_the_place_of_the_first_and_both_are_kept(register: Register) -> None:
    person = samira(register)
    record(register, person, EnteredFact("eea_citizen", holds=True))
    record(register, person, EnteredFact("eea_citizen", holds=False))
    record(register, person, EnteredFact("eea_citizen", holds=True, begins=date(2026, 10, 1)))
    with register.read() as reader:
        rows = reader.person_file(person).law_facts
        now = facts_on(reader, person, TODAY, RULES)
        then = facts_on(reader, person, date(2026, 9, 30), RULES)
    assert [(row.holds, row.begins, row.replaced) for row in rows] == [
        (True, None, TODAY), (False, None, None), (True, date(2026, 10, 1), None),
    ]  # fmt: skip
    assert now is not None
    assert then is not None
    assert (then.circumstances["eea_citizen"], now.circumstances["eea_citizen"]) == (False, True)

    law.clear_fact(register, person=person, code="eea_citizen", by=MAJ)
    assert sheet(register, person).known == ()
    with pytest.raises(Refused, match=r"facts\.not_recorded"):
        law.clear_fact(register, person=person, code="eea_citizen", by=MAJ)


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        (EnteredFact("hair_colour", TODAY), "facts.unknown"),
        (EnteredFact("unaccompanied", holds=True), "facts.derived"),
        (EnteredFact("permit_until", TODAY), "facts.derived"),
        (EnteredFact("registered_from"), "facts.incomplete"),
        (EnteredFact("registered_from", TODAY, holds=True), "facts.incomplete"),
        (EnteredFact("registered_from", TODAY, begins=TODAY), "facts.incomplete"),
        (EnteredFact("eea_citizen"), "facts.incomplete"),
        (EnteredFact("eea_citizen", TODAY, holds=True), "facts.incomplete"),
        (EnteredFact("registered_from", date(1899, 12, 31)), "facts.day_out_of_range"),
        (EnteredFact("eea_citizen", holds=True, begins=date(2099, 1, 1)), "facts.day_out_of_range"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(register: Register, fact: EnteredFact, code: str) -> None:
    person = samira(register)
    with pytest.raises(Refused, match=code.replace(".", r"\.")):
        record(register, person, fact)
    assert sheet(register, person).known == ()


def test_read_at_once_or_one_by_one_the_facts_are_the_same(office: Register) -> None:
    with office.read() as reader:
        rows = reader.person_rows(offset=0, limit=20)
        every = dict(facts_of_people(reader, TODAY, RULES))
        some = dict(facts_of_people(reader, TODAY, RULES, [rows[0].id, rows[1].id]))
        assert len(every) == 120
        assert set(some) == {rows[0].id, rows[1].id}
        for row in rows:
            file = whole_file(office, reader, row.id, MAJ)
            code = office.info.municipality_code
            assert every[row.id] == facts_on(reader, row.id, TODAY, RULES)
            assert every[row.id] == facts_on(file, row.id, TODAY, RULES, municipality=code)
        assert dict(facts_of_people(reader, date(1999, 1, 1), RULES)) == {}
        assert facts_on(reader, "nobody", TODAY, RULES) is None


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(sorted(lawbook_rules.load().rules.words)))
def test_every_word_of_the_vocabulary_is_a_day_or_yes_and_no(code: str) -> None:
    word = lawbook_rules.load().rules.words[code]
    assert word.kind in FactKind
    assert word.sv
    assert word.en


def test_outside_the_status_nothing_is_asked() -> None:
    facts, rules = Facts("NY-FLY", date(2025, 11, 9)), lawbook_rules.load().rules
    day = date(2025, 11, 8)
    assert asked(facts, day, rules, evaluate(facts, day, rules)) == ()
