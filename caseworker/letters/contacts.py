"""Telephone numbers that letters name (``resources/letters/contacts.toml``): one dated file, read once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from caseworker.errors import EnvironmentFault
from caseworker.places import RESOURCES

CONTACTS = RESOURCES / "letters" / "contacts.toml"


@dataclass(frozen=True, slots=True)
class Contact:
    """A number under the placeholder ``id``; where it was read, when, and how sure it is (seen, unverified)."""

    id: str
    number: str
    sv: str
    source: str
    read: date
    certainty: str


def read_contacts(path: Path = CONTACTS) -> tuple[Contact, ...]:
    """Return every number. A file that cannot be read is an ``EnvironmentFault("letter.sheet_broken")``."""
    try:
        rows: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["contact"]
        return tuple(Contact(**row) for row in rows)
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise EnvironmentFault("letter.sheet_broken", sheet=path.stem, reason=type(error).__name__) from error


@cache
def numbers() -> Mapping[str, str]:
    """Return the number of each placeholder."""
    return MappingProxyType({one.id: one.number for one in read_contacts()})
