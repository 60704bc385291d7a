"""A sheet written in plain lines becomes a sheet file: what somebody writes who knows no file format."""

import json
import re
import unicodedata
from datetime import date
from typing import Final

from caseworker.letters.sheet import BlockKind

_MARKS: Final = (
    (re.compile(r"#+\s*"), BlockKind.HEADING),
    (re.compile(r"(?:\d+[.)]|[-*•])\s+"), BlockKind.STEP),
    (re.compile(r"!\s*"), BlockKind.NOTE),
)
_LAST: Final = """
[[block]]
kind = "fields"
fields = [
  { label = "Handläggare", value = "{caseworker}" },
  { label = "Telefon", value = "{caseworker_phone}" },
]
"""


def sheet_name(title: str) -> str:
    """Return a short name made of a title: small letters a–z, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:30].rstrip("-")


def sheet_body(name: str, title: str, group: str, text: str, day: date) -> str:
    """Return the sheet file of ``text``, one block a line."""
    blocks = "".join(_block(" ".join(line.split())) for line in text.splitlines() if line.strip())
    head = f"id = {_quoted(name)}\nversion = 1\ndate = {day.isoformat()}\ntitle = {_quoted(title)}\n"
    return f"{head}group = {_quoted(group)}\n{blocks}{_LAST}"


def _block(line: str) -> str:
    kind = BlockKind.PARAGRAPH
    for mark, named in _MARKS:
        found = mark.match(line)
        if found and line[found.end() :]:
            kind, line = named, line[found.end() :]
            break
    return f"\n[[block]]\nkind = {_quoted(kind.value)}\ntext = {_quoted(line)}\n"


def _quoted(text: str) -> str:
    """A string as TOML writes it: that of JSON, whose signs outside the first plane stand as they are."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
