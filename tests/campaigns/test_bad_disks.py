"""Disks that are really full or read-only, and calls that answer with an error: nothing is lost, words say what it is.

Full and read-only are a small file system in memory, mounted where nobody else sees it. That needs root, or a kernel
that lets a user make namespaces; so it is no part of the slices. Errors are strace's, in place of the kernel's answer.
"""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from caseworker.errors import EnvironmentFault
from caseworker.i18n import ui_translator
from caseworker.messages import describe
from caseworker.services import preferences
from caseworker.store.register import Register
from caseworker.store.verify import verify
from tests.campaigns.errands import lost
from tests.campaigns.hands import Ack, found_with_two
from tests.campaigns.tally import Tally, cases
from tests.campaigns.test_full_disk import FAILED
from tests.services.conftest import KEY, MAJ, NOW

ROOT = Path(__file__).resolve().parents[2]
ROOM, ROOM_OF_A_ROUND = 64, 4  # MB: every round leaves files that were taken out, and a larger register to back up
MOUNT = 'mount -t tmpfs -o size="$1" tmpfs "$2" && shift 2 && exec "$@"'
# what can fail, and which of its calls in the work of four errands
FAILING = {"pwrite64": 300, "fsync": 40, "ftruncate": 6, "rename": 8, "fallocate": 2}
# the last: the files are erased and the list outside the register, of what must stay so, is not written
FULL = {
    "register.disk_full",
    "register.no_room_left",
    "file.disk_full",
    "backup.no_place",
    "erasure.record_not_written",
}
Line = dict[str, object]


def told_by(command: Sequence[str | Path], *arguments: str | Path) -> list[Line]:
    """Run the program on a bad disk and return what it says."""
    program = [*command, sys.executable, "-m", "tests.campaigns.bad_disk", *arguments]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def on_a_small_disk(folder: Path, kind: str, workbook: Path, rounds: int, seed: str) -> list[Line]:
    """Let ``folder`` be a small file system of the program's own."""
    folder.mkdir()
    size = f"{ROOM + ROOM_OF_A_ROUND * rounds}M"
    alone = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
    allowed = subprocess.run([*alone, "sh", "-c", MOUNT, "sh", size, folder, "true"], capture_output=True, check=False)
    assert allowed.returncode == 0, "this computer lets nobody mount a file system: run the campaigns as root"
    program = [*alone, "sh", "-c", MOUNT, "sh", size, folder]
    return told_by(program, kind, folder, workbook, str(rounds), seed)


def in_words(code: object) -> bool:
    """Tell whether a fault has its three sentences in Swedish."""
    told = describe(EnvironmentFault(str(code)), ui_translator("sv").gettext)
    return all((told.happened, told.safe, told.do))


@pytest.mark.needs_mount
@pytest.mark.campaign(id="K6", what="the disk really full (a small file system)")
def test_a_disk_that_is_really_full_harms_nothing(tmp_path: Path, workbook: Path, tally: Tally) -> None:
    rounds = cases(1, 15, 60)
    *lines, whole = on_a_small_disk(tmp_path / "small", "full", workbook, rounds, "6")
    assert whole == {"whole": True}
    for line in lines:
        assert line["code"] in FULL, line
        assert in_words(line["code"])
        assert (line["harm"], line["again"]) == ([], ""), line
        tally.count()
    assert tally.tried >= rounds * 10


@pytest.mark.needs_mount
@pytest.mark.campaign(id="K6", what="the disk read-only")
def test_a_disk_that_is_read_only_is_said_to_be(tmp_path: Path, workbook: Path, tally: Tally) -> None:
    rounds = cases(1, 10, 50)
    for line in on_a_small_disk(tmp_path / "small", "read-only", workbook, rounds, "6"):
        assert (line["code"], line["harm"], line["again"]) == ("register.read_only_folder", [], ""), line
        tally.count()
    assert tally.tried == rounds


@pytest.mark.campaign(id="K6", what="a write, sync, cut or rename that fails with EIO or ENOSPC, once or from then on")
def test_a_call_that_fails_harms_nothing(tmp_path: Path, workbook: Path, tally: Tally) -> None:
    found = tmp_path / "found"
    found.mkdir()
    found_with_two(found / "register.db")
    chance = random.Random(6)
    met = 0
    for number in range(cases(1, 60, 600)):
        folder = tmp_path / "work"
        shutil.copytree(found, folder)
        call = chance.choice(list(FAILING))
        fault = f"{call}:error={chance.choice(('EIO', 'ENOSPC'))}:when={chance.randint(1, FAILING[call])}"
        fails = fault + chance.choice(("", "+"))
        strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={fails}"]
        lines = told_by(strace, "failing", folder, workbook, "4", str(number))
        codes = {str(line[how]) for line in lines for how in ("code", "again")} - {""}
        # an older copy that could not be taken on stays closed for writing
        closed = {"register.closed_for_writing"} if any(line["errand"] == "_restored" for line in lines) else set()
        assert codes <= FAILED | FULL | closed, fails
        assert all(in_words(code) for code in codes)
        met += bool(codes)
        acked = {Ack(*ack) for line in lines for ack in line["answered"]}  # type: ignore[attr-defined]  # a list of pairs
        register = Register.open(folder / "register.db", key=KEY, clock=lambda: NOW, anchor=folder / "register.anchor")
        assert register.faults == (), fails
        assert lost(register, acked) == [], fails
        preferences.save_office_details(register, details=preferences.OfficeDetails(address="Efteråt"), by=MAJ)
        assert verify(register).ok, fails
        register.close()
        shutil.rmtree(folder)
        tally.count()
    assert met >= tally.tried // 4
