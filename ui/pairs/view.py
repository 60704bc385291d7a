"""The page Samma person?: the pairs that wait, and the two of one pair side by side, field by field."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from caseworker.domain.changes import Changes
from caseworker.domain.links import LinkGround
from caseworker.domain.pairs import ComparedPair, PairDecision, PairRow, PairSide
from ui.desk import Desk
from ui.language import _, ngettext
from ui.models.lazy_rows import LazyRowsModel
from ui.pairs.presenter import PairsPresenter
from ui.pairs.wording import case_line, columns, fields_of, ground_rows, has_two_numbers, spoken
from ui.shell.page import Command, PageWidget, Shell
from ui.widgets.button import Button
from ui.widgets.chip import KeyHint
from ui.widgets.columns import Across, Scroll, SideColumn
from ui.widgets.fields import Choice, Field
from ui.widgets.flow import FlowLayout
from ui.widgets.rows import RowList
from ui.widgets.states import EmptyState
from ui.widgets.steps import SignMark
from ui.widgets.text import Hairline, Label, Pane
from ui.widgets.tick import Tick
from ui.words import shown_name

SIDE_WIDTH = 640


class PairsPage(PageWidget):
    """Samma person?. 1 says the same, 0 different, S later; nothing is joined by the program."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        """Build the page; pairs are asked for when it is shown."""
        super().__init__(_("Same person?"), name="pairsPage")
        self._shell, self._desk = shell, desk
        self.presenter = PairsPresenter(desk, shell.runner, self)
        self.model = LazyRowsModel(spoken(desk.words), self)
        self.list = RowList(_("Pairs to judge"), name="pairsList", columns=columns(desk.words), height=56)
        self.list.setModel(self.model)
        self.count = Label("", "body", "ink2", name="pairsCount")
        self.nothing = EmptyState(
            _("No pair to judge"),
            _("The program compares once a day, while somebody works. Who may be one person stands here then."),
            icon="check",
            tone="ok",
        )
        self.compared = _Compared(desk)
        self.compared.judged.connect(self._judge)
        self.compared.opened.connect(lambda person: shell.go("person", person))
        self._lay_out()
        self._connect()

    def key_hints(self) -> Sequence[KeyHint]:
        """Keys of the page."""
        return (
            KeyHint("↑ ↓", _("move")),
            KeyHint("1", _("same person")),
            KeyHint("0", _("different people")),
            KeyHint("S", _("later")),
            KeyHint("Alt ←", _("back")),
        )

    def commands(self) -> Sequence[Command]:
        """What can be decided about the pair."""
        decide = self.compared.decide
        return (
            Command("pair_same", _("Same person"), partial(decide, PairDecision.SAME), icon="user-check", keys="1"),
            Command(
                "pair_other", _("Different people"), partial(decide, PairDecision.DIFFERENT), icon="users", keys="0"
            ),
            Command("pair_later", _("Judge it later"), partial(decide, PairDecision.LATER), icon="clock", keys="S"),
        )

    def activate(self, subject: object | None = None) -> None:
        """Ask which pairs wait."""
        self.presenter.ask()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Nobody's details wait on a hidden page."""
        self.presenter.forget()
        self.compared.forget()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Label(_("Same person?"), "h1"))
        head.addWidget(self.count)
        head.addStretch(1)
        intro = _(
            "Compare and decide. Files that are the same person's are shown as one; you can take them apart again."
        )
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(24, 22, 24, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(Label(intro, "body", "ink2", wrap=True))
        column.addSpacing(8)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(SideColumn(work, self.compared, width=SIDE_WIDTH, drawer=False))

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.listed.connect(self._show)
        presenter.compared.connect(self.compared.show_pair)
        presenter.judged.connect(self._judged)
        presenter.failed.connect(self._shell.show_error)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._look())
        self._shell.changes.changed.connect(lambda _changes: presenter.ask() if self.isVisible() else None)

    def _show(self, rows: Sequence[PairRow]) -> None:
        at = self.list.currentIndex().row()
        self.model.show_list(rows)
        self.count.setText(ngettext("{n} pair to judge", "{n} pairs to judge", len(rows)).format(n=len(rows)))
        self.count.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.list.setVisible(bool(rows))
        if rows:
            self.list.setCurrentIndex(self.model.index(min(max(at, 0), len(rows) - 1), 0))
            self._look()
        else:
            self.compared.forget(none_waits=True)

    def _look(self) -> None:
        row = self.list.current_row()
        if isinstance(row, PairRow) and self.isVisible():
            self.presenter.look_at(row)

    def _judge(self, decision: str) -> None:
        self.presenter.judge(
            PairDecision(decision),
            LinkGround(self.compared.ground.code()),
            number_changed=self.compared.changed.isChecked(),
        )

    def _judged(self, decision: str, changes: Changes) -> None:
        self.compared.forget()
        self._shell.show_saved(self._desk.local(changes.saved))
        words = {
            PairDecision.SAME: _("The files are shown as one person's."),
            PairDecision.DIFFERENT: _("Different people. The pair comes again only if something new speaks for it."),
            PairDecision.LATER: _("The pair stands last in the list."),
        }
        self._shell.notice(words[PairDecision(decision)])
        self._shell.changes.changed.emit(changes)


