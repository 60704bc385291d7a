"""Personakt between the page and the services: one logged look, then one call per intention.

Every change comes back as ``Changes``; the page tells the window, and the file is read again. Touches no widget.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from caseworker.domain.changes import Changes
from caseworker.domain.conflict import Unchosen
from caseworker.domain.contact import ContactKind
from caseworker.domain.endings import EnteredEnding
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredAddress, EnteredStatus, Intake
from caseworker.domain.intervention import InterventionState
from caseworker.domain.rows import PersonFile
from caseworker.domain.status import PermitType
from caseworker.errors import CaseworkerError, Refused
from caseworker.services import cases, conflicts, interventions, people, status
from ui.days import read_full_day
from ui.desk import Desk
from ui.person.journal_presenter import JournalPresenter
from ui.person.law_presenter import LawPresenter
from ui.tasks import Runner
from ui.widgets.status_fields import StatusText
from ui.words import fault_words

SHOWN_MS = 5 * 60_000
UNCHOSEN = "unchosen"


@dataclass(frozen=True, slots=True)
class Written:
    """A change was committed: ``form`` names the form it came from, which may be emptied now."""

    form: str
    changes: Changes


class PersonPresenter(QObject):
    """``told(form, field, text)`` speaks beside a field; ``field`` "" means the form's own line."""

    shown = Signal(object)
    written = Signal(object)
    told = Signal(str, str, str)
    refused = Signal(str, object)
    failed = Signal(object)
    unread = Signal(object)
    revealed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QObject | None = None) -> None:
        """Start without a person."""
        super().__init__(parent)
        self._desk, self._runner = desk, runner
        self.person = PersonId("")
        self.file: PersonFile | None = None
        self.law = LawPresenter(desk, runner, self)
        self.law.failed.connect(self.failed)
        self.journal = JournalPresenter(desk, runner, self)
        self.journal.told.connect(self.told)
        self.journal.failed.connect(self.failed)
        self.journal.written.connect(lambda form, changes: self.written.emit(Written(form, changes)))
        self._cover = QTimer(self)
        self._cover.setSingleShot(True)
        self._cover.setInterval(SHOWN_MS)
        self._cover.timeout.connect(self.cover)

    # Looking
    def open(self, person: str) -> None:
        """Open a person's file; the look is logged before anything is shown."""
        if person != self.person:
            self.cover()
            self.file = None
            self.journal.aim(person)
        self.person = PersonId(person)
        self._read()

    def heard(self, changes: Changes) -> None:
        """Something was changed somewhere: read again when it was about this person."""
        if self.person and around(self.person, self.file) & changes.people:
            self._read()

    def reveal(self) -> None:
        """Show the numbers in full for five minutes; each is logged."""
        if self.file is None:
            return
        kinds = tuple(number.type for number in self.file.identifiers if number.ends is None)
        self._runner.run(
            "person.reveal", partial(_full_numbers, self._desk, self.person, kinds), self._uncovered, self.failed.emit
        )

    def cover(self) -> None:
        """Mask the numbers again."""
        self._cover.stop()
        self.revealed.emit({})

    # Writing
    def record_status(self, text: StatusText) -> None:
        """Record a legal status from a day on."""
        begins = self._day("status", "begins", text.begins, default=self._desk.today())
        until = self._day("status", "until", text.until)
        if not text.status:
            self.told.emit("status", "status", fault_words(Refused("field.not_chosen")))
        elif begins is not None and (until is not None or not text.until.strip()):
            permit = PermitType(text.permit or PermitType.NONE)
            entered = EnteredStatus(text.status, begins, text.ground, permit, until, classification=text.classification)
            self.write("status", partial(status.record_status, status=entered))

    def record_home(self, code: str, begins: str, *, asylum: bool) -> None:
        """Record the way of settlement, or the accommodation while seeking asylum, from a day on."""
        form = "accommodation" if asylum else "settlement"
        day = self._day(form, "begins", begins, default=self._desk.today())
        if not code:
            self.told.emit(form, "code", fault_words(Refused("field.not_chosen")))
        elif day is not None:
            record = status.record_accommodation if asylum else status.record_settlement
            self.write(form, partial(record, code=code, begins=day))

    def add_intervention(self, kind: str, actor: str, state: str, begins: str, ends: str) -> None:
        """Add an intervention to the case."""
        first = self._day("intervention", "begins", begins)
        last = self._day("intervention", "ends", ends)
        if not kind:
            self.told.emit("intervention", "kind", fault_words(Refused("field.not_chosen")))
        elif (first is not None or not begins.strip()) and (last is not None or not ends.strip()):
            entered = interventions.EnteredIntervention(kind, actor, InterventionState(state), first, last)
            self.write("intervention", partial(interventions.add_intervention, entered=entered))

    def reach(self, phone: str, email: str, address: EnteredAddress | None) -> None:
        """Record telephone, e-mail and address, those that are given."""
        desk, person = self._desk, self.person
        read = None if self.file is None else self.file.version

        def record() -> Changes | None:
            changes, version = None, read  # only the first is held against what was read: the next follow at once
            for kind, value in ((ContactKind.PHONE, phone), (ContactKind.EMAIL, email)):
                if value.strip():
                    changes = people.add_contact(
                        desk.register, person=person, kind=kind, value=value, version=version, by=desk.user
                    )
                    version = None
            if address is not None:
                changes = people.move_to_address(
                    desk.register, person=person, address=address, begins=desk.today(), version=version, by=desk.user
                )
            return changes

        self.act("contact", record)

    def correct(self, intake: Intake) -> None:
        """Correct names, birth, sex, languages and interpreter need."""
        if self.file is not None:
            self.write("details", partial(people.correct_person, version=self.file.version, intake=intake))

    def keep_unchosen(self, unchosen: Sequence[Unchosen]) -> None:
        """Keep in the log the values that were not chosen."""
        self.write(UNCHOSEN, partial(conflicts.keep_unchosen, unchosen=tuple(unchosen)))

    def close_case(self, closed: date, ending: EnteredEnding) -> None:
        """Close the case; it has no form of its own to speak in."""
        self._set_case(partial(cases.close_case, closed=closed, ending=ending))

    def reopen_case(self) -> None:
        """Open the case again."""
        self._set_case(cases.reopen_case)

    def _set_case(self, service: Callable[..., Changes]) -> None:
        desk = self._desk
        act = partial(service, desk.register, person=self.person, by=desk.user)
        self._runner.run("person.case", act, partial(self._committed, "case"), self.failed.emit)

    def keep_note(self) -> None:
        """Keep the note that is being written at once and mask the numbers."""
        self.journal.keep_now()
        self.cover()

    # Inside
    def _read(self) -> None:
        desk = self._desk
        look = partial(people.open_file, desk.register, person=self.person, by=desk.user)
        self._runner.run("person.file", look, self._arrived, self.unread.emit)

    def _arrived(self, file: PersonFile) -> None:
        if file.id != self.person:  # it is shown in another file of hers: what is written goes there
            self.person = PersonId(file.id)
            self.journal.aim(file.id)
        self.file = file
        self.shown.emit(file)
        self.law.look(file)
        self.journal.file_read(file)

    def _uncovered(self, numbers: dict[str, str]) -> None:
        self.revealed.emit(numbers)
        self._cover.start()

    def write(self, form: str, service: Callable[..., Changes]) -> None:
        """Call a service about the person of this file; ``form`` is where a refusal is told."""
        desk = self._desk
        self.act(form, partial(service, desk.register, person=self.person, by=desk.user))

    def act(self, form: str, job: Callable[[], Changes | None]) -> None:
        """Do what a form asks for; what came of it, or why it was refused, is told as of every form."""
        self._runner.run(f"person.{form}", job, partial(self._committed, form), partial(self._refused, form))

    def _committed(self, form: str, changes: Changes | None) -> None:
        if changes is not None:
            self.written.emit(Written(form, changes))

    def _refused(self, form: str, fault: Exception) -> None:
        if not isinstance(fault, Refused):
            self.failed.emit(fault)
            return
        self.told.emit(form, _field_of(fault), fault_words(fault))
        self.refused.emit(form, fault)
        if fault.code == "register.changed_meanwhile":
            self._read()  # the form is held against what was saved meanwhile

    def _day(self, form: str, field: str, text: str, default: date | None = None) -> date | None:
        try:
            return self.day(text, default)
        except Refused:
            self.told.emit(form, field, fault_words(Refused("field.not_a_date", field=field)))
            return None

    @staticmethod
    def day(text: str, default: date | None) -> date | None:
        """Read a typed day, ``default`` when nothing is typed. Raises ``Refused("field.not_a_date")``."""
        day = read_full_day(text) if text.strip() else default
        if day is None and text.strip():
            raise Refused("field.not_a_date")
        return day


_FIELD_BY_CODE = {
    "status.permit": "permit",
    "status.ground": "ground",
    "period.overlap": "begins",
    "period.backwards": "until",
    "person.born_in_future": "born",
    "person.name_or_number": "given",
    "identity.reason_missing": "reason",
    "identity.renewed_wrongly": "renewed",
    "identity.seen_in_future": "seen",
    "birth.not_a_date": "typed",
    "name.period_backwards": "ends",
}


def _field_of(fault: CaseworkerError) -> str:
    return _FIELD_BY_CODE.get(fault.code, "status" if fault.code.startswith("status.") else "")


def _full_numbers(desk: Desk, person: PersonId, kinds: tuple[str, ...]) -> dict[str, str]:
    return {
        kind: people.reveal_number(desk.register, person=person, type=kind, by=desk.user)
        for kind in dict.fromkeys(kinds)
    }


def around(person: str, file: PersonFile | None) -> set[str]:
    """Return the person and those who are shown in her file."""
    if file is None:
        return {person}
    related = {row.other for row in file.relations} | {row.other for row in file.no_contacts}
    return {person, *(row.person for row in file.household), *related} - {""}
