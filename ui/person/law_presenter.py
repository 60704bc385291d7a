"""Between the overview and the law: the journey as it stands today, and rights and duties on the chosen day.

Everything is read in the background; an answer about another person or an older day is dropped.
"""

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from caseworker.domain.ids import PersonId
from caseworker.domain.journey import Journey
from caseworker.domain.lawsheet import LawSheet
from caseworker.domain.rows import PersonFile
from caseworker.errors import Refused
from caseworker.services import agenda, calculations, journey, law
from caseworker.services.agenda import PersonAgenda
from caseworker.services.letters import PageImage
from ui.desk import Desk
from ui.language import _
from ui.printing import PrintJob
from ui.tasks import Runner

PRINT_DOTS = 300


@dataclass(frozen=True, slots=True)
class Overlook:
    """What the overview shows: the journey and the agenda as they stand today, what the law says on the chosen day."""

    journey: Journey
    agenda: PersonAgenda
    sheet: LawSheet


class LawPresenter(QObject):
    """``read(overlook)`` after ``look``, ``answered(sheet)`` after ``ask``, ``printed()`` when a paper is sent."""

    read = Signal(object)
    answered = Signal(object)
    printed = Signal()
    not_printed = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QObject | None = None) -> None:
        """Start without a person."""
        super().__init__(parent)
        self._desk, self._runner = desk, runner
        self._person = PersonId("")
        self.day = date.min

    def look(self, file: PersonFile) -> None:
        """Read what is shown of this file; the chosen day stays while it is the same person's."""
        if file.id != self._person:
            self._person, self.day = PersonId(file.id), self._desk.today()
        self._runner.cancel("person.law")
        job = partial(_overlook, self._desk, self._person, self.day)
        self._runner.run("person.journey", job, self._read, self._failed)

    def ask(self, day: date) -> None:
        """Ask what the law says on another day."""
        self.day = day
        self._runner.run("person.law", partial(_sheet, self._desk, self._person, day), self._answered, self._failed)

    def print_calculation(self, code: str, day: date, job: PrintJob) -> None:
        """Print the calculation of a right or a duty; it is logged before it leaves."""
        desk, person = self._desk, self._person

        def make() -> tuple[PageImage, ...]:
            return calculations.print_calculation(
                desk.register, person=person, day=day, code=code, dots_per_inch=PRINT_DOTS, by=desk.user
            )

        self._runner.run("person.calculation", make, partial(self._send, job), self.not_printed.emit)

    def _read(self, found: Overlook) -> None:
        if found.journey.person != self._person:
            return
        self.read.emit(found)
        if found.sheet.day != self.day:  # the day was moved while the file was read
            self.ask(self.day)

    def _answered(self, sheet: LawSheet) -> None:
        if (sheet.person, sheet.day) == (self._person, self.day):
            self.answered.emit(sheet)

    def _send(self, job: PrintJob, pages: tuple[PageImage, ...]) -> None:
        try:
            job.send(pages)
        except Exception as fault:  # a printer may fail in any way; it is told where it was asked
            self.not_printed.emit(fault)
        else:
            self.printed.emit()

    def _failed(self, fault: Exception) -> None:
        """That the file is beyond reach or gone is told where the file is read."""
        if not (isinstance(fault, Refused) and fault.code in ("person.unknown", "access.out_of_reach")):
            self.failed.emit(fault)


def _overlook(desk: Desk, person: PersonId, day: date) -> Overlook:
    found = journey.read_journey(desk.register, person=person, day=desk.today(), by=desk.user, words=_)
    own = agenda.read_agenda(desk.register, person=person, by=desk.user)
    return Overlook(found, own, _sheet(desk, person, day))


def _sheet(desk: Desk, person: PersonId, day: date) -> LawSheet:
    return law.read_law(desk.register, person=person, day=day, by=desk.user, words=_)
