"""Writing a small file so that a reader sees the old content or the new, never a mixture and never nothing.

Must not know what it writes; everything is written for this user alone.
"""

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from caseworker.errors import EnvironmentFault

if sys.platform == "win32":
    from caseworker.platform.windows import rename_durably
else:
    from caseworker.platform.posix import rename_durably

_STALE_AFTER = 3600.0  # seconds; an unfinished write older than this belongs to a process that died
_FULL = (errno.ENOSPC, errno.EDQUOT)


def replace_atomically(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` durably in one step, readable by this user only.

    A new file is written beside the old one, flushed to the disk and renamed over it; a crash at any instant leaves
    one of the two whole. Raises ``EnvironmentFault``: ``file.disk_full`` or ``file.not_written``; the old content is
    untouched then.
    """
    fresh = path.with_name(f".{path.name}.{os.urandom(6).hex()}.new")
    with _faults(path):
        try:
            _write(fresh, data, os.O_EXCL, flushed=True)
            rename_durably(fresh, path)
        except OSError:
            with contextlib.suppress(OSError):
                fresh.unlink(missing_ok=True)
            raise
    _sweep_unfinished(path)


def write_over(path: Path, data: bytes) -> None:
    """Write ``data`` in place of what ``path`` held, readable by this user only; for what decides nothing.

    A reader may see half of it, and a power cut may lose it. Raises what ``replace_atomically`` raises.
    """
    with _faults(path):
        _write(path, data, os.O_TRUNC, flushed=False)


@contextlib.contextmanager
def _faults(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        if fault.errno in _FULL:
            raise EnvironmentFault("file.disk_full", path=str(path)) from fault
        raise EnvironmentFault(
            "file.not_written", path=str(path), reason=errno.errorcode.get(fault.errno or 0, "?")
        ) from fault


def _write(path: Path, data: bytes, how: int, *, flushed: bool) -> None:
    # 0600 from the first instant: on Windows the folder's access list is inherited
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | how | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        if flushed:
            os.fsync(file.fileno())


def _sweep_unfinished(path: Path) -> None:
    """Remove what killed processes left beside ``path``; younger ones may be a write in progress."""
    now = time.time()
    for left in path.parent.glob(f".{path.name}.*.new"):
        with contextlib.suppress(OSError):
            if now - left.stat().st_mtime > _STALE_AFTER:
                left.unlink()
