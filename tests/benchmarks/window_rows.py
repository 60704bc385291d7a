"""The window's own speed, each time in fresh processes without a screen: first paint, and a list of 100 000 people."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from tests.benchmarks.ledger import ROUNDS, Row, against, at_most, in_turns, median, percentile
from tests.benchmarks.office import Office

STARTS = 4  # in each round, of each kind
# the offscreen plugin remarks on every window that it has no window manager
_OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1", "QT_LOGGING_RULES": "qt.qpa.*=false"}


def first_paint_row(office: Office) -> Row:
    """From process start to the painted unlock screen, beside a bare window by the same library."""

    def start(*arguments: str) -> Callable[[int], float]:
        command = [sys.executable, "-m", "tests.benchmarks.first_paint", *arguments]
        return lambda _number: _painted_after(command, _environment(office))

    ours, bare = start("ours", str(office.folder)), start("bare")
    in_turns(ours, bare, 2)
    pairs = [in_turns(ours, bare, STARTS) for _ in range(ROUNDS)]
    mine = median([median(one) for one, _ in pairs])
    theirs = median([median(other) for _, other in pairs])
    return against("process start to the painted unlock screen | bare PySide6 window", mine, theirs, 1.5)


def long_list_rows(office: Office) -> list[Row]:
    """Full-page jumps in the real Personer page, and the memory of the whole program while it shows them."""
    runs = [_long_list(office) for _ in range(ROUNDS)]
    tails = [percentile(run["frames"], 95) * 1000 for run in runs]
    middles = [percentile(run["frames"], 50) * 1000 for run in runs]
    resident = median([run["resident"] for run in runs]) / 1e6
    peak = median([run["peak"] for run in runs]) / 1e6
    what = f"list of {office.people} people"
    return [
        at_most(
            f"{what}: processor time of a full-page jump, p95 (p50 {median(middles):.1f} ms)", median(tails), 16, "ms"
        ),
        at_most(
            f"{what}: memory of the program (at most {peak:.0f} MB, while the key is derived)", resident, 300, "MB"
        ),
    ]


def overview_rows(office: Office) -> list[Row]:
    """A file from the call to the painted Översikt, and a repaint of a journey of 200 items with the day moved."""
    runs = [_told("overview", office) for _ in range(ROUNDS)]
    header, whole, repaint = (
        median([percentile(run[name], 95) * 1000 for run in runs]) for name in ("header", "whole", "repaints")
    )
    return [
        at_most("file of a person: head painted, p95", header, 100, "ms"),
        at_most("file of a person: Översikt painted with journey and rights, p95", whole, 300, "ms"),
        at_most("journey of 200 items: processor time of a repaint with the day moved, p95", repaint, 16, "ms"),
    ]


def _told(module: str, office: Office) -> dict[str, Any]:
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", str(office.folder)]
    ended = subprocess.run(command, stdout=subprocess.PIPE, env=_environment(office), check=True)
    told: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return told


def _environment(office: Office) -> dict[str, str]:
    """Return the surroundings of a measured process: no screen, every module compiled as in an installed program."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **_OFFSCREEN, "PYTHONPYCACHEPREFIX": str(office.folder.with_name("compiled"))}


def _painted_after(command: list[str], environment: dict[str, str]) -> float:
    begun = time.monotonic_ns()
    ended = subprocess.run(command, stdout=subprocess.PIPE, env=environment, check=True)
    return (int(ended.stdout.split()[-1]) - begun) / 1e9


def _long_list(office: Office) -> dict[str, Any]:
    told = _told("long_list", office)
    if told["rows"] != office.people:
        raise RuntimeError("the list does not hold everybody")
    return told
