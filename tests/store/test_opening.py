"""Opening: what is no register is told apart from what is a damaged one, and nothing of it shows the key."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from caseworker.errors import CaseworkerError, EnvironmentFault, Refused
from caseworker.store import engine, pages
from caseworker.store.migrating import SCHEMA
from caseworker.store.register import Register
from tests.store.decrypted import decrypted_pages
from tests.store.fixtures import FOUNDER, KEY, StandingClock, keep, make_person, new_register


def open_register(path: Path, key: bytes = KEY, **options: object) -> Register:
    """Open ``path`` as a test does."""
    full = options.get("check") == "full"
    return Register.open(path, key=key, clock=StandingClock(), check="full" if full else "quick")


def code_of_opening(path: Path, key: bytes = KEY, **options: object) -> str:
    """Return the code of the fault that opening ``path`` raises."""
    with pytest.raises(CaseworkerError) as caught:
        open_register(path, key, **options)
    assert isinstance(caught.value, EnvironmentFault)
    assert KEY.hex() not in repr(caught.value) + str(caught.value.params)
    return caught.value.code


def test_a_missing_file_is_not_created(tmp_path: Path) -> None:
    assert code_of_opening(tmp_path / "none.db") == "register.missing"
    assert list(tmp_path.iterdir()) == []


def test_a_plaintext_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plain.db"
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE people (name TEXT)")
    plain.commit()
    plain.close()
    assert code_of_opening(path) == "register.plaintext"


@pytest.mark.parametrize("content", [b"%PDF-1.7\n" + b"x" * 9000, b"PK\x03\x04" + b"y" * 8188, b"hej " * 2048])
def test_another_kind_of_file_is_foreign(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(content)
    assert code_of_opening(path) == "register.foreign"


@pytest.mark.parametrize("salt", [b"Abcdefghijklmno\x07", b"1234\xe5bcdefghijkl", b"PKabcdefghijkl\x00\x01"])
def test_a_register_whose_salt_looks_like_text_is_still_a_register(
    register: Register, register_file: Path, salt: bytes
) -> None:
    register.close()
    content = register_file.read_bytes()
    register_file.write_bytes(salt + content[len(salt) :])
    assert code_of_opening(register_file, key=bytes(32)) == "register.wrong_key"


def test_an_encrypted_database_of_another_program_is_foreign(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = engine.connect(path, KEY)
    other.execute("CREATE TABLE things (a)")
    other.execute("PRAGMA application_id=7")
    other.close()
    assert code_of_opening(path) == "register.foreign"


def test_a_file_the_creation_of_which_was_cut_short_is_foreign(tmp_path: Path) -> None:
    path = tmp_path / "cut.db"
    other = engine.connect(path, KEY)
    other.execute("CREATE TABLE things (a)")
    other.close()
    assert code_of_opening(path) == "register.foreign"


def test_a_wrong_key_is_not_called_damage(register_file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert code_of_opening(register_file, bytes(32)) == "register.wrong_key"
    said = capfd.readouterr()
    assert said.out + said.err == ""  # SQLCipher's own chatter is off


@pytest.mark.parametrize("keep_bytes", [0, 10])
def test_an_emptied_file_is_damaged(register_file: Path, keep_bytes: int) -> None:
    os.truncate(register_file, keep_bytes)
    assert code_of_opening(register_file) == "register.damaged"


def test_a_file_cut_in_the_middle_of_a_page_is_damaged(register_file: Path) -> None:
    os.truncate(register_file, register_file.stat().st_size - 1000)
    assert code_of_opening(register_file, check="full") == "register.damaged"


def test_a_file_that_lost_whole_pages_is_damaged(register_file: Path) -> None:
    os.truncate(register_file, 4096 * 5)
    assert code_of_opening(register_file, check="full") == "register.damaged"


def test_a_damaged_first_page_is_damage_and_not_a_wrong_key(register_file: Path) -> None:
    flip(register_file, 300)
    assert code_of_opening(register_file) == "register.damaged"


def test_one_flipped_bit_on_any_page_is_found_by_a_full_check(register_file: Path) -> None:
    whole = register_file.read_bytes()
    for page in range(0, len(whole) // 4096, 7):
        flip(register_file, page * 4096 + 2000)
        assert code_of_opening(register_file, check="full") == "register.damaged"
        register_file.write_bytes(whole)
    open_register(register_file, check="full").close()


def flip(path: Path, place: int) -> None:
    """Flip one bit of ``path``."""
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(bytes(content))


def test_a_damaged_page_is_never_shown(register_file: Path) -> None:
    register = open_register(register_file)
    keep(register, *(make_person(f"Amira{serial}") for serial in range(40)))
    register.close()
    content = bytearray(register_file.read_bytes())
    for page in range(1, len(content) // 4096):
        content[page * 4096 + 100] ^= 1
    register_file.write_bytes(bytes(content))
    assert code_of_opening(register_file) == "register.damaged"


def test_a_newer_schema_is_refused_and_left_alone(register_file: Path) -> None:
    newer = engine.connect(register_file, KEY)
    newer.execute("PRAGMA user_version=99")
    newer.close()
    before = register_file.read_bytes()
    with pytest.raises(EnvironmentFault) as caught:
        open_register(register_file)
    assert (caught.value.code, caught.value.params) == ("register.newer_schema", {"found": 99, "known": SCHEMA})
    assert register_file.read_bytes() == before


def test_a_register_is_never_made_over_another_file(register_file: Path) -> None:
    before = register_file.read_bytes()
    with pytest.raises(Refused, match=r"register\.exists"):
        Register.create(register_file, key=KEY, info=new_register(), founder=FOUNDER, clock=StandingClock())
    assert register_file.read_bytes() == before


def test_a_creation_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise EnvironmentFault("register.disk_full")

    monkeypatch.setattr("caseworker.store.migrating.migrate", full)
    with pytest.raises(EnvironmentFault, match=r"register\.disk_full"):
        Register.create(tmp_path / "register.db", key=KEY, info=new_register(), founder=FOUNDER, clock=StandingClock())
    assert list(tmp_path.iterdir()) == []


def test_the_file_is_private_and_holds_no_readable_word(register_file: Path) -> None:
    register_file.chmod(0o644)
    register = open_register(register_file)
    keep(register, make_person("Kanariefågeln", "Unik"))
    for left in register_file.parent.iterdir():
        assert left.stat().st_mode & 0o077 == 0, left
        assert b"Kanarief" not in left.read_bytes()
        assert b"CREATE TABLE" not in left.read_bytes()
    register.close()


def test_every_connection_has_the_safety_switches(register: Register) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "secure_delete": 1,
        "temp_store": 2,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "application_id": engine.APPLICATION_ID,
    }
    for _ in range(2):
        with register.raw_connection() as connection:
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in wanted}
        assert found == wanted


def test_a_build_without_encryption_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caseworker.store.engine.sqlcipher.connect", sqlite3.connect)
    with pytest.raises(EnvironmentFault, match=r"register\.no_cipher"):
        engine.connect(tmp_path / "register.db", KEY)


def test_a_key_of_the_wrong_length_is_a_bug() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        engine.connect(Path("unused.db"), b"short")


def test_no_fault_of_the_driver_carries_what_was_written(register: Register) -> None:
    with pytest.raises(Exception, match="NOT NULL") as caught, register.raw_connection() as connection:
        connection.exec_driver_sql("INSERT INTO staff (id, name) VALUES (?, ?)", ("x", "Hemlig Person"))
    assert "Hemlig" not in str(caught.value)


def test_secrets_do_not_show_in_any_repr(register: Register) -> None:
    assert register.secret("office_secret") == b"s" * 32
    assert register.secret("signing_seed") == b"e" * 32
    shown = repr(register.info) + repr(new_register()) + repr(register.integrity_keys) + repr(register)
    assert "ssss" not in shown
    assert "73737373" not in shown


READ_ONLY = """
import os, sys
from pathlib import Path
from caseworker.errors import CaseworkerError
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER, KEY, StandingClock, keep, make_person, new_register
if os.getuid() == 0:
    os.setuid(65534)
