"""The right side of Skicka: what the shipment is, where it goes, the two steps, and the receipts.

Says in words where everything stands; emits what the user asks for and decides nothing.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from caseworker.domain.rows import ReleaseRow
from ui.language import _, code, ngettext
from ui.models.lazy_rows import LazyRowsModel
from ui.send.figures import Figures, Sealed
from ui.send.wording import month_title, reason_of, state_look, state_words
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.fields import Field, LineEdit, Message, Tone
from ui.widgets.flow import FlowLayout
from ui.widgets.rows import Cell, Column, RowList
from ui.widgets.states import ErrorCard
from ui.widgets.text import Hairline, Label, Pane, SectionHeading

ROW_HEIGHT, MOST_ROWS = 50, 4


class Shipment(Pane):
    """``prepare_asked()``, ``send_asked()``, ``introduce_asked()``, ``key_asked()``, ``release_chosen(ReleaseRow)``."""

    prepare_asked = Signal()
    send_asked = Signal()
    introduce_asked = Signal()
    key_asked = Signal()
    release_chosen = Signal(object)

    def __init__(self, *, demo: bool, may_enrol: bool, local: Callable[[datetime], datetime]) -> None:
        """``demo`` says what kind of register this is, ``local`` turns an instant into Swedish time."""
        super().__init__("canvas")
        self._demo, self._local = demo, local
        self._facts = {name: _value(name) for name in ("to", "content", "signed")}
        self._hash = Label("", "mono", wrap=True, name="shipmentHash")
        fixed = _("What leaves was fixed when the month was prepared. True is as the register is now.")
        self.fixed = Label(fixed, "small", "ink2", wrap=True, name="shipmentFixed")
        self.endpoint = Field(_("The centre's address"), LineEdit(placeholder="https://", limit=300), name="endpoint")
        self.prepare = Button(_("Prepare"), "primary", name="prepareRelease", icon="file-check")
        self.send = Button(_("Send"), "primary", name="sendRelease", keys="Ctrl+Return", icon="send")
        self.introduce = Button(_("Introduce to the demo centre"), name="introduceOffice", icon="plug-zap")
        self.key = Button(_("Save the office's key"), name="saveOfficeKey", icon="key-round")
        self.done = Message("shipmentDone")
        self.fault = ErrorCard(name="shipmentFault")
        self.queue = SectionHeading(_("Queue and receipts"), role="h3")
        self.nothing = Label(_("Nothing prepared yet."), "small", "ink2", name="nothingQueued")
        self._model = LazyRowsModel(self._spoken, self)
        columns = (Column(self._cell),)
        self.rows = RowList(_("Queue and receipts"), name="releases", columns=columns, height=ROW_HEIGHT)
        self.rows.setModel(self._model)
        self._lay_out(may_enrol=may_enrol)
        self.prepare.clicked.connect(self.prepare_asked)
        self.send.clicked.connect(self.send_asked)
        self.introduce.clicked.connect(self.introduce_asked)
        self.key.clicked.connect(self.key_asked)
        self.rows.opened.connect(self.release_chosen)
        editor = self.endpoint.editor
        if isinstance(editor, LineEdit):
            editor.textChanged.connect(lambda _text: self.endpoint.say(""))

    @property
    def address(self) -> str:
        """What stands in the address field."""
        editor = self.endpoint.editor
        return editor.text().strip() if isinstance(editor, LineEdit) else ""

    def show_address(self, address: str) -> None:
        """Show the kept address; one that is being written is left alone."""
        editor = self.endpoint.editor
        if isinstance(editor, LineEdit) and not editor.text():
            editor.setText(address)

    def show_month(self, figures: Figures | None, sealed: Sealed | None, release: ReleaseRow | None) -> None:
        """Say what the shipment of the month is and which step comes next."""
        self._facts["to"].setText(self.address or _("no address yet"))
        self._facts["content"].setText(_content(figures, sealed))
        self._facts["signed"].setText(_signed(sealed))
        self._hash.set_role("mono" if sealed is not None else "smallaction")
        self._hash.setText(_grouped(sealed.sha256) if sealed is not None else _("when the month is prepared"))
        received = release is not None and release.state == "acked"
        self.fixed.setVisible(sealed is not None)
        self.prepare.setVisible(sealed is None)
        self.prepare.setEnabled(figures is not None)
        self.send.setVisible(sealed is not None and not received)
        self.fault.hide()
        if release is not None:
            happened, safe, do = reason_of(release)
            if happened:
                self.fault.show_fault(happened, safe, do, release.reason)

    def show_releases(self, rows: Sequence[ReleaseRow], waiting: int) -> None:
        """Show every release, newest first."""
        self._model.show_list(rows)
        self.rows.setVisible(bool(rows))
        self.rows.setFixedHeight(theme().px(ROW_HEIGHT) * min(max(len(rows), 1), MOST_ROWS) + 4)
        self.nothing.setVisible(not rows)
        # once a release has been received the centre knows the office
        self.introduce.setVisible(self._demo and all(row.state != "acked" for row in rows))
        told = ngettext("{n} in the queue", "{n} in the queue", waiting).format(n=waiting) if waiting else ""
        self.queue.set_texts(_("Queue and receipts"), told)

    def show_working(self, what: str) -> None:
        """A step is going on."""
        self.done.say("")
        self.fault.hide()
        button, words = {
            "prepare": (self.prepare, _("Preparing")),
            "send": (self.send, _("Sending")),
            "introduce": (self.introduce, _("Introducing")),
        }[what]
        button.set_busy(words)

    def ask_address(self, text: str) -> None:
        """The address is missing or wrong: say so beside it."""
        self.endpoint.say(text, Tone.ERROR)
        self.endpoint.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def rest(self) -> None:
        """No step is going on."""
        for button in (self.prepare, self.send, self.introduce):
            button.set_busy(None)

    def say(self, text: str) -> None:
        """Say what was done."""
        self.done.say(text, Tone.OK)

    def _cell(self, row: ReleaseRow) -> Cell:
        icon, color = state_look(row)
        return Cell(
            top=_("{month}, rev {n}").format(month=month_title(row.period), n=row.revision),
            bottom=state_words(row, self._local),
            icon=icon,
            icon_color=color,
            weight=600,
        )

    def _spoken(self, row: ReleaseRow) -> str:
        cell = self._cell(row)
        return f"{cell.top}. {cell.bottom}"

    def _lay_out(self, *, may_enrol: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 24, 20, 20)
        column.setSpacing(10)
        column.addWidget(Label(_("The shipment"), "h3"))
        if self._demo:
            column.addWidget(Chip("DEMO", "warn", "triangle-alert", name="shipmentDemo"))
            told = _("Practice register. It goes only to a demo centre on this computer.")
            column.addWidget(Label(told, "small", "ink2", wrap=True))
        column.addLayout(self._fact_grid())
        column.addWidget(self.fixed)
        column.addWidget(self.endpoint)
        steps = FlowLayout()
        for button in (self.prepare, self.send, self.introduce, self.key):
            steps.addWidget(button)
        # hidden, never shown here: what is shown before it stands in a page is a window of its own for a moment
        if not self._demo:
            self.introduce.hide()
        if self._demo or not may_enrol:
            self.key.hide()
        column.addLayout(steps)
        column.addWidget(self.done)
        column.addWidget(self.fault)
        column.addSpacing(4)
        column.addWidget(Hairline())
        column.addWidget(self.queue)
        column.addWidget(self.nothing)
        column.addWidget(self.rows)
        column.addStretch(1)

    def _fact_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        named = (
            (_("Goes to"), self._facts["to"]),
            (_("Content"), self._facts["content"]),
            (_("Signed"), self._facts["signed"]),
            ("SHA-256", self._hash),
        )
        for line, (words, value) in enumerate(named):
            label = Label(words, "small", "ink2")
            label.setBuddy(value)
            grid.addWidget(label, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, line, 1)
        return grid


def _value(name: str) -> Label:
    return Label("", "smallaction", wrap=True, name=f"shipment_{name}")


def _content(figures: Figures | None, sealed: Sealed | None) -> str:
    if figures is None:
        return _("nothing for this month")
    numbers = ngettext("1 table, {n} number", "1 table, {n} numbers", figures.cells).format(n=figures.cells)
    if figures.too_few:
        numbers = _("only that the month is reported, too few")
    if sealed is None:
        return numbers
    size = f"{sealed.size / 1000:.1f}".replace(".", _decimal())
    return _("{numbers}, {size} kB, rev {n}").format(numbers=numbers, size=size, n=sealed.revision)


def _decimal() -> str:
    return "," if code() == "sv" else "."


def _signed(sealed: Sealed | None) -> str:
    if sealed is None:
        return _("with the office's key")
    return _("with the office's key {key}").format(key=sealed.key)


def _grouped(sha256: str) -> str:
    """Sixty-four digits as four lines of two groups, to be read aloud."""
    groups = [sha256[start : start + 8] for start in range(0, len(sha256), 8)]
    return "\n".join(f"{groups[place]} {groups[place + 1]}" for place in range(0, len(groups), 2))
