"""Amounts of law (belopp): what a person, a municipality or a region gets, by dated rows.

An amount is looked up by its code, what or whom it is for, and the day of the event. Where no text is known for that
day the amount is missing, never nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseworker.domain.law import Certainty, Rule


class Measure(StrEnum):
    """What the numbers of a row are."""

    ORE = "ore"  # hundredths of a krona
    BASIS_POINTS = "basis_points"  # hundredths of a per cent, of a cost or of prisbasbeloppet
    YEARS = "years"
    COUNT = "count"


class Per(StrEnum):
    """What one amount is paid for."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    PERIOD = "period"  # four weeks
    YEAR = "year"
    CALENDAR_YEAR = "calendar_year"
    ONCE = "once"
    PAYMENT = "payment"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class AmountRow:
    """One dated row: ``values`` by what or whom it is for.

    ``received_from`` and ``received_to`` (both included) divide people by the day they were first received in a
    municipality, where the law keeps an older rule for those who came before.
    """

    code: str
    measure: Measure
    per: Per
    values: Mapping[str, int]
    received_from: date | None
    received_to: date | None
    sv: str
    rule: Rule

    def holds(self, day: date, received: date | None) -> bool | None:
        """Tell whether the row holds on ``day``; None where it takes the day of reception to know."""
        if not self.rule.holds_on(day):
            return False
        if self.received_from is None and self.received_to is None:
            return True
        if received is None:
            return None
        return (self.received_from or date.min) <= received <= (self.received_to or date.max)

    def meets(self, other: "AmountRow") -> bool:
        """Tell whether both rows could hold for one person on one day."""
        together = max(self.rule.valid_from, other.rule.valid_from) <= min(
            self.rule.valid_to or date.max, other.rule.valid_to or date.max
        )
        alike = max(self.received_from or date.min, other.received_from or date.min) <= min(
            self.received_to or date.max, other.received_to or date.max
        )
        return self.code == other.code and together and alike


@dataclass(frozen=True, slots=True)
class Amounts:
    """Every row, in the order of the files."""

    rows: tuple[AmountRow, ...]

    def codes(self) -> tuple[str, ...]:
        """Return the codes of amounts that are more than a proposal, in the order of the files."""
        return tuple(dict.fromkeys(row.code for row in self.applied()))

    def row(self, code: str, day: date, received: date | None = None) -> AmountRow | None:
        """Return the row of ``code`` that decides on ``day``; None where none does or ``received`` is not known.

        A row whose text is not known is returned, so that it can be said; a proposed one never is.
        """
        held = [(row, row.holds(day, received)) for row in self.applied() if row.code == code]
        if any(holds is None for _row, holds in held):
            return None
        return next((row for row, holds in held if holds), None)

    def value(self, code: str, of: str, day: date, received: date | None = None) -> int | None:
        """Return an amount in the measure of its row; None is missing, never nothing."""
        row = self.row(code, day, received)
        return None if row is None else row.values.get(of)

    def applied(self) -> Sequence[AmountRow]:
        """Return the rows that are more than a proposal."""
        return [row for row in self.rows if row.rule.certainty is not Certainty.PROPOSED]
