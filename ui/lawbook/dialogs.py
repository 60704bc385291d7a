"""The questions of the page: a rule of the municipality, its last day, who is responsible, a key to trust."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.domain.local_law import LOCAL_ANSWERS, LimitUnit, LocalKind
from caseworker.domain.rights import Answer, RightCode
from caseworker.services.law_local import AreaShown, EnteredRule, LocalRuleShown
from ui.days import read_full_day
from ui.language import _, code
from ui.lawbook.wording import answer_words, right_words, unit_choices
from ui.theme import theme
from ui.widgets.columns import Across, Scroll
from ui.widgets.fields import Choice, Field, LineEdit
from ui.widgets.question import Question
from ui.widgets.tick import Tick

_HIGH = 150  # of the list of statuses, px


class RuleDialog(Question):
    """Asks for a rule of the municipality: a right's answer, or a shorter limit of a duty."""

    def __init__(
        self,
        kind: LocalKind,
        duties: Sequence[tuple[str, str]],
        statuses: Mapping[str, tuple[str, str]],
        today: date,
        parent: QWidget,
    ) -> None:
        """``duties`` are (code, words); ``statuses`` codes with their words."""
        self._kind, self._today = kind, today
        self._is_right = kind is LocalKind.RIGHT
        title = _("The municipality's answer about a right") if self._is_right else _("A shorter limit of a duty")
        told = (
            _("The rule comes before the law's rows for these statuses and days, and is shown as the municipality's.")
            if self._is_right
            else _(
                "The municipality's last day may be earlier than the law's, never later. The law's day still stands."
            )
        )
        super().__init__(title, told, _("Save"), name="lawRule", parent=parent)
        targets = [(right.value, right_words(right.value)) for right in RightCode] if self._is_right else duties
        self.target = Choice(targets)
        spoken = 0 if code() == "sv" else 1
        self.ticks = {
            status: Tick(f"{status}  {words[spoken]}", name=f"lawStatus_{status}") for status, words in statuses.items()
        }
        self.answer = Choice([(one.value, answer_words(one.value)) for one in LOCAL_ANSWERS])
        self.words = LineEdit(limit=200)
        self.length = LineEdit(limit=3)
        self.unit = Choice(unit_choices())
        self.law = LineEdit(placeholder="2010:800 29:13", limit=120)
        self.reason = LineEdit(limit=200)
        self.begins = LineEdit(placeholder=_("YYYY-MM-DD"), limit=10)
        self.begins.setText(today.isoformat())
        self.ends = LineEdit(placeholder=_("YYYY-MM-DD"), limit=10)
        self._lay_out()
        for line in (self.words, self.length, self.law, self.reason, self.begins, self.ends):
            line.textChanged.connect(lambda _text: self._look())
        for tick in self.ticks.values():
            tick.toggled.connect(lambda _on: self._look())
        self.target.setFocus()
        self._look()

    @property
    def entered(self) -> EnteredRule:
        """What was written."""
        return EnteredRule(
            kind=self._kind,
            target=self.target.code(),
            statuses=self._statuses(),
            law=self.law.text(),
            reason=self.reason.text(),
            begins=read_full_day(self.begins.text()) or self._today,
            ends=read_full_day(self.ends.text()),
            answer=Answer(self.answer.code()) if self._is_right else None,
            words=self.words.text() if self._is_right else "",
            length=0 if self._is_right else int(self.length.text()),
            unit=None if self._is_right else LimitUnit(self.unit.code()),
        )

    def _statuses(self) -> tuple[str, ...]:
        return tuple(code for code, tick in self.ticks.items() if tick.isChecked())

    def _look(self) -> None:
        first, last = read_full_day(self.begins.text()), read_full_day(self.ends.text())
        whole = first is not None and (last is not None or not self.ends.text().strip())
        length = self.length.text()
        own = bool(self.words.text().strip()) if self._is_right else length.isascii() and length.isdigit()
        said = all(line.text().strip() for line in (self.law, self.reason))
        self.go.setEnabled(whole and own and said and bool(self._statuses()))

    def _lay_out(self) -> None:
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(0)
        for tick in self.ticks.values():
            column.addWidget(tick)
        scroll = Scroll(listed, name="lawStatuses")
        scroll.setMinimumHeight(theme().px(_HIGH))
        scroll.setMaximumHeight(theme().px(_HIGH))
        body = self.body
        body.addWidget(Field(_("Right") if self._is_right else _("Duty"), self.target, name="lawTarget"))
        body.addWidget(Field(_("For these statuses"), scroll, name="lawFor"))
        if self._is_right:
            body.addWidget(Field(_("Answer"), self.answer, name="lawAnswer"))
            note = _("one sentence, shown with the answer")
            body.addWidget(Field(_("In plain Swedish"), self.words, name="lawWords", note=note))
        else:
            body.addWidget(
                Across(
                    Field(_("At most"), self.length, name="lawLength"),
                    Field(_("Counted in"), self.unit, name="lawUnit"),
                )
            )
        note = _("several with a semicolon between")
        body.addWidget(Field(_("Paragraph"), self.law, name="lawCite", note=note))
        body.addWidget(Field(_("Why the municipality says so"), self.reason, name="lawReason"))
        days = Across(
            Field(_("First day"), self.begins, name="lawBegins"),
            Field(_("Last day"), self.ends, name="lawEnds", note=_("empty when it is not known")),
        )
        body.addWidget(days)


