"""The readable export: everybody on a line, protected people only where their readers open it, all of it sealed."""

import json
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from caseworker import agefile
from caseworker.domain.access import Role, User
from caseworker.domain.intake import Intake
from caseworker.errors import CaseworkerError
from caseworker.exchange import readable
from caseworker.services import backups, exports
from caseworker.services.backups import Kit
from caseworker.store import backup
from tests.services.conftest import KEY, MAJ
from tests.services.test_protection import ALI, EVA, Desk, desk, registered

__all__ = ["desk"]


@pytest.fixture
def kit(desk: Desk) -> Kit:
    folder = desk.register.path.parent / "backups"
    return Kit(KEY, None, {}, folder)


def code_of(call: object, *arguments: object, **named: object) -> str:
    assert callable(call)
    with pytest.raises(CaseworkerError) as fault:
        call(*arguments, **named)
    return fault.value.code


def people_in(file: Path, key: bytes) -> list[dict[str, object]]:
    parts = agefile.unseal(file, [backup.identity_of(key)])
    assert set(parts) == {"README.txt", "people.jsonl"}
    return [json.loads(line) for line in parts["people.jsonl"].splitlines()]


def test_everybody_stands_on_a_line_with_all_that_was_entered(desk: Desk, kit: Kit) -> None:
    done = exports.export_readable(desk.register, kit=kit, by=MAJ)
    assert done is not None
    assert (done.people, done.protected, done.left_out) == (1, 0, 0)
    (samira,) = people_in(done.files[0], KEY)
    assert samira["id"] == desk.person
    told = json.dumps(samira, ensure_ascii=False)
    for word in ("سميرة حداد", "19880314", "Hemliga gatan 7", "Syster bor i Malmö", "Godkänt hos Nora", "2025-06-01"):
        assert word in told
    assert b"Samira" not in done.files[0].read_bytes()


def test_protected_people_stand_apart_for_their_readers_alone(desk: Desk, kit: Kit) -> None:
    registered(desk.register, Intake(given="Öppen", family="Fyllnad"))
    desk.protect()
    done = exports.export_readable(desk.register, kit=kit, by=desk.sit(ALI))
    assert done is not None
    assert (done.people, done.protected, done.left_out) == (1, 1, 0)
    everybody, apart = done.files
    assert "Samira" not in json.dumps(people_in(everybody, KEY))
    assert code_of(agefile.unseal, apart, [backup.identity_of(KEY)]) == "backup.other_key"
    ((key, _readers),) = desk.ring.keys.values()
    (samira,) = people_in(apart, key)
    assert "Syster bor i Malmö" in json.dumps(samira, ensure_ascii=False)
    desk.clock.now += timedelta(minutes=1)
    done = exports.export_readable(desk.register, kit=kit, by=desk.sit(EVA))
    assert done is not None
    assert (len(done.files), done.protected, done.left_out) == (1, 0, 1)


def test_it_is_made_weekly_and_the_newest_five_of_each_are_kept(desk: Desk, kit: Kit) -> None:
    desk.protect()
    assert exports.export_readable(desk.register, kit=kit, when_due=True, by=MAJ)
    desk.clock.now += timedelta(days=6)
    assert exports.export_readable(desk.register, kit=kit, when_due=True, by=MAJ) is None
    for _ in range(7):
        desk.clock.now += timedelta(days=7)
        assert exports.export_readable(desk.register, kit=kit, when_due=True, by=MAJ)
    assert len(list(kit.own_place.iterdir())) == 2 * exports.KEPT
    assert not backups.list_backups(desk.register, kit=kit, check=False, by=MAJ)


def test_an_export_is_opened_into_a_folder_and_the_log_says_so(desk: Desk, kit: Kit, tmp_path: Path) -> None:
    desk.protect()
    done = exports.export_readable(desk.register, kit=kit, by=MAJ)
    assert done is not None
    for file in done.files:
        opened = exports.open_export(desk.register, kit=kit, file=file, folder=tmp_path / "ut", by=MAJ)
        assert opened.stat().st_mode & 0o077 == 0
    assert "Syster bor" in opened.read_text(encoding="utf-8")
    again = exports.open_export
    assert code_of(again, desk.register, kit=kit, file=file, folder=tmp_path / "ut", by=MAJ) == "export.exists"
    (tmp_path / "fil").write_bytes(b"")
    assert code_of(again, desk.register, kit=kit, file=file, folder=tmp_path / "fil", by=MAJ) == "file.cannot_write"
    desk.sit(EVA)
    assert code_of(again, desk.register, kit=kit, file=file, folder=tmp_path / "in", by=EVA) == "backup.other_key"
    desk.register.compartments.keyring = None
    assert code_of(again, desk.register, kit=kit, file=file, folder=tmp_path / "in", by=EVA) == "backup.other_key"
    with desk.register.read() as reader:
        told = reader.connection.exec_driver_sql("SELECT count(*) FROM audit WHERE action = 'backup.export_opened'")
        assert told.scalar_one() == 2  # only what was opened


@pytest.mark.parametrize("role", Role)
def test_whoever_leads_the_unit_opens_an_export_and_nobody_else(
    desk: Desk, kit: Kit, tmp_path: Path, role: Role
) -> None:
    done = exports.export_readable(desk.register, kit=kit, by=MAJ)
    assert done is not None
    li = User(MAJ.id, MAJ.name, frozenset({role}))
    open_it = partial(exports.open_export, desk.register, kit=kit, file=done.files[0], folder=tmp_path / "ut", by=li)
    if role is Role.UNIT_MANAGER:
        assert "Haddad" in open_it().read_text(encoding="utf-8")
    else:
        assert code_of(open_it) == "access.not_granted"
        assert not (tmp_path / "ut").exists()


def test_no_place_at_all_is_told(desk: Desk, kit: Kit) -> None:
    away = replace(kit, decided_places=(kit.own_place.parent / "away",))
    assert code_of(exports.export_readable, desk.register, kit=away, by=MAJ) == "backup.no_place"


def test_what_is_no_day_is_not_written_as_one() -> None:
    with pytest.raises(TypeError, match="bytes"):
        readable._plain(b"")  # noqa: SLF001 - no file holds one
