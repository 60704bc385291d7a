"""Brev and Skicka in the real window over a real register; only the printer and the file dialog are stand-ins."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from caseworker.domain.intake import EnteredStatus, Intake
from caseworker.domain.person import Sex
from caseworker.services._entering import enter
from caseworker.services.letters import PageImage
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER
from tests.ui.people_bench import desk_over
from tests.ui.windows import main_window
from ui.letters.view import LettersPage
from ui.printing import PagePicture
from ui.send.view import SendPage
from ui.shell.page import Screen
from ui.shell.window import MainWindow


@dataclass
class Tray:
    """A printer that keeps what came out, and a file dialog that answers ``path``."""

    path: Path | None = None
    willing: bool = True
    fault: Exception | None = None
    printed: list[tuple[PagePicture, ...]] = field(default_factory=list)
    suggested: list[str] = field(default_factory=list)

    def choose_printer(self, _parent: QWidget) -> "Tray | None":
        return self if self.willing else None

    def choose_file(self, _parent: QWidget, _title: str, suggested: str) -> Path | None:
        self.suggested.append(suggested)
        return self.path

    def choose_folder(self, _parent: QWidget, _title: str) -> Path | None:
        return self.path

    def choose_list(self, _parent: QWidget, _title: str) -> Path | None:
        return self.path

    name = "Skrivare 3"

    def send(self, pages: Sequence[PagePicture]) -> None:
        if self.fault is not None:
            raise self.fault
        self.printed.append(tuple(pages))

    def begin(self) -> None:
        self.printed.append(())

    def put(self, page: PagePicture) -> None:
        if self.fault is not None:
            raise self.fault
        self.printed[-1] += (page,)

    def finish(self) -> None:
        """The sheet lies in the tray."""


def letters_window(qtbot: QtBot, register: Register, tray: Tray | None = None) -> tuple[MainWindow, LettersPage]:
    """The window on Brev, nobody chosen."""
    desk = desk_over(register)
    screen = Screen("letters", lambda shell: LettersPage(shell, desk, tray or Tray()), "Letters", "mail", "3")
    window, _asked = main_window(qtbot, screens=(screen,))
    page = window.stack.current
    assert isinstance(page, LettersPage)
    return window, page


def send_window(qtbot: QtBot, register: Register, tray: Tray | None = None) -> tuple[MainWindow, SendPage]:
    """The window on Skicka, on the last full month."""
    desk = desk_over(register)
    screen = Screen("send", lambda shell: SendPage(shell, desk, tray or Tray()), "Send", "send", "4")
    window, _asked = main_window(qtbot, screens=(screen,))
    page = window.stack.current
    assert isinstance(page, SendPage)
    return window, page


def crowd(register: Register, count: int = 120) -> None:
    """Enrol ``count`` women and men of all ages who seek asylum since last year."""
    with register.change(by=FOUNDER) as tx:
        for number in range(count):
            sex = Sex.WOMAN if number % 2 else Sex.MAN
            since = EnteredStatus("ASYL", date(2025, 6, 1))
            born = date(1950 + number % 60, 3, 14)
            someone = Intake(given=f"Påhittad {number}", born=born, sex=sex, status=since, opened=since.begins)
            enter(register, tx, someone, by=FOUNDER)
        tx.commit()


def clipboard() -> str:
    """What lies on the clipboard."""
    return QApplication.clipboard().text()


def dark_share(page: PageImage) -> float:
    """How much of a page is ink, 0 to 1, from every fiftieth dot."""
    dots = range(0, len(page.rgba), 200)
    return sum(page.rgba[place] < 128 for place in dots) / len(dots)
