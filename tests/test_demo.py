"""Made-up people: the same for the same seed, lawful, in many scripts, with test numbers only."""

import unicodedata
from collections import Counter
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from caseworker import codes, demo, lawbook, lawbook_rules
from caseworker.demo import DemoPerson
from caseworker.domain import identity
from caseworker.domain.daycount import age_on
from caseworker.domain.identity import IdentifierType, IdentifierValue
from caseworker.domain.intake import EnteredNumber, EnteredStatus
from caseworker.domain.intervention import FINAL_STATES, ROAD, InterventionState
from caseworker.domain.person import Sex
from caseworker.exchange.people_sheet import Resolvers, read_people
from caseworker.exchange.workbook import read_workbook

TODAY = date(2026, 11, 21)
PEOPLE = demo.people(400, 1, today=TODAY)
BOOK = lawbook.load()


def statuses(person: DemoPerson) -> tuple[EnteredStatus, ...]:
    assert person.intake.status is not None
    return (person.intake.status, *person.statuses)


def test_the_same_seed_gives_the_same_people_and_another_gives_others() -> None:
    assert demo.people(400, 1, today=TODAY) == PEOPLE
    assert demo.people(400, 2, today=TODAY) != PEOPLE
    assert len(demo.people(7, 3, today=TODAY)) == 7


def check(number: EnteredNumber) -> IdentifierValue:
    value = identity.parse(number.type, number.text, today=TODAY)
    identity.require_allowed(value, demo=True, listed=codes.listed_test_numbers())
    return value


def test_every_number_is_a_test_number_that_nobody_else_has_and_fits_the_person() -> None:
    seen = Counter((number.type, number.text) for person in PEOPLE for number in person.intake.numbers)
    assert set(seen.values()) == {1}
    for person in PEOPLE:
        for number in person.intake.numbers:
            value = check(number)
            assert value.sex in (None, person.intake.sex)
            assert value.born in (None, person.intake.born)


def test_all_types_of_numbers_all_ages_and_both_sexes_occur() -> None:
    types = {number.type for person in PEOPLE for number in person.intake.numbers}
    wanted = {IdentifierType.PERSONNUMMER, IdentifierType.SAMORDNINGSNUMMER, IdentifierType.DOSSIER, IdentifierType.LMA}
    assert wanted <= types
    bands = {min(age // 10, 7) for age in demo.ages(PEOPLE, TODAY)}
    assert bands == set(range(8))
    sexes = Counter(person.intake.sex for person in PEOPLE)
    assert min(sexes[Sex.WOMAN], sexes[Sex.MAN]) > 100


def test_names_stand_in_their_own_scripts() -> None:
    scripts = {
        unicodedata.name(letter).split()[0]
        for person in PEOPLE
        for letter in person.intake.original_name
        if letter.isalpha()
    }
    assert scripts == {"ARABIC", "ETHIOPIC", "CYRILLIC"}
    assert {"ar", "prs", "fa", "ti", "so", "uk"} <= {person.intake.speaks for person in PEOPLE}
    assert all(codes.language(person.intake.speaks) for person in PEOPLE)
    assert any(person.intake.migration_name for person in PEOPLE)


def test_every_status_may_be_recorded_and_follows_the_one_before() -> None:
    seen = Counter[str]()
    for person in PEOPLE:
        BOOK.settle_intake(person.intake)
        begun = date.min
        for status in statuses(person):
            assert BOOK.settle_status(status) == status
            assert begun < status.begins <= TODAY
            begun = status.begins
            seen[status.code] += 1
        assert TODAY - timedelta(days=731) <= statuses(person)[0].begins
        assert all(begins in {status.begins for status in statuses(person)} for _, begins in person.settlements)
        assert all(BOOK.settlement(code) for code, _ in person.settlements)
    assert {"ASYL", "NY-FLY", "NY-ALT", "MASSF", "MASSF-FB", "NY-KVOT", "NY-ANK", "AVSLAG-FAM", "ASYL-EK"} <= set(seen)


def test_only_children_are_unaccompanied_when_they_arrive() -> None:
    alone = [person for person in PEOPLE if statuses(person)[0].code == "ASYL-EK"]
    ages = [age_on(person.intake.born, TODAY) or 0 for person in alone]
    assert alone
    assert max(ages) <= 18
    assert all(status.unaccompanied for person in alone for status in statuses(person))


def test_interventions_are_of_the_catalogue_and_keep_their_days_in_order() -> None:
    made = [intervention.entered for person in PEOPLE for intervention in person.interventions]
    assert len(made) > 400
    for one in made:
        assert codes.intervention_type(one.type)
        assert one.begins is None or one.begins <= TODAY
        assert one.begins is None or one.ends is None or one.begins <= one.ends <= TODAY
        assert (one.ends is not None) == (one.state in FINAL_STATES)
        assert bool(one.outcome) == (one.state in FINAL_STATES)
        assert (one.begins is None) == (one.state in ROAD[:4])
        days = [step.day for step in one.steps]
        assert days == sorted(days)
        assert one.steps[-1].state is one.state
        assert {code for code, _day in one.ticks} <= set(codes.intervention_type(one.type).evidence)
    assert {one.state for one in made} >= {InterventionState.ONGOING, *FINAL_STATES}
    assert all(day <= TODAY and text for person in PEOPLE for day, text in person.notes)


def test_the_days_the_law_asks_about_are_known_words_and_follow_the_life() -> None:
    words = lawbook_rules.load().rules.words
    told = [dict(person.law_days) for person in PEOPLE]
    assert {code for days in told for code in days} <= set(words)
    assert all(day <= TODAY for days in told for day in days.values())
    for person, days in zip(PEOPLE, told, strict=True):
        permitted = [one.begins for one in statuses(person) if one.code.startswith("NY-") or one.code == "MASSF-FB"]
        assert ("registered_from" in days) <= bool(permitted)
        assert all(days["registered_from"] >= min(permitted) for _ in permitted if "registered_from" in days)
        assert ("assigned" in days) <= (("anvisad", days.get("assigned")) in person.settlements)
    assert {"registered_from", "assigned", "received", "sfi_admitted", "health_examined"} <= {
        code for days in told for code in days
    }


@pytest.mark.parametrize("today", [date(2025, 1, 7), date(2026, 2, 28), date(2028, 2, 29)])
def test_people_can_be_made_on_any_day(today: date) -> None:
    for person in demo.people(120, 5, today=today):
        assert all(status.begins <= today and BOOK.settle_status(status) for status in statuses(person))


def test_many_people_still_have_numbers_of_their_own() -> None:
    made = demo.people(3000, 4, today=TODAY)
    numbers = [(number.type, number.text) for person in made for number in person.intake.numbers]
    assert len(set(numbers)) == len(numbers)


def test_a_written_workbook_reads_back_as_the_same_people(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    demo.write_workbook(path, PEOPLE)
    resolvers = Resolvers(
        language=lambda name: codes.language(name).code,
        arrival=lambda name: codes.arrival_channel(name).code,
        settle=BOOK.settle_intake,
        check=check,
    )
    sheet = partial(read_people, today=TODAY, resolvers=resolvers)(read_workbook(path))
    assert (sheet.bad, sheet.skipped_columns) == ((), ())
    assert [row.intake for row in sheet.rows] == [BOOK.settle_intake(person.intake) for person in PEOPLE]
