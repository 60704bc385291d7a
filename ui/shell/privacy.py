"""One key that hides everything that is shown, dialogs too, and shows it again: for when somebody comes up behind.

Listens on the windows themselves, so that it works under a modal dialog. While everything is hidden no other key and no
click reaches what lies under, except the one that locks; the time until the program locks by itself goes on.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.language import _
from ui.widgets.field import announce
from ui.widgets.text import Label, Pane

PRIVACY_KEY = Qt.Key.Key_F12
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.DragEnter,
    }
)


class Cover(Pane):
    """Opaque over one whole window."""

    def __init__(self, window: QWidget) -> None:
        """Cover ``window`` now and whenever its size changes."""
        super().__init__("canvas", window)
        self.setObjectName("privacyCover")
        self.setAccessibleName(_("Hidden. F12 shows it again."))
        column = QVBoxLayout(self)
        column.addWidget(Label(_("Hidden. F12 shows it again."), "body", "ink2"), 0, Qt.AlignmentFlag.AlignCenter)
        window.installEventFilter(self)
        self._fill(window)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window and above what it opens."""
        if isinstance(watched, QWidget) and event.type() in (QEvent.Type.Resize, QEvent.Type.ChildAdded):
            self._fill(watched)
            self.raise_()
        return False

    def _fill(self, window: QWidget) -> None:
        self.setGeometry(window.rect())


class PrivacyKey(QObject):
    """``toggle`` hides and shows; ``lock_asked()`` when the key that locks is pressed while everything is hidden."""

    lock_asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Listen on every window of the program."""
        super().__init__(parent)
        self._covers: list[Cover] = []
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._listen)
            for window in app.topLevelWindows():
                self._listen(window)

    @property
    def hidden(self) -> bool:
        """Whether everything is hidden now."""
        return bool(self._covers)

    def toggle(self) -> None:
        """Hide everything, or show it again."""
        if self._covers:
            self._uncover()
        else:
            self._cover_all()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The key works everywhere; while everything is hidden, little else does."""
        pressed = event if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) else None
        if pressed is not None and pressed.key() == PRIVACY_KEY:
            self.toggle()
            return True
        if not self._covers or event.type() not in _INPUT:
            return False
        if pressed is not None and _locks(pressed):
            self.lock_asked.emit()
        return True

    def _cover_all(self) -> None:
        windows = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.isWindow()]
        self._covers = [Cover(window) for window in windows]
        for cover in self._covers:
            announce(cover, cover.accessibleName())

    def _uncover(self) -> None:
        covers, self._covers = self._covers, []
        for cover in covers:
            cover.hide()
            cover.deleteLater()

    def _listen(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)


def _locks(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_L and event.modifiers() == Qt.KeyboardModifier.ControlModifier
