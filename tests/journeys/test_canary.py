"""A name that passes through the demo lies on the disk only in the register, its workbook and the letters asked for."""

import base64
import os
import subprocess
import sys
import urllib.parse
from pathlib import Path

import pytest

pytestmark = pytest.mark.journey
CANARY = "Zyxqvalda Kanariefågel"
ORIGINAL = "زیخکوالدا"


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

    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", "caseworker.cli", *arguments]
        answer = subprocess.run(
            command, env=world, capture_output=True, timeout=110, check=False, stdin=subprocess.DEVNULL
        )
        assert answer.returncode in {0, 2, 3}, answer.stderr.decode()
        return answer.stdout.decode() + answer.stderr.decode()

    run("demo", "--dir", str(folder), "--persons", "25", "--json")
    register = ("--register", str(folder / "register"))
    given, family = CANARY.split()
    added = run("person", "add", *register, "--given", given, "--family", family, "--original-name", ORIGINAL, "--json")
    person = added.split('"id": "')[1].split('"')[0]
    run("person", "search", *register, CANARY)
    run("person", "show", *register, person)
    run("status", "set", *register, "--person", person, "--code", "ASYL", "--from", "2026-01-01")
    letter = folder / "letters" / "canary.pdf"
    run("letter", *register, "--person", person, "--language", "prs", "--out", str(letter))
    run("counts", "prepare", *register, "--period", "2026-09")
    run(
        "letter", *register, "--person", person, "--language", CANARY, "--out", str(letter)
    )  # refused, and not repeated
    run("verify", *register)
    asked_for = {letter, folder / "people.xlsx", folder / "register" / "register.db"}
    assert asked_for <= set(folder.rglob("*"))
    roots = [folder, *(Path(world[name]) for name in ("HOME", "TMPDIR", "XDG_RUNTIME_DIR"))]
    assert hits(roots, [given, family, ORIGINAL], asked_for) == []
    # the register's own file is looked at too: encrypted, it holds no form of the name
    assert hits([folder / "register"], [given, family, ORIGINAL], set()) == []
