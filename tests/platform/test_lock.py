"""One process at a time: real processes, a real kill -9, real operating-system locks."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

import caseworker
from caseworker.errors import EnvironmentFault, Refused
from caseworker.platform.lock import HOLDER_FILE, Holder, RegisterLock

ROOT = Path(caseworker.__file__).parents[1]
SINCE = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
ME = Holder("Kim Ek", "terminal", SINCE)

OTHER = """
import sys
from datetime import datetime
from pathlib import Path
from caseworker.platform.lock import Holder, RegisterLock
lock = RegisterLock(Path(sys.argv[1]))
lock.acquire(Holder("Åsa Öberg", "window", datetime.fromisoformat(sys.argv[2])))
print("held", flush=True)
sys.stdin.readline()
lock.release()
"""


@contextmanager
def another_process(folder: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", OTHER, str(folder), SINCE.isoformat()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        try:
            yield child
        finally:
            child.kill()


def test_a_second_process_is_refused_and_told_who_has_it_open(tmp_path: Path) -> None:
    with another_process(tmp_path):
        with pytest.raises(Refused) as caught:
            RegisterLock(tmp_path).acquire(ME)
        assert caught.value.code == "register.in_use"
        assert caught.value.exit_status == 3
        assert caught.value.params["holder"] == "Åsa Öberg"
        assert caught.value.params["program"] == "window"
        assert caught.value.params["since"] == "2026-11-20T09:30:00+00:00"


def test_a_crash_leaves_no_stale_lock(tmp_path: Path) -> None:
    with another_process(tmp_path) as child:
        child.kill()
        child.wait()
        assert (tmp_path / HOLDER_FILE).exists()  # the description outlives the crash and must decide nothing
        with RegisterLock(tmp_path) as lock:
            lock.acquire(ME)
            assert lock.held


def test_when_the_other_closes_the_register_is_free_and_no_description_is_left(tmp_path: Path) -> None:
    with another_process(tmp_path) as child:
        child.communicate("close\n")
        assert not (tmp_path / HOLDER_FILE).exists()
        lock = RegisterLock(tmp_path)
        lock.acquire(ME)
        lock.release()
        lock.release()
        assert not lock.held


def test_two_holders_in_one_process_are_refused_as_well(tmp_path: Path) -> None:
    with RegisterLock(tmp_path) as first:
        first.acquire(Holder("", "window", SINCE))
        first.describe(ME)
        with pytest.raises(Refused) as caught:
            RegisterLock(tmp_path).acquire(ME)
        assert caught.value.params["holder"] == "Kim Ek"


def test_the_same_holder_is_not_let_in_twice_and_can_come_back(tmp_path: Path) -> None:
    lock = RegisterLock(tmp_path)
    lock.acquire(ME)
    with pytest.raises(Refused) as caught:
        lock.acquire(ME)
    assert caught.value.params["holder"] == ME.name
    assert lock.held
    lock.release()
    lock.acquire(ME)
    lock.release()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[1]", b'{"holder": 7}'])
def test_an_unreadable_description_still_refuses(tmp_path: Path, content: bytes) -> None:
    with RegisterLock(tmp_path) as first:
        first.acquire(ME)
        (tmp_path / HOLDER_FILE).write_bytes(content)
        with pytest.raises(Refused) as caught:
            RegisterLock(tmp_path).acquire(ME)
        assert caught.value.params["program"] == ""


def test_a_folder_that_is_not_there_is_a_clear_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(EnvironmentFault) as caught:
        RegisterLock(tmp_path / "file").acquire(ME)
    assert caught.value.code == "register.cannot_lock"


def test_a_description_that_cannot_be_written_gives_the_register_back(tmp_path: Path) -> None:
    (tmp_path / HOLDER_FILE).mkdir()
    with pytest.raises(EnvironmentFault) as caught:
        RegisterLock(tmp_path).acquire(ME)
    assert caught.value.code == "file.not_written"
    (tmp_path / HOLDER_FILE).rmdir()
    with RegisterLock(tmp_path) as lock:
        lock.acquire(ME)
        assert lock.held
