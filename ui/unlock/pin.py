"""The PIN in place of the passphrase: one line for digits and the way back. Made when there is a PIN to ask for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.language import _
from ui.widgets.button import Button
from ui.widgets.digits import pin_edit
from ui.widgets.field import Field


class PinPart(QWidget):
    """``submitted()`` by Enter in the line, ``passphrase_asked()`` when it is to be the passphrase after all."""

    submitted = Signal()
    passphrase_asked = Signal()

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self.line = pin_edit("pinLine")
        self.field = Field(_("PIN"), self.line, name="pinField")
        self.instead = Button(_("Use passphrase instead"), "link", name="pinInstead")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.instead, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.line)
        self.line.submitted.connect(self.submitted)
        self.instead.clicked.connect(self.passphrase_asked)

    def text(self) -> str:
        """The digits."""
        return self.line.text()
