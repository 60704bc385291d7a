"""The rows of duties: every row's own cases, every certainty, and days before any rule."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker import lawbook_rules
from caseworker.domain.duties import Duty, DutyRow
from caseworker.domain.evaluation import evaluate
from caseworker.domain.facts import FactKind, Facts
from caseworker.domain.law import Certainty
from caseworker.domain.workdays import is_workday
from caseworker.lawbook_rules import Case

FILES = lawbook_rules.load()
ROWS = {row.id: row for row in FILES.rules.duties}
CASES = [case for case in FILES.cases if case.row in ROWS]
STATUSES = sorted({code for row in ROWS.values() for code in row.statuses})
DAYS = sorted(code for code, word in FILES.rules.words.items() if word.kind is FactKind.DAY)
FLAGS = sorted(code for code, word in FILES.rules.words.items() if word.kind is FactKind.CIRCUMSTANCE)
SOMETIME = st.dates(date(1990, 1, 1), date(2040, 12, 31))
PEOPLE = st.builds(
    Facts,
    status=st.sampled_from(STATUSES),
    begins=SOMETIME,
    born=st.none() | SOMETIME,
    ends=st.none() | SOMETIME,
    permit=st.sampled_from(["", "PUT", "TUT"]),
    accommodation=st.sampled_from(["", "asylboende", "eget_boende"]),
    days=st.dictionaries(st.sampled_from(DAYS), SOMETIME, max_size=6),
    circumstances=st.dictionaries(st.sampled_from(FLAGS), st.booleans(), max_size=4),
)


def of_row(case: Case) -> Duty | None:
    found = evaluate(case.facts, case.on, FILES.rules).duties
    return next((duty for duty in found if duty.row.id == case.row), None)


@pytest.mark.parametrize("case", CASES, ids=[f"{case.row}-{number}" for number, case in enumerate(CASES)])
def test_a_row_answers_its_own_cases(case: Case) -> None:
    duty = of_row(case)
    if case.answer == "silent":
        assert duty is None
    elif case.answer == "unknown":
        assert duty is not None
        assert duty.last_day is None
    else:
        assert duty is not None
        assert duty.last_day == case.last_day


def test_every_row_has_a_case_that_it_answers() -> None:
    assert {case.row for case in CASES if case.answer != "silent"} == set(ROWS)


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_a_row_says_in_plain_swedish_what_to_do_and_what_is_lost(row: DutyRow) -> None:
    for words in (row.sv, row.lost):
        assert words.endswith(".")
        assert words[0].isupper()
        assert not {"tyvärr", "vänligen", "!"} & set(words.lower().replace("!", " ! ").split())
    for title in (row.short, row.short_en):
        assert title[0].isupper()
        assert len(title) <= 34  # a flag on the journey holds no more
    assert row.rule.source
    assert row.rule.verified_on <= date(2026, 11, 22)


def test_rows_of_one_duty_lose_the_same_kind_of_thing() -> None:
    losses: dict[str, set[object]] = {}
    for row in ROWS.values():
        losses.setdefault(row.duty, set()).add((row.loss, row.responsible))
    assert all(len(kinds) == 1 for kinds in losses.values())


@pytest.mark.parametrize("duty", ["boende-massflykt", "lma-en-manad", "lma-avslag"])
def test_what_a_new_reception_act_touches_is_not_known_from_october_2026(duty: str) -> None:
    """The act is said to hold from 2026-10-01; its text is not read."""
    rules = [row.rule for row in ROWS.values() if row.duty == duty]
    before = [rule.certainty for rule in rules if rule.holds_on(date(2026, 9, 30))]
    after = [rule.certainty for rule in rules if rule.holds_on(date(2026, 10, 1))]
    assert (before, after) == ([Certainty.IN_FORCE], [Certainty.UNKNOWN])


@given(facts=PEOPLE, on=SOMETIME)
@settings(max_examples=60, deadline=None)
def test_duties_are_total_and_never_guess(facts: Facts, on: date) -> None:
    for duty in evaluate(facts, on, FILES.rules).duties:
        if duty.row.rule.certainty is Certainty.UNKNOWN:
            assert duty.last_day is None
        else:
            assert duty.last_day is not None
            moves = duty.row.counting.moves and not duty.row.counting.at_once
            assert is_workday(duty.last_day) or not moves or duty.row.counting.span.backwards
        assert duty.row.rule.holds_on(duty.event)
        assert duty.row.rule.certainty is not Certainty.PROPOSED


@given(facts=PEOPLE)
@settings(max_examples=30, deadline=None)
def test_no_duty_before_any_rule_or_outside_the_status(facts: Facts) -> None:
    assert not evaluate(facts, facts.begins - timedelta(days=1), FILES.rules).duties
    early = Facts(status=facts.status, begins=date(1800, 1, 1), ends=date(1800, 12, 31), born=date(1780, 1, 1))
    assert not evaluate(early, date(1800, 6, 1), FILES.rules).duties


def test_the_first_and_last_days_of_the_calendar_are_no_trouble() -> None:
    for status in STATUSES:
        for edge in (date.min, date.max):
            days = dict.fromkeys(DAYS, edge)
            evaluate(Facts(status, edge, born=edge, days=days), edge, FILES.rules)
