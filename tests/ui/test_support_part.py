"""What support may see, in Settings: shown before it can be saved."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caseworker.diagnostics import Diagnostics
from tests.ui.audit import audit
from tests.ui.paper_bench import Tray
from tests.ui.registers import copy_of, demo_register, finish
from tests.ui.test_program import open_program
from tests.ui.windows import main_window
from ui.preferences.support import SupportPart

FOUND = Diagnostics(datetime(2026, 11, 21, tzinfo=UTC), {"schema": "2"}, ('{"event": "unlocked"}',))


class Facts:
    def __init__(self) -> None:
        self.times_saved = 0

    def collect(self) -> Diagnostics:
        return FOUND

    def saved(self) -> None:
        self.times_saved += 1


def test_the_facts_are_read_before_they_can_be_saved(qtbot: QtBot, tmp_path: Path) -> None:
    window, _asked = main_window(qtbot)
    facts, tray = Facts(), Tray()
    part = SupportPart(window, facts, tray)
    qtbot.addWidget(part)
    part.show()
    assert not part.save_button.isVisible()
    part.show_button.click()
    assert part.text.toPlainText() == FOUND.text
    assert part.text.isReadOnly()
    assert audit(part) == []
    part.save_button.click()  # she changes her mind
    assert facts.times_saved == 0
    tray.path = tmp_path / "none" / "support.zip"
    part.save_button.click()
    assert facts.times_saved == 0
    assert window.fault.isVisible()
    tray.path = tmp_path / "support.zip"
    part.save_button.click()
    assert (facts.times_saved, tray.path.read_bytes()) == (1, FOUND.archive)
    assert tray.suggested == ["handlaggarstod-support.zip"] * 3


def test_the_real_page_shows_the_facts_of_the_open_register(
    qtbot: QtBot, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    made = open_program(qtbot, copy_of(demo_register(tmp_path_factory), tmp_path / "register"), tmp_path)
    try:
        window = made.window
        assert window is not None
        window.go("settings")
        part = window.findChild(SupportPart)
        assert part is not None
        part.show_button.click()
        qtbot.waitUntil(part.save_button.isVisible, timeout=15_000)
        assert "rows of people, to the next ten: 0" in part.text.toPlainText()
        assert "unlocked" in part.text.toPlainText()
    finally:
        finish(made)
