"""The process that runs out of memory: reads a workbook or makes a letter with hardly more than it has already."""

import random
import resource
from multiprocessing.connection import Connection
from pathlib import Path

from caseworker.domain.ids import PersonId
from caseworker.errors import CaseworkerError
from caseworker.services import importing, letters, people
from caseworker.store.register import Register
from tests.campaigns.hands import Ack, Acks, Hands, a_person
from tests.services.conftest import KEY, MAJ, NOW

LANGUAGES = ("sv", "en", "ar", "prs", "so", "ti", "uk")


def read_workbook(hands: Hands) -> Acks:
    """Take back what was read before and read a workbook of many people: the same rows twice would add nothing."""
    for batch in importing.list_batches(hands.register, by=MAJ):
        if batch.undone is None:
            importing.undo_batch(hands.register, batch=batch.id, by=MAJ)
    importing.read_workbook(hands.register, workbook=hands.workbook, by=MAJ)
    yield Ack("importing.read_workbook", "")


def make_letter(hands: Hands) -> Acks:
    """Make a letter, look at it and issue it, for somebody who is registered first."""
    person, language = PersonId(a_person(hands)), hands.chance.choice(LANGUAGES)
    yield Ack("people.register_person", person)
    letters.preview_letter(hands.register, person=person, sheet="valkommen", language=language, scale=2, by=MAJ)
    letters.issue_letter(hands.register, person=person, sheet="valkommen", language=language, how="saved", by=MAJ)
    yield Ack("letters.issue_letter", person)
    people.open_file(hands.register, person=person, by=MAJ)
    yield Ack("people.open_file", person)


WORK = {"import": read_workbook, "letter": make_letter}


def address_space() -> int:
    """Return how many bytes of addresses this process has taken."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()


def most_taken() -> int:
    """Return the most bytes of addresses this process has ever taken."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return 1024 * next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmPeak"))


def work_with(room: int | None, kind: str, path: Path, workbook: Path, seed: int, report: Connection) -> None:
    """Do a work with ``room`` more bytes (None: as many as it takes, and tell how many these were).

    ``report`` gets what was answered and how it ended: well, with a fault, or with another exception's name.
    """
    register = Register.open(path, key=KEY, clock=lambda: NOW)
    hands = Hands(register, workbook, "http://127.0.0.1:9", random.Random(seed))
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    before = address_space()
    if room is not None:
        resource.setrlimit(resource.RLIMIT_AS, (before + room, hard))
    answered: list[Ack] = []
    end: CaseworkerError | str = ""
    try:
        answered.extend(WORK[kind](hands))
    except CaseworkerError as fault:
        end = fault
    except Exception as fault:  # window and terminal make a sentence of it: it is not known by name
        end = type(fault).__name__
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    report.send((answered, end, most_taken() - before))
