"""The queue as a window: whose letter it is now, how many pages are out, and exactly what came out and what did not."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from caseworker.domain.letter_merge import MergeChoice, Merged, MergeRow
from caseworker.errors import CaseworkerError
from caseworker.messages import UNKNOWN, describe
from ui.language import _, ngettext
from ui.letters.queue import Ended, LetterQueue, Step, ToOneFile, ToPrinter, Way
from ui.models.lazy_rows import LazyRowsModel
from ui.outlet import Outlet, save_file
from ui.tasks import Runner
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.fields import Message, Tone, announce
from ui.widgets.flow import FlowLayout
from ui.widgets.rows import Cell, Column, RowList
from ui.widgets.text import Label
from ui.words import Words, shown_name


class QueueDialog(QDialog):
    """Esc stops after the page that is going out; when nothing goes on it closes."""

    def __init__(
        self,
        queue: LetterQueue,
        choice: MergeChoice,
        title: str,
        words: Words,
        outlet: Outlet,
        runner: Runner,
        parent: QWidget,
    ) -> None:
        """``title`` is the sheet's; ``choice`` is told on the cover list."""
        super().__init__(parent)
        self.setObjectName("letterQueue")
        self.setWindowTitle(_("Print queue"))
        self.setAccessibleName(_("Print queue"))
        self.queue, self._choice, self._sheet = queue, choice, title
        self._words, self._outlet, self._runner = words, outlet, runner
        self._way: Way | None = None
        self._lines: list[Merged | MergeRow] = []
        self.heading = Label("", "h2", wrap=True, name="queueHeading")
        self.now = Label("", "body", wrap=True, name="queueNow")
        self.pages = Label("", "small", "ink2", wrap=True, name="queuePages")
        self.bar = QProgressBar()
        self.bar.setObjectName("queueBar")
        self.bar.setAccessibleName(_("Print queue"))
        self.bar.setTextVisible(False)
        self.message = Message("queueMessage")
        self.model = LazyRowsModel(self._spoken, self)
        columns = (Column(self._who, share=1.2, minimum=150), Column(self._what, share=1.6, minimum=200, folds=True))
        self.rows = RowList(_("What came out and what did not"), name="queueRows", columns=columns, height=52)
        self.rows.setModel(self.model)
        self.stop = Button(_("Stop after this page"), name="queueStop", keycap="Esc", icon="x")
        self.rest = Button("", "primary", name="queueRest", icon="printer")
        self.cover = Button(_("Save the cover list"), name="queueCover", icon="file-down")
        self.leave = Button(_("Close"), name="queueClose", keycap="Esc")
        self._lay_out()
        self._connect()
        self.resize(theme().px(640), theme().px(560))

    def start(self, rows: tuple[MergeRow, ...], way: Way) -> None:
        """Let the letters out."""
        self._way = way
        printing = way.how == "printed"
        self.heading.setText(_("Printing letters") if printing else _("Saving letters"))
        self.stop.set_text(_("Stop after this page") if printing else _("Stop after this letter"))
        self.bar.setRange(0, len(self.queue.merged) + len(rows))
        self.bar.setValue(len(self.queue.merged))
        self.message.say("")
        self._dress(running=True)
        self.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self.queue.start(rows, way)

    def reject(self) -> None:
        """Esc: stop first, close when nothing goes on."""
        if self.queue.running:
            self._stop()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window cannot go while letters come out of it."""
        if self.queue.running:
            event.ignore()
            self._stop()
        else:
            super().closeEvent(event)

    # What the queue tells
    def _moved(self, step: Step) -> None:
        told = _("Now: {sheet} · {language}, to {name}, no. {number} of {all}").format(
            sheet=self._sheet,
            language=self._words.language(step.row.language),
            name=_name(step.row),
            number=step.number,
            all=step.all,
        )
        self.now.setText(told)
        self._tell_pages(step.pages)
        self.bar.setValue(step.number - 1)

    def _settled(self, one: Merged) -> None:
        self._lines.append(one)
        self.model.show_list(self._lines)
        self.bar.setValue(one.number)
        self.rows.scrollToBottom()

    def _ended(self, ended: Ended) -> None:
        self._lines = [*self.queue.merged, *self.queue.waiting]
        self.model.show_list(self._lines)
        self.now.setText("")
        self.heading.setText(_("Stopped") if self.queue.waiting else _("Done"))
        told, tone = self._outcome(ended)
        self.message.say(told, tone)
        announce(self.message, told)
        self._tell_pages(self.queue.done.pages + (ended.torn[1] if ended.torn else 0))
        self._dress(running=False)

    def _failed(self, fault: Exception) -> None:
        told = describe(fault, _).text if isinstance(fault, CaseworkerError) else _(UNKNOWN)
        self.message.say(told, Tone.ERROR)
        self._dress(running=False)

    def _outcome(self, ended: Ended) -> tuple[str, Tone]:
        done, waiting = self.queue.done, len(self.queue.waiting)
        parts = [self._done_words(done.letters)]
        if (left_out := len(done.merged) - done.letters) > 0:
            parts.append(
                ngettext("{n} person got no letter: the list says why.", "{n} people got no letter: the list says why.",
                         left_out).format(n=left_out)
            )  # fmt: skip
        if ended.torn is not None:
            row, out, pages = ended.torn
            torn = _("Of the letter to {name}, {out} of {pages} pages came out: it waits, whole.")
            parts.append(torn.format(name=_name(row), out=out, pages=pages))
        if ended.fault is not None:
            parts.append(describe(ended.fault, _).text)
        if waiting:
            parts.append(
                ngettext("{n} letter waits in the queue.", "{n} letters wait in the queue.", waiting).format(n=waiting)
            )
        tone = Tone.ERROR if ended.fault is not None else Tone.WARN if waiting else Tone.OK
        return " ".join(parts), tone

    def _done_words(self, letters: int) -> str:
        if self._way is not None and self._way.how == "printed":
            told = ngettext("{n} letter was printed.", "{n} letters were printed.", letters)
        else:
            told = ngettext("{n} letter was saved.", "{n} letters were saved.", letters)
        return told.format(n=letters)

    # What the user does
    def _stop(self) -> None:
        self.stop.set_busy(_("Stopping"))
        self.queue.stop()

    def _go_on(self) -> None:
        """Let out what waits: the user chooses a printer again, for the first may be gone."""
        way = self._way
        if way is not None and way.how == "printed":
            try:
                job = self._outlet.choose_printer(self)
            except CaseworkerError as fault:
                self._failed(fault)
                return
            way = None if job is None else ToPrinter(job)
        elif isinstance(way, ToOneFile):  # the first file is whole as it is
            path = self._outlet.choose_file(self, _("Save the letters"), f"{self.queue.sheet}-2.pdf")
            way = None if path is None else ToOneFile(path)
        if way is not None:
            self.start(self.queue.waiting, way)

    def _save_cover(self) -> None:
        path = self._outlet.choose_file(self, _("Save the cover list"), "foljelista.pdf")
        if path is None:
            return
        made = partial(self.queue.cover_list, self._choice)

        def save() -> None:
            save_file(path, made())

        saved = _("The cover list is saved as {file}. It stays in the office.").format(file=path.name)
        self._runner.run("letters.cover", save, lambda _done: self.message.say(saved, Tone.OK), self._failed)

    # How it looks
    def _tell_pages(self, pages: int) -> None:
        way = self._way
        if way is None:
            return
        if way.how == "printed":
            told = ngettext(
                "{n} page printed. Fetch it at {printer}.", "{n} pages printed. Fetch them at {printer}.", pages
            )
        else:
            told = ngettext("{n} page saved in {printer}.", "{n} pages saved in {printer}.", pages)
        self.pages.setText(told.format(n=pages, printer=way.name))

    def _who(self, line: Merged | MergeRow) -> Cell:
        row = line.row if isinstance(line, Merged) else line
        return Cell(top=_name(row), bottom=row.case_number)

    def _what(self, line: Merged | MergeRow) -> Cell:
        if isinstance(line, MergeRow):
            return Cell(chip=_("Waits"), tone="warn", chip_icon="hourglass")
        if line.left_out:
            return Cell(top=_("No letter"), bottom=line.left_out, icon="circle-alert", icon_color="danger")
        pages = ngettext("{n} page", "{n} pages", line.pages).format(n=line.pages)
        language = self._words.language(line.row.language)
        return Cell(top=language[:1].upper() + language[1:], bottom=pages, icon="circle-check", icon_color="ok")

    def _spoken(self, line: Merged | MergeRow) -> str:
        who, what = self._who(line), self._what(line)
        return ", ".join(part for part in (who.top, who.bottom, what.top, what.bottom, what.chip) if part)

    def _dress(self, *, running: bool) -> None:
        waiting = len(self.queue.waiting)
        self.stop.set_busy(None)
        self.stop.setVisible(running)
        self.bar.setVisible(running)
        self.now.setVisible(running)
        self.leave.setVisible(not running)
        self.cover.setVisible(not running and bool(self.queue.merged))
        self.rest.setVisible(not running and waiting > 0)
        self.rest.set_text(
            ngettext("Let out the {n} that waits", "Let out the {n} that wait", waiting).format(n=waiting)
        )
        if not running:
            (self.rest if waiting else self.leave).setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        for part in (self.heading, self.now, self.bar, self.pages, self.message):
            column.addWidget(part)
        column.addWidget(self.rows, 1)
        buttons = FlowLayout()
        for button in (self.stop, self.rest, self.cover, self.leave):
            buttons.addWidget(button)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.stop.clicked.connect(self._stop)
        self.rest.clicked.connect(self._go_on)
        self.cover.clicked.connect(self._save_cover)
        self.leave.clicked.connect(self.reject)
        queue = self.queue
        queue.moved.connect(self._moved)
        queue.settled.connect(self._settled)
        queue.ended.connect(self._ended)
        queue.failed.connect(self._failed)


def _name(row: MergeRow) -> str:
    return shown_name(row.name, row.case_number, None) if not row.protected else row.case_number
