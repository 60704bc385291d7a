"""What the centre knows of tables and classes: the same shipped data that the offices count with."""

import tomllib

from caseworker.domain.counts.classes import Classes, parse_classes
from caseworker.errors import EnvironmentFault
from caseworker.places import RESOURCES


def known_classes() -> Classes:
    """Return the shipped classes. Raises ``EnvironmentFault("counts.classes_broken")``."""
    try:
        source = tomllib.loads((RESOURCES / "codes" / "classes.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError) as broken:
        raise EnvironmentFault("counts.classes_broken") from broken
    return parse_classes(source)
