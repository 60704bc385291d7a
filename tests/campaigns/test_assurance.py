"""The page of campaigns: every size keeps its own table, and what was written by hand stays."""

import json
from datetime import date

from tests.campaigns.assurance import MARK, page, read_results, table
from tests.campaigns.tally import LONG, SHORT

LINES = [
    json.dumps({"id": id, "what": what, "tried": tried, "held": held, "seconds": seconds})
    for id, what, tried, held, seconds in (
        ("K2", "contending", 50, True, 3.0),
        ("", "without a number", 1, True, 1.0),
        ("K1", "kill -9", 150, True, 30.0),
        ("K1", "kill -9", 50, False, 20.0),
    )
]


def test_the_parts_of_one_campaign_are_one_row_and_one_failure_is_enough() -> None:
    rows = read_results(LINES)
    assert [(row.id, row.tried, row.held, row.seconds) for row in rows] == [
        ("K1", 200, False, 50.0),
        ("K2", 50, True, 3.0),
        ("", 1, True, 1.0),
    ]


def test_a_run_exchanges_its_own_table_and_nothing_else() -> None:
    rows = read_results(LINES)
    short, again, long = (
        table(size, rows, day=date(2026, 11, day), commit=f"abc{day}")
        for size, day in ((SHORT, 1), (SHORT, 2), (LONG, 3))
    )
    written = page("", SHORT, short).removesuffix("\n") + "\nBy hand: found two.\n"
    written = page(written, LONG, long)
    assert written.count("abc1") == written.count("abc3") == 1
    written = page(written, SHORT, again)
    assert ("abc1" in written, written.count("abc2"), written.count("abc3")) == (False, 1, 1)
    assert written.endswith(f"{MARK}\nBy hand: found two.\n")
    assert page(written, SHORT, again) == written
    assert "| K1 | kill -9 | 200 | **it did not hold** | 50 |" in written
    assert "| K2 | contending | 50 | none | 3 |" in written
