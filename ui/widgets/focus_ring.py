"""The visible focus: a ring two px wide, three px outside the focused widget, in every window of the application.

A style sheet's outline has neither offset nor radius, so the ring is an overlay that follows the focus. Lists draw
their ring in the row (see ``rows``); the overlay then stays away.
"""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QLineEdit, QMenu, QMenuBar, QWidget

from ui.theme import theme

OFFSET, WIDTH = 3, 2
_FOLLOWED = frozenset({QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide})


class FocusRing(QObject):
    """Follows ``QApplication.focusChanged``; one overlay is moved between windows."""

    def __init__(self, app: QApplication) -> None:
        """Start following, from the widget that has the focus now."""
        super().__init__(app)
        self._watched: list[QWidget] = []
        self._target: QWidget | None = None
        self._overlay: _Overlay | None = None
        app.focusChanged.connect(self._move)
        self._move(None, app.focusWidget())

    @property
    def overlay(self) -> QWidget | None:
        """The ring while one is shown, for tests."""
        if self._overlay is None or not shiboken6.isValid(self._overlay):
            return None
        return self._overlay if self._overlay.isVisible() else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move with the focused widget and everything it lies in."""
        if event.type() in _FOLLOWED and self._target is not None:
            self._place()
        return False

    def _move(self, _old: QWidget | None, new: QWidget | None) -> None:
        for watched in self._watched:
            if shiboken6.isValid(watched):
                watched.removeEventFilter(self)
        self._watched, self._target = [], None
        if self._overlay is not None and not shiboken6.isValid(self._overlay):
            self._overlay = None
        if self._overlay is not None:
            self._overlay.hide()
        if new is None or isinstance(new, (QMenu, QMenuBar)) or new.property("ownFocusRing"):
            return
        if new is new.window() or (isinstance(new, QAbstractItemView) and new.model() is not None):
            return
        self._target = _ringed(new)
        widget: QWidget | None = self._target
        while widget is not None:
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = None if widget.isWindow() else widget.parentWidget()
        self._place()

    def _place(self) -> None:
        target = self._target
        if target is None or not shiboken6.isValid(target) or not target.isVisible():
            if self._overlay is not None and shiboken6.isValid(self._overlay):
                self._overlay.hide()
            return
        window = target.window()
        if self._overlay is None or self._overlay.parent() is not window:
            if self._overlay is not None:
                self._overlay.deleteLater()
            self._overlay = _Overlay(window)
        self._overlay.surround(target)


def _ringed(widget: QWidget) -> QWidget:
    """The widget whose outline the eye sees: a line inside an editable box stands for its box."""
    parent = widget.parentWidget()
    if isinstance(widget, QLineEdit) and parent is not None and parent.property("ringed"):
        return parent
    return widget


class _Overlay(QWidget):
    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("focusRing")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._radius = 6.0
        self._clip = QRect()

    def surround(self, target: QWidget) -> None:
        """Lie around ``target``, cut at the edges of the scroll areas it is in."""
        window = target.window()
        place = QRect(target.mapTo(window, QPoint(0, 0)), target.size()).adjusted(-5, -5, 5, 5)
        clip = window.rect()
        around = target.parentWidget()
        while around is not None and not around.isWindow():
            scroll = around.parentWidget()
            if isinstance(scroll, QAbstractScrollArea) and scroll.viewport() is around:
                clip &= QRect(around.mapTo(window, QPoint(0, 0)), around.size()).adjusted(-4, -4, 4, 4)
            around = around.parentWidget()
        self._clip = clip.translated(-place.topLeft())
        self.setGeometry(place)
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self._clip)
        painter.setPen(QPen(theme().color("focus"), WIDTH))
        inset = 5 - OFFSET + WIDTH / 2 - 1
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 8, 8)
