"""The page Läs in från Excel: choose a list, see what its columns hold, see what would happen, read it in.

Nothing is saved until the last step, and the whole import can be taken back afterwards.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caseworker.domain.changes import Changes
from caseworker.domain.imports import UNDONE_WITHIN, Batch
from caseworker.errors import CaseworkerError
from caseworker.services.importing import BadRow, Doubt, ImportReport, Trial, Undone
from ui.desk import Desk
from ui.importing.presenter import OTHER, SAME, ImportPresenter
from ui.importing.side import ImportSide
from ui.importing.trail import Trail
from ui.importing.trial_part import TrialPart
from ui.importing.wording import people_text, read_texts, rows_text, undone_texts, why_text
from ui.language import _, clock_text, day_text
from ui.outlet import Outlet, SystemOutlet, save_file
from ui.shell.page import Command, PageWidget, Shell
from ui.widgets.button import Button
from ui.widgets.chip import KeyHint
from ui.widgets.columns import Scroll, SideColumn
from ui.widgets.question import Question
from ui.widgets.states import EmptyState, ErrorCard, LoadingLines
from ui.widgets.text import Icon, Label
from ui.wording import code_of, sentence_of

_START, _WORK, _TRIAL, _DONE, _FAULT = range(5)
_STEPS = {_START: 0, _WORK: 1, _TRIAL: 2, _DONE: 4, _FAULT: 0}


class ImportPage(PageWidget):
    """Läs in från Excel. 1 and 0 settle a doubt, G reads in, E saves the faults, U takes an import back."""

    def __init__(self, shell: Shell, desk: Desk, back_up: Callable[[], object], outlet: Outlet | None = None) -> None:
        """``back_up`` makes the copy before an import; ``outlet`` is where lists come from and faults go to."""
        super().__init__(_("Read in from Excel"), name="importPage")
        self._shell, self._desk, self._outlet = shell, desk, outlet or SystemOutlet()
        self.presenter = ImportPresenter(desk, shell.runner, back_up, self)
        self._doing = ""
        steps = (_("File"), _("Columns"), _("Trial run"), _("Read in"))
        self.trail = Trail(_("Reading a list in"), steps)
        self.file = Label("", "strong", name="importFile")
        self.facts = Label("", "body", "ink2", wrap=True, name="importFacts")
        self.choose = Button(_("Choose a list"), "primary", name="importChoose", keys="Ctrl+O", icon="folder-open")
        self.again = Button(_("Choose another list"), name="importAgain", icon="folder-open")
        self.waiting = LoadingLines(name="importWaiting")
        self.stop = Button(_("Stop"), name="importStop", keycap="Esc", icon="x")
        self.trial = TrialPart(desk.words, self._column_title, self.presenter.decision)
        self.columns, self.piles = self.trial.columns, self.trial.piles
        self.read, self.save = self.trial.read, self.trial.save
        self.done = EmptyState("", "", icon="circle-check")
        self.fault = ErrorCard(name="importFault")
        self.side = ImportSide(desk.local, desk.register.clock)
        self._lay_out()
        self._connect()
        self._show(_START)

    def key_hints(self) -> Sequence[KeyHint]:
        """Keys of the state the page is in."""
        if self.stack.currentIndex() != _TRIAL:
            return (KeyHint("Ctrl O", _("choose a list")), KeyHint("U", _("take an import back")))
        return (
            KeyHint("↑ ↓", _("move")),
            KeyHint("Enter", _("open file")),
            KeyHint("1", _("same")),
            KeyHint("0", _("another")),
            KeyHint("G", _("read in")),
            KeyHint("E", _("save the faults")),
            KeyHint("U", _("take an import back")),
            KeyHint("Esc", _("let go, nothing is saved")),
        )

    def commands(self) -> Sequence[Command]:
        """What can be asked for here."""
        same = _("Settle the doubt: the same person")
        other = _("Settle the doubt: another person")
        return (
            Command("import_choose", _("Choose a list"), self._choose, "", "folder-open", "Ctrl+O", False),
            Command("import_same", same, lambda: self._decide(SAME), icon="check", keys="1"),
            Command("import_other", other, lambda: self._decide(OTHER), icon="user-plus", keys="0"),
            Command("import_read", _("Read in what is clear"), self._read, icon="user-plus", keys="G"),
            Command("import_faults", _("Save the faults as Excel"), self._ask_faults, icon="file-down", keys="E"),
            Command("import_undo", _("Take the import back"), self.side.ask_undo, icon="undo-2", keys="U"),
            Command("import_leave", _("Let go of the list"), self._let_go, icon="x", keys="Esc"),
        )

    def activate(self, subject: object | None = None) -> None:
        """Ask for earlier imports; a list that was being tried is still there."""
        self.presenter.ask()
        self._focus()

    # What the user asks for
    def _choose(self) -> None:
        path = self._outlet.choose_list(self, _("Choose a list of people"))
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> None:
        """Read and try a list."""
        self.file.setText(path.name)
        self.presenter.open(path)

    def _decide(self, decision: str) -> None:
        doubt = self.piles.doubts.current_row()
        if self.stack.currentIndex() == _TRIAL and isinstance(doubt, Doubt) and not doubt.settled:
            self.presenter.decide(doubt.row, decision)
            self.piles.next_doubt()

    def _read(self) -> None:
        if self.stack.currentIndex() == _TRIAL and self.read.isEnabled():
            self.presenter.read_in()

    def _ask_faults(self) -> None:
        trial = self.presenter.trial
        if trial is not None and trial.bad and self.stack.currentIndex() in (_TRIAL, _DONE):
            self.presenter.faults(why_text)

    def _let_go(self) -> None:
        if self.stack.currentIndex() == _WORK:
            self.presenter.stop()
        elif self.stack.currentIndex() != _START:
            self.presenter.forget()
            self._show(_START)

    def _ask_undo(self, batch: Batch) -> None:
        told = _(
            "{people} are taken away, and what others got from the list is put back. Files somebody has worked with "
            "since are kept and named. The log keeps that the import was made."
        )
        title = _("Take {file} back?").format(file=batch.file)
        dialog = Question(
            title, told.format(people=people_text(batch.made)), _("Take back"), name="undoImport", parent=self
        )
        accepted = dialog.exec() == Question.DialogCode.Accepted
        dialog.deleteLater()
        if accepted:
            self.presenter.undo(batch.id)

    # Answers
    def _began(self, what: str) -> None:
        self._doing = what
        words = {
            "open": _("Reading the list"),
            "try": _("Trying every row; nothing is saved"),
            "read": _("Reading in; a copy is made first"),
            "undo": _("Taking the import back"),
        }[what]
        self.stop.setVisible(what != "open")
        self.waiting.start(words)
        self._show(_WORK)

    def _came(self, done: int, of: int) -> None:
        if of and self.stack.currentIndex() == _WORK:
            self.waiting.bar.setRange(0, of)
            self.waiting.advance(done)

    def _tried(self, trial: Trial) -> None:
        opened = trial.opened
        self.file.setText(opened.file)
        told = [_("Tried at {time}. Nothing is saved yet.").format(time=clock_text(self._desk.local(trial.at)))]
        if opened.earlier:
            day = day_text(self._desk.local(opened.earlier[0].began).date())
            told.insert(0, _("This very file was read in on {day}.").format(day=day))
        sheet = [_("sheet {name}").format(name=opened.sheet)] if opened.sheet else []
        self.facts.setText(" ".join((", ".join((*sheet, rows_text(opened.count))) + ".", *told)))
        self.piles.show_trial(trial)
        self._show(_TRIAL)
        self._count()

    def _count(self) -> None:
        """Say what would be read in as things are decided now."""
        until = self._desk.local(self._desk.register.clock() + UNDONE_WITHIN).date()
        self.side.show_heads(self.presenter.trial, self.trial.show_counts(self.presenter, until))

    def _was_read(self, report: ImportReport) -> None:
        title, text = read_texts(report)
        self.done.set_texts(title, text)
        self._show(_DONE)
        self._tell(report.created)
        self._shell.notice(title)

    def _was_undone(self, undone: Undone) -> None:
        self.presenter.forget()
        self.done.set_texts(*undone_texts(undone))
        self._show(_DONE)
        self._tell(())

    def _tell(self, people: Sequence[str]) -> None:
        """Let lists elsewhere follow, and say that it is saved."""
        saved = self._desk.register.clock()
        self._shell.changes.changed.emit(Changes(saved=saved, people=frozenset(people) or frozenset({""})))
        self._shell.show_saved(self._desk.local(saved))

    def _failed(self, fault: Exception) -> None:
        code = code_of(fault)
        told = sentence_of(fault)
        if self.presenter.trial is not None and code in ("import.stopped", "import.two_columns"):
            self._show(_TRIAL)
            self._shell.notice(told.happened)
            return
        self.fault.show_fault(told.happened, told.safe, told.do, code)
        self._show(_FAULT)

    def _fault_book(self, content: bytes) -> None:
        path = self._outlet.choose_file(self, _("Save the faults as Excel"), _("faults.xlsx"))
        if path is None:
            return
        try:
            save_file(path, content)
        except CaseworkerError as fault:
            self._shell.show_error(fault)
        else:
            self._shell.notice(_("Saved as {file}").format(file=path.name))

    # Inside
    def _column_title(self, bad: BadRow) -> str:
        opened = self.presenter.list
        columns = opened.columns if opened is not None else ()
        return next((column.title for column in columns if column.place == bad.place), bad.column)

    def _show(self, state: int) -> None:
        if state != _WORK:
            self.waiting.stop()
        self.stack.setCurrentIndex(state)
        self.trail.show_step(_STEPS[state])
        trial = state == _TRIAL
        self.file.setVisible(state not in (_START, _DONE))
        self.facts.setVisible(trial)
        self.file_icon.setVisible(self.file.isVisibleTo(self))
        self.again.setVisible(state in (_TRIAL, _DONE, _FAULT))
        if not trial:
            self.side.show_heads(None, None)
        self._shell.refresh_hints()
        self._focus()

    def _focus(self) -> None:
        state = self.stack.currentIndex()
        if not self.isVisible():
            return
        if state == _START:
            self.choose.setFocus(Qt.FocusReason.OtherFocusReason)
        elif state == _TRIAL:
            self.piles.focus_first()
        elif state == _WORK:
            self.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.began.connect(self._began)
        presenter.came.connect(self._came)
        presenter.opened.connect(self.columns.show_list)
        presenter.tried.connect(self._tried)
        presenter.decided.connect(self._count)
        presenter.was_read.connect(self._was_read)
        presenter.was_undone.connect(self._was_undone)
        presenter.listed.connect(self.side.show_batches)
        presenter.fault_book.connect(self._fault_book)
        presenter.failed.connect(self._failed)
        self.choose.clicked.connect(self._choose)
        self.again.clicked.connect(self._choose)
        self.stop.clicked.connect(presenter.stop)
        self.read.clicked.connect(self._read)
        self.save.clicked.connect(self._ask_faults)
        self.columns.chosen.connect(presenter.choose_column)
        self.columns.sheet_chosen.connect(presenter.choose_sheet)
        self.piles.decided.connect(self._decide)
        self.piles.doubts.opened.connect(lambda doubt: self._shell.go("person", doubt.person.id))
        self.side.undo_asked.connect(self._ask_undo)

    def _lay_out(self) -> None:
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Label(_("Read in from Excel"), "h1"))
        head.addStretch(1)
        head.addWidget(self.again)
        column.addLayout(head)
        column.addWidget(self.trail)
        named = QHBoxLayout()
        named.setSpacing(8)
        self.file_icon = Icon("table", 16, "ink2")
        named.addWidget(self.file_icon)
        named.addWidget(self.file)
        named.addWidget(self.facts, 1)
        column.addLayout(named)
        told = _(
            "An Excel workbook (.xlsx) or a text table (.csv) with a row of Swedish headers, such as Namn, Född and "
            "Personnummer. You see what would happen before anything is saved."
        )
        start = EmptyState(_("Choose a list of people"), told, icon="table", tone="ink2", button=self.choose)
        self.stack = QStackedWidget()
        for state in (_top(start), _working(self.waiting, self.stop), self.trial, _top(self.done), _top(self.fault)):
            self.stack.addWidget(state)
        column.addWidget(self.stack, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(SideColumn(work, Scroll(self.side, name="importSideScroll"), width=280, drawer=False))


def _working(waiting: LoadingLines, stop: Button) -> QWidget:
    """Put what is said while the page works over the way to stop it."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 12, 0, 0)
    column.setSpacing(12)
    column.addWidget(waiting)
    column.addWidget(stop, 0, Qt.AlignmentFlag.AlignLeft)
    column.addStretch(1)
    return page


def _top(widget: QWidget) -> QWidget:
    """Put a widget at the top of the page, with air above."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 16, 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    return page
