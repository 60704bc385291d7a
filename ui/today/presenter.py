"""Idag between the page and the services: what waits, worked out anew in the background when something was changed."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from caseworker.domain.changes import Changes
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.tasks import Filter, Order
from caseworker.domain.waiting import WaitingRow
from caseworker.services import agenda, today
from caseworker.services.backups import BackupState
from ui.desk import Desk
from ui.tasks import Runner


class TodayPresenter(QObject):
    """``shown(today)``; ``behind(error)`` when duties cannot be worked out, None when they can; ``done(changes)``;
    ``safe(backups)``."""

    shown = Signal(object)
    failed = Signal(object)
    behind = Signal(object)
    done = Signal(object)
    safe = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QObject | None = None) -> None:
        """Ask nothing yet."""
        super().__init__(parent)
        self._desk, self._runner = desk, runner
        self.chosen, self.order = Filter.ALL, Order.LOSS
        self.backups: BackupState | None = None

    def ask(self) -> None:
        """Ask what waits: what was worked out last is there at once, what has changed since comes after it."""
        if self._desk.may("person.read"):
            self._read(self._arrived)

    def ask_safe(self, backups: Callable[[], BackupState]) -> None:
        """Ask how the backups stand; when that cannot be told, what was told last is kept."""
        self._runner.run("today.safe", backups, self._safe, lambda _fault: self.safe.emit(self.backups))

    def choose(self, chosen: Filter) -> None:
        """Show only what passes."""
        self.chosen = chosen
        self.ask()

    def turn(self) -> None:
        """Put what is lost first, or the day."""
        self.order = Order.DAY if self.order is Order.LOSS else Order.LOSS
        self.ask()

    def heard(self, changes: Changes) -> None:
        """Something was changed somewhere: it may have been what waited."""
        if changes.people or changes.cases:
            self.ask()

    # What is done about a row
    def finish(self, row: WaitingRow) -> None:
        """Say that it is done."""
        self._act(row, agenda.finish_task)

    def put_off(self, row: WaitingRow, until: date) -> None:
        """Let it come back later."""
        self._act(row, partial(agenda.put_off, until=until))

    def hand_over(self, row: WaitingRow, staff: str) -> None:
        """Let a colleague have it."""
        self._act(row, partial(agenda.hand_over_task, staff=StaffId(staff)))

    def remind(self, wait: today.WaitRow) -> None:
        """Write down that whoever has the ball was reminded."""
        desk, person = self._desk, PersonId(wait.row.waiting.person)
        act = partial(agenda.note_reminded, desk.register, person=person, wait=wait.id, by=desk.user)
        self._runner.run("today.act", act, self.done.emit, self.failed.emit)

    # Inside
    def _act(self, row: WaitingRow, act: Callable[..., Changes]) -> None:
        desk, waiting = self._desk, row.waiting
        call = partial(act, desk.register, person=PersonId(waiting.person), thing=waiting.key, by=desk.user)
        self._runner.run("today.act", call, self.done.emit, self.failed.emit)

    def _read(self, then: Callable[[today.Today], None]) -> None:
        desk = self._desk
        ask = partial(today.read_today, desk.register, by=desk.user, chosen=self.chosen, order=self.order)
        self._runner.run("today.waiting", ask, then, self.failed.emit)

    def _arrived(self, found: today.Today) -> None:
        self.shown.emit(found)
        desk = self._desk
        if desk.may("agenda.record"):
            refresh = partial(today.refresh_duties, desk.register, by=desk.user)
            self._runner.run("today.refresh", refresh, self._refreshed, self.behind.emit)

    def _safe(self, found: BackupState) -> None:
        self.backups = found
        self.safe.emit(found)

    def _refreshed(self, people: int) -> None:
        self.behind.emit(None)
        if people:
            self._read(self.shown.emit)
