"""A month's table as the page shows it, and what stands in the envelope beside the figures.

Pure: no widget, no service.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from caseworker.domain.counts.classes import TOTAL, Category
from caseworker.services.counts import CountsView


@dataclass(frozen=True, slots=True)
class Figure:
    """One pair: ``true`` stays here, ``sent`` leaves (None: withheld)."""

    true: int
    sent: int | None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row: a status (``group``: over all ages) or an age within it; a figure for each sex of the table."""

    status: str
    age: str
    group: bool
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """The classes of one dimension: codes in order, and the Swedish labels that travel with them."""

    codes: tuple[str, ...]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Figures:
    """The whole table. ``cells`` is how many numbers leave; none for an office with too few people."""

    period: str
    statuses: Axis
    ages: Axis
    sexes: Axis
    rows: tuple[FigureRow, ...]
    cells: int
    too_few: bool


def figures_of(view: CountsView) -> Figures:
    """Return what the page shows of ``view``. Its sent numbers are those of the release once there is one."""
    table = view.table
    pairs = {(cell.status, cell.age, cell.sex): Figure(cell.true, cell.sent) for cell in table.cells}
    statuses, ages, sexes = (_axis(categories) for categories in (table.statuses, table.ages, table.sexes))
    leaving = sum(pair.sent is not None for pair in pairs.values())
    rows = tuple(
        FigureRow(status, age, age == TOTAL, tuple(pairs[status, age, sex] for sex in sexes.codes))
        for status in statuses.codes
        for age in ages.codes
    )
    return Figures(view.period, statuses, ages, sexes, rows, cells=leaving, too_few=leaving == 0)


@dataclass(frozen=True, slots=True)
class Sealed:
    """What stands in the envelope beside the figures."""

    sha256: str
    key: str
    revision: int
    size: int


def sealed_of(envelope: bytes) -> Sealed | None:
    """Return the head of a made release, or None before there is one."""
    if not envelope:
        return None
    document: dict[str, Any] = json.loads(envelope)
    return Sealed(str(document["sha256"]), str(document["sig"]["kid"]), int(document["revision"]), len(envelope))


def shareable_text(figures: Figures, head: Sequence[str], label: Mapping[tuple[str, str], str]) -> str:
    """Return the table with sent numbers only, for the clipboard: tabs between columns, a line for each row."""
    lines = ["\t".join(head)]
    for row in figures.rows:
        numbers = ("" if one.sent is None else str(one.sent) for one in row.figures)
        lines.append("\t".join((label[row.status, row.age], *numbers)))
    return "\n".join(lines) + "\n"


def _axis(categories: Sequence[Category]) -> Axis:
    return Axis(tuple(one.code for one in categories), {one.code: one.label for one in categories})
