"""The page of data quality: to the left what is missing and of how many, to the right of whom. Enter opens the file."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseworker.domain.quality import Gap, GapCount
from caseworker.domain.rows import PersonRow
from ui.desk import Desk
from ui.exporting import ask_for_list
from ui.language import _, ngettext
from ui.models.lazy_rows import LazyRowsModel
from ui.quality.presenter import QualityPresenter
from ui.quality.wording import gap_words
from ui.shell.page import Command, PageWidget, Shell
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.chip import KeyHint
from ui.widgets.rows import Cell, Column, RowList
from ui.widgets.states import EmptyState
from ui.widgets.text import Hairline, Label, SectionHeading
from ui.words import birth_facts, mid_sentence, protected_facts, shown_name


class QualityPage(PageWidget):
    """Uppgifter som saknas."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        """Count when the page is shown."""
        super().__init__(_("What is missing"), name="qualityPage")
        self._shell, self._desk = shell, desk
        self.presenter = QualityPresenter(desk, shell.runner, self)
        self.gap_model = LazyRowsModel(_gap_spoken, self)
        self.gaps = RowList(
            _("What is missing"), name="qualityGaps", height=50,
            columns=(Column(_gap_cell, share=1, minimum=160), Column(_count_cell, share=0, minimum=60, right=True)),
        )  # fmt: skip
        self.gaps.setModel(self.gap_model)
        self.people_model = LazyRowsModel(self._spoken, self)
        self.people = RowList(_("Of whom"), name="qualityPeople", columns=self._columns(), height=56)
        self.people.setModel(self.people_model)
        self.heading = SectionHeading("")
        self.export = Button(_("Take out as a list"), name="qualityExport", icon="file-down", keys="Ctrl+Shift+E")
        self.whole = EmptyState(
            _("Nothing is missing in open cases"), _("What is to be completed comes here by itself."), icon="check"
        )
        self._rows: Sequence[PersonRow] = ()
        self._lay_out()
        self._connect()

    def key_hints(self) -> Sequence[KeyHint]:
        """The keys of the two lists."""
        return (
            KeyHint("↑ ↓", _("move")),
            KeyHint("Enter", _("of whom, then the file")),
            KeyHint("Alt ←", _("back")),
        )

    def commands(self) -> Sequence[Command]:
        """Besides moving: the list."""
        return (Command("quality_list", _("Take out as a list"), self.export.click, icon="file-down", bound=False),)

    def activate(self, subject: object | None = None) -> None:
        """Count, and stand on the gaps."""
        self.presenter.ask()
        self.gaps.setFocus(Qt.FocusReason.OtherFocusReason)

    # Inside
    def _connect(self) -> None:
        presenter = self.presenter
        presenter.counted.connect(self._counted)
        presenter.listed.connect(self._listed)
        presenter.failed.connect(self._shell.show_error)
        self._shell.changes.changed.connect(presenter.heard)
        self.gaps.current_changed.connect(self._moved)
        self.gaps.opened.connect(lambda _row: self._to_people())
        self.people.opened.connect(lambda row: self._shell.go("person", row.id))
        self.export.clicked.connect(self._take_out)

    def _moved(self, row: GapCount | None) -> None:
        if row is not None and row.gap is not self.presenter.gap:
            self.presenter.choose(row.gap)

    def _to_people(self) -> None:
        self.people.choose_first()
        self.people.setFocus(Qt.FocusReason.OtherFocusReason)

    def _counted(self, gaps: Sequence[GapCount]) -> None:
        self.gap_model.show_list(gaps)
        self.whole.setVisible(not gaps)
        self._both.setVisible(bool(gaps))

    def _listed(self, gap: Gap, rows: Sequence[PersonRow]) -> None:
        self._rows = rows
        place = next((at for at in range(self.gap_model.rowCount()) if self.gap_model.row(at).gap is gap), 0)
        self.gaps.setCurrentIndex(self.gap_model.index(place, 0))
        self.people_model.show_list(rows)
        self.heading.set_texts(gap_words(gap)[0], ngettext("{n} person", "{n} people", len(rows)).format(n=len(rows)))
        self.export.setVisible(self._desk.may("people.export_list"))

    def _take_out(self) -> None:
        ask_for_list(self._shell, self._desk, [row.id for row in self._rows], self)

    def _columns(self) -> Sequence[Column]:
        def name(row: PersonRow) -> Cell:
            top = shown_name(row.name, row.case_number, row.protected)
            if row.protected is not None:
                facts = protected_facts(row.sex, row.protected)
                return Cell(top, facts, icon="shield-alert", icon_color="danger", weight=600)
            return Cell(top, birth_facts(row.born, row.born_precision), beside=row.original_name, weight=600)

        def case(row: PersonRow) -> Cell:
            status = mid_sentence(self._desk.words.status(row.status, unaccompanied=row.unaccompanied))
            return Cell(_("Case {number}").format(number=row.case_number), status)

        def caseworker(row: PersonRow) -> Cell:
            return Cell(row.caseworker or _("Nobody"), top_color="ink2", weight=400)

        return (
            Column(name, share=3, minimum=200),
            Column(case, share=2, minimum=160),
            Column(caseworker, share=1, minimum=110),
        )

    def _spoken(self, row: PersonRow) -> str:
        return ", ".join(part for column in self._columns() for part in _said(column.cell(row)) if part)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(6)
        over = QHBoxLayout()
        over.addWidget(SectionHeading(_("Missing in open cases")), 1)
        over.addStrut(self.export.sizeHint().height())  # as high as the heading beside it, which holds the button
        left.addLayout(over)
        left.addWidget(Hairline(strong=True))
        left.addWidget(self.gaps, 1)
        head = QHBoxLayout()
        head.addStrut(self.export.sizeHint().height())
        head.addWidget(self.heading, 1)
        head.addWidget(self.export)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addLayout(head)
        right.addWidget(Hairline(strong=True))
        right.addWidget(self.people, 1)
        self._both = QWidget()
        both = QHBoxLayout(self._both)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(24)
        both.addLayout(left, 2)
        both.addLayout(right, 3)
        self.gaps.setMinimumWidth(theme().px(260))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 0)
        column.setSpacing(8)
        column.addWidget(Label(_("What is missing"), "h1"))
        told = _("Nothing here stops you from working. It is what decides rights, letters and counts.")
        column.addWidget(Label(told, "body", "ink2", wrap=True))
        column.addSpacing(8)
        column.addWidget(self.whole)
        column.addWidget(self._both, 1)
        column.addStretch(0)
        self.whole.hide()
        self.export.hide()


def _gap_cell(row: GapCount) -> Cell:
    what, why = gap_words(row.gap)
    return Cell(what, why, weight=600)


def _count_cell(row: GapCount) -> Cell:
    return Cell(str(row.people), weight=600)


def _gap_spoken(row: GapCount) -> str:
    people = ngettext("{n} person", "{n} people", row.people).format(n=row.people)
    return ", ".join((*gap_words(row.gap), people))


def _said(cell: Cell) -> tuple[str, ...]:
    return cell.top, cell.beside, cell.bottom
