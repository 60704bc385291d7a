"""Rättslig ställning: every period, newest first, on three axes, and forms that begin a new one."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.domain.lawsheet import LawSheet
from caseworker.domain.rows import PersonFile
from ui.desk import Desk
from ui.language import _
from ui.models.lazy_rows import LazyRowsModel
from ui.person.columns import axis_lines, spoken_status, status_columns
from ui.person.forms import HomeForm, StatusForm
from ui.person.law_facts import FactForm, LawFactsPart, lines_of
from ui.widgets.columns import Scroll, SideColumn
from ui.widgets.rows import RowList
from ui.widgets.text import Hairline, Label, Pane, SectionHeading

ROW, MOST_ROWS = 52, 6


class StatusTab(SideColumn):
    """A new status ends the one before it the day before; nothing here is ever erased."""

    def __init__(self, desk: Desk) -> None:
        """Start empty."""
        self._words = words = desk.words
        self.form = StatusForm(words)
        self.settlement = HomeForm(_("Settlement"), _("Record settlement"), words.settlements, name="settlementForm")
        self.accommodation = HomeForm(
            _("Accommodation while seeking asylum"),
            _("Record accommodation"),
            words.accommodations,
            name="accommodationForm",
        )
        self._model = LazyRowsModel(spoken_status(words))
        self.list = RowList(_("Legal status"), name="statusList", columns=status_columns(words), height=ROW)
        self.list.setModel(self._model)
        self._none = Label(_("No legal status recorded. Press N to record the first."), "body", "ink2", wrap=True)
        self._settled, self._housed = Label("", "body", wrap=True), Label("", "body", wrap=True)
        self.facts, self.fact = LawFactsPart(words), FactForm()
        super().__init__(self._work(), self._side(), width=400)

    def show_file(self, file: PersonFile) -> None:
        """Show every period."""
        self._model.show_list(file.statuses)
        self.list.fit_rows(MOST_ROWS)
        self.list.setMinimumHeight(self.list.maximumHeight())
        self._none.setVisible(not file.statuses)
        self.list.setVisible(bool(file.statuses))
        self._settled.setText(axis_lines(file.settlements, self._words.settlement))
        self._housed.setText(axis_lines(file.accommodations, self._words.accommodation))

    def show_sheet(self, sheet: LawSheet) -> None:
        """Show what the law asks about."""
        self.facts.show_sheet(sheet)
        self.fact.show_lines(lines_of(sheet))

    def begin(self) -> None:
        """Go to the form of a new status."""
        self.open_side()
        self.form.begin()

    def _work(self) -> QWidget:
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(24, 18, 24, 24)
        column.setSpacing(6)
        column.addWidget(SectionHeading(_("Legal status"), _("newest first, the day it ends included")))
        column.addWidget(self._none)
        column.addWidget(self.list, 100)
        column.addSpacing(16)
        column.addWidget(SectionHeading(_("Settlement"), role="h3"))
        column.addWidget(self._settled)
        column.addSpacing(8)
        column.addWidget(SectionHeading(_("Accommodation while seeking asylum"), role="h3"))
        column.addWidget(self._housed)
        column.addSpacing(8)
        column.addWidget(self.facts, 200)
        column.addStretch(1)
        return Scroll(work, name="statusWork")

    def _side(self) -> QWidget:
        ground = Pane("canvas")
        column = QVBoxLayout(ground)
        column.setContentsMargins(23, 18, 24, 24)
        column.setSpacing(16)
        for number, form in enumerate((self.form, self.fact, self.settlement, self.accommodation)):
            if number:
                column.addWidget(Hairline())
            column.addWidget(form)
        column.addStretch(1)
        return Scroll(ground, name="statusSide")
