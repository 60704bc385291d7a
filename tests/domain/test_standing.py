"""What is known for the law is made from the file: a renewed permit is no new start, another kind of status is one."""

from datetime import date, timedelta

import pytest

from caseworker.domain.evaluation import contradiction
from caseworker.domain.facts import Facts
from caseworker.domain.rows import StatusRow
from caseworker.domain.standing import Standing, facts_of

FIRST, RENEWED = date(2023, 1, 31), date(2026, 1, 31)


def row(code: str, begins: date, ends: date | None, ground: str = "") -> StatusRow:
    return StatusRow(f"{code} {begins}", code, ground, "TUT", None, "", unaccompanied=False, begins=begins, ends=ends)


@pytest.mark.parametrize(
    ("before", "now", "gap", "begins", "first"),
    [
        ("NY-FLY", "NY-FLY", 0, FIRST, FIRST),
        ("NY-ALT", "NY-FLY", 0, RENEWED, FIRST),  # another ground of protection: the permit goes on
        ("NY-ALT", "NY-FLY", 1, RENEWED, RENEWED),  # a day without a permit: a new start
        ("NY-ALT", "NY-FLY", -5, RENEWED, FIRST),  # in linked files the periods may overlap
        ("ASYL", "NY-FLY", 0, RENEWED, RENEWED),
        ("ASYL-EK", "ASYL", 0, RENEWED, FIRST),
        ("MASSF", "MASSF-FB", 0, RENEWED, RENEWED),
    ],
)
def test_a_chain_begins_with_its_first_period(before: str, now: str, gap: int, begins: date, first: date) -> None:
    earlier = row(before, FIRST, RENEWED - timedelta(days=1 + gap))
    found = facts_of(Standing(None, (row(now, RENEWED, None), earlier), (), (), ()), RENEWED, "", {})
    assert found is not None
    assert (found.begins, found.first) == (begins, first)


def test_three_periods_make_one_chain_and_later_ones_are_not_of_it() -> None:
    days = [date(2020, 1, 1), date(2023, 1, 1), date(2026, 1, 1), date(2029, 1, 1)]
    rows = [row("NY-FLY", day, after - timedelta(days=1)) for day, after in zip(days, days[1:], strict=False)]
    found = facts_of(Standing(None, tuple(reversed(rows)), (), (), ()), days[1], "", {})
    assert found is not None
    assert (found.begins, found.first, found.ends) == (days[0], days[0], days[2] - timedelta(days=1))


def test_the_first_of_a_chain_cannot_begin_after_it() -> None:
    wrong = contradiction(Facts("NY-FLY", RENEWED, first=RENEWED + timedelta(days=1)))
    assert wrong is not None
    assert wrong.code == "period.backwards"
    assert contradiction(Facts("NY-FLY", RENEWED, first=FIRST)) is None
