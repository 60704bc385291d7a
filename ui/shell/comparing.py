"""Has people compared while somebody works, once a day: who may be registered twice waits on Samma person? then."""

import threading
from functools import partial

from PySide6.QtCore import QObject, QTimer

from ui.desk import Desk
from ui.tasks import Runner

LOOK_EVERY_MS = 10 * 60_000
_JOB = "pairs.find"


class Comparer(QObject):
    """Looks every ten minutes whether today's comparing is done; gives way at once when the register is locked."""

    def __init__(self, desk: Desk, runner: Runner, parent: QObject | None = None) -> None:
        """The first look is ten minutes away: an unlock has enough to do."""
        super().__init__(parent)
        self._desk, self._runner = desk, runner
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        if desk.may(_JOB):
            self._timer.start()

    def look(self) -> None:
        """Compare now, unless it was done today or is being done. What goes wrong is tried again at the next look."""
        if self._desk.register.faults or self._runner.busy(_JOB):
            return
        stop = threading.Event()
        self._runner.run(_JOB, partial(self._find, stop), lambda _done: None, lambda _fault: None, stop=stop)

    def _find(self, stop: threading.Event) -> bool:
        from caseworker.services import pairs

        return pairs.find_pairs(self._desk.register, wanted=lambda: not stop.is_set(), by=self._desk.user)
