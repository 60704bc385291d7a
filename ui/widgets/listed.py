"""A short list on a page: a heading with what may be done, two-line rows as high as they need, a note."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.models.lazy_rows import LazyRowsModel
from ui.widgets.button import Button
from ui.widgets.columns import beside
from ui.widgets.rows import Column, RowList
from ui.widgets.text import Hairline, Label, SectionHeading

ROW_HEIGHT, MOST_ROWS = 50, 8


class FittedRows(RowList):
    """As high as its rows, ``most`` at most, also when a column has folded under the first."""

    most = MOST_ROWS

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold, then fit."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Take the height of the rows there are; the rest scrolls."""
        self.fit_rows(self.most)
        self.setMinimumHeight(self.maximumHeight())


class Listed(QWidget):
    """A heading with what may be done, rows of one kind and a quiet note under them."""

    def __init__(
        self,
        title: str,
        columns: Sequence[Column],
        spoken: Callable[[Any], str],
        *,
        name: str,
        buttons: Sequence[Button] = (),
        most: int = MOST_ROWS,
        height: int = ROW_HEIGHT,
    ) -> None:
        """Hidden until there is something to show. ``most`` rows stand without scrolling in the list."""
        super().__init__()
        self.heading = SectionHeading(title, end=beside(*buttons) if buttons else None)
        self._title = title
        self.model = LazyRowsModel(spoken, self)
        self.rows = FittedRows(title, name=name, columns=columns, height=height)
        self.rows.most = most
        self.rows.setModel(self.model)
        self.note = Label("", "small", "ink2", wrap=True, name=f"{name}Note")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.heading, Hairline(strong=True), self.rows, self.note):
            column.addWidget(part)
        self.note.hide()
        self.hide()

    def inset(self, margin: int) -> None:
        """Let heading and note stand ``margin`` px in, over rows whose mark reaches the edge."""
        for part in (self.heading, self.note):
            part.setContentsMargins(margin, 0, margin, 0)

    def show_list(self, rows: Sequence[Any], beside: str = "", note: str = "") -> None:
        """Show ``rows``; without any the whole part stays away. The mark stays where it was."""
        kept = self.rows.currentIndex().row()
        self.model.show_list(rows)
        if 0 <= kept < len(rows):
            self.rows.setCurrentIndex(self.model.index(kept, 0))
        self.rows.fit()
        self.heading.set_texts(self._title, beside)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.setVisible(bool(rows))
