"""What was measured, against what, and whether the promise is kept: medians, percentiles and the table they end in.

Knows nothing of the program. A figure without a reference is information, never a promise kept.
"""

import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. ``bar`` is the promise in words, "" for information; ``reached`` is None then."""

    what: str
    ours: str
    reference: str = ""
    ratio: str = ""
    bar: str = ""
    reached: bool | None = None


def median(values: Sequence[float]) -> float:
    """Return the middle value."""
    return statistics.median(values)


def percentile(values: Sequence[float], hundredths: int) -> float:
    """Return the value that ``hundredths`` percent of ``values`` do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(hundredths / 100 * (len(ordered) - 1)))]


def timed(act: Callable[[], object]) -> float:
    """Return the seconds one call takes."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def in_turns(
    ours: Callable[[int], float], theirs: Callable[[int], float], count: int
) -> tuple[list[float], list[float]]:
    """Measure both ``count`` times, call by call, taking turns in who goes first. Each returns its own seconds."""
    mine, other = [], []
    for number in range(count):
        if number % 2:
            other.append(theirs(number))
            mine.append(ours(number))
        else:
            mine.append(ours(number))
            other.append(theirs(number))
    return mine, other


def ms(seconds: float) -> str:
    """Return seconds as milliseconds in words."""
    return f"{seconds * 1000:.2f} ms" if seconds < 0.01 else f"{seconds * 1000:.0f} ms"


def against(what: str, ours: float, reference: float, most: float) -> Row:
    """Return a row for two durations in seconds and the largest ratio promised; ``what`` is "ours | the reference"."""
    ratio = ours / reference
    mine, _, theirs = what.partition(" | ")
    return Row(mine, ms(ours), f"{theirs}: {ms(reference)}", f"{ratio:.2f}", f"≤ {most} ×", ratio <= most)


def at_most(what: str, ours: float, most: float, unit: str) -> Row:
    """Return a row for a figure that has a ceiling of its own and no reference."""
    return Row(what, f"{ours:.1f} {unit}", bar=f"≤ {most:g} {unit}", reached=ours <= most)


def machine() -> str:
    """Return what the figures were measured on, without names and paths."""
    model = ""
    if Path("/proc/cpuinfo").exists():
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{model or platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}"
    )


def table(rows: Sequence[Row]) -> list[str]:
    """Return the rows as a Markdown table."""
    head = ("what", "ours", "reference", "ratio", "bar", "reached")
    words = {True: "yes", False: "**no**", None: ""}
    cells = [(row.what, row.ours, row.reference, row.ratio, row.bar, words[row.reached]) for row in rows]
    return [f"| {' | '.join(line)} |" for line in (head, ("---",) * len(head), *cells)]
