"""One line under the top of every page while the register is not whole, or cannot be shown to be the latest.

Red: it is only read. Yellow: work goes on, and somebody should look. Leads to Safety, where all of it stands.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from caseworker.errors import EnvironmentFault
from ui.language import _, ngettext
from ui.widgets.button import Button
from ui.widgets.field import announce
from ui.widgets.paint import draw_frame
from ui.widgets.text import Icon, Label
from ui.wording import sentence_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseworker.services.trust import Finding


def told(findings: "Sequence[Finding]") -> str:
    """What the first finding says, and how many more there are."""
    if not findings:
        return ""
    happened = sentence_of(EnvironmentFault(findings[0].code, count=findings[0].count)).happened
    more = len(findings) - 1
    return f"{happened} " + ngettext("And {n} more.", "And {n} more.", more).format(n=more) if more else happened


class RegisterBar(QWidget):
    """``trust_asked()`` when the button is pressed. Hidden while all is well."""

    trust_asked = Signal()

    def __init__(self) -> None:
        """Say nothing until there is something to say."""
        super().__init__()
        self.setObjectName("registerBar")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._red = True
        self.mark = Icon("circle-alert", 16, "danger")
        self.kind = Label("", "strong", "danger", name="registerBarKind")
        self.text = Label("", "body", "danger", wrap=True, name="registerBarText")
        self.button = Button(_("See in Safety"), name="registerBarTrust", keycap="Ctrl 8")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 6, 24, 6)
        row.setSpacing(8)
        for part in (self.mark, self.kind):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.text, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.button.clicked.connect(self.trust_asked)
        self.hide()

    def show_state(self, faults: str, doubts: str) -> None:
        """Say what is wrong, else what cannot be shown, else nothing."""
        self._red = bool(faults)
        tone = "danger" if faults else "warn"
        self.mark.show_icon("circle-alert" if faults else "triangle-alert", tone)
        self.kind.setText(_("Only for reading.") if faults else _("Look at this."))
        self.text.setText(faults or doubts)
        for label in (self.kind, self.text):
            label.set_tone(tone)
        words = f"{self.kind.text()} {self.text.text()}" if faults or doubts else ""
        if words and words != self.accessibleName():
            announce(self, words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground."""
        fill = "dangersoft" if self._red else "warnsoft"
        draw_frame(QPainter(self), QRect(0, 0, self.width(), self.height()), fill=fill, border=None, radius=0)
