"""The editor of a note: what kind it is, the day, the words, an interpreter if there was one, and signing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.domain.notes import NoteKind
from caseworker.domain.rows import NoteRow
from ui.desk import Desk
from ui.language import _, clock_text
from ui.person.forms import day_line
from ui.person.note_keeper import NoteText
from ui.person.note_words import kind_rows, moment_words
from ui.widgets.button import Button
from ui.widgets.choice import Segment
from ui.widgets.columns import Across, Scroll
from ui.widgets.fields import Field, LineEdit, Message, NotesEdit, Tone
from ui.widgets.flow import FlowLayout
from ui.widgets.text import Hairline, Label, Pane, SectionHeading
from ui.widgets.tick import Tick


class NoteEditor(Pane):
    """``typed(NoteText)`` after every change; ``sign_asked()``, ``discard_asked()`` and ``left()`` (Esc)."""

    typed = Signal(object)
    sign_asked = Signal()
    discard_asked = Signal()
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        """Start empty."""
        super().__init__("surface")
        self.setObjectName("noteEditor")
        self._desk = desk
        self._filling = False
        self._corrects = ""
        self.kind = Segment(kind_rows(), _("What the note holds"), name="noteKind")
        self.text = NotesEdit(placeholder=_("What happened, who took part, what was agreed"), lines=6)
        self.day = day_line()
        self.interpreted = Tick(_("An interpreter took part"), name="noteInterpreted")
        self.lines = {
            "stated_by": LineEdit(limit=200),
            "interpreter": LineEdit(limit=200),
            "interpreter_language": LineEdit(limit=200),
            "interpreter_time": LineEdit(placeholder=_("10:00–10:45, or 45 min"), limit=40),
        }
        self.fields = {
            "text": Field(_("Note"), self.text, name="noteText"),
            "happened": Field(_("Happened on"), self.day, name="noteDay", note=_("today if empty")),
            "stated_by": Field(_("Who says it"), self.lines["stated_by"], name="noteStatedBy"),
            "interpreter": Field(
                _("Interpreter"), self.lines["interpreter"], name="noteInterpreter", note=_("name or id")
            ),
            "interpreter_language": Field(
                _("Language"), self.lines["interpreter_language"], name="noteInterpreterLanguage"
            ),
            "interpreter_time": Field(_("Time"), self.lines["interpreter_time"], name="noteInterpreterTime"),
        }
        self.state = Label("", "small", "ink2", wrap=True, name="noteState")
        self.message = Message("noteMessage")
        self.save = Button(_("Sign"), "primary", name="noteSave", keys="Ctrl+S")
        self.discard = Button(_("Throw away"), "ghost", name="noteDiscard", icon="trash-2")
        self._about = Label("", "smallaction", "warn", wrap=True, name="noteCorrects")
        self.stop = Button(_("Not a correction"), "ghost", name="noteStopCorrecting", icon="x")
        self._lay_out()
        self._connect()
        self.show_text(NoteText())

    def show_text(self, text: NoteText) -> None:
        """Show what is kept, or nothing, without telling that it was typed."""
        self._filling = True
        self.kind.choose(text.kind)
        self.text.setPlainText(text.text)
        self.day.setText(text.happened)
        for name, line in self.lines.items():
            line.setText(getattr(text, name))
        self.interpreted.setChecked(bool(text.interpreter or text.interpreter_language or text.interpreter_time))
        self._corrects = text.corrects
        self._about.setText("")
        self._filling = False
        self.show_correcting(None)
        self.say("", "")
        self.state.setText(_("Kept here, not signed") if text.text else "")
        self._suit()

    def value(self) -> NoteText:
        """Return what stands here."""
        interpreted = self.interpreted.isChecked()
        words = {name: line.text() for name, line in self.lines.items()}
        return NoteText(
            self.text.toPlainText(),
            self.kind.code(),
            words["stated_by"] if self.kind.code() == NoteKind.STATEMENT else "",
            self.day.text(),
            words["interpreter"] if interpreted else "",
            words["interpreter_language"] if interpreted else "",
            words["interpreter_time"] if interpreted else "",
            self._corrects,
        )

    def show_kept(self, moment: object) -> None:
        """Say when it was kept; ``moment`` in local time."""
        told = _("Saved {time}, not signed").format(time=clock_text(moment))  # type: ignore[arg-type]
        self.state.setText(told if self.text.toPlainText().strip() else "")

    def correct(self, note: NoteRow | None) -> None:
        """Let this note correct ``note``, or none."""
        self._corrects = note.id if note is not None else ""
        if note is not None:
            self._filling = True
            self.day.setText(note.happened_on.isoformat())
            self._filling = False
        self.show_correcting(note)
        self._edited()
        self.begin()

    @property
    def corrects(self) -> str:
        """The id of the note this one corrects, "" when it corrects none."""
        return self._corrects

    def show_correcting(self, note: NoteRow | None) -> None:
        """Say which note is corrected; None when it is not known here."""
        if note is not None:
            when = moment_words(self._desk, note.signed or note.written)
            self._about.setText(_("Corrects the note {when}. Both stay in the journal.").format(when=when))
        self._about.setVisible(bool(self._corrects and self._about.text()))
        self.stop.setVisible(bool(self._corrects))

    def begin(self) -> None:
        """Go to the words."""
        self.text.setFocus(Qt.FocusReason.TabFocusReason)

    def say(self, field: str, text: str) -> None:
        """Show a refusal beside its field, or above the button; "" clears all."""
        for name, one in self.fields.items():
            one.say(text if name == field else "", Tone.ERROR if text else Tone.HINT)
        self.message.say("" if field in self.fields else text, Tone.ERROR)
        if text and field in self.fields:
            self.fields[field].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the editor; what stands there is kept."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # Inside
    def _connect(self) -> None:
        self.text.textChanged.connect(self._edited)
        self.day.textEdited.connect(self._edited)
        for line in self.lines.values():
            line.textEdited.connect(self._edited)
        self.kind.chosen.connect(self._kind_chosen)
        self.interpreted.toggled.connect(self._interpreter_chosen)
        self.save.clicked.connect(self.sign_asked)
        self.discard.clicked.connect(self.discard_asked)
        self.stop.clicked.connect(lambda: self.correct(None))

    def _kind_chosen(self) -> None:
        self._suit()
        self._edited()

    def _interpreter_chosen(self) -> None:
        self._suit()
        self._edited()

    def _suit(self) -> None:
        self.fields["stated_by"].setVisible(self.kind.code() == NoteKind.STATEMENT)
        self._interpreter.setVisible(self.interpreted.isChecked())
        self.discard.setVisible(bool(self.text.toPlainText().strip()))

    def _edited(self) -> None:
        if self._filling:
            return
        self.say("", "")
        self.discard.setVisible(bool(self.text.toPlainText().strip()))
        self.typed.emit(self.value())

    def _lay_out(self) -> None:
        fields = QWidget()
        column = QVBoxLayout(fields)
        column.setContentsMargins(20, 18, 20, 8)
        column.setSpacing(12)
        column.addWidget(SectionHeading(_("New note")))
        column.addWidget(self._about)
        column.addWidget(self.stop)
        column.addWidget(self.kind)
        column.addWidget(self.fields["stated_by"])
        column.addWidget(self.fields["text"])
        column.addWidget(self.fields["happened"])
        column.addWidget(self.interpreted)
        self._interpreter = QWidget()
        inner = QVBoxLayout(self._interpreter)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        inner.addWidget(self.fields["interpreter"])
        inner.addWidget(Across(self.fields["interpreter_language"], self.fields["interpreter_time"]))
        column.addWidget(self._interpreter)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(Scroll(fields, name="noteEditorScroll"), 1)
        outer.addWidget(Hairline())
        outer.addLayout(self._foot())

    def _foot(self) -> QVBoxLayout:
        """What is always seen: signing, and that it is kept."""
        column = QVBoxLayout()
        column.setContentsMargins(20, 12, 20, 14)
        column.setSpacing(8)
        column.addWidget(self.message)
        buttons = FlowLayout()
        buttons.addWidget(self.save)
        buttons.addWidget(self.discard)
        column.addLayout(buttons)
        column.addWidget(self.state)
        return column
