"""A disk that is full or fails at any write: nothing answered is lost, nothing is half there, and saving works again.

Full is ``PRAGMA max_page_count``, stepped page by page, so that every allocation of every service is once the last one
that fits. Failing is a limit on the size of files in a process of its own: the write of the log fails at every place of
it with an error of the disk. Neither needs rights of an administrator, and both are the same every time.
"""

import multiprocessing
import random
import resource
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from caseworker.errors import CaseworkerError
from caseworker.i18n import ui_translator
from caseworker.messages import describe
from caseworker.store.register import Register
from caseworker.store.verify import verify
from tests.campaigns.errands import ERRANDS, lost
from tests.campaigns.hands import Ack, Hands, found_with_two
from tests.campaigns.tally import Tally, cases
from tests.services.conftest import KEY, NOW
from tests.services.test_safekeeping import give_room

PAGE = 4096
ROOM = 100_000
AGAIN = "the next save, with room"
FAILED = {
    "register.disk_failed",
    "register.disk_full",
    "file.not_written",
    "file.disk_full",
    "backup.no_place",
    "backup.none",
    "list.not_written",
    "record.not_written",
}


@dataclass
class Attempt:
    """How far an errand came: what was answered, and the fault that stopped it."""

    answered: list[Ack]
    fault: CaseworkerError | None


def attempt(errand: Iterator[Ack]) -> Attempt:
    """Go on with ``errand`` until it ends or is stopped by a known fault."""
    done = Attempt([], None)
    try:
        for ack in errand:
            done.answered.append(ack)
    except CaseworkerError as fault:
        done.fault = fault
    return done


@pytest.mark.campaign(id="K6", what="the disk full at every page a service needs (max_page_count)")
def test_a_disk_full_at_any_page_stops_a_service_and_harms_nothing(
    tmp_path: Path, workbook: Path, centre: str, tally: Tally
) -> None:
    register = Register.open(found_with_two(tmp_path / "register.db"), key=KEY, clock=lambda: NOW)
    hands = Hands(register, workbook, centre, random.Random(6))
    acked: set[Ack] = set()
    stopped: set[str] = set()
    swedish = ui_translator("sv").gettext
    chosen = list(ERRANDS)[:: cases(3, 1, 1)]
    for errand in chosen:
        for _again in range(cases(1, 3, 60)):
            give_room(register, hands.chance.randrange(12))
            for _until_stopped in range(200):
                tried = attempt(errand(hands))
                acked |= set(tried.answered)
                if tried.fault is not None:
                    break
            if tried.fault is not None:
                assert tried.fault.code == "register.disk_full", errand.__name__
                stopped.add(errand.__name__)
                told = describe(tried.fault, swedish)
                assert "full" in told.happened, told.text
                tally.count()
            assert lost(register, acked) == [], errand.__name__
            give_room(register, ROOM)
            assert attempt(errand(hands)).fault is None, errand.__name__
    assert stopped == {errand.__name__ for errand in chosen}
    assert verify(register).ok
    register.close()


def written(log: Path) -> int:
    """Return how long the log is."""
    return log.stat().st_size if log.exists() else 0


def fold(register: Register) -> None:
    """Fold the log into the register and empty it."""
    with register.raw_connection() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()


def places(log: Path, errand: Iterator[Ack], number: int, chance: random.Random) -> list[int]:
    """Do ``errand`` once and return so many places in what it writes to the log, in headers and in pages."""
    assert attempt(errand).fault is None
    return [0, *(chance.randrange(max(written(log), PAGE)) for _ in range(number - 1))]


def work_on_a_failing_disk(path: Path, workbook: Path, rounds: int, report: Connection) -> None:
    """Let every errand meet a failing write of the log at every place; runs in a process of its own."""
    log = path.with_name(f"{path.name}-wal")
    register = Register.open(path, key=KEY, clock=lambda: NOW)
    hands = Hands(register, workbook, "http://127.0.0.1:9", random.Random(16))
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    acked: set[Ack] = set()
    for errand in list(ERRANDS)[:: cases(3, 1, 1)]:
        if errand.__name__ in {"_release", "_office"}:  # a centre's answer is no matter of this disk
            continue
        fold(register)
        for place in places(log, errand(hands), rounds, hands.chance):
            fold(register)  # the log begins anew: every write makes it longer
            resource.setrlimit(resource.RLIMIT_FSIZE, (place, hard))
            tried = attempt(errand(hands))
            resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
            acked |= set(tried.answered)
            report.send((errand.__name__, tried.fault.code if tried.fault else "", lost(register, acked)))
        again = attempt(errand(hands)).fault
        report.send((AGAIN, again.code if again else "", lost(register, acked)))
    report.send(("the whole register", "", list(map(str, verify(register).findings))))
    register.close()
    report.send(None)


@pytest.mark.campaign(id="K6", what="the disk failing at places all over what a service writes (RLIMIT_FSIZE)")
def test_a_disk_that_fails_at_any_write_harms_nothing(tmp_path: Path, workbook: Path, tally: Tally) -> None:
    path = found_with_two(tmp_path / "register.db")
    forkserver = multiprocessing.get_context("forkserver")
    receiver, sender = forkserver.Pipe(duplex=False)
    rounds = cases(3, 20, 300)
    process = forkserver.Process(target=work_on_a_failing_disk, args=(path, workbook, rounds, sender), daemon=True)
    process.start()
    sender.close()
    codes: dict[str, set[str]] = {}
    while (told := receiver.recv()) is not None:
        errand, code, harm = told
        assert harm == [], errand
        codes.setdefault(errand, set()).add(code)
        tally.count()
    process.join()
    receiver.close()
    assert codes.pop(AGAIN) == codes.pop("the whole register") == {""}
    for errand, seen in codes.items():
        assert seen <= {"", *FAILED}, errand
        assert seen & FAILED, f"{errand} met no failing write"
