"""The left side of Texter: which language, which sheet, and how each of them stands in that language."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from caseworker.domain.rows import CodeRow
from caseworker.domain.translation import LanguageState
from caseworker.services.letters import SheetRow
from ui.language import _
from ui.letters.texts.presenter import CLIENT, FRAME, PLAN, SOURCE, WORD_LISTS, Overview
from ui.letters.texts.wording import state_chip
from ui.models.lazy_rows import LazyRowsModel
from ui.widgets.button import Button
from ui.widgets.fields import Choice
from ui.widgets.flow import FlowLayout
from ui.widgets.rows import Cell, Column, RowList
from ui.widgets.text import Label, Pane, SectionHeading
from ui.widgets.tick import Tick


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of the list."""

    id: str
    title: str
    state: LanguageState | None
    own: bool = False


class Choosing(Pane):
    """``chosen(sheet, language)``: another pair is to be opened."""

    chosen = Signal(str, str)

    def __init__(self, *, may_change: bool, may_approve: bool) -> None:
        """Empty until ``show_overview``; ways that this person may not go are not shown."""
        super().__init__("surface")
        self._overview: Overview | None = None
        self._sheet = ""
        self.language = Choice()
        self.language.setObjectName("textsLanguage")
        self.language.setAccessibleName(_("Language"))
        self._model = LazyRowsModel(_spoken, self)
        chip = Column(_chip, minimum=112, maximum=128, right=True, folds=True)
        columns = (Column(_title, share=1, minimum=120), chip)
        self.sheets = RowList(_("Sheets"), name="textsSheets", columns=columns, height=46)
        self.sheets.setModel(self._model)
        self.heading = SectionHeading(_("Sheet"), role="h3")
        self.drafts = Tick(_("Print approved only"), name="textsBlock")
        self.new_sheet = Button(_("New sheet"), name="textsNewSheet", icon="plus")
        self.new_language = Button(_("New language"), name="textsNewLanguage", icon="plus")
        self._lay_out()
        for button in (self.new_sheet, self.new_language):  # once they are a part of the page
            button.setVisible(may_change)
        self.drafts.setVisible(may_approve)
        self.language.currentIndexChanged.connect(lambda _index: self._language_chosen())
        self.sheets.current_changed.connect(self._sheet_chosen)

    def show_overview(self, overview: Overview, sheet: str, language: str) -> None:
        """Show the sheets as they stand in ``language``."""
        self._overview, self._sheet = overview, sheet
        self.language.blockSignals(True)
        if [one.code for one in overview.languages] != self._codes():
            self.language.set_rows([(one.code, _named(one)) for one in overview.languages])
        self.language.choose(language)
        self.language.blockSignals(False)
        self.drafts.blockSignals(True)
        self.drafts.setChecked(overview.blocked)
        self.drafts.blockSignals(False)
        self._show_lines(language)

    def _codes(self) -> list[str]:
        return [str(self.language.itemData(at)) for at in range(self.language.count())]

    def _show_lines(self, language: str) -> None:
        if self._overview is None:
            return
        named = {CLIENT: _("The client mode"), PLAN: _("The plan")}
        rows = [row for row in self._overview.sheets if language != SOURCE or row.id not in WORD_LISTS]
        lines = [SheetLine(row.id, named.get(row.id, row.title), _state(row, language), row.own) for row in rows]
        if language != SOURCE:
            lines.append(SheetLine(FRAME, _("Around every sheet"), None))
        self.sheets.blockSignals(True)
        self._model.show_list(lines)
        at = next((number for number, line in enumerate(lines) if line.id == self._sheet), 0)
        self.sheets.setCurrentIndex(self._model.index(at, 0))
        self.sheets.blockSignals(False)
        sheets = [line for line in lines if line.id not in WORD_LISTS]
        whole = sum(line.state is None or line.state.whole for line in sheets)
        words = _("{n} of {all} whole").format(n=whole, all=len(sheets))
        self.heading.set_texts(_("Sheet"), words if language != SOURCE else "")

    def _language_chosen(self) -> None:
        language = self.language.code()
        if self._overview is not None:
            self._sheet, language = self._overview.nearest(self._sheet, language)
        self._show_lines(language)
        self.chosen.emit(self._sheet, language)

    def _sheet_chosen(self, line: SheetLine | None) -> None:
        if line is not None and line.id != self._sheet:
            self._sheet = line.id
            self.chosen.emit(line.id, self.language.code())

    def _lay_out(self) -> None:
        ways = FlowLayout()
        for button in (self.new_sheet, self.new_language):
            ways.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 16, 16)
        column.setSpacing(8)
        column.addWidget(Label(_("Texts"), "h1"))
        column.addSpacing(4)
        column.addWidget(SectionHeading(_("Language"), role="h3"))
        column.addWidget(self.language)
        column.addSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.sheets, 1)
        column.addWidget(self.drafts)
        column.addLayout(ways)


def _state(row: SheetRow, language: str) -> LanguageState | None:
    return next((state for state in row.states if state.language == language), None)


def _named(row: CodeRow) -> str:
    words = row.sv[:1].upper() + row.sv[1:]
    return words if row.code == SOURCE else f"{words} · {row.en}"


def _title(line: SheetLine) -> Cell:
    return Cell(line.title, wrap=True, weight=500, icon="flag" if line.own else "", icon_color="accent")


def _chip(line: SheetLine) -> Cell:
    if line.id == FRAME:
        return Cell()
    words = state_chip(line.state)
    return Cell(chip=words.text, tone=words.tone, chip_icon=words.icon)


def _spoken(line: SheetLine) -> str:
    parts = (line.title, "" if line.id == FRAME else state_chip(line.state).text)
    return ", ".join(part for part in parts if part)
