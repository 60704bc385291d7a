"""The head of the office's letters and the way of mail to protected persons: kept by whoever decides for the office."""

from collections.abc import Callable
from dataclasses import fields

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from caseworker.domain.changes import Changes
from caseworker.services import letterhead
from caseworker.services.letterhead import OfficeLetterhead
from ui.desk import Desk
from ui.language import _
from ui.shell.page import Shell
from ui.widgets.button import Button
from ui.widgets.fields import Field, LineEdit
from ui.widgets.text import SectionHeading


class LetterheadPart(QWidget):
    """Six lines and one button."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        """Read at once."""
        super().__init__()
        self._shell, self._desk = shell, desk
        self.lines = {field.name: LineEdit(limit=160) for field in fields(OfficeLetterhead)}
        self.save = Button(_("Save the head of letters"), name="saveLetterhead")
        self.save.clicked.connect(self._save)
        told = (
            ("address", _("Address line"), ""),
            ("phone", _("Telephone to the office"), ""),
            ("hours", _("Opening hours"), ""),
            ("web", _("Web page"), ""),
            ("sender", _("Neutral sender"), _("for protected persons: a box, not the name of the unit")),
            ("forwarding", _("Forwarding address"), _("the Tax Agency's; commas between the lines")),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        for number, (name, words, note) in enumerate(told):
            place = (number // 2, number % 2, 1, 1) if number < 4 else (number - 2, 0, 1, 2)
            field = Field(words, self.lines[name], name=f"letterhead_{name}", note=note)
            grid.addWidget(field, *place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(SectionHeading(_("Head of letters"), _("for all letters from here")))
        column.addLayout(grid)
        column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self._run("letterhead.read", lambda: letterhead.read_letterhead(desk.register, by=desk.user), self._show)

    def head(self) -> OfficeLetterhead:
        """What stands in the fields."""
        return OfficeLetterhead(**{name: line.text() for name, line in self.lines.items()})

    def _show(self, head: OfficeLetterhead) -> None:
        for name, line in self.lines.items():
            line.setText(getattr(head, name))

    def _save(self) -> None:
        desk, head = self._desk, self.head()
        self.save.set_busy(_("Saving"))
        self._run(
            "letterhead.save",
            lambda: letterhead.save_letterhead(desk.register, head=head, by=desk.user),
            self._saved,
        )

    def _run(self, key: str, job: Callable[[], object], done: Callable[..., None]) -> None:
        self._shell.runner.run(key, job, done, self._failed)

    def _saved(self, changes: Changes) -> None:
        self.save.set_busy(None)
        self._shell.show_saved(self._desk.local(changes.saved))

    def _failed(self, error: Exception) -> None:
        self.save.set_busy(None)
        self._shell.show_error(error)
