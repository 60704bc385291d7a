"""Letters beside WeasyPrint, and how long the whole errand on made-up people takes."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.ledger import ROUNDS, Row, median
from tests.benchmarks.letters_bench import letters_per_second, weasyprint_letters_per_second
from tests.letters.test_plan_paper import pdf as plan_pdf

LETTERS, THEIR_LETTERS = 40, 4  # in each round
TIMES_AS_FAST, A_SECOND = 10.0, 25.0
PERSONS = 300
DEMO_SECONDS = 60.0
PLANS, PLAN_MS = 20, 100.0


def letter_rows() -> list[Row]:
    """Two-page letters, Swedish beside Arabic, one file a letter; both engines in one process, in turns."""
    letters_per_second(5)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(letters_per_second(LETTERS))
        theirs.append(weasyprint_letters_per_second(THEIR_LETTERS))
    mine, other = median(ours), median(theirs)
    what = "letters of two pages, sv beside ar, a processor second"
    ratio = mine / other
    return [
        Row(
            what,
            f"{mine:.1f}",
            f"WeasyPrint: {other:.2f}",
            f"{ratio:.1f}",
            f"≥ {TIMES_AS_FAST:g} ×",
            ratio >= TIMES_AS_FAST,
        ),
        Row(what, f"{mine:.1f}", bar=f"≥ {A_SECOND:g}", reached=mine >= A_SECOND),
    ]


def plan_row() -> Row:
    """A plan with changes of every kind, Swedish beside Arabic, as PDF in memory."""
    plan_pdf("ar")
    taken = []
    for _ in range(PLANS):
        begun = time.process_time()
        plan_pdf("ar")
        taken.append(1000 * (time.process_time() - begun))
    ms = median(taken)
    return Row("a plan, sv beside ar, processor ms", f"{ms:.0f} ms", bar=f"≤ {PLAN_MS:g} ms", reached=ms <= PLAN_MS)


def demo_row() -> Row:
    """The demo of 300 people in a process of its own, from its start to its end."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "caseworker.start", "demo", "--persons", str(PERSONS), "--seed", "1"]
        begun = time.monotonic()
        subprocess.run([*command, "--dir", str(Path(folder) / "demo")], stdout=subprocess.DEVNULL, check=True)
        taken = time.monotonic() - begun
    what = f"demo: {PERSONS} people from an empty folder to the checked register"
    return Row(what, f"{taken:.0f} s", bar=f"≤ {DEMO_SECONDS:g} s", reached=taken <= DEMO_SECONDS)
