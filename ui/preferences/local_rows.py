"""The municipality's own rows over a list of the program's, for an administrator: what differs, and a new row."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.domain.changes import Changes
from ui.desk import Desk
from ui.shell.page import Shell
from ui.widgets.button import Button
from ui.widgets.text import Label, SectionHeading

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class LocalWords:
    """What such a part says: its heading and what stands beside it, its button, and what it says of no rows."""

    heading: str
    over: str
    change: str
    nothing: str


class LocalRows(QWidget, Generic[Row]):
    """The rows as the reading brings them, one line each, and a button that asks for a new one."""

    def __init__(self, shell: Shell, desk: Desk, said: LocalWords, *, name: str) -> None:
        """Reads at once. ``name`` begins the object names of the part, its rows and its button."""
        super().__init__()
        self.setObjectName(f"{name}Part")
        self.desk = desk
        self._shell, self._name, self._nothing = shell, name, said.nothing
        self.button = Button(said.change, name=f"{name}Change", icon="list-todo")
        self.button.clicked.connect(self._ask)
        self._rows = Label("", "body", "ink2", wrap=True, name=f"{name}Rows")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(SectionHeading(said.heading, said.over))
        column.addWidget(self._rows)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self._read()

    @abstractmethod
    def reading(self) -> Callable[[], Sequence[Row]]:
        """Return the job that reads the rows. It holds no widget: it runs and ends beside the window's thread."""

    @abstractmethod
    def told(self, row: Row) -> Sequence[str]:
        """Return what a line tells of ``row``, part by part; empty parts are left out."""

    @abstractmethod
    def asked(self) -> Callable[[], Changes] | None:
        """Ask for a new row; return the job that keeps it, None if nothing is to be kept."""

    def _read(self) -> None:
        self._shell.runner.run(f"{self._name}.read", self.reading(), self._show, self._shell.show_error)

    def _show(self, rows: Sequence[Row]) -> None:
        lines = [" · ".join(part for part in self.told(row) if part) for row in rows]
        self._rows.setText("\n".join(lines) or self._nothing)

    def _ask(self) -> None:
        job = self.asked()
        if job is not None:
            self._shell.runner.run(f"{self._name}.change", job, self._changed, self._shell.show_error)

    def _changed(self, changes: Changes) -> None:
        self._shell.show_saved(self.desk.local(changes.saved))
        self.desk.words.read_catalogue()
        self._read()
