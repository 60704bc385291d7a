"""What is asked about a plan: its goals, how it was approved, why a suggestion does not suit; what is told of it."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from caseworker.domain.plan import MOST_SUB_GOALS, Approval, EnteredPlan, EnteredSubGoal, PlanRow
from ui.days import read_full_day
from ui.language import _, day_text
from ui.person.forms import day_line
from ui.person.plan_words import approval_words
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.columns import Scroll
from ui.widgets.fields import Choice, Field, LineEdit, Tone
from ui.widgets.question import Question, make_room
from ui.widgets.text import Label
from ui.widgets.tick import Tick

FIRST_ROWS = 3
_LIST_HEIGHT = 420  # px at 100 %


class _SubGoalLine(QWidget):
    """Words and a day."""

    def __init__(self, place: int, kept: EnteredSubGoal) -> None:
        super().__init__()
        self._kept = kept
        self.line, self.day_line = LineEdit(limit=200), day_line()
        self.line.setText(kept.text)
        self.day_line.setText("" if kept.due is None else kept.due.isoformat())
        self.words = Field(_("Sub-goal {n}").format(n=place + 1), self.line, name=f"planSubGoal_{place}")
        self.day = Field(_("Day"), self.day_line, name=f"planSubGoalDay_{place}", note=_("may be empty"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.words, 3)
        row.addWidget(self.day, 1)

    def entered(self) -> EnteredSubGoal | None:
        """What was typed; None after saying that the day cannot be read."""
        text = self.day_line.text().strip()
        due = read_full_day(text) if text else None
        if text and due is None:
            self.day.say(_("Type a day, as 2026-11-21."), Tone.ERROR)
            self.day_line.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        return EnteredSubGoal(self.line.text(), due, self._kept.key, self._kept.reached)


class PlanDialog(Question):
    """The goal and its sub-goals. What is there already stands in it."""

    def __init__(self, plan: PlanRow | None, parent: QWidget | None) -> None:
        """``plan`` is the draft, or what holds, None for the first plan."""
        told = _("Write with the person what she or he is working towards. It is a draft until it is approved.")
        super().__init__(_("The plan"), told, _("Keep the draft"), name="planDialog", parent=parent)
        self._goal = LineEdit(limit=200)
        self._goal.setText(plan.goal if plan is not None else "")
        self.goal = Field(_("Goal"), self._goal, name="planGoalText")
        self.body.addWidget(self.goal)
        self._lines: list[_SubGoalLine] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)
        self._more = Button(_("One more sub-goal"), "ghost", name="planMoreGoals", icon="plus")
        self._more.clicked.connect(self._add_line)
        self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        for one in plan.sub_goals if plan is not None else ():
            self._add(EnteredSubGoal(one.text, one.due, one.key, one.reached))
        while len(self._lines) < FIRST_ROWS:
            self._add(EnteredSubGoal(""))
        self._goal.textChanged.connect(self._typed)
        self._typed()
        self._goal.setFocus(Qt.FocusReason.OtherFocusReason)

    def entered(self) -> EnteredPlan | None:
        """What was typed, None after saying what cannot be read."""
        goals = [line.entered() for line in self._lines]
        kept = tuple(one for one in goals if one is not None)
        return EnteredPlan(self._goal.text(), kept) if len(kept) == len(goals) else None

    def accept(self) -> None:
        """Stay until every day can be read."""
        if self.entered() is not None:
            super().accept()

    def _add(self, kept: EnteredSubGoal) -> None:
        line = _SubGoalLine(len(self._lines), kept)
        self._lines.append(line)
        self._rows.addWidget(line)
        self._more.setVisible(len(self._lines) < MOST_SUB_GOALS)

    def _add_line(self) -> None:
        self._add(EnteredSubGoal(""))
        self._lines[-1].line.setFocus(Qt.FocusReason.OtherFocusReason)
        make_room(self)

    def _typed(self) -> None:
        self.go.setEnabled(bool(self._goal.text().strip()))


class ApproveDialog(Question):
    """On which day and how the person approved the plan."""

    def __init__(self, plan: PlanRow, today: date, parent: QWidget | None) -> None:
        """``today`` is the latest day."""
        told = _("Version {number} holds from that day and cannot be taken back. What held before is kept as it was.")
        text = told.format(number=plan.number)
        super().__init__(_("Approve the plan"), text, _("Approve"), name="planApprove", parent=parent)
        self._plan, self._today = plan, today
        self._day, self._how = day_line(), Choice(approval_words())
        self._day.setText(today.isoformat())
        self.day = Field(_("Day"), self._day, name="planApprovedOn")
        self.body.addWidget(self.day)
        self.body.addWidget(Field(_("How"), self._how, name="planApprovedHow"))

    def approval(self) -> tuple[date, Approval] | None:
        """The day and the way, None after saying why not."""
        day = read_full_day(self._day.text())
        if day is None or not self._plan.begun <= day <= self._today:
            told = _("Type a day from {first} to {last}, as 2026-11-21.")
            self.day.say(told.format(first=day_text(self._plan.begun), last=day_text(self._today)), Tone.ERROR)
            self._day.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        return day, Approval(self._how.code())

    def accept(self) -> None:
        """Stay until the day can be read."""
        if self.approval() is not None:
            super().accept()


class DeclineDialog(Question):
    """Why a suggestion does not suit."""

    def __init__(self, what: str, parent: QWidget | None) -> None:
        """``what`` is the intervention in words."""
        told = _("The reason is kept in the file. It is proposed again only when what it rests on has changed.")
        title = _("Decline: {what}").format(what=what)
        super().__init__(title, told, _("Decline"), name="suggestionDecline", parent=parent)
        self._line = LineEdit(limit=200)
        self.body.addWidget(Field(_("Reason"), self._line, name="suggestionReason"))
        self._line.textChanged.connect(self._typed)
        self._typed()

    @property
    def reason(self) -> str:
        """What was written."""
        return self._line.text().strip()

    def _typed(self) -> None:
        self.go.setEnabled(bool(self.reason))


class GoalsDialog(QDialog):
    """The sub-goals of the current version: a tick when it is reached. ``reached(id, bool)`` at once."""

    reached = Signal(str, bool)

    def __init__(self, plan: PlanRow, parent: QWidget | None) -> None:
        """Tick those that are reached already."""
        super().__init__(parent)
        self.setObjectName("planGoals")
        self.setWindowTitle(_("Sub-goals reached"))
        self.setAccessibleName(_("Sub-goals reached"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(Label(_("Sub-goals reached"), "h2"))
        column.addWidget(Label(_("A tick is kept at once, with today's day. It can be undone."), "body", wrap=True))
        for place, one in enumerate(plan.sub_goals):
            tick = Tick(one.text, name=f"planReached_{place}")
            tick.setChecked(one.reached is not None)
            tick.toggled.connect(partial(self.reached.emit, one.id))
            column.addWidget(tick)
        close = Button(_("Close"), "primary", name="planGoalsClose", keycap="Esc")
        close.clicked.connect(self.accept)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(theme().px(480))


class ToldDialog(QDialog):
    """A heading and rows of words: what changed, or why something is not proposed."""

    def __init__(self, title: str, told: str, rows: Sequence[tuple[str, str]], *, name: str, parent: QWidget) -> None:
        """``rows`` are (what, words about it); "" for the first leaves one line."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(told)
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 12, 0)
        lines.setSpacing(4)
        for what, words in rows:
            if what:
                lines.addWidget(Label(what, "strong", wrap=True))
            lines.addWidget(Label(words, "small" if what else "body", "ink2" if what else "ink", wrap=True))
            lines.addSpacing(6)
        lines.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(Label(title, "h2", wrap=True))
        column.addWidget(Label(told, "body", "ink2", wrap=True))
        column.addWidget(Scroll(inner, name=f"{name}Rows", label=title), 1)
        close = Button(_("Close"), "primary", name=f"{name}Close", keycap="Esc")
        close.clicked.connect(self.accept)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(theme().px(560))
        self.resize(theme().px(620), theme().px(min(_LIST_HEIGHT, 190 + 46 * len(rows))))
