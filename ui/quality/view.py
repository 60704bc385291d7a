"""The page of data quality: to the left what is missing or between the chairs, to the right of whom. Enter opens."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseworker.domain.quality import Gap, GapCount
from caseworker.domain.rows import PersonRow
from caseworker.services.gaps import GapTally
from ui.desk import Desk
from ui.exporting import ask_for_list
from ui.language import _, ngettext
from ui.models.lazy_rows import LazyRowsModel
from ui.quality.lead_times import LeadTimes
from ui.quality.presenter import Fallen, QualityPresenter
from ui.quality.wording import gap_words, split_spoken, split_words, tally_words
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
        self.between_model = LazyRowsModel(_tally_spoken, self)
        self.between = RowList(
            _("Between the chairs"), name="qualityBetween", height=50,
            columns=(Column(_tally_cell, share=1, minimum=150), Column(_split_cell, share=0, minimum=96, right=True)),
        )  # fmt: skip
        self.between.setModel(self.between_model)
        self.people_model = LazyRowsModel(self._spoken, self)
        self.people = RowList(_("Of whom"), name="qualityPeople", columns=self._columns(), height=56)
        self.people.setModel(self.people_model)
        self.times = LeadTimes(desk.words)
        self.heading = SectionHeading("", wrap=True)
        self.export = Button(_("Take out as a list"), name="qualityExport", icon="file-down", keys="Ctrl+Shift+E")
        self.whole = EmptyState(
            _("Nothing is missing in open cases"), _("What is to be completed comes here by itself."), icon="check"
        )
        self._rows: Sequence[PersonRow] = ()
        self._arrives = False  # until there is a list to stand on
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
        self._arrives = True
        self.gaps.setFocus(Qt.FocusReason.OtherFocusReason)
        self.presenter.ask()

    # Inside
    def _connect(self) -> None:
        presenter = self.presenter
        presenter.counted.connect(self._counted)
        presenter.between.connect(self._tallied)
        presenter.listed.connect(self._listed)
        presenter.timed.connect(self.times.show_times)
        presenter.failed.connect(self._shell.show_error)
        self._shell.changes.changed.connect(presenter.heard)
        self.gaps.current_changed.connect(self._moved)
        self.gaps.opened.connect(lambda _row: self._to_people())
        self.between.current_changed.connect(self._moved_between)
        self.between.opened.connect(lambda _row: self._to_people())
        self.people.opened.connect(lambda row: self._shell.go("person", row.id))
        self.export.clicked.connect(self._take_out)

    def _moved(self, row: GapCount | None) -> None:
        if row is not None and row.gap != self.presenter.chosen:
            self.presenter.choose(row.gap)

    def _moved_between(self, row: GapTally | None) -> None:
        if row is not None and (row.kind, row.code) != self.presenter.chosen:
            self.presenter.choose((row.kind, row.code))

    def _to_people(self) -> None:
        self.people.choose_first()
        self.people.setFocus(Qt.FocusReason.OtherFocusReason)

    def _counted(self, gaps: Sequence[GapCount]) -> None:
        self.gap_model.show_list(gaps)
        self._missing.setVisible(bool(gaps))
        if gaps:  # else only what falls between the chairs tells whether all is well
            self._show_or_say()

    def _tallied(self, tallies: Sequence[GapTally]) -> None:
        self.between_model.show_list(tallies)
        self._fallen.setVisible(bool(tallies))
        self._show_or_say()
        self._choose_in(self.between, self.between_model, self.presenter.chosen)
        if self._arrives and tallies and not self.gap_model.rowCount():
            self.between.setFocus(Qt.FocusReason.OtherFocusReason)
        self._arrives = False

    def _show_or_say(self) -> None:
        there = bool(self.gap_model.rowCount() or self.between_model.rowCount())
        self.whole.setVisible(not there)
        self._both.setVisible(there)

    def _listed(self, chosen: Gap | Fallen, rows: Sequence[PersonRow]) -> None:
        self._rows = rows
        self._choose_in(self.gaps, self.gap_model, chosen)
        self._choose_in(self.between, self.between_model, chosen)
        self.people_model.show_list(rows)
        people = ngettext("{n} person", "{n} people", len(rows)).format(n=len(rows))
        self.heading.set_texts(self._heading_of(chosen), people)
        self.export.setVisible(self._desk.may("people.export_list"))

    @staticmethod
    def _choose_in(shown: RowList, model: LazyRowsModel, chosen: Gap | Fallen | None) -> None:
        """Stand on what is chosen, in the one list that has it."""
        keys = [_key(model.row(at)) for at in range(model.rowCount())]
        place = model.index(keys.index(chosen), 0) if chosen in keys else QModelIndex()
        shown.setCurrentIndex(place)

    def _heading_of(self, chosen: Gap | Fallen) -> str:
        if isinstance(chosen, Gap):
            return gap_words(chosen)[0]
        rows = [self.between_model.row(at) for at in range(self.between_model.rowCount())]
        return next((tally_words(row)[0] for row in rows if _key(row) == chosen), "")

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
        tall = self.export.sizeHint().height()  # as high as the heading beside it, which holds the button
        self._missing = _titled(_("Missing in open cases"), self.gaps, tall)
        self._fallen = _titled(_("Between the chairs"), self.between, tall)
        left = QVBoxLayout()
        left.setSpacing(18)
        left.addWidget(self._missing, 1)
        left.addWidget(self._fallen, 1)
        head = QHBoxLayout()
        head.addStrut(tall)
        head.addWidget(self.heading, 1)
        head.addWidget(self.export)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addLayout(head)
        right.addWidget(Hairline(strong=True))
        right.addWidget(self.people, 3)
        right.addWidget(self.times, 2)
        self._both = QWidget()
        both = QHBoxLayout(self._both)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(24)
        both.addLayout(left, 4)
        both.addLayout(right, 5)
        for shown in (self.gaps, self.between):
            shown.setMinimumWidth(theme().px(260))
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
        self._fallen.hide()
        self.export.hide()


def _titled(title: str, shown: RowList, tall: int) -> QWidget:
    """Return a list under its heading, which is ``tall`` px high."""
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    over = QHBoxLayout()
    over.addWidget(SectionHeading(title), 1)
    over.addStrut(tall)
    column.addLayout(over)
    column.addWidget(Hairline(strong=True))
    column.addWidget(shown, 1)
    return part


def _key(row: GapCount | GapTally) -> Gap | Fallen:
    return row.gap if isinstance(row, GapCount) else (row.kind, row.code)


def _tally_cell(row: GapTally) -> Cell:
    what, how = tally_words(row)
    return Cell(what, how, weight=600)


def _split_cell(row: GapTally) -> Cell:
    return Cell(str(row.people), split_words(row), weight=600)


def _tally_spoken(row: GapTally) -> str:
    return ", ".join((*tally_words(row), split_spoken(row)))


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
