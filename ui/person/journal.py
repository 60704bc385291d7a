"""Anteckningar: the journal, newest first, and an editor. A note never changes; a correction names its note."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from caseworker.domain.rows import NoteRow, PersonFile
from ui.desk import Desk
from ui.isolates import shown
from ui.language import _, clock_text, day_text
from ui.person.forms import day_line
from ui.widgets.button import Button
from ui.widgets.columns import Scroll
from ui.widgets.fields import Field, NotesEdit, Tone
from ui.widgets.text import Hairline, Label, SectionHeading

WIDEST_TEXT = 720


class NotesTab(QWidget):
    """``sent(text, day, corrects)`` on the button; ``typed(text, day, corrects)`` after every edit."""

    sent = Signal(str, str, str)
    typed = Signal(str, str, str)

    def __init__(self, desk: Desk) -> None:
        """Start without notes."""
        super().__init__()
        self.setObjectName("notesTab")
        self._desk = desk
        self._corrects = ""
        self._filling = False
        self._file: PersonFile | None = None
        self.text = NotesEdit(placeholder=_("What happened, who took part, what was agreed"), lines=4)
        self.day = day_line()
        self._text_field = Field(_("New note"), self.text, name="noteText")
        self._day_field = Field(_("Happened on"), self.day, name="noteDay", note=_("today if empty"))
        self.save = Button(_("Write the note"), "primary", name="noteSave", keys="Ctrl+S")
        self._about = Label("", "smallaction", "warn", wrap=True, name="noteCorrects")
        self.stop = Button(_("Not a correction"), "ghost", name="noteStopCorrecting", icon="x")
        self.stop.clicked.connect(lambda: self.correct(None))
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._lay_out()
        self.save.clicked.connect(lambda: self.sent.emit(*self._values()))
        self.text.textChanged.connect(self._edited)
        self.day.textEdited.connect(self._edited)

    def show_file(self, file: PersonFile) -> None:
        """Show every note."""
        self._file = file
        while self._list.count():
            item = self._list.takeAt(0)
            card = item.widget() if item is not None else None
            if card is not None:
                card.hide()
                card.deleteLater()
        by_id = {note.id: note for note in file.notes}
        corrected = {note.corrects for note in file.notes if note.corrects}
        for number, note in enumerate(file.notes, 1):
            self._list.addWidget(self._card(note, by_id.get(note.corrects), note.id in corrected, number))
        if not file.notes:
            self._list.addWidget(Label(_("No notes yet."), "body", "ink2"))
        self._show_correcting()

    def show_draft(self, draft: Mapping[str, str]) -> None:
        """Bring back what was being written."""
        self._filling = True
        self.text.setPlainText(draft["text"])
        self.day.setText(draft["happened"])
        self._corrects = draft["corrects"]
        self._filling = False
        self._text_field.say("")
        self._day_field.say("")
        self._show_correcting()

    def clear(self) -> None:
        """Empty the editor: its note is written."""
        self.show_draft({"text": "", "happened": "", "corrects": ""})

    def begin(self) -> None:
        """Go to the editor."""
        self.text.setFocus(Qt.FocusReason.TabFocusReason)

    def correct(self, note: NoteRow | None) -> None:
        """Let the next note correct ``note``."""
        self._corrects = note.id if note is not None else ""
        if note is not None:
            self.day.setText(note.happened_on.isoformat())
        self._show_correcting()
        self._edited()
        self.begin()

    def say(self, field: str, text: str) -> None:
        """Show a refusal."""
        (self._day_field if field == "happened" else self._text_field).say(text, Tone.ERROR)

    def _values(self) -> tuple[str, str, str]:
        return self.text.toPlainText(), self.day.text(), self._corrects

    def _edited(self) -> None:
        if not self._filling:
            self.typed.emit(*self._values())

    def _show_correcting(self) -> None:
        notes = self._file.notes if self._file is not None else ()
        found = next((note for note in notes if note.id == self._corrects), None)
        self._about.setVisible(bool(self._corrects))
        self.stop.setVisible(bool(self._corrects))
        if found is not None:
            self._about.setText(_("Corrects the note {when}. Both stay in the journal.").format(when=self._when(found)))

    def _when(self, note: NoteRow) -> str:
        written = self._desk.local(note.written)
        return f"{day_text(written.date())} {clock_text(written)}"

    def _card(self, note: NoteRow, corrects: NoteRow | None, corrected: bool, number: int) -> QFrame:
        card = QFrame()
        card.setObjectName(f"note{number}")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(day_text(note.happened_on), "strong"))
        signed = _("{author}, written {when}").format(author=note.author, when=self._when(note))
        head.addWidget(Label(signed, "small", "ink2"))
        head.addStretch(1)
        correct = Button(_("Correct"), "ghost", name=f"correctNote{number}", icon="pencil")
        correct.setAccessibleName(_("Correct the note {when}").format(when=self._when(note)))
        correct.clicked.connect(lambda: self.correct(note))
        head.addWidget(correct)
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        if corrects is not None:
            told = _("Corrects the note {when}").format(when=self._when(corrects))
            column.addWidget(Label(told, "smallaction", "warn"))
        if corrected:
            column.addWidget(Label(_("Corrected by a later note"), "smallaction", "warn"))
        column.addWidget(Label(shown(note.text), "body", wrap=True))
        column.addSpacing(8)
        column.addWidget(Hairline())
        signs = (day_text(note.happened_on), note.author, note.text)
        card.setAccessibleName(", ".join(signs))
        return card

    def _lay_out(self) -> None:
        editor = QVBoxLayout()
        editor.setContentsMargins(24, 18, 24, 14)
        editor.setSpacing(10)
        editor.addWidget(self._text_field)
        about = QHBoxLayout()
        about.addWidget(self._about)
        about.addWidget(self.stop)
        about.addStretch(1)
        editor.addLayout(about)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self._day_field)
        foot.addWidget(self.save, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addStretch(1)
        editor.addLayout(foot)
        inner = QWidget()
        listing = QVBoxLayout(inner)
        listing.setContentsMargins(24, 8, 24, 24)
        listing.addWidget(SectionHeading(_("Journal"), _("signed notes, newest first")))
        listing.addLayout(self._list)
        listing.addStretch(1)
        inner.setMaximumWidth(WIDEST_TEXT + 48)
        area = Scroll(inner, name="notesScroll")
        upper = QWidget()
        upper.setLayout(editor)
        upper.setMaximumWidth(WIDEST_TEXT + 48)
        upper.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(upper)
        column.addWidget(Hairline())
        column.addWidget(area, 1)
