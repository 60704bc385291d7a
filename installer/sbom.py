"""Lists everything the program is made of as CycloneDX 1.6 JSON: ``sbom.py [FILE]``.

Parts and hashes come from ``requirements.lock``, what needs what from its notes, licences from what the installed
libraries say of themselves. Nothing in it depends on the day or the computer, so that a test can hold it against the
lock file. What only builds or tests the program is not in it.
"""

import json
import re
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:  # started as a program, not imported
    sys.path.insert(0, str(ROOT))

from caseworker import __version__  # noqa: E402
from installer.licences import named  # noqa: E402

TARGET = ROOT / "docs" / "security" / "sbom.cdx.json"
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)")
_OURS = "caseworker (pyproject.toml)"
# what is not installed here (another system, another interpreter) and therefore cannot say it itself
_SAID_ELSEWHERE = {"colorama": "BSD-3-Clause", "pywin32-ctypes": "BSD-3-Clause", "tzdata": "Apache-2.0"}


class Pinned(NamedTuple):
    """One entry of the lock file."""

    name: str
    version: str
    hashes: tuple[str, ...]
    needed_by: frozenset[str]


def pinned(lock: str) -> list[Pinned]:
    """Return the entries of a lock file in its order."""
    found: list[Pinned] = []
    for line in lock.splitlines():
        begins = _PINNED.match(line)
        if begins:
            found.append(Pinned(begins.group(1), begins.group(2), (), frozenset()))
        elif "--hash=sha256:" in line:
            digest = line.split("--hash=sha256:")[1].split(" ")[0]
            found[-1] = found[-1]._replace(hashes=(*found[-1].hashes, digest))
        elif line.startswith("    #"):
            needing = line.strip(" #").removeprefix("via").strip()
            if needing:
                found[-1] = found[-1]._replace(needed_by=found[-1].needed_by | {needing})
    return found


def inside(entries: list[Pinned]) -> list[Pinned]:
    """Return what the running program needs, directly or through another part; not what only builds or tests it."""
    names: set[str] = set()
    while True:
        more = {one.name for one in entries if one.needed_by & {_OURS, *names}}
        if more <= names:
            return [one for one in entries if one.name in names]
        names |= more


def bill() -> dict[str, object]:
    """Return the whole bill of materials."""
    parts = inside(pinned((ROOT / "requirements.lock").read_text(encoding="utf-8")))
    components = [_library(one) for one in parts]
    components += [_font(path) for path in sorted((ROOT / "resources" / "fonts").glob("OFL-*.txt"))]
    components.append({"type": "data", "bom-ref": "icons", "name": "Lucide icons", "licenses": [_licence("ISC")]})
    needs: dict[str, list[str]] = {one.name: [] for one in parts}
    for one in parts:
        for by in one.needed_by & needs.keys():
            needs[by].append(_ref(one))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "handlaggarstod",
                "name": "handlaggarstod",
                "version": __version__,
                "licenses": [_licence("EUPL-1.2")],
            }
        },
        "components": components,
        "dependencies": [
            {"ref": "handlaggarstod", "dependsOn": sorted(_ref(one) for one in parts if _OURS in one.needed_by)},
            *({"ref": _ref(one), "dependsOn": sorted(needs[one.name])} for one in parts),
        ],
    }


def _library(one: Pinned) -> dict[str, object]:
    part: dict[str, object] = {
        "type": "library",
        "bom-ref": _ref(one),
        "name": one.name,
        "version": one.version,
        "purl": _ref(one),
        "licenses": [_licence(_licence_of(one))],
        "hashes": [{"alg": "SHA-256", "content": digest} for digest in one.hashes],
    }
    if one.name == "sqlcipher3":
        part["components"] = [_cipher()]
    return part


def _cipher() -> dict[str, object]:
    import sqlcipher3.dbapi2 as sqlcipher

    connection = sqlcipher.connect(":memory:")
    version = str(connection.execute("PRAGMA cipher_version").fetchone()[0]).split(" ")[0]
    connection.close()
    return {"type": "library", "name": "SQLCipher", "version": version, "licenses": [_licence("BSD-3-Clause")]}


def _font(licence: Path) -> dict[str, object]:
    name = licence.stem.removeprefix("OFL-")
    return {"type": "data", "bom-ref": f"font-{name}", "name": f"{name} (font)", "licenses": [_licence("OFL-1.1")]}


def _licence_of(one: Pinned) -> str:
    try:
        return named(one.name, distribution(one.name))
    except PackageNotFoundError:
        return _SAID_ELSEWHERE[one.name]


def _licence(named: str) -> dict[str, object]:
    return {"license": {"name": named}}


def _ref(one: Pinned) -> str:
    return f"pkg:pypi/{one.name.lower()}@{one.version}"


def text() -> str:
    """Return the bill as the file holds it."""
    return json.dumps(bill(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text(), encoding="utf-8")
