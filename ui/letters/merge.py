"""Letters to many: whom to choose, whom the choice takes and in which language, and where the letters go."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from caseworker.domain.letter_merge import Basis, MergeChoice, MergeRow
from caseworker.errors import CaseworkerError
from caseworker.messages import describe
from caseworker.services import letter_batch
from caseworker.services.letters import Layout, SheetRow
from ui.desk import Desk
from ui.language import _, ngettext
from ui.letters.queue import LetterQueue, ToFolder, ToOneFile, ToPrinter, Way
from ui.letters.queue_dialog import QueueDialog
from ui.models.lazy_rows import LazyRowsModel
from ui.outlet import Outlet
from ui.tasks import Runner
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.columns import Across
from ui.widgets.field import Field, LineEdit
from ui.widgets.fields import Choice, Message, Tone
from ui.widgets.flow import FlowLayout
from ui.widgets.rows import Cell, Column, RowList
from ui.widgets.text import Label
from ui.widgets.tick import Tick

LOOK_AFTER_MS = 250


class MergeDialog(QDialog):
    """The choice above, the people it takes below, and three ways out."""

    def __init__(
        self, desk: Desk, runner: Runner, outlet: Outlet, sheet: SheetRow, layout: Layout, parent: QWidget, *,
        printing: bool = True,
    ) -> None:  # fmt: skip
        """``sheet`` is the one that is chosen on the page; ``printing`` as the computer's policy allows."""
        super().__init__(parent)
        self.setObjectName("letterMerge")
        self.setWindowTitle(_("Letters to many"))
        self.setAccessibleName(_("Letters to many"))
        self._desk, self._runner, self._outlet = desk, runner, outlet
        self._sheet, self._layout = sheet, layout
        self.taken: tuple[MergeRow, ...] = ()
        rows = [("", _("Every legal status")), *((row.code, row.sv) for row in desk.words.status_rows)]
        self.status = Choice(rows, editable=False)
        self.place = LineEdit(placeholder=_("Town, or the beginning of a postcode"), limit=60)
        self.days = LineEdit(placeholder=_("For example 60"), limit=4)
        self.days.setValidator(QIntValidator(0, 9999, self))
        self.meeting = Tick(_("Only those with a booked meeting"), name="mergeMeeting")
        self.count = Message("mergeCount")
        self.model = LazyRowsModel(self._spoken, self)
        columns = (Column(_who, share=1.2, minimum=150), Column(self._language, share=1.6, minimum=200, folds=True))
        self.rows = RowList(_("Who gets a letter"), name="mergeRows", columns=columns, height=52)
        self.rows.setModel(self.model)
        self.print = Button(_("Print"), "primary", name="mergePrint", keys="Ctrl+P", icon="printer")
        self.folder = Button(_("Save one PDF each"), name="mergeFolder", icon="file-down")
        self.one = Button(_("Save as one PDF"), name="mergeOne", icon="file-down")
        self.cancel = Button(_("Cancel"), name="mergeCancel", keycap="Esc")
        self._printing = printing
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(LOOK_AFTER_MS)
        self._clock.timeout.connect(self.look)
        self._lay_out()
        self._connect()
        self.resize(theme().px(680), theme().px(620))
        self._show(())
        self.look()

    @property
    def choice(self) -> MergeChoice:
        """Whom the fields ask for."""
        status, days = self.status.code(), self.days.text().strip()
        return MergeChoice(
            statuses=(status,) if status else (),
            place=self.place.text().strip(),
            expires_within=int(days) if days else None,
            meeting=self.meeting.isChecked(),
        )

    def look(self) -> None:
        """Find out whom the choice takes."""
        self._clock.stop()
        desk = self._desk
        plan = partial(letter_batch.plan_merge, desk.register, choice=self.choice, sheet=self._sheet.id, by=desk.user)
        self._runner.run("letters.merge", plan, self._show, self._fail)

    def _show(self, rows: Sequence[MergeRow]) -> None:
        self.taken = tuple(rows)
        self.model.show_list(self.taken)
        many, apart = len(self.taken), sum(row.protected for row in self.taken)
        told = ngettext("{n} person.", "{n} people.", many).format(n=many)
        if apart:
            told += " " + ngettext(
                "{n} is protected and gets no letter here.", "{n} are protected and get no letter here.", apart
            ).format(n=apart)
        self.count.say(told, Tone.HINT)
        for button in (self.print, self.folder, self.one):
            button.setEnabled(many > apart)
        self.print.setEnabled(many > apart and self._printing)

    def _fail(self, fault: Exception) -> None:
        if isinstance(fault, CaseworkerError):
            self.count.say(describe(fault, _).text, Tone.ERROR)

    # The ways out
    def _to_printer(self) -> None:
        try:
            job = self._outlet.choose_printer(self)
        except CaseworkerError as fault:
            self._fail(fault)
            return
        if job is not None:
            self._begin(ToPrinter(job))

    def _to_folder(self) -> None:
        folder = self._outlet.choose_folder(self, _("Folder for the letters"))
        if folder is not None:
            self._begin(ToFolder(folder, self._sheet.id))

    def _to_one(self) -> None:
        suggested = f"{self._sheet.id}-{self._desk.today().isoformat()}.pdf"
        path = self._outlet.choose_file(self, _("Save the letters"), suggested)
        if path is not None:
            self._begin(ToOneFile(path))

    def _begin(self, way: Way) -> None:
        queue = LetterQueue(self._desk, self._runner, self._sheet.id, self._layout, self)
        parent = self.parentWidget()
        dialog = QueueDialog(
            queue, self.choice, self._sheet.title, self._desk.words, self._outlet, self._runner, parent or self
        )
        queue.setParent(dialog)
        dialog.finished.connect(dialog.deleteLater)
        self.accept()
        dialog.open()
        dialog.start(self.taken, way)

    # How it looks
    def _language(self, row: MergeRow) -> Cell:
        if row.protected:
            return Cell(top=_("No letter"), bottom=_("Protected: write it from the file."), icon="shield")
        words = self._desk.words
        language = words.language(row.language)
        why = ""
        if row.basis is Basis.NOT_WHOLE:
            why = _("Reads {language}: the sheet is not whole in it").format(language=words.language(row.reads))
        elif row.basis is Basis.NOT_KNOWN:
            why = _("What is read is not recorded")
        if not row.housed:
            why = " · ".join(part for part in (why, _("no address: hand it over")) if part)
        return Cell(top=language[:1].upper() + language[1:], bottom=why)

    def _spoken(self, row: MergeRow) -> str:
        who, what = _who(row), self._language(row)
        return ", ".join(part for part in (who.top, who.bottom, what.top, what.bottom) if part)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(_("Letters to many"), "h2"))
        told = _("{sheet}. Each gets it in what she reads; else in Swedish and English. Every letter is logged.")
        column.addWidget(Label(told.format(sheet=self._sheet.title), "body", wrap=True, name="mergeSheet"))
        column.addWidget(
            Across(
                Field(_("Legal status"), self.status, name="mergeStatus"),
                Field(_("Town or postcode"), self.place, name="mergePlace"),
                Field(_("Permit ends within (days)"), self.days, name="mergeDays"),
            )
        )
        column.addWidget(self.meeting)
        column.addWidget(self.count)
        column.addWidget(self.rows, 1)
        buttons = FlowLayout()
        for button in (self.print, self.folder, self.one, self.cancel):
            buttons.addWidget(button)
        foot = QHBoxLayout()
        foot.addLayout(buttons)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.status.currentIndexChanged.connect(lambda _row: self._clock.start())
        for line in (self.place, self.days):
            line.textChanged.connect(lambda _text: self._clock.start())
        self.meeting.toggled.connect(lambda _on: self._clock.start())
        self.print.clicked.connect(self._to_printer)
        self.folder.clicked.connect(self._to_folder)
        self.one.clicked.connect(self._to_one)
        self.cancel.clicked.connect(self.reject)


def _who(row: MergeRow) -> Cell:
    return Cell(top=row.case_number if row.protected else row.name, bottom="" if row.protected else row.case_number)
