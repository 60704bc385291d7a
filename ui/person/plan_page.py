"""Insatser & plan: the plan and its interventions; at the side what is proposed and the form of a new one."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.domain.rows import PersonFile
from ui.desk import Desk
from ui.language import _
from ui.person.forms import InterventionForm
from ui.person.interventions import InterventionsPanel
from ui.widgets.chip import KeyHint
from ui.widgets.columns import Scroll, SideColumn
from ui.widgets.text import Pane


class PlanTab(SideColumn):
    """The tab. ``head`` is the place above the interventions, ``proposals`` the one at the side above the form."""

    def __init__(self, desk: Desk) -> None:
        """Start empty."""
        self.form = InterventionForm(desk.words)
        self.panel = InterventionsPanel(desk)
        self.list, self.mover = self.panel.list, self.panel.mover
        self.head, self.proposals = QVBoxLayout(), QVBoxLayout()
        super().__init__(self._work(), self._side(), width=386)

    def show_file(self, file: PersonFile) -> None:
        """Show every intervention."""
        self.form.renew()
        self.panel.show_file(file)

    def begin(self) -> None:
        """Go to the form of a new intervention."""
        self.open_side()
        self.form.begin()

    @staticmethod
    def key_hints() -> tuple[KeyHint, ...]:
        """The keys of the tab."""
        return (
            KeyHint("↑ ↓", _("move")),
            KeyHint("→", _("next state")),
            KeyHint("M", _("evidence")),
            KeyHint("E", _("end")),
            KeyHint("Enter", _("details")),
            KeyHint("N", _("new intervention")),
            KeyHint("1–3", _("add suggestion")),
            KeyHint("K", _("mapping")),
            KeyHint("V", _("what changed")),
            KeyHint("S", _("side")),
            KeyHint("Alt ←", _("back")),
        )

    def _work(self) -> QWidget:
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(12, 16, 12, 16)
        column.setSpacing(8)
        column.addLayout(self.head)
        column.addWidget(self.panel, 1)
        return Scroll(work, name="interventionWork")

    def _side(self) -> QWidget:
        ground = Pane("canvas")
        column = QVBoxLayout(ground)
        column.setContentsMargins(18, 16, 20, 24)
        column.setSpacing(16)
        column.addLayout(self.proposals)
        column.addWidget(self.form)
        column.addStretch(1)
        return Scroll(ground, name="interventionSide")
