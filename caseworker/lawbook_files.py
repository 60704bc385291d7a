"""A whole lawbook as one thing: its texts, its statuses and axes, its rows of rights and duties, and its amounts.

Every answer names the version it was given by; a version is the day its rows were last gone through, with a digit after
a full stop where a day has several: the order of the texts is the order of the versions.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from caseworker import lawbook, lawbook_amounts, lawbook_rules
from caseworker.domain.amounts import Amounts
from caseworker.errors import EnvironmentFault
from caseworker.lawbook import Lawbook
from caseworker.lawbook_rules import RuleFiles
from caseworker.places import RESOURCES
from caseworker.rowfile import Texts, read

_VERSION = re.compile(r"\d{4}-\d\d-\d\d(\.[1-9])?", re.ASCII)
_NAME = re.compile(r"[a-z0-9_-]{1,60}(/[a-z0-9_-]{1,60})?\.toml", re.ASCII)


@dataclass(frozen=True, slots=True)
class LawBook:
    """Everything of one version; ``texts`` are its files by name, folders parted by ``/``."""

    version: str
    statuses: Lawbook
    rules: RuleFiles
    amounts: Amounts
    texts: Mapping[str, str] = field(repr=False)


def read_texts(texts: Mapping[str, str]) -> LawBook:
    """Read and check a lawbook. Raises ``EnvironmentFault("lawbook.broken", file=…, row=…, field=…)``."""
    place = Texts(texts)
    version = read(place / "version.toml", fault=lawbook.FAULT)
    if not is_version(version.text("version")):
        raise version.broken("version")
    for name in texts:
        if not is_file_name(name):
            raise EnvironmentFault(lawbook.FAULT, file=name[:60], row="", field="")
    return LawBook(
        version.text("version"),
        lawbook.read_folder(place),
        lawbook_rules.read_folder(place),
        lawbook_amounts.read_folder(place).amounts,
        texts,
    )


def texts_in(folder: Path) -> dict[str, str]:
    """Return the lawbook files of a folder and of the folders in it. Raises ``EnvironmentFault("lawbook.broken")``."""
    found = sorted(path for pattern in ("*.toml", "*/*.toml") for path in folder.glob(pattern))
    texts = {}
    for path in found:
        name = path.relative_to(folder).as_posix()
        try:
            texts[name] = path.read_text(encoding="utf-8")
        except (OSError, ValueError):
            raise EnvironmentFault(lawbook.FAULT, file=name, row="", field="") from None
    return texts


@cache
def shipped() -> LawBook:
    """Return the lawbook this program brought."""
    return read_texts(texts_in(RESOURCES / "lawbook"))


def is_version(text: str) -> bool:
    """Tell whether a text can be a version."""
    return _VERSION.fullmatch(text) is not None


def is_file_name(text: str) -> bool:
    """Tell whether a text can be the name of a lawbook file: a short one, at most one folder down."""
    return _NAME.fullmatch(text) is not None
