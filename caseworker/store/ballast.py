"""Ballast: room on the disk that is given up when the disk is full, so that the log and the open draft can be written.

A file beside the register, made again when there is room. While it is gone only what must be written is written.
"""

import contextlib
import errno
import os
import sys
from pathlib import Path

from caseworker.errors import EnvironmentFault

BALLAST = "register.ballast"
SIZE = 2 * 1024 * 1024  # some eighty drafts or log rows
_FULL = (errno.ENOSPC, errno.EDQUOT)


def require_room(register: Path) -> None:
    """Raise ``EnvironmentFault("register.no_room_left")`` when the ballast of ``register`` is gone and finds no room.

    A folder that takes no new file for another reason is told by the write itself.
    """
    path = register.with_name(BALLAST)
    if path.exists():
        return
    try:
        reserve(path, SIZE)
    except OSError as fault:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        if fault.errno in _FULL:
            raise EnvironmentFault("register.no_room_left") from None


def release(register: Path) -> bool:
    """Give the room up; tell whether there was any."""
    try:
        register.with_name(BALLAST).unlink()
    except OSError:
        return False
    return True


def reserve(path: Path, size: int) -> None:
    """Make ``path`` take ``size`` bytes of the disk, really; for this user alone."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        if sys.platform == "linux":
            os.posix_fallocate(descriptor, 0, size)
        else:
            os.write(descriptor, os.urandom(size))  # zeros may be kept as a hole
    finally:
        os.close(descriptor)
