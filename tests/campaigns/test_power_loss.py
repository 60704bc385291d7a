"""The power goes: what was answered is there, and nothing is there by half, whatever the disk had not yet been made to
keep.

A program at work is recorded once; the power is then cut at many places of what it told the system. All that was synced
is on the disk; of what came after, any subset of sectors.
"""

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from caseworker.errors import Refused
from caseworker.register_folder import VAULT
from caseworker.services import backups, people, preferences
from caseworker.store import backup
from caseworker.store.register import Register
from caseworker.store.verify import verify
from tests.app.offices import NAME, PHRASE
from tests.campaigns.errands import lost
from tests.campaigns.great_steps import BY_NOW, IN_BACKUP, NEW_PHRASE, found_house, lives_in
from tests.campaigns.hands import Ack, found_with_two
from tests.campaigns.power import Call, Disk, lay_out, lies, recorded
from tests.campaigns.power_writer import ANCHOR
from tests.campaigns.tally import Tally, cases
from tests.services.conftest import KEY, MAJ, NOW

VERIFY_EVERY = 5


def cut_often(disk: Disk, calls: list[Call], number: int, look: Callable[[list[str]], None], tally: Tally) -> None:
    """Cut the power at so many places of ``calls`` and ``look`` at what is left, given what had been acknowledged."""
    chance = random.Random(5)
    written = disk.root
    start = disk.files()
    places = sorted(chance.choices(range(1, len(calls) + 1), k=number))
    done = 0
    ended = lies(written)
    for place in places:
        for call in calls[done:place]:
            disk.follow(call)
        done = place
        lay_out(written, disk.left(chance))
        look([line for words in disk.acks for line in words.splitlines()])
        tally.count()
    for call in calls[done:]:
        disk.follow(call)
    assert disk.files() == ended, "the recording is not all that was written"
    assert ended != start


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """A folder all of whose files are followed."""
    before = os.environ["XDG_CONFIG_HOME"]
    folder = tmp_path / "disk"
    folder.mkdir()
    yield folder
    os.environ["XDG_CONFIG_HOME"] = before


def written_by(kind: str, root: Path, workbook: Path) -> tuple[Disk, list[Call]]:
    """Record the writing of ``kind`` in ``root``."""
    disk = Disk(root)
    size = (str(cases(2, 3, 5)), str(cases(2, 99, 99)))  # days, and errands on each
    module = ["-m", "tests.campaigns.power_writer", kind, str(root), str(workbook), *size]
    environment = {"XDG_CONFIG_HOME": str(root / "config")}
    return disk, list(recorded(module, root.with_name("trace"), environment))


@pytest.mark.campaign(id="K5", what="the power gone under every service that writes: unsynced sectors lost or torn")
def test_a_power_cut_loses_no_save_that_was_answered(root: Path, workbook: Path, tally: Tally) -> None:
    found_with_two(root / "register.db")
    disk, calls = written_by("days", root, workbook)
    cuts = 0

    def look(told: list[str]) -> None:
        nonlocal cuts
        cuts += 1
        register = Register.open(root / "register.db", key=KEY, clock=lambda: NOW, anchor=root / ANCHOR)
        assert register.faults == ()
        assert lost(register, {Ack(*line.split(" ", 1)) for line in told}) == []
        for file in backup.list_backups([root / "backups"], register.info.register_id):
            with backup.workplace(root) as work:
                backup.unpack(file.path, backup.known_identities(register, KEY), work)
        details = preferences.OfficeDetails(address="Efter strömavbrottet")
        preferences.save_office_details(register, details=details, by=MAJ)
        if cuts % VERIFY_EVERY == 0:
            assert verify(register).ok
        register.close()

    cut_often(disk, calls, cases(10, 120, 300), look, tally)


@pytest.mark.campaign(id="K5", what="the power gone in a backup, a new passphrase, new keys or a restore")
def test_a_power_cut_in_a_great_step_leaves_the_old_or_the_new(
    root: Path, centre: str, workbook: Path, tally: Tally
) -> None:
    found_house(root, centre)
    disk, calls = written_by("great steps", root, workbook)

    def look(told: list[str]) -> None:
        application = lives_in(root)
        phrases = (
            {PHRASE} if "passphrase?" not in told else {NEW_PHRASE} if "passphrase" in told else {PHRASE, NEW_PHRASE}
        )
        session = None
        for phrase in phrases:
            try:
                session = application.unlock(NAME, phrase)
            except Refused as refused:
                code = refused.code
            else:
                break
        assert session is not None, code
        assert session.register.faults == ()
        assert application.verify(session).ok
        there = people.count_people(session.register, by=session.user)
        allowed = {BY_NOW, BY_NOW + 1} if "person" not in told else {BY_NOW + 1}
        if "restore?" in told:
            allowed = {IN_BACKUP} if "restore" in told else {IN_BACKUP, *allowed}
        assert there in allowed
        rows = backups.list_backups(session.register, kit=application.backup_kit(session), check=True, by=session.user)
        assert {row.code for row in rows} == {""}
        assert len(rows) >= (2 if "backup" in told else 1)
        session.close()
        assert "register.next" not in (root / "register" / VAULT).read_text()

    cut_often(disk, calls, cases(6, 80, 200), look, tally)
