"""What is copied inside the program: kept out of clipboard histories, and gone after half a minute or at a lock.

Every copy is met, also those that fields and tables make by themselves: it is put back as ours, with the hints that
histories look for. What another program has put there since is left alone.
"""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

CLEAR_AFTER_MS = 30_000
OURS = "application/x-handlaggarstod-copy"
_WINDOWS = 'application/x-qt-windows-mime;value="{name}"'
# what tells a clipboard history, a clipboard in the cloud or a clipboard manager to keep nothing
HINTS = {
    _WINDOWS.format(name="ExcludeClipboardContentFromMonitorProcessing"): b"\0",
    _WINDOWS.format(name="CanIncludeInClipboardHistory"): b"\0\0\0\0",
    _WINDOWS.format(name="CanUploadToCloudClipboard"): b"\0\0\0\0",
    "x-kde-passwordManagerHint": b"secret",
}


class ClipboardGuard(QObject):
    """Watches the clipboard for as long as a register is open; ``clear`` takes away what is ours at once."""

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        clear_after_ms: int = CLEAR_AFTER_MS,
        working_here: Callable[[], bool] = lambda: QGuiApplication.focusWindow() is not None,
    ) -> None:
        """Begin to watch; ``working_here`` tells whether one of our windows has the focus."""
        super().__init__(parent)
        self._working_here = working_here
        self._clipboard = QGuiApplication.clipboard()
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(clear_after_ms)
        self._clock.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._look)
        if self._clipboard.supportsSelection():
            self._clipboard.selectionChanged.connect(self._clock.start)

    def clear(self) -> None:
        """Empty the clipboard, and on X11 the selection, where they hold what was copied here."""
        self._clock.stop()
        if self._holds_ours():
            self._clipboard.clear()
        if self._clipboard.supportsSelection() and self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)

    def _look(self) -> None:
        data = self._clipboard.mimeData()
        here = self._clipboard.ownsClipboard() or self._working_here()
        if data is None or not data.hasText() or data.hasFormat(OURS) or not here:
            return
        self._clipboard.setMimeData(guarded(data.text()))
        self._clock.start()

    def _holds_ours(self) -> bool:
        data = self._clipboard.mimeData()
        return data is not None and data.hasFormat(OURS)


def guarded(text: str) -> QMimeData:
    """Return ``text`` as plain text that no clipboard history should keep."""
    data = QMimeData()
    data.setText(text)
    data.setData(OURS, b"1")
    for name, value in HINTS.items():
        data.setData(name, value)
    return data
