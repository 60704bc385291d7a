"""A question that must be answered before something is done: title, text, fields, two buttons."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.language import _
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.text import Label


def make_room(dialog: QDialog) -> None:
    """Give a dialog the height that its wrapped words need: Qt gives a window less and squeezes what is in it."""
    layout = dialog.layout()
    if layout is not None and layout.hasHeightForWidth():
        width = max(dialog.width(), layout.totalMinimumSize().width())
        dialog.setMinimumHeight(layout.totalHeightForWidth(width))
        dialog.resize(width, max(dialog.height(), dialog.minimumHeight()))


class Question(QDialog):
    """A title, a text, fields and two buttons; the action waits until it can be done."""

    def __init__(self, title: str, text: str, action: str, *, name: str, parent: QWidget | None) -> None:
        """``action`` is what the button says; fields go into ``body``."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.go = Button(action, "primary", name=f"{name}Go", keys="Ctrl+Return")
        self.cancel = Button(_("Cancel"), name=f"{name}Cancel", keycap="Esc")
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(title, "h2", wrap=True))
        column.addWidget(Label(text, "body", wrap=True))
        column.addLayout(self.body)
        column.addSpacing(4)
        column.addLayout(buttons)
        self.setMinimumWidth(theme().px(480))
        self.go.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)

    def showEvent(self, event: QShowEvent) -> None:
        """Nothing in it is squeezed."""
        super().showEvent(event)
        make_room(self)
