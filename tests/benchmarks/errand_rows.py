"""How long a plan takes, and the whole errand on made-up people."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.ledger import Row, median
from tests.letters.test_plan_paper import pdf as plan_pdf

PERSONS = 300
DEMO_SECONDS = 60.0
PLANS, PLAN_MS = 20, 100.0


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
