"""The questions about documents: what is added, what leaves the register and why, what is taken out of the file."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from caseworker.domain.attachments import LONGEST_TITLE, Removal
from caseworker.domain.rows import NoteRow
from ui.language import _, day_text
from ui.widgets.choice import Segment
from ui.widgets.field import Field, LineEdit
from ui.widgets.fields import Choice
from ui.widgets.question import Question, make_room
from ui.widgets.text import Label


class AddDocumentDialog(Question):
    """Asks what a document is called and which note it belongs to."""

    def __init__(self, title: str, notes: Sequence[NoteRow], parent: QWidget) -> None:
        """``title`` is what the file is called; ``notes`` are those of the very file it goes into."""
        told = _("The document is copied into the encrypted register. The file it came from stays where it is.")
        super().__init__(_("Add a document"), told, _("Add"), name="addDocument", parent=parent)
        self.line = LineEdit(limit=LONGEST_TITLE)
        self.line.setText(title[:LONGEST_TITLE])
        self.body.addWidget(
            Field(_("Title"), self.line, name="documentTitle", note=_("what it is, for example decision"))
        )
        rows = [("", _("no note")), *((note.id, _note_words(note)) for note in notes)]
        self.note_choice = Choice(rows)
        self.note_choice.choose("")
        field = Field(_("Belongs to"), self.note_choice, name="documentNote")
        self.body.addWidget(field)
        field.setVisible(bool(notes))
        self.line.textChanged.connect(lambda _text: self._look())
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.selectAll()
        self._look()

    def _look(self) -> None:
        self.go.setEnabled(bool(self.line.text().strip()))


class RemoveDocumentDialog(Question):
    """Asks why a document is taken out. Another person's is erased for good, which is said before it happens."""

    def __init__(self, parent: QWidget) -> None:
        """The mildest reason is chosen to begin with."""
        told = _("What is taken out stays in the register and can be put back, unless it was another person's.")
        super().__init__(
            _("Take the document out of the file?"), told, _("Take out"), name="removeDocument", parent=parent
        )
        rows = (
            (Removal.NOT_NEEDED.value, _("not needed")),
            (Removal.DUPLICATE.value, _("there twice")),
            (Removal.WRONG_PERSON.value, _("another person's")),
        )
        self.why = Segment(rows, _("Why"), name="removalWhy")
        self.why.choose(Removal.NOT_NEEDED.value)
        self._erased = Label(
            _(
                "Another person's document is erased for good: nobody can bring it back. That it was here, and its "
                "checksum, stay. Copies in backups go when these are thinned out."
            ),
            "body",
            "danger",
            wrap=True,
            name="removalErased",
        )
        self.body.addWidget(Label(_("Why"), "smallstrong"))
        self.body.addWidget(self.why, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._erased)
        self.why.chosen.connect(lambda _code: self._look())
        self.why.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look()

    @property
    def removal(self) -> Removal:
        """Why."""
        return Removal(self.why.code())

    def _look(self) -> None:
        erases = self.removal is Removal.WRONG_PERSON
        self._erased.setVisible(erases)
        self.go.setText(_("Erase for good") if erases else _("Take out"))
        make_room(self)


def _note_words(note: NoteRow) -> str:
    words = " ".join(note.text.split())
    return f"{day_text(note.happened_on)}: {words[:60]}"
