"""The commands that work everywhere, as rows: for the menus, the palette and their keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.language import _
from ui.settings import SCALES
from ui.shell.page import Command

if TYPE_CHECKING:
    from ui.shell.window import MainWindow


def go_commands(window: MainWindow) -> list[Command]:
    """Search, the places, back and forward, lock."""
    return [
        Command("search", _("Search or command"), window.palette_box.open, icon="search", keys="Ctrl+K"),
        *(
            Command(f"go_{s.name}", s.words, partial(window.go, s.name), icon=s.icon, keys=f"Ctrl+{s.digit}")
            for s in window.places
        ),
        *(
            Command(f"go_{s.name}", s.command, partial(window.go, s.name), icon=s.icon or "plus", keys=s.keys)
            for s in window.reachable
        ),
        Command("back", _("Back"), window.back, icon="arrow-left", keys="Alt+Left"),
        Command("forward", _("Forward"), window.forward, icon="arrow-right", keys="Alt+Right"),
        Command("undo", _("Undo"), window.undo, icon="undo-2", keys="Ctrl+Z"),
        Command("redo", _("Redo"), window.undoing.redo, icon="redo-2", keys="Ctrl+Y"),
        Command(
            "privacy", _("Privacy: hide what is shown"), window.privacy.toggle, icon="eye", keys="F12", bound=False
        ),
        Command("lock", _("Lock now"), window.lock, icon="lock", keys="Ctrl+L"),
        Command("log_out", _("Log out"), partial(window.lock, log_out=True), icon="lock", keys="Ctrl+Shift+L"),
    ]


def view_commands(window: MainWindow) -> list[Command]:
    """Text size and moving between the parts of the window."""
    return [
        Command("bigger", _("Bigger text"), lambda: _scale(window, 1), icon="plus", keys="Ctrl++"),
        Command("smaller", _("Smaller text"), lambda: _scale(window, -1), icon="minus", keys="Ctrl+-"),
        Command("normal", _("Normal text size"), lambda: _scale(window, 0), icon="type", keys="Ctrl+0"),
        Command("region", _("Next part of the window"), lambda: _region(window, 1), keys="F6"),
        Command("region_back", _("Previous part of the window"), lambda: _region(window, -1), keys="Shift+F6"),
    ]


def help_commands(window: MainWindow) -> list[Command]:
    """All keys."""
    return [Command("keys", _("All shortcuts"), lambda: window.go("keys"), icon="keyboard", keys="F1")]


def palette_commands(window: MainWindow) -> list[Command]:
    """What the palette offers: the page's own first, then the places and the rest."""
    page = window.stack.current
    own = list(page.commands()) if page is not None else []
    general = [row for row in go_commands(window) if row.name not in ("search", "back", "forward", "undo", "redo")]
    return [*own, *general, *help_commands(window)]


def _scale(window: MainWindow, step: int) -> None:
    settings = window.settings
    place = SCALES.index(settings.text_scale)
    wanted = 100 if step == 0 else SCALES[min(max(place + step, 0), len(SCALES) - 1)]
    window.change_settings(settings._replace(text_scale=wanted))


def _region(window: MainWindow, step: int) -> None:
    page = window.stack.currentWidget()
    regions: list[QWidget] = [window.side, window.top, *([page] if page is not None else [])]
    focused = window.focusWidget()
    here = next((n for n, part in enumerate(regions) if focused is not None and part.isAncestorOf(focused)), -1)
    for distance in range(1, len(regions) + 1):
        if focus_first(regions[(here + step * distance) % len(regions)]):
            return


def focus_first(part: QWidget) -> bool:
    """Give the focus to the first Tab stop in a part of the window; False when it has none."""
    target = _first_stop(part)
    if target is not None:
        target.setFocus(Qt.FocusReason.TabFocusReason)
    return target is not None


def _first_stop(part: QWidget) -> QWidget | None:
    for child in part.findChildren(QWidget):
        takes = bool(child.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if takes and child.isVisible() and child.isEnabled() and child.focusProxy() is None:
            return child
    return None
