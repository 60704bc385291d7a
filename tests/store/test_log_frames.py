"""A log without a whole transaction is told from one that SQLite would read, and is no alarm."""

import shutil
from pathlib import Path

import pytest

from caseworker.store import engine
from caseworker.store.left_pages import Comparison, record_path
from caseworker.store.log_frames import holds_transaction
from caseworker.store.register import Register
from tests.store.fixtures import KEY, StandingClock, keep, make_person, register_file, register_template

__all__ = ["register_file", "register_template"]
FRAME = 24 + 4096


@pytest.fixture
def log(register_file: Path, tmp_path: Path) -> Path:
    """The log of two saves, as a crash leaves it; the file as it was before them is ``before.db``."""
    shutil.copy(register_file, register_file.with_name("before.db"))
    register = Register.open(register_file, key=KEY, clock=StandingClock())
    keep(register, make_person())
    keep(register, make_person())
    copy = tmp_path / "copy.db-wal"
    shutil.copy(register_file.with_name(f"{register_file.name}-wal"), copy)
    register.close()
    return copy


def test_a_whole_transaction_is_found_and_an_unfinished_one_is_none(log: Path) -> None:
    whole = log.read_bytes()
    assert holds_transaction(log)
    ends = [at for at in range(32, len(whole), FRAME) if any(whole[at + 4 : at + 8])]
    for length in (0, 31, 32, 32 + FRAME - 1, ends[0], ends[0] + FRAME - 1):
        log.write_bytes(whole[:length])
        assert not holds_transaction(log), length
    log.write_bytes(whole[: ends[0] + FRAME])
    assert holds_transaction(log)


@pytest.mark.parametrize("place", [0, 12, 18, 25, 32, 32 + 10, 32 + 17, 32 + 24 + 4095])
def test_a_byte_that_does_not_fit_ends_the_reading(log: Path, place: int) -> None:
    spoiled = bytearray(log.read_bytes())
    spoiled[place] ^= 1
    log.write_bytes(spoiled)
    assert not holds_transaction(log)


def test_what_sqlite_reads_is_what_is_found(log: Path, register_file: Path, tmp_path: Path) -> None:
    whole = log.read_bytes()
    before = people_with(register_file, b"", tmp_path)
    for frames in range(len(whole) // FRAME + 1):
        beginning = whole[: 32 + frames * FRAME]
        log.write_bytes(beginning)
        assert holds_transaction(log) == (people_with(register_file, beginning, tmp_path) > before)


def people_with(register_file: Path, log: bytes, folder: Path) -> int:
    """Return how many saves SQLite sees in the file with this log beside it."""
    path = folder / "tried.db"
    shutil.copy(register_file.with_name("before.db"), path)
    path.with_name("tried.db-wal").write_bytes(log)
    tool = engine.connect(path, KEY)
    (found,) = tool.execute("SELECT count(*) FROM audit").fetchone()
    tool.close()
    return int(found)


def test_no_log_holds_nothing(tmp_path: Path) -> None:
    assert not holds_transaction(tmp_path / "none")


def test_a_session_killed_in_its_first_save_raises_no_alarm(register_file: Path, tmp_path: Path) -> None:
    anchor, log = tmp_path / "register.anchor", register_file.with_name(f"{register_file.name}-wal")
    kept = (register_file, anchor, record_path(anchor))
    for _session in range(2):  # the second one has something to compare with
        register = Register.open(register_file, key=KEY, clock=StandingClock(), anchor=anchor)
        keep(register, make_person())
        register.close()
    before = [path.read_bytes() for path in kept]
    register = Register.open(register_file, key=KEY, clock=StandingClock(), anchor=anchor)
    keep(register, make_person())
    frames = log.read_bytes()
    register.close()
    for path, content in zip(kept, before, strict=True):
        path.write_bytes(content)
    log.write_bytes(frames[:-FRAME])
    register = Register.open(register_file, key=KEY, clock=StandingClock(), anchor=anchor)
    assert register.left.compare() is Comparison.AS_LEFT
    keep(register, make_person())
    assert register.faults == ()
    register.close()
