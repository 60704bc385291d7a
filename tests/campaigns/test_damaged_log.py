"""The write-ahead log cut off, flipped or with a sector of zeros: an exact prefix of what was saved, or a name.

The log is what a crash leaves beside the register. Whatever happened to it, the register opens as it was after some
commit, whole, or refuses with a fault that has a sentence; and if what is missing had been anchored, that is said.
"""

import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from caseworker.errors import EnvironmentFault
from caseworker.services import notes
from caseworker.store.integrity import ROLLED_BACK
from caseworker.store.register import Register
from caseworker.store.verify import verify
from tests.campaigns.office import Office, office, opened
from tests.campaigns.tally import Tally, cases
from tests.services.conftest import MAJ, NOW

COMMITS = 30
ANCHORED = 12
SECTOR = 512


@dataclass(frozen=True)
class Seen:
    """What a register holds after a commit."""

    audit: int
    notes: int
    drafts: int


def seen(register: Register) -> Seen:
    """Return what ``register`` holds."""
    with register.raw_connection() as connection:
        return Seen(
            *(
                connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()  # noqa: S608  # fixed names
                for table in ("audit", "notes", "drafts")
            )
        )


def damaged(log: bytes, chance: random.Random) -> bytes:
    """Return ``log`` after an accident."""
    place = chance.randrange(len(log))
    match chance.randrange(3):
        case 0:
            return log[:place]
        case 1:
            return log[:place] + bytes([log[place] ^ 1 << chance.randrange(8)]) + log[place + 1 :]
        case _:
            start = place // SECTOR * SECTOR
            return log[:start] + bytes(len(log[start : start + SECTOR])) + log[start + SECTOR :]


def work(made: Office) -> tuple[dict[str, bytes], dict[Path, bytes], list[Seen]]:
    """Save a note or a draft in each of many commits.

    Returns the files as a crash leaves them, in the folder and outside, and every state.
    """
    register = made.open()
    states = [seen(register)]
    for number in range(COMMITS):
        person = made.people[number % len(made.people)]
        if number % 3:
            notes.write_note(register, person=person, text="x" * 500, happened_on=NOW.date(), by=MAJ)
        else:
            with register.change(by=MAJ) as tx:
                tx.put_draft("note", f"{number}", "y" * 500)
                tx.commit()
        states.append(seen(register))
        if number == ANCHORED:
            register.anchor()
    files, outside = made.snapshot(), made.outside()
    register.close()
    return files, outside, states


@pytest.mark.campaign(id="K4", what="the write-ahead log cut off, flipped by a bit or with a sector of zeros")
def test_a_damaged_log_leaves_an_exact_prefix_of_what_was_saved(tmp_path: Path, tally: Tally) -> None:
    made = office(tmp_path)
    files, outside, states = work(made)
    log = files["register.db-wal"]
    assert len(log) > COMMITS * 4096
    chance = random.Random(4)
    opened_as = set()
    for _ in range(cases(20, 300, 3000)):
        made.put({**files, "register.db-wal": damaged(log, chance)})
        made.put_outside(outside)
        register = opened(made)
        if isinstance(register, EnvironmentFault):
            assert register.code == "register.damaged"
        else:
            now = seen(register)
            assert now in states
            opened_as.add(now)
            behind = now.audit < states[ANCHORED + 1].audit
            assert [finding.code for finding in register.faults] == ([ROLLED_BACK] if behind else [])
            assert [finding.code for finding in verify(register).findings] == ([ROLLED_BACK] if behind else [])
            register.close()
        tally.count()
    assert len(opened_as) > 5
