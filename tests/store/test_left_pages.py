"""Pages held against those the last session left: what is found, what cannot be compared, what is no alarm."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest

from caseworker.domain.changes import Event
from caseworker.errors import EnvironmentFault
from caseworker.store import engine, left_pages, migrating
from caseworker.store.engine import raw_of
from caseworker.store.findings import Finding
from caseworker.store.left_pages import NOT_AS_LEFT, Comparison, LeftPages, record_path
from caseworker.store.pages import PAGE_SIZE
from caseworker.store.register import NewRegister, Register
from caseworker.store.verify import verify
from tests.store.fixtures import FOUNDER, KEY, NOON, StandingClock, keep, make_person, new_register

# what SQLite locks in the file for as long as a connection is open
SHARED_FIRST, SHARED_SIZE = 0x40000002, 510
TRY_LOCK = """
import fcntl, sys
with open(sys.argv[1], "rb+") as file:
    fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, int(sys.argv[3]), int(sys.argv[2]))
"""


@pytest.fixture
def anchor(tmp_path: Path) -> Path:
    """A place outside the register's folder."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder / "register.anchor"


def opened(path: Path, anchor: Path) -> Register:
    return Register.open(path, key=KEY, clock=StandingClock(), anchor=anchor)


def write(register: Register) -> None:
    with register.change(by=FOUNDER) as tx:
        tx.note(Event("case.read", "case-1"))
        tx.commit()


def draft(register: Register, words: str) -> None:
    """Write what the log does not tell of."""
    with register.change(by=FOUNDER) as tx:
        tx.put_draft("note", "case-1", words)
        tx.commit()


def compared(path: Path, anchor: Path, work: Callable[[Register], None] = lambda register: None) -> Comparison:
    """Open, compare and close again."""
    register = opened(path, anchor)
    state = register.left.compare()
    work(register)
    register.close()
    return state


def pages(content: bytes) -> list[bytes]:
    return [content[at : at + PAGE_SIZE] for at in range(0, len(content), PAGE_SIZE)]


@pytest.fixture
def yesterday(register_file: Path, anchor: Path) -> bytes:
    """The register of an evening; since then people were registered and it was closed again."""
    for number in range(3):
        register = opened(register_file, anchor)
        keep(register, *(make_person(f"Dag {number}", "Fyllnad" * 9) for _ in range(8)))
        register.close()
        if number == 1:
            before = register_file.read_bytes()
    return before


def test_a_register_that_was_closed_is_as_it_was_left(register_file: Path, anchor: Path, yesterday: bytes) -> None:
    assert yesterday != register_file.read_bytes()
    for _time in range(2):
        register = opened(register_file, anchor)
        found = verify(register)
        assert (found.ok, found.compared) == (True, True)
        write(register)
        assert verify(register).compared  # told of the file as it was found
        register.close()
    assert set(json.loads(record_path(anchor).read_bytes())) == {"format", "turn", "digest", "proof"}


def test_pages_of_yesterday_are_found_named_and_never_written_over(
    register_file: Path, anchor: Path, yesterday: bytes
) -> None:
    today = pages(register_file.read_bytes())
    old = pages(yesterday)
    differ = [number for number, page in enumerate(old) if page != today[number]]
    for replayed in ([differ[-1]], differ[2::2]):
        mixed = [old[number] if number in replayed else page for number, page in enumerate(today)]
        register_file.write_bytes(b"".join(mixed))
        spoiled = register_file.read_bytes()
        register = opened(register_file, anchor)
        if not register.faults:
            with pytest.raises(EnvironmentFault, match=r"register\.(closed_for_writing|damaged)"):
                write(register)  # before anybody has asked for a check
            assert register.left.compare() is Comparison.NOT_AS_LEFT
        assert register.faults
        register.close()
        assert register_file.read_bytes() == spoiled


def test_an_older_file_with_the_same_log_is_found(register_file: Path, anchor: Path) -> None:
    compared(register_file, anchor, write)
    before = register_file.read_bytes()
    register = opened(register_file, anchor)
    draft(register, "the log does not tell of it")
    register.close()
    register_file.write_bytes(before)
    register = opened(register_file, anchor)
    assert register.faults == ()
    assert verify(register).findings == (Finding(NOT_AS_LEFT),)
    register.close()


def test_a_log_laid_beside_a_closed_register_is_found(register_file: Path, anchor: Path, tmp_path: Path) -> None:
    register = opened(register_file, anchor)
    draft(register, "one")
    wal = register_file.with_name("register.db-wal")
    laid = wal.read_bytes()
    register.close()
    for content in (laid, b"?"):
        wal.write_bytes(content)
        assert compared(register_file, anchor) is Comparison.NOT_AS_LEFT


