"""Make `i18n/letters.pot` from the Swedish letter sources and the names of interventions (for plans).

Made by a program, so that translators and sheets cannot drift apart.

    python -m caseworker.letters.extract --write     write the template anew
    python -m caseworker.letters.extract --check     exit 1 when the template is not what the sources give

The template depends on the sources alone: its date is the newest sheet's date, never the clock's, so the same sources
give the same bytes on every machine. This module must not read or change any translation, and the program itself never
needs it: it is run by whoever edits a sheet and by the checks.
"""

import argparse
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

ROOT = Path(__file__).resolve().parents[2]
TABLES = ("frame.toml", "plan.toml", "rights.toml", "client.toml")
"""The fixed words around letters, of plans, rights and the client mode: flat tables, comments under ``[comment]``."""
CODES = {
    "types": "Name of an intervention (insats) in a person's plan. It stands beside the Swedish name.",
    "areas": "Heading over the interventions of one area.",
    "earlier_areas": "Heading over the interventions of one area.",
    "actors": "Who carries out an intervention: an authority, or a board or another part of the municipality.",
}
"""Lists of ``resources/codes/interventions.toml`` that plans print, and what translators need to know of them."""

_HEADER = """\
# Letters and information sheets of Handläggarstöd (Caseworker).
# The Swedish text is the legal source: each msgid is the exact Swedish sentence of resources/letters/*.toml, or a name
# in resources/codes/interventions.toml.
# This file is made by `python -m caseworker.letters.extract --write`; do not edit it by hand."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """One Swedish text to translate: the exact text, what translators need to know, and the file it stands in."""

    text: str
    comment: str
    source: str


def letter_texts(folder: Path) -> tuple[SourceText, ...]:
    """Return every translatable text of `folder` and the names of interventions beside it, in reading order."""
    return tuple(text for path in _sources(folder) for text in _texts_of(path))


def letter_template(folder: Path) -> bytes:
    """Return the template (POT, UTF-8) of the sheets and the frame in `folder`; equal sources give equal bytes."""
    created = datetime.combine(_newest_date(folder), datetime.min.time(), tzinfo=UTC)
    catalog = Catalog(
        project="Handläggarstöd",
        version="letters",
        header_comment=_HEADER,
        msgid_bugs_address="see CONTRIBUTING.md",
        creation_date=created,
        revision_date=created,
        last_translator="translators of Handläggarstöd",
        language_team="none",
        fuzzy=False,
    )
    for text in letter_texts(folder):
        comments = [text.comment] if text.comment else []
        catalog.add(text.text, locations=[(text.source, 1)], auto_comments=comments)
    out = BytesIO()
    write_po(out, catalog, width=0, include_lineno=False)
    # The tool's own version would change the bytes without any change of the sources.
    return b"".join(line for line in out.getvalue().splitlines(keepends=True) if not line.startswith(b'"Generated-By:'))


def has_words(text: str) -> bool:
    """Say whether `text` holds anything to translate beside its placeholders, spaces and punctuation."""
    return any(character.isalpha() for literal, *_ in Formatter().parse(text) for character in literal)


def _sources(folder: Path) -> list[Path]:
    """The sheets by name, the tables, the names of interventions; a table of terms is none of them."""
    sheets = [path for path in sorted(folder.glob("*.toml")) if "block" in _load(path)]
    tables = (*(folder / name for name in TABLES), folder.parent / "codes" / "interventions.toml")
    return [*sheets, *(path for path in tables if path.is_file())]


def _texts_of(path: Path) -> Iterator[SourceText]:
    content = _load(path)
    source = f"resources/{path.parent.name}/{path.name}"
    found = _sheet_texts(content) if "block" in content else _named(content)
    if path.name in TABLES:
        found = _table_texts(content)
    return (SourceText(text=text, comment=comment, source=source) for text, comment in found if has_words(text))


def _table_texts(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    comments = content.get("comment", {})
    return ((text, comments.get(key, "")) for key, text in content.items() if isinstance(text, str))


def _named(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    return ((row["sv"], comment) for name, comment in CODES.items() for row in content[name])


def _sheet_texts(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield content["title"], "Title of the sheet."
    for block in content["block"]:
        comment = block.get("comment", "")
        if "text" in block:
            yield block["text"], comment
        for field in block.get("fields", ()):
            yield field["label"], comment
            yield field["value"], comment


def _newest_date(folder: Path) -> date:
    contents = [_load(path) for path in _sources(folder)]
    dates: list[date] = [content["date"] for content in contents if "block" in content]
    return max(dates)


def _load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def main(arguments: Sequence[str] | None = None, *, root: Path = ROOT) -> int:
    """Write or check `i18n/letters.pot` below `root`; 0 when it is (now) what the sources give, else 1."""
    parser = argparse.ArgumentParser(prog="python -m caseworker.letters.extract")
    errand = parser.add_mutually_exclusive_group(required=True)
    errand.add_argument("--write", action="store_true", help="write i18n/letters.pot anew")
    errand.add_argument("--check", action="store_true", help="exit 1 when i18n/letters.pot is out of date")
    chosen = parser.parse_args(arguments)
    template = letter_template(root / "resources" / "letters")
    target = root / "i18n" / "letters.pot"
    if chosen.write:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(template)
        return 0
    if target.is_file() and target.read_bytes() == template:
        return 0
    sys.stderr.write("i18n/letters.pot does not match resources/letters. Run this module with --write and commit it.\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
