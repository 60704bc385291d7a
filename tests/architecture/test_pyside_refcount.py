"""PySide6 6.12.0 on Python 3.11 gives back one reference to None per void call and dies after some thousands.

From Python 3.12 None is immortal and its count stands still: the test holds there too.
"""

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_two_hundred_void_calls_lose_no_reference_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    label.setText("warm")
    before = sys.getrefcount(None)
    for number in range(200):
        label.setText(str(number))
    assert abs(sys.getrefcount(None) - before) < 50
