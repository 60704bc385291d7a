"""The small forms of the file: each is a column of fields with one button; what was refused stands beside its field."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseworker.domain.intake import EnteredAddress
from caseworker.domain.status import PermitType
from ui.language import _
from ui.widgets.button import Button
from ui.widgets.fields import Choice, Field, LineEdit, Message, Tone
from ui.widgets.status_fields import StatusFields, StatusText
from ui.widgets.text import SectionHeading
from ui.words import Pairs, Words, permit_kind, state_words

FIRST_STATES = ("proposed", "decided", "ongoing")


class SmallForm(QWidget):
    """A heading, fields and a button. ``sent()`` on the button; subclasses offer what stands in the fields."""

    sent = Signal()

    def __init__(self, title: str, button: str, *, name: str, keys: str = "") -> None:
        """``name`` begins the objectNames; ``keys`` of the button."""
        super().__init__()
        self.setObjectName(name)
        self.fields: dict[str, Field] = {}
        self.button = Button(button, "primary", name=f"{name}Save", keys=keys)
        self.button.clicked.connect(self.sent)
        self._message = Message(f"{name}Message")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        if title:
            self._column.addWidget(SectionHeading(title))

    def say(self, field: str, text: str) -> None:
        """Show a refusal beside its field, or above the button when it belongs to none."""
        place = self.fields.get(field)
        if place is None:
            self._message.say(text, Tone.ERROR)
        else:
            place.say(text, Tone.ERROR)
            place.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Empty every field."""
        for field in self.fields.values():
            field.say("")
            editor = field.editor
            if isinstance(editor, LineEdit):
                editor.clear()
            elif isinstance(editor, Choice):
                editor.setCurrentIndex(0)
        self._message.say("")

    def begin(self) -> None:
        """Put the focus on the first field."""
        first = next(iter(self.fields.values()), None)
        if first is not None:
            first.editor.setFocus(Qt.FocusReason.TabFocusReason)

    def _put(self, *fields: tuple[str, Field]) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        for name, field in fields:
            self.fields[name] = field
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)

    def _end(self) -> None:
        self._column.addWidget(self._message)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        self._column.addLayout(row)


def day_line() -> LineEdit:
    """A line for one day."""
    return LineEdit(placeholder=_("YYYY-MM-DD"), limit=10)


class StatusForm(SmallForm):
    """A new period of legal status."""

    def __init__(self, words: Words) -> None:
        """``words`` gives the statuses that may be recorded today."""
        super().__init__(_("New legal status"), _("Record status"), name="statusForm")
        permits = [(kind, permit_kind(kind)) for kind in PermitType]
        self._status = StatusFields(words.status_rows, permits, name="newStatus", label=_("Legal status"), across=2)
        for name in ("status", "begins", "permit", "until", "ground"):
            field = self._status.field(name)
            if field is not None:
                self.fields[name] = field
        self._column.addWidget(self._status.status)
        self._column.addWidget(self._status)
        self._end()

    def text(self) -> StatusText:
        """What was chosen."""
        return self._status.text()

    def clear(self) -> None:
        """Choose nothing."""
        super().clear()
        self._status.show_text(StatusText())


class HomeForm(SmallForm):
    """A new way of settlement, or accommodation while seeking asylum."""

    def __init__(self, title: str, button: str, rows: Pairs, *, name: str) -> None:
        """``rows`` are the choices."""
        super().__init__("", button, name=name)
        self._code = Choice([("", _("Choose")), *rows])
        self._begins = day_line()
        code = Field(title, self._code, name=f"{name}Code")
        begins = Field(_("From"), self._begins, name=f"{name}Begins", note=_("today if empty"))
        self._put(("code", code))
        self._put(("begins", begins))
        self._end()

    def values(self) -> tuple[str, str]:
        """Code and first day as typed."""
        return self._code.code(), self._begins.text()


class InterventionForm(SmallForm):
    """A new intervention."""

    def __init__(self, words: Words) -> None:
        """``words`` gives the catalogue."""
        super().__init__(_("New intervention"), _("Add intervention"), name="interventionForm")
        self._usual = {row.code: row.actor for row in words.intervention_rows}
        self._kind = Choice([("", _("Choose")), *words.interventions], editable=True)
        self._actor = Choice([("", _("The usual one")), *words.actors])
        self._state = Choice([(state, state_words(state)) for state in FIRST_STATES])
        self._begins, self._ends = day_line(), day_line()
        self._put(("kind", Field(_("Intervention"), self._kind, name="interventionKind")))
        self._put(("actor", Field(_("Who does it"), self._actor, name="interventionActor")))
        self._put(("state", Field(_("State"), self._state, name="interventionState")))
        self._put(
            ("begins", Field(_("From"), self._begins, name="interventionBegins")),
            ("ends", Field(_("To"), self._ends, name="interventionEnds")),
        )
        self._kind.currentIndexChanged.connect(self._propose)
        self._end()

    def values(self) -> tuple[str, str, str, str, str]:
        """Type, actor, state and both days as typed."""
        return (
            self._kind.code(),
            self._actor.code(),
            self._state.code(),
            self._begins.text(),
            self._ends.text(),
        )

    def _propose(self) -> None:
        self._actor.choose(self._usual.get(self._kind.code(), ""))


class ContactForm(SmallForm):
    """Telephone, e-mail and address; what is left empty stays as it was."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__(_("New contact details"), _("Save contact details"), name="contactForm")
        self._lines = {
            name: LineEdit(limit=limit)
            for name, limit in (
                ("phone", 40),
                ("email", 120),
                ("care_of", 80),
                ("street", 120),
                ("postcode", 10),
                ("city", 60),
            )
        }
        labels: tuple[tuple[tuple[str, str], ...], ...] = (
            (("phone", _("Telephone")),),
            (("email", _("E-mail")),),
            (("care_of", _("Care of")),),
            (("street", _("Street address")),),
            (("postcode", _("Postcode")), ("city", _("Town"))),
        )
        for row in labels:
            fields = [(name, Field(label, self._lines[name], name=f"contact_{name}")) for name, label in row]
            self._put(*fields)
        self._end()

    def values(self) -> tuple[str, str, EnteredAddress | None]:
        """Telephone, e-mail, and an address when a street was given."""
        text = {name: line.text().strip() for name, line in self._lines.items()}
        address = EnteredAddress(text["street"], text["postcode"], text["city"], text["care_of"])
        return text["phone"], text["email"], address if text["street"] else None


class NumberForm(SmallForm):
    """One more identity number."""

    def __init__(self, kinds: Pairs) -> None:
        """``kinds`` are the types."""
        super().__init__(_("New number"), _("Add number"), name="numberForm")
        self._kind, self._text = Choice(kinds), LineEdit(limit=40)
        self._put(("kind", Field(_("Type of number"), self._kind, name="newNumberKind")))
        self._put(("", Field(_("Number"), self._text, name="newNumber")))
        self._end()

    def values(self) -> tuple[str, str]:
        """Type and number as typed."""
        return self._kind.code(), self._text.text()
