"""The register's file under a new key: everything is there, the old key opens nothing, the log's chain goes on."""

from pathlib import Path

import pytest

from caseworker.domain.changes import Event
from caseworker.errors import EnvironmentFault
from caseworker.store import rekey
from caseworker.store.engine import connect
from caseworker.store.register import Register
from caseworker.store.verify import verify
from tests.store.fixtures import FOUNDER, KEY, NOON, make_person, new_register

NEW = bytes(range(32, 64))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed register with one person, whose log keys are kept inside."""
    path = tmp_path / "register.db"
    anchor = tmp_path / "anchor"
    register = Register.create(path, key=KEY, info=new_register(), founder=FOUNDER, clock=lambda: NOON, anchor=anchor)
    with register.change(by=FOUNDER) as tx:
        tx.add(make_person())
        rekey.keep_log_keys(tx.connection, register.integrity_keys)
        tx.note(Event("register.rekey_begun", "", {}))
        tx.commit()
    register.close()
    return path


def opened(path: Path, key: bytes) -> Register:
    return Register.open(path, key=key, clock=lambda: NOON, anchor=path.with_name("anchor"), staff_id=FOUNDER.id)


def code_of_opening(path: Path, key: bytes) -> str:
    with pytest.raises(EnvironmentFault) as fault:
        opened(path, key)
    return fault.value.code


def test_the_new_key_opens_all_of_it_and_the_old_one_nothing(path: Path) -> None:
    rekey.copy_under_new_key(path, old=KEY, new=NEW)
    assert code_of_opening(rekey.copy_of(path), KEY) == "register.wrong_key"
    rekey.take_copy(path)
    assert code_of_opening(path, KEY) == "register.wrong_key"
    register = opened(path, NEW)
    with register.read() as reader:
        assert [row.name for row in reader.search("haddad", limit=5)] == ["Amira Haddad"]
    found = verify(register)
    assert (found.ok, found.findings, register.faults) == (True, (), ())
    assert not found.compared  # every page is another; what is known of them is about the old file
    with register.change(by=FOUNDER) as tx:
        tx.note(Event("after", "", {}))
        tx.commit()
    register.close()
    again = opened(path, NEW)
    assert again.faults == ()
    assert verify(again).compared
    again.close()
    assert sorted(one.name for one in path.parent.iterdir()) == ["anchor", "anchor.pages", "register.db"]


def test_a_second_new_key_goes_on_with_the_same_log(path: Path) -> None:
    for old, new in ((KEY, NEW), (NEW, bytes(32))):
        rekey.copy_under_new_key(path, old=old, new=new)
        rekey.take_copy(path)
    register = opened(path, bytes(32))
    assert verify(register).ok
    register.close()


def test_an_older_copy_still_shows_after_a_new_key(path: Path) -> None:
    rekey.copy_under_new_key(path, old=KEY, new=NEW)
    rekey.take_copy(path)
    older = path.read_bytes()
    register = opened(path, NEW)
    with register.change(by=FOUNDER) as tx:
        tx.note(Event("later", "", {}))
        tx.commit()
    register.close()
    path.write_bytes(older)
    again = opened(path, NEW)
    assert [finding.code for finding in again.faults] == ["audit.rolled_back"]
    again.close()


def test_a_leftover_copy_is_written_over_and_the_file_is_private(path: Path) -> None:
    rekey.copy_of(path).write_bytes(b"cut off")
    rekey.copy_under_new_key(path, old=KEY, new=NEW)
    assert rekey.copy_of(path).stat().st_mode & 0o077 == 0
    rekey.forget_copy(path)
    assert not rekey.copy_of(path).exists()


def test_a_copy_that_does_not_read_back_is_not_left(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = connect

    def spoiling(file: Path, key: bytes) -> object:
        if key == NEW:
            written = bytearray(file.read_bytes())
            written[5000] ^= 1
            file.write_bytes(written)
        return real(file, key)

    monkeypatch.setattr(rekey, "connect", spoiling)
    with pytest.raises(EnvironmentFault) as fault:
        rekey.copy_under_new_key(path, old=KEY, new=NEW)
    assert fault.value.code == "register.rekey_failed"
    assert not rekey.copy_of(path).exists()
    opened(path, KEY).close()


def test_a_register_that_is_not_whole_is_not_copied(path: Path) -> None:
    with pytest.raises(EnvironmentFault):
        rekey.copy_under_new_key(path, old=NEW, new=KEY)
    assert not rekey.copy_of(path).exists()
