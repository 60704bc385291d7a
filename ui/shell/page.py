"""What a page is to the shell and what the shell is to a page. No widget is made here.

A page is built by a factory when it is first visited and kept until the register is locked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from PySide6.QtWidgets import QWidget

from ui.changes import ChangeFeed
from ui.settings import Settings
from ui.tasks import Runner
from ui.widgets.chip import KeyHint
from ui.widgets.text import Pane


@dataclass(frozen=True, slots=True)
class Command:
    """Something the user can ask for: in the menus, in the palette and, when ``bound``, by its keys.

    ``keys`` is a portable shortcut. ``bound`` False means that a button on the page already owns the shortcut. A single
    letter works only outside text fields and only while the setting for letter keys is on.
    """

    name: str
    words: str
    run: Callable[[], None]
    note: str = ""
    icon: str = "arrow-right"
    keys: str = ""
    bound: bool = True


class Page(Protocol):
    """One page in the work area."""

    @property
    def title(self) -> str:
        """The page's name for the window and for screen readers; never a person's name."""
        ...

    @property
    def widget(self) -> QWidget:
        """What is shown."""
        ...

    def key_hints(self) -> Sequence[KeyHint]:
        """The keys that work here, most useful first."""
        ...

    def commands(self) -> Sequence[Command]:
        """What can be asked for here."""
        ...

    def activate(self, subject: object | None = None) -> None:
        """The page is shown; ``subject`` is what it was asked to show (an id, never a name)."""
        ...

    def leave(self) -> None:
        """The page is left or the register is locked: keep what was begun."""
        ...


class PageWidget(Pane):
    """A page that is its own widget. ``activate`` and ``leave`` do nothing unless overridden."""

    def __init__(self, title: str, *, name: str) -> None:
        """``name`` becomes the objectName."""
        super().__init__("surface")
        self._title = title
        self.setObjectName(name)
        self.setAccessibleName(title)

    @property
    def title(self) -> str:
        """See ``Page``."""
        return self._title

    @property
    def widget(self) -> QWidget:
        """See ``Page``."""
        return self

    def key_hints(self) -> Sequence[KeyHint]:
        """See ``Page``."""
        return ()

    def commands(self) -> Sequence[Command]:
        """See ``Page``."""
        return ()

    def activate(self, subject: object | None = None) -> None:
        """See ``Page``."""

    def leave(self) -> None:
        """See ``Page``."""


@dataclass(frozen=True, slots=True)
class Recent:
    """A case opened lately: what to show and where it leads. A protected person is one by her case number only."""

    key: str
    words: str
    note: str
    screen: str
    subject: object


class Shell(Protocol):
    """What a page may ask of the window around it."""

    @property
    def runner(self) -> Runner:
        """Where work leaves the GUI thread."""
        ...

    @property
    def settings(self) -> Settings:
        """The choices now in force."""
        ...

    @property
    def changes(self) -> ChangeFeed:
        """Tell and hear what was changed."""
        ...

    def go(self, screen: str, subject: object | None = None) -> None:
        """Open another page by its name."""
        ...

    def back(self) -> None:
        """Open the page before this one."""
        ...

    def refresh_hints(self) -> None:
        """The page's keys or commands changed."""
        ...

    def show_saved(self, at: datetime, *, draft: bool = False) -> None:
        """Say "Saved 14:02" (or that the draft is); only after the commit has returned. ``at`` in local time."""
        ...

    def notice(self, text: str) -> None:
        """Say something short in the status bar and to screen readers."""
        ...

    def show_error(self, error: Exception) -> None:
        """Show a fault that belongs to no field: what happened, what is safe, what to do."""
        ...

    def offer_undo(self, text: str, undo: Callable[[], None]) -> None:
        """Say what was done and offer ten seconds to take it back (Ctrl Z)."""
        ...

    def remember(self, recent: Recent) -> None:
        """Put a case on top of the recently opened."""
        ...

    def show_count(self, screen: str, count: int) -> None:
        """Show how many things wait at a place; 0 shows nothing."""
        ...

    def change_settings(self, settings: Settings) -> None:
        """Use and keep other settings."""
        ...

    def keep_all(self) -> None:
        """Have every page keep what was begun."""
        ...

    def lock(self) -> None:
        """Lock now."""
        ...


@dataclass(frozen=True, slots=True)
class Screen:
    """A page the window can open: its name, the factory, and for a place in the nav its words, icon and Ctrl digit.

    A screen that is no place (a case, a form) names the place that stays marked in ``place``; with a
    ``command`` ("New person") it can be asked for everywhere, also by ``keys``.
    """

    name: str
    factory: Callable[[Shell], Page]
    words: str = ""
    icon: str = ""
    digit: str = ""
    place: str = ""
    command: str = ""
    keys: str = ""
