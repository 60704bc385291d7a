"""Personakt between the page and the services: one logged look, then one call per intention.

Every change comes back as ``Changes``; the page tells the window, and the file is read again. Touches no widget.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from caseworker.domain.changes import Changes
from caseworker.domain.contact import ContactKind
from caseworker.domain.ids import InterventionId, NoteId, PersonId
from caseworker.domain.intake import EnteredAddress, EnteredNumber, EnteredStatus, Intake
from caseworker.domain.intervention import InterventionState
from caseworker.domain.rows import PersonFile
from caseworker.domain.status import PermitType
from caseworker.errors import CaseworkerError, Refused
from caseworker.services import cases, interventions, notes, people, status
from ui.days import read_full_day
from ui.desk import Desk
from ui.drafts import DraftKeeper
from ui.tasks import Runner
from ui.widgets.status_fields import StatusText
from ui.words import fault_words

SHOWN_MS = 5 * 60_000


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
    failed = Signal(object)
    unread = Signal(object)
    revealed = Signal(object)
    note_restored = Signal(object)
    draft_kept = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QObject | None = None) -> None:
        """Start without a person."""
        super().__init__(parent)
        self._desk, self._runner = desk, runner
        self.person = PersonId("")
        self.file: PersonFile | None = None
        self.note_draft = {"text": "", "happened": "", "corrects": ""}
        self._draft = DraftKeeper(desk, runner, "note", self)
        self._draft.kept.connect(self.draft_kept)
        self._draft.failed.connect(self.failed)
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
        self.person = PersonId(person)
        self._draft.aim(person)
        self._read()
        self._runner.run("person.draft", self._draft.load, self._note_back, self.failed.emit)

    def heard(self, changes: Changes) -> None:
        """Something was changed somewhere: read again when it was about this person."""
        if self.person and self.person in changes.people:
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
            entered = EnteredStatus(text.status, begins, text.ground, permit, until)
            self._write("status", partial(status.record_status, status=entered))

    def record_home(self, code: str, begins: str, *, asylum: bool) -> None:
        """Record the way of settlement, or the accommodation while seeking asylum, from a day on."""
        form = "accommodation" if asylum else "settlement"
        day = self._day(form, "begins", begins, default=self._desk.today())
        if not code:
            self.told.emit(form, "code", fault_words(Refused("field.not_chosen")))
        elif day is not None:
            record = status.record_accommodation if asylum else status.record_settlement
            self._write(form, partial(record, code=code, begins=day))

    def add_intervention(self, kind: str, actor: str, state: str, begins: str, ends: str) -> None:
        """Add an intervention to the case."""
        first = self._day("intervention", "begins", begins)
        last = self._day("intervention", "ends", ends)
        if not kind:
            self.told.emit("intervention", "kind", fault_words(Refused("field.not_chosen")))
        elif (first is not None or not begins.strip()) and (last is not None or not ends.strip()):
            entered = interventions.EnteredIntervention(kind, actor, InterventionState(state), first, last)
            self._write("intervention", partial(interventions.add_intervention, entered=entered))

    def move_intervention(self, intervention: str, state: str, day: str, outcome: str) -> None:
        """Move an intervention to its next state."""
        moved_on = self._day("move", "day", day, default=self._desk.today())
        if moved_on is not None:
            desk = self._desk
            move = partial(
                interventions.move_intervention,
                desk.register,
                intervention=InterventionId(intervention),
                state=InterventionState(state),
                day=moved_on,
                outcome=outcome,
                by=desk.user,
            )
            self._run("move", move)

    def note_typed(self, text: str, happened: str, corrects: str) -> None:
        """Keep what stands in the note's editor as a draft."""
        self.note_draft = {"text": text, "happened": happened, "corrects": corrects}
        self._draft.note(self.note_draft)

    def write_note(self, text: str, happened: str, corrects: str) -> None:
        """Write a note; a correction names the note it corrects."""
        day = self._day("note", "happened", happened, default=self._desk.today())
        if day is not None:
            named = NoteId(corrects) if corrects else None
            self._write("note", partial(notes.write_note, text=text, happened_on=day, corrects=named))

    def reach(self, phone: str, email: str, address: EnteredAddress | None) -> None:
        """Record telephone, e-mail and address, those that are given."""
        desk, person = self._desk, self.person

        def record() -> Changes | None:
            changes = None
            for kind, value in ((ContactKind.PHONE, phone), (ContactKind.EMAIL, email)):
                if value.strip():
                    changes = people.add_contact(desk.register, person=person, kind=kind, value=value, by=desk.user)
            if address is not None:
                changes = people.move_to_address(
                    desk.register, person=person, address=address, begins=desk.today(), by=desk.user
                )
            return changes

        self._run("contact", record)

    def add_number(self, kind: str, text: str) -> None:
        """Add an identity number from today on."""
        self._write("number", partial(people.add_number, number=EnteredNumber(kind, text), begins=self._desk.today()))

    def correct(self, intake: Intake) -> None:
        """Correct names, birth, sex, languages and interpreter need."""
        if self.file is not None:
            self._write("details", partial(people.correct_person, version=self.file.version, intake=intake))

    def set_case(self, *, closed: bool) -> None:
        """Close the case with today as its last day, or open it again; it has no form of its own to speak in."""
        desk = self._desk
        service = partial(cases.close_case, closed=desk.today()) if closed else cases.reopen_case
        act = partial(service, desk.register, person=self.person, by=desk.user)
        self._runner.run("person.case", act, partial(self._committed, "case"), self.failed.emit)

    def keep_draft(self) -> None:
        """Keep the note's draft at once and mask the numbers."""
        self._draft.keep_now()
        self.cover()

    # Inside
    def _read(self) -> None:
        desk = self._desk
        look = partial(people.open_file, desk.register, person=self.person, by=desk.user)
        self._runner.run("person.file", look, self._arrived, self.unread.emit)

    def _arrived(self, file: PersonFile) -> None:
        self.file = file
        self.shown.emit(file)

    def _note_back(self, draft: dict[str, object] | None) -> None:
        self.note_draft = {name: str((draft or {}).get(name) or "") for name in ("text", "happened", "corrects")}
        self.note_restored.emit(self.note_draft)

    def _uncovered(self, numbers: dict[str, str]) -> None:
        self.revealed.emit(numbers)
        self._cover.start()

    def _write(self, form: str, service: Callable[..., Changes]) -> None:
        desk = self._desk
        self._run(form, partial(service, desk.register, person=self.person, by=desk.user))

    def _run(self, form: str, job: Callable[[], Changes | None]) -> None:
        self._runner.run(f"person.{form}", job, partial(self._committed, form), partial(self._refused, form))

    def _committed(self, form: str, changes: Changes | None) -> None:
        if form == "note":
            self._draft.discard()
        if changes is not None:
            self.written.emit(Written(form, changes))

    def _refused(self, form: str, fault: Exception) -> None:
        if isinstance(fault, Refused):
            self.told.emit(form, _field_of(fault), fault_words(fault))
        else:
            self.failed.emit(fault)

    def _day(self, form: str, field: str, text: str, default: date | None = None) -> date | None:
        if not text.strip():
            return default
        day = read_full_day(text)
        if day is None:
            self.told.emit(form, field, fault_words(Refused("field.not_a_date", field=field)))
        return day


_FIELD_BY_CODE = {
    "status.permit": "permit",
    "status.ground": "ground",
    "period.overlap": "begins",
    "period.backwards": "until",
    "note.in_future": "happened",
    "note.empty": "text",
    "note.too_long": "text",
    "person.born_in_future": "born",
    "person.name_or_number": "given",
}


def _field_of(fault: CaseworkerError) -> str:
    return _FIELD_BY_CODE.get(fault.code, "status" if fault.code.startswith("status.") else "")


def _full_numbers(desk: Desk, person: PersonId, kinds: tuple[str, ...]) -> dict[str, str]:
    return {
        kind: people.reveal_number(desk.register, person=person, type=kind, by=desk.user)
        for kind in dict.fromkeys(kinds)
    }
