"""Letters on their way out of Brev: each is logged, then printed whole or saved.

Knows nothing of widgets. Sheets are printed one after another, and a stop waits for the one that is on its way.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from caseworker.domain.ids import PersonId
from caseworker.errors import EnvironmentFault
from caseworker.services import letters
from caseworker.services.letters import PageImage
from ui.desk import Desk
from ui.letters.orders import Issued, Preview, Progress
from ui.outlet import save_file
from ui.printing import PrintJob
from ui.tasks import Runner

DOTS_PER_INCH = 300


class LetterIssuer(QObject):
    """``issuing(how)``, ``progress(Progress)`` of each sheet that is printed, ``issued(Issued)``, ``failed(error)``.

    What failed after some sheets tells those with ``issued`` first.
    """

    issuing = Signal(str)
    progress = Signal(object)
    issued = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QObject) -> None:
        """Nothing is on its way."""
        super().__init__(parent)
        self._desk, self._runner, self._stop = desk, runner, False

    def print(self, preview: Preview, job: PrintJob) -> None:
        """Log and print the chosen letters, one after another."""
        self._stop = False
        self.issuing.emit("printed")
        chosen = preview.order.chosen
        self._print_next(job, preview, Issued(preview.order, "printed", 0, of=len(chosen), printer=job.name))

    def stop(self) -> None:
        """Print no more sheets than the one that is printed now."""
        self._stop = True

    def save(self, preview: Preview, path: Path) -> None:
        """Log and save the letter that is shown."""
        self.issuing.emit("saved")
        save = partial(self._saved, preview, path)
        self._runner.run("letters.issue", save, self.issued.emit, self.failed.emit)

    # In a worker thread
    def _printable(self, preview: Preview, sheet: str) -> tuple[PageImage, ...]:
        desk = self._desk
        letter = self._issued(preview, sheet, "printed")
        return letters.letter_pages(desk.register, letter=letter, dots_per_inch=DOTS_PER_INCH, by=desk.user)

    def _saved(self, preview: Preview, path: Path) -> Issued:
        order = preview.order
        letter = self._issued(preview, order.sheet, "saved")
        save_file(path, letter.pdf)
        return Issued(order, "saved", letter.pages, path, (order.sheet,))

    def _issued(self, preview: Preview, sheet: str, how: str) -> letters.ComposedLetter:
        desk, order = self._desk, preview.order
        return letters.issue_letter(
            desk.register,
            person=PersonId(order.person),
            sheet=sheet,
            language=order.language,
            how=how,
            layout=order.layout,
            to=order.to,
            despite=preview.despite,
            previewed=preview.looks[sheet].seen,
            by=desk.user,
        )

    # Back in the window
    def _print_next(self, job: PrintJob, preview: Preview, so_far: Issued) -> None:
        left = preview.order.chosen[len(so_far.sheets) :]
        if not left or (self._stop and so_far.sheets):
            self.issued.emit(so_far)
            return
        self.progress.emit(Progress(len(so_far.sheets) + 1, so_far.of, left[0]))
        printed, failed = partial(self._printed, job, preview, so_far, left[0]), partial(self._not_printed, so_far)
        self._runner.run("letters.issue", partial(self._printable, preview, left[0]), printed, failed)

    def _printed(self, job: PrintJob, preview: Preview, so_far: Issued, sheet: str, pages: Sequence[PageImage]) -> None:
        try:
            job.send(pages)
        except EnvironmentFault:
            # the log already says printed; the sentence of this fault tells so
            self._not_printed(so_far, EnvironmentFault("letter.print_failed"))
            return
        told = replace(so_far, pages=so_far.pages + len(pages), sheets=(*so_far.sheets, sheet))
        self._print_next(job, preview, told)

    def _not_printed(self, so_far: Issued, fault: Exception) -> None:
        if so_far.sheets:
            self.issued.emit(so_far)
        self.failed.emit(fault)
