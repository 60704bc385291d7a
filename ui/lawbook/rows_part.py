"""The rows of the lawbook: how sure each is, and everything it says beside the list."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseworker.services.law_updates import LawbookShown, LawRowShown
from ui.language import _, day_text, ngettext
from ui.lawbook.wording import CERTAINTIES, UNSURE, certainty_words, days_words, source_words, title_words
from ui.models.lazy_rows import LazyRowsModel
from ui.widgets.chip import Chip
from ui.widgets.choice import Segment
from ui.widgets.columns import Scroll
from ui.widgets.flow import FlowLayout
from ui.widgets.rows import Cell, Column, RowList
from ui.widgets.text import Hairline, Label, Pane


class RowsPart(QWidget):
    """To the left the rows with a filter, to the right all of the marked one."""

    def __init__(self, status_words: Callable[[str], str]) -> None:
        """``status_words`` says a status in words."""
        super().__init__()
        self._status = status_words
        self._rows: Sequence[LawRowShown] = ()
        self.filter = Segment(
            (
                ("all", _("All rows")),
                ("unsure", _("Unsure rows"), "circle-alert"),
                ("right", _("Rights")),
                ("duty", _("Duties")),
            ),
            _("Which rows"),
            name="lawFilter",
        )
        self.filter.choose("all")
        self.filter.chosen.connect(lambda _code: self._show())
        self.chips = {code: Chip("", name=f"lawCertainty_{code}") for code in CERTAINTIES}
        self.model = LazyRowsModel(_spoken, self)
        self.list = RowList(
            _("Rows of the lawbook"), name="lawRows", height=56,
            columns=(
                Column(_what, share=5, minimum=240),
                Column(_days, share=3, minimum=210, folds=True),
                Column(_sure, share=2, minimum=170),
            ),
        )  # fmt: skip
        self.list.setModel(self.model)
        self.list.current_changed.connect(self._moved)
        self.heading = Label(_("No row is marked"), "h2", wrap=True, name="lawRowHeading")
        self.text = Label("", "body", wrap=True, name="lawRowText")
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()

    def show_book(self, book: LawbookShown) -> None:
        """Show the rows and how sure they are."""
        self._rows = book.rows
        for code, chip in self.chips.items():
            count = book.certainty.get(code, 0)
            words, tone, icon = certainty_words(code)
            said = ngettext("{n} row", "{n} rows", count).format(n=count)
            chip.show_state(f"{words}: {said}", tone, icon)
            chip.setVisible(bool(count))
        self._show()

    def _show(self) -> None:
        wanted = self.filter.code()
        rows = [
            row for row in self._rows
            if wanted == "all" or row.kind == wanted or (wanted == "unsure" and row.certainty in UNSURE)
        ]  # fmt: skip
        self.model.show_list(rows)
        self.list.choose_first()
        self._moved(self.list.current_row())

    def _moved(self, row: LawRowShown | None) -> None:
        if row is None:
            self.heading.setText(_("No row is marked"))
            self.text.setText("")
            return
        self.heading.setText(title_words(row))
        statuses = "\n".join(f"    {code}  {self._status(code)}" for code in row.statuses)
        sure = certainty_words(row.certainty)[0]
        lines = [
            row.sv,
            "",
            row.law,
            days_words(row.valid_from, row.valid_to),
            (_("{sure}, written down {day}") if row.certainty in UNSURE else _("{sure}, read on {day}")).format(
                sure=sure, day=day_text(row.verified_on)
            ),
            _("Source: {source}").format(source=source_words(row.source)),
            _("Row: {row}").format(row=row.id),
            *([_("Note: {note}").format(note=row.notes)] if row.notes else ()),
            "",
            _("For these statuses:"),
            statuses,
        ]
        self.text.setText("\n".join(lines))

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        summary = FlowLayout()
        for chip in self.chips.values():
            summary.addWidget(chip)
            chip.hide()
        left.addLayout(summary)
        left.addWidget(self.filter, 0, Qt.AlignmentFlag.AlignLeft)
        left.addWidget(Hairline(strong=True))
        left.addWidget(self.list, 1)
        side = Pane("surface")
        inner = QVBoxLayout(side)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.setSpacing(8)
        inner.addWidget(self.heading)
        inner.addWidget(Hairline(strong=True))
        inner.addWidget(self.text)
        inner.addStretch(1)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(24)
        both.addLayout(left, 3)
        both.addWidget(Scroll(side, name="lawRowScroll", label=_("The marked row")), 2)


def _what(row: LawRowShown) -> Cell:
    return Cell(title_words(row), row.law, weight=600)


def _days(row: LawRowShown) -> Cell:
    return Cell(days_words(row.valid_from, row.valid_to), row.id, weight=400)


def _sure(row: LawRowShown) -> Cell:
    words, tone, icon = certainty_words(row.certainty)
    return Cell(chip=words, tone=tone, chip_icon=icon)


def _spoken(row: LawRowShown) -> str:
    return ", ".join(
        (title_words(row), row.law, days_words(row.valid_from, row.valid_to), certainty_words(row.certainty)[0])
    )
