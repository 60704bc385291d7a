"""``kill -9`` while a note is typed: what was kept is there to the letter, and no more than two seconds are lost.

The window is real and types into the editor of Personakt; the register is opened as the next morning would.
"""

import os
import random
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from caseworker.domain.ids import PersonId
from caseworker.domain.intake import Intake
from caseworker.services import people
from caseworker.store.register import Register
from caseworker.store.verify import verify
from tests.campaigns.tally import SLICE, Tally, cases
from tests.store.fixtures import FOUNDER, KEY, StandingClock, register_file, register_template
from tests.ui.note_typing_child import WORDS

__all__ = ["register_file", "register_template"]
ROOT = Path(__file__).resolve().parents[2]
MOST_LOST = 2.0  # seconds of typing


@dataclass
class Said:
    """What a child said before it died: when each letter was typed, and how many were kept."""

    typed: dict[int, float] = field(default_factory=dict)
    kept: int = 0

    def hear(self, line: str) -> None:
        """Take one line of its output; one that was cut off says nothing."""
        match line.split():
            case ["typed", number, moment] if line.endswith("\n"):
                self.typed[int(number)] = float(moment)
            case ["kept", number] if line.endswith("\n"):
                self.kept = int(number)


def killed_while_typing(path: Path, person: str, chance: random.Random) -> tuple[Said, float]:
    """Let somebody type, kill her at a random instant after the first keeping; return what she said and when."""
    said, first = Said(), threading.Event()
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.note_typing_child", str(path), person],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip

    def listen() -> None:
        assert child.stdout is not None
        for line in child.stdout:
            said.hear(line)
            if said.kept:
                first.set()
        first.set()

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    try:
        assert first.wait(120)
        assert said.kept, "it ended by itself"
        time.sleep(chance.uniform(0, 2.5))  # anywhere between two keepings
    finally:
        killed = time.monotonic()
        child.kill()
        child.wait()
        listener.join(30)
        assert child.stdout is not None
        child.stdout.close()
    return said, killed


@pytest.mark.campaign(id="K1n", what="kill -9 while a note is typed in the window")
def test_a_kill_while_typing_loses_no_kept_letter(register_file: Path, tmp_path: Path, tally: Tally) -> None:
    opened = Register.open(register_file, key=KEY, clock=StandingClock())
    person = PersonId(people.register_person(opened, intake=Intake(given="Samira"), by=FOUNDER).created)
    opened.close()
    chance, longest = random.Random(20261122), 0.0
    for number in range(cases(1, 20, 200)):
        path = tmp_path / f"{number}" / "register.db"
        path.parent.mkdir()
        shutil.copy(register_file, path)
        said, killed = killed_while_typing(path, person, chance)
        register = Register.open(path, key=KEY, clock=StandingClock())
        with register.read() as reader:
            (note,) = reader.person_file(person).notes
        assert note.signed is None
        assert note.text == WORDS[: len(note.text)]
        assert len(note.text) >= said.kept > 0
        lost = [moment for letter, moment in said.typed.items() if letter > len(note.text)]
        longest = max(longest, killed - min(lost, default=killed))
        assert verify(register).ok
        register.close()
        shutil.rmtree(path.parent)
        tally.count()
    sys.stdout.write(f"most that was lost: {longest:.2f} s of typing\n")
    if os.environ.get("CASEWORKER_CAMPAIGN", SLICE) != SLICE:
        assert longest <= MOST_LOST
