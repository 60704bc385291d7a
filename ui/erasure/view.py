"""The page Gallring: what the law bids today, of whom and why; then a list, a second person, thirty days, and out.

Not a place: it opens from the palette and from Safety. Looking changes nothing.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from caseworker.domain.changes import Changes
from caseworker.domain.erasure import Board, EnteredFacts, Outcome, Provider
from caseworker.errors import CaseworkerError
from caseworker.services.erasure import ErasureDone, ErasureListRow, ErasurePlan, PlannedFile
from ui.desk import Desk
from ui.erasure.facts import FactsDialog
from ui.erasure.presenter import ErasurePresenter
from ui.erasure.side import Lists
from ui.erasure.wording import file_columns, file_spoken, name_of, outcome_text, reasons, size_text
from ui.language import _, day_text, ngettext
from ui.models.lazy_rows import LazyRowsModel
from ui.outlet import Outlet, SystemOutlet, save_file
from ui.shell.page import Command, PageWidget, Shell
from ui.widgets.button import Button
from ui.widgets.chip import KeyHint
from ui.widgets.choice import Segment
from ui.widgets.columns import Across, Scroll, SideColumn
from ui.widgets.fields import Field
from ui.widgets.irreversible import Irreversible
from ui.widgets.rows import RowList
from ui.widgets.text import Hairline, Label

SIDE_WIDTH = 380


class ErasurePage(PageWidget):
    """Gallring. Enter opens the file, U enters what is not known, X leaves a file out or takes it in again."""

    def __init__(self, shell: Shell, desk: Desk, outlet: Outlet | None = None) -> None:
        """``outlet`` is where the protocol goes: the system's dialog unless told otherwise."""
        super().__init__(_("Erasure"), name="erasurePage")
        self._shell, self._desk, self._outlet = shell, desk, outlet or SystemOutlet()
        self.presenter = ErasurePresenter(desk, shell.runner, self)
        self._plan: ErasurePlan | None = None
        self._left_out: set[str] = set()
        self.count = Label("", "body", "ink2", name="erasureCount")
        boards = ((Board.SOCIAL, _("Social board")), (Board.OTHER, _("Another")), (Board.UNKNOWN, _("Not known")))
        keepers = (
            (Provider.MUNICIPAL, _("Municipality")),
            (Provider.PRIVATE, _("Private provider")),
            (Provider.UNKNOWN, _("Not known")),
        )
        self.board = Segment(boards, _("Board of the register"), name="erasureBoard")
        self.provider = Segment(keepers, _("Who keeps the files"), name="erasureProvider")
        self.shown = Segment((("erase", _("To erase")), ("keep", _("Kept"))), _("Show"), name="erasureShown")
        self.shown.choose("erase")
        self.files = RowList(_("Files"), name="erasureFiles", columns=file_columns(), height=56)
        self._model = LazyRowsModel(self._spoken, self)
        self.files.setModel(self._model)
        self.why = Label("", "small", "ink2", wrap=True, name="erasureWhy")
        self.log = Label("", "small", "ink2", wrap=True, name="erasureLog")
        self.nothing = Label("", "body", "ink2", wrap=True, name="erasureNothing")
        self.unknown = Button(_("Enter what is not known"), name="erasureFacts", keycap="U", icon="pencil")
        self.propose = Button(
            _("Propose the files"), "primary", name="erasurePropose", keys="Ctrl+Return", icon="list-todo"
        )
        self.lists = Lists(desk.local)
        self._lay_out()
        self._connect()

    def key_hints(self) -> Sequence[KeyHint]:
        """Keys of the page."""
        return (
            KeyHint("↑ ↓", _("move")),
            KeyHint("Enter", _("open file")),
            KeyHint("U", _("enter what is not known")),
            KeyHint("X", _("leave out")),
            KeyHint("Ctrl ↵", _("propose")),
            KeyHint("Alt ←", _("back")),
        )

    def commands(self) -> Sequence[Command]:
        """What can be asked for here."""
        lists = self.lists
        return (
            Command("erasure_facts", _("Enter what is not known"), self._ask_facts, icon="pencil", keys="U"),
            Command("erasure_leave_out", _("Leave the file out of the list"), self.leave_out, icon="minus", keys="X"),
            Command("erasure_propose", _("Propose the files"), self._propose, "", "list-todo", "Ctrl+Return", False),
            Command("erasure_approve", _("Approve the list"), lambda: lists.ask("approve"), icon="user-check"),
            Command("erasure_carry_out", _("Erase the list now"), lambda: lists.ask("carry_out"), icon="trash-2"),
            Command("erasure_protocol", _("Save the protocol"), lambda: lists.ask("protocol"), icon="file-down"),
        )

    def activate(self, subject: object | None = None) -> None:
        """Make the dry run again."""
        self.presenter.ask()
        self.files.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen_files(self) -> tuple[PlannedFile, ...]:
        """The files that would be proposed: all that are to be erased, but for those left out or on a list."""
        due = self._plan.with_outcome(Outcome.ERASE) if self._plan is not None else ()
        return tuple(file for file in due if not file.list_id and file.person not in self._left_out)

    @property
    def _log_rows(self) -> int:
        return self._plan.log.rows if self._plan is not None else 0

    def leave_out(self) -> None:
        """Leave the file under the cursor out of the next list, or take it in again."""
        file = self.files.current_row()
        if isinstance(file, PlannedFile) and file.decision.outcome is Outcome.ERASE:
            self._left_out ^= {file.person}
            self._show_files()

    def _spoken(self, file: PlannedFile) -> str:
        said = file_spoken(file)
        return _("{file}, left out").format(file=said) if file.person in self._left_out else said

    # Asking
    def _ask_facts(self) -> None:
        file = self.files.current_row()
        if isinstance(file, PlannedFile):
            self.presenter.read_facts(file.person)

    def _show_facts(self, person: str, facts: EnteredFacts) -> None:
        plan = self._plan
        number = next((one.case_number for one in plan.files if one.person == person), "") if plan is not None else ""
        dialog = FactsDialog(number, facts, self)
        if dialog.exec() == FactsDialog.DialogCode.Accepted:
            self.presenter.say_facts(person, dialog.facts())
        dialog.deleteLater()

    def _propose(self) -> None:
        files, log = self.chosen_files(), self._log_rows > 0
        if files or log:
            self._left_out.clear()
            self.presenter.propose(files, log=log)

    def _asked(self, what: str, row: ErasureListRow) -> None:
        if what == "protocol":
            self.presenter.ask_protocol(row.id)
        elif what == "withdraw":
            self.presenter.withdraw(row.id)
        elif what == "approve" and self._sure(
            _("Erase {files}?").format(files=size_text(row.files, row.log_rows)),
            _(
                "They leave lists and searches and lie in quarantine for 30 days; until then each can be taken back. "
                "After that they are erased, and copies made before may hold them for up to a year. {one} proposed, "
                "you approve."
            ).format(one=row.proposed_by),
            _("Approve"),
            row,
        ):
            self.presenter.approve(row.id)
        elif what == "carry_out" and self._sure(
            _("Erase {files} now?").format(files=size_text(row.files, row.log_rows)),
            _("Everything about them goes from the register. It cannot be taken back. The protocol stays."),
            _("Erase"),
            row,
        ):
            self.presenter.carry_out(row.id)

    def _sure(self, title: str, text: str, action: str, row: ErasureListRow) -> bool:
        dialog = Irreversible(title, text, action, confirm=str(row.files or row.log_rows), parent=self)
        answer = dialog.exec()
        dialog.deleteLater()
        return answer == Irreversible.DialogCode.Accepted

    # Answers
    def _show_plan(self, plan: ErasurePlan) -> None:
        self._plan = plan
        self.board.choose(plan.office.board)
        self.provider.choose(plan.office.provider)
        due = len(plan.with_outcome(Outcome.ERASE))
        told = ngettext("{due} of {n} file is to be erased", "{due} of {n} files are to be erased", len(plan.files))
        self.count.setText(told.format(due=due, n=len(plan.files)))
        self._show_files()

    def _show_files(self) -> None:
        plan = self._plan
        if plan is None:
            return
        place = self.files.currentIndex().row()
        erase = self.shown.code() == "erase"
        files = [file for file in plan.files if (file.decision.outcome is Outcome.ERASE) == erase]
        self._model.show_list(files)
        self.files.setVisible(bool(files))
        self.nothing.setVisible(not files)
        self.nothing.setText(
            _("No file is to be erased today. Under Kept you see why each one is kept.")
            if erase
            else _("No file is kept.")
        )
        if files:
            self.files.setCurrentIndex(self._model.index(min(max(place, 0), len(files) - 1), 0))
        self._show_why(self.files.current_row() if files else None)
        chosen = len(self.chosen_files())
        log = self._log_rows
        self.propose.setEnabled(bool(chosen or log))
        words = ngettext("Propose {n} file", "Propose {n} files", chosen).format(n=chosen)
        self.propose.set_text(_("Propose the log") if log and not chosen else words)
        told = _("{n} log rows from before {day} say what is no longer kept. It goes with the list; the rows stay.")
        self.log.setText(told.format(n=log, day=day_text(plan.log.before)))
        self.log.setVisible(log > 0)

    def _show_why(self, file: PlannedFile | None) -> None:
        self.unknown.setEnabled(file is not None)
        self.why.setVisible(file is not None)
        if file is not None:
            told = [f"{name_of(file)}: {outcome_text(file)}.", f"{'; '.join(reasons(file))}."]
            left = [_("Left out of the list.")] if file.person in self._left_out else []
            self.why.setText(" ".join([*told, *left]))

    def _show_protocol(self, pdf: bytes) -> None:
        suggested = f"gallringsprotokoll-{self._desk.today().isoformat()}.pdf"
        path = self._outlet.choose_file(self, _("Save the protocol"), suggested)
        if path is None:
            return
        try:
            save_file(path, pdf)
        except CaseworkerError as fault:
            self._shell.show_error(fault)
        else:
            self._shell.notice(_("Saved as {file}").format(file=path.name))

    def _written(self, changes: Changes) -> None:
        self._shell.show_saved(self._desk.local(changes.saved))
        self._shell.changes.changed.emit(changes)

    def _done(self, done: ErasureDone) -> None:
        told = _("{files} erased. Save the protocol.").format(files=size_text(done.erased, done.log_rows))
        self._shell.notice(told)

    def _office(self, _code: str) -> None:
        self.presenter.say_office(Board(self.board.code()), Provider(self.provider.code()))

    def _connect(self) -> None:
        presenter, lists = self.presenter, self.lists
        presenter.planned.connect(self._show_plan)
        presenter.listed.connect(lists.show_lists)
        presenter.opened.connect(lists.show_files)
        presenter.facts.connect(self._show_facts)
        presenter.written.connect(self._written)
        presenter.done.connect(self._done)
        presenter.protocol.connect(self._show_protocol)
        presenter.failed.connect(self._shell.show_error)
        lists.chosen.connect(lambda row: presenter.open_list(row.id))
        lists.asked.connect(self._asked)
        lists.restore_asked.connect(lambda file: presenter.restore(file.person))
        self.board.chosen.connect(self._office)
        self.provider.chosen.connect(self._office)
        self.shown.chosen.connect(lambda _code: self._show_files())
        self.files.current_changed.connect(self._show_why)
        self.files.opened.connect(lambda file: self._shell.go("person", file.person))
        self.unknown.clicked.connect(self._ask_facts)
        self.propose.clicked.connect(self._propose)

    def _lay_out(self) -> None:
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Label(_("Erasure"), "h1"))
        head.addWidget(self.count)
        head.addStretch(1)
        column.addLayout(head)
        told = _("A dry run of what the law says today. Looking changes nothing.")
        column.addWidget(Label(told, "body", "ink2", wrap=True))
        office = Across(
            Field(_("Board of the register"), self.board, name="erasureBoardField"),
            Field(_("Who keeps the files"), self.provider, name="erasureProviderField"),
        )
        # without a list below them the choices would take its room
        office.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column.addWidget(office)
        column.addWidget(Hairline())
        column.addWidget(self.shown)
        column.addWidget(self.nothing)
        column.addWidget(self.files, 1)
        column.addWidget(self.why)
        column.addWidget(self.log)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.propose)
        buttons.addWidget(self.unknown)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(0)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        # the second person's work is half of what the page is for: its side is never a drawer
        side = Scroll(self.lists, name="erasureSideScroll")
        outer.addWidget(SideColumn(work, side, width=SIDE_WIDTH, drawer=False))
