"""A process that opens a register, reads people, counts how often one of them lies in its memory, and locks."""

import os
import shutil
import sys
from pathlib import Path

import caseworker.app
from caseworker.app import Application
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import Intake
from caseworker.services import people
from tests.app.memory import RAISED, hits
from tests.app.offices import NAME, PHRASE


def main() -> None:
    """Do that with the register in ``argv[1]``; ``argv[2]`` "no disk" takes the anchor's folder away first."""
    word = os.read(0, 200).decode().strip()
    raised = word.encode().translate(RAISED)
    session = Application(folder=Path(sys.argv[1])).unlock(NAME, PHRASE)
    made = people.register_person(session.register, intake=Intake(given=word), by=session.user)
    file = people.open_file(session.register, person=PersonId(made.created), by=session.user)
    sys.stdout.write(f"{os.getpid()} {hits(raised)} {len(file.names)}\n")
    if sys.argv[2] == "no disk":
        config = Path(os.environ["XDG_CONFIG_HOME"])
        shutil.rmtree(config)
        config.write_bytes(b"")
    # the unlock screen is a window; here something looks at what is left of us instead
    command = [sys.executable, "-m", "tests.app.memory", raised.hex()]
    caseworker.app.restart_command = lambda folder: command
    session.lock()


if __name__ == "__main__":
    main()
