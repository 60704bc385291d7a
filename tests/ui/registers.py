"""Real registers for tests of the first screens: made once per session, copied per test."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from caseworker.app import Application
from ui.main import Program
from ui.printing import PagePicture
from ui.settings import Settings, write


class PaperTray:
    """A printer that remembers what came out; ``answer`` False is a user who changed her mind."""

    def __init__(self) -> None:
        self.pages: list[PagePicture] = []
        self.answer = True
        self.fault: Exception | None = None

    def print_pages(self, pages: Sequence[PagePicture], parent: QWidget, *, paper_only: bool = False) -> bool:
        """See ``ui.printing.Printer``."""
        assert paper_only
        if self.fault is not None:
            raise self.fault
        if self.answer:
            self.pages += pages
        return self.answer


def demo_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished demo register without anybody in it."""
    folder = tmp_path_factory.mktemp("demo") / "register"
    Application(folder=folder).create_demo().close()
    return folder


def copy_of(template: Path, folder: Path) -> Path:
    """A register of one's own."""
    shutil.copytree(template, folder)
    return folder


def program(
    qtbot: QtBot, folder: Path, config: Path, *, tray: PaperTray | None = None, settings: Settings | None = None
) -> Program:
    """A program whose first window is shown and active. The caller ends it with ``finish``."""
    write(config, settings or Settings(language="en"))
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    made = Program(application, folder, config, printer=tray or PaperTray())
    with qtbot.waitActive(made.entry, timeout=5000):
        made.begin()
        made.entry.activateWindow()
    return made


def finish(made: Program) -> None:
    """Close what is shown, as the user would, and end the program."""
    for window in (made.window, made.entry):
        if window is not None and shiboken6.isValid(window):
            window.close()
            window.deleteLater()
    made.end()
