"""No memory left in the middle of an import or a letter: a sentence or a clean end, no half data, and the next works.

The limit is on the addresses of a process of its own, drawn between none and what the work takes at most.
"""

import random
from multiprocessing import get_context
from pathlib import Path

import pytest
import xlsxwriter

from caseworker.errors import CaseworkerError
from caseworker.i18n import ui_translator
from caseworker.messages import describe
from caseworker.store.register import Register
from caseworker.store.verify import verify
from tests.campaigns.errands import lost
from tests.campaigns.hands import Ack, Hands, found_with_two
from tests.campaigns.killing import preload
from tests.campaigns.little_memory import WORK, work_with
from tests.campaigns.tally import Tally, cases
from tests.services.conftest import KEY, NOW

ROWS = 120
PATIENCE = 20.0  # seconds; a work needs less than one


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A workbook of many people."""
    path = tmp_path / "many.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("Förnamn", "Efternamn"))
        for row in range(1, ROWS + 1):
            sheet.write_row(row, 0, ("Inläst", f"Rad {row}" * 20))
    return path


def worked(
    room: int | None, kind: str, path: Path, workbook: Path, seed: int
) -> tuple[list[Ack], CaseworkerError | str, int]:
    """Do a work in a process of its own; it has ended with "died" when it could not even say how it went.

    One that says nothing for long is ended, as somebody at the computer would: the interpreter itself may go round and
    round without memory for its own exceptions.
    """
    forkserver = get_context("forkserver")
    receiver, sender = forkserver.Pipe(duplex=False)
    process = forkserver.Process(target=work_with, args=(room, kind, path, workbook, seed, sender), daemon=True)
    process.start()
    sender.close()
    try:
        if not receiver.poll(PATIENCE):
            process.kill()
        answered, end, most = receiver.recv()
    except EOFError:
        return [], "died", 0
    else:
        return answered, end, most
    finally:
        process.join()
        receiver.close()


def imported(register: Register) -> int:
    """Return how many people came from workbooks and are there."""
    with register.raw_connection() as connection:
        query = "SELECT count(*) FROM person_names WHERE given = 'Inläst'"
        return int(connection.exec_driver_sql(query).scalar_one())


@pytest.mark.parametrize("kind", WORK)
@pytest.mark.campaign(id="K7", what="no memory left in an import or a letter (RLIMIT_AS)")
def test_no_memory_left_leaves_no_half_data_and_the_next_run_works(
    kind: str, many: Path, tmp_path: Path, tally: Tally
) -> None:
    preload("tests.campaigns.little_memory")
    path = found_with_two(tmp_path / "register.db")
    chance, swedish = random.Random(kind), ui_translator("sv").gettext
    told, end, most = worked(None, kind, path, many, 1)
    assert (end, bool(told)) == ("", True)
    acked, ends = set(told), set()
    for _ in range(cases(2, 25, 250)):
        told, end, _taken = worked(chance.randrange(most), kind, path, many, chance.randrange(10**9))
        acked |= set(told)
        ends.add(end.code if isinstance(end, CaseworkerError) else end)
        if isinstance(end, CaseworkerError):
            words = describe(end, swedish)
            assert all((words.happened, words.safe, words.do)), end.code
        register = Register.open(path, key=KEY, clock=lambda: NOW)
        assert register.faults == ()
        assert [half for half in lost(register, acked) if not half.startswith("a workbook")] == []
        assert imported(register) in (0, ROWS)  # a batch of this size is read in and taken back whole
        register.close()
        tally.count()
    assert ends - {""}, "there was always memory enough"
    register = Register.open(path, key=KEY, clock=lambda: NOW)
    assert list(WORK[kind](Hands(register, many, "http://127.0.0.1:9", chance)))
    assert verify(register).ok
    register.close()
