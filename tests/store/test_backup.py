"""A backup is proved by opening it, also with age and SQLCipher alone; a damaged one is told as damaged."""

import contextlib
import io
import random
import shutil
import tarfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pyrage
import pytest
import sqlcipher3.dbapi2 as sqlcipher
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from caseworker import agefile
from caseworker.domain.backups import PlaceResult
from caseworker.errors import CaseworkerError, EnvironmentFault
from caseworker.store import backup
from caseworker.store.register import Register
from tests.store.decrypted import decrypted_pages
from tests.store.fixtures import KEY, NOON, StandingClock, keep, make_person

RECOVERY = bytes(range(100, 132))
PUBLIC = X25519PrivateKey.from_private_bytes(RECOVERY).public_key().public_bytes_raw()


@pytest.fixture
def kit(tmp_path: Path) -> backup.Kit:
    """What a register with recovery sheets and a vault beside it brings along."""
    vault = tmp_path / "register.vault"
    vault.write_bytes(b'{"the": "vault"}')
    return backup.Kit(KEY, PUBLIC, {"register.vault": vault}, tmp_path / "backups")


def made_in(register: Register, kit: backup.Kit, *places: Path) -> Path:
    keep(register, make_person("Samira", "Haddad"))
    file, _results = backup.back_up(register, kit, places or [kit.own_place], NOON)
    return file.path


def code_of(call: object, *arguments: object, **named: object) -> str:
    assert callable(call)
    with pytest.raises(CaseworkerError) as fault:
        call(*arguments, **named)
    return fault.value.code


def test_keys_are_spelt_as_age_spells_them() -> None:
    generator = random.Random(7)
    for _ in range(40):
        private = generator.randbytes(32)
        public = X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
        spelt = agefile.identity_of(private)
        assert str(pyrage.x25519.Identity.from_str(spelt)) == spelt
        assert agefile.recipient_for(spelt) == agefile.recipient_of(public)
    with pytest.raises(ValueError, match="32 bytes"):
        agefile.recipient_of(b"short")


@pytest.mark.parametrize("identity", [backup.office_identity(KEY), agefile.identity_of(RECOVERY)])
def test_a_backup_opens_with_age_tar_and_sqlcipher_alone(
    register: Register, kit: backup.Kit, identity: str, tmp_path: Path
) -> None:
    path = made_in(register, kit)
    plain = pyrage.decrypt(path.read_bytes(), [pyrage.x25519.Identity.from_str(identity)])
    out = tmp_path / "out"
    with tarfile.open(fileobj=io.BytesIO(plain)) as archive:
        assert archive.getnames() == ["README.txt", "backup.json", "key.txt", "register.vault", "register.db"]
        archive.extractall(out, filter="data")
    assert (out / "register.vault").read_bytes() == b'{"the": "vault"}'
    with contextlib.closing(sqlcipher.connect(str(out / "register.db"))) as copy:
        copy.execute((out / "key.txt").read_text())
        assert copy.execute("SELECT full FROM person_names").fetchall() == [("Samira Haddad",)]
    assert not list(tmp_path.glob(".backup-*"))


def test_nothing_of_a_person_or_a_key_lies_in_clear_beside_the_register(register: Register, kit: backup.Kit) -> None:
    path = made_in(register, kit)
    said = path.read_bytes() + path.name.encode()
    for word in (b"Samira", b"Haddad", KEY, KEY.hex().encode(), b"PRAGMA"):
        assert word not in said
    assert path.stat().st_mode & 0o077 == 0
    assert {one.name for one in path.parent.iterdir()} == {path.name}


def test_a_backup_tells_what_it_holds_and_unpacks_to_the_same_rows(
    register: Register, kit: backup.Kit, tmp_path: Path
) -> None:
    path = made_in(register, kit)
    identities = backup.known_identities(register, KEY)
    contents = backup.read_contents(path, identities)
    assert (contents.register_id, contents.made, contents.counts["people"]) == ("register-1", NOON, 1)
    folder = tmp_path / "out"
    folder.mkdir()
    unpacked = backup.unpack(path, identities, folder)
    assert (unpacked.contents, unpacked.register_key) == (contents, KEY)
    assert unpacked.companions == {"register.vault": b'{"the": "vault"}'}
    assert "Samira" in b"".join(decrypted_pages(unpacked.database, KEY)).decode("utf-8", "ignore")
    assert backup.log_passes(register, contents.seq, contents.head) == (contents.seq, True)
    assert backup.log_passes(register, contents.seq, b"another") == (contents.seq, False)


