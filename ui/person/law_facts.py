"""What the law asks about this person now: days and circumstances that are missing or recorded, and a form for them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.domain.facts import FactKind
from caseworker.domain.lawsheet import KnownFact, LawSheet
from ui.language import _, day_text
from ui.models.lazy_rows import LazyRowsModel
from ui.person.forms import SmallForm, day_line
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.choice import Segment
from ui.widgets.fields import Choice, Field
from ui.widgets.rows import Cell, Column, RowList
from ui.widgets.text import Label, SectionHeading
from ui.words import Words

ROW, MOST_ROWS = 52, 8
_NAMED = 2
YES, NO = "yes", "no"
ESTABLISHMENT = "etableringsprogram"
NEWLY_ARRIVED = "newly_arrived"


@dataclass(frozen=True, slots=True)
class FactLine:
    """One thing the law asks: what it is called, what is recorded or what it follows from, and what needs it."""

    code: str
    words: str
    kind: str
    value: str
    why: str
    known: KnownFact | None = None


class LawFactsPart(QWidget):
    """The list of what the law asks. ``opened(line)`` on Enter: it is to be recorded or corrected."""

    opened = Signal(object)

    def __init__(self, words: Words) -> None:
        """Start empty."""
        super().__init__()
        self.setObjectName("lawFacts")
        self._words = words
        self._model = LazyRowsModel(_spoken)
        self.list = RowList(_("What the law asks about"), name="lawFactsList", columns=_columns(), height=ROW)
        self.list.setModel(self._model)
        self.list.opened.connect(self.opened)
        self.told = Label("", "body", "ink2", wrap=True, name="lawFactsTold")
        self.derived = Label("", "body", wrap=True, name="lawFactsDerived")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(SectionHeading(_("Days the law asks about"), _("Enter records the row"), role="h3"))
        column.addWidget(self.told)
        column.addWidget(self.list, 1)
        column.addSpacing(8)
        column.addWidget(SectionHeading(_("Worked out"), _("never typed"), role="h3"))
        column.addWidget(self.derived)

    def show_sheet(self, sheet: LawSheet) -> None:
        """Show what the answers of a day depend on and what is recorded."""
        lines = lines_of(sheet)
        self._model.show_list(lines)
        self.list.fit_rows(MOST_ROWS)
        self.list.setMinimumHeight(min(self.list.maximumHeight(), theme().px(2 * ROW)))
        self.list.setVisible(bool(lines))
        self.told.setText(self._explained(sheet, lines))
        self.derived.setText(worked_out(sheet))

    def _explained(self, sheet: LawSheet, lines: tuple[FactLine, ...]) -> str:
        told = []
        if len(sheet.statuses) > 1:
            names = ", ".join(self._words.status(code) for code in sheet.statuses)
            told.append(
                _("Several statuses cover the same day: {names}. Correct their days; the first decides.").format(
                    names=names
                )
            )
        if not sheet.status:
            told.append(_("No legal status covers {day}, so the law asks nothing.").format(day=day_text(sheet.day)))
        told += sheet.log[1:]
        if not lines and sheet.status:
            told.append(_("Nothing is missing: no right and no last day depends on anything more."))
        elif any(line.known is None for line in lines):
            told.append(_("Rights and last days depend on these. What is not recorded leaves the answer open."))
        return "\n".join(told)


class FactForm(SmallForm):
    """One day or circumstance. ``clear_asked()``: what is recorded is not so."""

    clear_asked = Signal()

    def __init__(self) -> None:
        """Start without anything to choose among; ``show_lines`` brings it."""
        super().__init__(_("What the law asks about"), _("Record it"), name="factForm")
        self._kinds: dict[str, str] = {}
        self._known: set[str] = set()
        self._wanted = ""
        self._fact = Choice([("", _("Choose"))])
        self._day, self._begins = day_line(), day_line()
        self._holds = Segment([(YES, _("Yes")), (NO, _("No"))], _("Is it so"), name="factHolds")
        self._put(("fact", Field(_("Day or circumstance"), self._fact, name="factCode")))
        self._put(("day", Field(_("Day"), self._day, name="factDay")))
        self._put(("holds", Field(_("Is it so"), self._holds, name="factHolds")))
        self._put(("begins", Field(_("Since"), self._begins, name="factBegins", note=_("empty: always"))))
        self.remove = Button(_("Take it away"), "quiet", name="factFormRemove")
        self.remove.clicked.connect(self.clear_asked)
        self._end()
        self._column.addWidget(self.remove)
        self._fact.currentIndexChanged.connect(self._fit)
        self._fit()

    def show_lines(self, lines: tuple[FactLine, ...]) -> None:
        """Offer what may be recorded; what was chosen stays."""
        own = [line for line in lines if line.kind in set(FactKind)]
        self._kinds = {line.code: line.kind for line in own}
        self._known = {line.code for line in own if line.known is not None and not line.known.follows}
        self._fact.set_rows([("", _("Choose")), *((line.code, _capital(line.words)) for line in own)])
        if self._wanted:
            self._fact.choose(self._wanted)
        self._fit()

    def show_line(self, line: FactLine) -> None:
        """Put a row of the list into the form, with what is recorded of it."""
        self.clear()
        self._fact.choose(line.code)
        if line.known is not None:
            self._day.setText(_iso(line.known.day))
            self._begins.setText(_iso(line.known.begins))
            self._holds.choose(YES if line.known.holds else NO)
        self._fit()
        first = self._day if line.kind == FactKind.DAY else self._holds
        first.setFocus()

    def put(self, texts: Mapping[str, str]) -> None:
        """Fill fields without telling; what there is to choose among may come later."""
        self._wanted = texts.get("fact", "")
        super().put(texts)
        self._fit()

    def clear(self) -> None:
        """Choose nothing."""
        super().clear()
        self._wanted = ""
        self._holds.clear()
        self._fit()

    def values(self) -> tuple[str, str, str, str, str]:
        """Code, its kind, the day, yes or no, and since when, as typed."""
        code = self._fact.code()
        return code, self._kinds.get(code, ""), self._day.text(), self._holds.code(), self._begins.text()

    def _fit(self) -> None:
        """Show the fields that what is chosen has."""
        kind = self._kinds.get(self._fact.code(), "")
        for name, shown in (("day", FactKind.DAY), ("holds", FactKind.CIRCUMSTANCE), ("begins", FactKind.CIRCUMSTANCE)):
            self.fields[name].setVisible(kind == shown)
        self.remove.setVisible(self._fact.code() in self._known)


def lines_of(sheet: LawSheet) -> tuple[FactLine, ...]:
    """What is asked and not known, then what is recorded."""
    return tuple(_lines(sheet))


def worked_out(sheet: LawSheet) -> str:
    """Phases that follow from what is recorded: newly arrived since, and how long the establishment period runs."""
    told = []
    if sheet.group == NEWLY_ARRIVED and sheet.first is not None:
        told.append(_("Newly arrived since {day}.").format(day=day_text(sheet.first)))
    right = next((one for one in sheet.rights if one.right == ESTABLISHMENT and one.answer == "yes"), None)
    if right is not None and right.begins is not None:
        if right.ends is not None:
            days = f"{day_text(right.begins)} – {day_text(right.ends)}"
            told.append(_("Establishment period: {days}.").format(days=days))
        elif right.known_to is not None:
            said = _("Establishment period from {day}; the law is known until {known}, so its end is not.")
            told.append(said.format(day=day_text(right.begins), known=day_text(right.known_to)))
        else:
            told.append(_("Establishment period from {day}.").format(day=day_text(right.begins)))
    return "\n".join(told) or _("Nothing follows from what is recorded.")


def _lines(sheet: LawSheet) -> Iterator[FactLine]:
    for asked in sheet.asked:
        why = _("Gives a last day. Needed for: {needed}") if asked.last_day else _("Needed for: {needed}")
        needed = _few(asked.needed_by)
        yield FactLine(asked.code, asked.words, asked.kind, _("not recorded"), why.format(needed=needed))
    for known in sheet.known:
        why = known.follows or _("recorded {day}").format(day=day_text(known.recorded))
        yield FactLine(known.code, known.words, known.kind, _value(known), why, known)


def _few(names: Sequence[str]) -> str:
    """The first two names, and how many more there are."""
    told = ", ".join(name.removesuffix(".") for name in names[:_NAMED])
    rest = len(names) - _NAMED
    return told if rest <= 0 else _("{names} and {n} more").format(names=told, n=rest)


def _value(known: KnownFact) -> str:
    if known.day is not None:
        return day_text(known.day)
    said = _("Yes") if known.holds else _("No")
    return said if known.begins is None else _("{said}, since {day}").format(said=said, day=day_text(known.begins))


def _columns() -> tuple[Column, ...]:
    def what(line: FactLine) -> Cell:
        missing = line.known is None
        return Cell(
            top=_capital(line.words),
            bottom=line.why,
            icon="circle-dashed" if missing else "circle-check",
            icon_color="warn" if missing else "ok",
        )

    def value(line: FactLine) -> Cell:
        return Cell(top=line.value, weight=400, top_color="ink2" if line.known is None else "ink")

    return (Column(what, share=3, minimum=240), Column(value, share=1, minimum=120, maximum=200))


def _spoken(line: FactLine) -> str:
    return ", ".join((_capital(line.words), line.value, line.why))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()
