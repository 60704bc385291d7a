"""Utskrivet: which letters have left about the recipient: what, version, language, by whom and when."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from caseworker.domain.ids import PersonId
from caseworker.errors import CaseworkerError
from caseworker.messages import describe
from caseworker.services import letter_log
from caseworker.services.letter_log import PrintedLetter
from ui.desk import Desk
from ui.language import _, clock_text, day_text, ngettext
from ui.models.lazy_rows import LazyRowsModel
from ui.tasks import Runner
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.fields import Message, Tone
from ui.widgets.rows import Cell, Column, RowList
from ui.widgets.text import Label


class PrintLogDialog(QDialog):
    """The newest first. Esc closes."""

    def __init__(self, desk: Desk, runner: Runner, person: str, parent: QWidget) -> None:
        """Read what has left about ``person``."""
        super().__init__(parent)
        self.setObjectName("printLog")
        self.setWindowTitle(_("Printed letters"))
        self.setAccessibleName(_("Printed letters"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self.count = Message("printLogCount")
        self.model = LazyRowsModel(self._spoken, self)
        columns = (Column(self._what, share=1.6, minimum=220), Column(self._when, share=1.0, minimum=170, folds=True))
        self.rows = RowList(_("Printed letters"), name="printLogRows", columns=columns, height=56)
        self.rows.setModel(self.model)
        self.leave = Button(_("Close"), name="printLogClose", keycap="Esc")
        self.leave.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(_("Printed letters"), "h2"))
        column.addWidget(self.count)
        column.addWidget(self.rows, 1)
        column.addLayout(foot)
        self.resize(theme().px(620), theme().px(460))
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)
        read = partial(letter_log.list_printed, desk.register, person=PersonId(person), by=desk.user)
        runner.run("letters.log", read, self._show, self._fail)

    def _show(self, rows: Sequence[PrintedLetter]) -> None:
        self.model.show_list(rows)
        told = ngettext("{n} letter has left.", "{n} letters have left.", len(rows)).format(n=len(rows))
        self.count.say(told if rows else _("No letter has been printed or saved."), Tone.HINT)

    def _fail(self, fault: Exception) -> None:
        if isinstance(fault, CaseworkerError):
            self.count.say(describe(fault, _).text, Tone.ERROR)

    def _what(self, row: PrintedLetter) -> Cell:
        told = []
        if row.language:
            told = [self._desk.words.language(row.language), _("version {n}").format(n=row.version)]
        if row.pages:
            told.append(ngettext("{n} page", "{n} pages", row.pages).format(n=row.pages))
        if row.came_out is not None:
            told.append(_("stopped: {out} of {pages} pages came out").format(out=row.came_out, pages=row.pages))
        title = row.title or _("A letter whose details are erased or sealed")
        stopped = row.came_out is not None
        return Cell(
            top=title, bottom=" · ".join(told), icon="circle-alert" if stopped else "mail",
            icon_color="danger" if stopped else "ink2",
        )  # fmt: skip

    def _when(self, row: PrintedLetter) -> Cell:
        at = self._desk.local(row.at)
        how = _("Printed") if row.how == "printed" else _("Saved as PDF")
        return Cell(top=f"{day_text(at.date())} {clock_text(at)}", bottom=f"{how} · {row.by}")

    def _spoken(self, row: PrintedLetter) -> str:
        what, when = self._what(row), self._when(row)
        return ", ".join(part for part in (what.top, what.bottom, when.top, when.bottom) if part)
