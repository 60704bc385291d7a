"""A fresh process that says when its first window was painted, on the system's monotonic clock, and ends.

``python -m tests.benchmarks.first_paint ours FOLDER`` is the program at its unlock screen, by the same road as the
command a caseworker starts; ``bare`` is a PySide6 window with one label and nothing else.
"""

import os
import sys
import time

from PySide6 import QtWidgets
from PySide6.QtCore import QEvent, QObject, QTimer


class WatchedApplication(QtWidgets.QApplication):
    """An application that ends with the first painted window."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self._painted = False
        self.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first paint of a window; everything in it is painted in the same pass."""
        window = isinstance(watched, QtWidgets.QWidget) and watched.isWindow()
        if not self._painted and event.type() == QEvent.Type.Paint and window:
            self._painted = True
            QTimer.singleShot(0, _tell)
        return False


def _tell() -> None:
    sys.stdout.write(f"{time.monotonic_ns()}\n")
    sys.stdout.flush()
    os._exit(0)


def _bare() -> None:
    application = WatchedApplication([])
    window = QtWidgets.QWidget()
    label = QtWidgets.QLabel("Handläggarstöd", window)
    label.move(40, 40)
    window.resize(1440, 900)
    window.show()
    application.exec()


def _ours(folder: str) -> None:
    QtWidgets.QApplication = WatchedApplication  # type: ignore[misc, assignment]  # the program makes its own
    sys.argv = ["caseworker", "window", "--register", folder]
    from caseworker.start import main

    main()


if __name__ == "__main__":
    if sys.argv[1] == "ours":
        _ours(sys.argv[2])
    else:
        _bare()
