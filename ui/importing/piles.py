"""The three piles of a trial: how many rows lie on each, the faulty ones, and those who may be registered already."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from caseworker.services.importing import BadRow, Doubt, Trial
from ui.importing.presenter import OTHER, SAME
from ui.importing.trail import Pile
from ui.importing.wording import doubt_columns, doubt_spoken, fault_columns, fault_spoken, reasons, why_text
from ui.language import _, ngettext
from ui.models.lazy_rows import LazyRowsModel
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.columns import Across
from ui.widgets.rows import RowList
from ui.widgets.states import EmptyState
from ui.widgets.text import Hairline, Label, SectionHeading
from ui.words import Words

_LEAST_HEIGHT = 150  # px at 100 %: three rows; the page scrolls before a list gets lower


class Piles(QWidget):
    """``decided(decision)`` when a doubt was settled with a button."""

    decided = Signal(str)

    def __init__(self, words: Words, titles: Callable[[BadRow], str], decision: Callable[[Doubt], str]) -> None:
        """``titles`` gives the header over a faulty cell, ``decision`` what was decided of a doubt."""
        super().__init__()
        self.setObjectName("importPiles")
        self._decision = decision
        self.new = Pile("user-plus", "ok", name="importNew")
        self.maybe = Pile("users", "warn", name="importMaybe")
        self.wrong = Pile("circle-alert", "danger", name="importWrong")
        self.faults = RowList(_("Faults"), name="importFaults", columns=fault_columns(titles), height=48)
        self._fault_rows = LazyRowsModel(fault_spoken(titles), self)
        self.faults.setModel(self._fault_rows)
        self.doubts = RowList(_("Same person?"), name="importDoubts", columns=doubt_columns(words, decision), height=48)
        self._doubt_rows = LazyRowsModel(doubt_spoken(words, decision), self)
        self.doubts.setModel(self._doubt_rows)
        self.same = Button(_("Same"), name="importSame", keycap="1")
        self.other = Button(_("Another"), name="importOther", keycap="0")
        self.fault_head = SectionHeading("", _("not read in until they are mended"))
        self.doubt_head = SectionHeading("", _("you decide, nothing else changes"))
        answers = QWidget()
        row = QHBoxLayout(answers)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.same)
        row.addWidget(self.other)
        row.addStretch(1)
        self.doubt_top = Across(self.doubt_head, answers, stretches=(1, 0))
        self.clear = EmptyState(
            _("Every row can be read in"), _("No row is wrong, and none is somebody who is there."), icon="check"
        )
        self.detail = Label("", "small", "ink2", wrap=True, name="importDetail")
        self._words = words
        self._lines = (Hairline(strong=True), Hairline(strong=True))
        self._lay_out()
        self.same.clicked.connect(lambda: self.decided.emit(SAME))
        self.other.clicked.connect(lambda: self.decided.emit(OTHER))
        self.doubts.current_changed.connect(self._offer)
        self.doubts.current_changed.connect(self._explain)
        self.faults.current_changed.connect(self._explain)

    def show_trial(self, trial: Trial) -> None:
        """Show what a trial found; the cursor stays where it was."""
        places = (max(one.currentIndex().row(), 0) for one in (self.faults, self.doubts))
        for rows, model, found, place in (
            (self.faults, self._fault_rows, trial.bad, next(places)),
            (self.doubts, self._doubt_rows, trial.doubts, next(places)),
        ):
            model.show_list(found)
            rows.fit_rows(len(found))
            rows.setMinimumHeight(min(rows.maximumHeight(), theme().px(_LEAST_HEIGHT)))
            if found:
                rows.setCurrentIndex(model.index(min(place, len(found) - 1), 0))
        for shown, parts in (
            (bool(trial.bad), (self.fault_head, self._lines[0], self.faults)),
            (bool(trial.doubts), (self.doubt_top, self._lines[1], self.doubts)),
        ):
            for part in parts:
                part.setVisible(shown)
        self.clear.setVisible(not trial.bad and not trial.doubts)
        self.detail.setVisible(bool(trial.bad or trial.doubts))
        self.fault_head.set_texts(_("Faults ({n})").format(n=trial.bad_rows), _("not read in until they are mended"))
        doubts = len(trial.doubts)
        self.doubt_head.set_texts(_("Same person? ({n})").format(n=doubts), _("you decide, nothing else changes"))
        self._offer(self.doubts.current_row())

    def show_counts(self, trial: Trial, undecided: int) -> None:
        """Show how many rows lie on each pile, as things are decided now."""
        new = len(trial.new)
        known = ngettext("{n} is there already", "{n} are there already", trial.known).format(n=trial.known)
        self.new.show_count(
            str(new),
            ngettext("person who is new", "people who are new", new),
            known if trial.known else _("ready to be read in"),
        )
        doubts = len(trial.doubts)
        told = _("{done} decided, {left} left").format(done=doubts - undecided, left=undecided)
        self.maybe.show_count(str(doubts), _("same person?"), told if doubts else _("nobody who is registered"))
        bad = trial.bad_rows
        self.wrong.show_count(
            str(bad), ngettext("row with a fault", "rows with faults", bad), _("why stands in each row")
        )
        self.doubts.viewport().update()
        self._offer(self.doubts.current_row())

    def next_doubt(self) -> None:
        """Move on to the next doubt that nobody has settled."""
        count = self._doubt_rows.rowCount()
        here = self.doubts.currentIndex().row()
        for place in (*range(here + 1, count), *range(here)):
            doubt = self._doubt_rows.row(place)
            if not doubt.settled and not self._decision(doubt):
                self.doubts.setCurrentIndex(self._doubt_rows.index(place, 0))
                return

    def focus_first(self) -> None:
        """Put the focus where there is something to do."""
        rows = self.doubts if self._doubt_rows.rowCount() else self.faults
        rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, doubt: object) -> None:
        able = isinstance(doubt, Doubt) and not doubt.settled
        self.same.setEnabled(able)
        self.other.setEnabled(able)

    def _explain(self, row: object) -> None:
        """Say in full what a row has no room for."""
        if isinstance(row, BadRow):
            self.detail.setText(_("Row {row}: {why}").format(row=row.row, why=why_text(row)))
        elif isinstance(row, Doubt):
            self.detail.setText(_("Row {row}: {why}").format(row=row.row, why=reasons(row, self._words)))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        piles = Across(self.new, self.maybe, self.wrong)
        for part in (piles, self.doubt_top):  # without this they would take the room of the lists
            part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column.addWidget(piles)
        column.addSpacing(4)
        column.addWidget(self.clear)
        column.addWidget(self.fault_head)
        column.addWidget(self._lines[0])
        column.addWidget(self.faults, 1)
        column.addWidget(self.doubt_top)
        column.addWidget(self._lines[1])
        column.addWidget(self.doubts, 1)
        column.addWidget(self.detail)
        column.addStretch(0)
