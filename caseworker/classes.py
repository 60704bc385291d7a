"""Load the classes and the noise table of the counts from ``resources/codes``; parsing and judging is the domain's."""

import tomllib

from caseworker.domain.counts.classes import Classes, parse_classes
from caseworker.domain.counts.noise import PTABLE_NAME, NoiseTable, parse_ptable
from caseworker.errors import EnvironmentFault
from caseworker.places import RESOURCES


def load_classes(*, pension_age: int | None = None) -> Classes:
    """Return the shipped classes. Raises ``EnvironmentFault("counts.classes_broken")``."""
    try:
        source = tomllib.loads((RESOURCES / "codes" / "classes.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError) as broken:
        raise EnvironmentFault("counts.classes_broken") from broken
    return parse_classes(source, pension_age=pension_age)


def load_ptable() -> NoiseTable:
    """Return the shipped noise table. Raises ``Refused("counts.ptable_tampered")`` when its bytes are not the known."""
    try:
        raw = (RESOURCES / "codes" / f"ptable_{PTABLE_NAME}.csv").read_bytes()
    except OSError:
        raw = b""  # a missing table is as unusable as a changed one
    return parse_ptable(raw)
