"""The readable export: one line of JSON per person, for the day when nobody has a program that reads the register."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime

from caseworker.domain.rows import PersonFile

LINES, README = "people.jsonl", "README.txt"
_APART = ("log", "version", "protected")  # who looked belongs to the register; the rest says nothing to a reader
_HOW_TO_READ = """\
This is everything a register of Handläggarstöd held about each person, one JSON object a line, in UTF-8.
It was sealed with age (https://age-encryption.org) as the register's backups are. Days are YYYY-MM-DD, instants UTC.
What is in clear here is nobody's to keep: read what is needed and delete it.
"""


def parts(files: Iterable[PersonFile]) -> dict[str, bytes]:
    """Return the parts of an archive: how to read it, and a line for each file."""
    return {README: _HOW_TO_READ.encode(), LINES: b"".join(line(file) for file in files)}


def line(file: PersonFile) -> bytes:
    """Return one person's file as a line; the same file gives the same line."""
    told = {name: value for name, value in asdict(file).items() if name not in _APART}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, default=_plain).encode() + b"\n"


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"a person's file cannot hold a {type(value).__name__}")
