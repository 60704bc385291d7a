"""When a file must be erased: each rule of law by itself, every doubt keeps, and every combination has an answer."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.domain.erasure import (
    Answer,
    Board,
    Decision,
    EnteredFacts,
    ErasureRule,
    Inquiry,
    OfficeFacts,
    Outcome,
    Provider,
    RetentionFacts,
    RuledFact,
    RuleKind,
    Why,
    decide,
)
from caseworker.erasure_rules import load

NOTHING = EnteredFacts(Answer.NO, Answer.NO, Inquiry.NONE, Answer.NO)
OFFICE = OfficeFacts("0380", Board.SOCIAL, Provider.MUNICIPAL)
PLAIN = RetentionFacts(
    registered=date(2018, 1, 10),
    office=OFFICE,
    born=date(1988, 3, 14),
    last_note=date(2021, 5, 4),
    last_case_closed=date(2021, 3, 1),
    last_intervention_end=date(2020, 12, 31),
    entered=NOTHING,
)
TODAY = date(2026, 11, 22)


def entered(**facts: object) -> RetentionFacts:
    return replace(PLAIN, entered=replace(NOTHING, **facts))  # type: ignore[arg-type]  # the test names the fields


def decided(facts: RetentionFacts, day: date = TODAY) -> Decision:
    return decide(facts, day, load())


def codes(decision: Decision) -> list[str]:
    return [rule.code for rule in decision.rules]


def test_five_years_after_the_last_note_a_file_is_erased_by_the_end_of_the_next_year() -> None:
    found = decided(PLAIN)
    assert found == Decision(Outcome.ERASE, found.rules, until=date(2026, 5, 4), finish_by=date(2027, 12, 31))
    assert codes(found) == ["five_years", "finish"]
    assert all("16 kap. 1 §" in rule.law for rule in found.rules)


def test_the_day_before_it_is_kept_and_the_day_itself_it_is_not() -> None:
    assert decided(PLAIN, date(2026, 5, 3)).outcome is Outcome.KEEP_UNTIL
    assert decided(PLAIN, date(2026, 5, 3)).until == date(2026, 5, 4)
    assert decided(PLAIN, date(2026, 5, 4)).outcome is Outcome.ERASE


@pytest.mark.parametrize("later", [{"last_case_closed": date(2024, 1, 1)}, {"last_intervention_end": date(2024, 1, 1)}])
def test_what_went_on_after_the_last_note_counts(later: dict[str, date]) -> None:
    assert decided(replace(PLAIN, **later)).until == date(2029, 1, 1)  # type: ignore[arg-type]  # dates all of them


def test_a_file_without_a_note_counts_from_its_registration() -> None:
    bare = replace(PLAIN, last_note=None, last_case_closed=None, last_intervention_end=None)
    assert decided(bare).until == date(2023, 1, 10)


def test_a_private_provider_erases_after_two_years() -> None:
    private = replace(PLAIN, office=replace(OFFICE, provider=Provider.PRIVATE))
    assert decided(private).until == date(2023, 5, 4)
    assert codes(decided(private)) == ["two_years", "finish"]


@pytest.mark.parametrize("day", [5, 15, 25])
def test_people_of_the_research_sample_are_kept_for_ever(day: int) -> None:
    found = decided(replace(PLAIN, born=date(1988, 3, day)))
    assert (found.outcome, codes(found)) == (Outcome.KEEP_FOR_EVER, ["research_days"])
    assert "13 kap. 1 §" in found.rules[0].law


@pytest.mark.parametrize("municipality", ["0580", "0980", "2281", "1480"])
def test_the_research_counties_and_gothenburg_keep_everybody(municipality: str) -> None:
    found = decided(replace(PLAIN, office=replace(OFFICE, municipality=municipality)))
    assert (found.outcome, codes(found)) == (Outcome.KEEP_FOR_EVER, ["research_places"])


def test_the_rest_of_gothenburgs_county_does_not_keep_everybody() -> None:
    assert decided(replace(PLAIN, office=replace(OFFICE, municipality="1481"))).outcome is Outcome.ERASE


@pytest.mark.parametrize("fact", ["parentage", "child_placed"])
def test_parentage_adoption_and_placed_children_are_kept_for_ever(fact: str) -> None:
    found = decided(entered(**{fact: Answer.YES}))
    assert (found.outcome, codes(found)) == (Outcome.KEEP_FOR_EVER, [fact])


def test_an_inquiry_is_kept_until_the_child_has_turned_thirty() -> None:
    inquiry = {"child_inquiry": Inquiry.OPENED}
    other = decided(entered(**inquiry, about_other_child=Answer.YES, youngest_child_born=date(2012, 2, 29)))
    assert (other.outcome, other.until, codes(other)) == (Outcome.KEEP_UNTIL, date(2042, 2, 28), ["child_inquiry"])
    herself = decided(replace(entered(**inquiry, about_other_child=Answer.NO), born=date(2001, 2, 3)))
    assert (herself.outcome, herself.until) == (Outcome.KEEP_UNTIL, date(2031, 2, 3))
    grown = decided(entered(**inquiry, about_other_child=Answer.YES, youngest_child_born=date(1996, 6, 1)))
    assert (grown.outcome, grown.until, codes(grown)) == (
        Outcome.ERASE,
        date(2026, 6, 1),
        ["child_inquiry", "finish"],
    )


def test_an_inquiry_that_was_never_opened_follows_the_five_years() -> None:
    assert decided(entered(child_inquiry=Inquiry.NOT_OPENED)) == decided(PLAIN)


def test_the_thirty_years_hold_from_the_day_the_law_came_into_force() -> None:
    inquiry = entered(child_inquiry=Inquiry.OPENED, about_other_child=Answer.YES, youngest_child_born=date(2012, 2, 1))
    early = replace(inquiry, last_note=date(2020, 1, 1), last_case_closed=None, last_intervention_end=None)
    assert decided(early, date(2026, 1, 14)).outcome is Outcome.ERASE
    assert decided(early, date(2026, 1, 15)).outcome is Outcome.KEEP_UNTIL


def test_an_agreement_on_custody_is_kept_until_the_child_has_turned_eighteen() -> None:
    agreed = {"custody": Answer.YES, "about_other_child": Answer.YES}
    found = decided(entered(**agreed, youngest_child_born=date(2015, 4, 5)))
    assert (found.until, codes(found)) == (date(2033, 4, 5), ["custody"])


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (replace(PLAIN, case_open=True), Why.CASE_OPEN),
        (replace(PLAIN, intervention_open=True), Why.INTERVENTION_OPEN),
        (replace(PLAIN, born=None), Why.BIRTH_DAY_UNKNOWN),
        (replace(PLAIN, office=replace(OFFICE, board=Board.UNKNOWN)), Why.BOARD_UNKNOWN),
        (replace(PLAIN, office=replace(OFFICE, board=Board.OTHER)), Why.OTHER_BOARD),
        (replace(PLAIN, office=replace(OFFICE, provider=Provider.UNKNOWN)), Why.PROVIDER_UNKNOWN),
        (entered(parentage=Answer.UNKNOWN), Why.PARENTAGE_UNKNOWN),
        (entered(child_placed=Answer.UNKNOWN), Why.CHILD_PLACED_UNKNOWN),
        (entered(child_inquiry=Inquiry.UNKNOWN), Why.CHILD_INQUIRY_UNKNOWN),
        (entered(custody=Answer.UNKNOWN), Why.CUSTODY_UNKNOWN),
        (entered(custody=Answer.YES), Why.CHILD_BIRTH_UNKNOWN),
        (entered(child_inquiry=Inquiry.OPENED, about_other_child=Answer.YES), Why.CHILD_BIRTH_UNKNOWN),
    ],
)
def test_what_goes_on_or_is_not_known_keeps(facts: RetentionFacts, why: Why) -> None:
    found = decided(facts)
    assert (found.outcome, found.open) == (Outcome.KEEP, (why,))


def test_before_any_rule_holds_everything_is_kept() -> None:
    found = decided(replace(PLAIN, last_note=date(2010, 1, 1)), date(2025, 6, 30))
    assert (found.outcome, found.open) == (Outcome.KEEP, (Why.NO_RULE,))


def test_a_rule_ends_with_its_last_day() -> None:
    rule = ErasureRule("x", RuleKind.AFTER, "x", "x", "x", date(2020, 1, 1), date(2021, 12, 31))
    assert [rule.holds_on(day) for day in (date(2019, 12, 31), date(2021, 12, 31), date(2022, 1, 1))] == [
        False,
        True,
        False,
    ]


def test_years_from_a_leap_day_end_with_february() -> None:
    leap = replace(PLAIN, last_note=date(2024, 2, 29))
    assert decided(leap).until == date(2029, 2, 28)


DAYS = st.dates(date(1930, 1, 1), date(2060, 12, 31))
MAYBE = st.none() | DAYS
ENTERED = st.builds(
    EnteredFacts,
    parentage=st.sampled_from(Answer),
    child_placed=st.sampled_from(Answer),
    child_inquiry=st.sampled_from(Inquiry),
    custody=st.sampled_from(Answer),
    about_other_child=st.sampled_from(Answer),
    youngest_child_born=MAYBE,
)
FACTS = st.builds(
    RetentionFacts,
    registered=DAYS,
    office=st.builds(
        OfficeFacts,
        municipality=st.sampled_from(["0380", "0580", "1480", "1481"]),
        board=st.sampled_from(Board),
        provider=st.sampled_from(Provider),
    ),
    born=MAYBE,
    last_note=MAYBE,
    case_open=st.booleans(),
    last_case_closed=MAYBE,
    intervention_open=st.booleans(),
    last_intervention_end=MAYBE,
    entered=ENTERED,
)


@settings(max_examples=60, deadline=None)
@given(FACTS, DAYS)
def test_every_combination_has_an_answer_that_holds_together(facts: RetentionFacts, day: date) -> None:
    found = decided(facts, day)
    if found.outcome is Outcome.ERASE:
        assert not found.open
        assert found.until is not None
        assert found.finish_by is not None
        assert facts.last_event < found.until <= day
        assert found.finish_by > found.until
        assert facts.born is not None
        assert facts.born.day not in {5, 15, 25}
        assert Answer.UNKNOWN not in {facts.entered.parentage, facts.entered.child_placed, facts.entered.custody}
    if found.outcome is Outcome.KEEP_UNTIL:
        assert found.until is not None
        assert found.until > day
    assert found.rules or found.open


@settings(max_examples=60, deadline=None)
@given(FACTS, DAYS, st.integers(1, 4000))
def test_a_file_that_may_be_erased_may_still_be_erased_later(facts: RetentionFacts, day: date, later: int) -> None:
    # laws that come into force are the exception: the last of today's did on 15 January 2026
    if decided(facts, day).outcome is Outcome.ERASE and day >= date(2026, 1, 15):
        assert decided(facts, day + timedelta(days=later)).outcome is Outcome.ERASE


@settings(max_examples=60, deadline=None)
@given(FACTS, DAYS, st.sampled_from(["parentage", "child_placed", "child_inquiry", "custody"]))
def test_knowing_less_never_erases_more(facts: RetentionFacts, day: date, forgotten: str) -> None:
    unknown = Inquiry.UNKNOWN if forgotten == "child_inquiry" else Answer.UNKNOWN
    less = replace(facts, entered=replace(facts.entered, **{forgotten: unknown}))  # type: ignore[arg-type]  # by name
    assert decided(less, day).outcome is not Outcome.ERASE


@settings(max_examples=60, deadline=None)
@given(FACTS, st.sampled_from(RuleKind), st.none() | st.sampled_from(RuledFact))
def test_any_rule_can_be_asked_about_any_file(facts: RetentionFacts, kind: RuleKind, fact: RuledFact | None) -> None:
    rule = ErasureRule("x", kind, "x", "x", "x", date(2000, 1, 1), years=3, provider=Provider.MUNICIPAL, fact=fact)
    assert decide(facts, TODAY, [rule]).outcome in Outcome
