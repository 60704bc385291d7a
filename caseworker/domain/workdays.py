"""Working days in Sweden: Monday to Friday that are neither red days nor the eves that count as Sundays.

Source: lag (1989:253) om allmänna helgdagar, before it lag (1952:48), as the library ``holidays`` has them; lag
(1930:173) om beräkning av lagstadgad tid 2 § for the eves of midsummer, Christmas and the new year. The library knows
the years 1953 to 2100; in other years only Saturdays and Sundays are free.
"""

from datetime import date, timedelta
from functools import cache

_SATURDAY = 5


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
    from holidays.constants import DE_FACTO, PUBLIC  # a tenth of a second that the first window does not pay
    from holidays.countries.sweden import Sweden

    return frozenset(Sweden(years=year, categories=(PUBLIC, DE_FACTO)))
