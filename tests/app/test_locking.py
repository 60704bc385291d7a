"""Locking ends the process: nothing that was read stays in memory, and the next one may open the register."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import caseworker
from caseworker.app import Application, restart_command
from caseworker.domain.access import User
from caseworker.domain.ids import StaffId
from caseworker.errors import EnvironmentFault
from caseworker.services import drafts
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


class Replaced(BaseException):
    """Stands in the place of the process that would have been replaced."""


@pytest.fixture
def _stays(monkeypatch: pytest.MonkeyPatch) -> None:
    def replaced(_command: list[str]) -> None:
        raise Replaced

    monkeypatch.setattr("caseworker.platform.replace_process", replaced)


@pytest.mark.usefixtures("_stays")
def test_a_write_that_does_not_end_in_time_is_rolled_back_and_the_next_unlock_is_told(
    demo: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caseworker.app.WRITES_GET_SECONDS", 0.05)
    session = demo.unlock(NAME, PHRASE)
    begun, over = threading.Event(), threading.Event()

    def write() -> None:
        with session.register.change(by=session.user) as tx:
            tx.put_draft("intake", "", "halfway")
            begun.set()
            assert over.wait(60)

    writer = threading.Thread(target=write)
    writer.start()
    assert begun.wait(60)
    try:
        with pytest.raises(Replaced):
            session.lock()
        assert demo.left_unsaved()
        assert (demo.folder / "register.unsaved").stat().st_size == 0
    finally:
        over.set()
        writer.join()
    session = demo.unlock(NAME, PHRASE)
    assert not demo.left_unsaved()
    with session.register.read() as reader:
        assert reader.draft(session.user.id, "intake") is None
    session.close()


@pytest.mark.usefixtures("_stays")
def test_a_write_that_ends_in_time_is_kept_and_nothing_is_told(demo: Application) -> None:
    session = demo.unlock(NAME, PHRASE)
    session.hurry()
    with session.register.change(by=session.user) as tx:
        tx.put_draft("intake", "", "whole")
        tx.commit()
    with pytest.raises(Replaced):
        session.lock()
    assert not demo.left_unsaved()
    session = demo.unlock(NAME, PHRASE)
    with session.register.read() as reader:
        assert reader.draft(session.user.id, "intake") == "whole"
    session.close()


@pytest.mark.usefixtures("_stays")
def test_a_draft_survives_the_lock_and_the_next_user_does_not_see_it(demo: Application) -> None:
    session = demo.unlock(NAME, PHRASE)
    drafts.save_draft(session.register, kind="intake", key="", fields={"given": WORD}, by=session.user)
    other = User(StaffId("0190a000-0000-7000-8000-00000000000b"), "Li Strand", session.user.roles)
    with session.register.change(by=session.user) as tx:
        tx.put_staff(other)
        tx.commit()
    with pytest.raises(Replaced):
        session.lock()
    session = demo.unlock(NAME, PHRASE)
    assert drafts.load_draft(session.register, kind="intake", key="", by=other) is None
    assert drafts.load_draft(session.register, kind="intake", key="", by=session.user) == {"given": WORD}
    session.close()
