"""What each column of the list is read as, and the choice of another field for the one under the cursor."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.services.importing import OpenedList, SheetColumn
from ui.importing.wording import column_columns, column_spoken, field_words
from ui.language import _, ngettext
from ui.models.lazy_rows import LazyRowsModel
from ui.theme import theme
from ui.widgets.facts import Fact
from ui.widgets.field import Field
from ui.widgets.fields import Choice
from ui.widgets.rows import RowList
from ui.widgets.text import Hairline, SectionHeading

_FORBIDDEN = "forbidden"
_LEAST_HEIGHT = 200  # px at 100 %


class ColumnsPart(QWidget):
    """``chosen(place, field)`` when the user says that a column holds something else; ``sheet_chosen(name)``."""

    chosen = Signal(int, str)
    sheet_chosen = Signal(str)

    def __init__(self) -> None:
        """Start without columns."""
        super().__init__()
        self.setObjectName("importColumns")
        self.heading = SectionHeading(_("Columns"), "")
        self.sheet = Choice()
        self.sheet_field = Field(_("Sheet"), self.sheet, name="importSheet")
        self.list = RowList(_("Columns"), name="importColumnList", columns=column_columns(), height=48)
        self._model = LazyRowsModel(column_spoken, self)
        self.list.setModel(self._model)
        self.list.setMinimumHeight(theme().px(_LEAST_HEIGHT))
        self.field = Choice(sorted(field_words().items(), key=lambda pair: (pair[0] != "", pair[1].casefold())))
        self.field_field = Field(_("Read as"), self.field, name="importField")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.sheet_field)
        column.addWidget(self.heading)
        column.addWidget(Hairline(strong=True))
        column.addWidget(self.list, 1)
        column.addWidget(self.field_field)
        column.addSpacing(4)
        column.addWidget(Fact("clock", "ink2", _("Remembers the columns"), _("until next time, for this office only.")))
        told = _("The file is read by a program of its own, shut off from all else.")
        column.addWidget(Fact("shield-check", "ok", _("Macros and links never run"), told))
        column.addStretch(0)
        self.list.current_changed.connect(self._show)
        self.field.activated.connect(self._tell)
        self.sheet.activated.connect(lambda _at: self.sheet_chosen.emit(self.sheet.code()))

    def show_list(self, opened: OpenedList) -> None:
        """Show the columns of a list; the cursor stays where it was."""
        place = max(self.list.currentIndex().row(), 0)
        self._model.show_list(opened.columns)
        told = {name: sum(column.certainty == name for column in opened.columns) for name in ("sure", "guessed")}
        guessed = ngettext("{n} guessed", "{n} guessed", told["guessed"]).format(n=told["guessed"])
        sure = ngettext("{n} sure", "{n} sure", told["sure"]).format(n=told["sure"])
        self.heading.set_texts(_("Columns"), ", ".join((sure, guessed)))
        hidden = _("{name} (hidden)")
        self.sheet.set_rows(
            [(one.name, hidden.format(name=one.name) if one.hidden else one.name) for one in opened.sheets]
        )
        self.sheet.choose(opened.sheet)
        self.sheet_field.setVisible(len(opened.sheets) > 1)
        if opened.columns:
            self.list.setCurrentIndex(self._model.index(min(place, len(opened.columns) - 1), 0))
        self._show(self.list.current_row())

    def _show(self, column: SheetColumn | None) -> None:
        self.field_field.setEnabled(column is not None and column.certainty != _FORBIDDEN)
        if column is not None:
            self.field_field.set_label(_("{title} is read as").format(title=column.title))
            self.field.choose(column.field)

    def _tell(self) -> None:
        column = self.list.current_row()
        if isinstance(column, SheetColumn):
            self.chosen.emit(column.place, self.field.code())
