"""The shared shapes of emptiness, waiting, faults and undoing. They say what happened, what is safe and what to do.

None of them is a window: nothing here stops the work.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from ui.language import _
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.field import announce
from ui.widgets.flow import FlowLayout
from ui.widgets.paint import draw_frame
from ui.widgets.text import Icon, Label

WAIT_BEFORE_SHOWING_MS = 300
UNDO_MS = 10_000


class EmptyState(QWidget):
    """Says why there is nothing here and gives the next step."""

    def __init__(
        self, title: str, text: str, *, icon: str = "check", tone: str = "ok", button: Button | None = None
    ) -> None:
        """``button`` is the one next step, if there is one."""
        super().__init__()
        self.icon = Icon(icon, 24, tone)
        self.title = Label(title, "h2", wrap=True)
        self.text = Label(text, "body", "ink2", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.title)
        words.addWidget(self.text)
        if button is not None:
            words.addSpacing(4)
            words.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        words.addStretch(1)
        left = QVBoxLayout()
        left.addWidget(self.icon)
        left.addStretch(1)
        row.addLayout(left)
        row.addLayout(words, 1)
        self.setMaximumWidth(560)

    def set_texts(self, title: str, text: str) -> None:
        """Change both texts."""
        self.title.setText(title)
        self.text.setText(text)


class ErrorCard(QFrame):
    """A fault in three sentences: what happened, what is safe, what to do; then the code for the support."""

    def __init__(self, *, name: str = "errorCard") -> None:
        """Start hidden; ``show_fault`` fills it."""
        super().__init__()
        self.setObjectName(name)
        self.setProperty("card", "alert")
        self.happened = Label("", "strong", wrap=True, name=f"{name}Happened")
        self.safe = Label("", "body", "ink2", wrap=True, name=f"{name}Safe")
        self.do = Label("", "body", "ink2", wrap=True, name=f"{name}Do")
        self.code = Label("", "small", "ink3", wrap=True, name=f"{name}Code")
        words = QVBoxLayout()
        words.setSpacing(4)
        for label in (self.happened, self.safe, self.do):
            words.addWidget(label)
        self.buttons = FlowLayout()
        words.addLayout(self.buttons)
        words.addWidget(self.code)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 16, 16, 16)
        row.setSpacing(12)
        left = QVBoxLayout()
        left.addWidget(Icon("circle-alert", 20, "danger"))
        left.addStretch(1)
        row.addLayout(left)
        row.addLayout(words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.hide()

    def show_fault(self, happened: str, safe: str, do: str, code: str, buttons: tuple[Button, ...] = ()) -> None:
        """Show and announce a fault. ``code`` is the stable error code, without personal data."""
        for label, text in ((self.happened, happened), (self.safe, safe), (self.do, do)):
            label.setText(text)
            label.setVisible(bool(text))
        self.code.setText(_("Code {code}. The code holds no personal data.").format(code=code))
        while self.buttons.count():
            item = self.buttons.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for button in buttons:
            self.buttons.addWidget(button)
        self.show()
        announce(self, " ".join(part for part in (happened, safe, do) if part))


class LoadingLines(QWidget):
    """What is being done, how far it has come and grey lines in the shape of the rows; only after 300 ms."""

    def __init__(self, *, lines: int = 3, name: str = "loading") -> None:
        """Start hidden."""
        super().__init__()
        self.setObjectName(name)
        self.text = Label("", "action", wrap=True)
        self.bar = QProgressBar()
        self.bar.setObjectName(f"{name}Bar")
        self.bar.setTextVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.text)
        column.addWidget(self.bar)
        column.addWidget(_Bars(lines))
        column.addStretch(1)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_BEFORE_SHOWING_MS)
        self._wait.timeout.connect(self.show)
        self.hide()

    def start(self, text: str, total: int = 0) -> None:
        """Begin to wait: ``text`` says what ("Counting 412 people"); ``total`` 0 means unknown."""
        self.text.setText(text)
        self.bar.setAccessibleName(text)
        self.bar.setRange(0, total)
        self.bar.setValue(0)
        self._wait.start()

    def advance(self, done: int, text: str | None = None) -> None:
        """Tell how far it has come."""
        self.bar.setValue(done)
        if text is not None:
            self.text.setText(text)

    def stop(self) -> None:
        """The wait is over."""
        self._wait.stop()
        self.hide()


class _Bars(QWidget):
    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines
        self.setFixedHeight(28 * lines)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for number, share in zip(range(self._lines), (0.38, 0.45, 0.5) * self._lines, strict=False):
            width = min(self.width(), 560)
            draw_frame(painter, QRect(0, 8 + 28 * number, int(width * 0.36), 12), fill="sunken", border=None, radius=3)
            second = QRect(int(width * 0.4), 8 + 28 * number, int(width * share), 12)
            draw_frame(painter, second, fill="sunken", border=None, radius=3)


class UndoBar(QFrame):
    """What was done and a way back for ten seconds. Announced once, takes no focus, waits while pointed at."""

    def __init__(self, parent: QWidget) -> None:
        """Lies at the lower left of ``parent``."""
        super().__init__(parent)
        self.setObjectName("undoBar")
        self.setProperty("card", "bar")
        self._undo: Callable[[], None] | None = None
        self._label = Label("", "strong", "onbar")
        self._button = Button(_("Undo"), "bar", name="undoButton", keycap="Ctrl Z")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(16)
        row.addWidget(Icon("check", 16, "onbar"))
        row.addWidget(self._label, 1)
        row.addWidget(self._button)
        self._button.clicked.connect(self.undo)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(UNDO_MS)
        self._clock.timeout.connect(self.forget)
        self.hide()

    def offer(self, text: str, undo: Callable[[], None]) -> None:
        """Offer to take back what ``text`` says was done."""
        self._undo = undo
        self._label.setText(text)
        self._button.setAccessibleName(_("Undo: {what}").format(what=text))
        self.adjustSize()
        self.place()
        self.show()
        self.raise_()
        self._clock.start()
        announce(self, _("{what}. Undo with Ctrl Z.").format(what=text))

    def place(self) -> None:
        """Move to the lower left corner of the parent, above the status bar."""
        parent = self.parentWidget()
        if parent is None:
            return
        hint = self.sizeHint()
        width = min(max(hint.width(), theme().px(320)), parent.width() - 48)
        self.setGeometry(24, parent.height() - hint.height() - theme().px(32) - 16, width, hint.height())

    def undo(self) -> bool:
        """Take back what was offered; False when there is nothing to take back."""
        undo, self._undo = self._undo, None
        self.forget()
        if undo is not None:
            undo()
        return undo is not None

    def forget(self) -> None:
        """Hide; the offer is gone."""
        self._clock.stop()
        self._undo = None
        self.hide()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Time stands still while the pointer is here."""
        super().enterEvent(event)
        self._clock.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Time runs again."""
        super().leaveEvent(event)
        if self._undo is not None:
            self._clock.start()
