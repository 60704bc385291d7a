"""One note of the journal as a card: arrows move between cards, R corrects it, D records what the person disputes."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from caseworker.domain.rows import DisputeRow, NoteRow
from ui.desk import Desk
from ui.isolates import shown
from ui.language import _, day_text
from ui.person.note_words import interpreter_words, kind_words, moment_words, signature_words
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.fields import Field, NotesEdit, Tone
from ui.widgets.flow import FlowLayout
from ui.widgets.text import Hairline, Label

Relations = tuple[NoteRow | None, tuple[NoteRow, ...]]  # the note it corrects, and those that correct it


class NoteCard(QFrame):
    """``correct_asked()``, ``disputed(text)`` and ``moved(step)`` with the arrows, Home and End (±a thousand)."""

    correct_asked = Signal()
    disputed = Signal(str)
    moved = Signal(int)
    entered = Signal()

    def __init__(self, desk: Desk, note: NoteRow, related: Relations, number: int) -> None:
        """``number`` counts the cards from 1."""
        super().__init__()
        self.setObjectName(f"note{number}")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.note = note
        self._desk = desk
        self.dispute: Field | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 10, 12, 0)
        self._column.setSpacing(6)
        self._actions = self._buttons(number)
        self._fill(related)
        self.let_tab(False)

    def let_tab(self, here: bool) -> None:
        """Be the card that Tab comes to, or none of its stops."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
        for button in self._actions:
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)

    def ask_dispute(self, text: str = "") -> None:
        """Open the field for what the person says is wrong; ``text`` is what stood there already."""
        if self.note.signed is None:
            return
        if self.dispute is None:
            self.dispute = self._dispute_form(text)
        self.dispute.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def disputing(self) -> str:
        """What stands in the field for a dispute."""
        editor = None if self.dispute is None else self.dispute.editor
        return editor.toPlainText() if isinstance(editor, NotesEdit) else ""

    def say(self, text: str) -> None:
        """Show why a dispute was refused."""
        if self.dispute is not None:
            self.dispute.say(text, Tone.ERROR)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, R corrects, D disputes; Esc closes the dispute, else goes on to the page."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Home: -1000, Qt.Key.Key_End: 1000}
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if self.hasFocus() and plain and event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        elif self.hasFocus() and plain and event.key() == Qt.Key.Key_R and self._actions:
            self.correct_asked.emit()
        elif self.hasFocus() and plain and event.key() == Qt.Key.Key_D:
            self.ask_dispute()
        elif event.key() == Qt.Key.Key_Escape and self.dispute is not None:
            self.close_dispute()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """R and D are this card's while it has the focus, whatever they are on the page."""
        mine = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_R, Qt.Key.Key_D)
        if event.type() == QEvent.Type.ShortcutOverride and mine and self.hasFocus():
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The card that has the focus is the one Tab comes back to."""
        super().focusInEvent(event)
        self.entered.emit()

    # Building
    def _fill(self, related: Relations) -> None:
        note = self.note
        head = FlowLayout(line_gap=4)
        head.setContentsMargins(0, theme().px(5) if self._actions else 0, 0, 0)  # beside the buttons
        head.addWidget(Label(day_text(note.happened_on), "strong"))
        for chip in self._chips(related[1]):
            head.addWidget(chip)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(head, 1)
        for button in self._actions:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)
        for told in self._related(related):
            self._column.addWidget(Label(told, "smallaction", "warn", wrap=True))
        self._column.addWidget(Label(shown(note.text), "body", wrap=True))
        for told in (interpreter_words(note), signature_words(self._desk, note)):
            if told:
                self._column.addWidget(Label(shown(told), "small", "ink2", wrap=True))
        for said in note.disputes:
            self._column.addWidget(self._said(said))
        self._column.addSpacing(4)
        self._column.addWidget(Hairline())
        spoken = (kind_words(note), day_text(note.happened_on), *self._states(related[1]), note.author, note.text)
        self.setAccessibleName(", ".join(part for part in spoken if part))
        self.setAccessibleDescription(signature_words(self._desk, note))

    def _states(self, corrected_by: tuple[NoteRow, ...]) -> tuple[str, ...]:
        states = (
            (self.note.signed is None, _("unsigned")),
            (bool(corrected_by), _("corrected")),
            (bool(self.note.disputes), _("disputed")),
        )
        return tuple(words for holds, words in states if holds)

    def _chips(self, corrected_by: tuple[NoteRow, ...]) -> list[Chip]:
        note, chips = self.note, []
        if kind := kind_words(note):
            chips.append(Chip(shown(kind), "neutral", "file-text"))
        if note.signed is None:
            chips.append(Chip(_("unsigned"), "warn", "circle-dashed"))
        if corrected_by:
            chips.append(Chip(_("corrected"), "warn", "pencil"))
        if note.disputes:
            chips.append(Chip(_("disputed"), "info", "circle-help"))
        return chips

    def _related(self, related: Relations) -> list[str]:
        corrects, corrected_by = related
        told = []
        if corrects is not None:
            when = moment_words(self._desk, corrects.signed or corrects.written)
            told.append(_("Corrects the note {when}").format(when=when))
        for later in corrected_by:
            when = moment_words(self._desk, later.signed or later.written)
            told.append(_("Corrected by the note {when}").format(when=when))
        return told

    def _said(self, said: DisputeRow) -> QWidget:
        block = QFrame()
        block.setProperty("card", "true")
        column = QVBoxLayout(block)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(2)
        column.addWidget(Label(_("The person says that this is wrong"), "smallstrong", "ink2", wrap=True))
        column.addWidget(Label(shown(said.text), "body", wrap=True))
        when = moment_words(self._desk, said.recorded)
        recorded = _("recorded {when} by {name}").format(when=when, name=said.recorded_name)
        column.addWidget(Label(recorded, "small", "ink2", wrap=True))
        return block

    def _buttons(self, number: int) -> tuple[Button, ...]:
        if self.note.signed is None:
            return ()
        when = moment_words(self._desk, self.note.signed)
        correct = Button(_("Correct"), "ghost", name=f"correctNote{number}", icon="pencil", keycap="R")
        correct.setAccessibleName(_("Correct the note {when}").format(when=when))
        correct.clicked.connect(self.correct_asked)
        dispute = Button(_("Disputed"), "ghost", name=f"disputeNote{number}", icon="circle-help", keycap="D")
        dispute.setAccessibleName(_("Record that the person disputes the note {when}").format(when=when))
        dispute.clicked.connect(lambda: self.ask_dispute())
        return correct, dispute

    def _dispute_form(self, text: str) -> Field:
        self._form = QWidget()
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        words = NotesEdit(lines=3)
        words.setPlainText(text)
        label = _("What the person says is wrong")
        field = Field(label, words, name="noteDispute", note=_("stays beside the note for good"))
        record = Button(_("Record it"), "primary", name="noteDisputeSave", keys="Ctrl+Return")
        record.clicked.connect(lambda: self.disputed.emit(words.toPlainText()))
        stop = Button(_("Cancel"), "ghost", name="noteDisputeStop", keycap="Esc")
        stop.clicked.connect(self.close_dispute)
        buttons = QHBoxLayout()
        buttons.addWidget(record)
        buttons.addWidget(stop)
        buttons.addStretch(1)
        column.addWidget(field)
        column.addLayout(buttons)
        self._column.insertWidget(self._column.count() - 1, self._form)
        return field

    def close_dispute(self) -> None:
        """Close the field for a dispute, if it is open."""
        if self.dispute is None:
            return
        self.dispute = None
        self._form.hide()
        self._form.deleteLater()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
