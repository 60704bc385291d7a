"""A person's file as JSON for other systems: stable keys, days as YYYY-MM-DD, instants as UTC, UTF-8.

The keys are promised (docs/utlamning-json.md); a key may be added, none changes its meaning within a ``version``.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

JOURNAL, EXTRACT, LOOKS = "handlaggarstod.journal", "handlaggarstod.registerutdrag", "handlaggarstod.vem-har-last"
VERSION = 1

Values = dict[str, Any]


def document(format: str, head: Mapping[str, object], body: Mapping[str, object]) -> bytes:
    """Return a document of this format; equal arguments give equal bytes."""
    told = {"format": format, "version": VERSION, **head, **body}
    return json.dumps(told, ensure_ascii=False, indent=2, default=_plain).encode() + b"\n"


def values_of(row: object, *, without: Iterable[str] = ()) -> Values:
    """Return a row's values by name, without some of them."""
    apart = frozenset(without)
    if not is_dataclass(row) or isinstance(row, type):
        raise TypeError("only rows are told")
    return {name: value for name, value in asdict(row).items() if name not in apart}


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(f"a record cannot hold a {type(value).__name__}")
