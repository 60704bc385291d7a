"""A session ends some hours after the passphrase was given, however busy somebody is; ten minutes before it is told."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from caseworker.app import Policy
from tests.ui.registers import copy_of, demo_register, finish
from tests.ui.test_program import open_program
from tests.ui.windows import FormPage, main_window
from ui.shell.session_limit import SessionLimit, session_ends

HOUR = 3600.0
pytestmark = pytest.mark.usefixtures("qapp")  # it counts with a timer


class Clocks:
    """Two clocks that move when they are told to."""

    def __init__(self) -> None:
        self.wall, self.steady = 1000.0, 1000.0
        self.told: list[object] = []

    def limit(self, hours: int = 10) -> SessionLimit:
        watch = SessionLimit(hours, wall=lambda: self.wall, steady=lambda: self.steady)
        watch.warned.connect(self.told.append)
        watch.expired.connect(lambda: self.told.append("over"))
        return watch

    def both(self, seconds: float) -> None:
        self.wall += seconds
        self.steady += seconds


def test_it_warns_three_times_and_ends_once() -> None:
    clocks = Clocks()
    watch = clocks.limit()
    for minute in range(10 * 60 + 5):
        watch.look()
        clocks.both(60)
        if minute < 10 * 60 - 11:
            assert clocks.told == []
    watch.look()
    assert clocks.told == [10, 5, 1, "over"]


@pytest.mark.parametrize(("wall", "steady"), [(10 * HOUR, 0.0), (-5 * HOUR, 10 * HOUR)])
def test_sleep_counts_and_a_clock_set_back_gives_no_time(wall: float, steady: float) -> None:
    clocks = Clocks()
    watch = clocks.limit()
    clocks.wall += wall
    clocks.steady += steady
    watch.look()
    assert clocks.told == ["over"]


def test_after_sleep_into_the_last_minutes_it_is_told_once_how_few_they_are() -> None:
    clocks = Clocks()
    watch = clocks.limit(1)
    clocks.wall += HOUR - 240
    watch.look()
    watch.look()
    assert clocks.told == [5]


def test_the_warning_stands_in_the_status_bar_and_the_writer_keeps_her_line(qtbot: QtBot) -> None:
    window, asked = main_window(qtbot)
    window.go("people")
    page = window.stack.current
    assert isinstance(page, FormPage)
    line = page.given.editor
    line.setFocus(Qt.FocusReason.OtherFocusReason)
    window.session_limit.warned.emit(10)
    assert window.status.label.text() == session_ends(10)
    assert window.focusWidget() is line
    window.session_limit.expired.emit()
    assert (asked.locked, asked.logged_out) == (0, 1), "no PIN opens the next session"
    assert page.left_times == 1  # what was begun is kept


def test_the_computer_decides_how_long(
    qtbot: QtBot, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caseworker.platform.machine_policy", lambda: Policy(session_hours=3))
    made = open_program(qtbot, copy_of(demo_register(tmp_path_factory), tmp_path / "register"), tmp_path)
    try:
        assert made.window is not None
        assert made.window.session_limit.limit == 3 * HOUR
    finally:
        finish(made)
