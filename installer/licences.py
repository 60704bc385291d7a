"""Collects the licences of everything that is built in into one file: ``licences.py FILE``.

Which distributions those are follows from the project's own dependencies, so that a new one cannot be forgotten.
"""

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OWN = "caseworker"
# what a distribution does not say of itself, from its source repository
_SAID_ELSEWHERE = {"pyrage": "MIT", "sqlcipher3": "Zlib, with SQLCipher under BSD-3-Clause"}
_LICENCE_FILE = re.compile(r"(^|/)((LICEN[CS]E|COPYING|NOTICE|OFL)[^/]*|licenses/.*)$", re.IGNORECASE)
_HEAD = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: handlaggarstod
Files: *
License: EUPL-1.2

Below: the program's own licence, those of the fonts and icons, and those of every library inside, in their own words.
Python itself: Python Software Foundation License. Qt: GNU LGPL 3; its libraries lie unchanged in
/usr/lib/handlaggarstod/_internal/PySide6 and may be replaced; the text of that licence is in Debian's
/usr/share/common-licenses/LGPL-3.
"""


def main(target: Path) -> None:
    """Write all licences to ``target``. Raises ``LookupError`` for a library that says nothing about its licence."""
    parts = [_HEAD, _part("Handläggarstöd", "EUPL-1.2", (ROOT / "LICENSE").read_text(encoding="utf-8"))]
    for file in sorted([*(ROOT / "resources").rglob("OFL-*.txt"), *(ROOT / "resources").rglob("LICENSE*")]):
        parts.append(_part(str(file.relative_to(ROOT)), "", file.read_text(encoding="utf-8")))
    for name, found in sorted(_inside().items()):
        parts.append(_part(f"{name} {found.version}", named(name, found), _words(found)))
    target.write_text("\n".join(parts), encoding="utf-8")


def _inside() -> dict[str, Distribution]:
    """Return the distributions that the program needs, directly or not, by name."""
    found: dict[str, Distribution] = {}
    asked = [(OWN, {"central"})]
    while asked:
        name, extras = asked.pop()
        try:
            one = distribution(name)
        except PackageNotFoundError:
            continue  # for another system or an extra that nobody asked for
        for requirement in one.requires or ():
            wanted = re.match(r"[\w.-]+", requirement)
            extra = re.search(r"extra\s*==\s*['\"]([\w-]+)['\"]", requirement)
            if wanted is None or (extra and extra.group(1) not in extras):
                continue
            key = wanted.group().lower().replace("_", "-")
            if key not in found:
                listed = re.search(r"\[([\w,-]+)\]", requirement)
                asked.append((key, set(listed.group(1).split(",")) if listed else set()))
                try:
                    found[key] = distribution(key)
                except PackageNotFoundError:
                    continue
    return found


def named(name: str, found: Distribution) -> str:
    meta = found.metadata.json
    classified = [line.rpartition(" :: ")[2] for line in meta.get("classifier", ()) if line.startswith("License")]
    free_text = str(meta.get("license", "")).partition("\n")[0]
    named = str(meta.get("license_expression", "")) or ", ".join(classified) or free_text or _SAID_ELSEWHERE.get(name)
    if not named:
        raise LookupError(f"{name} does not name its licence")
    return named


def _words(found: Distribution) -> str:
    files = [file for file in found.files or () if _LICENCE_FILE.search(str(file)) and file.suffix != ".py"]
    return "\n".join(Path(str(file.locate())).read_text(encoding="utf-8", errors="replace") for file in files)


def _part(what: str, named: str, words: str) -> str:
    return f"{'=' * 78}\n{what}{f' ({named})' if named else ''}\n{'=' * 78}\n{words.strip()}\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
