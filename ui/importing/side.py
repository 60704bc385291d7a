"""The side of an import: how many people there are after it, what happens before it, and the imports before this."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from caseworker.domain.imports import Batch
from caseworker.services.importing import Heads, Trial
from ui.importing.wording import Local, batch_columns, batch_facts, batch_state, field_words
from ui.language import _, ngettext
from ui.models.lazy_rows import LazyRowsModel
from ui.widgets.button import Button
from ui.widgets.facts import Fact
from ui.widgets.rows import RowList
from ui.widgets.text import Hairline, Icon, Label, Pane, SectionHeading
from ui.words import mid_sentence

MOST_BATCHES = 6


class ImportSide(Pane):
    """``undo_asked(batch)`` when the import under the cursor is to be taken back."""

    undo_asked = Signal(object)

    def __init__(self, local: Local, now: Callable[[], datetime]) -> None:
        """``local`` turns an instant into Swedish time; ``now`` is what the register's clock says."""
        super().__init__("canvas")
        self._now, self._local = now, local
        self._figures: dict[str, tuple[Label, Label]] = {}
        self.lacking = Fact("circle-dashed", "ink2", "", name="importLacking")
        self.after = Pane("canvas")
        self.none = Label(_("No import yet."), "body", "ink2", wrap=True)
        self.rows = RowList(_("Earlier imports"), name="importBatches", columns=batch_columns(local), height=52)
        self._model = LazyRowsModel(self._spoken, self)
        self.rows.setModel(self._model)
        self.state = Label("", "small", "ink2", wrap=True, name="importBatchState")
        self.undo = Button(_("Take the import back"), name="importUndo", keycap="U", icon="undo-2")
        self._lay_out()
        self.rows.current_changed.connect(self._offer)
        self.undo.clicked.connect(self.ask_undo)
        self.show_heads(None, None)

    def ask_undo(self) -> None:
        """Ask for the import under the cursor to be taken back, if it can be."""
        batch = self.rows.current_row()
        if isinstance(batch, Batch) and batch.may_be_undone(self._now()):
            self.undo_asked.emit(batch)

    def show_heads(self, trial: Trial | None, after: Heads | None) -> None:
        """Show how many people there are now and after the import; nothing without a trial."""
        self.after.setVisible(trial is not None and after is not None)
        if trial is None or after is None:
            return
        before = trial.before
        pairs = {
            "people": (before.people, after.people),
            "women": (before.women, after.women),
            "men": (before.men, after.men),
        }
        for name, (was, becomes) in pairs.items():
            self._figures[name][0].setText(str(was))
            self._figures[name][1].setText(str(becomes))
        told = ngettext(
            "{n} of them gets something to complete, mostly {field}.",
            "{n} of them get something to complete, mostly {field}.",
            trial.incomplete,
        )
        field = mid_sentence(field_words()[trial.lacking])
        self.lacking.setVisible(trial.incomplete > 0)
        self.lacking.set_texts(told.format(n=trial.incomplete, field=field), "")

    def show_batches(self, batches: Sequence[Batch]) -> None:
        """Show the imports, newest first."""
        self._model.show_list(batches)
        self.rows.fit_rows(MOST_BATCHES)
        self.rows.setMinimumHeight(min(self.rows.maximumHeight(), 160))
        self.rows.setVisible(bool(batches))
        self.none.setVisible(not batches)
        if batches:
            self.rows.setCurrentIndex(self._model.index(0, 0))
        self._offer(self.rows.current_row())

    def _offer(self, batch: object) -> None:
        self.state.setVisible(isinstance(batch, Batch))
        self.undo.setVisible(isinstance(batch, Batch) and batch.may_be_undone(self._now()))
        if isinstance(batch, Batch):
            self.state.setText(batch_state(batch, self._local, self._now()))

    def _spoken(self, batch: Batch) -> str:
        return f"{batch.file}, {batch_facts(batch, self._local)}, {batch_state(batch, self._local, self._now())}"

    def _lay_out(self) -> None:
        grid = QGridLayout(self.after)
        grid.setContentsMargins(0, 0, 0, 12)
        grid.setVerticalSpacing(6)
        grid.addWidget(SectionHeading(_("After the import")), 0, 0, 1, 4)
        for line, (name, words) in enumerate(
            {"people": _("People"), "women": _("Women"), "men": _("Men")}.items(), start=1
        ):
            was = Label("0", "number", "ink2", name=f"importBefore_{name}")
            becomes = Label("0", "numberstrong", name=f"importAfter_{name}")
            grid.addWidget(Label(words, "body", "ink2"), line, 0)
            grid.addWidget(was, line, 1)
            grid.addWidget(Icon("arrow-right", 16, "ink3"), line, 2)
            grid.addWidget(becomes, line, 3)
            self._figures[name] = (was, becomes)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.lacking, 4, 0, 1, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(10)
        column.addWidget(self.after)
        column.addWidget(SectionHeading(_("Before the import")))
        column.addWidget(Fact("hard-drive", "ok", _("A copy is made first"), _("By itself, in some seconds.")))
        marked = _("File and row are shown in the log of each file.")
        column.addWidget(Fact("file-text", "ink2", _("All of it is marked with its source"), marked))
        column.addSpacing(8)
        column.addWidget(Hairline())
        column.addWidget(SectionHeading(_("Earlier imports")))
        column.addWidget(self.none)
        column.addWidget(self.rows)
        column.addWidget(self.state)
        column.addWidget(self.undo)
        column.addStretch(1)
