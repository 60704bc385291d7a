"""Keeps the catalogs true: POT freshness, complete Swedish, ``msgfmt -c`` on every catalog.

``--write`` extracts anew and merges into the Swedish catalog; ``--check`` changes nothing and fails on a difference.
"""

import subprocess
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from caseworker.letters import extract as letters_extract

ROOT = Path(__file__).resolve().parents[1]
POT = ROOT / "i18n" / "caseworker.pot"
SWEDISH = ROOT / "i18n" / "sv" / "LC_MESSAGES" / "caseworker.po"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}


def extracted() -> Catalog:
    """Return the template as the sources have it now: msgids in order, with the files they stand in."""
    template = Catalog(project="caseworker", version="", charset="utf-8", fuzzy=False)
    found: dict[tuple[str | None, str | tuple[str, ...]], set[str]] = {}
    texts: dict[tuple[str | None, str | tuple[str, ...]], str | tuple[str, ...]] = {}
    for folder in ("caseworker", "ui"):
        for name, _line, message, _comments, context in extract_from_dir(
            ROOT / folder, [("**.py", "python")], keywords=KEYWORDS, strip_comment_tags=True
        ):
            key = (context, message if isinstance(message, str) else tuple(message))
            texts[key] = message
            found.setdefault(key, set()).add(f"{folder}/{name}")
    for key in sorted(texts, key=lambda entry: (sorted(found[entry]), str(entry))):
        places = [(place, 0) for place in sorted(found[key])]
        template.add(texts[key], locations=places, context=key[0])
    return template


def _entries(catalog: Catalog) -> set[tuple[object, object]]:
    return {(message.context, str(message.id)) for message in catalog if message.id}


def _read(path: Path, locale: str | None = None) -> Catalog:
    with path.open("rb") as text:
        return read_po(text, locale=locale)


def _write(catalog: Catalog, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as text:
        write_po(text, catalog, width=120, omit_header=False, include_lineno=False, ignore_obsolete=True)


def write() -> int:
    """Extract both templates and merge the program's words into the Swedish catalog."""
    template = extracted()
    _write(template, POT)
    swedish = _read(SWEDISH, "sv") if SWEDISH.exists() else Catalog(locale="sv", charset="utf-8", fuzzy=False)
    swedish.update(template, no_fuzzy_matching=True)
    _write(swedish, SWEDISH)
    letters_extract.main(["--write"])
    return 0


def check() -> int:
    """Return 0 when templates are fresh, Swedish is complete and msgfmt accepts every catalog."""
    faults = []
    if _entries(extracted()) != _entries(_read(POT)):
        faults.append("i18n/caseworker.pot is stale: run make pot")
    if letters_extract.main(["--check"]):
        faults.append("i18n/letters.pot is stale: run make pot")
    swedish = _read(SWEDISH, "sv")
    if _entries(swedish) != _entries(_read(POT)):
        faults.append("the Swedish catalog does not hold the same messages as the template: run make pot")
    untranslated = [str(message.id)[:70] for message in swedish if message.id and not message.string]
    faults += [f"not translated into Swedish: {text}" for text in untranslated]
    faults += [f"marked fuzzy: {message.id}" for message in swedish if message.id and message.fuzzy]
    for catalog in sorted(ROOT.glob("i18n/*/LC_MESSAGES/*.po")):
        answer = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(catalog)], capture_output=True, text=True)
        if answer.returncode:
            faults.append(answer.stderr.strip())
    sys.stdout.write("".join(f"{fault}\n" for fault in faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(write() if "--write" in sys.argv else check())
