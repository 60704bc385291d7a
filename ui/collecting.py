"""Collects garbage in the window's thread, and nowhere else.

Python collects in whichever thread crosses a threshold. A job's thread that meets a dialog in a cycle would destroy it
there, under locks of Qt's that the window's thread may be waiting for while it holds the interpreter: both stand still.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_EVERY_MS = 1000


class Collector(QObject):
    """Takes over from Python's own collecting, from when it is made until ``stop``. Make it in the window's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        """What there is already stays and need not be looked through again."""
        super().__init__(parent)
        self._was_on = gc.isenabled()
        gc.disable()
        gc.freeze()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that Python itself would collect by now."""
        counted = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [generation for generation, (count, most) in enumerate(counted) if count > most]
        if due:
            gc.collect(due[-1])

    def stop(self) -> None:
        """Leave it to Python again, as it was."""
        self._timer.stop()
        if self._was_on:
            gc.enable()
