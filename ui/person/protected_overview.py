"""What a protected person's overview shows besides: her household by case number, and what waits about her readers."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from caseworker.domain.protection import ProtectionView
from ui.language import _, ngettext
from ui.person.next_lines import NextLine
from ui.widgets.flow import FlowLayout
from ui.widgets.text import Icon, Label, SectionHeading


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


def reader_steps(view: ProtectionView) -> tuple[NextLine, ...]:
    """Return what waits about who may read, before everything that has a day."""
    if view.proposal is None:
        return ()
    told = _("Another reader confirms who may read")
    return (NextLine(told, None, (_("Ctrl K, Confirm who may read"),), icon="hourglass", tone="warn"),)
