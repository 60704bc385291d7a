"""What a keyboard and a screen reader meet in a window, as a list of faults in words. An empty list is a pass."""

from collections.abc import Iterator

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QTextEdit,
    QWidget,
)

from ui.widgets.paint import Elisions

INTERACTIVE = (
    QAbstractButton, QComboBox, QLineEdit, QTextEdit, QPlainTextEdit, QAbstractItemView, QAbstractSpinBox, QSlider,
)  # fmt: skip
SMALLEST_TARGET = 24


def audit(window: QWidget, *, walk: bool = True) -> list[str]:
    """Faults of one window: names, objectNames, target sizes, and a Tab walk that must come round with a ring.

    A dialog whose ``exec`` a test answers is not shown yet; it is shown here, for what is hidden cannot be audited.
    """
    window.show()
    faults: list[str] = []
    for widget in interactive(window):
        faults += _faults_of(widget)
        if widget.style().metaObject().className() != "QStyleSheetStyle":
            faults.append(f"{name_of(widget)} stands in a window that does not wear the style sheet")
    return faults + (walk_faults(window) if walk else [])


def clipped(window: QWidget) -> list[str]:
    """Words one cannot read whole: labels and buttons smaller than their words, and painted text that was shortened."""
    faults = []
    for label in window.findChildren(QLabel):
        if not label.isVisible() or not label.text():
            continue
        needed = QSize(label.minimumSizeHint().width(), max(label.heightForWidth(label.width()), 1))
        if label.width() < needed.width() or label.height() < needed.height():
            faults.append(f"{name_of(label)} is cut: {label.text()[:40]!r} {label.size()} of {needed}")
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and button.width() < button.minimumSizeHint().width():
            faults.append(f"{name_of(button)} is cut: {button.text()[:40]!r}")
    Elisions.watching, Elisions.seen[:] = True, []
    window.grab()
    Elisions.watching = False
    return faults + [f"shortened: {text!r}" for text in dict.fromkeys(Elisions.seen)]


def interactive(window: QWidget) -> Iterator[QWidget]:
    """Every visible widget one can act on, without the parts inside Qt's own compound widgets."""
    for widget in window.findChildren(QWidget):
        inside = widget.objectName().startswith("qt_") or isinstance(widget.parentWidget(), QComboBox)
        if isinstance(widget, INTERACTIVE) and widget.isVisible() and not inside and widget.window() is window:
            yield widget


def _faults_of(widget: QWidget) -> list[str]:
    who = f"{type(widget).__name__} '{widget.objectName()}'"
    face = QAccessible.queryAccessibleInterface(widget)
    faults = []
    if not widget.objectName():
        faults.append(f"{who}: no objectName (text: {getattr(widget, 'text', str)()!r})")
    if face is None or not face.text(QAccessible.Text.Name).strip():
        faults.append(f"{who}: no accessible name")
    if isinstance(widget, (QComboBox, QAbstractSpinBox)) and not widget.accessibleName():
        faults.append(f"{who}: reports its value as its name")
    if isinstance(widget, QTextEdit) and not widget.tabChangesFocus():
        faults.append(f"{who}: Tab does not leave it")
    if widget.isEnabled() and min(widget.width(), widget.height()) < SMALLEST_TARGET:
        faults.append(f"{who}: {widget.width()} x {widget.height()} px is too small to hit")
    return faults


def tab_stops(window: QWidget) -> list[QWidget]:
    """The widgets Tab visits, in order, starting from the first; stops when it comes round or gets stuck."""
    _activate(window)
    window.setFocus(Qt.FocusReason.OtherFocusReason)
    visited: list[QWidget] = []
    for _step in range(400):
        before = QApplication.focusWidget()
        QTest.keyClick(before or window, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is None or now in visited:
            return visited
        visited.append(now)
    return visited


def _activate(window: QWidget) -> None:
    """Let the system give ``window`` the keys. Not QTest's wait: it keeps Python's lock, and a job may have to end."""
    window.activateWindow()
    until = QDeadlineTimer(2000)
    while not window.isActiveWindow() and not until.hasExpired():
        loop = QEventLoop()
        QTimer.singleShot(5, loop.quit)
        loop.exec()


def walk_faults(window: QWidget) -> list[str]:
    """Walk with Tab: everything that accepts it is reached, nothing holds it, every stop shows a ring."""
    stops = tab_stops(window)
    faults = [f"Tab stop {name_of(stop)}: no visible focus" for stop in stops if not shows_focus(stop)]
    if stops:
        stops[-1].setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(stops[-1], Qt.Key.Key_Tab)
        if QApplication.focusWidget() is stops[-1] and len(stops) > 1:
            faults.append(f"Tab is held by {name_of(stops[-1])}")
    for widget in interactive(window):
        wanted = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()
        if wanted and widget not in stops and not _stands_in_group(widget, stops):
            faults.append(f"Tab never reaches {name_of(widget)}")
    return faults


def shows_focus(widget: QWidget) -> bool:
    """Whether the focus can be seen: the overlay ring lies around it, or the list draws the ring in its row."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    if widget.property("ownFocusRing") or isinstance(widget, QAbstractItemView):
        return True
    ring = next((child for child in widget.window().findChildren(QWidget, "focusRing") if child.isVisible()), None)
    return ring is not None and ring.geometry().isValid()


def name_of(widget: QWidget) -> str:
    """How a fault names a widget."""
    return f"{type(widget).__name__} '{widget.objectName()}'"


def _stands_in_group(widget: QWidget, stops: list[QWidget]) -> bool:
    """Radio buttons share one Tab stop; a scroll area without words is only the ground of its content."""
    if isinstance(widget, QAbstractButton) and widget.autoExclusive():
        group = widget.group()
        mates = group.buttons() if group is not None else widget.parentWidget().findChildren(type(widget))
        return any(mate in stops for mate in mates)
    return isinstance(widget, QAbstractScrollArea) and not widget.accessibleName()
