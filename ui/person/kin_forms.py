"""The forms of the tab Hushåll: who lives with the person, what others are to her, who must not be told, moving."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseworker.domain.household import RelationGround, RelationKind
from caseworker.domain.rows import MemberRow
from ui.language import _
from ui.person.forms import SmallForm, day_line
from ui.person.kin_words import ground_words
from ui.relation_words import relation_words
from ui.warning_words import shown_other
from ui.widgets.button import Button
from ui.widgets.fields import Choice, Field, LineEdit, Message, Tone
from ui.widgets.text import Label
from ui.widgets.tick import Tick

LIMIT = 200


@dataclass(frozen=True, slots=True)
class RelationText:
    """What stands in the form of a relation."""

    kind: str
    other: str
    contact: str
    ground: str
    source: str
    begins: str


class JoinForm(SmallForm):
    """Who moves in with the person."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__(_("Lives with the person"), _("Add to the household"), name="joinForm")
        self._other, self._begins = LineEdit(placeholder="2026-0147", limit=20), day_line()
        self._put(("other", Field(_("Case number"), self._other, name="joinOther")))
        self._put(("begins", Field(_("From"), self._begins, name="joinBegins", note=_("today if empty"))))
        self._end()

    def values(self) -> tuple[str, str]:
        """Case number and first day as typed."""
        return self._other.text(), self._begins.text()


class RelationForm(SmallForm):
    """What another is to the person."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__(_("New relation"), _("Record relation"), name="relationForm")
        kinds = [("", _("Choose")), *((kind.value, relation_words(kind)) for kind in RelationKind)]
        self._kind = Choice(kinds)
        self._ground = Choice([(ground.value, ground_words(ground)) for ground in RelationGround])
        self._lines = {name: LineEdit(limit=LIMIT) for name in ("other", "contact", "source")}
        self._begins = day_line()
        self._put(("kind", Field(_("The other is the person's"), self._kind, name="relationKind")))
        other = Field(_("Who"), self._lines["other"], name="relationOther", note=_("case number, or a name"))
        self._put(("other", other))
        self._put(("contact", Field(_("How she or he is reached"), self._lines["contact"], name="relationContact")))
        self._put(("ground", Field(_("What is decided"), self._ground, name="relationGround")))
        self._put(("source", Field(_("According to"), self._lines["source"], name="relationSource")))
        self._put(("begins", Field(_("From"), self._begins, name="relationBegins", note=_("today if empty"))))
        self._end()

    def values(self) -> RelationText:
        """What was entered."""
        text = {name: line.text().strip() for name, line in self._lines.items()}
        return RelationText(self._kind.code(), **text, ground=self._ground.code(), begins=self._begins.text())

    def tell(self, text: str) -> None:
        """Say what looks wrong about a relation that is saved."""
        self._message.say(text, Tone.WARN)


class NoContactForm(SmallForm):
    """Who must not be told about the person."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__(_("Must not be told"), _("Record warning"), name="noContactForm")
        self._other, self._reason, self._begins = LineEdit(limit=LIMIT), LineEdit(limit=LIMIT), day_line()
        self._put(("other", Field(_("Who"), self._other, name="noContactOther", note=_("case number, or a name"))))
        self._put(("reason", Field(_("Why"), self._reason, name="noContactReason", note=_("may be left out"))))
        self._put(("begins", Field(_("From"), self._begins, name="noContactBegins", note=_("today if empty"))))
        self._end()

    def values(self) -> tuple[str, str, str]:
        """Who, why and from when, as typed."""
        return self._other.text().strip(), self._reason.text(), self._begins.text()


