"""Beside the list: who has the ball and for how long, and whether the work is safe."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseworker.services.today import WaitRow
from ui.desk import Desk
from ui.language import _, day_text, ngettext
from ui.today.safe import SafeLine
from ui.widgets.button import Button
from ui.widgets.columns import Scroll, beside
from ui.widgets.flow import FlowLayout
from ui.widgets.text import Hairline, Label, SectionHeading
from ui.words import shown_name


class WaitCard(QWidget):
    """One wait: who, how many days, for what, about whom. ``reminded()``, ``opened()``, ``ended()``."""

    reminded = Signal()
    opened = Signal()
    ended = Signal()

    def __init__(self, wait: WaitRow, desk: Desk, *, writes: bool, first: bool) -> None:
        """``first`` has the key P painted on its button."""
        super().__init__()
        person = wait.row.person
        name = "" if person is None else shown_name(person.name, person.case_number, person.protected)
        days = ngettext("{n} day", "{n} days", wait.days).format(n=wait.days)
        actor = desk.words.actor(wait.actor)
        self.setObjectName(f"wait_{wait.id}")
        self.setAccessibleName(", ".join(part for part in (actor, days, wait.text, name) if part))
        head = QHBoxLayout()
        head.addWidget(Label(actor, "strong", wrap=True), 1)
        head.addWidget(Label(days, "strong"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(0)
        column.addLayout(head)
        if wait.text:
            column.addWidget(Label(wait.text, "small", "ink2", wrap=True))
        if wait.reminded is not None:
            told = ngettext("reminded {day}", "reminded {n} times, last {day}", wait.times)
            column.addWidget(Label(told.format(n=wait.times, day=day_text(wait.reminded)), "small", "ink2", wrap=True))
        foot = FlowLayout(line_gap=0)
        self.open = Button(name, "link", name=f"waitOpen_{wait.id}")
        self.open.clicked.connect(self.opened)
        foot.addWidget(self.open)
        if writes:
            remind = Button(_("Reminded"), "ghost", name=f"waitReminded_{wait.id}", keycap="P" if first else "")
            remind.clicked.connect(self.reminded)
            remind.setAccessibleDescription(self.accessibleName())
            end = Button("", "quiet", name=f"waitEnded_{wait.id}", icon="check")
            end.setAccessibleName(_("The answer has come"))
            end.setToolTip(_("The answer has come"))
            end.clicked.connect(self.ended)
            foot.addWidget(beside(remind, end))
        column.addLayout(foot)
        column.addWidget(Hairline())


class TodaySide(QWidget):
    """``reminded(wait)``, ``ended(wait)``, ``opened(wait)``."""

    reminded = Signal(object)
    ended = Signal(object)
    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        """Start empty."""
        super().__init__()
        self._desk = desk
        self.waits: Sequence[WaitRow] = ()
        self.cards: list[WaitCard] = []
        self.safe = SafeLine(desk)
        body = QWidget()
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._nobody = Label(_("Nobody else has the ball now."), "small", "ink2", wrap=True)
        self.more = Label("", "small", "ink2", wrap=True, name="todayMoreWaits")
        outer = QVBoxLayout(body)
        outer.setContentsMargins(16, 24, 16, 24)
        outer.setSpacing(4)
        outer.addWidget(SectionHeading(_("Waiting for others")))
        outer.addWidget(Label(_("The ball lies with somebody else"), "small", "ink2", wrap=True))
        outer.addWidget(self._nobody)
        outer.addLayout(self._column)
        outer.addWidget(self.more)
        outer.addWidget(self.safe)
        outer.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scroll(body, name="todaySideScroll"))

    def show_waits(self, waits: Sequence[WaitRow], more: int) -> None:
        """Show who has the ball, the longest first."""
        self._nobody.setVisible(not waits)
        self.more.setText(ngettext("{n} more waits", "{n} more wait", more).format(n=more))
        self.more.setVisible(more > 0)
        if waits == self.waits:
            return
        self.waits = waits
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.cards = []
        for number, wait in enumerate(waits):
            card = WaitCard(wait, self._desk, writes=self._desk.may("agenda.record"), first=number == 0)
            for told, tells in ((card.reminded, self.reminded), (card.ended, self.ended), (card.opened, self.opened)):
                told.connect(lambda wait=wait, tells=tells: tells.emit(wait))
            self._column.addWidget(card)
            self.cards.append(card)
