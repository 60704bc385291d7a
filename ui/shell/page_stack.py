"""The work area: builds a page when it is first asked for, keeps it, and remembers the way here.

Knows screens by name and the order they were visited in; nothing about what is on them.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from caseworker.errors import Refused
from ui.shell.page import Page, Screen, Shell

KEPT_STEPS = 50


class PageStack(QStackedWidget):
    """``opened(screen name)`` after another page was shown."""

    opened = Signal(str)

    def __init__(self) -> None:
        """Start without screens."""
        super().__init__()
        self.setObjectName("workArea")
        self._screens: dict[str, Screen] = {}
        self._pages: dict[str, Page] = {}
        self._way: list[tuple[str, object | None]] = []
        self._at = -1

    def offer(self, screens: Sequence[Screen]) -> None:
        """Say which screens exist."""
        self._screens = {screen.name: screen for screen in screens}

    @property
    def current(self) -> Page | None:
        """The page now shown."""
        return self._pages.get(self.current_name)

    @property
    def current_name(self) -> str:
        """The name of the screen now shown, or an empty text."""
        return self._way[self._at][0] if self._at >= 0 else ""

    @property
    def pages(self) -> tuple[Page, ...]:
        """Every page built so far."""
        return tuple(self._pages.values())

    def place_of(self, name: str) -> str:
        """The place in the nav that a screen belongs to."""
        screen = self._screens.get(name)
        return (screen.place or screen.name) if screen is not None else ""

    def go(self, shell: Shell, name: str, subject: object | None) -> None:
        """Open a screen and remember it as the newest step; one the user's role does not have is refused in words."""
        if name not in self._screens:
            shell.show_error(Refused("access.not_granted"))
            return
        if self._at >= 0 and self._way[self._at] == (name, subject):
            self._show(shell, name, subject)
            return
        self._way = [*self._way[: self._at + 1], (name, subject)][-KEPT_STEPS:]
        self._at = len(self._way) - 1
        self._show(shell, name, subject)

    def step(self, shell: Shell, by: int) -> bool:
        """Go back (-1) or forward (1) on the way here; False at its end."""
        if not 0 <= self._at + by < len(self._way):
            return False
        self._at += by
        self._show(shell, *self._way[self._at])
        return True

    def _show(self, shell: Shell, name: str, subject: object | None) -> None:
        shown = self.currentWidget()
        for page in self._pages.values():
            if page.widget is shown:
                page.leave()
        if name not in self._pages:
            page = self._screens[name].factory(shell)
            self._pages[name] = page
            self.addWidget(page.widget)
        page = self._pages[name]
        self.setCurrentWidget(page.widget)
        page.activate(subject)
        self.opened.emit(name)
