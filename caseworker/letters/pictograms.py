"""The pictograms: their names and strokes, and which stands beside which value or right. Draws nothing."""

import tomllib
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from caseworker.places import RESOURCES

FILE: Final = RESOURCES / "pictograms.toml"
GRID: Final = 24


def pictogram_names() -> frozenset[str]:
    """Return the names a sheet may ask for."""
    return frozenset(_read()["draw"])


def strokes(name: str) -> Sequence[str]:
    """Return the strokes of a pictogram, as ``pictograms.toml`` tells. Raises ``KeyError`` for an unknown name."""
    found: Sequence[str] = _read()["draw"][name]
    return found


def value_pictogram(placeholder: str) -> str:
    """Return the pictogram of a field that shows this value, "" for none."""
    return str(_read()["values"].get(placeholder, ""))


def right_pictogram(code: str) -> str:
    """Return the pictogram of a right, "" for none."""
    return str(_read()["rights"].get(code, ""))


@cache
def _read() -> dict[str, Any]:
    with FILE.open("rb") as file:
        return tomllib.load(file)
