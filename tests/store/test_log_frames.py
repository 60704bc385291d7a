"""What SQLite would read from a log is told from what it would not, and neither a kill nor a power cut is an alarm."""

import shutil
import struct
from pathlib import Path
from unittest import mock

import pytest

from caseworker.errors import EnvironmentFault
from caseworker.store import engine
from caseworker.store.findings import Finding
from caseworker.store.integrity import PAGE_DAMAGED, page_findings
from caseworker.store.left_pages import Comparison, record_path
from caseworker.store.log_frames import changes, pages_held
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


def told(log: Path, register_file: Path) -> bool:
    with register_file.with_name("before.db").open("rb") as file:
        return changes(log, file)


def test_a_whole_transaction_changes_the_file_and_an_unfinished_one_does_not(log: Path, register_file: Path) -> None:
    whole = log.read_bytes()
    assert told(log, register_file)
    ends = [at for at in range(32, len(whole), FRAME) if any(whole[at + 4 : at + 8])]
    for length in (0, 31, 32, 32 + FRAME - 1, ends[0], ends[0] + FRAME - 1):
        log.write_bytes(whole[:length])
        assert not told(log, register_file), length
    log.write_bytes(whole[: ends[0] + FRAME])
    assert told(log, register_file)


@pytest.mark.parametrize("place", [0, 12, 18, 25, 32, 32 + 10, 32 + 17, 32 + 24 + 4095])
def test_a_byte_that_does_not_fit_ends_the_reading(log: Path, register_file: Path, place: int) -> None:
    spoiled = bytearray(log.read_bytes())
    spoiled[place] ^= 1
    log.write_bytes(spoiled)
    assert not told(log, register_file)


def forged(size: int, number: int, order: str) -> bytes:
    """Return a log of one frame and of pages of ``size`` whose sums are right."""
    header = struct.pack(">6I", 0x377F0682 | (order == ">"), 3007000, size, 0, 1, 2)
    sums = summed(order, header, (0, 0))
    page = struct.pack(">2I", number, 1) + bytes(size)
    frame = page[:8] + struct.pack(">4I", 1, 2, *summed(order, page, sums)) + page[8:]
    return header + struct.pack(">2I", *sums) + frame


def summed(order: str, content: bytes, sums: tuple[int, int]) -> tuple[int, int]:
    first, second = sums
    words = struct.unpack(f"{order}{len(content) // 4}I", content)
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) % 2**32
        second = (second + other + first) % 2**32
    return first, second


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_forged_log_is_read_as_sqlite_reads_it(log: Path, register_file: Path, order: str) -> None:
    for size, number, found in ((4096, 1, True), (8192, 1, True), (65536, 1, True), (4096, 0, False)):
        log.write_bytes(forged(size, number, order))
        assert told(log, register_file) is found, size


def test_a_log_that_cannot_be_read_is_said_to_be_unreadable(register_file: Path, tmp_path: Path) -> None:
    anchor = tmp_path / "register.anchor"
    for _session in range(2):
        register = Register.open(register_file, key=KEY, clock=StandingClock(), anchor=anchor)
        keep(register, make_person())
        register.close()
    register = Register.open(register_file, key=KEY, clock=StandingClock(), anchor=anchor)
    log = register_file.with_name(f"{register_file.name}-wal")
    log.write_bytes(b"?")
    unreadable = mock.patch("caseworker.store.left_pages.changes", side_effect=PermissionError)
    with unreadable, pytest.raises(EnvironmentFault) as fault:
        register.left.compare()
    assert fault.value.code == "register.unreadable"
    log.write_bytes(b"")
    assert register.left.compare() is Comparison.AS_LEFT
    register.close()


def test_what_sqlite_reads_is_what_is_found(log: Path, register_file: Path, tmp_path: Path) -> None:
    whole = log.read_bytes()
    before = rows_with(register_file, b"", tmp_path)
    for frames in range(len(whole) // FRAME + 1):
        beginning = whole[: 32 + frames * FRAME]
        log.write_bytes(beginning)
        assert told(log, register_file) == (rows_with(register_file, beginning, tmp_path) > before)


def rows_with(register_file: Path, log: bytes, folder: Path) -> int:
    """Return how many rows of the log of looks SQLite sees in the file with this log beside it."""
    path = folder / "tried.db"
    shutil.copy(register_file.with_name("before.db"), path)
    path.with_name("tried.db-wal").write_bytes(log)
    tool = engine.connect(path, KEY)
    (found,) = tool.execute("SELECT count(*) FROM audit").fetchone()
    tool.close()
    return int(found)


def test_a_log_that_was_folded_in_changes_nothing_unless_the_file_is_longer(log: Path, register_file: Path) -> None:
    path = register_file.with_name("before.db")
    shutil.copy(log, path.with_name("before.db-wal"))
    engine.connect(path, KEY).close()  # folds it in
    assert not told(log, register_file)
    with path.open("ab") as file:
        file.write(bytes(4096))
    assert told(log, register_file)


def test_no_log_changes_nothing(register_file: Path, tmp_path: Path) -> None:
    with register_file.open("rb") as file:
        assert not changes(tmp_path / "none", file)


def test_what_a_kill_or_a_power_cut_leaves_in_the_log_raises_no_alarm(
    register_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anchor, log = tmp_path / "register.anchor", register_file.with_name(f"{register_file.name}-wal")
    kept = (register_file, anchor, record_path(anchor))
    folded: list[bytes] = []
    fold = Register._fold_wal  # noqa: SLF001 - the log just before it is folded in is seen nowhere else

    def fold_remembering(register: Register) -> None:
        folded.append(log.read_bytes())
        fold(register)

    monkeypatch.setattr(Register, "_fold_wal", fold_remembering)
    for _session in range(2):  # the second one has something to compare with
        register = Register.open(register_file, key=KEY, clock=StandingClock(), anchor=anchor)
        keep(register, make_person())
        register.close()
    before = [path.read_bytes() for path in kept]
    register = Register.open(register_file, key=KEY, clock=StandingClock(), anchor=anchor)
    keep(register, make_person())
    frames = log.read_bytes()
    register.close()
    for left_over, compared in (
        (frames[:-FRAME], Comparison.AS_LEFT),  # killed before its end
        (frames, Comparison.UNKNOWN),  # killed after it: this is a later session
        (folded[1], Comparison.AS_LEFT),  # the session before, whose log a power cut has brought back
    ):
        for path, content in zip(kept, before, strict=True):
            path.write_bytes(content)
        log.write_bytes(left_over)
        register = Register.open(register_file, key=KEY, clock=StandingClock(), anchor=anchor)
        assert register.left.compare() is compared
        keep(register, make_person())
        assert register.faults == ()
        register.close()


def test_a_page_torn_while_the_log_was_folded_in_is_no_damage_and_any_other_is(log: Path, register_file: Path) -> None:
    path, held = register_file.with_name("before.db"), sorted(pages_held(log))
    whole, frames = path.read_bytes(), log.read_bytes()
    other = next(number for number in range(2, 100) if number not in held)
    for number, found in ((held[-1], ()), (other, (Finding(PAGE_DAMAGED, count=1),))):
        torn = bytearray(whole)
        torn[(number - 1) * 4096 + 512 : (number - 1) * 4096 + 1024] = bytes(512)
        path.write_bytes(torn)
        path.with_name("before.db-wal").write_bytes(frames)
        register = Register.open(path, key=KEY, clock=StandingClock())
        with register.read() as reader:
            assert page_findings(reader.connection) == found
        register.stop_writing(found)
        register.close()
    assert pages_held(log.with_name("none")) == frozenset()
