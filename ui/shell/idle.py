"""Locks when nobody has touched the program for some minutes of wall-clock time; sleep counts.

Warns half a minute before. Listens on the windows, not on every event of the application.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from ui.shell.clocks import TwoClocks

WARN_BEFORE_SECONDS = 30
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletMove,
    }
)


class IdleWatch(QObject):
    """``warned(seconds)`` half a minute before, ``expired()`` when the time is up, ``touched()`` after a warning."""

    warned = Signal(int)
    touched = Signal()
    expired = Signal()

    def __init__(
        self,
        minutes: int,
        *,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        """``minutes`` 1 to 5. ``wall`` and ``steady`` return seconds."""
        super().__init__(parent)
        self._clocks = TwoClocks(wall, steady)
        self.limit = minutes * 60
        self._warning = False
        self._over = False
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.look)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._listen)
            for window in app.topLevelWindows():
                self._listen(window)

    def start(self) -> None:
        """Begin to count."""
        self._clocks.restart()
        self._timer.start()

    def set_minutes(self, minutes: int) -> None:
        """Use another limit from now on."""
        self.limit = minutes * 60

    def look(self) -> None:
        """Compare the clocks; called every second."""
        if self._over:
            return
        idle = self._clocks.passed()
        if idle >= self.limit:
            self._over = True
            self._timer.stop()
            self.expired.emit()
        elif idle >= self.limit - WARN_BEFORE_SECONDS and not self._warning:
            self._warning = True
            self.warned.emit(round(self.limit - idle))

    def touch(self) -> None:
        """Somebody is here; too late once the time is up (the first touch after sleep does not open anything)."""
        self.look()
        if self._over:
            return
        self._clocks.restart()
        if self._warning:
            self._warning = False
            self.touched.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Input on a window is a touch; an event after the time is up goes no further."""
        if event.type() in _INPUT:
            self.touch()
            return self._over
        return False

    def _listen(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)
