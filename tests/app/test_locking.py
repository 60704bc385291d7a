"""Locking ends the process: nothing that was read stays in memory, and the next one may open the register."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import caseworker
from caseworker.app import Application, restart_command
from caseworker.errors import EnvironmentFault
from tests.app.offices import NAME, PHRASE

ROOT = Path(caseworker.__file__).parents[1]
WORD = "Zyxqvalda"


@pytest.mark.parametrize("disk", ["a disk", "no disk"])
def test_a_lock_leaves_the_process_but_nothing_it_had_read(demo: Application, disk: str) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.app.locking_child", str(demo.folder), disk],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=dict(os.environ),
    )
    assert child.stdin
    assert child.stdout
    try:
        child.stdin.write(f"{WORD}\n".encode())
        child.stdin.flush()
        before = [int(number) for number in child.stdout.readline().split()]
        after = [int(number) for number in child.stdout.readline().split()]
        assert before[1] > 3  # the search does find what is there
        assert after == [before[0], 0]
        config = Path(os.environ["XDG_CONFIG_HOME"])
        if config.is_file():
            config.unlink()
        session = demo.unlock(NAME, PHRASE)  # the survivor still runs, and holds nothing
        assert session.register.faults == ()
        session.close()
    finally:
        child.communicate(timeout=30)


def test_the_command_of_the_fresh_process_holds_no_secret(demo: Application) -> None:
    command = restart_command(demo.folder)
    assert command[-3:] == ["window", "--register", str(demo.folder)]
    assert NAME not in " ".join(command)
    assert PHRASE not in " ".join(command)


def test_a_close_that_fails_still_lets_the_next_one_in(demo: Application, config: Path) -> None:
    session = demo.unlock(NAME, PHRASE)
    found = next(config.rglob("anchors"))
    for left in found.iterdir():
        left.unlink()
    found.rmdir()
    with pytest.raises(EnvironmentFault):
        session.close()
    demo.unlock(NAME, PHRASE).close()
