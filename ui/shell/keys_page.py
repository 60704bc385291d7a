"""All shortcuts on one page, read from the same rows that bind them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.language import _
from ui.shell.page import Command, PageWidget
from ui.widgets.button import keycap_text
from ui.widgets.chip import Keycap, KeyHint
from ui.widgets.columns import Scroll
from ui.widgets.text import Label, SectionHeading


class KeysPage(PageWidget):
    """A quiet table of keys; F1 opens it."""

    def __init__(self, groups: Sequence[tuple[str, Sequence[Command]]], note: str = "") -> None:
        """``groups`` are (heading, commands with keys)."""
        super().__init__(_("All shortcuts"), name="keysPage")
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(Label(_("All shortcuts"), "h1"))
        column.addWidget(
            Label(_("Single letters work in lists and on pages, never in a text field."), "body", "ink2", wrap=True)
        )
        for heading, commands in groups:
            column.addSpacing(8)
            column.addWidget(SectionHeading(heading))
            column.addLayout(_table(commands))
        column.addStretch(1)
        self._scroll = Scroll(body, name="keysScroll", label=_("All shortcuts"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    def key_hints(self) -> Sequence[KeyHint]:
        """How to get back."""
        return (KeyHint("Alt ←", _("back")), KeyHint("Ctrl K", _("search")))

    def activate(self, subject: object | None = None) -> None:
        """The arrows scroll at once."""
        self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)


def _table(commands: Sequence[Command]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    for number, command in enumerate(row for row in commands if row.keys):
        grid.addWidget(Label(command.words), number, 0)
        grid.addWidget(Keycap(keycap_text(command.keys)), number, 1)
    grid.setColumnMinimumWidth(0, 280)
    grid.setColumnStretch(2, 1)
    return grid
