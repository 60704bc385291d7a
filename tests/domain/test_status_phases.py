"""The phases of the first years are worked out from the first reception."""

from datetime import date

import pytest

from caseworker.domain.status import Phase, establishment_ends, phase

RECEIVED = date(2024, 2, 29)


@pytest.mark.parametrize(
    ("received", "last"),
    [(RECEIVED, date(2026, 2, 28)), (date(2025, 12, 1), date(2027, 12, 1)), (date(2025, 8, 31), date(2027, 8, 31))],
)
def test_the_first_time_is_twenty_four_months(received: date, last: date) -> None:
    assert establishment_ends(received) == last


@pytest.mark.parametrize(
    ("received", "day", "expected"),
    [
        (None, date(2026, 2, 1), Phase.BEFORE),
        (RECEIVED, date(2024, 2, 28), Phase.BEFORE),
        (RECEIVED, RECEIVED, Phase.NEWLY_ARRIVED),
        (RECEIVED, date(2026, 2, 28), Phase.NEWLY_ARRIVED),
        (RECEIVED, date(2026, 3, 1), Phase.ESTABLISHED),
    ],
)
def test_a_phase_follows_from_the_reception(received: date | None, day: date, expected: Phase) -> None:
    assert phase(received, day) is expected
