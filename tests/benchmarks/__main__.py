"""``make bench``: everything that was promised about speed, measured in one run, into docs/benchmarks.md.

A missed bar is written down as missed; nothing here fails because of it. Rows can be named to measure only those; the
page is written only by a whole run.
"""

import gc
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from tests.benchmarks import (
    backup_rows,
    errand_rows,
    import_bench,
    law_rows,
    ledger,
    letter_rows,
    linkage_rows,
    register_rows,
    today_rows,
    trust_rows,
    window_rows,
)
from tests.benchmarks.ledger import Row
from tests.benchmarks.office import PEOPLE, Office, found, keep_settings_in

PAGE = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
END_OF_MEASURED = "<!-- below: written by hand -->"
_INTRODUCTION = """\
# How fast it is

Written by `make bench`. Ratios decide: both sides of a row are measured in one run, in turns, over {rounds} rounds, and
the medians are compared. Milliseconds and seconds are information about one machine: {machine}. Measured {day}, in
{minutes:.0f} minutes.
"""
Measure = Callable[[Office], Row | list[Row]]
MEASURES: dict[str, Measure] = {
    "paint": window_rows.first_paint_row,
    "unlock": register_rows.unlock_row,
    "search": register_rows.search_rows,
    "linkage": linkage_rows.linkage_rows,
    "list": window_rows.long_list_rows,
    "overview": window_rows.overview_rows,
    "letters": letter_rows.letter_rows,
    "plan": lambda _office: errand_rows.plan_row(),
    "save": register_rows.save_row,
    "demo": lambda _office: errand_rows.demo_row(),
    "import": lambda _office: import_bench.import_rows(),
    "derivation": lambda _office: register_rows.derivation_row(),
    "law": lambda _office: law_rows.law_rows(),
    "today": lambda office: today_rows.today_rows(office.folder.parent / "today"),
    "verify": register_rows.verify_row,
    "backup": lambda office: backup_rows.backup_rows(office.folder.parent / "backed"),
    "trust": lambda office: trust_rows.old_office_rows(office.folder.parent / "old"),
}


def main(names: list[str]) -> None:
    """Measure everything, or the named rows; print, and after a whole run write the page."""
    begun = time.monotonic()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as place:
        keep_settings_in(Path(place))
        _say(f"making a register of {PEOPLE} people and its plain twin")
        office = found(Path(place), PEOPLE)
        for name in names or MEASURES:
            _say(name)
            gc.collect()
            gc.freeze()  # what an earlier part left is not walked through while this one is measured
            measured = MEASURES[name](office)
            rows += measured if isinstance(measured, list) else [measured]
            _say("\n".join(ledger.table(rows)[-len(measured) if isinstance(measured, list) else -1 :]))
    if not names:
        minutes = (time.monotonic() - begun) / 60
        head = _INTRODUCTION.format(rounds=ledger.ROUNDS, machine=ledger.machine(), day=date.today(), minutes=minutes)
        PAGE.write_text("\n".join([head, *ledger.table(rows), "", _by_hand()]), encoding="utf-8")
    missed = [row.what for row in rows if row.reached is False]
    _say(f"{len(missed)} of {sum(row.reached is not None for row in rows)} bars missed {missed or ''}")


def _by_hand() -> str:
    """Return what people have written under the measured table, so that a new run keeps it."""
    written = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    return END_OF_MEASURED + (written.partition(END_OF_MEASURED)[2] or "\n")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
