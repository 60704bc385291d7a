"""The lists at the side: where each stands, whose files are on the chosen one, and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from caseworker.services.erasure import ErasureListRow, PlannedFile
from ui.erasure.wording import Local, files_text, list_columns, list_spoken, name_of, reasons, who_text
from ui.language import _
from ui.models.lazy_rows import LazyRowsModel
from ui.widgets.button import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.rows import Cell, Column, RowList
from ui.widgets.text import Hairline, Label, Pane, SectionHeading

MOST_LISTS, MOST_FILES = 5, 6


class Lists(Pane):
    """``chosen(row)`` when another list is looked at; ``asked(what, row)`` for approve, withdraw, carry_out, protocol.

    ``restore_asked(file)`` for one file of a running list.
    """

    chosen = Signal(object)
    asked = Signal(str, object)
    restore_asked = Signal(object)

    def __init__(self, local: Local) -> None:
        """``local`` turns an instant into Swedish time."""
        super().__init__("canvas")
        self.rows = RowList(_("Lists"), name="erasureLists", columns=list_columns(local), height=52)
        self._lists = LazyRowsModel(list_spoken(local), self)
        self.rows.setModel(self._lists)
        self.none = Label(_("No list yet. Choose files and propose them."), "body", "ink2", wrap=True)
        self.who = Label("", "body", "ink2", wrap=True, name="erasureWho")
        self.off = Label("", "small", "ink2", wrap=True, name="erasureOff")
        name = Column(lambda file: Cell(name_of(file), "; ".join(reasons(file)), weight=600), minimum=200)
        self.files = RowList(_("Files on the list"), name="erasureListed", columns=(name,), height=52)
        self._files = LazyRowsModel(lambda file: f"{name_of(file)}, {file.case_number}", self)
        self.files.setModel(self._files)
        self.buttons = {
            "approve": Button(_("Approve"), "primary", name="erasureApprove", icon="user-check"),
            "carry_out": Button(_("Erase now"), "primary", name="erasureCarryOut", icon="trash-2"),
            "protocol": Button(_("Save the protocol"), name="erasureProtocol", icon="file-down"),
            "restore": Button(_("Take the file back"), name="erasureRestore", icon="undo-2"),
            "withdraw": Button(_("Withdraw the list"), name="erasureWithdraw"),
        }
        self._lay_out()
        self.rows.current_changed.connect(self._choose)
        self.files.current_changed.connect(lambda _file: self._offer())
        for what, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, what=what: self.ask(what))
        self._choose(None)

    @property
    def row(self) -> ErasureListRow | None:
        """The list looked at."""
        row: ErasureListRow | None = self.rows.current_row()
        return row

    def ask(self, what: str) -> None:
        """Ask for something that the chosen list allows now."""
        if not self.buttons[what].isVisible():
            return
        if what == "restore":
            self.restore_asked.emit(self.files.current_row())
        else:
            self.asked.emit(what, self.row)

    def show_lists(self, rows: Sequence[ErasureListRow]) -> None:
        """Show the lists; the newest is looked at first."""
        kept = self.row.id if self.row else ""
        self._lists.show_list(rows)
        self.rows.fit_rows(MOST_LISTS)
        self.rows.setMinimumHeight(self.rows.maximumHeight())
        self.rows.setVisible(bool(rows))
        self.none.setVisible(not rows)
        place = next((number for number, row in enumerate(rows) if row.id == kept), 0)
        self.rows.setCurrentIndex(self._lists.index(place, 0))
        self._choose(self.row)

    def show_files(self, files: Sequence[PlannedFile]) -> None:
        """Show the files of the chosen list."""
        self._files.show_list(files)
        self.files.fit_rows(MOST_FILES)
        self.files.setMinimumHeight(self.files.maximumHeight())
        self.files.setVisible(bool(files))
        self.files.choose_first()
        self._offer()

    def _choose(self, row: ErasureListRow | None) -> None:
        self.who.setVisible(row is not None)
        self.off.setVisible(row is not None and row.taken_off > 0)
        self.show_files(())
        if row is not None:
            self.who.setText(who_text(row))
            self.off.setText(_("{files} came off the list and are kept").format(files=files_text(row.taken_off)))
            self.chosen.emit(row)

    def _offer(self) -> None:
        row = self.row
        can = row.can if row is not None else frozenset()
        for what, button in self.buttons.items():
            button.setVisible(what in can)
        self.buttons["restore"].setVisible("withdraw" in can and self.files.current_row() is not None)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(12)
        column.addWidget(SectionHeading(_("Lists"), _("one proposes, another approves")))
        column.addWidget(Hairline(strong=True))
        for part in (self.none, self.rows, self.who, self.off, self.files):
            column.addWidget(part)
        flow = FlowLayout()
        for button in self.buttons.values():
            flow.addWidget(button)
        column.addLayout(flow)
        column.addStretch(1)
