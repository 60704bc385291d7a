"""Draws Idag over the whole demo register: ``python -m tests.pictures_agenda FOLDER [--persons 300 …]``."""

import argparse
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from caseworker.app import DEMO_PASSPHRASE, Application, Session
from caseworker.domain.ids import PersonId
from caseworker.services import agenda, staff
from caseworker.showcase import run_showcase
from ui import settings as kept
from ui.agenda_dialogs import HandOverDialog, LaterDialog, MoveVisitDialog, ReminderDialog, VisitDialog, WaitDialog
from ui.main import Program
from ui.today.view import TodayPage


def draw_agenda(program: Program, take: Callable[[QWidget, str], None], grab: Callable[[QDialog, str], None]) -> None:
    """Draw Idag and each of its questions."""
    window, session = program.window, program.session
    assert window is not None
    assert isinstance(session, Session)
    window.go("today")
    take(window, "today")
    page = window.stack.current
    assert isinstance(page, TodayPage)
    row = page.marked()
    assert row is not None
    assert row.person is not None
    register, user, number = session.register, session.user, row.person.case_number
    known = agenda.read_agenda(register, person=PersonId(row.person.id), by=user)
    today, desk = register.today(), page._desk  # noqa: SLF001 - the words of this very window
    for name, dialog in (
        ("later", LaterDialog(today, row.waiting.due, window)),
        ("hand-over", HandOverDialog(staff.read_staff(register, by=user), window)),
        ("reminder", ReminderDialog(number, today, window)),
        ("visit", VisitDialog(number, known, desk, window)),
        ("move-visit", MoveVisitDialog(today, window)),
        ("wait", WaitDialog(number, desk.words.actors, today, window)),
    ):
        grab(dialog, f"today-{name}")


def main() -> None:
    """Draw."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--persons", type=int, default=60)
    parser.add_argument("--language", default="sv")
    parser.add_argument("--scheme", default="light")
    parser.add_argument("--scale", type=int, default=100)
    parser.add_argument("--size", default="1440x900")
    parser.add_argument("--demo", type=Path, help="a demo that was made before, or a new folder for one")
    asked = parser.parse_args()
    qt = QApplication.instance() or QApplication(["pictures"])
    assert isinstance(qt, QApplication)
    asked.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        config = Path(place) / "config"
        config.mkdir()
        settings = kept.Settings(scheme=asked.scheme, text_scale=asked.scale, language=asked.language)
        kept.write(config, settings)
        demo = asked.demo or Path(place) / "demo"
        if not demo.exists():
            run_showcase(demo, persons=asked.persons, seed=3, quiet=True)
        application = Application(folder=demo / "register")
        program = Program(qt, application.folder, config)
        program.begin()
        program.open(application.unlock("Maj Ekholm", DEMO_PASSPHRASE))
        width, height = (int(part) for part in asked.size.split("x"))

        def settle() -> None:
            loop = QEventLoop()
            QTimer.singleShot(4000, loop.quit)
            loop.exec()

        def take(window: QWidget, name: str) -> None:
            window.resize(QSize(width, height))
            settle()
            window.grab().save(str(asked.folder / f"{name}.png"))

        def grab(dialog: QDialog, name: str) -> None:
            dialog.show()
            settle()
            dialog.grab().save(str(asked.folder / f"{name}.png"))
            dialog.close()

        draw_agenda(program, take, grab)
        program.end()


if __name__ == "__main__":
    main()
