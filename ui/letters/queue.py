"""The queue of letters to many: one after another to a printer, a folder or one file, until all are out or it stops.

Knows nothing of widgets. What came out and what did not is exact: a letter of which only some pages came out is logged
as stopped and waits, whole, with those that were not reached.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol

import shiboken6
from PySide6.QtCore import QObject, Signal

from caseworker.domain.letter_merge import MergeChoice, Merged, MergeDone, MergeRow
from caseworker.errors import CaseworkerError, EnvironmentFault
from caseworker.services import letter_batch, letter_log, letters
from caseworker.services.letters import ComposedLetter, Layout
from ui.desk import Desk
from ui.outlet import save_file
from ui.printing import PrintJob
from ui.tasks import Runner

DOTS_PER_INCH = 300
Told = Callable[[int], bool]  # how many pages of the letter are out; False stops


class Way(Protocol):
    """Where letters go. ``how`` is what the log says of them, ``name`` a printer, a folder or a file."""

    how: str
    name: str

    def put(self, desk: Desk, merged: Merged, letter: ComposedLetter, told: Told) -> int:
        """Let a letter out and return how many of its pages came out. Raises ``CaseworkerError``."""
        ...

    def end(self) -> None:
        """Nothing more comes. Raises ``CaseworkerError``."""
        ...


class ToPrinter:
    """Page by page at the printer's own resolution; a letter is a document of its own, under the program's name."""

    how = "printed"

    def __init__(self, job: PrintJob) -> None:
        """Print on what the user chose."""
        self._job, self.name = job, job.name

    def put(self, desk: Desk, merged: Merged, letter: ComposedLetter, told: Told) -> int:
        """See ``Way``."""
        self._job.begin()
        out = 0
        while out < letter.pages:
            page = letters.letter_page(
                desk.register, letter=letter, page=out, dots_per_inch=DOTS_PER_INCH, by=desk.user
            )
            self._job.put(page)
            out += 1
            if not told(out):
                break
        self._job.finish()
        return out

    def end(self) -> None:
        """See ``Way``."""


class ToFolder:
    """Each letter is a file of its own. The names hold the sheet, a number of the cover list and a language."""

    how = "saved"

    def __init__(self, folder: Path, sheet: str) -> None:
        """Save in a folder the user chose."""
        self._folder, self._sheet, self.name = folder, sheet, folder.name

    def put(self, desk: Desk, merged: Merged, letter: ComposedLetter, told: Told) -> int:
        """See ``Way``."""
        save_file(self._folder / f"{self._sheet}-{merged.number:04}-{merged.row.language}.pdf", letter.pdf)
        told(letter.pages)
        return letter.pages

    def end(self) -> None:
        """See ``Way``."""


class ToOneFile:
    """All letters in one file, written when the last is made."""

    how = "saved"

    def __init__(self, path: Path) -> None:
        """Save as a file the user chose."""
        self._path, self.name = path, path.name
        self._whole = letter_batch.OnePdf()
        self._any = False

    def put(self, desk: Desk, merged: Merged, letter: ComposedLetter, told: Told) -> int:
        """See ``Way``."""
        self._whole.add(letter)
        self._any = True
        told(letter.pages)
        return letter.pages

    def end(self) -> None:
        """See ``Way``."""
        if self._any:
            save_file(self._path, self._whole.finish())


@dataclass(frozen=True, slots=True)
class Step:
    """How far a queue has come: whose letter it is now, its number of ``all``, and the pages that are out."""

    row: MergeRow
    number: int
    all: int
    pages: int


@dataclass(frozen=True, slots=True)
class Ended:
    """A queue has ended: what became of everybody and who waits, over all goes, and the fault that ended it.

    ``torn``: the letter of which only some pages came out, how many and of how many.
    """

    done: MergeDone
    fault: CaseworkerError | None = None
    torn: tuple[MergeRow, int, int] | None = None


class LetterQueue(QObject):
    """``moved(Step)`` as a letter goes out, ``settled(Merged)`` after it, ``ended(Ended)`` or ``failed(error)``."""

    moved = Signal(object)
    settled = Signal(object)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, sheet: str, layout: Layout, parent: QObject | None = None) -> None:
        """Letters of one sheet; nobody waits yet."""
        super().__init__(parent)
        self._desk, self._runner, self.sheet, self._layout = desk, runner, sheet, layout
        self._stop = threading.Event()
        self._how, self.running = "printed", False
        self.waiting: tuple[MergeRow, ...] = ()
        self.merged: tuple[Merged, ...] = ()

    @property
    def done(self) -> MergeDone:
        """What has become of everybody until now, over all goes."""
        return MergeDone(self.sheet, self._how, self.merged, self.waiting)

    def start(self, rows: Sequence[MergeRow], way: Way) -> None:
        """Let the letters out in this order."""
        self._stop, self.running, self._how = threading.Event(), True, way.how
        self.waiting = tuple(rows)
        self._going = _Going(self, way, self._stop, self.waiting)
        work = partial(self._work, way, self._going)
        self._runner.run("letters.queue", work, self._ended_well, self._ended_badly, stop=self._stop)

    def stop(self) -> None:
        """End after the page, or after the file, that is going out now."""
        self._stop.set()

    def cover_list(self, choice: MergeChoice) -> bytes:
        """Return the cover list of everything until now. In a worker thread."""
        return letter_batch.cover_list(self._desk.register, done=self.done, choice=choice, by=self._desk.user)

    # In a worker thread
    def _work(self, way: Way, one: "_Going") -> None:
        desk = self._desk
        try:
            letter_batch.run_merge(
                desk.register, rows=one.rows, sheet=self.sheet, how=way.how, take=one.take, layout=self._layout,
                by=desk.user,
            )  # fmt: skip
        finally:
            try:
                way.end()
            except CaseworkerError:
                one.settled.clear()  # the one file they were to stand in is not there
                raise

    def log_torn(self, row: MergeRow, came_out: int) -> None:
        """Log that a letter did not come out whole. In a worker thread."""
        desk = self._desk
        letter_log.note_stopped(desk.register, person=row.person, sheet=self.sheet, came_out=came_out, by=desk.user)

    def let_out(self, way: Way, merged: Merged, letter: ComposedLetter, told: Told) -> int:
        """Let a letter out. In a worker thread."""
        return way.put(self._desk, merged, letter, told)

    def tell(self, signal: Callable[[object], None], what: object) -> None:
        """Tell the window, while it is there. In a worker thread."""
        self._runner.post(partial(self._emit, signal, what))

    # Back in the window
    def _emit(self, signal: Callable[[object], None], what: object) -> None:
        if shiboken6.isValid(self):
            signal(what)

    def _ended_well(self, _nothing: None) -> None:
        self._settle(None)

    def _ended_badly(self, fault: Exception) -> None:
        self._settle(fault)

    def _settle(self, fault: Exception | None) -> None:
        """Tell what came out, also when something nobody foresaw ended it: what waits is everybody else."""
        going, self.running = self._going, False
        self.merged += tuple(going.settled)
        settled = {one.row.person for one in going.settled}
        self.waiting = tuple(row for row in going.rows if row.person not in settled)
        told = going.fault or (fault if isinstance(fault, CaseworkerError) else None)
        self.ended.emit(Ended(self.done, told, going.torn))
        if fault is not None and not isinstance(fault, CaseworkerError):
            self.failed.emit(fault)


class _Going:
    """One go through the queue, in a worker thread: takes each letter as it is logged."""

    def __init__(self, queue: LetterQueue, way: Way, stop: threading.Event, rows: tuple[MergeRow, ...]) -> None:
        self._queue, self._way, self._stop, self.rows = queue, way, stop, rows
        self._before = len(queue.merged)
        self._all = self._before + len(rows)
        self._pages = sum(one.pages for one in queue.merged)
        self.settled: list[Merged] = []
        self.fault: CaseworkerError | None = None
        self.torn: tuple[MergeRow, int, int] | None = None

    def take(self, one: Merged, letter: ComposedLetter | None) -> bool:
        """See ``letter_batch.Take``."""
        one = replace(one, number=self._before + len(self.settled) + 1)
        if letter is None:
            self._settle(one)
        elif self.fault is None:  # else it was logged together with one that did not get out, and waits with it
            self._let_out(one, letter)
        return self.fault is None and not self._stop.is_set()

    def _let_out(self, one: Merged, letter: ComposedLetter) -> None:
        out = 0

        def told(pages: int) -> bool:
            nonlocal out
            out = pages
            self._queue.tell(self._queue.moved.emit, Step(one.row, one.number, self._all, self._pages + pages))
            return not self._stop.is_set()

        told(0)
        try:
            out = self._queue.let_out(self._way, one, letter, told)
        except EnvironmentFault as fault:
            self.fault = fault
            out = min(out, letter.pages - 1)  # the page that was going out cannot be trusted
        self._pages += out
        if out == letter.pages:
            self._settle(one)
        elif self._way.how == "printed":
            self.torn = (one.row, out, letter.pages)
            self._queue.log_torn(one.row, out)

    def _settle(self, one: Merged) -> None:
        self.settled.append(one)
        self._queue.tell(self._queue.settled.emit, one)
