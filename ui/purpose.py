"""What something that leaves the register is for: asked the same way wherever something leaves."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from caseworker.domain.handing_out import LONGEST_PURPOSE, SHORTEST_PURPOSE
from ui.language import _
from ui.widgets.field import Field, LineEdit
from ui.widgets.question import Question


class PurposeDialog(Question):
    """Asks what something that leaves the register is for; the log keeps it."""

    def __init__(self, title: str, text: str, action: str, parent: QWidget) -> None:
        """``text`` says plainly what leaves; ``action`` is what the button says."""
        super().__init__(title, text, action, name="purposeDialog", parent=parent)
        self.line = LineEdit(placeholder=_("For example: asked for by herself"), limit=LONGEST_PURPOSE)
        self.body.addWidget(Field(_("What it is for"), self.line, name="purpose", note=_("kept in the log")))
        self.line.textChanged.connect(lambda _text: self._look())
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look()

    @property
    def purpose(self) -> str:
        """What was written."""
        return self.line.text().strip()

    def _look(self) -> None:
        self.go.setEnabled(len(self.purpose) >= SHORTEST_PURPOSE)