class _Compared(Pane):
    """The two of one pair under each other's fields, with the ground of a link and the three answers.

    ``judged(decision)`` and ``opened(person)``.
    """

    judged = Signal(str)
    opened = Signal(str)

    def __init__(self, desk: Desk) -> None:
        """Start with nobody."""
        super().__init__("canvas")
        self.setObjectName("pairCompared")
        self._desk = desk
        self._pair: ComparedPair | None = None
        self._card = QFrame()
        self._card.setProperty("card", "strong")
        self._card.setObjectName("pairCard")
        self._grid = QGridLayout(self._card)
        self.ground = Choice(ground_rows())
        self.changed = Tick(_("One personal identity number took the place of the other"), name="pairNumberChanged")
        self.same = Button(_("Same person"), "primary", name="pairSame", keycap="1")
        self.other = Button(_("Different people"), name="pairDifferent", keycap="0")
        self.later = Button(_("Later"), name="pairLater", keycap="S")
        answers = (
            (self.same, PairDecision.SAME),
            (self.other, PairDecision.DIFFERENT),
            (self.later, PairDecision.LATER),
        )
        for button, decision in answers:
            button.clicked.connect(partial(self.decide, decision))
        buttons = FlowLayout(gap=8)
        for button, _decision in answers:
            buttons.addWidget(button)
        body = Pane("canvas")
        column = QVBoxLayout(body)
        column.setContentsMargins(23, 22, 24, 24)
        column.setSpacing(12)
        self._title = Label(_("Side by side"), "h2")
        self._nobody = EmptyState(
            _("Nobody to compare"),
            _("When a pair waits, the two files stand here side by side, field by field."),
            icon="users",
            tone="ink2",
        )
        column.addWidget(self._nobody)
        column.addWidget(self._title)
        column.addWidget(self._card)
        self._answers = QWidget()
        asked = QVBoxLayout(self._answers)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(12)
        asked.addWidget(
            Across(Field(_("If they are the same: what it rests on"), self.ground, name="pairGround"), QWidget())
        )
        asked.addWidget(self.changed)
        asked.addLayout(buttons)
        column.addWidget(self._answers)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(body, name="pairScroll"))
        self.forget()

    def decide(self, decision: PairDecision) -> None:
        """Answer for the pair that is shown; without one nothing happens."""
        if self._pair is not None:
            self.judged.emit(decision.value)

    def show_pair(self, pair: ComparedPair) -> None:
        """Show two people."""
        self._empty()
        self._pair = pair
        grid = self._grid
        grid.setContentsMargins(16, 14, 16, 14)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for column, side in ((1, pair.one), (3, pair.other)):
            grid.addWidget(self._head(side, column), 0, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
        grid.addWidget(Hairline(), 1, 0, 1, 4)
        for place, row in enumerate(fields_of(pair, self._desk.words)):
            at = 2 + 2 * place
            grid.addWidget(Label(row.label, "small", "ink2"), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Label(row.one, "body", wrap=True), at, 1, Qt.AlignmentFlag.AlignTop)
            if row.sign is not None:
                grid.addWidget(SignMark(row.sign), at, 2, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Label(row.other, "body", wrap=True), at, 3, Qt.AlignmentFlag.AlignTop)
            if row.reason:
                grid.addWidget(Label(row.reason, "small", "ink2", wrap=True), at + 1, 1, 1, 3)
        self._card.setAccessibleName(
            ". ".join(f"{row.label}: {row.one}, {row.other}. {row.reason}" for row in fields_of(pair, self._desk.words))
        )
        self.changed.setChecked(False)
        self.changed.setVisible(has_two_numbers(pair))
        for part in (self._title, self._card, self._answers):
            part.show()
        self._nobody.hide()

    def forget(self, *, none_waits: bool = False) -> None:
        """Show nobody; when no pair waits either, say what this side is for."""
        self._empty()
        self._pair = None
        for part in (self._title, self._card, self._answers):
            part.hide()
        self._nobody.setVisible(none_waits)

    def _head(self, side: PairSide, column: int) -> QWidget:
        head = QWidget()
        inner = QVBoxLayout(head)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(2)
        name = shown_name(side.person.name, side.person.case_number, side.person.protected)
        inner.addWidget(Label(name, "h3", wrap=True))
        inner.addWidget(Label(case_line(side, self._desk.words), "small", "ink2", wrap=True))
        open_it = Button(_("Open the file"), "ghost", name=f"pairOpen{column}")
        open_it.setAccessibleName(_("{action}: {name}").format(action=_("Open the file"), name=name))
        open_it.clicked.connect(lambda: self.opened.emit(side.person.id))
        inner.addWidget(open_it, 0, Qt.AlignmentFlag.AlignLeft)
        return head

    def _empty(self) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