def test_every_kind_of_damage_is_refused(register: Register, kit: backup.Kit, tmp_path: Path) -> None:
    path = made_in(register, kit)
    raw = path.read_bytes()
    identities = backup.known_identities(register, KEY)
    generator = random.Random(3)
    broken = tmp_path / path.name
    for number in range(60):
        hurt = bytearray(raw)
        if number % 3 == 0:
            hurt = hurt[: generator.randrange(len(raw))]
        elif number % 3 == 1:
            hurt[generator.randrange(len(raw))] ^= 1 << generator.randrange(8)
        else:
            hurt[generator.randrange(len(raw)) :] += b"more"
        broken.write_bytes(bytes(hurt))
        with backup.workplace(tmp_path) as folder:
            assert code_of(backup.unpack, broken, identities, folder) in {"backup.damaged", "backup.other_key"}
    other = backup.office_identity(b"x" * 32)
    assert code_of(backup.read_contents, path, [other]) == "backup.other_key"
    assert code_of(backup.read_contents, tmp_path / "gone.age", identities) == "backup.unreadable"


def sealed(parts: dict[str, agefile.Part], path: Path) -> Path:
    agefile.seal(path, parts, [agefile.recipient_of(PUBLIC)])
    return path


def test_a_sealed_file_that_is_no_backup_is_refused(register: Register, kit: backup.Kit, tmp_path: Path) -> None:
    identities = [agefile.identity_of(RECOVERY)]
    good = agefile.unseal(made_in(register, kit), identities)
    for wrong in (
        {"README.txt": b"nothing else"},
        {**good, "backup.json": b"[]"},
        {**good, "backup.json": good["backup.json"].replace(b"backup 1", b"backup 9")},
        {name: part for name, part in good.items() if name != "key.txt"},
        {**good, "key.txt": b"PRAGMA key"},
        {**good, "key.txt": good["key.txt"].replace(KEY.hex()[:4].encode(), b"ffff")},
        {**good, "backup.json": good["backup.json"].replace(b'"people": 1', b'"people": 2')},
        {**good, "register.db": b"no register"},
    ):
        path = sealed(dict(wrong), tmp_path / "wrong.age")
        with backup.workplace(tmp_path) as folder:
            assert code_of(backup.unpack, path, identities, folder) == "backup.damaged"
    too_large = sealed({"much": bytes(17 * 1024 * 1024)}, tmp_path / "large.age")
    assert code_of(agefile.unseal, too_large, identities) == "backup.damaged"
    no_tar = tmp_path / "no-tar.age"
    no_tar.write_bytes(pyrage.encrypt(b"x" * 2000, [pyrage.x25519.Recipient.from_str(agefile.recipient_of(PUBLIC))]))
    assert code_of(agefile.unseal, no_tar, identities) == "backup.damaged"
    no_tar.write_bytes(pyrage.encrypt(b"", [pyrage.x25519.Recipient.from_str(agefile.recipient_of(PUBLIC))]))
    assert code_of(agefile.unseal, no_tar, identities) == "backup.damaged"


def test_a_second_place_that_is_away_does_not_stop_the_first(
    register: Register, kit: backup.Kit, tmp_path: Path
) -> None:
    stick, away = tmp_path / "stick", tmp_path / "away"
    stick.mkdir()
    keep(register, make_person())
    file, results = backup.back_up(register, kit, [away, kit.own_place, stick], NOON)
    assert results == [PlaceResult(away, "backup.place_missing"), PlaceResult(kit.own_place), PlaceResult(stick)]
    assert file.path.parent == kit.own_place
    assert (stick / file.name).read_bytes() == file.path.read_bytes()
    assert not away.exists()
    listed = backup.list_backups([stick, away, kit.own_place], "register-1")
    assert [(one.path.parent, one.seq) for one in listed] == [(stick, file.seq)]
    assert code_of(backup.back_up, register, kit, [away], NOON) == "backup.no_place"


