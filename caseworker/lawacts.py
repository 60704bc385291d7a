"""The paragraph index (``resources/lawbook/acts.toml``): acts, chapters and paragraphs that a row of law may cite."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from caseworker.domain.law import Cite
from caseworker.rowfile import FileRow, read


@dataclass(frozen=True, slots=True)
class Act:
    """An act of the paragraph index. ``paragraphs`` are written ``20:31 a`` or ``8 a``; ``title`` is the short one."""

    number: str
    title: str
    source: str
    read_on: date
    paragraphs: frozenset[str]

    def has(self, one: Cite) -> bool:
        """Tell whether the act holds the paragraph; a citation of the whole act it always holds."""
        return not one.paragraph or str(one).removeprefix(f"{one.act} ") in self.paragraphs


def read_acts(path: Path, *, fault: str) -> dict[str, Act]:
    """Return the acts by number. Raises ``EnvironmentFault(fault, file=…, row=…, field=…)``."""
    return {act.number: act for act in _acts(read(path, fault=fault))}


def _acts(file: FileRow) -> Iterator[Act]:
    for act in file.rows("act"):
        yield Act(
            number=act.text("number"),
            title=act.text("title"),
            source=act.text("source"),
            read_on=act.day("read_on"),
            paragraphs=frozenset(act.texts("paragraphs")),
        )
