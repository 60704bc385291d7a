"""Every first screen and every place, in Swedish and with text at 100 and 150 per cent: nothing is cut or shortened."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.audit import clipped
from tests.ui.registers import copy_of, demo_register, finish, program
from ui.first_start.view import FirstStartView
from ui.main import Program
from ui.settings import Settings
from ui.unlock.view import UnlockView

SIZES = [(1440, 900, 100), (1366, 768, 100), (1440, 900, 150), (1366, 768, 150)]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_register(tmp_path_factory)


def chosen(width: int, height: int, scale: int) -> Settings:
    return Settings(language="sv", text_scale=scale, width=width, height=height)


def open_register(qtbot: QtBot, made: Program) -> None:
    view = made.entry.pages.currentWidget()
    assert isinstance(view, UnlockView)
    qtbot.waitUntil(lambda: view.people is not None, timeout=10_000)
    view.demo.click()
    view.unlock.click()
    qtbot.waitUntil(lambda: made.window is not None and made.window.isVisible(), timeout=15_000)


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_unlock_and_every_place_show_their_words_whole(
    qtbot: QtBot, template: Path, tmp_path: Path, width: int, height: int, scale: int
) -> None:
    made = program(
        qtbot, copy_of(template, tmp_path / "register"), tmp_path / "config", settings=chosen(width, height, scale)
    )
    try:
        qtbot.waitUntil(lambda: not made.runner.busy("overview"), timeout=10_000)
        QApplication.processEvents()
        faults = {"unlock": clipped(made.entry)}
        open_register(qtbot, made)
        assert made.window is not None
        made.window.resize(width, height)
        for place in ("today", "settings", "keys"):
            made.window.go(place)
            QApplication.processEvents()
            faults[place] = clipped(made.window)
        assert {name: found for name, found in faults.items() if found} == {}
    finally:
        finish(made)


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_the_first_start_shows_its_words_whole(
    qtbot: QtBot, tmp_path: Path, width: int, height: int, scale: int
) -> None:
    made = program(qtbot, tmp_path / "register", tmp_path / "config", settings=chosen(width, height, scale))
    try:
        view = made.entry.pages.currentWidget()
        assert isinstance(view, FirstStartView)
        QApplication.processEvents()
        faults = {"create": clipped(made.entry)}
        view.begin.ways.chosen.emit("demo")
        QApplication.processEvents()
        faults["demo"] = clipped(made.entry)
        assert {name: found for name, found in faults.items() if found} == {}
    finally:
        finish(made)
