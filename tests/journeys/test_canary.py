"""A name that passes through the demo lies on the disk only in the register, its workbook and the letters asked for."""

import base64
import json
import os
import subprocess
import sys
import urllib.parse
from pathlib import Path

import pytest

from caseworker.services.registry import SERVICES
from tests.canaries import CANARIES, found_in, hits

pytestmark = pytest.mark.journey
ROOT = Path(__file__).resolve().parents[2]
FILE = CANARIES[16]
CANARY = "Zyxqvalda Kanariefågel"
ORIGINAL = "زیخکوالدا"
# One process does all of a list of commands: what each leaves behind is on the disk either way
COMMANDS = """
import json, sys
from caseworker.cli import main
for arguments in json.load(sys.stdin):
    sys.argv = ["caseworker", *arguments]
    try:
        main()
    except SystemExit as end:
        assert end.code in {0, 2, 3}, (arguments[0], end.code)
"""


@pytest.fixture
def world(tmp_path: Path) -> dict[str, str]:
    """A computer of its own: home, configuration, cache, temporary and runtime folders, all empty."""
    places = {"HOME": "home", "TMPDIR": "tmp", "XDG_RUNTIME_DIR": "run", "XDG_CONFIG_HOME": "home/config"}
    places |= {"XDG_CACHE_HOME": "home/cache", "XDG_DATA_HOME": "home/data", "XDG_STATE_HOME": "home/state"}
    for folder in places.values():
        (tmp_path / folder).mkdir(parents=True, exist_ok=True, mode=0o700)
    own = {name: value for name, value in os.environ.items() if not name.startswith("CASEWORKER_")}
    return {**own, **{name: str(tmp_path / folder) for name, folder in places.items()}}


def test_the_scan_finds_a_planted_word_in_every_form(tmp_path: Path) -> None:
    plants = {
        "plain": CANARY.encode(),
        "utf16": CANARY.encode("utf-16-le"),
        "b64": base64.b64encode(b"ab" + CANARY.encode()),
    }
    for name, content in plants.items():
        (tmp_path / name).write_bytes(b"\0" * 100 + content + b"\0" * 100)
    (tmp_path / urllib.parse.quote(CANARY)).write_bytes(b"")
    assert len(hits([tmp_path], [CANARY], set())) == 4


# its code is covered by the other tests; traced line by line it takes three times as long
@pytest.mark.no_cover
def test_a_name_entered_in_the_demo_is_nowhere_else_on_disk(world: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "demo"

    def run(*commands: tuple[str, ...]) -> str:
        child = subprocess.run(
            [sys.executable, "-c", COMMANDS],
            env=world,
            input=json.dumps(commands).encode(),
            capture_output=True,
            timeout=110,
            check=False,
        )
        assert child.returncode == 0, child.stderr.decode()
        return child.stdout.decode()

    register = ("--register", str(folder / "register"))
    given, family = CANARY.split()
    entered = ("--given", given, "--family", family, "--original-name", ORIGINAL)
    added = run(
        ("demo", "--dir", str(folder), "--persons", "25", "--json"), ("person", "add", *register, *entered, "--json")
    )
    person = added.split('"id": "')[1].split('"')[0]
    letter = folder / "letters" / "canary.pdf"
    on_letter = ("letter", *register, "--person", person, "--out", str(letter), "--language")
    run(
        ("person", "search", *register, CANARY),
        ("person", "show", *register, person),
        ("status", "set", *register, "--person", person, "--code", "ASYL", "--from", "2026-01-01"),
        (*on_letter, "prs"),
        (*on_letter, CANARY),  # refused, and not repeated
        ("verify", *register),
    )
    asked_for = {letter, folder / "people.xlsx", folder / "register" / "register.db"}
    assert asked_for <= set(folder.rglob("*"))
    roots = [folder, *(Path(world[name]) for name in ("HOME", "TMPDIR", "XDG_RUNTIME_DIR"))]
    assert hits(roots, [given, family, ORIGINAL], asked_for) == []
    # the register's own file is looked at too: encrypted, it holds no form of the name
    assert hits([folder / "register"], [given, family, ORIGINAL], set()) == []


# its code is covered by the other tests; traced line by line it takes three times as long
@pytest.mark.no_cover
def test_canaries_through_every_service_are_nowhere_but_in_the_register(world: dict[str, str], tmp_path: Path) -> None:
    child = subprocess.run(
        [sys.executable, "-m", "tests.journeys.canary_child", str(tmp_path)],
        env=world,
        capture_output=True,
        timeout=110,
        check=False,
        cwd=ROOT,
    )
    assert child.returncode == 0, child.stderr.decode()[-2000:]
    said, _, report = child.stdout.rstrip(b"\n").rpartition(b"\n")
    facts = json.loads(report)
    codes = facts["codes"]
    assert set(SERVICES) <= set(codes)
    assert {name: code for name, code in codes.items() if name in facts["first"] and code} == {}
    # what went in did arrive: the register is full of them, the log was written at its most talkative
    assert len(facts["inside"]) >= 16, facts["inside"]
    assert b"DEBUG caseworker.store" in child.stderr
    assert b"sqlalchemy" in child.stderr or b"INFO caseworker.store" in child.stderr
    # the log, and what faults say: only the name of a file that the user chose may be said back to her
    assert found_in(child.stderr) == []
    assert set(found_in(said)) <= {FILE}
    chosen = tmp_path / "chosen by the user"
    assert hits([tmp_path], CANARIES, {chosen, *chosen.rglob("*")}) == []


def test_the_scan_finds_each_canary_in_each_form_where_it_looks(tmp_path: Path) -> None:
    for number, canary in enumerate(CANARIES):
        folder = tmp_path / "home" / str(number)
        folder.mkdir(parents=True)
        hidden = (canary.encode(), canary.encode("utf-16-le"), urllib.parse.quote(canary).encode())
        for place, content in enumerate((*hidden, base64.b64encode(canary.encode() + b"after"))):
            (folder / f"{place}.bin").write_bytes(bytes(99) + content + bytes(99))
        assert len(hits([folder], [canary])) == 4
        assert found_in((folder / "0.bin").read_bytes()) == [canary]
