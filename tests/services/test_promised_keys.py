"""docs/utlamning-json.md promises keys to other systems: every key that is written stands there, and no other."""

import re
import typing
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from caseworker.domain.attachments import AttachmentRow
from caseworker.domain.plan import PlanRow
from caseworker.domain.rows import InterventionRow, NoteRow, PersonFile
from caseworker.domain.suggestions import DeclineRow
from caseworker.services._record_papers import AGENDA_FIELDS, APART

DOC = (Path(__file__).parents[2] / "docs" / "utlamning-json.md").read_text(encoding="utf-8")


def keys_of(kind: Any, without: Iterable[str] = ()) -> set[str]:
    """Return the names of a row's fields, and of the rows in it."""
    hints = typing.get_type_hints(kind)
    found: set[str] = set()
    for name in {one.name for one in fields(kind)} - set(without):
        inside = [part for part in (hints[name], *typing.get_args(hints[name])) if is_dataclass(part)]
        found |= {name}.union(*(keys_of(part) for part in inside))
    return found


def part(heading: str) -> str:
    """Return what stands under one heading."""
    return re.split(r"(?m)^##+ ", DOC.partition(heading)[2])[0]


def promised(heading: str) -> set[str]:
    """Return every key that is named under a heading."""
    return {key.removesuffix("[]") for key in re.findall(r"`([a-z0-9_]+(?:\[\])?)`", part(heading))}


def first_column(heading: str) -> set[str]:
    rows = re.findall(r"(?m)^\| (`[^|]+) \|", part(heading))
    return {key.removesuffix("[]") for row in rows for key in re.findall(r"`([a-z_\[\]]+)`", row)}


WRITTEN = {
    "### Insatser": keys_of(InterventionRow, ("version",)),
    "### Planen": keys_of(PlanRow),
}


def test_interventions_and_plans_are_promised_key_by_key() -> None:
    for heading, keys in WRITTEN.items():
        assert keys <= promised(heading), keys - promised(heading)
        assert first_column(heading) <= keys, first_column(heading) - keys


def test_a_file_is_promised_key_by_key() -> None:
    above = WRITTEN["### Insatser"] | keys_of(AttachmentRow)
    keys = keys_of(PersonFile, (*APART, "interventions", "attachments"))
    assert keys <= promised("### Akten") | above, keys - promised("### Akten")
    assert first_column("### Akten") <= {one.name for one in fields(PersonFile)} - set(APART)


def test_what_stands_beside_a_file_is_promised_too() -> None:
    told = promised("## `handlaggarstod.registerutdrag`")
    agenda = {field for named in AGENDA_FIELDS.values() for field in named}
    assert {*AGENDA_FIELDS, *agenda} <= told
    assert keys_of(DeclineRow, ("id", "basis")) <= told
    journal = promised("## `handlaggarstod.journal`")
    assert keys_of(NoteRow, ("author_id", "begun")) <= journal, keys_of(NoteRow) - journal
    assert keys_of(AttachmentRow, ("person",)) <= journal, keys_of(AttachmentRow) - journal