def test_a_session_that_was_cut_off_cannot_be_compared_and_the_next_can(register_file: Path, anchor: Path) -> None:
    compared(register_file, anchor, write)
    register = opened(register_file, anchor)
    write(register)
    cut_off = {one: one.read_bytes() for one in register_file.parent.glob("register.db*") if one.suffix != ".db-shm"}
    kept = {one: one.read_bytes() for one in (anchor, record_path(anchor))}
    register.close()
    for path, content in (cut_off | kept).items():
        path.write_bytes(content)
    register = opened(register_file, anchor)
    found = verify(register)
    assert (found.ok, found.compared, register.faults) == (True, False, ())
    register.close()
    assert compared(register_file, anchor) is Comparison.AS_LEFT


def test_a_register_that_was_open_elsewhere_cannot_be_compared(
    register_file: Path, anchor: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.anchor"
    assert compared(register_file, anchor) is Comparison.UNKNOWN  # nothing was written down yet
    for place, known in ((anchor, True), (other, False), (anchor, False), (anchor, True), (other, False)):
        state = compared(register_file, place, lambda register: draft(register, "without a row in the log"))
        assert state is (Comparison.AS_LEFT if known else Comparison.UNKNOWN)


@pytest.mark.parametrize("content", [None, b"", b"{}", b"[]", b'{"turn": "x", "digest": "zz", "proof": ""}'])
def test_a_record_that_is_gone_or_not_ours_says_nothing(
    register_file: Path, anchor: Path, content: bytes | None
) -> None:
    compared(register_file, anchor, write)
    record = record_path(anchor)
    fields = json.loads(record.read_bytes())
    if content is None:
        record.unlink()
    else:
        record.write_bytes(content)
    assert compared(register_file, anchor) is Comparison.UNKNOWN
    assert compared(register_file, anchor) is Comparison.AS_LEFT  # closing wrote it down again
    record.write_text(json.dumps(fields | {"turn": fields["turn"] - 1}))
    assert compared(register_file, anchor) is Comparison.UNKNOWN


def test_a_session_that_only_reads_leaves_the_record_alone(
    register_file: Path, anchor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared(register_file, anchor, write)
    monkeypatch.setattr(LeftPages, "_pages", lambda self: pytest.fail("nobody asked"))
    before = record_path(anchor).read_bytes()
    opened(register_file, anchor).close()
    assert record_path(anchor).read_bytes() == before


def test_an_older_copy_taken_on_is_not_compared_and_is_written_down_when_closed(
    register_file: Path, anchor: Path, yesterday: bytes
) -> None:
    register_file.write_bytes(yesterday)
    register = opened(register_file, anchor)
    assert {finding.code for finding in verify(register).findings} == {"audit.rolled_back"}
    register.close()
    register = opened(register_file, anchor)
    before = json.loads(record_path(anchor).read_bytes())["turn"]
    register.accept_rollback(by=FOUNDER)
    found = verify(register)
    assert (found.ok, found.compared) == (True, False)
    register.close()
    assert json.loads(record_path(anchor).read_bytes())["turn"] > before
    assert compared(register_file, anchor) is Comparison.AS_LEFT


def test_the_first_write_waits_until_the_file_was_compared(
    register_file: Path, anchor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared(register_file, anchor, write)
    register = opened(register_file, anchor)
    reading, asked, may = threading.Event(), threading.Event(), LeftPages.may_write
    real: Callable[[LeftPages], bytes] = getattr(LeftPages, "_pages")  # noqa: B009 - how the file is read
    wal = register_file.with_name("register.db-wal")

    def slowly(left: LeftPages) -> bytes:
        reading.set()
        assert asked.wait(30)
        assert wal.stat().st_size == 0  # a write has begun and has written nothing
        return real(left)

    def asking(left: LeftPages, cursor: object) -> bool:
        asked.set()
        return may(left, cursor)  # type: ignore[arg-type]

    monkeypatch.setattr(LeftPages, "_pages", slowly)
    monkeypatch.setattr(LeftPages, "may_write", asking)
    found: list[Comparison] = []
    check = threading.Thread(target=lambda: found.append(register.left.compare()))
    check.start()
    assert reading.wait(30)
    write(register)
    check.join()
    assert found == [Comparison.AS_LEFT]
    assert wal.stat().st_size > 0
    register.close()


def test_what_another_program_of_ours_writes_meanwhile_is_no_alarm(
    register_file: Path, anchor: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared(register_file, anchor, write)
    register = opened(register_file, anchor)
    real: Callable[[LeftPages], bytes] = getattr(LeftPages, "_pages")  # noqa: B009 - how the file is read

    def late(left: LeftPages) -> bytes:
        monkeypatch.setattr(LeftPages, "_pages", real)
        other = opened(register_file, tmp_path / "other.anchor")
        write(other)
        with other.raw_connection() as connection:
            raw_of(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)")
        digest = real(left)
        other.close()
        return digest

    monkeypatch.setattr(LeftPages, "_pages", late)
    assert register.left.compare() is Comparison.UNKNOWN
    write(register)
    assert register.faults == ()
    register.close()


def test_nothing_is_written_down_while_somebody_else_keeps_the_log_from_being_folded_in(
    register_file: Path, anchor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)
    compared(register_file, anchor, write)
    before = record_path(anchor).read_bytes()
    tool = engine.connect(register_file, KEY)
    tool.execute("BEGIN")
    tool.execute("SELECT count(*) FROM audit").fetchall()
    compared(register_file, anchor, write)
    assert record_path(anchor).read_bytes() == before
    tool.close()
    assert compared(register_file, anchor) is Comparison.UNKNOWN


def test_what_cannot_be_written_down_keeps_nobody_from_closing(
    register_file: Path, anchor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise EnvironmentFault("file.disk_full")

    with monkeypatch.context() as patched:
        patched.setattr(left_pages, "replace_atomically", full)
        assert compared(register_file, anchor, write) is Comparison.UNKNOWN
    assert compared(register_file, anchor) is Comparison.UNKNOWN


def test_a_file_that_cannot_be_read_is_said_to_be_unreadable(
    register_file: Path, anchor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared(register_file, anchor, write)
    register = opened(register_file, anchor)
    with monkeypatch.context() as patched:
        patched.setattr(os, "open", mock.Mock(side_effect=PermissionError))
        with pytest.raises(EnvironmentFault, match=r"register\.unreadable"):
            register.left.compare()
    assert register.left.compare() is Comparison.AS_LEFT
    register.close()


def test_a_page_more_or_half_a_page_is_found(register_file: Path, anchor: Path) -> None:
    compared(register_file, anchor, write)
    whole = register_file.read_bytes()
    for more in (whole[-PAGE_SIZE:], b"more"):
        register_file.write_bytes(whole + more)
        assert compared(register_file, anchor) is Comparison.NOT_AS_LEFT


def test_a_sweep_that_is_due_waits_for_the_comparison(register_file: Path, anchor: Path, yesterday: bytes) -> None:
    register = opened(register_file, anchor)
    with register.change(by=FOUNDER) as tx:
        raw_of(tx.connection).execute("INSERT INTO register_info (key, value) VALUES ('erasure.unswept', '1')")
        tx.commit()
    with mock.patch("caseworker.store.erasure_record.sweep_if_due"):
        register.close()
    old, today = pages(yesterday), pages(register_file.read_bytes())
    place = next(number for number, page in reversed(list(enumerate(old))) if page != today[number])
    register_file.write_bytes(b"".join(old[place] if number == place else page for number, page in enumerate(today)))
    spoiled = register_file.read_bytes()
    opened(register_file, anchor).close()
    assert register_file.read_bytes() == spoiled
    register_file.write_bytes(b"".join(today))
    register = opened(register_file, anchor)
    register.close()
    assert compared(register_file, anchor) is Comparison.AS_LEFT


def test_a_new_schema_cannot_be_compared_and_is_no_alarm(register_file: Path, anchor: Path) -> None:
    compared(register_file, anchor, write)
    with mock.patch.object(migrating, "SCHEMA", migrating.SCHEMA + 1):
        assert compared(register_file, anchor) is Comparison.UNKNOWN
        assert compared(register_file, anchor) is Comparison.AS_LEFT


def test_a_founding_taken_up_again_is_not_held_against_the_one_that_was_cut_off(tmp_path: Path, anchor: Path) -> None:
    info: NewRegister = new_register()
    for name in ("cut off.db", "register.db"):
        path = tmp_path / name
        Register.create(path, key=KEY, info=info, founder=FOUNDER, clock=lambda: NOON, anchor=anchor).close()
    assert compared(tmp_path / "register.db", anchor) is Comparison.AS_LEFT


def test_reading_the_file_takes_no_lock_from_the_register(register_file: Path, anchor: Path) -> None:
    compared(register_file, anchor, write)
    register = opened(register_file, anchor)
    assert register.left.compare() is Comparison.AS_LEFT
    write(register)
    register.left.keep()
    command = [sys.executable, "-c", TRY_LOCK, str(register_file), str(SHARED_FIRST), str(SHARED_SIZE)]
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0
    register.close()
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
