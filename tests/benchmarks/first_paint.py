"""A fresh process that says when its first window was painted, on the system's monotonic clock, and ends.

``python -m tests.benchmarks.first_paint ours FOLDER`` is the program at its unlock screen, by the same road as the
command a caseworker starts; ``bare`` is a PySide6 window with one label and nothing else.
"""

import importlib
import importlib.abc
import os
import sys
import time
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any


def watched_application() -> Any:
    """Return an application class that ends with the first painted window; Qt is imported here and not before."""
    from PySide6 import QtWidgets
    from PySide6.QtCore import QEvent, QObject, QTimer

    class WatchedApplication(QtWidgets.QApplication):
        def __init__(self, arguments: list[str]) -> None:
            super().__init__(arguments)
            self._painted = False
            self.installEventFilter(self)

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            """Wait for the first paint of a window; everything in it is painted in the same pass."""
            paints = event.type() == QEvent.Type.Paint and isinstance(watched, QtWidgets.QWidget) and watched.isWindow()
            if paints and not self._painted:
                self._painted = True
                QTimer.singleShot(0, _tell)
            return False

    return WatchedApplication


class _AtTheWindow(importlib.abc.MetaPathFinder):
    """Puts the watched application in place just before the program imports its window."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name == "ui.main":
            application = watched_application()
            importlib.import_module("PySide6.QtWidgets").QApplication = application  # type: ignore[attr-defined]
        return None


def _tell() -> None:
    sys.stdout.write(f"{time.monotonic_ns()}\n")
    sys.stdout.flush()
    os._exit(0)


def _bare() -> None:
    application = watched_application()([])
    from PySide6 import QtWidgets

    window = QtWidgets.QWidget()
    label = QtWidgets.QLabel("Handläggarstöd", window)
    label.move(40, 40)
    window.resize(1440, 900)
    window.show()
    application.exec()


def _ours(folder: str) -> None:
    sys.meta_path.insert(0, _AtTheWindow())
    sys.argv = ["caseworker", "window", "--register", folder]
    from caseworker.start import main

    main()


if __name__ == "__main__":
    if sys.argv[1] == "ours":
        _ours(sys.argv[2])
    else:
        _bare()
