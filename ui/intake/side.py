"""The side of Ny person: who it may already be, each with reasons, and what is still to be completed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout

from ui.intake.presenter import FoundPerson, Matches
from ui.language import _, ngettext
from ui.widgets.button import Button
from ui.widgets.fields import announce
from ui.widgets.steps import MatchCard, Step, Steps
from ui.widgets.text import Label, Pane

WITH_KEYS = 3


class IntakeSide(QScrollArea):
    """``opened(person id)`` when a match is chosen, ``none_chosen()`` when none of them is the person."""

    opened = Signal(str)
    none_chosen = Signal()

    def __init__(self) -> None:
        """Start without matches."""
        super().__init__()
        self.setObjectName("intakeSide")
        self.setAccessibleName(_("Is the person here already?"))
        self.setWidgetResizable(True)
        self._title = Label(_("Is the person here already?"), "h2")
        self.verdict = Label("", "body", "ink2", wrap=True, name="matchVerdict")
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self._steps_title = Label(_("To complete"), "h2")
        self._steps = Steps(_("To complete"), name="intakeMissing", beside=True)
        body = Pane("canvas")
        column = QVBoxLayout(body)
        column.setContentsMargins(23, 22, 24, 24)
        column.setSpacing(2)
        column.addWidget(self._title)
        column.addWidget(self.verdict)
        column.addSpacing(12)
        column.addLayout(self._cards)
        column.addSpacing(20)
        column.addWidget(self._steps_title)
        column.addWidget(
            Label(_("Does not stop you from saving. Goes on the list in the file."), "body", "ink2", wrap=True)
        )
        column.addSpacing(10)
        column.addWidget(self._steps)
        column.addStretch(1)
        self.setWidget(body)

    def show_matches(self, matches: Matches) -> None:
        """Replace the cards and say how many there are."""
        before = self.verdict.text()
        self.verdict.setText(_verdict(matches))
        while self._cards.count():
            item = self._cards.takeAt(0)
            card = item.widget() if item is not None else None
            if card is not None:
                card.hide()
                card.deleteLater()
        for number, found in enumerate(matches.found, 1):
            self._cards.addWidget(self._card(found, number))
        if matches.found and self.verdict.text() != before:
            announce(self, self.verdict.text())

    def show_missing(self, steps: Sequence[Step]) -> None:
        """Replace the list of what is missing."""
        self._steps.show_steps(steps)

    def _card(self, found: FoundPerson, number: int) -> MatchCard:
        keys = f"Alt+{number}" if number <= WITH_KEYS else ""
        first = number == 1
        words = _("Same person – open") if first else _("Open")
        open_it = Button(words, "primary" if first else "ghost", name=f"openMatch{number}", keys=keys)
        open_it.setAccessibleName(_("{action}: {name}").format(action=words, name=found.match.name))
        open_it.clicked.connect(lambda: self.opened.emit(found.person))
        buttons = [open_it]
        if first and not found.same_number:
            other = Button(_("Different people"), name="noMatch", keys="Alt+0")
            other.clicked.connect(self.none_chosen)
            buttons.append(other)
        return MatchCard(found.match, number, strong=first, buttons=buttons)


def _verdict(matches: Matches) -> str:
    if matches.state == "idle":
        return _("Write a name or a number. Matches are shown here while you write.")
    if matches.state == "failed":
        return _("The search did not work. What you write is kept. Write on to try again.")
    among = ngettext("{n} person", "{n} people", matches.among).format(n=matches.among)
    if matches.state == "none":
        return _("Nobody alike among {people}.").format(people=among)
    if matches.state == "aside":
        return _("You said that none of those alike is the same person.")
    if any(one.same_number for one in matches.found):
        return _("Somebody has the same number. Open that person or correct the number; until then nothing is saved.")
    found = ngettext("{n} possible match", "{n} possible matches", len(matches.found)).format(n=len(matches.found))
    return _("{matches} among {people}. You decide.").format(matches=found, people=among)
