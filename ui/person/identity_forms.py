"""Forms of who a person is: a number with what stood on its paper, one that ends, a name in parts, a birth date."""

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caseworker.domain.calendars import Calendar
from caseworker.domain.identity import USUAL_ISSUERS, IdentifierType
from caseworker.domain.person import BirthSource, NameRole, TokenRole, WhyEnded
from caseworker.domain.rows import IdentifierRow, NameRow
from ui.identity_words import birth_sources, calendars, certainties, name_roles, token_roles
from ui.language import _
from ui.person.forms import SmallForm, day_line
from ui.widgets.button import Button
from ui.widgets.columns import Across
from ui.widgets.fields import Choice, Field, LineEdit
from ui.widgets.text import Label
from ui.widgets.tick import Tick
from ui.words import Pairs

RENEWED = "renewed"
_CURRENT = (NameRole.LATIN, NameRole.ORIGINAL, NameRole.MIGRATION_AGENCY)
_FIRST_PARTS = (TokenRole.GIVEN, TokenRole.FATHER, TokenRole.FAMILY)


@dataclass(frozen=True, slots=True)
class NumberText:
    """A number as typed."""

    kind: str
    text: str
    begins: str = ""
    issuer: str = ""
    seen: str = ""
    renewed: str = ""
    certainty: str = ""
    copy: bool = False


class NumberForm(SmallForm):
    """One more identity number, and what stood on its paper."""

    def __init__(self, kinds: Pairs) -> None:
        """``kinds`` are the types."""
        super().__init__(_("New number"), _("Add number"), name="numberForm")
        self._kind, self._text = Choice(kinds), LineEdit(limit=40)
        self._begins, self._seen, self._renewed = day_line(), day_line(), day_line()
        self._issuer = LineEdit(limit=80)
        self._certainty = Choice(certainties())
        self._copy = Tick(_("A copy of the paper is kept"), name="newNumberCopy")
        self._put(("kind", Field(_("Type of number"), self._kind, name="newNumberKind")))
        self._put(("", Field(_("Number"), self._text, name="newNumber")))
        self._put(
            ("begins", Field(_("Valid from"), self._begins, name="newNumberBegins", note=_("today if empty"))),
            ("seen", Field(_("Paper seen"), self._seen, name="newNumberSeen", note=_("today if empty"))),
        )
        self._put(("issuer", Field(_("Issued by"), self._issuer, name="newNumberIssuer")))
        self._put(("certainty", Field(_("How sure the identity is"), self._certainty, name="newNumberCertainty")))
        self._put(("renewed", Field(_("Renewed"), self._renewed, name="newNumberRenewed")))
        self._column.addWidget(self._copy)
        self._end()
        self._kind.currentIndexChanged.connect(self._suit)
        self._suit()

    def values(self) -> NumberText:
        """What stands in the fields; certainty and renewal only of a samordningsnummer."""
        coordination = self._kind.code() == IdentifierType.SAMORDNINGSNUMMER
        return NumberText(
            self._kind.code(),
            self._text.text(),
            self._begins.text(),
            self._issuer.text(),
            self._seen.text(),
            self._renewed.text() if coordination else "",
            self._certainty.code() if coordination else "",
            self._copy.isChecked(),
        )

    def clear(self) -> None:
        """Empty it."""
        super().clear()
        self._copy.setChecked(False)

    def _suit(self) -> None:
        kind = self._kind.code()
        usual = USUAL_ISSUERS.get(IdentifierType(kind), "") if kind else ""
        self._issuer.setPlaceholderText(usual)
        for name in ("certainty", "renewed"):
            self.fields[name].setVisible(kind == IdentifierType.SAMORDNINGSNUMMER)


@dataclass(frozen=True, slots=True)
class NumberEndText:
    """What is to be done with a number, as typed. ``what`` is a WhyEnded value or "renewed"."""

    what: str
    reason: str
    right: str
    renewed: str
    certainty: str


class NumberEndForm(SmallForm):
    """A number that was mistyped, is withdrawn, or, if it is a samordningsnummer, is renewed."""

    def __init__(self) -> None:
        """Start without a number."""
        super().__init__(_("Change a number"), _("Save the change"), name="numberEndForm")
        self.row: IdentifierRow | None = None
        self._which = Label("", "strong", wrap=True, name="numberEndWhich")
        self._column.addWidget(self._which)
        self._what, self._certainty = Choice(), Choice(certainties())
        self._reason, self._right, self._renewed = LineEdit(limit=200), LineEdit(limit=40), day_line()
        self._put(("what", Field(_("What happened"), self._what, name="numberEndWhat")))
        self._put(("reason", Field(_("Why"), self._reason, name="numberEndReason")))
        right = Field(_("The right number"), self._right, name="numberEndRight", note=_("may be empty"))
        self._put(("", right))
        self._put(("renewed", Field(_("Renewed"), self._renewed, name="numberEndRenewed")))
        self._put(("certainty", Field(_("How sure the identity is"), self._certainty, name="numberEndCertainty")))
        self._right_field = right
        self._end()
        self._what.currentIndexChanged.connect(self._suit)

    def show_number(self, row: IdentifierRow, shown: str) -> None:
        """Begin with one number; ``shown`` is it in words, masked."""
        self.clear()
        self.row = row
        self._which.setText(shown)
        ways: Pairs = (
            (WhyEnded.MISTYPED, _("It was mistyped")),
            (WhyEnded.WITHDRAWN, _("It is withdrawn by whoever issued it")),
        )
        renewed: Pairs = ((RENEWED, _("It is renewed")),)
        self._what.set_rows((*renewed, *ways) if row.type == IdentifierType.SAMORDNINGSNUMMER else ways)
        self._suit()

    def clear(self) -> None:
        """Forget the number."""
        super().clear()
        self.row = None
        self._which.setText("")

    def values(self) -> NumberEndText:
        """What stands in the fields."""
        return NumberEndText(
            self._what.code(),
            self._reason.text(),
            self._right.text(),
            self._renewed.text(),
            self._certainty.code(),
        )

    def _suit(self) -> None:
        what = self._what.code()
        for name in ("renewed", "certainty"):
            self.fields[name].setVisible(what == RENEWED)
        self.fields["reason"].setVisible(what != RENEWED)
        self._right_field.setVisible(what == WhyEnded.MISTYPED)


