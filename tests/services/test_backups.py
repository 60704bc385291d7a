"""Backups as services: made when something was written, listed, rehearsed, put where the office says, always logged."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from caseworker.domain.access import Role, User
from caseworker.domain.backups import Contents, Rehearsal
from caseworker.domain.ids import StaffId
from caseworker.errors import CaseworkerError, EnvironmentFault
from caseworker.services import backups, people, trust
from caseworker.services.backups import Kit
from caseworker.store import audit
from caseworker.store.findings import Finding
from caseworker.store.register import Register
from tests.services.conftest import KEY, MAJ, NOW, SAMIRA, Open


class Clock:
    """Goes a minute at a time, or as far as it is told."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: int) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def register(open_copy: Open, clock: Clock) -> Register:
    return open_copy(clock=clock)


@pytest.fixture
def kit(register: Register) -> Kit:
    vault = register.path.with_name("register.vault")
    vault.write_bytes(b"the vault")
    return Kit(KEY, None, {"register.vault": vault}, register.path.parent / "backups")


def code_of(call: object, *arguments: object, **named: object) -> str:
    assert callable(call)
    with pytest.raises(CaseworkerError) as fault:
        call(*arguments, **named)
    return fault.value.code


def actions(register: Register) -> list[str]:
    with register.read() as reader:
        return [str(row[0]) for row in reader.connection.exec_driver_sql("SELECT action FROM audit ORDER BY seq")]


def test_a_backup_is_made_when_something_was_written_and_not_for_its_own_row(
    register: Register, kit: Kit, clock: Clock
) -> None:
    before = backups.backup_state(register, kit=kit, by=MAJ)
    assert (before.newest, before.due, before.count, before.rehearsal) == (None, True, 0, None)
    made = backups.back_up(register, kit=kit, why="half_hour", by=MAJ)
    assert made is not None
    assert [place.code for place in made.places] == [""]
    assert actions(register)[-1] == "backup.made"
    assert backups.back_up(register, kit=kit, why="half_hour", by=MAJ) is None
    assert not backups.backup_state(register, kit=kit, by=MAJ).changed_since
    people.register_person(register, intake=SAMIRA, by=MAJ)
    clock.pass_by(minutes=5)
    state = backups.backup_state(register, kit=kit, by=MAJ)
    assert (state.changed_since, state.due, state.newest) == (True, False, NOW)
    clock.pass_by(minutes=25)
    assert backups.backup_state(register, kit=kit, by=MAJ).due
    assert backups.back_up(register, kit=kit, why="asked", by=MAJ)
    assert backups.backup_state(register, kit=kit, by=MAJ).count == 2
    assert trust.verify_register(register, signed_by=lambda *_: True, by=MAJ).ok


def test_a_backup_of_an_abandoned_log_does_not_count_as_one_of_this(register: Register, kit: Kit) -> None:
    made = backups.back_up(register, kit=kit, why="asked", by=MAJ)
    assert made is not None
    path = made.file.path
    ahead = path.with_name(path.name.replace(f"-{made.file.seq}-", "-500-").replace("T100000Z", "T110000Z"))
    path.rename(ahead)
    assert backups.backup_state(register, kit=kit, by=MAJ).changed_since
    ahead.rename(path.with_name(path.name[:-12] + "00000000.age"))
    assert backups.backup_state(register, kit=kit, by=MAJ).changed_since


def test_a_backup_before_a_restore_thins_nothing(register: Register, kit: Kit, clock: Clock) -> None:
    for minutes in (0, 5):
        clock.now = NOW + timedelta(minutes=minutes)
        people.register_person(register, intake=replace(SAMIRA, numbers=()), by=MAJ)
        backups.back_up(register, kit=kit, why="asked", by=MAJ)
    clock.pass_by(days=2)
    people.register_person(register, intake=replace(SAMIRA, numbers=()), by=MAJ)
    backups.back_up(register, kit=kit, why=backups.RESTORE, by=MAJ)
    assert backups.backup_state(register, kit=kit, by=MAJ).count == 3
    people.register_person(register, intake=replace(SAMIRA, numbers=()), by=MAJ)
    clock.pass_by(minutes=1)
    backups.back_up(register, kit=kit, why="asked", by=MAJ)
    assert backups.backup_state(register, kit=kit, by=MAJ).count == 3


def test_a_broken_register_replaces_no_backup(register: Register, kit: Kit) -> None:
    register.stop_writing((Finding("audit.broken", seq=1),))
    assert code_of(backups.back_up, register, kit=kit, why="asked", by=MAJ) == "register.closed_for_writing"
    assert not kit.own_place.exists()


def test_backups_are_listed_with_their_counts_and_damaged_ones_by_name(
    register: Register, kit: Kit, clock: Clock
) -> None:
    for given in ("Samira", "Sara"):
        people.register_person(register, intake=replace(SAMIRA, given=given, numbers=()), by=MAJ)
        backups.back_up(register, kit=kit, why="asked", by=MAJ)
        clock.pass_by(minutes=31)
    quick = backups.list_backups(register, kit=kit, check=False, by=MAJ)
    assert [(row.people, row.code) for row in quick] == [(2, "unchecked"), (1, "unchecked")]
    newest = kit.own_place / quick[0].name
    raw = bytearray(newest.read_bytes())
    raw[-9000] ^= 1
    newest.write_bytes(raw)
    checked = backups.list_backups(register, kit=kit, check=True, by=MAJ)
    assert [(row.people, row.code) for row in checked] == [(None, "backup.damaged"), (1, "")]
    assert checked[1].made == NOW


