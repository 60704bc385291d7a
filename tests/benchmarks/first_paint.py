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
    """Return an application class that ends with the first painted window; Qt is imported here and not before.

    It watches windows only, and only from the start of the event loop: a filter on everything would cost the program
    more than the window does.
    """
    from PySide6 import QtWidgets
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            """Wait for the first paint of a window; everything in it is painted in the same pass."""
            if event.type() == QEvent.Type.Paint:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, _tell)
            return False

    class WatchedApplication(QtWidgets.QApplication):
        def exec(self) -> int:  # type: ignore[override]  # static in Qt, called on the one application by everybody
            watch = Watch(self)
            for window in self.topLevelWidgets():
                window.installEventFilter(watch)
            return super().exec()

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
