"""Wrong passphrases are counted, and from the fifth in a row the next try has to wait.

Counts per register, in a small file beside the vault; says nothing of whose account was tried. It slows a colleague at
the keyboard; a thief with a copy of the files is slowed by the key derivation alone. Must never erase anything else.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from caseworker import wire
from caseworker.errors import CaseworkerError, Refused
from caseworker.platform import replace_atomically

FREE_ATTEMPTS = 5
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=15)


class Attempts:
    """The wrong attempts on one register since the last right one."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def require_no_wait(self, now: datetime) -> None:
        """Raise ``Refused("unlock.wait", seconds=…)`` while the last wrong attempt is too recent.

        A clock that was moved back does not shorten the wait: it starts anew at the new time.
        """
        failures, last = self._read(now)
        wait = waiting_time(failures)
        if not wait:
            return
        if now < last:
            self._write(failures, now)
            last = now
        left = last + wait - now
        if left > timedelta(0):
            raise Refused("unlock.wait", seconds=-int(-left.total_seconds() // 1))

    def failed(self, now: datetime) -> None:
        """Count one wrong attempt; it is on disk when this returns."""
        failures, _last = self._read(now)
        self._write(failures + 1, now)

    def succeeded(self) -> None:
        """Forget the wrong attempts; costs nothing when there were none."""
        self._path.unlink(missing_ok=True)

    def _read(self, now: datetime) -> tuple[int, datetime]:
        """Return how many and when last; an unreadable file counts as the first attempt that has to wait."""
        try:
            fields = wire.parse(self._path.read_bytes())
            failures, last = fields["failures"], datetime.fromisoformat(str(fields["last"]))
            if isinstance(failures, int) and failures >= 0 and last.tzinfo is not None:
                return failures, last
        except FileNotFoundError:
            return 0, now
        except (OSError, CaseworkerError, KeyError, ValueError):
            pass
        self._write(FREE_ATTEMPTS, now)
        return FREE_ATTEMPTS, now

    def _write(self, failures: int, last: datetime) -> None:
        fields = {"failures": failures, "last": last.astimezone(UTC).isoformat()}
        replace_atomically(self._path, wire.canonical(fields))


def waiting_time(failures: int) -> timedelta:
    """Return how long the next attempt waits: nothing before the fifth wrong one, then 15 s doubling to 15 min."""
    if failures < FREE_ATTEMPTS:
        return timedelta(0)
    factor: int = 1 << min(failures - FREE_ATTEMPTS, 16)
    return min(FIRST_WAIT * factor, LONGEST_WAIT)
