"""Writing docs/assurance.md: what each campaign tried and found, one table per size of run, words by hand below."""

import json
import os
import platform
import subprocess
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from tests.campaigns.tally import LONG, SHORT, SLICE, Result

MARK = "<!-- below: written by hand -->"
TITLES = {SLICE: "The slices of `make test`", SHORT: "`make campaigns-short`", LONG: "`make campaigns`"}
_INTRODUCTION = """\
# What was tried to break it

Written by `make campaigns-short` and `make campaigns` from their own results. A campaign repeats one kind of accident
or attack; *cases* is how often it was tried, *failed* is what did not hold in that very run. Faults that a campaign has
found before, and what was done about them, stand below the tables.
"""


def read_results(lines: Iterable[str]) -> list[Result]:
    """Return the results of a run, by id and words; the parts of one campaign become one row."""
    rows: dict[tuple[str, str], Result] = {}
    for line in lines:
        one = Result(**json.loads(line))
        before = rows.get((one.id, one.what), Result(one.id, one.what, 0, True, 0.0))
        rows[one.id, one.what] = Result(
            one.id,
            one.what,
            before.tried + one.tried,
            before.held and one.held,
            before.seconds + one.seconds,
        )
    return sorted(rows.values(), key=lambda row: (row.id or "~", row.what))


def table(size: str, results: Sequence[Result], *, day: date, commit: str) -> str:
    """Return the section of one run."""
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    lines = [
        f"## {TITLES[size]}",
        f"{day.isoformat()}, commit {commit}, {machine}, {sum(row.seconds for row in results) / 60:.0f} minutes.",
        "",
        "| campaign | what was tried | cases | failed | seconds |",
        "| --- | --- | ---: | --- | ---: |",
        *(f"| {row.id} | {row.what} | {row.tried} | {_found(row)} | {row.seconds:.0f} |" for row in results),
    ]
    return "\n".join(lines) + "\n"


def _found(row: Result) -> str:
    return "none" if row.held else "**it did not hold**"


def page(before: str, size: str, section: str) -> str:
    """Return the page with the section of ``size`` exchanged; other sizes and the words by hand are kept."""
    written, _, by_hand = before.partition(MARK)
    kept = {other: _section(written, other) for other in TITLES}
    kept[size] = section
    return "\n".join((_INTRODUCTION, *(part for part in kept.values() if part), MARK)) + (by_hand or "\n")


def _section(written: str, size: str) -> str:
    _, heading, rest = written.partition(f"## {TITLES[size]}\n")
    return heading + rest.partition("\n## ")[0].rstrip("\n") + "\n" if heading else ""


def write(path: Path, results: Path, size: str) -> None:
    """Bring the page at ``path`` up to date with the ``results`` of one run."""
    git = ["git", "-C", str(path.parent)]
    commit = subprocess.run([*git, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True).stdout
    rows = read_results(results.read_text(encoding="utf-8").splitlines())
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    section = table(size, rows, day=date.today(), commit=commit.strip())  # noqa: DTZ011 - the day on this machine
    path.write_text(page(before, size, section), encoding="utf-8")
