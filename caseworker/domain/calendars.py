"""Birth dates in the calendar they were told in: Ethiopian (and Eritrean) and Solar Hijri (Iran, Afghanistan).

Ethiopian years are counted in Amete Mihret and begin on Meskerem 1; the leap
years of the Solar Hijri calendar follow its 33-year cycles (K. M. Borkowski, "The Persian calendar for 3000 years",
Earth, Moon, and Planets 74, 1996), checked against known new years. Sources of the known dates stand in the tests.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from caseworker.domain.person import BirthPrecision
from caseworker.errors import Refused


class Calendar(StrEnum):
    """The calendar a date was told in (kalender)."""

    GREGORIAN = "gregorian"
    ETHIOPIAN = "ethiopian"
    SOLAR_HIJRI = "solar_hijri"


@dataclass(frozen=True, slots=True)
class ToldDay:
    """A told day in the Gregorian calendar, and how much of it was told; what is missing stands as the first."""

    day: date
    precision: BirthPrecision


_TOLD = re.compile(r"(\d{4})(?:[-/. ](\d{1,2})(?:[-/. ](\d{1,2}))?)?")
_ETHIOPIAN_EPOCH = date(8, 8, 27).toordinal()  # 1 Meskerem of the year 1; 29 August in the Julian calendar
_HIJRI_YEARS = 621  # its years begin in March of the Gregorian year that is so much higher
# years in which the 33-year cycles of the Solar Hijri calendar are broken (Borkowski)
_BREAKS = (-61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635, 2060, 2097, 2192, 2262, 2324, 2394, 2456, 3178)


def read_told(text: str, calendar: Calendar) -> ToldDay:
    """Read ``1367``, ``1367-12`` or ``1367-12-24`` of ``calendar`` in any digits.

    A year alone is known to the year although it lies in two Gregorian ones: its first day stands for it. Raises
    ``Refused("birth.not_a_date")``.
    """
    told = _TOLD.fullmatch("".join(str(int(sign)) if sign.isdecimal() else sign for sign in text.strip()))
    if told is None:
        raise Refused("birth.not_a_date")
    year, month, day = (None if part is None else int(part) for part in told.groups())
    precision = BirthPrecision.DAY if day else BirthPrecision.MONTH if month else BirthPrecision.YEAR
    wanted = int(year or 0), 1 if month is None else month, 1 if day is None else day
    try:
        return ToldDay(to_gregorian(calendar, *wanted), precision)
    except (ValueError, OverflowError):
        raise Refused("birth.not_a_date") from None


def to_gregorian(calendar: Calendar, year: int, month: int, day: int) -> date:
    """Return the Gregorian day. Raises ``ValueError`` for a day the calendar does not have."""
    if calendar is Calendar.GREGORIAN:
        return date(year, month, day)
    if not 1 <= day <= days_in_month(calendar, year, month):
        raise ValueError("no such day")
    if calendar is Calendar.ETHIOPIAN:
        return date.fromordinal(_ETHIOPIAN_EPOCH + 365 * (year - 1) + year // 4 + 30 * (month - 1) + day - 1)
    new_year = date(year + _HIJRI_YEARS, 3, _hijri_new_year(year)[0])
    return date.fromordinal(new_year.toordinal() + 31 * (month - 1) - max(month - 7, 0) + day - 1)


def days_in_month(calendar: Calendar, year: int, month: int) -> int:
    """Return how many days a month has in the Ethiopian or the Solar Hijri calendar; 0 for a month there is not."""
    if calendar is Calendar.ETHIOPIAN:
        return 30 if 1 <= month <= 12 else 0 if month != 13 else 6 if year % 4 == 3 else 5
    if not 1 <= month <= 12:
        return 0
    return 31 if month <= 6 else 30 if month < 12 or _hijri_new_year(year)[1] else 29


def _hijri_new_year(year: int) -> tuple[int, bool]:
    """Return the day of March on which the year begins, and whether it is a leap year."""
    if not _BREAKS[0] <= year < _BREAKS[-1]:
        raise ValueError("beyond the known years")
    place = bisect_right(_BREAKS, year)
    passed, jump = year - _BREAKS[place - 1], _BREAKS[place] - _BREAKS[place - 1]
    cycles = [until - since for since, until in pairwise(_BREAKS[:place])]
    leaps = -14 + sum(cycle // 33 * 8 + cycle % 33 // 4 for cycle in cycles)
    leaps += passed // 33 * 8 + (passed % 33 + 3) // 4
    if jump % 33 == 4 and jump - passed == 4:
        leaps += 1
    gregorian = year + _HIJRI_YEARS
    march = 20 + leaps - (gregorian // 4 - (gregorian // 100 + 1) * 3 // 4 - 150)
    if jump - passed < 6:
        passed += (jump + 4) // 33 * 33 - jump
    return march, ((passed + 1) % 33 - 1) % 4 == 0
