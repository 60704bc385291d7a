"""Personer between list and services: all people lazily, or the hits of a search; a search that was meant is logged."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from caseworker.domain.changes import Changes
from caseworker.domain.rows import PersonRow
from caseworker.errors import CaseworkerError
from caseworker.services import people
from ui.desk import Desk
from ui.models.lazy_rows import PAGE, LazyRowsModel
from ui.people.columns import spoken
from ui.tasks import Runner

SEARCH_AFTER_MS = 120
MOST_HITS = people.MOST_HITS


class PeoplePresenter(QObject):
    """``listed(count)`` when all are shown, ``found(count)`` when hits are; ``waiting()`` and ``failed(error)``."""

    listed = Signal(int)
    found = Signal(int)
    waiting = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QObject | None = None) -> None:
        """Start with an empty model."""
        super().__init__(parent)
        self._desk, self._runner = desk, runner
        self.model = LazyRowsModel(spoken(desk.words, desk.today), self)
        self._text = ""
        self._shown: int | None = None  # how many of all are shown, None while hits are
        self._logged = ""
        self.hits: Sequence[PersonRow] = ()  # of the search, while one is shown
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(SEARCH_AFTER_MS)
        self._clock.timeout.connect(self.ask)

    @property
    def text(self) -> str:
        """What is searched for, "" while all are shown."""
        return self._text

    def typed(self, text: str) -> None:
        """The search field changed; the search follows shortly."""
        self._text = text.strip()
        self._clock.start()

    def ask(self) -> None:
        """Ask now: for everybody, or for those the text finds."""
        self._clock.stop()
        desk = self._desk
        self.waiting.emit()
        if self._text:
            search = partial(people.find_people, desk.register, text=self._text, by=desk.user)
            self._runner.run("people.list", search, self._show_hits, self.failed.emit)
        else:
            count = partial(people.count_people, desk.register, by=desk.user)
            self._runner.run("people.list", count, self._show_all, self.failed.emit)

    def settle(self) -> None:
        """The search was meant: log it once, as a code of the term and never in words."""
        if not self._text or self._text == self._logged:
            return
        self._logged = self._text
        hits, desk = self.model.rowCount(), self._desk
        log = partial(people.settle_search, desk.register, text=self._text, hits=hits, by=desk.user)
        self._runner.run("people.settle", log, lambda _changes: None, self.failed.emit)

    def heard(self, changes: Changes) -> None:
        """Somebody was registered or changed: ask the same again."""
        if changes.people:
            self.ask()

    def _show_hits(self, rows: Sequence[PersonRow]) -> None:
        self._shown, self.hits = None, rows
        self.model.show_list(rows)
        self.found.emit(len(rows))

    def _show_all(self, count: int) -> None:
        if self._shown is None:
            self.model.show_rows(count, self._page)
        else:
            self.model.refresh(count)
        self._shown = count
        self.listed.emit(count)
        self._read_ahead(count)

    def _read_ahead(self, count: int) -> None:
        """Ask for the last row elsewhere: the register reads its order then, and no jump has to wait for it."""
        if count > PAGE:
            desk = self._desk
            last = partial(people.list_people, desk.register, offset=count - 1, limit=1, by=desk.user)
            self._runner.run("people.order", last, lambda _rows: None, self.failed.emit)

    def _page(self, offset: int, limit: int) -> Sequence[PersonRow]:
        desk = self._desk
        try:
            return people.list_people(desk.register, offset=offset, limit=limit, by=desk.user)
        except CaseworkerError as fault:
            # the list is being painted: tell after that
            QTimer.singleShot(0, self, partial(self.failed.emit, fault))
            return ()
