"""The bill of materials is of this very lock file, and every part names its licence."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from installer import sbom

ROOT = Path(__file__).resolve().parents[2]
LOCK = """\
a==1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:ab
    # via
    #   b
    #   c
b==2.0 ; sys_platform == 'win32' \\
    --hash=sha256:bb
    # via caseworker (pyproject.toml)
c==3.0 \\
    --hash=sha256:cc
    # via caseworker (pyproject.toml:dev)
d==4.0 \\
    --hash=sha256:dd
    # via c
"""


@pytest.fixture(scope="module")
def kept() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(sbom.TARGET.read_text(encoding="utf-8"))
    return found


def test_what_only_builds_or_tests_the_program_is_left_out() -> None:
    entries = sbom.pinned(LOCK)
    assert [(one.name, one.version, one.hashes) for one in entries[:2]] == [
        ("a", "1.0", ("aa", "ab")),
        ("b", "2.0", ("bb",)),
    ]
    assert [one.name for one in sbom.inside(entries)] == ["a", "b"]


def test_the_bill_is_of_this_lock_file() -> None:
    assert sbom.TARGET.read_text(encoding="utf-8") == sbom.text(), "run: make sbom"


def test_every_part_has_a_version_a_hash_and_a_licence(kept: dict[str, Any]) -> None:
    libraries = [part for part in kept["components"] if part["type"] == "library"]
    assert len(libraries) > 30
    for part in libraries:
        assert part["version"]
        assert part["hashes"]
        assert part["licenses"][0]["license"]["name"].strip()
    assert {part["name"] for part in kept["components"]} >= {"Inter (font)", "Lucide icons"}
    cipher = next(part for part in libraries if part["name"] == "sqlcipher3")["components"][0]
    assert re.fullmatch(r"4\.\d+\.\d+", cipher["version"])


def test_everything_the_project_asks_for_is_in_it_and_is_reached(kept: dict[str, Any]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["central"]]
    names = {re.match(r"[\w.-]+", one).group().lower().replace("_", "-") for one in asked}  # type: ignore[union-attr]
    refs = {part["bom-ref"]: part["name"] for part in kept["components"]}
    direct = {refs[ref] for ref in kept["dependencies"][0]["dependsOn"]}
    assert names == direct
    reached = {ref for entry in kept["dependencies"] for ref in entry["dependsOn"]}
    assert reached == {part["bom-ref"] for part in kept["components"] if part["type"] == "library"}
