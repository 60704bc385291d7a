"""Insatser: every intervention with its road, evidence and who does it, and what may happen next with one."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseworker.domain.conflict import Unchosen
from caseworker.domain.intervention import FINAL_STATES, NEXT_STATES, InterventionState, follow_up_days
from caseworker.domain.lead_times import LeadTime
from caseworker.domain.rows import InterventionRow, PersonFile
from ui.desk import Desk
from ui.language import _, ngettext
from ui.models.lazy_rows import LazyRowsModel
from ui.person.clash_card import MINE, Clash, ClashCard, Saver
from ui.person.columns import open_first
from ui.person.forms import day_line
from ui.person.intervention_dialogs import EndDialog, Ended
from ui.person.intervention_list import InterventionList
from ui.person.intervention_words import ball_words, spoken, standing_of, times_words, title_of
from ui.person.meanwhile import saver_of
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.fields import Field, Message, Tone
from ui.widgets.flow import FlowLayout
from ui.widgets.state_steps import StateSteps
from ui.widgets.text import Hairline, Label, SectionHeading
from ui.words import state_words

_ORDER = list(InterventionState)

LEAST_HEIGHT = 204  # px at 100 %: two interventions are in sight on the lowest screen


def next_states(state: str) -> list[InterventionState]:
    """The states that may follow, in the order of the road."""
    return sorted(NEXT_STATES[InterventionState(state)], key=_ORDER.index)


def next_follow_up(row: InterventionRow) -> int:
    """After how many months it is to be followed up next, 0 when it is not."""
    done = {one.months for one in row.follow_ups}
    return min(set(follow_up_days(row.state, row.ends)) - done, default=0)


def _step_words(state: str, outcome: str) -> str:
    return f"{state_words(state)}: {outcome}" if outcome else state_words(state)


class MovePanel(QWidget):
    """What may happen next with the chosen intervention. ``moved(id, state, day, ended)`` on a button.

    When somebody else moved it first, both are shown and one is chosen; ``unchosen(list)`` carries the other.
    ``evidence_asked``, ``details_asked`` and ``follow_up_asked`` carry the row.
    """

    moved = Signal(str, str, object)
    unchosen = Signal(object)
    evidence_asked = Signal(object)
    details_asked = Signal(object)
    follow_up_asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        """Start without an intervention."""
        super().__init__()
        self.setObjectName("movePanel")
        self._desk, self._words = desk, desk.words
        self._row: InterventionRow | None = None
        self._tried: tuple[InterventionRow, InterventionState, Ended] | None = None
        self._card: ClashCard | None = None
        self._title = Label("", "strong", wrap=True, name="moveTitle")
        self._times = Label("", "small", "ink2", wrap=True, name="moveTimes")
        self._usual: tuple[LeadTime, ...] = ()
        self.steps = StateSteps(name="moveSteps")
        self._day = day_line()
        self.day = Field(_("Day"), self._day, name="moveDay", note=_("today if empty"))
        self._message = Message("moveMessage")
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons)
        self._lay_out()

    def show_row(self, row: InterventionRow | None) -> None:
        """Offer what may be done with ``row``."""
        if row is None or self._row is None or row.id != self._row.id:
            self._drop_card()
            self._tried = None
            self._day.clear()
        self._row = row
        self.say("", "")
        self._clear_buttons()
        self.setVisible(row is not None)
        if row is None:
            return
        today = self._desk.today()
        stands = standing_of(row, self._words, today)
        self.steps.show_step(stands.at, stands.length, stands.spoken, left_road=stands.left_road)
        ball = ball_words(row, self._words, today)
        told = f"{title_of(row, self._words)}: {stands.words}"
        self._title.setText(f"{told}. {ball}" if ball else told)
        self._show_times()
        following = next_states(row.state)
        self.day.setVisible(bool(following))
        for place, step in enumerate(following):
            keycap = "→" if place == 0 else "E" if step is InterventionState.COMPLETED else ""
            button = Button(
                state_words(step), "primary" if place == 0 else "secondary", name=f"moveTo_{step}", keycap=keycap
            )
            button.clicked.connect(partial(self.take, step))
            self._flow.addWidget(button)
        self._offer(_("Evidence"), "M", "moveEvidence", self.evidence_asked)
        self._offer(_("Details"), "Enter", "moveDetails", self.details_asked)
        if next_follow_up(row):
            self._offer(_("Follow up"), "", "moveFollowUp", self.follow_up_asked)

    def show_usual(self, usual: tuple[LeadTime, ...]) -> None:
        """Hold the steps against how long they usually take in the office."""
        self._usual = usual
        self._show_times()

    def _show_times(self) -> None:
        told = "" if self._row is None else times_words(self._row, self._usual, self._desk.today())
        self._times.setText(told)
        self._times.setVisible(bool(told))

    def compare(self, rows: Sequence[InterventionRow], saver: Saver) -> None:
        """Hold the step that was tried last against what is recorded now; ask when somebody else took another one."""
        before, state, ended = self._tried or (None, None, Ended())
        row = None if before is None else next((row for row in rows if row.id == before.id), None)
        if before is None or state is None or row is None or row.version == before.version:
            return
        self._tried = None
        if row.state == state:
            return
        mine, theirs = _step_words(state, ended.text), _step_words(row.state, row.outcome)
        clash = Clash("state", "interventions.state", _("State"), mine, theirs)
        allowed = state in NEXT_STATES[InterventionState(row.state)]
        card = ClashCard((clash,), saver, name="moveClash", can_keep_mine=allowed)
        card.settled.connect(partial(self._settle, clash, row.id, state, ended))
        self._drop_card()
        self._card = card
        self._card_place.addWidget(card)
        card.show()
        card.begin()

    def _settle(
        self, clash: Clash, id: str, state: InterventionState, ended: Ended, choices: Mapping[str, str]
    ) -> None:
        mine = choices[clash.field] == MINE
        kept, dropped = (clash.mine, clash.theirs) if mine else (clash.theirs, clash.mine)
        self._drop_card()
        self.say("", "")
        self.unchosen.emit([Unchosen(clash.code, kept, dropped)])
        if mine:
            self.moved.emit(id, state.value, ended)
        else:
            self._day.clear()

    def _drop_card(self) -> None:
        gone, self._card = self._card, None
        if gone is not None:
            gone.hide()
            gone.deleteLater()

    def say(self, field: str, text: str) -> None:
        """Show a refusal: at the day, or under the buttons."""
        self.day.say(text if field == "day" else "", Tone.ERROR)
        self._message.say(text if field != "day" else "", Tone.ERROR)

    def next_step(self) -> None:
        """Take the first step offered."""
        if self._row is not None and next_states(self._row.state):
            self.take(next_states(self._row.state)[0])

    def end(self) -> None:
        """End it: completed where that is possible, else declined."""
        if self._row is None:
            return
        final = [state for state in next_states(self._row.state) if state in FINAL_STATES]
        if final:
            self.take(final[0])

    def take(self, state: InterventionState, *_checked: bool) -> None:
        """Go to ``state``; for one that ends it, ask what came of it or why."""
        row = self._row
        if row is None:
            return
        ended = Ended(self._day.text())
        if state in FINAL_STATES:
            dialog = EndDialog(row, state, self._words, self)
            dialog.day.setText(ended.day)
            if not dialog.exec():
                return
            ended = dialog.ended()
        self._tried = (row, state, ended)
        self.moved.emit(row.id, state.value, ended)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title, 1)
        head.addWidget(self.steps)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.day.setMaximumWidth(180)
        row.addWidget(self.day)
        row.addWidget(self._buttons, 1, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._times)
        self._card_place = QVBoxLayout()
        column.addLayout(self._card_place)
        column.addLayout(row)
        column.addWidget(self._message)

    def _offer(self, words: str, keycap: str, name: str, signal: SignalInstance) -> None:
        button = Button(words, name=name, keycap=keycap)
        button.clicked.connect(lambda: signal.emit(self._row))
        self._flow.addWidget(button)

    def _clear_buttons(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            button = item.widget()
            if button is not None:
                button.hide()
                button.deleteLater()


class InterventionsPanel(QWidget):
    """The list and the panel under it. ``moved`` and the rest are the mover's."""

    def __init__(self, desk: Desk) -> None:
        """Start empty."""
        super().__init__()
        self._desk, words = desk, desk.words
        self.mover = MovePanel(desk)
        self._model = LazyRowsModel(spoken(words, desk.today))
        self.list = InterventionList(words, desk.today)
        self.list.setModel(self._model)
        self.list.current_changed.connect(self.mover.show_row)
        self.list.forward.connect(self.mover.next_step)
        self.list.opened.connect(self.mover.details_asked)
        self._heading = SectionHeading(_("Interventions"))
        self._none = Label(_("No interventions yet. Press N to add the first."), "body", "ink2", wrap=True)
        self._under = Hairline()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._heading.setContentsMargins(12, 0, 12, 0)
        self._none.setContentsMargins(12, 0, 12, 0)
        column.addWidget(self._heading)
        column.addWidget(self._none)
        column.addWidget(self.list, 100)
        column.addWidget(self._under)
        column.addWidget(self.mover)
        column.addStretch(1)

    def show_file(self, file: PersonFile) -> None:
        """Show every intervention and keep the one that was chosen."""
        self.mover.compare(file.interventions, saver_of(file, self._desk.local))
        before = self.list.current_row()
        rows = open_first(file.interventions)
        self._model.show_list(rows)
        open_ones = sum(bool(NEXT_STATES[InterventionState(row.state)]) for row in file.interventions)
        note = ngettext("{n} open", "{n} open", open_ones).format(n=open_ones)
        self._heading.set_texts(_("Interventions"), note if file.interventions else "")
        self.list.fit_rows(max(len(rows), 1))
        self.list.setMinimumHeight(min(self.list.maximumHeight(), theme().px(LEAST_HEIGHT)))
        self._none.setVisible(not file.interventions)
        self._under.setVisible(bool(file.interventions))
        self.list.setVisible(bool(file.interventions))
        places = [row.id for row in rows]
        if before is not None and before.id in places:
            self.list.setCurrentIndex(self._model.index(places.index(before.id), 0))
        elif places:
            self.list.setCurrentIndex(self._model.index(0, 0))
        self.mover.show_row(self.list.current_row())
