"""The small forms of the file: each is a column of fields with one button; what was refused stands beside its field."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseworker.domain.intake import EnteredAddress
from caseworker.domain.rows import AddressRow, PersonFile
from caseworker.domain.status import PermitType
from ui.language import _
from ui.widgets.button import Button
from ui.widgets.choice import Segment
from ui.widgets.fields import Choice, Field, LineEdit, Message, Tone
from ui.widgets.status_fields import StatusFields, StatusText
from ui.widgets.text import SectionHeading
from ui.words import Pairs, Words, permit_kind, state_words

if TYPE_CHECKING:
    from ui.person.meanwhile import Meanwhile

FIRST_STATES = ("proposed", "decided", "ongoing")
# how the log calls a field of the form of contact details
CONTACT_CODES = {"phone": "contacts.value", "email": "contacts.value", "street": "addresses.street"}


class SmallForm(QWidget):
    """A heading, fields and a button. ``sent()`` on the button, ``typed()`` when the user changes a field.

    Subclasses offer what stands in the fields; ``meanwhile`` holds it against what others save.
    """

    sent = Signal()
    typed = Signal()

    def __init__(self, title: str, button: str, *, name: str, keys: str = "") -> None:
        """``name`` begins the objectNames; ``keys`` of the button."""
        super().__init__()
        self.setObjectName(name)
        self.fields: dict[str, Field] = {}
        self.button = Button(button, "primary", name=f"{name}Save", keys=keys)
        self.button.clicked.connect(self.sent)
        self.meanwhile: Meanwhile | None = None
        self._card_place = QVBoxLayout()
        self._message = Message(f"{name}Message")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        if title:
            self._column.addWidget(SectionHeading(title))
        self._column.addLayout(self._card_place)

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
        if self.meanwhile is not None:
            self.meanwhile.forget()

    # What stands in it
    def texts(self) -> dict[str, str]:
        """What stands in every field, as text or code."""
        return {name: _text_in(field.editor) for name, field in self.fields.items() if name}

    def put(self, texts: Mapping[str, str]) -> None:
        """Fill fields without telling; others stay as they are."""
        for name, text in texts.items():
            if name in self.fields:
                _put_in(self.fields[name].editor, text)

    def compared(self) -> dict[str, str]:
        """What is held against the file: by default every field by itself."""
        return self.texts()

    def take(self, field: str, text: str) -> None:
        """Take what is saved in place of what was written."""
        self.put({field: text})

    def label_of(self, field: str) -> str:
        """What a field is called."""
        return self.fields[field].editor.accessibleName()

    def words_of(self, field: str, text: str) -> str:
        """A field's text or code in words."""
        return _words_in(self.fields[field].editor, text) if field in self.fields else text

    def show_card(self, card: QWidget | None) -> None:
        """Show a question above the fields; the button waits until it is answered. None takes the question away."""
        if card is not None:
            self._card_place.addWidget(card)
            card.show()
        self.button.setVisible(card is None)

    def show_file(self, file: PersonFile) -> None:
        """Bring what stands here in step with the file."""
        if self.meanwhile is not None:
            self.meanwhile.show_file(file)

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
            self._listen(field.editor)
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)

    def _listen(self, editor: QWidget) -> None:
        if isinstance(editor, LineEdit):
            editor.textEdited.connect(self._tell_typed)
        elif isinstance(editor, Choice):
            editor.activated.connect(self._tell_typed)
        elif isinstance(editor, Segment):
            editor.chosen.connect(self._tell_typed)

    def _tell_typed(self) -> None:
        self.typed.emit()

    def _end(self) -> None:
        self._column.addWidget(self._message)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        self._column.addLayout(row)


def _text_in(editor: QWidget) -> str:
    if isinstance(editor, LineEdit):
        return editor.text().strip()
    return str(editor.code()) if isinstance(editor, Choice | Segment) else ""


def _put_in(editor: QWidget, text: str) -> None:
    if isinstance(editor, LineEdit):
        editor.setText(text)
    elif isinstance(editor, Choice):
        editor.setCurrentIndex(max(editor.findData(text), 0))
    elif isinstance(editor, Segment):
        editor.choose(text)


def _words_in(editor: QWidget, text: str) -> str:
    if isinstance(editor, Choice):
        return editor.itemText(max(editor.findData(text), 0))
    return editor.words_of(text) if isinstance(editor, Segment) else text


def day_line() -> LineEdit:
    """A line for one day."""
    return LineEdit(placeholder=_("YYYY-MM-DD"), limit=10)


class StatusForm(SmallForm):
    """A new period of legal status."""

    def __init__(self, words: Words) -> None:
        """``words`` gives the statuses that may be recorded today."""
        super().__init__(_("New legal status"), _("Record status"), name="statusForm")
        permits = [(kind, permit_kind(kind)) for kind in PermitType]
        self._status = StatusFields(
            words.status_rows,
            permits,
            name="newStatus",
            label=_("Legal status"),
            across=2,
            classifications=words.classifications,
        )
        for name in ("status", "begins", "permit", "until", "ground", "classification"):
            field = self._status.field(name)
            if field is not None:
                self.fields[name] = field
        self._status.changed.connect(self._tell_typed)
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

    def texts(self) -> dict[str, str]:
        """See ``SmallForm``."""
        return asdict(self._status.text())

    def put(self, texts: Mapping[str, str]) -> None:
        """See ``SmallForm``."""
        self._status.show_text(StatusText(**texts))


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
        self._words = words
        self._offered: Pairs = ()
        self._kind = Choice([("", _("Choose"))], editable=True)
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
        self.renew()
        self._end()

    def renew(self) -> None:
        """Offer what the catalogue holds now."""
        if self._offered != self._words.interventions:
            self._offered = self._words.interventions
            self._kind.set_rows([("", _("Choose")), *self._offered])

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
        self._actor.choose(self._words.kind_of(self._kind.code()).actor)


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

    def compared(self) -> dict[str, str]:
        """Telephone, e-mail and the whole address."""
        phone, email, address = self.values()
        there = address or EnteredAddress("", "", "")
        return {"phone": phone, "email": email, "street": address_line(there)}

    def take(self, field: str, text: str) -> None:
        """What is saved holds: nothing new is written for this field."""
        names = ("street", "care_of", "postcode", "city") if field == "street" else (field,)
        for name in names:
            self._lines[name].clear()


def address_line(address: AddressRow | EnteredAddress) -> str:
    """An address on one line."""
    town = f"{address.postcode} {address.city}".strip()
    return ", ".join(part for part in (address.care_of, address.street, town) if part)


def recorded_contact(file: PersonFile) -> dict[str, str]:
    """What holds today of what the form of contact details can change."""
    running = {one.kind: one.value for one in file.contacts if one.ends is None}
    address = next((one for one in file.addresses if one.ends is None), None)
    lived = "" if address is None else address_line(address)
    return {"phone": running.get("phone", ""), "email": running.get("email", ""), "street": lived}
