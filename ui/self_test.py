"""A check of an installed program: opens the first window, waits until it is painted, and ends. Opens no register.

``handlaggarstod --self-test`` ends with 0 when something was painted, 3 when the window stayed empty or never came.
"""

import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ui.main import Program
from ui.shell.brand import PROGRAM

PAINTED, NOT_PAINTED = 0, 3
_LONGEST_WAIT_MS = 30_000
_FEWEST_COLOURS = 16  # an empty window has one or two


def main() -> None:
    """Open the first window over an empty folder and end with the exit status of the check."""
    qt = QApplication([PROGRAM])
    with tempfile.TemporaryDirectory() as folder:
        program = Program(qt, Path(folder) / "register", Path(folder) / "config")
        program.entry.painted.connect(lambda: qt.exit(_look(program)))
        QTimer.singleShot(_LONGEST_WAIT_MS, qt, lambda: qt.exit(NOT_PAINTED))
        program.begin()
        status = qt.exec()
        program.end()
    sys.stdout.write("painted\n" if status == PAINTED else "nothing was painted\n")
    sys.exit(status)


def _look(program: Program) -> int:
    picture = program.entry.grab().toImage()
    places = ((x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7))
    return PAINTED if len({picture.pixel(x, y) for x, y in places}) >= _FEWEST_COLOURS else NOT_PAINTED