class NameForm(SmallForm):
    """A spelling of a name in any number of parts, in the order they are said."""

    def __init__(self) -> None:
        """Start with three parts."""
        super().__init__(_("New or changed name"), _("Save the name"), name="nameForm")
        self._role = Choice(name_roles())
        self._put(("role", Field(_("Which spelling"), self._role, name="nameRole")))
        self._parts: list[tuple[Choice, LineEdit]] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self._column.addLayout(self._rows)
        more = Button(_("Another part"), "ghost", name="nameMoreParts", icon="plus")
        more.clicked.connect(lambda: self._add(TokenRole.OTHER, ""))
        line = QHBoxLayout()
        line.addWidget(more)
        line.addStretch(1)
        self._column.addLayout(line)
        self._begins, self._ends = day_line(), day_line()
        self._put(
            ("begins", Field(_("From"), self._begins, name="nameBegins")),
            ("ends", Field(_("To"), self._ends, name="nameEnds")),
        )
        self._keeps = Tick(_("Keep the earlier one as former"), name="nameKeeps")
        self._column.addWidget(self._keeps)
        self._end()
        self._role.currentIndexChanged.connect(self._suit)
        self._start()

    def show_name(self, row: NameRow) -> None:
        """Begin with a spelling that is recorded."""
        self.clear()
        self._role.choose(row.role)
        known: list[tuple[str, str]] = [
            (role, text) for role, text in ((TokenRole.GIVEN, row.given), (TokenRole.FAMILY, row.family)) if text
        ]
        self._show(list(row.tokens) or known or [(TokenRole.OTHER, row.full)])

    def values(self) -> tuple[str, tuple[tuple[str, str], ...], str, str, bool]:
        """Role, parts, first and last day as typed, and whether the name before is kept."""
        parts = tuple((choice.code(), line.text()) for choice, line in self._parts if line.text().strip())
        dated = self._role.code() not in _CURRENT
        begins, ends = (self._begins.text(), self._ends.text()) if dated else ("", "")
        return self._role.code(), parts, begins, ends, not dated and self._keeps.isChecked()

    def clear(self) -> None:
        """Empty it."""
        super().clear()
        self._keeps.setChecked(False)
        self._start()

    def _start(self) -> None:
        self._show([(role, "") for role in _FIRST_PARTS])
        self._suit()

    def _show(self, parts: list[tuple[str, str]]) -> None:
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        self._parts.clear()
        for role, text in parts:
            self._add(role, text)

    def _add(self, role: str, text: str) -> None:
        number = len(self._parts) + 1
        choice, line = Choice(token_roles()), LineEdit(limit=200)
        choice.choose(role)
        line.setText(text)
        self._parts.append((choice, line))
        kind = Field(_("Part {n}").format(n=number), choice, name=f"namePart{number}Role")
        words = Field(_("As written"), line, name=f"namePart{number}")
        line.setAccessibleName(_("Part {n} as written").format(n=number))
        self._rows.addWidget(Across(kind, words, stretches=(1, 1), gap=12))

    def _suit(self) -> None:
        current = self._role.code() in _CURRENT
        for name in ("begins", "ends"):
            self.fields[name].setVisible(not current)
        self._keeps.setVisible(current)


class BirthForm(SmallForm):
    """What is said of when she was born, in the calendar it was said in."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__(_("What is said of the birth date"), _("Save the birth date"), name="birthForm")
        self._calendar, self._source = Choice(calendars()), Choice(birth_sources())
        self._typed, self._stated = LineEdit(placeholder=_("YYYY-MM-DD"), limit=20), LineEdit(limit=200)
        self._holds = Tick(_("Use it from now on"), name="birthHolds")
        self._holds.setChecked(True)
        self._put(("calendar", Field(_("Calendar"), self._calendar, name="birthCalendar")))
        note = _("year, or year-month-day in that calendar")
        self._put(("typed", Field(_("Born"), self._typed, name="birthTyped", note=note)))
        self._put(("source", Field(_("Where it comes from"), self._source, name="birthSource")))
        stated = Field(_("As it was said or written"), self._stated, name="birthStated", note=_("may be empty"))
        self._put(("stated", stated))
        self._column.addWidget(self._holds)
        self._end()

    def values(self) -> tuple[str, Calendar, BirthSource, str, bool]:
        """Date as typed, calendar, source, words, and whether it holds."""
        return (
            self._typed.text(),
            Calendar(self._calendar.code()),
            BirthSource(self._source.code()),
            self._stated.text(),
            self._holds.isChecked(),
        )

    def clear(self) -> None:
        """Empty it."""
        super().clear()
        self._holds.setChecked(True)
