"""Two clocks read together: the wall, so that sleep counts; a steady one, so that a clock set back gives no time."""

import time
from collections.abc import Callable


class TwoClocks:
    """Seconds that have passed since it was made or restarted, by whichever clock says more."""

    def __init__(self, wall: Callable[[], float] = time.time, steady: Callable[[], float] = time.monotonic) -> None:
        """``wall`` and ``steady`` return seconds."""
        self._clocks = (wall, steady)
        self.restart()

    def restart(self) -> None:
        """Count from now."""
        self._since = tuple(clock() for clock in self._clocks)

    def passed(self) -> float:
        """Return the seconds since then."""
        return max(clock() - since for clock, since in zip(self._clocks, self._since, strict=True))
