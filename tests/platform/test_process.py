"""The process itself: no dumps, nothing readable from outside, replaced whole; imports on every system."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import caseworker

ROOT = Path(caseworker.__file__).parents[1]

HARDENED = """
import resource
from caseworker.platform import harden_process
harden_process()
assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
import ctypes
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))  # PR_GET_DUMPABLE
"""

REPLACED = """
import os, sys
from pathlib import Path
from caseworker.platform import replace_process
from caseworker.platform.lock import Holder, RegisterLock
from datetime import UTC, datetime
folder = Path(sys.argv[1])
lock = RegisterLock(folder)
lock.acquire(Holder("Kim", "window", datetime.now(UTC)))
os.environ['CANARY'] = 'x'
secret = os.open(folder / "secret", os.O_RDWR | os.O_CREAT)
print(os.getpid())
replace_process([sys.executable, "-c", sys.argv[2], str(folder)], {"LANG": "C.UTF-8"})
"""

AFTERWARDS = """
import os, sys
from pathlib import Path
from datetime import UTC, datetime
from caseworker.platform.lock import Holder, RegisterLock
RegisterLock(Path(sys.argv[1])).acquire(Holder("", "window", datetime.now(UTC)))
numbers = [f"/proc/self/fd/{n}" for n in os.listdir("/proc/self/fd")]
opened = [os.readlink(number) for number in numbers if os.path.exists(number)]
print(os.getpid(), any(name.endswith("secret") for name in opened), os.environ.get("CANARY"))
"""


def run(*arguments: str) -> list[str]:
    ended = subprocess.run([sys.executable, "-c", *arguments], capture_output=True, text=True, check=False, cwd=ROOT)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.split()


def test_a_hardened_process_leaves_no_core_and_cannot_be_read_by_its_neighbours() -> None:
    assert run(HARDENED) == ["0"]


def test_a_replaced_process_keeps_its_number_but_no_descriptor_and_no_lock(tmp_path: Path) -> None:
    before, after, sees_secret, canary = run(REPLACED, str(tmp_path), AFTERWARDS)
    assert before == after
    assert (sees_secret, canary) == ("False", "None")


@pytest.mark.parametrize("name", ["posix", "windows", "files", "folders", "lock"])
def test_every_module_can_be_imported_on_every_system(name: str) -> None:
    assert importlib.import_module(f"caseworker.platform.{name}").__doc__
