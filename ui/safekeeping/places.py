"""Where backups lie: one or two folders, chosen in the system's dialog or typed."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.language import _
from ui.outlet import Outlet
from ui.widgets.button import Button
from ui.widgets.field import Field, LineEdit
from ui.widgets.question import Question


class PlaceLine(QWidget):
    """One folder: typed, or chosen with the button."""

    def __init__(self, label: str, note: str, outlet: Outlet, *, name: str) -> None:
        """``label`` names the line and the button too."""
        super().__init__()
        self._outlet, self._title = outlet, label
        self.line = LineEdit(limit=1000)
        self.field = Field(label, self.line, name=name, note=note)
        self.button = Button(_("Choose folder"), name=f"{name}Choose", icon="folder-open")
        self.button.setAccessibleName(_("Choose folder: {what}").format(what=label))
        under = QHBoxLayout()
        under.addWidget(self.button)
        under.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addLayout(under)
        self.button.clicked.connect(self._choose)

    def path(self) -> Path | None:
        """What is written, None when nothing is."""
        text = self.line.text().strip()
        return Path(text).expanduser() if text else None

    def _choose(self) -> None:
        chosen = self._outlet.choose_folder(self, self._title)
        if chosen is not None:
            self.line.setText(str(chosen))


class PlacesDialog(Question):
    """Accepted with one or two places; an empty first line is the register's own folder."""

    def __init__(self, places: Sequence[Path], own: Path, outlet: Outlet, parent: QWidget) -> None:
        """Begins with the places of now."""
        told = _(
            "A backup is made in every place, each half hour when something has changed. One place should lie on "
            "another disk or a server: what lies in the register's folder is lost with the computer. Every backup is "
            "sealed; only this register's keys and two recovery sheets open it."
        )
        super().__init__(_("Where do backups lie?"), told, _("Save the places"), name="places", parent=parent)
        self._own = own
        self.first = PlaceLine(_("First place"), _("empty is the register's own folder"), outlet, name="placeFirst")
        self.second = PlaceLine(_("Second place"), _("empty is none"), outlet, name="placeSecond")
        texts = ["" if place == own else str(place) for place in places]
        for line, text in zip((self.first, self.second), (*texts, "", ""), strict=False):
            line.line.setText(text)
            self.body.addWidget(line)
        self.first.line.setFocus()

    def places(self) -> tuple[Path, ...]:
        """What is written; without a word the register's own folder."""
        first, second = self.first.path() or self._own, self.second.path()
        return (first,) if second is None or second == first else (first, second)
