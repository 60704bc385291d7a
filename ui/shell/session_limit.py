"""Locks some hours after unlocking, however busy she is; says so ten minutes before, in the status bar."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from ui.language import ngettext
from ui.shell.clocks import TwoClocks

WARN_AT_MINUTES = (10, 5, 1)
_LOOK_EVERY_MS = 10_000


class SessionLimit(QObject):
    """``warned(minutes)`` ten, five and one minute before; ``expired()`` when the time is up. Nothing puts it off."""

    warned = Signal(int)
    expired = Signal()

    def __init__(
        self,
        hours: int,
        *,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        """Count from now. ``wall`` and ``steady`` return seconds."""
        super().__init__(parent)
        self._clocks = TwoClocks(wall, steady)
        self.limit = hours * 3600
        self._to_tell = list(WARN_AT_MINUTES)
        self._over = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Compare the clocks; called every ten seconds."""
        if self._over:
            return
        left = self.limit - self._clocks.passed()
        if left <= 0:
            self._over = True
            self._timer.stop()
            self.expired.emit()
        elif self._to_tell and left <= self._to_tell[0] * 60:
            minutes = next(known for known in reversed(self._to_tell) if left <= known * 60)
            self._to_tell = [later for later in self._to_tell if later < minutes]
            self.warned.emit(minutes)


def session_ends(minutes: int) -> str:
    """What is said before the end: nothing is lost by it."""
    return ngettext(
        "The session ends in {n} minute. The program locks, and what you have begun is kept.",
        "The session ends in {n} minutes. The program locks, and what you have begun is kept.",
        minutes,
    ).format(n=minutes)
