"""The left side of Brev: who gets the letters, which sheets, in which language. Emits choices, decides nothing."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.domain.rows import CodeRow, PersonRow
from caseworker.services.letter_checks import RecipientRow
from caseworker.services.letters import SheetRow
from ui.days import birth_text
from ui.language import _, ngettext
from ui.letters.appearance import Appearance
from ui.letters.orders import SOURCE, Order, Recipient
from ui.letters.searching import MOST_SHOWN
from ui.letters.sheets import SheetList
from ui.models.lazy_rows import LazyRowsModel
from ui.relation_words import relation_words
from ui.theme import theme
from ui.widgets.choice import Alternative, RadioList
from ui.widgets.columns import Scroll
from ui.widgets.fields import LineEdit, announce
from ui.widgets.rows import Cell, Column, RowList
from ui.widgets.text import Label, SectionHeading
from ui.words import Words, shown_name

SHEETS_LEAST, LANGUAGES_LEAST = 210, 154  # px at 100 %: the two lists share the room there is


class _Area(Scroll):
    """A list that asks for the least it needs, and takes what is left over."""

    def sizeHint(self) -> QSize:
        return self.minimumSize()


class Choosing(QWidget):
    """``typed(text)``, ``person_chosen(PersonRow)``, ``receiver_chosen(str)``, ``sheet_ticked(str)``,

    ``sheet_shown(str)``, ``language_chosen(str)``.
    """

    typed = Signal(str)
    person_chosen = Signal(object)
    receiver_chosen = Signal(str)
    sheet_ticked = Signal(str)
    sheet_shown = Signal(str)
    language_chosen = Signal(str)

    def __init__(self, sheets: Sequence[SheetRow], languages: Sequence[CodeRow], words: Words) -> None:
        """Show every sheet and language; which languages may be chosen follows from the sheet."""
        super().__init__()
        self._words = words
        self._languages, self._sheets = tuple(languages), tuple(sheets)
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
        self.receiver_list: RadioList | None = None
        self._receiver_place = QVBoxLayout()
        self.sheets = SheetList(sheets, _("Sheets"), name="letterSheet")
        self.languages = RadioList(self._language_rows(), _("Language"), name="letterLanguage")
        self.appearance = Appearance()
        self._sheet_area = _Area(self.sheets, name="letterSheets")
        self._language_area = _Area(self.languages, name="letterLanguages")
        self._count = SectionHeading(_("Sheets"), role="h3")
        self._count.note.setObjectName("letterCount")
        self._reads = SectionHeading(_("Language"), role="h3")
        self.gaps = Label("", "small", "ink2", wrap=True, name="letterLanguageGaps")
        self._lay_out()
        self.search.textChanged.connect(self.typed)
        self.hits.opened.connect(self.person_chosen)
        self.hits.clicked.connect(lambda index: self.person_chosen.emit(index.data(Qt.ItemDataRole.UserRole)))
        self.sheets.ticked.connect(self.sheet_ticked)
        self.sheets.shown.connect(self.sheet_shown)
        self.languages.chosen.connect(self.language_chosen)

    def go_to_sheet(self) -> None:
        """Go to the sheet that is shown."""
        box = self.sheets.shown_box()
        if box is not None:
            box.setFocus(Qt.FocusReason.ShortcutFocusReason)

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
        self._show_receivers(recipient)

    def _show_receivers(self, recipient: Recipient | None) -> None:
        """Let whoever decides for a child be chosen; most people have nobody, and nothing is asked."""
        if self.receiver_list is not None:
            self.receiver_list.hide()
            self.receiver_list.deleteLater()
            self.receiver_list = None
        if recipient is None or len(recipient.receivers) < 2:
            return
        rows = [Alternative(row.to, row.name, receiver_note(row)) for row in recipient.receivers]
        self.receiver_list = RadioList(rows, _("Who gets the letter"), name="letterReceiver")
        self.receiver_list.choose(recipient.receiver.to)
        self.receiver_list.chosen.connect(self.receiver_chosen)
        self._receiver_place.addWidget(self.receiver_list)

    def show_order(self, order: Order, pages: Mapping[str, int]) -> None:
        """Mark what is chosen; a language that not every chosen sheet is whole in cannot be chosen, and is named.

        ``pages`` are those of the sheets that were looked at.
        """
        self.sheets.tell(order.language, order.sheet, order.chosen, pages)
        shown = self.sheets.shown_box()
        if shown is not None:
            self._sheet_area.ensureWidgetVisible(shown, 0, 0)
        known = [pages.get(sheet, 0) for sheet in order.chosen]
        told = ngettext("{n} chosen", "{n} chosen", len(known)).format(n=len(known))
        if known and all(known):
            told += " · " + ngettext("{n} page", "{n} pages", sum(known)).format(n=sum(known))
        self._count.set_texts(_("Sheets"), told if known else _("none chosen"))
        self._show_languages(order)
        self.appearance.show_layout(order.layout)
        self._fit()

    def _show_languages(self, order: Order) -> None:
        rows = [row for row in self._sheets if row.id in (order.chosen or (order.sheet,))]
        whole = [one.code for one in self._languages if all(one.code in row.languages for row in rows)]
        self.languages.allow(whole)
        self.languages.choose(order.language)
        chosen = self.languages.chosen_row()
        if chosen is not None:
            self._language_area.ensureWidgetVisible(chosen, 0, 0)
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
            Alternative(
                one.code, words[:1].upper() + words[1:], beside="" if one.code == SOURCE else one.en,
                end=self._share(one.code),
            )
            for one, words in named
        ]  # fmt: skip

    def _share(self, language: str) -> str:
        """Return how many of the sheets are whole in a language."""
        whole = sum(language in row.languages for row in self._sheets)
        return _("{n} of {total}").format(n=whole, total=len(self._sheets))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(8)
        column.addWidget(Label(_("Letters"), "h1"))
        column.addWidget(self.search)
        column.addWidget(self.hits)
        column.addWidget(self.nobody)
        column.addLayout(self._receiver_place)
        column.addSpacing(4)
        column.addWidget(self._count)
        column.addWidget(self._sheet_area, 5)
        column.addSpacing(4)
        column.addWidget(self._reads)
        column.addWidget(self._language_area, 3)
        column.addWidget(self.gaps)
        column.addSpacing(4)
        column.addWidget(self.appearance)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """Some rows of each list are always seen, and nothing of them is hidden sideways."""
        for area, inner, least in (
            (self._sheet_area, self.sheets, SHEETS_LEAST),
            (self._language_area, self.languages, LANGUAGES_LEAST),
        ):
            area.setMinimumHeight(theme().px(least))
            area.setMaximumHeight(inner.sizeHint().height() + 4)
            area.setMinimumWidth(inner.minimumSizeHint().width() + area.verticalScrollBar().sizeHint().width() + 2)


def receiver_note(row: RecipientRow) -> str:
    """Return what a receiver is to the person the letter is about."""
    return relation_words(row.kind) if row.kind else _("the person herself")


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
