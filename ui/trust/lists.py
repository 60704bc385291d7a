"""The lists of Safety: colleagues and their roles, protected persons and who may see them, places of backups."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.services.trust import AccessRow
from ui.language import _, day_text, ngettext
from ui.models.lazy_rows import LazyRowsModel
from ui.roles import roles_text
from ui.trust.presenter import ProtectedFacts
from ui.trust.wording import capital, sees_words, when_text
from ui.widgets.rows import Cell, Column, RowList
from ui.widgets.text import Hairline, Label, SectionHeading

ROW_HEIGHT, MOST_ROWS = 50, 8


class FittedRows(RowList):
    """As high as its rows, also when a column has folded under the first."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold, then fit."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Take the height of the rows there are; the rest scrolls."""
        self.fit_rows(MOST_ROWS)
        self.setMinimumHeight(self.maximumHeight())


class Listed(QWidget):
    """A heading, rows of one kind and a quiet note under them."""

    def __init__(self, title: str, columns: Sequence[Column], spoken: Callable[[Any], str], *, name: str) -> None:
        """Hidden until there is something to show."""
        super().__init__()
        self.heading = SectionHeading(title)
        self._title = title
        self.model = LazyRowsModel(spoken, self)
        self.rows = FittedRows(title, name=name, columns=columns, height=ROW_HEIGHT)
        self.rows.setModel(self.model)
        self.note = Label("", "small", "ink2", wrap=True, name=f"{name}Note")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.heading, Hairline(strong=True), self.rows, self.note):
            column.addWidget(part)
        self.note.hide()
        self.hide()

    def show_list(self, rows: Sequence[Any], beside: str = "", note: str = "") -> None:
        """Show ``rows``; without any the whole part stays away."""
        self.model.show_list(rows)
        self.rows.fit()
        self.heading.set_texts(self._title, beside)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.setVisible(bool(rows))


class Colleagues(Listed):
    """Users and roles; one who may not review sees herself only."""

    def __init__(self, local: Callable[[datetime], datetime], today: Callable[[], date]) -> None:
        """``local`` turns an instant into Swedish time."""
        self._local, self._today = local, today
        columns = (
            Column(self._name, share=2, minimum=200),
            Column(self._sees, share=2, minimum=150),
            Column(self._last, share=1, minimum=130, folds=True),
        )
        super().__init__(_("Users and roles"), columns, self._spoken, name="safetyColleagues")

    def show_colleagues(self, rows: Sequence[AccessRow]) -> None:
        """Show who may do what; an administrator's place is said in words."""
        alone = _("Only you are here. Add one who can approve and review what you do.") if len(rows) == 1 else ""
        own = len(rows) == 1 and not rows[0].own
        self.show_list(rows, note="" if own else alone)

    @staticmethod
    def _roles(row: AccessRow) -> str:
        words = roles_text(row.roles)
        return _("{roles} to {day}").format(roles=words, day=day_text(row.until)) if row.until else words

    def _name(self, row: AccessRow) -> Cell:
        return Cell(row.name, self._roles(row), weight=600, icon="user-round", icon_color="ink2")

    @staticmethod
    def _sees(row: AccessRow) -> Cell:
        return Cell(sees_words(row.sees), _("sees"))

    def _last(self, row: AccessRow) -> Cell:
        last = capital(when_text(self._local(row.last), self._today())) if row.last else _("Not yet")
        return Cell(last, _("last signed work"))

    def _spoken(self, row: AccessRow) -> str:
        return ", ".join((row.name, self._roles(row), sees_words(row.sees), self._last(row).top))


class Protected(Listed):
    """Protected persons by case number, who may see them, and the last look."""

    def __init__(self, local: Callable[[datetime], datetime], today: Callable[[], date]) -> None:
        """``local`` turns an instant into Swedish time."""
        self._local, self._today = local, today
        columns = (
            Column(self._case, share=2, minimum=190),
            Column(self._readers, share=2, minimum=150),
            Column(self._last, share=1, minimum=130, folds=True),
        )
        super().__init__(_("Protected persons: who may see"), columns, self._spoken, name="safetyProtected")

    def show_protected(self, rows: Sequence[ProtectedFacts]) -> None:
        """Show them; how many is said beside the heading."""
        people = ngettext("{n} person", "{n} persons", len(rows)).format(n=len(rows))
        self.show_list(rows, people, _("Changing who may see takes two of those who may.") if rows else "")

    @staticmethod
    def _kind(row: ProtectedFacts) -> str:
        kinds = {
            "sekretessmarkering": _("secrecy marking"),
            "skyddad_folkbokforing": _("protected population registration"),
        }
        return kinds.get(row.kind, row.kind)

    def _case(self, row: ProtectedFacts) -> Cell:
        words = _("File {case}").format(case=row.case_number)
        return Cell(words, self._kind(row), weight=600, icon="shield", icon_color="danger")

    @staticmethod
    def _readers(row: ProtectedFacts) -> Cell:
        return Cell(", ".join(row.readers), _("appointed"))

    def _last(self, row: ProtectedFacts) -> Cell:
        if row.last_look is None:
            return Cell(_("Not yet"), _("last shown"))
        last = capital(when_text(self._local(row.last_look), self._today()))
        return Cell(last, _("last shown, {who}").format(who=row.last_who))

    def _spoken(self, row: ProtectedFacts) -> str:
        return ", ".join((self._case(row).top, self._kind(row), *row.readers, self._last(row).top))
