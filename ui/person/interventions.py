"""Insatser: every intervention with its state, the steps it may take next, and a form for a new one."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseworker.domain.conflict import Unchosen
from caseworker.domain.intervention import FINAL_STATES, NEXT_STATES, InterventionState
from caseworker.domain.rows import InterventionRow, PersonFile
from ui.desk import Desk
from ui.language import _, ngettext
from ui.models.lazy_rows import LazyRowsModel
from ui.person.clash_card import MINE, Clash, ClashCard, Saver
from ui.person.columns import intervention_columns, open_first, spoken_intervention
from ui.person.forms import InterventionForm, day_line
from ui.person.meanwhile import saver_of
from ui.widgets.button import Button
from ui.widgets.columns import Scroll, SideColumn
from ui.widgets.fields import Field, LineEdit, Tone
from ui.widgets.rows import RowList
from ui.widgets.text import Hairline, Label, Pane, SectionHeading
from ui.words import state_words

MOST_ROWS = 8
_ORDER = list(InterventionState)


def next_states(state: str) -> list[InterventionState]:
    """The states that may follow, in the order of the road."""
    return sorted(NEXT_STATES[InterventionState(state)], key=_ORDER.index)


def _step_words(state: str, outcome: str) -> str:
    return f"{state_words(state)}: {outcome}" if outcome else state_words(state)


class MovePanel(QWidget):
    """What may happen next with the chosen intervention. ``moved(id, state, day, outcome)`` on a button.

    When somebody else moved it first, both are shown and one is chosen; ``unchosen(list)`` carries the other.
    """

    moved = Signal(str, str, str, str)
    unchosen = Signal(object)

    def __init__(self) -> None:
        """Start without an intervention."""
        super().__init__()
        self.setObjectName("movePanel")
        self._row: InterventionRow | None = None
        self._tried: tuple[InterventionRow, InterventionState, str] | None = None
        self._card: ClashCard | None = None
        self._title = Label("", "strong", wrap=True, name="moveTitle")
        self._day = day_line()
        self._outcome = LineEdit(limit=200)
        self.day = Field(_("Day"), self._day, name="moveDay", note=_("today if empty"))
        self.outcome = Field(_("Outcome"), self._outcome, name="moveOutcome", note=_("kept when it ends"))
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        fields = QHBoxLayout()
        fields.setSpacing(12)
        fields.addWidget(self.day, 1)
        fields.addWidget(self.outcome, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._title)
        self._card_place = QVBoxLayout()
        column.addLayout(self._card_place)
        column.addLayout(fields)
        column.addLayout(self._buttons)

    def show_row(self, row: InterventionRow | None, name: str) -> None:
        """Offer the next states of ``row``, called ``name``."""
        if row is None or self._row is None or row.id != self._row.id:
            self._drop_card()
            self._tried = None
            self._day.clear()
            self._outcome.clear()
        self._row = row
        self.say("", "")
        while self._buttons.count():
            item = self._buttons.takeAt(0)
            button = item.widget() if item is not None else None
            if button is not None:
                button.hide()
                button.deleteLater()
        self.setVisible(row is not None)
        if row is None:
            return
        following = next_states(row.state)
        self.day.setVisible(bool(following))
        self.outcome.setVisible(any(state in FINAL_STATES for state in following))
        state = state_words(row.state)
        if not following:
            self._title.setText(_("{what}: {state}. No step follows.").format(what=name, state=state))
            return
        self._title.setText(_("{what}: {state}. What happened?").format(what=name, state=state))
        for place, step in enumerate(following):
            button = Button(state_words(step), "primary" if place == 0 else "secondary", name=f"moveTo_{step}")
            button.clicked.connect(lambda _checked=False, state=step: self._tell(state))
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)

    def compare(self, rows: Sequence[InterventionRow], saver: Saver) -> None:
        """Hold the step that was tried last against what is recorded now; ask when somebody else took another one."""
        before, state, outcome = self._tried or (None, None, "")
        row = None if before is None else next((row for row in rows if row.id == before.id), None)
        if before is None or state is None or row is None or row.version == before.version:
            return
        self._tried = None
        if row.state == state:
            return
        mine, theirs = _step_words(state, outcome), _step_words(row.state, row.outcome)
        clash = Clash("state", "interventions.state", _("State"), mine, theirs)
        allowed = state in NEXT_STATES[InterventionState(row.state)]
        card = ClashCard((clash,), saver, name="moveClash", can_keep_mine=allowed)
        card.settled.connect(partial(self._settle, clash, row.id, state))
        self._drop_card()
        self._card = card
        self._card_place.addWidget(card)
        card.show()
        card.begin()

    def _settle(self, clash: Clash, id: str, state: InterventionState, choices: Mapping[str, str]) -> None:
        mine = choices[clash.field] == MINE
        kept, dropped = (clash.mine, clash.theirs) if mine else (clash.theirs, clash.mine)
        self._drop_card()
        self.say("", "")
        self.unchosen.emit([Unchosen(clash.code, kept, dropped)])
        if mine:
            self.moved.emit(id, state.value, self._day.text(), self._outcome.text())
        else:
            self._day.clear()
            self._outcome.clear()

    def _drop_card(self) -> None:
        gone, self._card = self._card, None
        if gone is not None:
            gone.hide()
            gone.deleteLater()

    def say(self, field: str, text: str) -> None:
        """Show a refusal."""
        self.day.say(text, Tone.ERROR)

    def next_step(self) -> None:
        """Take the first step offered."""
        if self._row is not None and next_states(self._row.state):
            self._tell(next_states(self._row.state)[0])

    def _tell(self, state: InterventionState) -> None:
        if self._row is not None:
            self._tried = (self._row, state, self._outcome.text().strip())
            self.moved.emit(self._row.id, state.value, self._day.text(), self._outcome.text())


class InterventionsTab(SideColumn):
    """The list, the panel under it and the form beside it."""

    def __init__(self, desk: Desk) -> None:
        """Start empty."""
        self._desk, self._words = desk, (words := desk.words)
        self.form = InterventionForm(words)
        self.mover = MovePanel()
        self._model = LazyRowsModel(spoken_intervention(words))
        columns = intervention_columns(words)
        self.list = RowList(_("Interventions"), name="interventionList", columns=columns, height=56)
        self.list.setModel(self._model)
        self.list.current_changed.connect(self._chosen)
        self._heading = SectionHeading(_("Interventions"))
        self._none = Label(_("No interventions yet. Press N to add the first."), "body", "ink2", wrap=True)
        super().__init__(self._work(), self._side(), width=360)

    def show_file(self, file: PersonFile) -> None:
        """Show every intervention and keep the one that was chosen."""
        self.mover.compare(file.interventions, saver_of(file, self._desk.local))
        before = self.list.current_row()
        rows = open_first(file.interventions)
        self._model.show_list(rows)
        open_ones = sum(bool(NEXT_STATES[InterventionState(row.state)]) for row in file.interventions)
        note = ngettext("{n} open", "{n} open", open_ones).format(n=open_ones)
        self._heading.set_texts(_("Interventions"), note if file.interventions else "")
        self.list.fit_rows(MOST_ROWS)
        self._none.setVisible(not file.interventions)
        self.list.setVisible(bool(file.interventions))
        places = [row.id for row in rows]
        if before is not None and before.id in places:
            self.list.setCurrentIndex(self._model.index(places.index(before.id), 0))
        elif places:
            self.list.setCurrentIndex(self._model.index(0, 0))
        self._chosen(self.list.current_row())

    def begin(self) -> None:
        """Go to the form of a new intervention."""
        self.open_side()
        self.form.begin()

    def _chosen(self, row: InterventionRow | None) -> None:
        self.mover.show_row(row, self._words.intervention(row.type) if row is not None else "")

    def _work(self) -> QWidget:
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(24, 18, 24, 20)
        column.setSpacing(6)
        column.addWidget(self._heading)
        column.addWidget(self._none)
        column.addWidget(self.list, 100)
        column.addWidget(Hairline())
        column.addWidget(self.mover)
        column.addStretch(1)
        return work

    def _side(self) -> QWidget:
        ground = Pane("canvas")
        column = QVBoxLayout(ground)
        column.setContentsMargins(23, 18, 24, 24)
        column.addWidget(self.form)
        column.addStretch(1)
        return Scroll(ground, name="interventionSide")
