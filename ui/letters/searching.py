"""The search for a recipient in Brev: asked once the user has stopped typing, logged once she has taken somebody."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from caseworker.services import people
from ui.desk import Desk
from ui.tasks import Runner

SEARCH_AFTER_MS = 120
MOST_SHOWN = 6


class RecipientSearch(QObject):
    """``found(rows)`` of the text typed last, or ``failed(error)``."""

    found = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QObject) -> None:
        """Nothing is looked for."""
        super().__init__(parent)
        self._desk, self._runner, self._text = desk, runner, ""
        self._clock = waiting_clock(self, SEARCH_AFTER_MS, self._look)

    def typed(self, text: str) -> None:
        """The text changed."""
        self._text = text.strip()
        self._clock.start()

    def settle(self, hits: int) -> None:
        """Somebody was taken: the search that was meant is logged, with how many it found."""
        desk = self._desk
        text, self._text = self._text, ""
        if text:
            log = partial(people.settle_search, desk.register, text=text, hits=hits, by=desk.user)
            self._runner.run("letters.settle", log, lambda _changes: None, self.failed.emit)

    def _look(self) -> None:
        desk = self._desk
        if not self._text:
            self._runner.cancel("letters.search")
            self.found.emit(())
            return
        find = partial(people.find_people, desk.register, text=self._text, by=desk.user)
        self._runner.run("letters.search", find, self.found.emit, self.failed.emit)


def waiting_clock(parent: QObject, after_ms: int, then: Callable[[], None]) -> QTimer:
    """Return a clock that calls once, so long after it was last started."""
    clock = QTimer(parent)
    clock.setSingleShot(True)
    clock.setInterval(after_ms)
    clock.timeout.connect(then)
    return clock
