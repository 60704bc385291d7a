"""The left side of Brev: who gets the letter, which sheet, in which language. Emits choices, decides nothing."""

from collections.abc import Sequence
from textwrap import wrap

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.domain.rows import CodeRow, PersonRow
from caseworker.services.letters import SheetRow
from ui.days import birth_text
from ui.language import _, ngettext
from ui.letters.appearance import Appearance
from ui.letters.presenter import MOST_SHOWN, SOURCE, Order, Recipient
from ui.models.lazy_rows import LazyRowsModel
from ui.theme import theme
from ui.widgets.choice import Alternative, RadioList
from ui.widgets.columns import Scroll
from ui.widgets.fields import LineEdit, announce
from ui.widgets.rows import Cell, Column, RowList
from ui.widgets.text import Label, SectionHeading
from ui.words import Words, shown_name

SHEETS_HEIGHT, LINE = 330, 28  # px; characters of a title that stand on one line


class Choosing(QWidget):
    """``typed(text)``, ``person_chosen(PersonRow)``, ``sheet_chosen(str)``, ``language_chosen(str)``."""

    typed = Signal(str)
    person_chosen = Signal(object)
    sheet_chosen = Signal(str)
    language_chosen = Signal(str)

    def __init__(self, sheets: Sequence[SheetRow], languages: Sequence[CodeRow], words: Words) -> None:
        """Show every sheet and language; which languages may be chosen follows from the sheet."""
        super().__init__()
        self._words = words
        self._languages = tuple(languages)
        self.search = LineEdit(placeholder=_("Name, number or case number"), limit=120)
        self.search.setObjectName("recipientSearch")
        self.search.setAccessibleName(_("Recipient"))
        self.search.installEventFilter(self)
        self._model = LazyRowsModel(_spoken, self)
        self.hits = RowList(_("People found"), name="recipientHits", columns=(Column(_hit_cell),), height=46)
        self.hits.setModel(self._model)
        self.hits.hide()
        self.nobody = Label("", "small", "ink2", wrap=True, name="recipientNobody")
        self.nobody.hide()
        self.sheets = RadioList(_sheet_rows(sheets), _("Sheet"), name="letterSheet")
        self.languages = RadioList(self._language_rows(), _("Language"), name="letterLanguage")
        self.appearance = Appearance()
        self._sheet_area = Scroll(self.sheets, name="letterSheets")
        self._reads = SectionHeading(_("Language"), role="h3")
        self.gaps = Label("", "small", "ink2", wrap=True, name="letterLanguageGaps")
        self._lay_out()
        self.search.textChanged.connect(self.typed)
        self.hits.opened.connect(self.person_chosen)
        self.hits.clicked.connect(lambda index: self.person_chosen.emit(index.data(Qt.ItemDataRole.UserRole)))
        self.sheets.chosen.connect(self.sheet_chosen)
        self.languages.chosen.connect(self.language_chosen)

    def show_found(self, rows: Sequence[PersonRow]) -> None:
        """Show who was found; nobody is said in words."""
        searched = bool(self.search.text().strip())
        self._model.show_list(rows[:MOST_SHOWN])
        self.hits.setVisible(bool(rows))
        self.hits.setFixedHeight(theme().px(46) * min(len(rows), MOST_SHOWN) + 2)
        more = len(rows) - MOST_SHOWN
        told = ""
        if searched and not rows:
            told = _("Nobody matches. Try part of the name, the number or the case number.")
        elif more > 0:
            told = ngettext("{n} more. Write more of the name.", "{n} more. Write more of the name.", more)
        self.nobody.setText(told.format(n=more))
        self.nobody.setVisible(bool(told))
        if searched:
            announce(self.search, told or ngettext("{n} match", "{n} matches", len(rows)).format(n=len(rows)))

    def show_recipient(self, recipient: Recipient | None) -> None:
        """The recipient is chosen: the search is done, and her reading language is said."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.show_found(())
        reads = self._words.language(recipient.reads) if recipient is not None and recipient.reads else ""
        self._reads.set_texts(_("Language"), _("Reads {language}").format(language=reads) if reads else "")

    def show_order(self, order: Order, sheet: SheetRow | None) -> None:
        """Mark what is chosen; a language the sheet is not whole in cannot be chosen, and is named."""
        self.sheets.choose(order.sheet)
        chosen = self.sheets.chosen_row()
        if chosen is not None:
            self._sheet_area.ensureWidgetVisible(chosen, 0, 0)
        whole = sheet.languages if sheet is not None else ()
        self.languages.allow(whole)
        self.languages.choose(order.language)
        self.appearance.show_layout(order.layout)
        missing = [self._words.language(one.code) for one in self._languages if one.code not in whole]
        self.gaps.setText(
            _("The translation is not whole in: {languages}. It cannot be printed.").format(
                languages=", ".join(missing)
            )
        )
        self.gaps.setVisible(bool(missing))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search: Down goes to those found, Enter takes the only or first one, Esc empties the field."""
        if watched is not self.search or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Down and self._model.rowCount():
            self.hits.choose_first()
            self.hits.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._take_only()
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            return True
        return False

    def _take_only(self) -> bool:
        """With one hit Enter takes it; with several it goes to the list, for the wrong person must cost a choice."""
        if self._model.rowCount() == 1:
            self.person_chosen.emit(self._model.row(0))
        elif self._model.rowCount():
            self.hits.choose_first()
            self.hits.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _language_rows(self) -> list[Alternative]:
        named = ((one, self._words.language(one.code)) for one in self._languages)
        return [
            Alternative(one.code, words[:1].upper() + words[1:], beside="" if one.code == SOURCE else one.en)
            for one, words in named
        ]

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(8)
        column.addWidget(Label(_("Letters"), "h1"))
        column.addSpacing(4)
        column.addWidget(SectionHeading(_("Recipient"), role="h3"))
        column.addWidget(self.search)
        column.addWidget(self.hits)
        column.addWidget(self.nobody)
        column.addSpacing(8)
        column.addWidget(SectionHeading(_("Sheet"), role="h3"))
        column.addWidget(self._sheet_area)
        column.addSpacing(8)
        column.addWidget(self._reads)
        column.addWidget(self.languages)
        column.addWidget(self.gaps)
        column.addSpacing(8)
        column.addWidget(self.appearance)
        column.addStretch(1)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """Some rows of the many sheets are seen at once; the languages stay near."""
        whole = self.sheets.sizeHint().height()
        self._sheet_area.setFixedHeight(min(whole, theme().px(SHEETS_HEIGHT)))


def _sheet_rows(sheets: Sequence[SheetRow]) -> list[Alternative]:
    rows = []
    for sheet in sheets:
        short, _dash, rest = sheet.title.partition(" \N{EN DASH} ")
        first, *more = wrap(short, LINE)
        version = _("version {n}").format(n=sheet.version)
        rows.append(Alternative(sheet.id, first, "\n".join(part for part in (*more, rest, version) if part)))
    return rows


def _name(row: PersonRow) -> str:
    return shown_name(row.name or row.original_name, row.case_number, row.protected)


def _hit_cell(row: PersonRow) -> Cell:
    return Cell(
        top=_name(row),
        bottom=_facts(row),
        beside=row.original_name if row.name else "",
        icon="user-round",
    )


def _facts(row: PersonRow) -> str:
    born = birth_text(row.born, row.born_precision)
    return " · ".join(part for part in (born, row.number if row.number != born else "", row.case_number) if part)


def _spoken(row: PersonRow) -> str:
    return ", ".join(part for part in (_name(row), _facts(row)) if part)
