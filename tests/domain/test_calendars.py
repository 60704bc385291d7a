"""Dates of other calendars against days everybody knows, and against the calendars' own rules."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.domain.calendars import Calendar, days_in_month, read_told, to_gregorian
from caseworker.domain.person import BirthPrecision
from caseworker.errors import Refused

ETHIOPIAN, HIJRI = Calendar.ETHIOPIAN, Calendar.SOLAR_HIJRI
KNOWN = [
    (ETHIOPIAN, (2000, 1, 1), date(2007, 9, 12)),  # the Ethiopian millennium
    (ETHIOPIAN, (1983, 1, 1), date(1990, 9, 11)),
    (ETHIOPIAN, (2012, 4, 28), date(2020, 1, 7)),  # Christmas
    (ETHIOPIAN, (1999, 13, 6), date(2007, 9, 11)),  # the sixth day of Pagume, every fourth year
    (ETHIOPIAN, (1966, 1, 2), date(1973, 9, 12)),
    (HIJRI, (1357, 11, 22), date(1979, 2, 11)),  # the revolution
    (HIJRI, (1400, 1, 1), date(2021, 3, 21)),
    (HIJRI, (1403, 1, 1), date(2024, 3, 20)),
    (HIJRI, (1404, 1, 1), date(2025, 3, 21)),
    (HIJRI, (1399, 12, 30), date(2021, 3, 20)),  # a leap year's last day
    (HIJRI, (1375, 1, 1), date(1996, 3, 20)),
    (HIJRI, (1408, 1, 1), date(2029, 3, 20)),
    (HIJRI, (1309, 1, 1), date(1930, 3, 21)),
]


@pytest.mark.parametrize(("calendar", "told", "day"), KNOWN)
def test_known_days(calendar: Calendar, told: tuple[int, int, int], day: date) -> None:
    assert to_gregorian(calendar, *told) == day


@pytest.mark.parametrize("calendar", [ETHIOPIAN, HIJRI])
def test_years_follow_one_another_without_a_gap(calendar: Calendar) -> None:
    months = 13 if calendar is ETHIOPIAN else 12
    for year in (*range(1, 800), *range(1180, 1700), *range(2050, 2110)):
        last = days_in_month(calendar, year, months)
        assert to_gregorian(calendar, year, months, last) + timedelta(1) == to_gregorian(calendar, year + 1, 1, 1)


def test_leap_years_of_the_solar_hijri_calendar() -> None:
    leap = [year for year in range(1354, 1409) if days_in_month(HIJRI, year, 12) == 30]
    assert leap == [1354, 1358, 1362, 1366, 1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([ETHIOPIAN, HIJRI]), st.integers(1200, 1500), st.integers(0, 15), st.integers(0, 33))
def test_a_day_the_calendar_has_becomes_a_day_and_another_is_refused(
    calendar: Calendar, year: int, month: int, day: int
) -> None:
    if 1 <= day <= days_in_month(calendar, year, month):
        following = to_gregorian(calendar, year, month, day) + timedelta(1)
        if day < days_in_month(calendar, year, month):
            assert to_gregorian(calendar, year, month, day + 1) == following
    else:
        with pytest.raises(ValueError, match="no such day"):
            to_gregorian(calendar, year, month, day)


def test_years_beyond_the_known_ones_are_refused() -> None:
    with pytest.raises(ValueError, match="beyond"):
        to_gregorian(HIJRI, 3178, 1, 1)


@pytest.mark.parametrize(
    ("text", "calendar", "day", "precision"),
    [
        ("1367", HIJRI, date(1988, 3, 21), BirthPrecision.YEAR),
        ("1367-12", HIJRI, date(1989, 2, 20), BirthPrecision.MONTH),
        ("۱۳۶۷/۱۲/۲۴", HIJRI, date(1989, 3, 15), BirthPrecision.DAY),
        (" 1983.4.28 ", ETHIOPIAN, date(1991, 1, 6), BirthPrecision.DAY),
        ("1988-03-14", Calendar.GREGORIAN, date(1988, 3, 14), BirthPrecision.DAY),
    ],
)
def test_told_days_are_read_with_what_was_told(
    text: str, calendar: Calendar, day: date, precision: BirthPrecision
) -> None:
    found = read_told(text, calendar)
    assert (found.day, found.precision) == (day, precision)


@pytest.mark.parametrize("text", ["", "våren 1367", "1367-13", "1367-00", "1367-12-00", "1367-12-31", "9999-01-01"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Refused, match=r"birth\.not_a_date"):
        read_told(text, HIJRI)
