"""Days as they are typed and shown. Reads Gregorian dates only; never asks what day it is."""

import re
from dataclasses import dataclass
from datetime import date

from caseworker.domain.person import BirthPrecision

_TYPED = re.compile(r"(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class TypedDay:
    """A typed day and how much of it was given; the missing parts stand as the first of the month or year."""

    day: date
    precision: BirthPrecision


def read_day(text: str) -> TypedDay | None:
    """Return ``1993``, ``1993-05``, ``1993-05-12`` or ``19930512`` as a day, or None when it is not one."""
    match = _TYPED.fullmatch("".join(text.split()))
    if match is None:
        return None
    year, month, day = match.groups()
    precision = BirthPrecision.DAY if day else BirthPrecision.MONTH if month else BirthPrecision.YEAR
    try:
        return TypedDay(date(int(year), int(month or 1), int(day or 1)), precision)
    except ValueError:
        return None


def read_full_day(text: str) -> date | None:
    """Return a day given to the day, or None."""
    typed = read_day(text)
    return typed.day if typed is not None and typed.precision is BirthPrecision.DAY else None


def birth_text(born: date | None, precision: str) -> str:
    """Write a birth date with no more than what is known of it: ``1993``, ``1993-05`` or ``1993-05-12``."""
    if born is None:
        return ""
    length = {BirthPrecision.YEAR: 4, BirthPrecision.MONTH: 7}.get(BirthPrecision(precision), 10)
    return born.isoformat()[:length]
