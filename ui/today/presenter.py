"""Idag between the page and the services: what waits, asked anew when something was changed."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from caseworker.domain.changes import Changes
from caseworker.domain.waiting import WaitingRow
from caseworker.services import today
from ui.desk import Desk
from ui.tasks import Runner

WEEK, MONTHS = 7, 60
# by when: the groups of the page, in order
NOW, SOON, LATER, UNDATED = "now", "soon", "later", "undated"


class TodayPresenter(QObject):
    """``shown(groups)``: rows by group, in order; ``failed(error)``."""

    shown = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QObject | None = None) -> None:
        """Ask nothing yet."""
        super().__init__(parent)
        self._desk, self._runner = desk, runner

    def ask(self) -> None:
        """Ask what waits."""
        desk = self._desk
        if desk.may("person.read"):
            ask = partial(today.read_today, desk.register, by=desk.user)
            self._runner.run("today.waiting", ask, self._arrived, self.failed.emit)
        else:
            self.shown.emit({})

    def heard(self, changes: Changes) -> None:
        """Something was changed somewhere: it may have been what waited."""
        if changes.people or changes.cases:
            self.ask()

    def _arrived(self, found: today.Today) -> None:
        groups: dict[str, list[WaitingRow]] = {}
        for row in found.rows:
            groups.setdefault(group_of(row.waiting.due, self._desk.today()), []).append(row)
        self.shown.emit(groups)


def group_of(due: date | None, today: date) -> str:
    """Return the group a last day belongs to."""
    if due is None:
        return UNDATED
    days = (due - today).days
    return NOW if days <= 0 else SOON if days <= WEEK else LATER
