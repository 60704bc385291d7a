"""Working days: red days of several years as the almanac has them, and how many working days a note may wait."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.domain.workdays import easter_day, is_workday, red_days, workdays_after

# Swedish almanac: påskdagen
EASTERS = {
    1954: "04-18", 1961: "04-02", 2000: "04-23", 2008: "03-23", 2011: "04-24", 2019: "04-21", 2024: "03-31",
    2025: "04-20", 2026: "04-05", 2027: "03-28", 2038: "04-25", 2049: "04-18", 2076: "04-19",
}  # fmt: skip


@pytest.mark.parametrize(("year", "day"), EASTERS.items())
def test_easter_falls_where_the_almanac_has_it(year: int, day: str) -> None:
    assert easter_day(year).isoformat() == f"{year}-{day}"


def test_the_red_days_and_eves_of_a_year() -> None:
    assert sorted(day.isoformat()[5:] for day in red_days(2026)) == [
        "01-01", "01-06", "04-03", "04-05", "04-06", "05-01", "05-14", "05-24", "06-06", "06-19", "06-20", "10-31",
        "12-24", "12-25", "12-26", "12-31",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-11-20", True),  # a Friday
        ("2026-11-21", False),
        ("2026-11-22", False),
        ("2026-04-02", True),  # skärtorsdagen
        ("2026-04-03", False),  # långfredagen
        ("2025-06-06", False),  # nationaldagen, a Friday
        ("2026-12-23", True),
        ("2026-12-24", False),
    ],
)
def test_a_day_is_worked_or_not(day: str, works: bool) -> None:
    assert is_workday(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("first", "after"),
    [
        ("2026-11-16", "2026-11-19"),  # Monday to Thursday
        ("2026-11-19", "2026-11-24"),  # over a weekend
        ("2026-11-21", "2026-11-25"),  # from a Saturday
        ("2026-04-01", "2026-04-08"),  # over Easter
        ("2026-12-23", "2026-12-30"),  # over Christmas
        ("2026-12-30", "2027-01-07"),  # over the new year and trettondagen
    ],
)
def test_three_working_days_on(first: str, after: str) -> None:
    assert workdays_after(date.fromisoformat(first), 3) == date.fromisoformat(after)


@given(first=st.dates(date(1950, 1, 1), date(2099, 1, 1)), count=st.integers(0, 12))
@settings(max_examples=60, deadline=None)
def test_as_many_working_days_have_passed_as_were_asked_for(first: date, count: int) -> None:
    last = workdays_after(first, count)
    passed = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    assert sum(is_workday(day) for day in passed) == count
    assert count == 0 or is_workday(last)
