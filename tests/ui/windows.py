"""A real main window with made-up surroundings for tests of the shell and of pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout
from pytestqt.qtbot import QtBot

from caseworker.messages import Sentence
from ui.settings import Settings
from ui.shell.page import Command, PageWidget, Screen, Shell
from ui.shell.palette import Entry, PeopleSearch
from ui.shell.undoing import StepsOf
from ui.shell.window import MainWindow, Surroundings
from ui.tasks import InlineRunner
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.chip import KeyHint
from ui.widgets.choice import Segment
from ui.widgets.fields import Choice, Field, LineEdit, NotesEdit, PassphraseEdit
from ui.widgets.focus_ring import FocusRing


def describe(error: Exception) -> Sentence:
    """Three sentences about any fault."""
    return Sentence(happened=f"It failed: {error}", safe="Nothing is lost.", do="Try again.")


@dataclass
class Asked:
    """What the window asked of its surroundings."""

    locked: int = 0
    logged_out: int = 0
    kept: list[Settings] = field(default_factory=list)
    unlocked_pages: list[str] = field(default_factory=list)


class FormPage(PageWidget):
    """A page with one of every editor."""

    def __init__(self, shell: Shell) -> None:
        super().__init__("Form", name="formPage")
        self.left_times = 0
        self.subjects: list[object] = []
        column = QVBoxLayout(self)
        self.given = Field("Given name", LineEdit(), name="given")
        self.notes = Field("Notes", NotesEdit(), name="notes")
        self.kind = Field("Kind", Choice([("a", "One"), ("b", "Two")]), name="kind")
        self.sex = Field("Sex", Segment([("k", "Woman"), ("m", "Man")], "Sex", name="sex"), name="sex")
        self.secret = Field("Passphrase", PassphraseEdit("secret"), name="secretField")
        for part in (self.given, self.notes, self.kind, self.sex, self.secret):
            column.addWidget(part)
        row = QHBoxLayout()
        self.save = Button("Save", "primary", name="save", keys="Ctrl+S")
        self.save.clicked.connect(lambda: shell.notice("saved"))
        row.addWidget(self.save)
        row.addWidget(Button("Other", name="other"))
        column.addLayout(row)
        self.letters = 0

    def key_hints(self) -> Sequence[KeyHint]:
        return (KeyHint("Ctrl S", "save"), KeyHint("Esc", "close"))

    def commands(self) -> Sequence[Command]:
        return (Command("note", "New note", self._letter, keys="A"),)

    def activate(self, subject: object | None = None) -> None:
        self.subjects.append(subject)

    def leave(self) -> None:
        self.left_times += 1

    def _letter(self) -> None:
        self.letters += 1


SCREENS = (
    Screen("today", lambda shell: PageWidget("Today", name="todayPage"), "Today", "list-todo", "1"),
    Screen("people", FormPage, "People", "users", "2"),
    Screen("case", lambda shell: PageWidget("Case", name="casePage"), place="people"),
)


def main_window(
    qtbot: QtBot,
    *,
    find: PeopleSearch | None = None,
    settings: Settings | None = None,
    screens: Sequence[Screen] = SCREENS,
    steps: StepsOf | None = None,
) -> tuple[MainWindow, Asked]:
    """A shown, active window with a focus ring, on its first screen."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme()
    if not application.findChildren(FocusRing):
        FocusRing(application)
    asked = Asked()

    def lock() -> None:
        asked.locked += 1

    def log_out() -> None:
        asked.logged_out += 1

    around = Surroundings(
        InlineRunner(),
        settings or Settings(),
        asked.kept.append,
        describe,
        lock,
        "Maj Ekholm",
        "Caseworker",
        log_out=log_out,
        find_people=find,
        steps=steps,
    )
    window = MainWindow(around, screens)
    qtbot.addWidget(window)
    with qtbot.waitActive(window, timeout=5000):
        window.show()
        window.activateWindow()
    window.go(screens[0].name)
    return window, asked


def nobody(_text: str) -> Sequence[Entry]:
    """A search without answers."""
    return ()
