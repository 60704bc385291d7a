"""A child process that types in Ny person and is killed: ``python -m tests.ui.typing_child REGISTER``.

Prints ``kept`` each time the draft was committed; then waits to be killed.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from caseworker.store.register import Register
from tests.store.fixtures import KEY, StandingClock
from tests.ui.people_bench import desk_over, screens
from ui.intake.view import IntakePage
from ui.settings import Settings
from ui.shell.window import MainWindow, Surroundings
from ui.tasks import TaskRunner
from ui.theme import theme
from ui.wording import sentence_of


def main(path: str) -> int:
    """Type until killed."""
    application = QApplication([])
    theme()
    desk = desk_over(Register.open(Path(path), key=KEY, clock=StandingClock()))
    around = Surroundings(
        TaskRunner(), Settings(), lambda _settings: None, sentence_of, lambda: None, "Maria Berg", "Caseworker"
    )
    window = MainWindow(around, screens(desk))
    window.show()
    window.go("intake")
    page = window.stack.current
    assert isinstance(page, IntakePage)
    page.presenter.draft_kept.connect(lambda _at: print("kept", flush=True))
    QTest.keyClicks(page.given, "Samira")
    QTest.keyClicks(page.family, "Haddad")
    page.original.setText("سميرة حداد")
    QTest.keyClicks(page.numbers.rows[0].line, "19880314-2382")
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
