"""Sök i anteckningar: a field, and the notes that have its words. Nothing is asked before Enter: looks are logged."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caseworker.domain.rows import FoundNote
from caseworker.services import note_search
from ui.desk import Desk
from ui.isolates import shown
from ui.language import _, day_text, ngettext
from ui.models.lazy_rows import LazyRowsModel
from ui.shell.page import Command, PageWidget, Shell
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.chip import KeyHint
from ui.widgets.fields import Field, LineEdit, announce
from ui.widgets.rows import Cell, Column, RowList
from ui.widgets.states import EmptyState
from ui.widgets.text import Hairline, Label


class NoteSearchPage(PageWidget):
    """Enter searches from the field and opens a note from the list; the file opens at that note."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        """Ask nothing."""
        super().__init__(_("Search in notes"), name="noteSearchPage")
        self._shell, self._desk = shell, desk
        self.line = LineEdit(limit=120)
        self.line.installEventFilter(self)
        self._field = Field(_("Words in notes"), self.line, name="notesWanted")
        self.go = Button(_("Search"), "primary", name="notesSearch", keycap="Enter", icon="search")
        self.count = Label("", "body", "ink2", name="notesCount")
        self.model = LazyRowsModel(_spoken, self)
        self.list = RowList(_("Notes"), name="notesFound", columns=_columns(), height=56)
        self.list.setModel(self.model)
        self.nothing = EmptyState(
            _("Write a word and press Enter"),
            _("The search and every note that is shown are logged, as when you open a file."),
            icon="search",
            tone="info",
        )
        self._lay_out()
        self.go.clicked.connect(self.search)
        self.line.textEdited.connect(lambda _text: self._field.say(""))
        self.list.opened.connect(self._open)

    def key_hints(self) -> Sequence[KeyHint]:
        """The keys of field and list."""
        return (
            KeyHint("Enter", _("search, then open the note")),
            KeyHint("↑ ↓", _("move")),
            KeyHint("Alt ←", _("back")),
        )

    def commands(self) -> Sequence[Command]:
        """None of its own."""
        return ()

    def activate(self, subject: object | None = None) -> None:
        """Let the writing begin at once."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.selectAll()

    def leave(self) -> None:
        """Nothing of anybody waits on a hidden page but what was searched for."""
        self._show(())
        self.count.setText("")

    def search_for(self, text: str) -> None:
        """Search for ``text``, as handed over from the palette."""
        self.line.setText(text)
        self.search()

    def search(self) -> None:
        """Search for what stands in the field."""
        text = self.line.text().strip()
        if not text:
            return
        desk = self._desk
        act = partial(note_search.find_notes, desk.register, text=text, by=desk.user)
        self._shell.runner.run("notes.search", act, self._found, self._shell.show_error)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the field: Enter searches, Down goes to the list."""
        if watched is not self.line or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.search()
            return True
        if event.key() == Qt.Key.Key_Down and self.model.rowCount():
            self._to_list()
            return True
        return False

    # Inside
    def _found(self, found: Sequence[FoundNote]) -> None:
        self._show(found)
        more = len(found) >= note_search.MOST_FOUND
        told = _("the {n} that were signed last") if more else ngettext("{n} note", "{n} notes", len(found))
        self.count.setText(told.format(n=len(found)))
        self.nothing.set_texts(
            _("No note has these words"),
            _("Try the beginning of a word, or fewer words. Unsigned notes are found in their own journal only."),
        )
        announce(self.line, self.count.text())
        if found:
            self._to_list()

    def _show(self, found: Sequence[FoundNote]) -> None:
        self.model.show_list(found)
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found)

    def _to_list(self) -> None:
        self.list.choose_first()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, found: FoundNote) -> None:
        self._shell.go("person", f"{found.person.id}/notes/{found.note}")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Label(_("Search in notes"), "h1"))
        head.addWidget(self.count)
        head.addStretch(1)
        asking = QHBoxLayout()
        asking.setSpacing(12)
        self._field.setMaximumWidth(theme().px(560))
        asking.addWidget(self._field, 1)
        asking.addWidget(self.go, 0, Qt.AlignmentFlag.AlignBottom)
        asking.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(asking)
        told = _("Signed notes of those you may read are searched. Protected people are never found.")
        column.addWidget(Label(told, "small", "ink2", wrap=True, name="notesTold"))
        column.addWidget(Hairline(strong=True))
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        self.list.hide()


def _columns() -> Sequence[Column]:
    def whom(found: FoundNote) -> Cell:
        person = found.person
        own = person.original_name if person.original_name != person.name else ""
        return Cell(person.name or person.case_number, person.case_number, beside=own, weight=600)

    def words(found: FoundNote) -> Cell:
        return Cell(shown(found.snippet), day_text(found.happened_on))

    return (
        Column(whom, share=1, minimum=200, maximum=320),
        Column(words, share=3, minimum=260, folds=True),
        Column(lambda _found: Cell(action=_("Open the note")), share=0, minimum=150, right=True),
    )


def _spoken(found: FoundNote) -> str:
    person = found.person
    return ", ".join((person.name or person.case_number, day_text(found.happened_on), found.snippet))
