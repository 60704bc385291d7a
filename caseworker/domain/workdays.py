"""Working days in Sweden: Monday to Friday that are neither red days nor the eves that count as Sundays.

Source: lag (1989:253) om allmänna helgdagar; lag (1930:173) om beräkning av lagstadgad tid 2 § for the eves of
midsummer, Christmas and the new year.
"""

from datetime import date, timedelta
from functools import cache

_SATURDAY = 5
_FIXED = ((1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31))
_FROM_EASTER = (-2, 0, 1, 39, 49)  # långfredagen, påskdagen, annandag påsk, Kristi himmelsfärds dag, pingstdagen


def is_workday(day: date) -> bool:
    """Tell whether ``day`` is a working day (arbetsdag)."""
    return day.weekday() < _SATURDAY and day not in red_days(day.year)


def workdays_after(first: date, count: int) -> date:
    """Return the working day that is the ``count``-th after ``first``."""
    day = first
    while count:
        day += timedelta(days=1)
        count -= is_workday(day)
    return day


@cache
def red_days(year: int) -> frozenset[date]:
    """Return the days of ``year`` that are not worked whatever weekday they fall on (helgdagar and the three eves)."""
    easter = easter_day(year)
    midsummer = _saturday_from(date(year, 6, 20))
    all_saints = _saturday_from(date(year, 10, 31))
    moving = {easter + timedelta(days=step) for step in _FROM_EASTER}
    return frozenset(
        {*moving, midsummer, midsummer - timedelta(days=1), all_saints, *(date(year, *day) for day in _FIXED)}
    )


def easter_day(year: int) -> date:
    """Return Easter Sunday (påskdagen) by the Gregorian computus."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _saturday_from(day: date) -> date:
    return day + timedelta(days=(_SATURDAY - day.weekday()) % 7)
