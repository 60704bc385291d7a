"""A child process that types a note in Personakt until it is killed: ``-m tests.ui.note_typing_child REGISTER PERSON``.

Prints ``typed N T`` for the N-th letter at the monotonic instant T, and ``kept N`` when the register holds N letters.
"""

import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from caseworker.store.register import Register
from tests.store.fixtures import KEY, StandingClock
from tests.ui.people_bench import desk_over, screens
from ui.person.view import PersonPage
from ui.settings import Settings
from ui.shell.window import MainWindow, Surroundings
from ui.tasks import TaskRunner
from ui.theme import theme
from ui.wording import sentence_of

WORDS = "Hon kom till samtalet med sin syster och talade om skolan. " * 200
LETTER_MS = 15  # faster than anybody types


class Typist:
    """Types one letter at a time into the real editor and says so."""

    def __init__(self, page: PersonPage, register: Register) -> None:
        self._editor, self._register, self._typed = page.parts.notes.editor, register, 0
        self._clock = QTimer(page)
        self._clock.setInterval(LETTER_MS)
        self._clock.timeout.connect(self._type)
        page.presenter.journal.kept.connect(self._kept)

    def begin(self, _file: object) -> None:
        """The file is there: type."""
        self._clock.start()

    def _type(self) -> None:
        QTest.keyClicks(self._editor.text, WORDS[self._typed])
        self._typed += 1
        print("typed", self._typed, time.monotonic(), flush=True)

    def _kept(self, _moment: object) -> None:
        with self._register.raw_connection() as connection:
            count = connection.exec_driver_sql("SELECT length(text) FROM notes").scalar_one()
        print("kept", count, flush=True)


def main(path: str, person: str) -> int:
    """Type until killed."""
    application = QApplication([])
    theme()
    register = Register.open(Path(path), key=KEY, clock=StandingClock())
    around = Surroundings(
        TaskRunner(), Settings(), lambda _settings: None, sentence_of, lambda: None, "Maria Berg", "Caseworker"
    )
    window = MainWindow(around, screens(desk_over(register)))
    window.show()
    window.go("person", person)
    page = window.stack.current
    assert isinstance(page, PersonPage)
    page.show_tab("notes")
    typist = Typist(page, register)
    page.presenter.shown.connect(typist.begin)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