class MoveForm(SmallForm):
    """A new address for the person and for those of the household who move along."""

    def __init__(self) -> None:
        """Start with nobody to bring along."""
        super().__init__(_("The household moves"), _("Record the move"), name="moveForm")
        self._lines = {
            name: LineEdit(limit=limit)
            for name, limit in (("care_of", 80), ("street", 120), ("postcode", 10), ("city", 60))
        }
        self._begins = day_line()
        self._put(("street", Field(_("Street address"), self._lines["street"], name="moveStreet")))
        self._put(
            ("postcode", Field(_("Postcode"), self._lines["postcode"], name="movePostcode")),
            ("city", Field(_("Town"), self._lines["city"], name="moveCity")),
        )
        self._put(("care_of", Field(_("Care of"), self._lines["care_of"], name="moveCareOf")))
        self._put(("begins", Field(_("From"), self._begins, name="moveBegins", note=_("today if empty"))))
        self._heading = Label(_("Moves along"), "smallaction", "ink2")
        self._column.addWidget(self._heading)
        self._along = QVBoxLayout()
        self._along.setSpacing(0)
        self._column.addLayout(self._along)
        self._ticks: dict[str, Tick] = {}
        self._end()

    def show_members(self, members: Sequence[MemberRow], own: str) -> None:
        """Offer everybody who lives in the household now; all of them move along unless somebody says otherwise."""
        wanted = {
            row.person: shown_other(row.name, row.case_number)
            for row in members
            if row.person and row.person != own and row.ends is None
        }
        if {person: tick.text() for person, tick in self._ticks.items()} == wanted:
            return
        for tick in self._ticks.values():
            self._along.removeWidget(tick)
            tick.deleteLater()
        self._ticks = {}
        for number, (person, name) in enumerate(wanted.items()):
            tick = Tick(name, name=f"moveAlong{number}")
            tick.setChecked(True)
            self._ticks[person] = tick
            self._along.addWidget(tick)
        self._heading.setVisible(bool(wanted))

    def values(self) -> tuple[dict[str, str], str, tuple[str, ...]]:
        """The address, from when, and the ids of who moves along."""
        text = {name: line.text().strip() for name, line in self._lines.items()}
        return text, self._begins.text(), tuple(one for one, tick in self._ticks.items() if tick.isChecked())


class EndPanel(QWidget):
    """What may be done with the chosen row: end it on a day, open the file, or settle an errand.

    ``ended(day)``, ``opened()``, ``settled(done, note)``.
    """

    ended = Signal(str)
    opened = Signal()
    settled = Signal(bool, str)

    def __init__(self) -> None:
        """Start with nothing chosen."""
        super().__init__()
        self.setObjectName("endPanel")
        self._title = Label("", "strong", wrap=True, name="endTitle")
        self._facts = Label("", "small", "ink2", wrap=True, name="endFacts")
        self._day, self._note = day_line(), LineEdit(limit=LIMIT)
        self.day = Field(_("Last day"), self._day, name="endDay", note=_("today if empty"))
        self.note = Field(_("Note"), self._note, name="endNote", note=_("may be left out"))
        self.end = Button(_("End it"), name="endTie", icon="check")
        self.open = Button(_("Open the file"), name="openOther", icon="folder-open")
        self.done = Button(_("Settled"), "primary", name="errandDone", icon="check")
        self.again = Button(_("Not settled after all"), name="errandAgain", icon="undo-2")
        self._message = Message("endMessage")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.done, self.again, self.end, self.open):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(8)
        for part in (self._title, self._facts, self.day, self.note, self._message):
            column.addWidget(part)
        column.addLayout(buttons)
        self.end.clicked.connect(lambda: self.ended.emit(self._day.text()))
        self.open.clicked.connect(self.opened)
        self.done.clicked.connect(lambda: self.settled.emit(True, self._note.text()))
        self.again.clicked.connect(lambda: self.settled.emit(False, self._note.text()))
        self.hide()

    def show_tie(self, title: str, facts: str, *, ends: bool, opens: bool) -> None:
        """Show a membership, relation or warning; ``ends``: it may be ended, ``opens``: there is a file to open."""
        self._show(title, facts)
        for part, shown in ((self.day, ends), (self.end, ends), (self.open, opens)):
            part.setVisible(shown)
        for gone in (self.note, self.done, self.again):
            gone.hide()

    def show_errand(self, title: str, facts: str, *, done: bool) -> None:
        """Show an errand of a move."""
        self._show(title, facts)
        self.done.setVisible(not done)
        self.again.setVisible(done)
        self.note.show()
        for gone in (self.day, self.end, self.open):
            gone.hide()

    def say(self, field: str, text: str) -> None:
        """Show a refusal, beside the day when it is about it."""
        if field == "begins" and self.day.isVisible():
            self.day.say(text, Tone.ERROR)
        else:
            self._message.say(text, Tone.ERROR)

    def clear(self) -> None:
        """Nothing is chosen any more."""
        self._day.clear()
        self._note.clear()
        self.day.say("")
        self._message.say("")
        self.hide()

    def _show(self, title: str, facts: str) -> None:
        self.clear()
        self._title.setText(title)
        self._facts.setText(facts)
        self._facts.setVisible(bool(facts))
        self.show()
