"""Taking a list out of the register: columns, kind of file, purpose and folder; the passphrase is asked for again.

Used by every page that shows a list of people.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget

from caseworker.domain.handing_out import LONGEST_PURPOSE, SHORTEST_PURPOSE
from caseworker.domain.ids import PersonId
from caseworker.domain.listing import USUAL, FileKind, ListColumn
from ui.desk import Desk
from ui.language import _, ngettext
from ui.shell.page import Shell
from ui.widgets.choice import Segment
from ui.widgets.field import Field, LineEdit
from ui.widgets.question import Question
from ui.widgets.text import Label
from ui.widgets.tick import Tick


class ListDialog(Question):
    """What the list holds, what it is for and what it is written as."""

    def __init__(self, count: int | None, parent: QWidget | None) -> None:
        """``count`` is how many people it is about, None for everybody within reach."""
        whom = _("everybody you can list") if count is None else ngettext("{n} person", "{n} people", count)
        text = _(
            "The list is about {whom} and leaves the protection of the register. Protected people stand on it with "
            "their case number only. The log keeps who took it out and what for."
        ).format(whom=whom.format(n=count))
        super().__init__(_("Take out a list"), text, _("Choose a folder and write"), name="listDialog", parent=parent)
        self.ticks = {column: Tick(words, name=f"listColumn_{column}") for column, words in _column_words().items()}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        for place, (column, tick) in enumerate(self.ticks.items()):
            tick.setChecked(column in USUAL)
            tick.toggled.connect(lambda _on: self._look())
            grid.addWidget(tick, place // 2, place % 2)
        self.kind = Segment(
            ((FileKind.XLSX.value, "Excel"), (FileKind.CSV.value, "CSV"), (FileKind.JSON.value, "JSON")),
            _("Kind of file"),
            name="listKind",
        )
        self.kind.choose(FileKind.XLSX.value)
        self.purpose = LineEdit(placeholder=_("For example: calling to a meeting in January"), limit=LONGEST_PURPOSE)
        self.purpose.textChanged.connect(lambda _text: self._look())
        self.body.addWidget(Label(_("Columns"), "strong"))
        self.body.addLayout(grid)
        self.body.addWidget(Field(_("Kind of file"), self.kind, name="listKindField"))
        self.body.addWidget(Field(_("What the list is for"), self.purpose, name="listPurpose"))
        self.purpose.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look()

    @property
    def columns(self) -> tuple[ListColumn, ...]:
        """The ticked columns."""
        return tuple(column for column, tick in self.ticks.items() if tick.isChecked())

    def _look(self) -> None:
        self.go.setEnabled(bool(self.columns) and len(self.purpose.text().strip()) >= SHORTEST_PURPOSE)


def ask_for_list(shell: Shell, desk: Desk, people: Sequence[str] | None, parent: QWidget) -> None:
    """Ask what the list is to hold and where it goes, then write it; ``people`` None = everybody within reach."""
    from caseworker.services import lists

    dialog = ListDialog(None if people is None else len(people), parent)
    accepted = dialog.exec() == ListDialog.DialogCode.Accepted
    columns, kind, purpose = dialog.columns, FileKind(dialog.kind.code()), dialog.purpose.text()
    dialog.deleteLater()
    folder = QFileDialog.getExistingDirectory(parent, _("Folder for the list")) if accepted else ""
    if not folder:
        return
    chosen = None if people is None else [PersonId(one) for one in people]
    write = partial(
        lists.export_list, desk.register, columns=columns, kind=kind, purpose=purpose, folder=Path(folder),
        people=chosen, by=desk.user,
    )  # fmt: skip

    def written(done: lists.ListWritten) -> None:
        shell.show_saved(desk.local(done.changes.saved))
        told = ngettext("{n} person is on the list {name}.", "{n} people are on the list {name}.", done.people)
        shell.notice(told.format(n=done.people, name=done.path.name))

    shell.runner.run("people.listing", write, written, shell.show_error)


def _column_words() -> dict[ListColumn, str]:
    return {
        ListColumn.CASE: _("Case number"),
        ListColumn.NAME: _("Name"),
        ListColumn.ORIGINAL_NAME: _("Name in own script"),
        ListColumn.BORN: _("Birth date"),
        ListColumn.AGE: _("Age"),
        ListColumn.SEX: _("Sex"),
        ListColumn.NUMBER: _("Identity number in full"),
        ListColumn.STATUS: _("Legal status"),
        ListColumn.PERMIT_UNTIL: _("Permit until"),
        ListColumn.SETTLEMENT: _("Way of settlement"),
        ListColumn.PHONE: _("Telephone"),
        ListColumn.STREET: _("Street"),
        ListColumn.POSTCODE: _("Postcode"),
        ListColumn.CITY: _("City"),
        ListColumn.CASEWORKER: _("Caseworker"),
        ListColumn.UNIT: _("Unit"),
    }
