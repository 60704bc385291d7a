"""The four steps of reading a list in, beside each other: done, now, still to come. And one of the three piles."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.language import _
from ui.widgets.flow import FlowLayout
from ui.widgets.text import Icon, Label


class Trail(QWidget):
    """Steps by name; ``show_step`` says which is going on."""

    def __init__(self, label: str, steps: Sequence[str]) -> None:
        """``label`` is what a screen reader calls it."""
        super().__init__()
        self.setObjectName("importTrail")
        self._label, self._steps = label, tuple(steps)
        self._flow = FlowLayout(self, gap=8)
        self.show_step(0)

    def show_step(self, current: int) -> None:
        """Show the steps before ``current`` as done."""
        self._flow.clear()
        for number, words in enumerate(self._steps):
            done, now = number < current, number == current
            icon, tone = ("circle-check", "ok") if done else ("circle-dashed", "accent" if now else "ink3")
            step = QWidget()
            row = QHBoxLayout(step)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(6)
            if number:
                row.addWidget(Icon("chevron-right", 16, "ink3"))
            row.addWidget(Icon(icon, 16, tone))
            row.addWidget(Label(words, "strong" if now else "body", "ink" if now or done else "ink2"))
            self._flow.addWidget(step)
        told = _("{label}: step {n} of {of}, {step}")
        of = len(self._steps)
        now_at = min(current, of - 1)
        self.setAccessibleName(told.format(label=self._label, n=now_at + 1, of=of, step=self._steps[now_at]))


class Pile(QWidget):
    """How many rows lie on a pile, what they are and what becomes of them."""

    def __init__(self, icon: str, tone: str, *, name: str) -> None:
        """``tone`` colours icon and number."""
        super().__init__()
        self.setObjectName(name)
        self.number = Label("0", "figure", tone, name=f"{name}Number")
        self.words = Label("", "strong", name=f"{name}Words")
        self.note = Label("", "small", "ink2", name=f"{name}Note")
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(Icon(icon, 20, tone))
        top.addWidget(self.number)
        top.addWidget(self.words)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.note)

    def minimumSizeHint(self) -> QSize:
        """Never cut: piles go under each other instead."""
        return self.sizeHint()

    def show_count(self, count: str, words: str, note: str) -> None:
        """Show another count."""
        self.number.setText(count)
        self.words.setText(words)
        self.note.setText(note)
        self.setAccessibleName(f"{count} {words}, {note}")
