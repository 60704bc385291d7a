"""A name that passes through the demo lies on the disk only in the register, its workbook and the letters asked for."""

import base64
import json
import os
import subprocess
import sys
import urllib.parse
from pathlib import Path

import pytest

pytestmark = pytest.mark.journey
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


def forms(word: str) -> list[bytes]:
    """Return the ways a word may lie on a disk."""
    text = word.encode()
    found = [text, word.encode("utf-16-le"), word.upper().encode(), word.lower().encode()]
    found += [urllib.parse.quote(word).encode(), ascii(word)[1:-1].encode(), text.hex().encode()]
    # base64 hides a word at three offsets
    found += [base64.b64encode(b"x" * offset + text)[offset * 2 : -4].strip(b"=") for offset in range(3)]
    return [form for form in found if len(form) >= 6]


def hits(roots: list[Path], words: list[str], allowed: set[Path]) -> list[str]:
    """Return every file outside ``allowed`` that holds one of ``words`` in any form, also in its own name."""
    needles = [form for word in words for form in forms(word)]
    found = []
    for root in roots:
        for path in sorted(root.rglob("*")):
            if any(form in os.fsencode(path.name) for form in needles):
                found.append(f"name of {path}")
            if path.is_file() and path not in allowed and any(form in path.read_bytes() for form in needles):
                found.append(str(path))
    return found


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
