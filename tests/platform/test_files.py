"""Private files and atomic replacement, against a real file system."""

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

import caseworker
from caseworker.errors import EnvironmentFault
from caseworker.platform import private_file, private_folder, replace_atomically

ROOT = Path(caseworker.__file__).parents[1]
# Dies at the n-th system call that touches the disk; prints "done" when there was no n-th.
KILLED_WRITER = """
import os, signal, sys
from pathlib import Path
from caseworker.platform import replace_atomically
left = int(sys.argv[2])
def deadly(real):
    def call(*args, **kwargs):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)
    return call
for name in ("open", "fsync", "replace", "close", "fdopen"):
    setattr(os, name, deadly(getattr(os, name)))
replace_atomically(Path(sys.argv[1]), b"new" * 1000)
print("done")
"""


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_private_folder_and_its_files_are_open_to_this_user_only(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "register"
    private_folder(folder)
    assert mode(folder) == 0o700
    replace_atomically(folder / "x.vault", b"1")
    assert mode(folder / "x.vault") == 0o600


def test_an_existing_open_file_becomes_private(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"")
    path.chmod(0o644)
    private_file(path)
    assert mode(path) == 0o600


def test_replacing_a_world_readable_file_leaves_a_private_one(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"old")
    path.chmod(0o666)
    replace_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert mode(path) == 0o600
    assert [left.name for left in tmp_path.iterdir()] == ["x"]


def test_a_writer_killed_at_any_step_leaves_the_old_content_or_the_new(tmp_path: Path) -> None:
    path = tmp_path / "x"
    seen = set()
    for step in range(1, 30):
        path.write_bytes(b"old")
        child = subprocess.run(
            [sys.executable, "-c", KILLED_WRITER, str(path), str(step)],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )
        content = path.read_bytes()
        assert content in (b"old", b"new" * 1000)
        seen.add(content)
        if child.returncode == 0:
            assert child.stdout.strip() == "done"
            break
        assert child.returncode == -signal.SIGKILL, child.stderr
    else:
        pytest.fail("the writer never came to its end")
    assert step > 5
    assert len(seen) == 2


def test_what_a_killed_writer_left_long_ago_is_swept_away_but_a_write_in_progress_is_not(tmp_path: Path) -> None:
    ancient, young = tmp_path / ".x.00ff.new", tmp_path / ".x.00aa.new"
    ancient.write_bytes(b"half")
    young.write_bytes(b"half")
    long_ago = time.time() - 7200
    os.utime(ancient, (long_ago, long_ago))
    replace_atomically(tmp_path / "x", b"whole")
    assert not ancient.exists()
    assert young.exists()


def test_a_folder_that_cannot_be_written_is_a_clear_fault_and_the_old_file_stands(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.mkdir()  # a folder stands where the file should be: refused for root as well
    with pytest.raises(EnvironmentFault) as caught:
        replace_atomically(path, b"new")
    assert caught.value.code == "file.not_written"
    assert caught.value.params["path"] == str(path)
    assert [left.name for left in tmp_path.iterdir()] == ["x"]


def test_a_missing_folder_is_a_clear_fault(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault) as caught:
        replace_atomically(tmp_path / "gone" / "x", b"new")
    assert caught.value.params["reason"] == "ENOENT"


def test_a_full_disk_is_named_and_the_old_file_stands(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():  # the kernel's own full disk; every Linux has it
        pytest.fail("/dev/full is missing on this machine")
    path = tmp_path / "x"
    path.write_bytes(b"old")
    child = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(path)], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert child.stdout.strip() == "file.disk_full", child.stderr
    assert path.read_bytes() == b"old"
    assert [left.name for left in tmp_path.iterdir()] == ["x"]


# Redirects the bytes of the temporary file to the kernel's full device.
FULL_DISK = """
import os, sys
from pathlib import Path
from caseworker.errors import EnvironmentFault
from caseworker.platform import replace_atomically
real = os.fdopen
def full(descriptor, *args, **kwargs):
    device = os.open("/dev/full", os.O_WRONLY)
    os.dup2(device, descriptor)
    os.close(device)
    return real(descriptor, *args, **kwargs)
os.fdopen = full
try:
    replace_atomically(Path(sys.argv[1]), b"new")
except EnvironmentFault as fault:
    print(fault.code)
"""
