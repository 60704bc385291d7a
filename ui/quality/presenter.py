"""Data quality between page and services: the gaps with their counts, and the people of the chosen one."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from caseworker.domain.changes import Changes
from caseworker.domain.quality import Gap, GapCount
from caseworker.domain.rows import PersonRow
from caseworker.services import quality
from ui.desk import Desk
from ui.tasks import Runner


class QualityPresenter(QObject):
    """``counted(gaps)``: those that somebody has, most people first; ``listed(gap, rows)``; ``failed(error)``."""

    counted = Signal(object)
    listed = Signal(object, object)
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QObject | None = None) -> None:
        """Ask nothing yet."""
        super().__init__(parent)
        self._desk, self._runner = desk, runner
        self.gap: Gap | None = None

    def ask(self) -> None:
        """Count anew, and list the chosen gap again."""
        desk = self._desk
        count = partial(quality.count_gaps, desk.register, by=desk.user)
        self._runner.run("quality.count", count, self._counted, self.failed.emit)

    def choose(self, gap: Gap) -> None:
        """List who has ``gap``."""
        self.gap = gap
        desk = self._desk
        look = partial(quality.list_people_with, desk.register, gap=gap, by=desk.user)
        self._runner.run("quality.list", look, partial(self._listed, gap), self.failed.emit)

    def heard(self, changes: Changes) -> None:
        """Somebody was completed meanwhile."""
        if changes.people or changes.cases:
            self.ask()

    def _counted(self, counts: Sequence[GapCount]) -> None:
        there = sorted((one for one in counts if one.people), key=lambda one: -one.people)
        self.counted.emit(there)
        gaps = [one.gap for one in there]
        if not gaps:
            self.gap = None
        else:
            self.choose(self.gap if self.gap in gaps else gaps[0])

    def _listed(self, gap: Gap, rows: Sequence[PersonRow]) -> None:
        if gap is self.gap:
            self.listed.emit(gap, rows)
