"""Which keys and clicks reach a screen that somebody else sits at: those that move, choose and scroll; nothing else.

Listens on the window itself and is the first to hear, before anything else of the program does.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QWindow

K = Qt.Key
_NO, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
# with Ctrl and Alt together a Swedish keyboard writes @ and its like
_WRITING = (_NO, _SHIFT, _CTRL | _ALT, _CTRL | _ALT | _SHIFT)
_DEAD = range(K.Key_Dead_Grave.value, K.Key_Dead_Grave.value + 0x60)  # accents that wait for their letter
_MOVES = frozenset(
    {K.Key_Tab, K.Key_Backtab, K.Key_Return, K.Key_Enter, K.Key_Space, K.Key_Up, K.Key_Down, K.Key_Left, K.Key_Right}
    | {K.Key_PageUp, K.Key_PageDown, K.Key_Home, K.Key_End}
)
_EDITS = frozenset({K.Key_Backspace, K.Key_Delete, K.Key_Shift, K.Key_CapsLock})
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease})
_CLICKS = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick})
_NEVER = frozenset({QEvent.Type.ContextMenu, QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop})


class Gate(QObject):
    """``leave_asked()`` by Ctrl Shift Q, ``back_asked()`` by Esc while something is written."""

    leave_asked = Signal()
    back_asked = Signal()

    def __init__(self, window: QWindow, writes: Callable[[], bool], parent: QObject) -> None:
        """``writes`` tells whether a passphrase is being written."""
        super().__init__(parent)
        self._window, self._writes = window, writes
        window.installEventFilter(self)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._first_again)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep back what has nothing to do here."""
        kind = event.type()
        if kind in _KEYS and isinstance(event, QKeyEvent):
            return not self._passes(event)
        if kind in _CLICKS and isinstance(event, QMouseEvent):
            return event.button() is not Qt.MouseButton.LeftButton
        return kind in _NEVER

    def _passes(self, event: QKeyEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = event.key()
        if key == K.Key_Q and held == _CTRL | _SHIFT:
            if pressed and not event.isAutoRepeat():
                self.leave_asked.emit()
            return False
        if key in _MOVES:
            return held in (_NO, _SHIFT)
        if not self._writes():
            return False
        if key == K.Key_Escape and held == _NO:
            if pressed:
                self.back_asked.emit()
            return False
        return held in _WRITING and (
            key in _EDITS or key in _DEAD or (event.text() != "" and event.text().isprintable())
        )

    def _first_again(self, window: QWindow | None) -> None:
        if window is self._window:
            window.removeEventFilter(self)
            window.installEventFilter(self)
