"""Data quality and what falls between the chairs: both with their counts, and the people of the chosen one."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from caseworker.domain.changes import Changes
from caseworker.domain.gaps import Between
from caseworker.domain.quality import Gap, GapCount
from caseworker.domain.rows import PersonRow
from caseworker.services import gaps, quality
from caseworker.services.gaps import GapTally
from ui.desk import Desk
from ui.tasks import Runner

Fallen = tuple[Between, str]


class QualityPresenter(QObject):
    """``counted(gaps)``: those that somebody has, most people first; ``between(tallies)``; ``failed(error)``.

    ``timed(times)``: how long steps usually take.
    ``listed(chosen, rows)``: whom it is of, where ``chosen`` is a gap or what falls between the chairs.
    """

    counted = Signal(object)
    between = Signal(object)
    listed = Signal(object, object)
    timed = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QObject | None = None) -> None:
        """Ask nothing yet."""
        super().__init__(parent)
        self._desk, self._runner = desk, runner
        self.chosen: Gap | Fallen | None = None

    def ask(self) -> None:
        """Count anew, and list the chosen gap again."""
        desk = self._desk
        count = partial(quality.count_gaps, desk.register, by=desk.user)
        self._runner.run("quality.count", count, self._counted, self.failed.emit)

    def choose(self, chosen: Gap | Fallen) -> None:
        """List who has a gap, or of whom something falls between the chairs."""
        self.chosen = chosen
        register, by = self._desk.register, self._desk.user
        if isinstance(chosen, Gap):
            look = partial(quality.list_people_with, register, gap=chosen, by=by)
        else:
            look = partial(gaps.list_people_in_gap, register, kind=chosen[0], code=chosen[1], by=by)
        self._runner.run("quality.list", look, partial(self._listed, chosen), self.failed.emit)

    def heard(self, changes: Changes) -> None:
        """Somebody was completed meanwhile."""
        if changes.people or changes.cases:
            self.ask()

    def _counted(self, counts: Sequence[GapCount]) -> None:
        there = sorted((one for one in counts if one.people), key=lambda one: -one.people)
        self.counted.emit(there)
        found = [one.gap for one in there]
        if self.chosen is None or isinstance(self.chosen, Gap):
            self._keep_or_first(found)
        desk = self._desk
        count = partial(gaps.count_gaps_between, desk.register, by=desk.user)
        self._runner.run("quality.between", count, self._between, self.failed.emit)
        times = partial(gaps.list_lead_times, desk.register, by=desk.user)
        self._runner.run("quality.times", times, self.timed.emit, self.failed.emit)

    def _between(self, tallies: Sequence[GapTally]) -> None:
        self.between.emit(tallies)
        if not isinstance(self.chosen, Gap):
            self._keep_or_first([(one.kind, one.code) for one in tallies])

    def _keep_or_first(self, there: Sequence[Gap | Fallen]) -> None:
        first: Gap | Fallen | None = there[0] if there else None
        chosen = self.chosen if self.chosen in there else first
        if chosen is None:
            self.chosen = None
        else:
            self.choose(chosen)

    def _listed(self, chosen: Gap | Fallen, rows: Sequence[PersonRow]) -> None:
        if chosen == self.chosen:
            self.listed.emit(chosen, rows)
