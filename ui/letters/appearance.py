"""How a letter is laid out: the translation beside or below, large print, pictograms, the address in a window."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.services.letters import USUAL, Arrangement, Layout
from ui.language import _
from ui.widgets.choice import Segment
from ui.widgets.flow import FlowLayout
from ui.widgets.text import SectionHeading
from ui.widgets.tick import Tick


class Appearance(QWidget):
    """``chosen(Layout)`` when the user changes something."""

    chosen = Signal(object)

    def __init__(self) -> None:
        """Two columns in ordinary print."""
        super().__init__()
        rows = ((Arrangement.COLUMNS.value, _("Side by side")), (Arrangement.STACKED.value, _("Stacked")))
        self.arrangement = Segment(rows, _("Appearance"), name="letterArrangement")
        self.large = Tick(_("Large print"), name="letterLarge")
        self.pictograms = Tick(_("Pictograms and more air"), name="letterPictograms")
        self.window_envelope = Tick(_("For a window envelope"), name="letterWindow")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(SectionHeading(_("Appearance"), role="h3"))
        column.addWidget(self.arrangement, 0, Qt.AlignmentFlag.AlignLeft)
        ticks = FlowLayout()
        for tick in (self.large, self.pictograms, self.window_envelope):
            ticks.addWidget(tick)
        column.addLayout(ticks)
        self.show_layout(USUAL)
        self.arrangement.chosen.connect(lambda code: self._tell(arrangement=Arrangement(code)))
        self.large.clicked.connect(lambda on: self._tell(large=on))
        self.window_envelope.clicked.connect(lambda on: self._tell(window=on))
        self.pictograms.clicked.connect(lambda on: self._tell(pictograms=on))

    def show_layout(self, layout: Layout) -> None:
        """Show a choice without telling. Pictograms come in large print as they are."""
        self._layout = layout
        self.arrangement.choose(layout.arrangement.value)
        self.large.setChecked(layout.large or layout.pictograms)
        self.large.setEnabled(not layout.pictograms)
        self.pictograms.setChecked(layout.pictograms)
        self.window_envelope.setChecked(layout.window)

    def focus_chosen(self) -> None:
        """Put the focus on the choice between beside and below."""
        self.arrangement.focus_chosen()

    def _tell(self, **changed: Any) -> None:
        self.show_layout(replace(self._layout, **changed))
        self.chosen.emit(self._layout)