def test_a_backup_under_the_name_of_another_copy_is_not_taken_for_it(
    register: Register, kit: Kit, clock: Clock
) -> None:
    for given in ("Samira", "Sara", "Sahra"):
        people.register_person(register, intake=replace(SAMIRA, given=given, numbers=()), by=MAJ)
        backups.back_up(register, kit=kit, why="asked", by=MAJ)
        clock.pass_by(minutes=31)
    oldest, between, newest = sorted(kit.own_place.iterdir())
    newest.write_bytes(oldest.read_bytes())
    for check in (False, True):
        rows = backups.list_backups(register, kit=kit, check=check, by=MAJ)
        assert [(row.name, row.people) for row in rows] == [(newest.name, None), (between.name, 2), (oldest.name, 1)]
        assert rows[0].code == "backup.damaged"
    assert backups.rehearse_restore(register, kit=kit, by=MAJ).damaged == (newest.name,)


def test_a_rehearsal_restores_beside_and_is_remembered(register: Register, kit: Kit, clock: Clock) -> None:
    assert code_of(backups.rehearse_restore, register, kit=kit, by=MAJ) == "backup.none"
    people.register_person(register, intake=SAMIRA, by=MAJ)
    backups.back_up(register, kit=kit, why="asked", by=MAJ)
    clock.pass_by(minutes=40)
    people.register_person(register, intake=replace(SAMIRA, given="Sara", numbers=()), by=MAJ)
    second = backups.back_up(register, kit=kit, why="asked", by=MAJ)
    assert second is not None
    second.file.path.write_bytes(second.file.path.read_bytes()[:-1])
    clock.pass_by(days=1)
    found = backups.rehearse_restore(register, kit=kit, by=MAJ)
    assert found == Rehearsal(clock(), NOW, True, 1, found.missing, (second.file.name,))
    assert found.missing > 0
    assert backups.backup_state(register, kit=kit, by=MAJ).rehearsal == found
    assert actions(register)[-1] == "backup.rehearsed"
    assert not list(register.path.parent.glob(".backup-*"))


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    made = [tmp_path / name for name in ("first", "second", "third")]
    for folder in made:
        folder.mkdir()
    return made


def test_the_office_chooses_one_or_two_places(register: Register, kit: Kit, folders: list[Path]) -> None:
    backups.choose_places(register, kit=kit, places=folders[:2], by=MAJ)
    made = backups.back_up(register, kit=kit, why="asked", by=MAJ)
    assert made is not None
    assert [place.place for place in made.places] == folders[:2]
    assert {path.name for folder in folders[:2] for path in folder.iterdir()} == {made.file.name}
    choose = backups.choose_places
    assert code_of(choose, register, kit=kit, places=folders, by=MAJ) == "backup.too_many_places"
    assert code_of(choose, register, kit=kit, places=[folders[0] / "gone"], by=MAJ) == "backup.place_missing"
    assert code_of(choose, register, kit=kit, places=[register.path.parent], by=MAJ) == "backup.place_inside"
    decided = replace(kit, decided_places=(folders[2],))
    assert code_of(choose, register, kit=decided, places=[], by=MAJ) == "backup.places_decided"
    state = backups.backup_state(register, kit=decided, by=MAJ)
    assert (state.places, state.places_decided) == ((folders[2],), True)
    assert backups.backup_state(register, kit=replace(kit, decided_places=()), by=MAJ).places == (kit.own_place,)
    choose(register, kit=kit, places=[kit.own_place], by=MAJ)
    choose(register, kit=kit, places=[], by=MAJ)
    assert backups.backup_state(register, kit=kit, by=MAJ).places == (kit.own_place,)


def test_only_those_who_answer_for_the_unit_may_restore(register: Register, kit: Kit) -> None:
    made = backups.back_up(register, kit=kit, why="asked", by=MAJ)
    assert made is not None
    row = backups.list_backups(register, kit=kit, check=True, by=MAJ)[0]
    assert row.code == ""
    with register.read() as reader:
        head = audit.read_head(reader.connection.connection.cursor())
    contents = Contents("register", NOW, 2, head.seq, head.mac, {})
    caseworker = User(StaffId("0192f0c0-0000-7000-8000-000000000009"), "Ada", frozenset({Role.CASEWORKER}))
    begin = backups.begin_epoch
    assert code_of(begin, register, name="x", contents=contents, left=None, by=caseworker) == "access.not_granted"
    begin(register, name="x.age", contents=contents, left=(7, "aa"), by=MAJ)
    assert actions(register)[-1] == "backup.restored"


def test_a_place_that_is_away_is_told_and_the_other_still_takes_it(
    register: Register, kit: Kit, folders: list[Path]
) -> None:
    backups.choose_places(register, kit=kit, places=folders[:2], by=MAJ)
    folders[0].rmdir()
    made = backups.back_up(register, kit=kit, why="close", by=MAJ)
    assert made is not None
    assert [place.code for place in made.places] == ["backup.place_missing", ""]
    folders[1].joinpath(made.file.name).unlink()
    folders[1].rmdir()
    people.register_person(register, intake=SAMIRA, by=MAJ)
    with pytest.raises(EnvironmentFault, match=r"backup\.no_place"):
        backups.back_up(register, kit=kit, why="close", by=MAJ)


def test_a_rehearsal_without_room_does_not_call_the_backups_damaged(
    register: Register, kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups.back_up(register, kit=kit, why="asked", by=MAJ)

    def no_room(*_: object, **__: object) -> None:
        raise EnvironmentFault("file.disk_full", path=kit.own_place)

    monkeypatch.setattr("caseworker.store.backup.unpack", no_room)
    assert code_of(backups.rehearse_restore, register, kit=kit, by=MAJ) == "file.disk_full"
    assert actions(register)[-1] == "backup.made"
