"""Trying the program with a demo register: one sentence and one button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from ui.language import _
from ui.widgets.button import Button
from ui.widgets.states import ErrorCard
from ui.widgets.text import Label, Pane


class DemoForm(Pane):
    """``asked()`` when the demo is to be made."""

    asked = Signal()

    def __init__(self) -> None:
        """Nothing to fill in."""
        super().__init__("surface")
        self.fault = ErrorCard(name="demoFault")
        self.make = Button(_("Make the demo and open it"), "primary", name="demoButton", keys="Ctrl+Return")
        self.make.clicked.connect(self.asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 40, 48, 24)
        column.setSpacing(12)
        column.addWidget(Label(_("Try it with a demo"), "h1"))
        text = Label("", "body", "ink2", wrap=True)
        text.setText(
            _(
                "The demo is a register of its own, encrypted like a real one. It takes made-up people with official "
                "test numbers only, and its counts can never be received as real ones. Everything is marked DEMO."
            )
        )
        text.setMaximumWidth(560)
        column.addWidget(text)
        self.passphrase = Label("", "strong", wrap=True, name="demoPassphraseText")
        column.addWidget(self.passphrase)
        column.addWidget(self.fault)
        column.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_passphrase(self, passphrase: str) -> None:
        """Say the demo's passphrase, which everybody knows."""
        self.passphrase.setText(_("The passphrase of the demo: {passphrase}").format(passphrase=passphrase))
