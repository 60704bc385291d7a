"""The menu bar that mirrors everything: for screen readers, for macOS and for those who want to read what there is.

It stays hidden until Alt is pressed alone. The actions live on the window, so their keys work while it is hidden.
"""

from collections.abc import Sequence

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar

from ui.language import _
from ui.shell.page import Command


class Menus:
    """Four menus: go to, this page, view, help. ``show_page`` replaces the page's own."""

    def __init__(self, window: QMainWindow) -> None:
        """Make the bar on ``window``."""
        self._window = window
        self.bar: QMenuBar = window.menuBar()
        self.bar.setObjectName("menuBar")
        self.bar.setAccessibleName(_("Menu bar"))
        self._menus = {
            "go": self._menu("menuGo", _("&Go to")),
            "page": self._menu("menuPage", _("&This page")),
            "view": self._menu("menuView", _("&View")),
            "help": self._menu("menuHelp", _("&Help")),
        }
        self._page_actions: list[QAction] = []
        self._letters: list[QAction] = []
        if not self.bar.isNativeMenuBar():
            self.bar.hide()

    def fill(self, menu: str, commands: Sequence[Command]) -> None:
        """Put commands into one of the standing menus."""
        for command in commands:
            self._add(self._menus[menu], command)

    def show_page(self, commands: Sequence[Command], *, letters: bool) -> None:
        """Replace the commands of the page; ``letters`` allows single-letter keys."""
        menu = self._menus["page"]
        for action in self._page_actions:
            self._window.removeAction(action)
            menu.removeAction(action)
            action.deleteLater()
        self._page_actions = [self._add(menu, command, letters=letters) for command in commands]
        menu.menuAction().setVisible(bool(commands))

    def rename(self, command: str, words: str) -> None:
        """Call a standing command by other words."""
        for action in self._window.actions():
            if action.objectName() == f"action_{command}":
                action.setText(words)

    def toggle(self) -> None:
        """Show the bar with its first menu chosen, or hide it."""
        if self.bar.isNativeMenuBar():
            return
        self.bar.setVisible(not self.bar.isVisible())
        if self.bar.isVisible():
            self.bar.setFocus()
            self.bar.setActiveAction(self.bar.actions()[0])

    def hide(self) -> None:
        """Hide the bar."""
        if not self.bar.isNativeMenuBar():
            self.bar.hide()

    def _menu(self, name: str, words: str) -> QMenu:
        menu = QMenu(words, self._window)
        menu.setObjectName(name)
        self.bar.addMenu(menu)
        return menu

    def _add(self, menu: QMenu, command: Command, *, letters: bool = True) -> QAction:
        action = QAction(command.words, self._window)
        action.setObjectName(f"action_{command.name}")
        action.triggered.connect(lambda _checked=False, run=command.run: run())
        single = len(command.keys) == 1
        if command.keys and command.bound and (letters or not single):
            action.setShortcut(QKeySequence(command.keys))
        elif command.keys:
            action.setText(f"{command.words}\t{command.keys}")
        menu.addAction(action)
        self._window.addAction(action)
        return action
