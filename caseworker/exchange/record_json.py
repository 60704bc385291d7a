"""A person's file as JSON for other systems: stable keys, days as YYYY-MM-DD, instants as UTC, UTF-8.

The keys are promised (docs/utlamning-json.md); a key may be added, none changes its meaning within a ``version``.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

JOURNAL, EXTRACT, LOOKS = "handlaggarstod.journal", "handlaggarstod.registerutdrag", "handlaggarstod.vem-har-last"
VERSION = 1

Values = dict[str, Any]


def document(format: str, head: Mapping[str, object], body: Mapping[str, object]) -> bytes:
    """Return a document of this format; equal arguments give equal bytes."""
    told = {"format": format, "version": VERSION, **head, **body}
    return json.dumps(told, ensure_ascii=False, indent=2, default=_plain).encode() + b"\n"


def values_of(row: "DataclassInstance", *, without: Iterable[str] = ()) -> Values:
    """Return a row's values by name, without some of them."""
    apart = frozenset(without)
    return {name: value for name, value in asdict(row).items() if name not in apart}


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"a record cannot hold a {type(value).__name__}")
