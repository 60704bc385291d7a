"""A fresh process with the real window on Personakt: how long a file takes to stand there, a repaint of its journey.

``python -m tests.benchmarks.overview FOLDER`` prints one JSON object, all in seconds: ``header`` and ``whole`` from the
call to the painted page for each file, ``repaints`` of a journey of 200 items with the chosen day moved, ``first`` its
first painting.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from caseworker.app import DEMO_PASSPHRASE, Application, Session
from caseworker.services import people
from tests.benchmarks.office import USER
from ui.desk import Desk
from ui.models.journey import Item, Kind
from ui.person.journey_items import names
from ui.person.view import PersonPage
from ui.settings import Settings
from ui.shell.page import Screen
from ui.shell.window import MainWindow, Surroundings
from ui.tasks import TaskRunner
from ui.theme import theme
from ui.widgets.timeline import JourneyTimeline
from ui.wording import sentence_of

FILES, UNCOUNTED, REPAINTS, ITEMS = 20, 3, 200, 200
_LONGEST_WAIT = 30.0
TODAY = date(2026, 11, 21)


def main(folder: Path) -> None:
    """Open files, repaint, tell."""
    application = QApplication([])
    theme()
    session = Application(folder=folder).unlock(USER, DEMO_PASSPHRASE)
    told = {**_files(application, session), **_journey(application)}
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()
    session.close()


def _files(application: QApplication, session: Session) -> dict[str, list[float]]:
    runner, desk = TaskRunner(), Desk(session)
    around = Surroundings(runner, Settings(), lambda _settings: None, sentence_of, lambda: None, USER, "")
    window = MainWindow(around, (Screen("person", lambda shell: PersonPage(shell, desk), "Personer", "users", "2"),))
    window.resize(1440, 900)
    window.show()
    rows = people.list_people(session.register, offset=0, limit=FILES + UNCOUNTED, by=session.user)
    header, whole = [], []
    for row in rows:
        begun = time.perf_counter()
        window.go("person", row.id)
        _wait(application, lambda: not runner.busy("person.file"))
        window.repaint()
        header.append(time.perf_counter() - begun)
        _wait(application, lambda: not runner.busy("person.journey"))
        window.repaint()
        whole.append(time.perf_counter() - begun)
    window.close()
    runner.close()
    return {"header": header[UNCOUNTED:], "whole": whole[UNCOUNTED:]}


def _journey(application: QApplication) -> dict[str, list[float]]:
    timeline = JourneyTimeline("Resan", names(), lambda day: f"{day}", name="journey")
    timeline.show_items([_item(number) for number in range(ITEMS)], TODAY, TODAY)
    timeline.resize(1160, timeline.heightForWidth(1160))
    begun = time.perf_counter()
    timeline.show()
    application.processEvents()
    timeline.repaint()
    first = time.perf_counter() - begun
    return {"first": [first], "repaints": [_repaint(timeline, number) for number in range(REPAINTS)]}


def _repaint(timeline: JourneyTimeline, number: int) -> float:
    key = Qt.Key.Key_Left if number % 2 else Qt.Key.Key_Right
    begun = time.process_time()
    QApplication.sendEvent(timeline, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.ShiftModifier))
    timeline.repaint()
    return time.process_time() - begun


def _item(number: int) -> Item:
    kind = (Kind.FLAG, Kind.PERIOD, Kind.BAR, Kind.BAR)[number % 4]
    begins = date(2024, 1, 1) + timedelta(days=number * 9)
    ends = None if kind is Kind.FLAG else begins + timedelta(days=30 + number)
    lane = f"Utförare {number % 5}" if kind is Kind.BAR else ""
    return Item(str(number), kind, f"Insats {number}", f"Insats {number}", begins, ends, lane, "accent")


def _wait(application: QApplication, done: Callable[[], bool]) -> None:
    begun = time.monotonic()
    while not done():
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)
        if time.monotonic() - begun > _LONGEST_WAIT:
            raise RuntimeError("the file did not come")
    application.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