folder = Path(sys.argv[1])
for act in (
    lambda: Register.create(folder / "new.db", key=KEY, info=new_register(), founder=FOUNDER, clock=StandingClock()),
    lambda: keep(Register.open(folder / "register.db", key=KEY, clock=StandingClock()), make_person()),
):
    try:
        act()
    except CaseworkerError as fault:
        print(fault.code)
"""


def test_a_read_only_folder_is_said_to_be_one(register_file: Path) -> None:
    # not below pytest's own folder, which each run closes to other users
    folder = Path(tempfile.mkdtemp(prefix="register-"))
    shutil.copy(register_file, folder / "register.db")
    (folder / "register.db").chmod(0o444)
    folder.chmod(0o555)
    try:
        said = subprocess.run(
            [sys.executable, "-c", READ_ONLY, str(folder)], capture_output=True, text=True, check=True
        )
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)
    assert said.stdout.split() == ["register.read_only_folder", "register.read_only_folder"]


def test_pages_authenticate_as_sqlcipher_writes_them(register_file: Path) -> None:
    whole = register_file.read_bytes()
    mac_key = pages.authentication_key(KEY, whole[:16])
    assert all(
        pages.page_is_authentic(whole[at : at + 4096], at // 4096 + 1, mac_key) for at in range(0, len(whole), 4096)
    )
    assert b"CREATE TABLE people" in b"".join(decrypted_pages(register_file, KEY))
    assert not pages.any_page_is_ours(register_file, bytes(32))
    with pytest.raises(ValueError, match="page 1"):
        next(decrypted_pages(register_file, bytes(32)))


def test_the_driver_is_the_one_that_was_measured() -> None:
    assert sqlcipher.threadsafety >= 1
