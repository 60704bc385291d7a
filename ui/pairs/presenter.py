"""Samma person? between the page and the services: the pairs that wait, one side by side, and what is decided."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from caseworker.domain.changes import Changes
from caseworker.domain.ids import PersonId
from caseworker.domain.links import LinkGround
from caseworker.domain.pairs import ComparedPair, PairDecision, PairRow
from caseworker.services import pairs
from ui.desk import Desk
from ui.tasks import Runner


class PairsPresenter(QObject):
    """``listed(rows)``, ``compared(pair)`` for the one that is looked at, ``judged(decision, changes)``, ``failed``."""

    listed = Signal(object)
    compared = Signal(object)
    judged = Signal(str, object)
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QObject | None = None) -> None:
        """Ask nothing yet."""
        super().__init__(parent)
        self._desk, self._runner = desk, runner
        self.rows: Sequence[PairRow] = ()
        self._at: PairRow | None = None

    def ask(self) -> None:
        """Ask which pairs wait."""
        desk = self._desk
        self._runner.run(
            "pairs.list", partial(pairs.list_pairs, desk.register, by=desk.user), self._arrived, self.failed.emit
        )

    def look_at(self, row: PairRow | None) -> None:
        """Show a pair side by side; the look is logged in both files, once while the pair stays chosen."""
        if row is None or row == self._at:
            return
        self._at = row
        desk = self._desk
        compare = partial(
            pairs.compare_people,
            desk.register,
            person=PersonId(row.one.id),
            other=PersonId(row.other.id),
            by=desk.user,
        )
        self._runner.run("pairs.compare", compare, self._compared, self.failed.emit)

    def judge(self, decision: PairDecision, ground: LinkGround, *, number_changed: bool = False) -> None:
        """Decide about the pair that is looked at."""
        row, desk = self._at, self._desk
        if row is None:
            return
        act = partial(
            pairs.judge_pair,
            desk.register,
            person=PersonId(row.one.id),
            other=PersonId(row.other.id),
            decision=decision,
            ground=ground,
            number_changed=number_changed,
            by=desk.user,
        )
        self._runner.run("pairs.judge", act, partial(self._judged, decision), self.failed.emit)

    def forget(self) -> None:
        """Look at nobody any more."""
        self._at = None

    def _arrived(self, rows: Sequence[PairRow]) -> None:
        self.rows = rows
        if self._at not in rows:
            self._at = None
        self.listed.emit(rows)

    def _compared(self, pair: ComparedPair) -> None:
        self.compared.emit(pair)

    def _judged(self, decision: PairDecision, changes: Changes) -> None:
        self._at = None
        self.judged.emit(decision.value, changes)
        self.ask()
