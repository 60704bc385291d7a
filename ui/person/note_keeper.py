"""The note that is being written: kept in the journal within two seconds, unsigned, until its author signs it."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial

from PySide6.QtCore import QObject

from caseworker.domain.changes import Changes
from caseworker.domain.ids import NoteId, PersonId
from caseworker.domain.notes import EnteredNote, NoteKind
from caseworker.domain.rows import NoteRow
from caseworker.errors import Refused
from caseworker.services import drafts, notes
from ui.days import read_full_day
from ui.desk import Desk
from ui.drafts import DraftKeeper, Fields
from ui.tasks import Runner


@dataclass(frozen=True, slots=True)
class NoteText:
    """What stands in the editor, as typed."""

    text: str = ""
    kind: str = NoteKind.FACT.value
    stated_by: str = ""
    happened: str = ""
    interpreter: str = ""
    interpreter_language: str = ""
    interpreter_time: str = ""
    corrects: str = ""

    @property
    def blank(self) -> bool:
        """Whether there is nothing to keep."""
        return not self.text.strip()

    @property
    def day_is_read(self) -> bool:
        """Whether the day says nothing or a day."""
        return not self.happened.strip() or read_full_day(self.happened) is not None


def note_text(note: NoteRow) -> NoteText:
    """Return an unsigned note as it stood in the editor."""
    kind = NoteKind.FACT.value if note.kind == NoteKind.UNMARKED else note.kind
    return NoteText(
        note.text,
        kind,
        note.stated_by,
        note.happened_on.isoformat(),
        note.interpreter,
        note.interpreter_language,
        note.interpreter_time,
        note.corrects,
    )


class NoteKeeper(DraftKeeper):
    """Keeps what is typed as the writer's unsigned note about one person. Signals as of ``DraftKeeper``."""

    def __init__(self, desk: Desk, runner: Runner, parent: QObject | None = None) -> None:
        """``aim`` says whose journal it is."""
        super().__init__(desk, runner, "note", parent)
        self.kept_note = ""  # the id of the note that is kept, "" while there is none

    @property
    def idle(self) -> bool:
        """Whether everything typed is kept."""
        return self._fields is None and not self._runner.busy(self._job)

    def aim(self, key: str) -> None:
        """Keep another person's note from now on; what was typed about the one before is kept first."""
        if key != self._key:
            super().aim(key)
            self.kept_note = ""

    def type(self, typed: NoteText) -> None:
        """Take what stands in the editor now."""
        self.note(asdict(typed))

    def sign(self, typed: NoteText, done: Callable[[Changes], None], failed: Callable[[Exception], None]) -> None:
        """Keep what stands in the editor and sign it; what signing refuses stays kept."""
        self._clock.stop()
        self._fields = None
        self._newest += 1
        act = partial(self._keep_and_sign, self._newest, self._key, asdict(typed))
        self._runner.run("note.sign", act, done, failed)

    def throw_away(self, done: Callable[[Changes | None], None], failed: Callable[[Exception], None]) -> None:
        """Throw the note away, ``None`` when there is none; it can be undone."""
        self.keep_now()  # undoing brings back what stood there last
        self._newest += 1
        self._runner.run("note.discard", partial(self._thrown_away, self._newest), done, failed)

    def carry_over(self, done: Callable[[NoteText | None], None]) -> None:
        """Make the sealed draft of an earlier version a note: it could not be opened before."""
        self._runner.run("note.carry", partial(self._carried, self._key), done, self.failed.emit)

    def _keep_and_sign(self, version: int, key: str, fields: Fields) -> Changes:
        desk = self._desk
        with self._one:
            self._written = version
            self._save(key, fields)
            if not self.kept_note:
                raise Refused("note.empty")
            signed = notes.sign_note(desk.register, note=NoteId(self.kept_note), by=desk.user)
            self.kept_note = ""
        return signed

    def _thrown_away(self, version: int) -> Changes | None:
        with self._one:
            self._written = version
            gone, self.kept_note = self.kept_note, ""
            return notes.discard_note(self._desk.register, note=NoteId(gone), by=self._desk.user) if gone else None

    def _carried(self, key: str) -> NoteText | None:
        desk = self._desk
        old = drafts.load_draft(desk.register, kind=self._kind, key=key, by=desk.user)
        if old is None:
            return None
        text = NoteText(str(old.get("text") or ""), happened=str(old.get("happened") or ""))
        self._save(key, asdict(text))
        drafts.discard_draft(desk.register, kind=self._kind, key=key, by=desk.user)
        return text

    def _save(self, key: str, fields: Fields) -> Changes:
        desk, typed = self._desk, NoteText(**{name: str(value) for name, value in fields.items()})
        entered = EnteredNote(
            typed.text,
            NoteKind(typed.kind),
            typed.stated_by,
            read_full_day(typed.happened),
            typed.interpreter,
            typed.interpreter_language,
            typed.interpreter_time,
            NoteId(typed.corrects) if typed.corrects else None,
        )
        changes = notes.keep_note(desk.register, person=PersonId(key), entered=entered, by=desk.user)
        if key == self._key:
            self.kept_note = changes.created
        return changes
