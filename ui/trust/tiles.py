"""State tiles: what it is, how it stands in one or two words, and since when. Tone, icon and word say the same."""

from PySide6.QtWidgets import QGridLayout, QWidget

from ui.widgets.columns import Across
from ui.widgets.text import Icon, Label


class Tile(QWidget):
    """One state; read aloud as one sentence."""

    def __init__(self, icon: str, title: str, *, name: str) -> None:
        """Empty until ``show_state``."""
        super().__init__()
        self.setObjectName(name)
        self._title, self._icon = title, icon
        self.mark = Icon(icon, 16, "ink2")
        self.value = Label("", "h2", wrap=True, name=f"{name}Value")
        self.note = Label("", "small", "ink2", wrap=True, name=f"{name}Note")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.addWidget(self.mark, 0, 0)
        grid.addWidget(Label(title, "small", "ink2"), 0, 1)
        grid.addWidget(self.value, 1, 0, 1, 2)
        grid.addWidget(self.note, 2, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(3, 1)

    def show_state(self, value: str, note: str, tone: str) -> None:
        """Say how it stands; ``tone`` is ok, warn, danger or ink2."""
        self.mark.show_icon(self._icon, tone)
        self.value.setText(value)
        self.value.set_tone(tone)
        self.note.setText(note)
        self.setAccessibleName(f"{self._title}: {value}. {note}")


def tile_row(*tiles: Tile) -> Across:
    """Tiles beside each other while there is room."""
    return Across(*tiles, gap=24)
