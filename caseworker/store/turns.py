"""One writer at a time, and how long the others wait: some seconds usually, two in all when the register is locked."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from caseworker.errors import EnvironmentFault
from caseworker.store.engine import BUSY_SECONDS


class Turns:
    """Who may write now. ``gave_up``: a write was still going on when the register had to be locked; it is undone."""

    def __init__(self) -> None:
        self.gave_up = False
        self._writer = threading.Lock()
        self._ends: float | None = None

    def hurry(self, seconds: float) -> float:
        """Wait ``seconds`` in all, from the first call, for whoever writes; return how many are left."""
        if self._ends is None:
            self._ends = time.monotonic() + seconds
        return max(0.0, self._ends - time.monotonic())

    @contextmanager
    def take(self) -> Iterator[None]:
        """Write alone. Raises ``EnvironmentFault("register.busy")`` when the others do not come to an end."""
        hurried = self._ends is not None
        if not self._writer.acquire(timeout=self.hurry(0.0) if hurried else BUSY_SECONDS):
            self.gave_up = hurried
            raise EnvironmentFault("register.busy")
        try:
            yield
        finally:
            self._writer.release()
