"""One application without a screen for the whole package, and the sentences Qt's offscreen plugin says of itself."""

import gc
import os
from collections.abc import Iterator
from gettext import NullTranslations
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.store.fixtures import clock, register, register_file, register_template
from tests.ui.registers import copy_of, finish, program
from ui.language import choose
from ui.main import Program
from ui.theme import Scheme, Theme, theme

__all__ = ["clock", "register", "register_file", "register_template"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen plugin remarks on every window that it has no window manager."""
    for item in items:
        if "tests/ui/" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture(autouse=True)
def _collected_in_the_windows_thread() -> Iterator[None]:
    """What a test leaves of its windows is destroyed here and not by whichever thread collects next."""
    gc.disable()
    yield
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # closed windows wait for an event loop otherwise
    gc.collect()
    gc.freeze()  # what stays is not looked through again after the next test
    gc.enable()


@pytest.fixture(autouse=True)
def _parts_are_dressed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test shows on its own wears the style sheet that its window would give it."""
    add = QtBot.addWidget

    def dressed(self: QtBot, widget: QWidget) -> None:
        if widget.parentWidget() is None and not widget.styleSheet():
            theme().dress(widget)
        add(self, widget)

    monkeypatch.setattr(QtBot, "addWidget", dressed)


@pytest.fixture(autouse=True)
def _english_and_plain() -> Iterator[None]:
    """A window that was opened in Swedish, dark or with large text leaves nothing behind for the next test."""
    choose("en", NullTranslations())
    yield
    choose("en", NullTranslations())
    application = QApplication.instance()
    look = application.findChild(Theme) if application is not None else None
    if look is not None:
        look.wear(Scheme.SYSTEM, 100)


@pytest.fixture
def opened(qtbot: QtBot, template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """The first window over a copy of the module's own ``template``, with a configuration of its own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
    made = program(qtbot, copy_of(template, tmp_path / "register"), tmp_path / "config")
    yield made
    finish(made)
