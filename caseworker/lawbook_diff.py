"""What differs between two lawbooks, row by row and field by field, as the files say it.

A row is known by its file and its ``id``, ``code`` or ``number``; where a row has dated rows of its own these are known
by the day they begin. A row's own test cases say nothing to those who use it and are left out.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

_NAMES = ("id", "code", "number", "valid_from", "born_from", "from")
_LEFT_OUT = frozenset({"cases", "schema"})


class Kind(StrEnum):
    """What became of a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field before and after; "" where it was or is left out. Lists that grew or shrank say only what differs."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowDiff:
    """One row that differs: its file, its name there, and its fields when it changed."""

    kind: Kind
    file: str
    row: str
    fields: tuple[FieldChange, ...] = ()


def compare(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[RowDiff, ...]:
    """Return what differs between the files of two lawbooks that have both been read through, in the files' order."""
    found: list[RowDiff] = []
    for file in dict.fromkeys((*old, *new)):
        before, after = _rows(old.get(file, "")), _rows(new.get(file, ""))
        for row in dict.fromkeys((*before, *after)):
            if row not in before:
                found.append(RowDiff(Kind.ADDED, file, row))
            elif row not in after:
                found.append(RowDiff(Kind.REMOVED, file, row))
            elif changes := tuple(_changes(before[row], after[row])):
                found.append(RowDiff(Kind.CHANGED, file, row, changes))
    return tuple(found)


def _rows(text: str) -> dict[str, dict[str, object]]:
    """Return the rows of a file by name, each as its flat fields; what stands outside rows is the row ""."""
    rows: dict[str, dict[str, object]] = {}
    for name, value in tomllib.loads(text).items():
        if name in _LEFT_OUT:
            continue
        if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            for row, fields in _named(value):
                rows[row if row not in rows else f"{name} {row}"] = dict(_flat(fields, ""))
        else:
            rows.setdefault("", {}).update(_flat({name: value}, ""))
    return rows


def _named(rows: Sequence[Mapping[str, object]]) -> Iterator[tuple[str, Mapping[str, object]]]:
    seen: dict[str, int] = {}
    for place, fields in enumerate(rows, 1):
        name = next((str(fields[name]) for name in _NAMES if name in fields), str(place))
        seen[name] = seen.get(name, 0) + 1
        yield (name if seen[name] == 1 else f"{name} ({seen[name]})"), fields


def _flat(fields: Mapping[str, object], over: str) -> Iterator[tuple[str, object]]:
    for name, value in fields.items():
        if name in _LEFT_OUT:
            continue
        path = f"{over}{name}"
        if isinstance(value, dict):
            yield from _flat(value, f"{path}.")
        elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            for row, inner in _named(value):
                yield from _flat(inner, f"{path} {row}: ")
        else:
            yield path, value


def _changes(before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[FieldChange]:
    for field in dict.fromkeys((*before, *after)):
        was, became = before.get(field, ""), after.get(field, "")
        if was != became:
            if isinstance(was, list) and isinstance(became, list) and set(map(str, was)) != set(map(str, became)):
                was, became = [one for one in was if one not in became], [one for one in became if one not in was]
            yield FieldChange(field, _words(was), _words(became))


def _words(value: object) -> str:
    return ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)
