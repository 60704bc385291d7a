"""One process at a time holds a register, and a second one is told who.

The lock is the operating system's own: it ends with the process, so a crash leaves nothing stale. The file beside it
only describes the holder; it decides nothing and must never be trusted to.
"""

import contextlib
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from caseworker.errors import EnvironmentFault, Refused
from caseworker.platform.files import write_over

LOCK_FILE = "register.lock"
HOLDER_FILE = "register.holder"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the register open: a member of staff (empty before unlock), ``program`` "window" or "terminal"."""

    name: str
    program: str
    since: datetime


class RegisterLock:
    """The right to open the register in ``folder``; hold it from before the first read to after the last write."""

    def __init__(self, folder: Path) -> None:
        from filelock import FileLock  # not before a register is opened: the unlock screen is painted first

        self._holder_file = folder / HOLDER_FILE
        self._lock_file = folder / LOCK_FILE
        # thread_local=False: background jobs share the holding; fallback_to_soft=False: a lock file that outlives a
        # crash is worse than none, so a file system without locks is refused
        self._lock = FileLock(self._lock_file, timeout=0, mode=0o600, thread_local=False, fallback_to_soft=False)

    @property
    def held(self) -> bool:
        """Whether this object holds the register now."""
        return self._lock.is_locked

    def acquire(self, holder: Holder) -> None:
        """Take the register or raise ``Refused("register.in_use", holder, program, since, host)``.

        Raises ``EnvironmentFault("register.cannot_lock")`` when the folder cannot be written or has no locks.
        """
        from filelock import Timeout

        try:
            if self._lock.is_locked:  # the library counts a second taking by the same object instead of refusing it
                raise Timeout(str(self._lock_file))
            self._lock.acquire()
        except Timeout:
            raise Refused("register.in_use", **self._described()) from None
        except (OSError, NotImplementedError) as fault:
            raise EnvironmentFault("register.cannot_lock", path=str(self._lock_file.parent)) from fault
        try:
            self.describe(holder)
        except BaseException:
            self.release()
            raise

    def describe(self, holder: Holder) -> None:
        """Tell others who holds the register; called again when the user has unlocked and is known."""
        import socket  # not before the first paint

        described = {
            "holder": holder.name,
            "program": holder.program,
            "since": holder.since.astimezone(UTC).isoformat(timespec="seconds"),
            "host": socket.gethostname(),
            "pid": os.getpid(),
        }
        told = json.dumps(described, ensure_ascii=False, sort_keys=True).encode()
        write_over(self._holder_file, told)

    def release(self) -> None:
        """Let others in; harmless when nothing is held."""
        if not self._lock.is_locked:
            return
        with contextlib.suppress(OSError):  # the description is a courtesy
            self._holder_file.unlink(missing_ok=True)
        self._lock.release(force=True)

    def _described(self) -> dict[str, str]:
        """Read who holds it; every value is empty when that cannot be known."""
        try:
            read = json.loads(self._holder_file.read_bytes())
        except (OSError, ValueError):
            read = None
        known = read if isinstance(read, dict) else {}
        return {key: str(known.get(key, "")) for key in ("holder", "program", "since", "host")}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
