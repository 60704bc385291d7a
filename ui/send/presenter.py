"""Skicka between the page and the services: which month, its table, preparing, sending, receipts.

Knows nothing of widgets; keeps no number longer than the page shows it.
"""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from caseworker.domain.changes import Changes
from caseworker.domain.rows import ReleaseRow
from caseworker.services import counts, preferences
from caseworker.services.counts import CountsView, Sent
from ui.desk import Desk
from ui.send.wording import last_day
from ui.tasks import Runner

MONTHS_BACK = 12
WAITING = ("queued", "sending", "rejected", "dead")


class SendPresenter(QObject):
    """``counting(period)``, then ``shown(CountsView)``, ``not_over(period)`` or ``uncounted(error)``.

    ``working(what)`` with prepare, send or introduce, then ``rested()`` and perhaps ``failed(error)``,
    ``prepared(Changes)``, ``sent(Sent)`` or ``introduced()``. ``releases(rows)`` whenever they may have changed.
    """

    counting = Signal(str)
    shown = Signal(object)
    not_over = Signal(str)
    uncounted = Signal(object)
    working = Signal(str)
    rested = Signal()
    failed = Signal(object)
    prepared = Signal(object)
    sent = Signal(object)
    introduced = Signal()
    releases = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QObject | None = None) -> None:
        """Begin with the last full month."""
        super().__init__(parent)
        self._desk, self._runner = desk, runner
        self.period = months(desk.today())[1]
        self.view: CountsView | None = None

    def endpoint(self) -> str:
        """The kept address of the centre."""
        return preferences.read_endpoint(self._desk.register, by=self._desk.user)

    def periods(self) -> tuple[str, ...]:
        """The months one can choose, newest first; the first of them is not over yet."""
        return months(self._desk.today())

    def choose(self, period: str) -> None:
        """Show another month."""
        self.period = period
        self.ask()

    def ask(self) -> None:
        """Count the month and read where the releases stand."""
        desk = self._desk
        self.view = None
        self._runner.run(
            "send.releases",
            partial(counts.list_releases, desk.register, by=desk.user),
            self.releases.emit,
            self.failed.emit,
        )
        if last_day(self.period) > desk.today():
            self._runner.cancel("send.count")
            self.not_over.emit(self.period)
            return
        self.counting.emit(self.period)
        show = partial(counts.show_counts, desk.register, period=self.period, by=desk.user)
        self._runner.run("send.count", show, self._show, self.uncounted.emit)

    def prepare(self) -> None:
        """Make the release of the month shown."""
        desk = self._desk
        self._work(
            "prepare", partial(counts.prepare_release, desk.register, period=self.period, by=desk.user), self._prepared
        )

    def send(self, endpoint: str) -> None:
        """Keep the address, then send the prepared release of the month shown. Asked for once, by the dialog."""
        self._work("send", partial(self._deliver, self.period, endpoint), self._sent)

    def introduce(self, endpoint: str) -> None:
        """Introduce a demo register to a demo centre on this computer."""
        self._work("introduce", partial(self._present, endpoint), lambda _nothing: self.introduced.emit())

    def key_document(self) -> bytes:
        """The signed document that introduces this office's key."""
        return counts.enrolment_document(self._desk.register, by=self._desk.user)

    # In a worker thread
    def _deliver(self, period: str, endpoint: str) -> Sent:
        desk = self._desk
        address = self._keep(endpoint)
        return counts.send_release(desk.register, period=period, endpoint=address, by=desk.user)

    def _present(self, endpoint: str) -> None:
        desk = self._desk
        counts.introduce_to_demo_centre(desk.register, endpoint=self._keep(endpoint), by=desk.user)

    def _keep(self, endpoint: str) -> str:
        desk = self._desk
        if endpoint.strip() != self.endpoint():
            preferences.save_endpoint(desk.register, endpoint=endpoint, by=desk.user)
        return self.endpoint()

    # Back in the window
    def _show(self, view: CountsView) -> None:
        if view.period == self.period:
            self.view = view
            self.shown.emit(view)

    def _work(self, what: str, work: Callable[[], object], done: Callable[..., None]) -> None:
        self.working.emit(what)
        self._runner.run("send.work", work, partial(self._done, done), self._failed)

    def _done(self, done: Callable[..., None], outcome: object) -> None:
        self.rested.emit()
        done(outcome)

    def _failed(self, fault: Exception) -> None:
        self.rested.emit()
        self.ask()
        self.failed.emit(fault)

    def _prepared(self, changes: Changes) -> None:
        self.ask()
        self.prepared.emit(changes)

    def _sent(self, sent: Sent) -> None:
        self.ask()
        self.sent.emit(sent)


def months(today: date) -> tuple[str, ...]:
    """Return this month and the twelve before it, newest first, as ``2026-10``."""
    first = today.year * 12 + today.month - 1
    return tuple(f"{month // 12}-{month % 12 + 1:02d}" for month in range(first, first - MONTHS_BACK - 1, -1))


def waiting(rows: tuple[ReleaseRow, ...]) -> int:
    """Return how many releases have no receipt."""
    return sum(row.state in WAITING for row in rows)
