"""Ledtid: how many days each step of an intervention usually takes in the office, women and men apart. Only told."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.domain.lead_times import ENOUGH, LeadTime
from ui.language import _, ngettext
from ui.models.lazy_rows import LazyRowsModel
from ui.widgets.rows import Cell, Column, RowList
from ui.widgets.text import Hairline, Label, SectionHeading
from ui.words import Words, state_words


class LeadTimes(QWidget):
    """A list of steps with their medians; not there while no step has been taken often enough."""

    def __init__(self, words: Words) -> None:
        """``words`` names the interventions."""
        super().__init__()
        self.setObjectName("leadTimes")
        self._words = words
        self.model = LazyRowsModel(self._spoken, self)
        self.list = RowList(
            _("Lead time per step"), name="leadTimeList", height=50,
            columns=(Column(self._cell, share=1, minimum=180), Column(_days_cell, share=0, minimum=130, right=True)),
        )  # fmt: skip
        self.list.setModel(self.model)
        told = _("Median days of the office, of steps that at least {n} have taken.").format(n=ENOUGH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(SectionHeading(_("Lead time per step")))
        column.addWidget(Label(told, "small", "ink2", wrap=True))
        column.addWidget(Hairline(strong=True))
        column.addWidget(self.list, 1)
        self.hide()

    def show_times(self, times: Sequence[LeadTime]) -> None:
        """Show them in the order they came."""
        self.model.show_list(times)
        self.setVisible(bool(times))

    def _cell(self, row: LeadTime) -> Cell:
        step = _("from {state} to the next step").format(state=state_words(row.state).lower())
        return Cell(self._words.intervention(row.type), step, weight=600)

    def _spoken(self, row: LeadTime) -> str:
        days, split = _days(row.everybody), (_("women: {days}"), _("men: {days}"))
        sexes = [text.format(days=_days(one)) for text, one in zip(split, (row.women, row.men), strict=True)]
        cell = self._cell(row)
        return ", ".join((cell.top, cell.bottom, days, *sexes))


def _days_cell(row: LeadTime) -> Cell:
    women, men = _short(row.women), _short(row.men)
    return Cell(_days(row.everybody), _("W {women} · M {men}").format(women=women, men=men), weight=600)


def _short(days: float | None) -> str:
    return "–" if days is None else str(round(days))


def _days(days: float | None) -> str:
    if days is None:
        return _("too few")
    return ngettext("{n} day", "{n} days", round(days)).format(n=round(days))
