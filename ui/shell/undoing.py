"""Ctrl Z and Ctrl Y: the user's own steps, named in the menu, offered for ten seconds after each, and taken back.

A text field's own undo comes first. The list lies in the register: it is there again after locking.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit

from caseworker.domain.undo import Step, Steps
from caseworker.errors import Refused
from ui.language import _
from ui.undo_words import done_words, redo_words, step_words, undo_words

if TYPE_CHECKING:
    from caseworker.domain.changes import Changes
    from caseworker.domain.undo import StandsInTheWay
    from ui.desk import Desk
    from ui.shell.window import MainWindow

_IN_THE_WAY = frozenset({"undo.changed_since", "undo.others_hang_on_it"})


class StepsOf:
    """The steps of the user of one desk, through the services."""

    def __init__(self, desk: Desk) -> None:
        """Read nothing yet."""
        self.desk = desk

    def steps(self) -> Steps:
        """Return what can be taken back and done again."""
        from caseworker.services import undoing  # brings the store, which the first window does not pay for

        return undoing.list_steps(self.desk.register, by=self.desk.user) if self.desk.may("own.undo") else Steps()

    def turn(self, step: Step, *, undo: bool) -> Changes:
        """Take a step back, or do it again."""
        from caseworker.services import undoing

        turned = undoing.undo_step if undo else undoing.redo_step
        return turned(self.desk.register, step=step.id, by=self.desk.user)

    def compare(self, step: Step) -> StandsInTheWay:
        """Return what stands in the way of a step."""
        from caseworker.services import undoing

        return undoing.compare_step(self.desk.register, step=step.id, by=self.desk.user)

    def leave(self, step: Step) -> Changes:
        """Let a step stand."""
        from caseworker.services import undoing

        return undoing.leave_step(self.desk.register, step=step.id, by=self.desk.user)


class Undoing(QObject):
    """What the window does about undo. ``work`` None: a window over nothing, which has no steps."""

    def __init__(self, window: MainWindow, work: StepsOf | None) -> None:
        """Listen to every change; the steps are read when the first page is there."""
        super().__init__(window)
        self._window, self._work = window, work
        self.steps: Steps | None = None
        window.changes.changed.connect(self._heard)
        window.stack.opened.connect(self._first_look)
        self._again = QShortcut(QKeySequence("Ctrl+Shift+Z"), window, self.redo)

    def undo(self) -> None:
        """Take back what a text field, the bar or the list of steps offers, in this order."""
        if not _in_text(undo=True) and not self._window.undo_bar.undo():
            self.take_back()

    def redo(self) -> None:
        """Do again what was taken back last."""
        if not _in_text(undo=False):
            self._turn(undo=False)

    def take_back(self) -> None:
        """Take back the user's latest step."""
        self._turn(undo=True)

    # Inside
    def _first_look(self) -> None:
        if self.steps is None and self._work is not None:
            self._window.runner.run("undo.steps", self._work.steps, self._show)

    def _heard(self) -> None:
        if self._work is not None:
            before = self.steps
            self._window.runner.run("undo.steps", self._work.steps, partial(self._show_new, before))

    def _show(self, steps: Steps) -> None:
        self.steps = steps
        menus = self._window.menus
        menus.rename("undo", undo_words(steps.done[0].what if steps.done else ""))
        menus.rename("redo", redo_words(steps.undone[0].what if steps.undone else ""))

    def _show_new(self, before: Steps | None, steps: Steps) -> None:
        """Show the steps and offer a new one for ten seconds."""
        self._show(steps)
        newest = steps.done[0] if steps.done else None
        if newest is not None and before is not None and newest not in (*before.done, *before.undone):
            self._window.undo_bar.offer(done_words(newest.what), self.take_back)

    def _turn(self, *, undo: bool) -> None:
        work = self._work
        if work is None:
            self._turned(None, None, undo=undo)
            return

        def turn() -> tuple[Step | None, Changes | None]:
            steps = work.steps()
            offered = steps.done if undo else steps.undone
            return (offered[0], work.turn(offered[0], undo=undo)) if offered else (None, None)

        def done(answer: tuple[Step | None, Changes | None]) -> None:
            self._turned(*answer, undo=undo)

        self._window.runner.run("undo.turn", turn, done, partial(self._refused, undo))

    def _turned(self, step: Step | None, changes: Changes | None, *, undo: bool) -> None:
        window = self._window
        window.undo_bar.forget()
        if step is None or changes is None or self._work is None:
            window.notice(_("There is nothing to undo.") if undo else _("There is nothing to do again."))
            return
        window.show_saved(self._work.desk.local(changes.saved))
        said = _("Taken back: {what}") if undo else _("Done again: {what}")
        about = _("{what}, file {number}").format(what=step_words(step.what), number=step.case_number)
        window.notice(said.format(what=about if step.case_number else step_words(step.what)))
        self.steps = None  # what is offered now is no new step
        window.changes.changed.emit(changes)

    def _refused(self, undo: bool, fault: Exception) -> None:
        work, window = self._work, self._window
        if work is None or not isinstance(fault, Refused) or fault.code not in _IN_THE_WAY:
            window.show_error(fault)
            return

        def compare() -> tuple[Step, StandsInTheWay]:
            steps = work.steps()
            step = (steps.done if undo else steps.undone)[0]
            return step, work.compare(step)

        ask = partial(self._ask, undo)
        window.runner.run("undo.turn", compare, ask, window.show_error)

    def _ask(self, undo: bool, found: tuple[Step, StandsInTheWay]) -> None:
        from ui.shell.undo_conflict import UndoConflict

        work, window = self._work, self._window
        if work is not None:
            step, way = found
            asked = UndoConflict(step, way, work.desk, undo=undo, parent=window)
            asked.accepted.connect(partial(self._leave, step))
            asked.open()

    def _leave(self, step: Step) -> None:
        if self._work is not None:
            left = _("It stands as it is and is no longer offered.")
            let = partial(self._work.leave, step)
            self._window.runner.run("undo.turn", let, partial(self._left, left), self._window.show_error)

    def _left(self, said: str, changes: Changes) -> None:
        self._window.notice(said)
        self.steps = None
        self._window.changes.changed.emit(changes)


def _in_text(*, undo: bool) -> bool:
    """Undo or redo in the text field that has the focus; tell whether there was something."""
    field = QApplication.focusWidget()
    if isinstance(field, QLineEdit):
        can = field.isUndoAvailable() if undo else field.isRedoAvailable()
    elif isinstance(field, QTextEdit):
        history = field.document()
        can = history.isUndoAvailable() if undo else history.isRedoAvailable()
    else:
        return False
    if can:
        field.undo() if undo else field.redo()
    return can