class EndDialog(Question):
    """Asks for a last day and why; what the rule said stays to be read."""

    def __init__(self, rule: LocalRuleShown, today: date, parent: QWidget) -> None:
        """Proposes today."""
        told = _(
            "The rule holds up to and including the last day. It is not taken away: what it said can still be read."
        )
        super().__init__(_("End the municipality's rule"), told, _("End it"), name="lawEnd", parent=parent)
        self.day = LineEdit(placeholder=_("YYYY-MM-DD"), limit=10)
        self.day.setText(max(today, rule.begins).isoformat())
        self.reason = LineEdit(limit=200)
        self.body.addWidget(Field(_("Last day"), self.day, name="lawEndDay"))
        self.body.addWidget(Field(_("Reason"), self.reason, name="lawEndReason"))
        for line in (self.day, self.reason):
            line.textChanged.connect(lambda _text: self._look())
        self.reason.setFocus()
        self._look()

    @property
    def last_day(self) -> date | None:
        """The day that was written."""
        return read_full_day(self.day.text())

    def _look(self) -> None:
        self.go.setEnabled(self.last_day is not None and bool(self.reason.text().strip()))


class ResponsibleDialog(Question):
    """Asks who is responsible for an area from a day on: an actor of the list, or a name of one's own."""

    def __init__(self, area: AreaShown, words: str, actors: Sequence[tuple[str, str]], today: date, parent: QWidget):
        """``actors`` are (code, words)."""
        told = _(
            "Whoever is responsible is shown with every right and duty of this area. Who had it before has it to the "
            "day before."
        )
        super().__init__(_("Responsible for {area}").format(area=words), told, _("Save"), name="lawArea", parent=parent)
        self.actor = Choice([("", _("a name of our own")), *actors])
        self.actor.choose(area.own.actor if area.own else area.usual)
        self.name = LineEdit(limit=120)
        self.name.setText(area.own.name if area.own else "")
        self.contact = LineEdit(limit=120)
        self.contact.setText(area.own.contact if area.own else "")
        self.begins = LineEdit(placeholder=_("YYYY-MM-DD"), limit=10)
        self.begins.setText(today.isoformat())
        self.body.addWidget(Field(_("Actor"), self.actor, name="lawActor"))
        self.body.addWidget(Field(_("Name"), self.name, name="lawActorName", note=_("a unit or a person, if you like")))
        self.body.addWidget(Field(_("How they are reached"), self.contact, name="lawContact"))
        self.body.addWidget(Field(_("First day"), self.begins, name="lawAreaBegins"))
        for line in (self.name, self.begins):
            line.textChanged.connect(lambda _text: self._look())
        self.actor.activated.connect(lambda _row: self._look())
        self.actor.setFocus()
        self._look()

    def _look(self) -> None:
        named = bool(self.actor.code() or self.name.text().strip())
        self.go.setEnabled(named and read_full_day(self.begins.text()) is not None)


class KeyDialog(Question):
    """Asks for a key and whose it is. The passphrase is asked for by the window."""

    def __init__(self, parent: QWidget) -> None:
        """Both are needed."""
        told = _(
            "Compare the key with the one who has it, by voice or face to face. Updates signed with it can then be "
            "read in."
        )
        super().__init__(_("Trust a key"), told, _("Trust it"), name="lawKey", parent=parent)
        self.key = LineEdit(limit=80)
        self.name = LineEdit(limit=120)
        self.body.addWidget(Field(_("Key"), self.key, name="lawKeyDigits", note=_("64 digits 0–9 and a–f")))
        self.body.addWidget(Field(_("Whose key"), self.name, name="lawKeyName"))
        for line in (self.key, self.name):
            line.textChanged.connect(lambda _text: self._look())
        self.key.setFocus()
        self._look()

    def _look(self) -> None:
        self.go.setEnabled(bool(self.key.text().strip() and self.name.text().strip()))
