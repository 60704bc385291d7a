"""What lies in a register's folder, and what it says of itself before anybody unlocks: the office, never a person."""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from caseworker import platform
from caseworker.errors import EnvironmentFault

if TYPE_CHECKING:
    from datetime import datetime

    from caseworker.store.register import RegisterInfo

REGISTER, VAULT, ABOUT = "register.db", "register.vault", "register.about"
ABOUT_DIFFERS = "register.about_differs"
UNSAVED = "register.unsaved"
RESTORING = ".restoring"  # a restore that was decided on: whoever opens the register finishes it first
Clock = Callable[[], "datetime"]


def utc_now() -> "datetime":
    """Return the present instant in UTC."""
    from datetime import UTC, datetime

    return datetime.now(UTC)


class About(NamedTuple):  # made before the first window, where a dataclass takes seven times as long
    """Which office a register belongs to."""

    office_code: str
    office_name: str
    municipality_code: str
    municipality_name: str
    demo: bool


def mark_unsaved(folder: Path) -> None:
    """Leave word, without content, that a write was cut off by a lock."""
    with suppress(OSError):  # a full disk may cost the word, never the lock
        (folder / UNSAVED).touch(mode=0o600)


def was_unsaved(folder: Path) -> bool:
    """Tell whether a write was cut off by the lock before."""
    return os.path.lexists(folder / UNSAVED)


def forget_unsaved(folder: Path) -> None:
    """Whoever unlocked has been told."""
    with suppress(OSError):
        (folder / UNSAVED).unlink(missing_ok=True)


def holds_register(folder: Path) -> bool:
    """Tell whether a finished register lies in ``folder``. Raises ``EnvironmentFault("vault.unreadable")``."""
    try:
        return (folder / VAULT).exists()
    except OSError:  # a folder that may not be entered: what lies there is not known, and not missing either
        raise EnvironmentFault("vault.unreadable", path=folder / VAULT) from None


def read_about(folder: Path) -> About:
    """Return what the register in ``folder`` says of itself. Raises ``EnvironmentFault("register.about_damaged")``."""
    try:
        return About(**json.loads((folder / ABOUT).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        raise EnvironmentFault("register.about_damaged", file=ABOUT) from None


def write_about(folder: Path, about: About) -> None:
    """Write what the register in ``folder`` says of itself, whole or not at all."""
    platform.replace_atomically(folder / ABOUT, json.dumps(about._asdict(), ensure_ascii=False).encode())


def about_of(info: "RegisterInfo") -> About:
    """Return what the encrypted register says of itself: what counts once it is open."""
    from caseworker import codes

    place = codes.municipality(info.municipality_code).sv
    return About(info.office_code, info.office_name, info.municipality_code, place, info.demo)


def settle_about(folder: Path, about: About) -> bool:
    """Write the file anew when it says something else than ``about``; tell whether it said the same."""
    with suppress(EnvironmentFault):  # unreadable: it says something else
        if read_about(folder) == about:
            return True
    with suppress(OSError, EnvironmentFault):  # a full disk: the next unlock finds it again
        write_about(folder, about)
    return False


def anchor_of(register_id: str) -> Path:
    """Return where the head of a register's log is anchored: outside its folder, so that a rolled-back copy shows.

    The folder is made when it is missing. Raises ``EnvironmentFault("register.read_only_folder")``.
    """
    folder = platform.config_folder() / "anchors"
    try:
        platform.private_folder(folder)
    except OSError:
        raise EnvironmentFault("register.read_only_folder", folder=folder) from None
    return folder / f"{register_id}.anchor"