def test_a_place_that_takes_nothing_is_told(register: Register, kit: backup.Kit, tmp_path: Path) -> None:
    keep(register, make_person())
    stick = tmp_path / "stick"
    stick.mkdir()
    name = backup.back_up(register, kit, [kit.own_place], NOON)[0].name
    (stick / name).mkdir()  # something else lies where the copy should go
    (stick / name / "x").touch()
    _file, results = backup.back_up(register, kit, [kit.own_place, stick], NOON)
    assert [result.code for result in results] == ["", "backup.not_written"]
    _file, results = backup.back_up(register, kit, [stick, kit.own_place], NOON)
    assert [result.code for result in results] == ["backup.not_written", ""]
    a_file = tmp_path / "file"
    a_file.touch()
    without = replace(kit, own_place=a_file)
    assert code_of(backup.back_up, register, without, [a_file], NOON) == "backup.no_place"
    gone = replace(kit, companions={"register.vault": tmp_path / "gone"})
    assert code_of(backup.back_up, register, gone, [kit.own_place], NOON) == "backup.no_place"
    register.path.parent.joinpath("deep").touch()
    with pytest.raises(EnvironmentFault, match="read_only_folder"), backup.workplace(tmp_path / "deep"):
        pass


def test_what_a_killed_backup_left_unfinished_goes_after_an_hour(
    register: Register, kit: backup.Kit, clock: StandingClock
) -> None:
    path = made_in(register, kit)
    old = path.name.replace("T11", "T08")
    killed = [path.with_name(f".{old}.0123456789ab.new"), path.with_name(f".{old}.new")]
    others = [path.with_name(f".{path.name}.0123456789ab.new"), path.with_name(".anteckningar.age.x.new")]
    for left in (*killed, *others):
        left.touch()
    backup.thin(kit.own_place, "register-1", clock())
    assert not any(left.exists() for left in killed)
    assert all(other.exists() for other in others)


def test_old_backups_are_thinned_and_others_are_left_alone(
    register: Register, kit: backup.Kit, clock: StandingClock
) -> None:
    path = made_in(register, kit)
    for day in range(60):
        name = path.name.replace("20261121T110000Z", f"{NOON - timedelta(days=day + 1):%Y%m%dT%H%M%S}Z")
        shutil.copy(path, path.with_name(name))
    others = [path.with_name("anteckningar.txt"), path.with_name("register-ffffffff-20200101T000000Z-1-00000000.age")]
    for other in others:
        other.touch()
    whole = len(backup.list_backups([kit.own_place], "register-1"))
    gone = backup.thin(kit.own_place, "register-1", clock())
    assert gone == whole - len(backup.list_backups([kit.own_place], "register-1")) > 0
    assert path.exists()
    assert all(other.exists() for other in others)


def test_a_register_that_never_rests_is_said_to_change(
    register: Register, kit: backup.Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = backup.counts_and_head

    def busy(connection: sqlcipher.Connection) -> object:
        counts, head = real(connection)
        return counts, replace(head, seq=busy_at.__next__() + head.seq)

    busy_at = iter(range(100))
    monkeypatch.setattr(backup, "counts_and_head", busy)
    assert code_of(backup.back_up, register, kit, [kit.own_place], NOON) == "backup.changing"


def test_the_identity_of_an_earlier_key_is_remembered(register: Register, kit: backup.Kit) -> None:
    from tests.store.fixtures import FOUNDER

    first = backup.known_identities(register, KEY)
    with register.change(by=FOUNDER) as tx:
        backup.remember_identities(tx.connection, first)
        tx.commit()
    assert backup.known_identities(register, KEY) == first
    assert backup.known_identities(register, b"n" * 32) == [backup.office_identity(b"n" * 32), *first]


def test_damage_that_happens_while_writing_is_found_at_once(
    register: Register, kit: backup.Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(register, make_person())
    write = agefile.seal

    def badly(target: Path, *rest: object) -> None:
        write(target, *rest)  # type: ignore[arg-type]  # passed on as it came
        raw = bytearray(target.read_bytes())
        raw[-5000] ^= 1
        target.write_bytes(raw)

    monkeypatch.setattr(agefile, "seal", badly)
    assert code_of(backup.back_up, register, kit, [kit.own_place], NOON) == "backup.no_place"
    assert list(kit.own_place.iterdir()) == []
