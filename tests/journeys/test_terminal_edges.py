"""The terminal's edges: wrong commands, bytes that are no text, readers that hang up, and one JSON object always."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from caseworker.app import DEMO_PASSPHRASE
from caseworker.founding import demo_request, found_at_once
from caseworker.register_folder import utc_now

pytestmark = pytest.mark.journey
Ended = subprocess.CompletedProcess[bytes]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a demo register; no test here changes it."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(home / "config"))
        found_at_once(demo_request(home / "register", "Maj Ekholm", DEMO_PASSPHRASE), clock=utc_now)
    return home


def call(home: Path, *arguments: str | bytes, stdout: int = subprocess.PIPE) -> Ended:
    own = {name: value for name, value in os.environ.items() if not name.startswith("CASEWORKER_")}
    environment = {**own, "XDG_CONFIG_HOME": str(home / "config"), "LC_ALL": "C"}
    return subprocess.run(
        [sys.executable, "-m", "caseworker.cli", *arguments],
        env={**environment, "CASEWORKER_REGISTER": str(home / "register")},
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        timeout=100,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("person", "add", "--nope"), "usage.malformed"),
        (("letter",), "usage.malformed"),
        (("nonsense",), "usage.malformed"),
        (("demo", "--dir", "d", "--persons", "many"), "usage.malformed"),
        (("person", "search", b"\xff\xfe"), "usage.not_text"),
        (("person", "add", "--given", b"\xff"), "usage.not_text"),
        (("verify", "--register", b"/tmp/\xff"), "usage.not_text"),
    ],
)
def test_a_command_that_cannot_be_understood_is_one_json_object_and_exit_2(
    home: Path, arguments: tuple[str | bytes, ...], code: str
) -> None:
    ended = call(home, *arguments, "--json")
    told = json.loads(ended.stdout)
    assert (ended.returncode, told["error"]) == (2, code)
    assert told["message"].endswith(".")
    assert b"Traceback" not in ended.stderr
    assert f"({code})".encode() in ended.stderr


def test_help_is_help_and_ends_well(home: Path) -> None:
    ended = call(home, "person", "--help")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"search" in ended.stdout


def test_a_reader_that_hangs_up_is_told_by_the_exit_status_and_without_a_trace(home: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ended = call(home, "verify", stdout=writing)
    finally:
        os.close(writing)
    assert ended.returncode == 4
    assert ended.stderr.decode().rstrip().endswith("(output.not_written)")
    assert ended.stderr.count(b"\n") == 1


def test_a_full_disk_behind_the_answer_is_told_the_same_way(home: Path) -> None:
    with open("/dev/full", "wb") as full:
        ended = call(home, "verify", "--json", stdout=full.fileno())
    assert ended.returncode == 4
    assert b"(output.not_written)" in ended.stderr
    assert b"Traceback" not in ended.stderr


def test_a_register_that_is_not_whole_is_one_json_object(home: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "register"
    damaged.mkdir()
    for part in (home / "register").iterdir():
        (damaged / part.name).write_bytes(part.read_bytes())
    register = bytearray((damaged / "register.db").read_bytes())
    register[-2000] ^= 1
    (damaged / "register.db").write_bytes(register)
    ended = call(home, "verify", "--json", "--register", str(damaged))
    told = json.loads(ended.stdout)
    assert ended.returncode == 4
    assert told.get("ok") is False or told["error"] == "register.damaged"


def test_a_register_folder_that_cannot_be_looked_into_is_a_fault_of_the_surroundings(home: Path) -> None:
    # a name no file system takes fails as a forbidden folder does, for root too
    ended = call(home, "verify", "--json", "--register", str(home / ("x" * 300)))
    assert (ended.returncode, json.loads(ended.stdout)["error"]) == (4, "vault.unreadable")


def test_the_demo_lies_where_it_says_whatever_the_folder_is_called(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "Å ?x%41#y"
    ended = call(home, "demo", "--dir", str(folder), "--persons", "2", "--json")
    told = json.loads(ended.stdout)
    assert ended.returncode == 0, ended.stderr.decode()
    assert all(Path(told[part]).is_file() for part in ("register", "workbook", "centre"))
    assert told["centre"] == str(folder / "centre" / "central.db")
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]
