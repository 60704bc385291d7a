"""The whole desktop face: what the first window may import, and that locking leaves a fresh process."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from caseworker.app import Session
from caseworker.services.preferences import read_office_details
from caseworker.services.trust import Finding
from tests.ui.audit import audit
from tests.ui.registers import copy_of, demo_register, finish, program
from ui.desk import Desk
from ui.main import Program
from ui.preferences.view import PreferencesPage
from ui.settings import Settings, read
from ui.shell.register_bar import told
from ui.theme import theme
from ui.unlock.view import UnlockView

HEAVY = (
    "sqlalchemy", "sqlcipher3", "reportlab", "uharfbuzz", "httpx", "alembic", "pikepdf", "pypdfium2", "babel", "zxcvbn",
    "cryptography", "keyring", "PySide6.QtPrintSupport",
)  # fmt: skip
FIRST_PAINT = """
import json, sys, pathlib
from PySide6.QtWidgets import QApplication, QWidget
from ui.main import Program
qt = QApplication(["x"])
made = Program(qt, pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
made.runner.run = lambda *a, **k: None
made.begin()
made.entry.grab()
print(json.dumps(sorted(name for name in sys.modules)))
"""
LOCK = """
import pathlib, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from ui.main import Program
qt = QApplication(["x"])
made = Program(qt, pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
made.begin()
made.open(made.application.unlock("Maj Ekholm", made.application.demo_passphrase))
QTimer.singleShot(200, made.window.lock)
qt.exec()
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_register(tmp_path_factory)


def environment(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path / "xdg")}


@pytest.mark.parametrize("exists", [True, False], ids=["unlock", "first start"])
def test_the_first_window_is_painted_without_anything_heavy(template: Path, tmp_path: Path, exists: bool) -> None:
    folder = copy_of(template, tmp_path / "register") if exists else tmp_path / "nothing"
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, str(folder), str(tmp_path / "config")],
        capture_output=True, text=True, timeout=60, env=environment(tmp_path), check=True,
    )  # fmt: skip
    imported = set(json.loads(done.stdout.splitlines()[-1]))
    assert [name for name in HEAVY if name in imported] == []


def open_program(qtbot: QtBot, folder: Path, tmp_path: Path, settings: Settings | None = None) -> Program:
    made = program(qtbot, folder, tmp_path / "config", settings=settings)
    view = made.entry.pages.currentWidget()
    assert isinstance(view, UnlockView)
    qtbot.waitUntil(lambda: view.people is not None, timeout=10_000)
    view.demo.click()
    view.unlock.click()
    qtbot.waitUntil(lambda: made.window is not None and made.window.isVisible(), timeout=15_000)
    assert made.window is not None
    made.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made.window, timeout=5000)
    return made


