"""The table as it travels: a JSON-stat 2.0 dataset with the sent figures and no other.

Builds it from a protected table and judges a received one. The judge rebuilds the dataset from its codes and figures
and asks for equality, so nothing beyond the catalogue (no free text, no extra field) can come along.
"""

import json
from collections.abc import Mapping, Sequence

from caseworker.domain.counts.classes import Category, Classes
from caseworker.domain.counts.ladder import MARGIN_MINIMUM
from caseworker.domain.counts.noise import MAX_NOISE, NEVER_SENT, PTABLE_NAME, PTABLE_SHA256
from caseworker.domain.counts.protection import OFFICE_MINIMUM, SPLIT_SEXES, Protected
from caseworker.domain.person import Sex
from caseworker.errors import Refused

DIMENSIONS = ("status", "age", "sex")
TOO_FEW = "too_few"
WITHHELD = "withheld"
LARGEST_FIGURE = 10_000_000
Axes = tuple[tuple[Category, ...], tuple[Category, ...], tuple[Category, ...]]
_TITLE = "Personer efter rättslig ställning, ålder och kön"


def dataset(protected: Protected, classes: Classes) -> dict[str, object]:
    """Return the JSON-stat 2.0 dataset of a protected table: integers and nulls, codes and Swedish labels."""
    return _dataset(
        (protected.statuses, protected.ages, protected.sexes),
        [cell.sent for cell in protected.cells],
        classes,
    )


def unknown_codes(received: Mapping[str, object], classes: Classes) -> tuple[str, ...]:
    """List what a received dataset names and this catalogue does not know, as ``dimension:code``; sorted."""
    known = {name: {category.code for category in found} for name, found in _known(classes).items()}
    dimensions = _mapping(received.get("dimension"))
    unknown = [f"dimension:{name}" for name in dimensions if name not in known]
    for name, codes in known.items():
        unknown += [f"{name}:{code}" for code in _index(dimensions, name) if code not in codes]
    ptable = _mapping(_mapping(received.get("extension")).get("protection")).get("ptable_sha256")
    if ptable != PTABLE_SHA256:
        unknown.append("ptable")
    return tuple(sorted(unknown))


def require_dataset(received: Mapping[str, object], classes: Classes) -> None:
    """Accept exactly what ``dataset`` could have built from protected figures.

    Raises ``Refused`` with ``counts.unprotected`` when a figure is one that protection never sends, and with
    ``counts.malformed`` when anything else deviates. Ask ``unknown_codes`` first.
    """
    axes, figures = read_dataset(received, classes)
    _require_gated(axes, figures)
    if _text(_dataset(axes, figures, classes)) != _text(received):
        raise Refused("counts.malformed", at="dataset")


def read_dataset(received: Mapping[str, object], classes: Classes) -> tuple[Axes, list[int | None]]:
    """Return a dataset's classes (status, age, sex) and its figures in that order; nothing where one is withheld.

    Raises ``Refused("counts.malformed" | "counts.unprotected")``.
    """
    dimensions = _mapping(received.get("dimension"))
    chosen: list[tuple[Category, ...]] = []
    for name in DIMENSIONS:
        codes = _index(dimensions, name)
        found = next((step for step in _steps(name, classes) if [one.code for one in step] == codes), None)
        if found is None:
            raise Refused("counts.malformed", at=name)
        chosen.append(found)
    figures = _figures(received.get("value"))
    axes = (chosen[0], chosen[1], chosen[2])
    if len(figures) != len(axes[0]) * len(axes[1]) * len(axes[2]):
        raise Refused("counts.malformed", at="size")
    return axes, figures


def _dataset(axes: Axes, figures: Sequence[int | None], classes: Classes) -> dict[str, object]:
    statuses, ages, sexes = axes
    labels = (classes.status_label, classes.age_label, "Kön")
    survived = sum(figure is not None for figure in figures)
    why = WITHHELD if survived else TOO_FEW
    finest_age, finest_status = classes.ages[0].size, classes.statuses[0].size
    built: dict[str, object] = {
        "version": "2.0",
        "class": "dataset",
        "label": _TITLE,
        "id": list(DIMENSIONS),
        "size": [len(axis) for axis in axes],
        "dimension": {
            name: _dimension(label, axis) for name, label, axis in zip(DIMENSIONS, labels, axes, strict=True)
        },
        "value": list(figures),
        "extension": {
            "protection": {
                "method": "cell-key",
                "D": MAX_NOISE,
                "js": len(NEVER_SENT),
                "ptable": PTABLE_NAME,
                "ptable_sha256": PTABLE_SHA256,
                "gates": {
                    "office": OFFICE_MINIMUM,
                    "margin": MARGIN_MINIMUM,
                    "age": f"{_kept(ages, survived)}/{finest_age}",
                    "status": f"{_kept(statuses, survived)}/{finest_status}",
                },
                "survived": survived,
            }
        },
    }
    hidden = {str(place): why for place, figure in enumerate(figures) if figure is None}
    if hidden:
        built["status"] = hidden
    return built


def _kept(axis: Sequence[Category], survived: int) -> int:
    return max(1, len(axis) - 1) if survived else 0


def _dimension(label: str, axis: Sequence[Category]) -> dict[str, object]:
    names = {category.code: category.label for category in axis}
    return {"label": label, "category": {"index": list(names), "label": names}}


def _known(classes: Classes) -> dict[str, set[Category]]:
    return {name: {one for step in _steps(name, classes) for one in step} for name in DIMENSIONS}


def _steps(name: str, classes: Classes) -> list[tuple[Category, ...]]:
    """Return every way the catalogue may cut one dimension."""
    total = classes.total
    if name == "sex":
        split = (*(classes.sexes[sex] for sex in SPLIT_SEXES), total)
        return [(total,), split, (*split, classes.sexes[Sex.UNKNOWN])]
    steps = classes.ages if name == "age" else classes.statuses
    return [(total,), *((total, *step.categories) for step in steps if step.size > 1)]


def _index(dimensions: Mapping[str, object], name: str) -> list[str]:
    index = _mapping(_mapping(dimensions.get(name)).get("category")).get("index")
    return [str(code) for code in index] if isinstance(index, list) else []


def _figures(value: object) -> list[int | None]:
    if not isinstance(value, list):
        raise Refused("counts.malformed", at="value")
    figures: list[int | None] = []
    for figure in value:
        # a bool is an int to Python, and never a figure
        if figure is not None and (type(figure) is not int or not 0 <= figure <= LARGEST_FIGURE):
            raise Refused("counts.malformed", at="value")
        if figure in NEVER_SENT:
            raise Refused("counts.unprotected")
        figures.append(figure)
    return figures


def _require_gated(axes: Axes, figures: Sequence[int | None]) -> None:
    """A null stands only where protection puts one: unknown sex crossed with something, or an office with too few."""
    statuses, ages, sexes = axes
    if len(sexes) == 1 and len(statuses) * len(ages) > 1:
        raise Refused("counts.unprotected")
    places = [(status, age, sex) for status in statuses for age in ages for sex in sexes]
    whole = len(places) == 1
    for (status, age, sex), figure in zip(places, figures, strict=True):
        crossed_unknown = sex.code == Sex.UNKNOWN.value and (status, age) != (statuses[0], ages[0])
        if crossed_unknown and figure is not None:
            raise Refused("counts.unprotected")
        if figure is None and not (crossed_unknown or whole):
            raise Refused("counts.malformed", at="value")


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True)
