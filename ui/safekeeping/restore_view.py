"""Restoring a backup before a register is open: who asks, which copies there are, which one, why, and what came of it.

Words and passphrases are typed, handed on and emptied; nothing of them is kept.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.language import _, clock_text, day_text, ngettext
from ui.models.lazy_rows import LazyRowsModel
from ui.outlet import Outlet
from ui.safekeeping.places import PlaceLine
from ui.widgets.button import Button
from ui.widgets.choice import Segment
from ui.widgets.columns import Centred, Scroll
from ui.widgets.field import announce
from ui.widgets.fields import Choice, Field, LineEdit, NotesEdit, PassphraseEdit
from ui.widgets.flow import FlowLayout
from ui.widgets.rows import Cell, Column, RowList
from ui.widgets.states import ErrorCard, LoadingLines
from ui.widgets.text import Hairline, Label, Pane, SectionHeading

if TYPE_CHECKING:
    from datetime import datetime

    from ui.safekeeping.restore_presenter import ShownCopy

WIDTH, ROW_HEIGHT, MOST_ROWS, SHORTEST_REASON = 640, 50, 8, 10
PASSPHRASE, SHEETS = "passphrase", "sheets"


class WhoPart(QWidget):
    """Who asks and with what: a passphrase, or two sheets. ``edited()`` while one types."""

    edited = Signal()

    def __init__(self, names: Sequence[str]) -> None:
        """``names`` of the accounts that lie here; without any the name is typed and the sheets are needed."""
        super().__init__()
        self.name: Choice | LineEdit = Choice([(name, name) for name in names]) if names else LineEdit(limit=120)
        ways = ((PASSPHRASE, _("With a passphrase")), (SHEETS, _("With two recovery sheets")))
        self.way = Segment(ways, _("How"), name="restoreWay")
        self.way.choose(PASSPHRASE if names else SHEETS)
        self.passphrase = PassphraseEdit("restorePassphrase")
        self.by_passphrase = Field(_("Passphrase"), self.passphrase, name="restorePassphraseField")
        self.sheets = tuple(NotesEdit(lines=3) for _sheet in range(2))
        titles = (_("First sheet"), _("Second sheet"))
        self.by_sheets = [
            Field(title, sheet, name=f"restoreSheet{number}", note=_("33 words, in order"))
            for number, (title, sheet) in enumerate(zip(titles, self.sheets, strict=True), 1)
        ]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(Field(_("Who are you?"), self.name, name="restoreWho"))
        column.addWidget(self.way, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.by_passphrase, *self.by_sheets):
            column.addWidget(part)
        self.way.chosen.connect(lambda _way: self._show_way())
        self.passphrase.edited.connect(lambda _text: self.edited.emit())
        for sheet in self.sheets:
            sheet.textChanged.connect(self.edited)
        if isinstance(self.name, LineEdit):
            self.name.textChanged.connect(lambda _text: self.edited.emit())
        self._show_way()

    def who(self) -> str:
        """The account's name."""
        return self.name.code() if isinstance(self.name, Choice) else self.name.text().strip()

    def by_paper(self) -> bool:
        """Whether two sheets are typed instead of a passphrase."""
        return self.way.code() == SHEETS

    def whole(self) -> bool:
        """Whether something is written in all of it."""
        typed = all(sheet.toPlainText().strip() for sheet in self.sheets)
        return bool(self.who()) and (typed if self.by_paper() else bool(self.passphrase.text()))

    def empty(self) -> None:
        """Forget what was typed."""
        self.passphrase.line.clear()
        for sheet in self.sheets:
            sheet.clear()

    def _show_way(self) -> None:
        self.by_passphrase.setVisible(not self.by_paper())
        for field in self.by_sheets:
            field.setVisible(self.by_paper())
        self.edited.emit()


