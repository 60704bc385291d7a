"""A month's table as the page shows it. What is sent is read from the envelope once there is one, never counted again.

Pure: no widget, no service.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from caseworker.domain.counts.classes import TOTAL
from caseworker.services.counts import CountsView

_Cells = Mapping[tuple[str, str, str], int | None]


@dataclass(frozen=True, slots=True)
class Figure:
    """One pair: ``true`` stays here (None: no longer counted so), ``sent`` leaves (None: withheld)."""

    true: int | None
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
    """The whole table. ``cells`` is how many numbers leave; ``moved_on`` that the register has changed since."""

    period: str
    statuses: Axis
    ages: Axis
    sexes: Axis
    rows: tuple[FigureRow, ...]
    cells: int
    too_few: bool
    made: bool
    moved_on: bool


def figures_of(view: CountsView) -> Figures:
    """Return what the page shows of ``view``."""
    table = view.table
    fresh: _Cells = {(cell.status, cell.age, cell.sex): cell.sent for cell in table.cells}
    true: _Cells = {(cell.status, cell.age, cell.sex): cell.true for cell in table.cells}
    axes = tuple(
        Axis(tuple(one.code for one in axis), {one.code: one.label for one in axis})
        for axis in (table.statuses, table.ages, table.sexes)
    )
    sent = fresh
    if view.envelope:
        axes, sent = _from_envelope(view.envelope)
    statuses, ages, sexes = axes
    leaving = sum(figure is not None for figure in sent.values())
    return Figures(
        period=view.period,
        statuses=statuses,
        ages=ages,
        sexes=sexes,
        rows=_rows(statuses, ages, sexes, true, sent),
        cells=leaving,
        too_few=leaving == 0,
        made=bool(view.envelope),
        moved_on=sent != fresh,
    )


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


def _rows(statuses: Axis, ages: Axis, sexes: Axis, true: _Cells, sent: _Cells) -> tuple[FigureRow, ...]:
    return tuple(
        FigureRow(
            status,
            age,
            age == TOTAL,
            tuple(Figure(true.get((status, age, sex)), sent.get((status, age, sex))) for sex in sexes.codes),
        )
        for status in statuses.codes
        for age in ages.codes
    )


def _from_envelope(envelope: bytes) -> tuple[tuple[Axis, ...], _Cells]:
    """Read axes and figures from a release's own bytes."""
    dataset: dict[str, Any] = json.loads(envelope)["dataset"]
    axes = []
    for name in dataset["id"]:
        category = dataset["dimension"][name]["category"]
        axes.append(Axis(tuple(category["index"]), dict(category["label"])))
    keys = ((status, age, sex) for status in axes[0].codes for age in axes[1].codes for sex in axes[2].codes)
    return tuple(axes), dict(zip(keys, dataset["value"], strict=True))
