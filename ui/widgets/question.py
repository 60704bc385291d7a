"""A question that must be answered before something is done: title, text, fields, two buttons."""

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.language import _
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.columns import Scroll
from ui.widgets.text import Label

_FRAME = 64  # px that a window's frame and the bar of the desktop may take
_LEAST = 96  # px of fields at 100 % that are in sight on the lowest screen


def make_room(dialog: QDialog) -> None:
    """Give a dialog the height that its wrapped words need: Qt gives a window less and squeezes what is in it.

    Never more than the screen has: then the fields of a question scroll, and its buttons stay in sight.
    """
    layout = dialog.layout()
    if layout is not None and layout.hasHeightForWidth():
        most = dialog.screen().availableGeometry().height() - _FRAME
        width = max(dialog.width(), layout.totalMinimumSize().width())
        dialog.setMinimumHeight(min(layout.totalHeightForWidth(width), most))
        dialog.resize(width, max(min(dialog.height(), most), dialog.minimumHeight()))


class _Fields(Scroll):
    """As high as the fields in it, where there is room."""

    def __init__(self, inner: QWidget, name: str) -> None:
        super().__init__(inner, name=name)
        self._inner = inner
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        """The height of the fields."""
        inner = self._inner
        return inner.heightForWidth(width) if inner.hasHeightForWidth() else inner.sizeHint().height()

    def sizeHint(self) -> QSize:
        """The size of the fields."""
        return self._inner.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As wide as the fields, and a few of them high."""
        least = self._inner.minimumSizeHint()
        return QSize(least.width(), min(least.height(), theme().px(_LEAST)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A field that comes, goes or says something changes the height."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


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
        fields = QWidget()
        self.body = QVBoxLayout(fields)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(12)
        self._place_of_fields = _Fields(fields, f"{name}Fields")
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
        column.addWidget(self._place_of_fields, 1)
        column.addSpacing(4)
        column.addLayout(buttons)
        self.setMinimumWidth(theme().px(480))
        self.go.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        if parent is None:  # asked while another program is in front
            theme().dress(self)

    def showEvent(self, event: QShowEvent) -> None:
        """Nothing in it is squeezed, and nothing stands empty."""
        self._place_of_fields.setVisible(self.body.count() > 0)
        super().showEvent(event)
        make_room(self)