class RestoreView(Pane):
    """``asked()`` for the copies, ``chosen(row)`` one to restore, ``back_asked()``, ``unlock_asked()``."""

    asked = Signal()
    chosen = Signal(object)
    back_asked = Signal()
    unlock_asked = Signal()

    def __init__(self, names: Sequence[str], outlet: Outlet) -> None:
        """Asks who before anything is shown."""
        super().__init__("canvas")
        self.setObjectName("restore")
        self.setAccessibleName(_("Restore from a backup"))
        self.fault = ErrorCard(name="restoreFault")
        self.who = WhoPart(names)
        self.place = PlaceLine(_("Look in this folder too"), _("a stick or a server"), outlet, name="restorePlace")
        self.look = Button(_("Show the backups"), "primary", name="restoreLook")
        self.waiting = LoadingLines(name="restoreWaiting")
        self.model = LazyRowsModel(_spoken, self)
        columns = (
            Column(_when, share=2, minimum=190),
            Column(_holds, share=2, minimum=150),
            Column(_state, minimum=140, folds=True),
        )
        self.rows = RowList(_("Backups"), name="restoreRows", columns=columns, height=ROW_HEIGHT)
        self.rows.setModel(self.model)
        self.compared = Label("", "body", wrap=True, name="restoreCompared")
        self.reason = LineEdit(limit=200)
        self.go = Button(_("Restore this backup"), "danger", name="restoreGo", icon="undo-2")
        self.back = Button(_("Back"), name="restoreBack", keys="Esc", keycap="Esc")
        self.result = Label("", "body", wrap=True, name="restoreResult")
        self.unlock = Button(_("To the unlock screen"), "primary", name="restoreUnlock", keys="Ctrl+Return")
        self._lay_out()
        self.who.edited.connect(self._look)
        self.reason.textChanged.connect(lambda _text: self._look())
        self.rows.current_changed.connect(self._show_row)
        self.look.clicked.connect(self.asked)
        self.go.clicked.connect(lambda: self.chosen.emit(self.rows.current_row()))
        self.back.clicked.connect(self.back_asked)
        self.unlock.clicked.connect(self.unlock_asked)
        self._look()

    def show_copies(self, rows: Sequence["ShownCopy"]) -> None:
        """Show what there is; the newest that opens is marked."""
        self.waiting.stop()
        self.form.setEnabled(True)
        self.model.show_list(rows)
        self.rows.fit_rows(MOST_ROWS)
        self.rows.setMinimumHeight(self.rows.maximumHeight())
        place = next((number for number, row in enumerate(rows) if row.people is not None), 0)
        self.rows.setCurrentIndex(self.model.index(place, 0))
        self.copies.setVisible(bool(rows))
        self._show_row(self.rows.current_row())
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, words: str) -> None:
        """Say what is going on; nothing can be changed meanwhile."""
        self.fault.hide()
        self.form.setEnabled(False)
        self.copies.setEnabled(False)
        self.back.setEnabled(False)
        self.waiting.start(words)

    def set_idle(self) -> None:
        """It is over, one way or the other."""
        self.waiting.stop()
        for part in (self.form, self.copies, self.back):
            part.setEnabled(True)

    def show_result(self, text: str) -> None:
        """Say what came of it; all that is left is to unlock."""
        self.set_idle()
        self.who.empty()
        for part in (self.form, self.copies, self.back, self.about):
            part.hide()
        self.result.setText(text)
        for part in (self.result, self.unlock):
            part.show()
        announce(self, text)
        self.unlock.setFocus(Qt.FocusReason.OtherFocusReason)

    def empty(self) -> None:
        """Forget what was typed and shown."""
        self.who.empty()
        self.copies.hide()
        self.fault.hide()

    def _show_row(self, row: "ShownCopy | None") -> None:
        self.compared.setText("" if row is None else row.compared)
        self._look()

    def _look(self) -> None:
        row = self.rows.current_row()
        self.look.setEnabled(self.who.whole())
        usable = row is not None and row.people is not None
        self.go.setEnabled(usable and len(self.reason.text().strip()) >= SHORTEST_REASON)

    def _lay_out(self) -> None:
        told = _(
            "A backup takes the register's place. The register that lies here is set aside, not deleted, and one more "
            "backup of it is made first when it opens. The log says who restored, when and why."
        )
        self.about = Label(told, "body", "ink2", wrap=True)
        self.form, self.copies = QWidget(), QWidget()
        form, copies = QVBoxLayout(self.form), QVBoxLayout(self.copies)
        for inner in (form, copies):
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(14)
        form.addWidget(self.who)
        form.addWidget(self.place)
        form.addWidget(self.look, 0, Qt.AlignmentFlag.AlignLeft)
        copies.addWidget(SectionHeading(_("Backups"), _("newest first")))
        copies.addWidget(Hairline(strong=True))
        why = Field(_("Why is it restored?"), self.reason, name="restoreReason", note=_("at least ten letters"))
        listed: tuple[QWidget, ...] = (self.rows, self.compared, why)
        for listing in listed:
            copies.addWidget(listing)
        copies.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout()
        column.setSpacing(14)
        column.addWidget(Label(_("Restore from a backup"), "h1"))
        for part in (self.about, self.fault, self.form, self.waiting, self.copies, self.result):
            column.addWidget(part)
        buttons = FlowLayout()
        buttons.addWidget(self.unlock)
        buttons.addWidget(self.back)
        column.addLayout(buttons)
        for part in (self.copies, self.result, self.unlock):
            part.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(Centred(column, WIDTH), name="restoreScroll"))


def when_words(made: "datetime") -> str:
    """When a backup was made, in Swedish time."""
    return f"{day_text(made.date())} {clock_text(made)}"


def _when(row: "ShownCopy") -> Cell:
    return Cell(when_words(row.made), row.place, weight=600, icon="hard-drive")


def _holds(row: "ShownCopy") -> Cell:
    if row.people is None:
        return Cell(_("cannot be read"), _("choose another"))
    people = ngettext("{n} person", "{n} persons", row.people).format(n=row.people)
    if row.missing is None:
        return Cell(people, _("cannot be compared"))
    return Cell(people, ngettext("{n} log row after it", "{n} log rows after it", row.missing).format(n=row.missing))


def _state(row: "ShownCopy") -> Cell:
    tone, icon = {"": ("ok", "circle-check"), "unchecked": ("neutral", "circle-dashed")}.get(
        row.code, ("danger", "circle-alert")
    )
    return Cell(chip=state_words(row.code), tone=tone, chip_icon=icon)


def state_words(code: str) -> str:
    """The state of a backup in a word or two."""
    words = {
        "": _("opened and whole"),
        "unchecked": _("not opened yet"),
        "backup.other_key": _("other keys"),
        "backup.unreadable": _("out of reach"),
    }
    return words.get(code) or _("damaged")


def _spoken(row: "ShownCopy") -> str:
    return ", ".join((when_words(row.made), _holds(row).top, state_words(row.code), row.place))