class LooseWindows(QObject):
    """Notes what is shown as a window of its own although it is only a part of a page: it would flash."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.seen: list[str] = []
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


def test_every_place_opens_and_passes_the_audit(qtbot: QtBot, template: Path, tmp_path: Path) -> None:
    made = open_program(qtbot, copy_of(template, tmp_path / "register"), tmp_path)
    try:
        window = made.window
        assert window is not None
        faults = {}
        loose = LooseWindows(window)
        for screen in (*window.places, *window.reachable):
            window.go(screen.name)
            qtbot.waitUntil(lambda: not made.runner.busy("people.count"), timeout=5000)
            faults[screen.name] = audit(window)
        assert loose.seen == []
        window.go("keys")
        faults["keys"] = audit(window)
        assert {name: found for name, found in faults.items() if found} == {}
    finally:
        finish(made)


def test_preferences_work_at_once_and_are_kept(qtbot: QtBot, template: Path, tmp_path: Path) -> None:
    made = open_program(qtbot, copy_of(template, tmp_path / "register"), tmp_path)
    try:
        window = made.window
        assert window is not None
        window.go("settings")
        page = window.stack.current
        assert isinstance(page, PreferencesPage)
        page.scheme.chosen.emit("dark")
        assert theme().dark
        page.scale.choose("130")
        page.scale.activated.emit(0)
        page.idle.choose("2")
        page.idle.activated.emit(0)
        page.letters.click()
        page.language.chosen.emit("sv")
        assert "unlock" in window.status.label.text()
        qtbot.waitUntil(lambda: not made.runner.busy("contact.read"), timeout=5000)
        page.contact.address.setText("Storgatan 12, 123 45 Lövåsa")
        page.contact.phone.setText("010-123 45 67")
        page.contact.save.click()
        qtbot.waitUntil(lambda: window.status.label.text().startswith("Saved"), timeout=10_000)
        assert isinstance(made.session, Session)
        details = read_office_details(made.session.register, by=made.session.user)
        assert (details.phone, details.address) == ("010-123 45 67", "Storgatan 12, 123 45 Lövåsa")
        expected = (True, 130, 2, False, "sv")
        kept = read(tmp_path / "config")
        assert (kept.scheme == "dark", kept.text_scale, kept.idle_minutes, kept.letter_keys, kept.language) == expected
    finally:
        finish(made)
        theme().wear(scale=100)


def test_the_palette_searches_the_register_and_survives_nonsense(qtbot: QtBot, template: Path, tmp_path: Path) -> None:
    made = open_program(qtbot, copy_of(template, tmp_path / "register"), tmp_path)
    try:
        window = made.window
        assert window is not None
        window.palette_box.open()
        for text in ("%", "a' or 1=1 --", "سميرة", "x" * 200):
            window.palette_box.edit.setText(text)
            qtbot.waitUntil(lambda: not made.runner.busy("palette"), timeout=5000)
        QTest.keyClick(window.palette_box.edit, Qt.Key.Key_Escape)
        assert not window.palette_box.isVisible()
        assert not window.fault.isVisible()
    finally:
        finish(made)


def test_locking_replaces_the_process_by_a_fresh_one_at_the_unlock_screen(template: Path, tmp_path: Path) -> None:
    folder = copy_of(template, tmp_path / "register")
    child = subprocess.Popen(
        [sys.executable, "-c", LOCK, str(folder), str(tmp_path / "config")],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment(tmp_path),
    )  # fmt: skip
    try:
        until = time.monotonic() + 60
        command = b""
        while time.monotonic() < until and b"\0window\0" not in command:
            assert child.poll() is None
            command = Path(f"/proc/{child.pid}/cmdline").read_bytes()
            time.sleep(0.05)
        parts = command.split(b"\0")
        assert parts[-4:] == [b"window", b"--register", str(folder).encode(), b""]
        assert b"visa hur det fungerar" not in Path(f"/proc/{child.pid}/environ").read_bytes()
    finally:
        child.terminate()
        child.wait(timeout=10)


OPENED_UNPAINTED = """
import pathlib, sys
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget
from ui.main import Program
qt = QApplication([])
made = Program(qt, pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
made.open(made.application.unlock("Maj Ekholm", made.application.demo_passphrase))
print(",".join(sorted(set(QFontDatabase.families()))))
made.end()
"""


def test_no_name_becomes_boxes_when_the_entry_window_was_never_painted(template: Path, tmp_path: Path) -> None:
    folder = copy_of(template, tmp_path / "register")
    command = [sys.executable, "-c", OPENED_UNPAINTED, str(folder), str(tmp_path / "config")]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert answer.returncode == 0, answer.stderr
    assert {"Noto Sans Arabic", "Noto Sans Ethiopic", "Noto Sans"} <= set(answer.stdout.strip().split(","))


def test_every_page_says_when_the_register_is_only_read_or_may_not_be_the_latest(
    qtbot: QtBot, template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    made = program(qtbot, copy_of(template, tmp_path / "register"), tmp_path / "config")
    session = made.application.unlock("Maj Ekholm", made.application.demo_passphrase)
    session.register.doubts = ()
    made.open(session)
    assert made.window is not None
    qtbot.waitUntil(lambda: not made.runner.busy("check of the register"), timeout=20_000)
    bar = made.window.bar
    assert bar.isHidden()
    bar.show_state("", told((Finding("audit.anchor_missing"),)))
    assert bar.kind.text() == "Look at this."
    session.register.stop_writing((Finding("audit.broken", seq=1), Finding("file.page_damaged", count=1)))
    made.window.go("trust")
    made.window.go("people")
    made._show_whole(Desk(session))  # noqa: SLF001 - as a check that ends would
    assert bar.kind.text() == "Only for reading."
    assert "And 1 more." in bar.text.text()
    assert audit(made.window) == []
    bar.button.click()
    assert made.window.stack.current_name == "trust"
    finish(made)
