"""Reading a list in, between the page and the services: open, try, read, take back. Knows nothing of widgets.

A list and what was found in it are held here, in memory, until the page is left or another list is chosen.
"""

import threading
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from caseworker.services import importing
from caseworker.services.importing import ImportReport, OpenedList, Trial, Undone
from ui.desk import Desk
from ui.tasks import Runner

SAME, OTHER = "same", "other"


class ImportPresenter(QObject):
    """``opened(OpenedList)``, ``tried(Trial)``, ``was_read(ImportReport)``, ``was_undone(Undone)``, ``listed(rows)``.

    ``fault_book(bytes)``; ``began(what)`` when something long begins (``open``, ``try``, ``read``, ``undo``),
    ``came(done, of)`` while it goes on, ``failed(error)``. ``decided()`` when a doubt was settled.
    """

    opened = Signal(object)
    tried = Signal(object)
    was_read = Signal(object)
    was_undone = Signal(object)
    listed = Signal(object)
    began = Signal(str)
    came = Signal(int, int)
    failed = Signal(object)
    decided = Signal()
    fault_book = Signal(object)

    def __init__(
        self, desk: Desk, runner: Runner, back_up: Callable[[], object], parent: QObject | None = None
    ) -> None:
        """``back_up`` makes a backup before anything is read in; when it fails, nothing is."""
        super().__init__(parent)
        self._desk, self._runner, self._back_up = desk, runner, back_up
        self._stop = threading.Event()
        self._workbook: Path | None = None
        self.list: OpenedList | None = None
        self.trial: Trial | None = None
        self.decisions: dict[int, str] = {}

    def ask(self) -> None:
        """Ask for the imports of this register."""
        desk = self._desk
        if desk.may("people.import_undo"):
            read = partial(importing.list_batches, desk.register, by=desk.user)
            self._runner.run("import.batches", read, self.listed.emit, self.failed.emit)

    def open(self, workbook: Path, sheet: str = "") -> None:
        """Read a list; it is tried as soon as it is read."""
        desk = self._desk
        self.forget()
        self._workbook = workbook
        self._begin("open")
        read = partial(importing.open_list, desk.register, workbook=workbook, sheet=sheet, by=desk.user)
        self._runner.run("import.work", read, self._opened, self.failed.emit)

    def choose_sheet(self, sheet: str) -> None:
        """Read another sheet of the same workbook."""
        if self._workbook is not None and self.list is not None and sheet != self.list.sheet:
            self.open(self._workbook, sheet)

    def choose_column(self, place: int, field: str) -> None:
        """Say what a column holds, and try again."""
        desk, opened = self._desk, self.list
        if opened is None:
            return
        fields: Mapping[int, str] = {place: field}
        choose = partial(importing.choose_columns, desk.register, opened=opened, fields=fields, by=desk.user)
        self._runner.run("import.work", choose, self._opened, self.failed.emit)

    def decide(self, row: int, decision: str) -> None:
        """Settle a doubt: ``same`` or ``other``; the same answer again takes it back."""
        if self.decisions.get(row) == decision:
            del self.decisions[row]
        else:
            self.decisions[row] = decision
        self.decided.emit()

    def decision(self, doubt: importing.Doubt) -> str:
        """Return what was decided of a doubt, "" when nobody has."""
        return self.decisions.get(doubt.row, "")

    def read_in(self) -> None:
        """Make a backup and read in what is clear and what was decided."""
        desk, trial = self._desk, self.trial
        if trial is None:
            return
        told = self._begin("read")
        decisions = dict(self.decisions)

        def work() -> ImportReport:
            self._back_up()
            return importing.read_list(desk.register, trial=trial, decisions=decisions, told=told, by=desk.user)

        self._runner.run("import.work", work, self._read, self._not_read)

    def undo(self, batch: str) -> None:
        """Take a batch back."""
        desk = self._desk
        told = self._begin("undo")
        work = partial(importing.undo_batch, desk.register, batch=batch, told=told, by=desk.user)
        self._runner.run("import.work", work, self._undone, self._not_read)

    def faults(self, words: Callable[[importing.BadRow], str]) -> None:
        """Make the workbook of faulty rows; ``saved`` is asked for by the page once it is there."""
        desk, trial = self._desk, self.trial
        if trial is not None:
            make = partial(importing.save_faults, desk.register, trial=trial, words=words, by=desk.user)
            self._runner.run("import.faults", make, self.fault_book.emit, self.failed.emit)

    def stop(self) -> None:
        """Let what is going on end after the rows it is at."""
        self._stop.set()

    def forget(self) -> None:
        """Let go of the list and of what was decided about it."""
        self.list = self.trial = None
        self.decisions.clear()

    @property
    def clear(self) -> int:
        """How many new people would be read in now."""
        trial = self.trial
        if trial is None:
            return 0
        others = sum(self.decisions.get(doubt.row) == OTHER for doubt in trial.doubts)
        return len(trial.new) + others

    @property
    def updates(self) -> int:
        """How many people who are there would get what they lack."""
        trial = self.trial
        doubts = trial.doubts if trial is not None else ()
        return sum(bool(one.adds) and (one.settled or self.decisions.get(one.row) == SAME) for one in doubts)

    @property
    def undecided(self) -> int:
        """How many doubts nobody has settled."""
        doubts = self.trial.doubts if self.trial is not None else ()
        return sum(not doubt.settled and doubt.row not in self.decisions for doubt in doubts)

    def _begin(self, what: str) -> importing.Told:
        """Say that something long begins; return what is asked while it goes on."""
        stop = self._stop = threading.Event()
        self.began.emit(what)

        def told(done: int, of: int) -> bool:
            self._runner.post(partial(self.came.emit, done, of))
            return not stop.is_set()

        return told

    def _opened(self, opened: OpenedList) -> None:
        desk = self._desk
        self.list = opened
        self.opened.emit(opened)
        told = self._begin("try")
        work = partial(importing.try_list, desk.register, opened=opened, told=told, by=desk.user)
        self._runner.run("import.work", work, self._tried, self.failed.emit)

    def _tried(self, trial: Trial) -> None:
        self.trial = trial
        rows = {doubt.row for doubt in trial.doubts}
        self.decisions = {row: decided for row, decided in self.decisions.items() if row in rows}
        self.tried.emit(trial)

    def _read(self, report: ImportReport) -> None:
        self.was_read.emit(report)
        self.ask()

    def _undone(self, undone: Undone) -> None:
        self.was_undone.emit(undone)
        self.ask()

    def _not_read(self, fault: Exception) -> None:
        self.failed.emit(fault)
        self.ask()  # what was done before it stopped is a batch that says so
