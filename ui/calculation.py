"""Uträkning: what led to an answer or a last day, line by line, to be read on the screen and printed.

Stands beside the work and stops nothing. What is shown of a protected person is never printed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.language import _
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.columns import Scroll
from ui.widgets.field import Message, Tone
from ui.widgets.text import Hairline, Label


@dataclass(frozen=True, slots=True)
class Calculation:
    """What is shown: a title, facts by label, the lines. ``code`` and ``day`` name what is printed, "" for nothing."""

    title: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]
    code: str = ""
    day: date | None = None


class CalculationDialog(QDialog):
    """``print_asked()`` on Ctrl P; Esc closes."""

    print_asked = Signal()

    def __init__(self, shown: Calculation, why_not_printed: str, parent: QWidget) -> None:
        """``why_not_printed`` is "" when it can be."""
        super().__init__(parent)
        self.setObjectName("calculation")
        self.setWindowTitle(_("How this was worked out"))
        self.setAccessibleName(shown.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.shown = shown
        self.message = Message("calculationMessage")
        self.print_button = Button(_("Print"), "primary", name="calculationPrint", keys="Ctrl+P", icon="printer")
        self.close_button = Button(_("Close"), name="calculationClose", keycap="Esc")
        self.print_button.setEnabled(bool(shown.code) and not why_not_printed)
        self.print_button.clicked.connect(self.print_asked)
        self.close_button.clicked.connect(self.close)
        if why_not_printed:
            self.message.say(why_not_printed)
        self._lay_out(shown)
        self.resize(theme().px(620), theme().px(560))
        self.close_button.setFocus()

    def say(self, text: str, tone: Tone) -> None:
        """Tell what came of printing."""
        self.message.say(text, tone)

    def _lay_out(self, shown: Calculation) -> None:
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(24, 20, 24, 12)
        inner.setSpacing(8)
        inner.addWidget(Label(shown.title, "h2", wrap=True, name="calculationTitle"))
        inner.addWidget(_facts(shown.facts))
        inner.addWidget(Hairline())
        inner.addWidget(Label(_("How it was worked out"), "h3"))
        inner.addWidget(_lines(shown.lines))
        inner.addStretch(1)
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 12, 24, 20)
        foot.setSpacing(8)
        foot.addWidget(self.message)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self.close_button, self.print_button):
            buttons.addWidget(button)
        foot.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Scroll(body, name="calculationScroll", label=shown.title), 1)
        column.addWidget(Hairline())
        column.addLayout(foot)


def _facts(facts: Sequence[tuple[str, str]]) -> QWidget:
    block = QWidget()
    grid = _grid(block)
    for number, (label, value) in enumerate(facts):
        grid.addWidget(Label(label, "body", "ink2"), number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Label(value, "body", wrap=True), number, 1)
    return block


def _lines(lines: Sequence[str]) -> QWidget:
    block = QWidget()
    block.setObjectName("calculationLines")
    grid = _grid(block)
    for number, line in enumerate(lines):
        grid.addWidget(Label(f"{number + 1}.", "body", "ink2"), number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Label(line, "body", wrap=True), number, 1)
    return block


def _grid(block: QWidget) -> QGridLayout:
    grid = QGridLayout(block)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    return grid
