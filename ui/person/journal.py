"""Anteckningar: the journal with what is not signed first, and beside it the editor. A signed note never changes."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.domain.notes import matches
from caseworker.domain.rows import NoteRow, PersonFile
from ui.desk import Desk
from ui.language import _, ngettext
from ui.person.note_card import NoteCard
from ui.person.note_editor import NoteEditor
from ui.person.note_keeper import NoteText
from ui.person.note_words import kind_rows
from ui.widgets.choice import Segment
from ui.widgets.columns import Scroll, SideColumn
from ui.widgets.fields import LineEdit
from ui.widgets.text import Label, SectionHeading

EVERY = "every"
EDITOR_WIDTH = 420
WIDEST_TEXT = 780


class NotesTab(QWidget):
    """``disputed(note, text)``; what the editor tells comes from ``editor``."""

    disputed = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        """Start without notes."""
        super().__init__()
        self.setObjectName("notesTab")
        self._desk = desk
        self._file: PersonFile | None = None
        self._wanted = ""
        self.cards: list[NoteCard] = []
        self.editor = NoteEditor(desk)
        self.heading = SectionHeading(_("Journal"))
        self.search = LineEdit(placeholder=_("Search in this journal"), limit=120)
        self.search.setObjectName("noteSearch")
        self.search.setAccessibleName(_("Search in this journal"))
        self.kinds = Segment(((EVERY, _("All")), *kind_rows()), _("Which notes are shown"), name="noteKinds")
        self.kinds.choose(EVERY)
        self._nothing = Label("", "body", "ink2", wrap=True, name="notesNone")
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._lay_out()
        self.search.textChanged.connect(self._show)
        self.kinds.chosen.connect(self._show)
        self.editor.left.connect(self._to_list)

    def show_file(self, file: PersonFile) -> None:
        """Show every note but the one that stands in the editor."""
        self._file = file
        self._show()
        self._tell_corrected()

    def restore(self, text: NoteText) -> None:
        """Show in the editor what is kept of the note that is being written, and which one it corrects."""
        self.editor.show_text(text)
        self._tell_corrected()

    def forget(self) -> None:
        """Another person: nothing of the one before stays."""
        self._file = None
        self._wanted = ""
        self.search.clear()
        self.kinds.choose(EVERY)

    def begin(self) -> None:
        """Go to the editor."""
        self.editor.begin()

    def go_to(self, note: str) -> None:
        """Show one note, now or as soon as the file is read; the user's own unsigned one stands in the editor."""
        self._wanted = note
        if self._file is not None:
            self._show()

    def dispute_recorded(self) -> None:
        """Close the field it was written in."""
        for card in self.cards:
            card.close_dispute()

    def say(self, text: str) -> None:
        """Show why a dispute was refused."""
        for card in self.cards:
            card.say(text)

    def showEvent(self, event: QShowEvent) -> None:
        """Now the note that was asked for can have the focus."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._find_wanted)

    # Inside
    def _tell_corrected(self) -> None:
        notes = () if self._file is None else self._file.notes
        self.editor.show_correcting(next((note for note in notes if note.id == self.editor.corrects), None))

    def _show(self) -> None:
        focused = next((place for place, card in enumerate(self.cards) if card.hasFocus()), None)
        disputing = {card.note.id: card.disputing for card in self.cards if card.disputing}
        while self._list.count():
            item = self._list.takeAt(0)
            card = item.widget() if item is not None else None
            if card is not None:
                card.hide()
                card.deleteLater()
        every = self._listed()
        rows = [note for note in every if self._is_shown(note)]
        self.cards = [self._card(note, every, number) for number, note in enumerate(rows, 1)]
        for card in self.cards:
            self._list.addWidget(card)
        count = ngettext("{n} note, unsigned first", "{n} notes, unsigned first", len(rows)).format(n=len(rows))
        self.heading.set_texts(_("Journal"), count if rows else "")
        self._nothing.setText(_("No note matches.") if every else _("No notes yet."))
        self._nothing.setVisible(not rows)
        if self.cards:
            self._stand_at(min(focused or 0, len(self.cards) - 1), focus=focused is not None)
        for card in self.cards:
            if text := disputing.get(card.note.id):
                card.ask_dispute(text)
        self._find_wanted()

    def _listed(self) -> list[NoteRow]:
        """Return every note but the one that stands in the editor."""
        if self._file is None or self._file.is_closed:
            return list(self._file.notes) if self._file is not None else []
        notes = self._file.notes
        own = next((one.id for one in notes if one.signed is None and one.author_id == self._desk.user.id), "")
        return [note for note in notes if note.id != own]

    def _is_shown(self, note: NoteRow) -> bool:
        kind = self.kinds.code()
        said = " ".join((note.text, note.author, note.stated_by, *(one.text for one in note.disputes)))
        return kind in (EVERY, note.kind) and matches(said, self.search.text())

    def _card(self, note: NoteRow, every: Sequence[NoteRow], number: int) -> NoteCard:
        corrects = next((one for one in every if one.id == note.corrects), None)
        corrected_by = tuple(one for one in every if one.corrects == note.id)
        card = NoteCard(self._desk, note, (corrects, corrected_by), number)
        card.correct_asked.connect(lambda: self.editor.correct(note))
        card.disputed.connect(lambda text: self.disputed.emit(note.id, text))
        card.moved.connect(lambda step: self._move(card, step))
        card.entered.connect(lambda: self._stand_at(self.cards.index(card), focus=False))
        return card

    def _move(self, card: NoteCard, step: int) -> None:
        place = min(max(self.cards.index(card) + step, 0), len(self.cards) - 1)
        self._stand_at(place, focus=True)

    def _stand_at(self, place: int, *, focus: bool) -> None:
        for number, card in enumerate(self.cards):
            card.let_tab(number == place)
        if focus:
            self.cards[place].setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(self.cards[place], 0, 24)

    def _to_list(self) -> None:
        if self.cards:
            self._stand_at(0, focus=True)
        else:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _find_wanted(self) -> None:
        if not self._wanted or self._file is None or not self.isVisible():
            return
        place = next((place for place, card in enumerate(self.cards) if card.note.id == self._wanted), None)
        own = self._wanted in {note.id for note in self._file.notes} and place is None
        self._wanted = ""
        if place is not None:
            self._stand_at(place, focus=True)
        elif own:
            self.editor.begin()

    def _lay_out(self) -> None:
        inner = QWidget()
        listing = QVBoxLayout(inner)
        listing.setContentsMargins(12, 18, 12, 24)
        listing.setSpacing(10)
        head = QVBoxLayout()
        head.setContentsMargins(12, 0, 12, 0)
        head.setSpacing(10)
        head.addWidget(self.heading)
        head.addWidget(self.search)
        head.addWidget(self.kinds, 0, Qt.AlignmentFlag.AlignLeft)
        head.addWidget(self._nothing)
        listing.addLayout(head)
        listing.addLayout(self._list)
        listing.addStretch(1)
        inner.setMaximumWidth(WIDEST_TEXT)
        self._area = Scroll(inner, name="notesScroll")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(SideColumn(self._area, self.editor, width=EDITOR_WIDTH, drawer=False))
