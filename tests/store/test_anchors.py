"""Where the head of the log is anchored, when, and what its absence says."""

import json
from pathlib import Path

import pytest

from caseworker.domain.changes import Event
from caseworker.errors import EnvironmentFault
from caseworker.store.anchor import read_anchor
from caseworker.store.findings import Finding
from caseworker.store.register import Register
from caseworker.store.verify import verify
from tests.store.fixtures import FOUNDER, KEY, StandingClock


@pytest.fixture
def anchor(tmp_path: Path) -> Path:
    """A place outside the register's folder."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder / "register.anchor"


def opened(path: Path, anchor: Path, clock: StandingClock | None = None) -> Register:
    return Register.open(path, key=KEY, clock=clock or StandingClock(), anchor=anchor)


def write(register: Register, action: str = "case.read") -> None:
    with register.change(by=FOUNDER) as tx:
        tx.note(Event(action, "case-1"))
        tx.commit()


def anchored(register: Register, path: Path) -> int:
    """Return the number of the anchored head, 0 when there is no anchor."""
    keys = register.integrity_keys
    head = read_anchor(path, keys.anchor, keys.register_id)
    return head.seq if head else 0


def actions(register: Register) -> list[tuple[str, str]]:
    with register.read() as reader:
        query = "SELECT action, CAST(body AS TEXT) FROM audit JOIN audit_payloads USING (seq) ORDER BY seq"
        return [tuple(row) for row in reader.connection.exec_driver_sql(query)]


def test_the_anchor_follows_the_log_at_most_once_a_minute(register_file: Path, anchor: Path) -> None:
    clock = StandingClock()
    register = opened(register_file, anchor, clock)
    register.anchor()
    assert anchored(register, anchor) == 1
    write(register)  # with it: that there was no anchor
    assert anchored(register, anchor) == 1
    clock.advance(seconds=61)
    write(register)
    assert anchored(register, anchor) == 4
    write(register)
    assert anchored(register, anchor) == 4
    register.close()
    assert json.loads(anchor.read_bytes())["seq"] == 5


def test_a_computer_without_an_anchor_is_a_doubt_that_closes_nothing_and_is_logged_once(
    register_file: Path, anchor: Path
) -> None:
    register = opened(register_file, anchor)
    assert register.doubts == (Finding("audit.anchor_missing"),)
    assert register.faults == ()
    with register.change(by=FOUNDER):
        pass  # left without a commit: what it would have logged is not there
    write(register)
    write(register)
    assert [action for action, _body in actions(register)].count("register.anchor_missing") == 1
    assert verify(register).ok
    register.close()
    register = opened(register_file, anchor)
    assert register.doubts == ()
    register.close()


def test_an_anchor_that_cannot_be_written_does_not_undo_what_was_saved(register_file: Path, anchor: Path) -> None:
    clock = StandingClock()
    register = opened(register_file, anchor, clock)
    register.anchor()
    anchor.unlink()
    anchor.parent.rmdir()
    clock.advance(minutes=2)
    write(register)
    anchor.parent.mkdir()
    write(register)
    assert anchored(register, anchor) == 4
    register.close()


def test_a_second_anchor_lies_with_the_backups_and_finds_an_older_copy_too(
    register_file: Path, anchor: Path, tmp_path: Path
) -> None:
    backups = tmp_path / "backups"
    backups.mkdir()
    register = opened(register_file, anchor)
    assert register.anchor_in(backups) == ()
    register.close()
    yesterday = register_file.read_bytes()
    register = opened(register_file, anchor)
    assert register.anchor_in(backups) == ()
    write(register)
    register.close()
    (second,) = backups.iterdir()
    register_file.write_bytes(yesterday)
    anchor.unlink()  # whoever put the older copy there took the first anchor away

    register = opened(register_file, anchor)
    assert [finding.code for finding in register.doubts] == ["audit.anchor_missing"]
    assert [finding.code for finding in register.anchor_in(backups)] == ["audit.rolled_back"]
    with pytest.raises(EnvironmentFault, match=r"register\.closed_for_writing"):
        write(register)
    register.anchor()
    assert not anchor.exists()  # an older copy moves no anchor
    register.accept_rollback(by=FOUNDER)
    assert anchored(register, second) == anchored(register, anchor) > 0
    register.close()


def test_a_second_anchor_whose_disk_is_gone_holds_nothing_up(register_file: Path, anchor: Path, tmp_path: Path) -> None:
    register = opened(register_file, anchor)
    assert register.anchor_in(tmp_path / "not there") == ()
    write(register)
    register.close()
    assert json.loads(anchor.read_bytes())["seq"] == 3


def test_taking_on_an_older_copy_begins_an_epoch_that_names_the_broken_head(register_file: Path, anchor: Path) -> None:
    opened(register_file, anchor).close()
    yesterday = register_file.read_bytes()
    for epoch in (2, 3):
        register = opened(register_file, anchor)
        for _time in range(epoch):
            write(register)
        register.close()
        broken = json.loads(anchor.read_bytes())
        register_file.write_bytes(yesterday)
        register = opened(register_file, anchor)
        assert [finding.code for finding in register.faults] == ["audit.rolled_back"]
        register.accept_rollback(by=FOUNDER)
        action, body = actions(register)[-1]
        assert action == "register.rollback_accepted"
        assert json.loads(body) == {"broken": [[broken["seq"], broken["mac"]]], "epoch": epoch}
        register.close()
        yesterday = register_file.read_bytes()


def test_an_older_copy_stays_closed_when_taking_it_on_could_not_be_logged(
    register_file: Path, anchor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    yesterday = register_file.read_bytes()
    register = opened(register_file, anchor)
    write(register)
    register.close()
    register_file.write_bytes(yesterday)
    register = opened(register_file, anchor)

    def full(*_arguments: object, **_more: object) -> None:
        raise EnvironmentFault("register.disk_full")

    monkeypatch.setattr("caseworker.store.audit.append", full)
    with pytest.raises(EnvironmentFault, match=r"register\.disk_full"):
        register.accept_rollback(by=FOUNDER)
    assert [finding.code for finding in register.faults] == ["audit.rolled_back"]
    register.close()
