"""Counting of legal time limits (lag 1930:173): the day itself, and how a last day moves to a weekday."""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.domain.daycount import (
    Span,
    add_months,
    age_on,
    birthday,
    half_year,
    moved_to_workday,
    quarter_end,
)
from caseworker.domain.workdays import is_workday

DAYS = st.dates(date(1953, 1, 1), date(2099, 1, 1))
MONTHS = st.integers(-480, 480)
QUICK = settings(max_examples=60, deadline=None)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("first", "span", "last"),
    [
        ("2026-02-02", Span(weeks=3), "2026-02-23"),  # the same weekday
        ("2026-01-15", Span(months=1), "2026-02-15"),  # the same day number, a Sunday: not moved here
        ("2026-01-31", Span(months=1), "2026-02-28"),  # the month's last day
        ("2024-01-31", Span(months=1), "2024-02-29"),
        ("2025-08-31", Span(months=6), "2026-02-28"),
        ("2024-02-29", Span(years=1), "2025-02-28"),
        ("2024-02-29", Span(years=4), "2028-02-29"),
        ("2025-06-30", Span(months=6), "2025-12-30"),  # day number 30, not the year's last day
        ("2025-09-30", Span(months=6), "2026-03-30"),
        ("2025-12-31", Span(months=2), "2026-02-28"),
        ("2026-05-02", Span(weeks=-3), "2026-04-11"),
        ("2024-03-01", Span(years=2, days=-1), "2026-02-28"),
        ("2026-04-01", Span(workdays=3), "2026-04-08"),  # over Easter
        ("2026-03-01", Span(), "2026-03-01"),
    ],
)
def test_a_span_ends_on_the_day_with_the_same_name_or_number(first: str, span: Span, last: str) -> None:
    assert span.after(day(first)) == day(last)


@pytest.mark.parametrize(
    ("first", "span", "last"),
    [
        ("9999-12-31", Span(years=1), date.max),
        ("9999-12-31", Span(weeks=1), date.max),
        ("9999-12-30", Span(workdays=9), date.max),
        ("0001-01-01", Span(years=-1), date.min),
        ("0001-01-02", Span(weeks=-1), date.min),
    ],
)
def test_counting_never_leaves_the_calendar(first: str, span: Span, last: date) -> None:
    assert span.after(day(first)) == last


@pytest.mark.parametrize(
    ("on", "moved"),
    [
        ("2026-02-16", "2026-02-16"),  # a Monday
        ("2026-02-14", "2026-02-16"),  # a Saturday
        ("2026-02-15", "2026-02-16"),  # a Sunday
        ("2026-04-03", "2026-04-07"),  # långfredagen, over Easter Monday
        ("2025-12-24", "2025-12-29"),  # julafton, over Christmas and a weekend
        ("2025-12-31", "2026-01-02"),  # nyårsafton
        ("2026-06-19", "2026-06-22"),  # midsommarafton, a Friday
        ("2025-06-06", "2025-06-09"),  # nationaldagen, a Friday
        ("2026-01-05", "2026-01-05"),  # trettondagsafton is no eve of the law
        ("2026-04-02", "2026-04-02"),  # neither is skärtorsdagen
    ],
)
def test_a_last_day_moves_to_the_next_weekday(on: str, moved: str) -> None:
    assert moved_to_workday(day(on)) == day(moved)


@pytest.mark.parametrize(
    ("of", "end"), [("2026-01-01", "03-31"), ("2026-05-15", "06-30"), ("2026-09-30", "09-30"), ("2026-10-01", "12-31")]
)
def test_the_last_day_of_a_quarter(of: str, end: str) -> None:
    assert quarter_end(day(of)) == day(f"2026-{end}")


def test_ages_and_half_years() -> None:
    leap = day("2008-02-29")
    assert birthday(leap, 18) == day("2026-02-28")
    assert (age_on(leap, day("2026-02-27")), age_on(leap, day("2026-02-28"))) == (17, 18)
    assert age_on(leap, day("2008-02-28")) is None
    assert age_on(None, day("2026-02-28")) is None
    assert half_year(leap, 16) == day("2024-07-01")
    assert half_year(date.max, 16) == date(9999, 7, 1)


def test_a_span_knows_that_it_counts_backwards() -> None:
    assert Span(weeks=-3).backwards
    assert not Span(weeks=3).backwards


@given(first=DAYS, months=MONTHS)
@QUICK
def test_months_keep_the_day_number_or_take_the_last_day(first: date, months: int) -> None:
    last = add_months(first, months)
    length = calendar.monthrange(last.year, last.month)[1]
    assert last.day == min(first.day, length)
    assert (last.year * 12 + last.month) - (first.year * 12 + first.month) == months


@given(first=DAYS, later=st.integers(0, 800), months=st.integers(0, 60), weeks=st.integers(0, 60))
@QUICK
def test_a_later_day_never_ends_earlier(first: date, later: int, months: int, weeks: int) -> None:
    span = Span(months=months, weeks=weeks)
    other = first + timedelta(days=later)
    assert span.after(first) <= span.after(other)
    assert moved_to_workday(span.after(first)) <= moved_to_workday(span.after(other))
    assert span.after(first) <= Span(months=months, weeks=weeks + 1).after(first)


@given(last=DAYS)
@QUICK
def test_a_moved_day_is_the_first_weekday_not_before_the_counted_one(last: date) -> None:
    moved = moved_to_workday(last)
    assert is_workday(moved)
    assert moved >= last
    between = (last + timedelta(days=number) for number in range((moved - last).days))
    assert not any(is_workday(one) for one in between)


@given(born=DAYS, age=st.integers(0, 110))
@QUICK
def test_an_age_begins_on_its_birthday(born: date, age: int) -> None:
    turns = birthday(born, age)
    assert age_on(born, turns) == age
    assert age_on(born, turns - timedelta(days=1)) == (age - 1 if age else None)
