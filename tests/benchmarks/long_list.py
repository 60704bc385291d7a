"""A fresh process with the real window on Personer at 100 000 people: jumps through the list and says what it cost.

``python -m tests.benchmarks.long_list FOLDER`` prints one JSON object: ``frames`` in processor seconds, each a
jump to another place and the repaint of the page; ``resident`` and ``peak`` memory in bytes.
"""

import json
import random
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from caseworker.app import DEMO_PASSPHRASE, Application, Session
from tests.benchmarks.office import USER
from ui.desk import Desk
from ui.people.view import PeoplePage
from ui.settings import Settings
from ui.shell.page import Screen, Shell
from ui.shell.window import MainWindow, Surroundings
from ui.tasks import TaskRunner
from ui.theme import theme
from ui.wording import sentence_of

JUMPS, UNCOUNTED = 150, 10
_LONGEST_WAIT = 30.0


def main(folder: Path) -> None:
    """Open, jump, tell."""
    application = QApplication([])
    theme()
    session = Application(folder=folder).unlock(USER, DEMO_PASSPHRASE)
    runner = TaskRunner()
    window, page = _window(session, runner)
    window.show()
    window.go("people")
    _wait_for(application, page)
    chance = random.Random(4)
    frames = [_jump(page, chance) for _number in range(UNCOUNTED + JUMPS)][UNCOUNTED:]
    sys.stdout.write(json.dumps({"frames": frames, "rows": page.presenter.model.rowCount(), **memory()}) + "\n")
    sys.stdout.flush()
    runner.close()
    session.close()


def _window(session: Session, runner: TaskRunner) -> tuple[MainWindow, PeoplePage]:
    made: list[PeoplePage] = []

    def people(shell: Shell) -> PeoplePage:
        made.append(PeoplePage(shell, Desk(session)))
        return made[-1]

    around = Surroundings(runner, Settings(), lambda _settings: None, sentence_of, lambda: None, USER, "")
    window = MainWindow(around, (Screen("people", people, "Personer", "users", "2"),))
    window.go("people")
    return window, made[0]


def _wait_for(application: QApplication, page: PeoplePage) -> None:
    begun = time.monotonic()
    while not page.presenter.model.rowCount():
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
        if time.monotonic() - begun > _LONGEST_WAIT:
            raise RuntimeError("the list did not come")
    application.processEvents()


def _jump(page: PeoplePage, chance: random.Random) -> float:
    bar = page.list.verticalScrollBar()
    place = chance.randrange(bar.maximum() + 1)
    begun = time.thread_time()  # what others do on a shared machine is not ours to answer for
    bar.setValue(place)
    page.list.viewport().repaint()
    return time.thread_time() - begun


def memory() -> dict[str, int]:
    """Return what the kernel says this process holds now and held at most."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    held = {
        line.partition(":")[0]: int(line.split()[1]) * 1024 for line in lines if line.startswith(("VmRSS", "VmHWM"))
    }
    return {"resident": held["VmRSS"], "peak": held["VmHWM"]}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
