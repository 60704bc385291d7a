"""Writing a small file so that a reader sees the old content or the new, never a mixture and never nothing.

Must not know what it writes; everything is written for this user alone.
"""

import contextlib
import errno
import os
import sys
import time
from pathlib import Path

from caseworker.errors import EnvironmentFault

if sys.platform == "win32":
    from caseworker.platform.windows import rename_durably
else:
    from caseworker.platform.posix import rename_durably

_STALE_AFTER = 3600.0  # seconds; an unfinished write older than this belongs to a process that died
_FULL = (errno.ENOSPC, errno.EDQUOT)


def replace_atomically(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Write ``data`` to ``path`` durably in one step, readable by this user only.

    A new file is written beside the old one, flushed to the disk and renamed over it; a crash at any instant leaves
    one of the two whole. ``durable=False`` skips the flush, for what is worthless after a power cut. Raises
    ``EnvironmentFault``: ``file.disk_full`` or ``file.not_written``; the old content is untouched then.
    """
    fresh = path.with_name(f".{path.name}.{os.urandom(6).hex()}.new")
    try:
        _write(fresh, data, flushed=durable)
        if durable or sys.platform == "win32":  # there with its patience for virus scanners
            rename_durably(fresh, path)
        else:
            os.replace(fresh, path)
    except OSError as fault:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        if fault.errno in _FULL:
            raise EnvironmentFault("file.disk_full", path=str(path)) from fault
        raise EnvironmentFault(
            "file.not_written", path=str(path), reason=errno.errorcode.get(fault.errno or 0, "?")
        ) from fault
    _sweep_unfinished(path)


def _write(path: Path, data: bytes, *, flushed: bool) -> None:
    # 0600 from the first instant: on Windows the folder's access list is inherited
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
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
