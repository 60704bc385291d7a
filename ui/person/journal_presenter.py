"""The journal between its tab and the services: one note in the editor, signed or thrown away, and disputes.

What stands in the editor is on its way into the register from the first letter. Touches no widget.
"""

from functools import partial

from PySide6.QtCore import QObject, Signal

from caseworker.domain.changes import Changes
from caseworker.domain.ids import NoteId
from caseworker.domain.rows import NoteRow, PersonFile
from caseworker.errors import Refused
from caseworker.services import notes
from ui.desk import Desk
from ui.person.note_keeper import NoteKeeper, NoteText, note_text
from ui.tasks import Runner
from ui.words import fault_words

EDITOR, DISPUTE = "note", "dispute"


class JournalPresenter(QObject):
    """``restored(NoteText)`` fills the editor; ``kept(datetime)`` in local time after a commit; ``written(Changes)``
    when a note was signed, thrown away or disputed; ``told(form, field, text)`` speaks beside a field.
    """

    restored = Signal(object)
    kept = Signal(object)
    written = Signal(str, object)
    told = Signal(str, str, str)
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QObject | None = None) -> None:
        """Start without a person."""
        super().__init__(parent)
        self._desk, self._runner = desk, runner
        self._keeper = NoteKeeper(desk, runner, self)
        self._keeper.kept.connect(self.kept)
        self._keeper.failed.connect(partial(self._refused, EDITOR))
        self._carried = False
        self.text = NoteText()

    def aim(self, person: str) -> None:
        """Another person's journal: what was typed about the one before is kept first."""
        self._keeper.aim(person)
        self.forget()

    def forget(self) -> None:
        """Forget what stands in the editor; what is kept comes back with the file."""
        self.text, self._carried = NoteText(), False

    def keep_now(self) -> None:
        """Keep at once: the page is left or the register is locked."""
        self._keeper.keep_now()

    def file_read(self, file: PersonFile) -> None:
        """Take the writer's own unsigned note into the editor, unless she is typing there."""
        own = self.being_written(file)
        if not self.text.blank or not self._keeper.idle:
            return
        if own is not None and own.text and not file.is_closed:
            self._keeper.kept_note = own.id
            self._restore(note_text(own))
        elif file.protected is not None and not file.is_closed and not self._carried:
            self._carried = True
            self._keeper.carry_over(self._carry)

    def being_written(self, file: PersonFile) -> NoteRow | None:
        """Return the note that stands in the editor: the user's own unsigned one."""
        return next((one for one in file.notes if one.signed is None and one.author_id == self._desk.user.id), None)

    def typed(self, text: NoteText) -> None:
        """Something was typed."""
        self.text = text
        self._keeper.type(text)

    def sign(self) -> None:
        """Sign what stands in the editor."""
        if self.text.day_is_read:
            self._keeper.sign(self.text, self._signed, partial(self._refused, EDITOR))
        else:
            self._keeper.keep_now()
            self.told.emit(EDITOR, "happened", fault_words(Refused("field.not_a_date", field="happened")))

    def discard(self) -> None:
        """Throw away what stands in the editor."""
        self._keeper.throw_away(self._thrown_away, self.failed.emit)

    def dispute(self, note: str, text: str) -> None:
        """Record what the person says is wrong in a note."""
        desk = self._desk
        act = partial(notes.dispute_note, desk.register, note=NoteId(note), text=text, by=desk.user)
        self._runner.run("note.dispute", act, self._disputed, partial(self._refused, DISPUTE))

    # Inside
    def _signed(self, changes: Changes) -> None:
        self.forget()
        self.written.emit(EDITOR, changes)

    def _thrown_away(self, changes: Changes | None) -> None:
        self._restore(NoteText())
        if changes is not None:
            self.written.emit(EDITOR, changes)

    def _disputed(self, changes: Changes) -> None:
        self.written.emit(DISPUTE, changes)

    def _carry(self, text: NoteText | None) -> None:
        if text is not None and self.text.blank:
            self._restore(text)

    def _restore(self, text: NoteText) -> None:
        self.text = text
        self.restored.emit(text)

    def _refused(self, form: str, fault: Exception) -> None:
        if isinstance(fault, Refused):
            self.told.emit(form, _FIELD_BY_CODE.get(fault.code, ""), fault_words(fault))
        else:
            self.failed.emit(fault)


_FIELD_BY_CODE = {
    "note.in_future": "happened",
    "note.interpreter_time": "interpreter_time",
    "note.stated_by": "stated_by",
}
