"""Working days: red days of several years as the almanac has them, and how many working days a note may wait."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.domain.workdays import is_workday, red_days, workdays_after

# Swedish almanac, påskdagen of twenty years; the four days around it and the two after hang on it
EASTERS = {
    2016: "03-27", 2017: "04-16", 2018: "04-01", 2019: "04-21", 2020: "04-12", 2021: "04-04", 2022: "04-17",
    2023: "04-09", 2024: "03-31", 2025: "04-20", 2026: "04-05", 2027: "03-28", 2028: "04-16", 2029: "04-01",
    2030: "04-21", 2031: "04-13", 2032: "03-28", 2033: "04-17", 2034: "04-09", 2035: "03-25",
}  # fmt: skip
MIDSUMMERS = {  # midsommardagen and alla helgons dag: the Saturdays of 20–26 June and 31 October–6 November
    2016: ("06-25", "11-05"), 2017: ("06-24", "11-04"), 2018: ("06-23", "11-03"), 2019: ("06-22", "11-02"),
    2020: ("06-20", "10-31"), 2021: ("06-26", "11-06"), 2022: ("06-25", "11-05"), 2023: ("06-24", "11-04"),
    2024: ("06-22", "11-02"), 2025: ("06-21", "11-01"), 2026: ("06-20", "10-31"), 2027: ("06-26", "11-06"),
    2028: ("06-24", "11-04"), 2029: ("06-23", "11-03"), 2030: ("06-22", "11-02"), 2031: ("06-21", "11-01"),
    2032: ("06-26", "11-06"), 2033: ("06-25", "11-05"), 2034: ("06-24", "11-04"), 2035: ("06-23", "11-03"),
}  # fmt: skip
FIXED = ("01-01", "01-06", "05-01", "06-06", "12-24", "12-25", "12-26", "12-31")


@pytest.mark.parametrize("year", EASTERS)
def test_the_red_days_of_a_year_are_those_of_the_almanac(year: int) -> None:
    easter = date.fromisoformat(f"{year}-{EASTERS[year]}")
    midsummer, all_saints = (date.fromisoformat(f"{year}-{day}") for day in MIDSUMMERS[year])
    moving = {easter + timedelta(days=step) for step in (-2, 0, 1, 39, 49)}
    fixed = {date.fromisoformat(f"{year}-{day}") for day in FIXED}
    assert red_days(year) == moving | fixed | {midsummer - timedelta(days=1), midsummer, all_saints}


def test_the_law_of_an_older_year_had_other_red_days() -> None:
    assert date(2004, 5, 31) in red_days(2004)  # annandag pingst
    assert date(2003, 6, 6) not in red_days(2003)  # nationaldagen since 2005


def test_a_year_that_no_almanac_has_is_free_on_saturdays_and_sundays() -> None:
    assert not red_days(1900)
    assert not red_days(2200)
    assert not is_workday(date(2200, 1, 4))  # a Saturday


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
