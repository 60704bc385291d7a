"""A list that was tried: its columns beside the three piles, and what would be read in as things are decided now."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseworker.services.importing import BadRow, Doubt, Heads
from ui.importing.columns_part import ColumnsPart
from ui.importing.piles import Piles
from ui.importing.presenter import OTHER, ImportPresenter
from ui.language import _, day_text, ngettext
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.columns import Scroll
from ui.widgets.flow import FlowLayout
from ui.widgets.text import Label
from ui.words import Words


class TrialPart(Scroll):
    """Columns, piles and the two ways on: read in, or save the faults."""

    def __init__(self, words: Words, titles: Callable[[BadRow], str], decision: Callable[[Doubt], str]) -> None:
        """See ``Piles``."""
        self.columns = ColumnsPart()
        self.piles = Piles(words, titles, decision)
        self.read = Button(_("Read in"), "primary", name="importRead", keycap="G", icon="user-plus")
        self.save = Button(_("Save the faults as Excel"), name="importSaveFaults", keycap="E", icon="file-down")
        self.told = Label("", "small", "ink2", wrap=True, name="importTold")
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        self.columns.setMinimumWidth(theme().px(250))
        row.addWidget(self.columns, 4)
        middle = QVBoxLayout()
        middle.setSpacing(10)
        middle.addWidget(self.piles, 1)
        buttons = FlowLayout()
        buttons.addWidget(self.read)
        buttons.addWidget(self.save)
        middle.addLayout(buttons)
        middle.addWidget(self.told)
        row.addLayout(middle, 7)
        super().__init__(page, name="importTrialScroll")

    def show_counts(self, presenter: ImportPresenter, until: date) -> Heads | None:
        """Say what would be read in; return how many people there would be, None without a trial."""
        trial = presenter.trial
        if trial is None:
            return None
        clear, updates = presenter.clear, presenter.updates
        self.piles.show_counts(trial, presenter.undecided)
        self.read.set_text(ngettext("Read in {n} new", "Read in {n} new", clear).format(n=clear))
        self.read.setEnabled(clear + updates > 0)
        self.save.setEnabled(bool(trial.bad))
        left = _("{open} undecided and {bad} faulty rows are not read in.")
        taken_back = _("The whole import can be taken back until {day}.").format(day=day_text(until))
        self.told.setText(f"{left.format(open=presenter.undecided, bad=trial.bad_rows)} {taken_back}")
        others = [trial.doubtful[row] for row, decided in presenter.decisions.items() if decided == OTHER]
        return trial.before.with_more([*trial.new, *others])
