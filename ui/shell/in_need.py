"""A look in need (nödåtkomst): asks why and for how long, then lets the caller read a file her role does not reach."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from caseworker.domain.access import LONGEST_REASON, SHORTEST_REASON
from caseworker.domain.changes import Changes
from caseworker.domain.ids import PersonId
from ui.desk import Desk
from ui.language import _
from ui.shell.page import Shell
from ui.widgets.choice import Segment
from ui.widgets.field import Field, LineEdit
from ui.widgets.question import Question
from ui.widgets.text import Label

MINUTES = ("15", "30", "60")


class InNeedDialog(Question):
    """Asks for the reason and the time. Says beforehand that it is logged and that the unit manager sees it."""

    def __init__(self, parent: QWidget) -> None:
        """Nothing is opened before the button is pressed."""
        told = _(
            "The case belongs to another unit or to a colleague. You may read it for a limited time if you must. "
            "Your name and the reason are logged, and the unit manager sees them."
        )
        super().__init__(_("Open the file in need?"), told, _("Open the file"), name="inNeed", parent=parent)
        self.line = LineEdit(limit=LONGEST_REASON)
        self.minutes = Segment(
            [(code, _("{minutes} minutes").format(minutes=code)) for code in MINUTES], _("Time"), name="inNeedTime"
        )
        self.minutes.choose(MINUTES[0])
        self.body.addWidget(Field(_("Why must you see the file?"), self.line, name="inNeedReason"))
        self.body.addWidget(Label(_("Time"), "smallstrong"))
        self.body.addWidget(self.minutes, 0, Qt.AlignmentFlag.AlignLeft)
        self.line.textChanged.connect(self._typed)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._typed("")

    @property
    def reason(self) -> str:
        """What was written."""
        return " ".join(self.line.text().split())

    def _typed(self, _text: str) -> None:
        self.go.setEnabled(len(self.reason) >= SHORTEST_REASON)


def ask_in_need(shell: Shell, desk: Desk, person: str, then: Callable[[], None], parent: QWidget) -> bool:
    """Ask, open the file for the time chosen, and do ``then``. Return False when the question is turned away."""
    dialog = InNeedDialog(parent)
    answer, reason, minutes = dialog.exec(), dialog.reason, int(dialog.minutes.code())
    dialog.deleteLater()
    if answer != QDialog.DialogCode.Accepted:
        return False

    def opened(changes: Changes) -> None:
        shell.show_saved(desk.local(changes.saved))
        then()

    from caseworker.services import access

    act = partial(
        access.open_in_need, desk.register, person=PersonId(person), reason=reason, minutes=minutes, by=desk.user
    )
    shell.runner.run("access.in_need", act, opened, shell.show_error)
    return True
