"""The shipped weights of comparing records (``resources/linkage``), read once. What they mean is the domain's."""

from functools import cache
from pathlib import Path

from caseworker.domain.scoring import Weights
from caseworker.domain.sounding import frames
from caseworker.places import RESOURCES
from caseworker.rowfile import read

FAULT = "codes.broken"
_GROUPS = ("lines", "numbers", "names", "birth", "rest")


@cache
def weights() -> Weights:
    """Return the weights the program compares people by. Raises ``EnvironmentFault("codes.broken")``."""
    folder = RESOURCES / "linkage"
    return weights_in(folder / "weights.toml", folder / "names.toml")


def weights_in(weights: Path, names: Path) -> Weights:
    """Return the weights of a file and of a file of common names; a name in two places weighs the lesser."""
    told = read(weights, fault=FAULT)
    fields = {name: weight for group in _GROUPS for name, weight in told.decimals(group).items()}
    common: dict[str, float] = {}
    for weight, spelt in read(names, fault=FAULT).words("weights").items():
        for name in spelt.split():
            for key in frames(name):
                common[key] = min(float(weight), common.get(key, float(weight)))
    return Weights(fields, common, frozenset(told.texts("registers")))
