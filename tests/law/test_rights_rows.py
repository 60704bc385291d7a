"""Every row of a right answers its own cases, and every status has an answer about every right on every day."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from caseworker import lawbook, lawbook_rules
from caseworker.domain.evaluation import evaluate
from caseworker.domain.facts import Facts
from caseworker.domain.law import Certainty
from caseworker.domain.rights import Answer, RightAnswer, RightCode
from caseworker.lawbook_rules import Case

FILES = lawbook_rules.load()
ROWS = {row.id: row for row in (*FILES.rules.rights, *FILES.proposed_rights)}
CASES = [case for case in FILES.cases if case.row in ROWS]
FIRST, LAST = date(2016, 1, 1), date(2026, 12, 31)


def answered(facts: Facts, day: date, right: RightCode) -> RightAnswer:
    return next(one for one in evaluate(facts, day, FILES.rules).rights if one.right is right)


def about(case: Case) -> str:
    return f"{case.row} {case.facts.status} {case.on}"


def case_id(case: Case) -> str:
    return f"{about(case)} {case.answer}"


@pytest.mark.parametrize("row", sorted(ROWS))
def test_a_row_answers_its_own_cases(row: str) -> None:
    for case in (one for one in CASES if one.row == row):
        found = answered(case.facts, case.on, ROWS[row].right)
        assert found.answer.value == case.answer, case_id(case)
        assert case.begins is None or found.begins == case.begins, case_id(case)
        assert case.ends is None or found.ends == case.ends, case_id(case)


def test_every_applied_row_decides_one_of_its_cases_and_no_proposed_one_does() -> None:
    deciding = {(case.row, answered(case.facts, case.on, ROWS[case.row].right).decided.row) for case in CASES}
    by_own = {name for name, row in deciding if row is not None and row.id == name}
    assert by_own == {row.id for row in FILES.rules.rights}
    assert {row.id for row in FILES.proposed_rights} <= {case.row for case in CASES}


def test_every_right_has_a_file_and_every_file_has_words_a_caseworker_reads() -> None:
    assert {row.right for row in FILES.rules.rights} == set(RightCode)
    for row in ROWS.values():
        assert row.sv[0].isupper()
        assert row.sv.endswith(".")
        assert "!" not in row.sv
        assert (row.answer is Answer.MISSING) == (row.rule.certainty is Certainty.UNKNOWN), row.id


def test_every_status_is_answered_about_every_right_on_every_day() -> None:
    days = sample_days()
    gaps = []
    for code, begins in first_days().items():
        for facts in lives(code, max(begins, date(2010, 1, 1))):
            for day in (one for one in days if one >= facts.begins):
                gaps += [
                    (code, one.right.value, day)
                    for one in evaluate(facts, day, FILES.rules).rights
                    if one.decided.row is None
                ]
    assert gaps == []


def sample_days() -> Sequence[date]:
    """Return every day on which some row begins, the day before it, and a day in every quarter besides."""
    edges = {row.rule.valid_from for row in FILES.rules.rights}
    edges |= {row.rule.valid_to + timedelta(days=1) for row in FILES.rules.rights if row.rule.valid_to}
    days = {edge + timedelta(days=step) for edge in edges for step in (-1, 0)}
    days |= {date(year, month, 15) for year in range(2016, 2027) for month in (2, 5, 8, 11)}
    return sorted(day for day in days if FIRST <= day <= LAST)


def first_days() -> dict[str, date]:
    found: dict[str, date] = {}
    for entry in lawbook.load().statuses:
        found.setdefault(entry.code, entry.rule.valid_from)
    return found


def lives(code: str, begins: date) -> Sequence[Facts]:
    """A child, a grown-up with what a file usually knows, and somebody of whom nothing is known."""
    days = {"registered_from": begins + timedelta(days=30)}
    return (
        Facts(code, begins, born=begins - timedelta(days=2000), days=days),
        Facts(code, begins, born=date(1988, 3, 14), days=days, settlement="anvisad", accommodation="eget"),
        Facts(code, begins),
    )


@pytest.mark.parametrize("status", ["EU", "MEDB", "OVR"])
def test_who_is_outside_the_target_group_is_not_judged(status: str) -> None:
    shown = {one.answer for one in evaluate(Facts(status, date(2020, 1, 1)), date(2026, 2, 1), FILES.rules).rights}
    assert shown == {Answer.NOT_APPLICABLE}


@pytest.mark.parametrize(
    ("status", "day", "missing"),
    [
        ("ASYL", date(2026, 9, 30), set()),
        ("ASYL", date(2026, 10, 1), {"ekonomiskt_bistand", "dagersattning", "bostad", "arbete"}),
        ("MASSF", date(2026, 10, 1), {"ekonomiskt_bistand", "dagersattning", "bostad"}),
        ("TILLST", date(2026, 10, 1), {"ekonomiskt_bistand", "dagersattning", "bostad"}),
        ("NY-FLY", date(2026, 6, 30), set()),
        ("NY-FLY", date(2026, 7, 1), {"ekonomiskt_bistand"}),
        ("NY-FLY", date(2026, 7, 12), {"ekonomiskt_bistand"}),
        ("PAPPERSL", date(2026, 7, 13), set()),
        ("PAPPERSL", date(2027, 1, 1), set()),
    ],
)
def test_only_what_an_unread_reform_touches_is_missing_from_its_day(status: str, day: date, missing: set[str]) -> None:
    facts = Facts(status, date(2025, 5, 9), born=date(1988, 3, 14), days={"registered_from": date(2025, 6, 1)})
    shown = {one.right.value for one in evaluate(facts, day, FILES.rules).rights if one.answer is Answer.MISSING}
    assert shown == missing


def test_the_law_is_known_to_the_day_before_a_reform_that_is_not_read() -> None:
    facts = Facts("NY-KVOT", date(2025, 11, 9), born=date(1988, 3, 14))
    found = answered(facts, date(2026, 2, 1), RightCode.ECONOMIC_AID)
    assert (found.answer, found.begins, found.ends, found.known_to) == (
        Answer.YES, date(2025, 11, 9), None, date(2026, 6, 30),
    )  # fmt: skip


def test_before_any_rule_nothing_is_answered() -> None:
    facts = Facts("ASYL", date(1980, 1, 1), born=date(1950, 1, 1))
    found = evaluate(facts, date(1985, 5, 5), FILES.rules).rights
    assert {one.answer for one in found} == {Answer.MISSING}
    assert {line.code for one in found for line in one.log} == {"no_row"}


def test_a_status_the_lawbook_does_not_know_is_answered_by_nothing() -> None:
    found = evaluate(Facts("XYZ", date(2020, 1, 1)), date(2026, 2, 1), FILES.rules)
    assert {one.answer for one in found.rights} == {Answer.MISSING}
    assert found.duties == ()
