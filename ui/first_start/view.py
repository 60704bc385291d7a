"""First start: how to begin at the left, one form in the middle, the sheet to be printed at the right.

Shows what it is told and tells what was typed; the presenter decides what is allowed. Recovery words never appear.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from ui.first_start.answers import Answers, Section
from ui.first_start.begin_column import BeginColumn
from ui.first_start.demo_form import DemoForm
from ui.first_start.founding_form import FoundingForm
from ui.first_start.sheet_picture import SheetPicture
from ui.language import _
from ui.theme import theme
from ui.widgets.columns import Scroll
from ui.widgets.text import Label, Pane

SHEET_FROM = 1400


class FirstStartView(Pane):
    """``way_chosen("create" | "demo")`` besides the signals of its parts (``form``, ``demo``, ``begin``)."""

    way_chosen = Signal(str)

    def __init__(self, municipalities: Sequence[tuple[str, str]]) -> None:
        """``municipalities`` are (code, name)."""
        super().__init__("surface")
        self.setObjectName("firstStart")
        self.setAccessibleName(_("First start"))
        self.begin = BeginColumn()
        self.form = FoundingForm(municipalities)
        self.demo = DemoForm()
        self.picture = SheetPicture()
        self._middle = QStackedWidget()
        self._middle.addWidget(Scroll(self.form, name="foundingScroll"))
        self._middle.addWidget(Scroll(self.demo, name="demoScroll"))
        self._right = Pane("sunken")
        self._picture_title = Label("", "h3")
        column = QVBoxLayout(self._right)
        column.setContentsMargins(36, 40, 36, 24)
        column.setSpacing(4)
        column.addWidget(self._picture_title)
        column.addWidget(Label(_("The words are on the paper only, never on the screen."), "small", "ink2", wrap=True))
        column.addSpacing(12)
        column.addWidget(self.picture)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.begin)
        row.addWidget(self._middle, 1)
        row.addWidget(self._right)
        self.begin.chosen.connect(self._choose)
        theme().changed.connect(self._fit)
        self.show_sheet(1, 0, "")

    def show_sheet(self, sheet: int, asked: int, office: str) -> None:
        """Show which sheet is meant and where the asked word stands."""
        self._picture_title.setText(_("Sheet {n} of 3").format(n=sheet))
        self.picture.show_sheet(sheet, asked, office)

    def show_answers(self, answers: Answers, remains: Sequence[str]) -> None:
        """Mark what is done and say what remains."""
        done: Mapping[Section, bool] = {section: answers.done(section) for section in Section}
        self.form.show_progress(done, remains, can_print=answers.can_print, complete=answers.complete)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture gives way first."""
        super().resizeEvent(event)
        self._fit()

    def _choose(self, way: str) -> None:
        self._middle.setCurrentIndex(1 if way == "demo" else 0)
        self._fit()
        self.way_chosen.emit(way)

    def _fit(self) -> None:
        demo = self._middle.currentIndex() == 1
        self._right.setVisible(not demo and self.width() >= SHEET_FROM * max(theme().scale, 100) / 100)
        self._right.setFixedWidth(theme().px(440))
