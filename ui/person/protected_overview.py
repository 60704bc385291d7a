"""What a protected person's overview shows besides: her household by case number, and what comes next with its day."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from caseworker.domain.periods import current
from caseworker.domain.protection import ProtectionView
from caseworker.domain.rows import PersonFile, StatusRow
from ui.language import _, day_text, ngettext
from ui.widgets.flow import FlowLayout
from ui.widgets.steps import Mark, Step, Steps
from ui.widgets.text import Icon, Label, SectionHeading
from ui.words import Words

SOON_DAYS, MOST_STEPS = 60, 5


class Household(QWidget):
    """The people who are sealed together; nothing but their case numbers."""

    def __init__(self, numbers: Sequence[str], own: str) -> None:
        """``own`` is the case whose file is shown."""
        super().__init__()
        self.setObjectName("protectedHousehold")
        people = ngettext("{n} person, protected.", "{n} persons, all protected.", len(numbers))
        note = f"{people.format(n=len(numbers))} " + _("The tie is shown neither in search nor in letters or counts.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(SectionHeading(_("Household")))
        column.addWidget(Label(note, "small", "ink2", wrap=True))
        cards = FlowLayout(gap=10, line_gap=10)
        for number in numbers:
            cards.addWidget(_card(number, own=number == own))
        column.addLayout(cards)


def _card(number: str, *, own: bool) -> QFrame:
    card = QFrame()
    card.setProperty("card", "true")
    words = _("File {case}").format(case=number)
    inner = QVBoxLayout(card)
    inner.setContentsMargins(14, 10, 14, 10)
    inner.setSpacing(4)
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(Icon("shield-alert", 16, "danger"))
    head.addWidget(Label(words, "strong"))
    inner.addLayout(head)
    inner.addWidget(Label(_("this file") if own else _("search for the number"), "small", "ink2"))
    card.setAccessibleName(words)
    return card


class NextSteps(QWidget):
    """What comes next and when, the nearest first; nothing that tells who she is."""

    def __init__(self, file: PersonFile, view: ProtectionView, words: Words, today: date) -> None:
        """From the days of her status and her interventions, and from what waits about her readers."""
        super().__init__()
        self.setObjectName("protectedNext")
        steps = Steps(_("Next"), name="protectedNextSteps")
        steps.show_steps(next_steps(file, view, words, today))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(8)
        column.addWidget(SectionHeading(_("Next")))
        column.addWidget(steps)


def next_steps(file: PersonFile, view: ProtectionView, words: Words, today: date) -> list[Step]:
    """Return what comes next; one line that says so when no day is set."""
    days: list[tuple[date, str]] = []
    status: StatusRow | None = current(file.statuses, today)
    if status is not None and status.permit_until is not None:
        days.append((status.permit_until, _("The permit ends")))
    for row in file.interventions:
        name = words.intervention(row.type)
        if row.begins is not None and row.begins > today:
            days.append((row.begins, _("{what} begins").format(what=name)))
        elif row.ends is not None and row.ends >= today:
            days.append((row.ends, _("{what} ends").format(what=name)))
    steps = [_step(day, told, today) for day, told in sorted(days)[:MOST_STEPS]]
    if view.proposal is not None:
        words_ = _("Another reader confirms who may read")
        steps.insert(0, Step(words_, Mark.WAITING, _("Ctrl K, Confirm who may read")))
    return steps or [Step(_("No day is set"), Mark.MISSING, _("Add an intervention with its days: N"))]


def _step(day: date, told: str, today: date) -> Step:
    left = (day - today).days
    when = _("passed") if left < 0 else ngettext("in {n} day", "in {n} days", left).format(n=left)
    return Step(told, Mark.WAITING if left <= SOON_DAYS else Mark.MISSING, f"{day_text(day)}, {when}")
