"""The head of the tab Insatser & plan: which version holds, the goal, and what can be done with the plan."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseworker.domain.plan import PlanSheet
from caseworker.services.early_mapping import MappingSheet
from ui.language import _, ngettext
from ui.person.plan_words import sub_goals_words, version_words
from ui.widgets.button import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.text import Hairline, Icon, Label, SectionHeading


class PlanHeader(QWidget):
    """``asked(code)`` for changes, write, approve, discard, goals, mapping and print; ``child_asked(person)``."""

    asked = Signal(str)
    child_asked = Signal(str)

    def __init__(self) -> None:
        """Start without a plan."""
        super().__init__()
        self.setObjectName("planHeader")
        self.changes = self._button("changes", _("What changed?"), "ghost", keycap="V")
        self._heading = SectionHeading(_("The plan"), end=self.changes)
        self._goal = Label("", "strong", wrap=True, name="planGoal")
        self._sub_goals = Label("", "small", "ink2", wrap=True, name="planSubGoals")
        self._goal_row = QWidget()
        self.buttons = {
            "approve": self._button("approve", _("Approve the draft"), "primary"),
            "write": self._button("write", _("Write a plan")),
            "goals": self._button("goals", _("Sub-goals reached")),
            "discard": self._button("discard", _("Throw the draft away"), "quiet"),
            "print": self._button("print", _("Print the plan")),
            "mapping": self._button("mapping", _("Mapping"), keycap="K"),
        }
        self._children = QWidget()
        self._children_flow = FlowLayout(self._children)
        self._lay_out()

    def show_sheets(self, plan: PlanSheet, mapping: MappingSheet, *, printable: bool) -> None:
        """Show the plan as it is now: the draft, if there is one, else what holds."""
        shown = plan.draft or plan.current
        self._heading.set_texts(_("The plan"), version_words(shown) if shown else _("no plan yet"))
        self._goal_row.setVisible(shown is not None)
        if shown is not None:
            self._goal.setText(_("Goal: {goal}").format(goal=shown.goal))
            self._sub_goals.setText(sub_goals_words(shown))
            self._sub_goals.setVisible(bool(shown.sub_goals))
        count = len(plan.since.changes) if plan.since is not None else 0
        self.changes.set_text(_("What changed? ({count})").format(count=count) if count else _("What changed?"))
        self.changes.setVisible(plan.since is not None)
        write = self.buttons["write"]
        write.set_text(_("Change the draft") if plan.draft else _("Revise the plan") if shown else _("Write a plan"))
        self.buttons["print"].setVisible(printable and shown is not None)
        self.buttons["approve"].setVisible(plan.draft is not None)
        self.buttons["discard"].setVisible(plan.draft is not None)
        current = plan.current
        self.buttons["goals"].setVisible(plan.draft is None and current is not None and bool(current.sub_goals))
        self._show_mapping(mapping)
        self._show_children(plan)

    def _show_mapping(self, mapping: MappingSheet) -> None:
        asked = len(mapping.questions)
        words = _("Begin the mapping") if mapping.begun is None else _("Mapping: {done} of {all} questions")
        self.buttons["mapping"].set_text(words.format(done=mapping.answered, all=asked))

    def _show_children(self, plan: PlanSheet) -> None:
        while (item := self._children_flow.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for place, child in enumerate(plan.children):
            words = _("{name}: plan version {number}") if child.number else _("{name}: no plan yet")
            button = Button(
                words.format(name=child.name, number=child.number),
                "ghost",
                name=f"planChild_{place}",
                icon="user-round",
            )
            button.clicked.connect(lambda _checked=False, person=child.person: self.child_asked.emit(person))
            self._children_flow.addWidget(button)
            button.show()
        self._children.setVisible(bool(plan.children))
        told = ngettext("{n} child", "{n} children", len(plan.children)).format(n=len(plan.children))
        self._children.setAccessibleName(told)

    def _button(self, code: str, words: str, kind: str = "secondary", *, keycap: str = "") -> Button:
        button = Button(words, kind, name=f"plan_{code}", keycap=keycap)
        button.clicked.connect(lambda: self.asked.emit(code))
        return button

    def _lay_out(self) -> None:
        goal = QVBoxLayout()
        goal.setSpacing(2)
        goal.addWidget(self._goal)
        goal.addWidget(self._sub_goals)
        row = QHBoxLayout(self._goal_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Icon("flag", 18, "accent"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(goal, 1)
        acts = QWidget()
        flow = FlowLayout(acts)
        for button in self.buttons.values():
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 0)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addWidget(self._goal_row)
        column.addWidget(acts)
        column.addWidget(self._children)
        column.addWidget(Hairline())
