"""Letters to many from a register, in a process of its own, so that its memory is that of the job alone.

python -m tests.benchmarks.many_letters FOLDER LETTERS
"""

import json
import subprocess
import sys
import time
from pathlib import Path

from caseworker.domain.ids import PersonId
from caseworker.domain.letter_merge import MergeChoice, Merged
from caseworker.letters.compose import ComposedLetter
from caseworker.services import letter_batch, people
from tests.benchmarks.long_list import memory
from tests.benchmarks.office import Office

_SHEET = "valkommen"


def many_letters(office: Office, letters: int) -> dict[str, float]:
    """Return how many letters were made, their bytes, the processor's seconds and the most memory held."""
    command = [sys.executable, "-m", "tests.benchmarks.many_letters", str(office.folder), str(letters)]
    told = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    return dict(json.loads(told))


def main(folder: Path, letters: int) -> None:
    """Make one sheet for the first ``letters`` people of a register, each in her language, and print what it took."""
    session = Office(folder, folder, 0, b"").unlock()
    register, by = session.register, session.user
    found = tuple(PersonId(row.id) for row in people.list_people(register, offset=0, limit=letters, by=by))
    rows = letter_batch.plan_merge(register, choice=MergeChoice(people=found), sheet=_SHEET, by=by)
    held = {"letters": 0, "bytes": 0}

    def take(_merged: Merged, letter: ComposedLetter | None) -> bool:
        if letter is not None:
            held["letters"] += 1
            held["bytes"] += len(letter.pdf)
        return True

    begun = time.process_time()
    letter_batch.run_merge(register, rows=rows, sheet=_SHEET, how="saved", take=take, by=by)
    taken = time.process_time() - begun
    session.close()
    sys.stdout.write(json.dumps({**held, "seconds": taken, "peak": memory()["peak"]}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
