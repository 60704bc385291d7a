"""The unlock screen: who you are and the passphrase. Decides nothing; asks its presenter through signals.

It is painted before the accounts are known: the list of people arrives a moment later, the field can be
typed in at once.
"""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.language import _
from ui.shell.brand import PROGRAM, BrandMark
from ui.widgets.button import Button
from ui.widgets.columns import Centred, Scroll
from ui.widgets.facts import Fact
from ui.widgets.field import Field, Tone, announce
from ui.widgets.passphrase import PassphraseEdit
from ui.widgets.text import Hairline, Label, Pane

if TYPE_CHECKING:
    from ui.unlock.pin import PinPart
    from ui.widgets.choice import RadioList
    from ui.widgets.states import ErrorCard

WIDTH = 400


class UnlockView(Pane):
    """``submitted(account name, passphrase)`` or ``pin_submitted(account name, PIN)``; ``recovery_asked()``.

    ``demo_asked()``: fill in the passphrase.
    """

    submitted = Signal(str, str)
    pin_submitted = Signal(str, str)
    recovery_asked = Signal()
    demo_asked = Signal()
    restore_asked = Signal()

    def __init__(self, version: str, parent: QWidget | None = None) -> None:
        """Show everything that is true before the register is read."""
        super().__init__("canvas", parent)
        self.setObjectName("unlock")
        self.setAccessibleName(_("Unlock"))
        self._busy = self._demo = False
        self._pins: frozenset[str] = frozenset()  # who may unlock with a PIN just now
        self.office = Label("", "body", "ink2", wrap=True, name="officeName")
        self.who = QWidget()
        self._who_column = QVBoxLayout(self.who)
        self._who_column.setContentsMargins(0, 0, 0, 0)
        self._who_column.setSpacing(4)
        self.people: RadioList | None = None
        self.passphrase = PassphraseEdit("passphrase")
        self.field = Field(_("Passphrase"), self.passphrase, name="passphraseField")
        self.pin: PinPart | None = None
        self._pin_place = QVBoxLayout()
        self.unlock = Button(_("Unlock"), "primary", name="unlockButton", keycap="Enter")
        self.unlock.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.forgotten = Button(
            _("Forgotten it? Unlock with two of three recovery sheets."), "link", name="recoveryButton"
        )
        self.restore = Button(_("Is the register damaged? Restore a backup."), "link", name="restoreButton")
        self._fault: ErrorCard | None = None
        self._fault_place = QVBoxLayout()
        self.demo = Button(_("Fill in the passphrase of the demo"), "secondary", name="demoPassphrase")
        self.demo.hide()
        self._lay_out(version)
        self._connect()

    @property
    def fault(self) -> "ErrorCard":
        """The card for faults, made when it is first needed."""
        from ui.widgets.states import ErrorCard

        if self._fault is None:
            self._fault = ErrorCard(name="unlockFault")
            self._fault_place.addWidget(self._fault)
        return self._fault

    def forget_fault(self) -> None:
        """Hide the card, if there is one."""
        if self._fault is not None:
            self._fault.hide()

    def show_office(self, text: str) -> None:
        """Show municipality and office."""
        self.office.setText(text)

    def show_people(self, people: Sequence[tuple[str, str]], *, demo: bool) -> None:
        """Show who may unlock: (name, roles in words). The first is chosen; Alt 1–9 chooses too."""
        from ui.widgets.choice import Alternative, RadioList

        if self.people is not None:
            self._who_column.removeWidget(self.people)
            self.people.deleteLater()
        rows = [
            Alternative(name, name, roles, keys=f"Alt+{n}" if n < 10 else "", keycap=f"Alt {n}" if n < 10 else "")
            for n, (name, roles) in enumerate(people, start=1)
        ]
        self.people = RadioList(rows, _("Who are you?"), name="who")
        if rows:
            self.people.choose(rows[0].code)
        self.people.chosen.connect(lambda _name: self._show_way())
        self._who_column.addWidget(self.people)
        QWidget.setTabOrder(self.people, self.passphrase)
        self._demo = demo
        self.demo.setVisible(demo)

    def offer_pins(self, names: Collection[str]) -> None:
        """Ask those for a PIN who have one just now; whoever has begun with the passphrase goes on with it."""
        self._pins = frozenset(names)
        if not self.passphrase.text() and not self._busy:
            self._show_way()

    def withdraw_pin(self, name: str, why: str = "") -> None:
        """Ask ``name`` for the passphrase instead, and say why."""
        self._pins -= {name}
        self._show_way()
        self.field.say(why, Tone.WARN)
        if why:
            announce(self.passphrase.line, why)

    def fill_in(self, passphrase: str) -> None:
        """Type a passphrase for the user (the demo's only)."""
        self.passphrase.line.setText(passphrase)
        self.passphrase.setFocus()

    def set_busy(self, busy: bool) -> None:
        """Lock the field while the key is derived."""
        self._busy = busy
        self._line.line.setReadOnly(busy)
        self.who.setEnabled(not busy)
        self.unlock.set_busy(_("Unlocking") if busy else None)
        if self.pin is not None:
            self.pin.instead.setEnabled(not busy)
        if not busy:
            self._line.setFocus()

    def say_wrong(self, text: str) -> None:
        """Say that it did not open; the field is emptied so that the next try starts clean."""
        self._line.line.clear()
        field = self.field if self.pin is None or self._line is self.passphrase else self.pin.field
        field.say(text, Tone.ERROR)
        announce(self._line.line, text)

    def say(self, text: str, tone: Tone = Tone.HINT) -> None:
        """Say something under the field."""
        self.field.say(text, tone)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter anywhere on the page unlocks."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._submit()
            return
        super().keyPressEvent(event)

    def _submit(self) -> None:
        name = self._name
        if self._busy or not name:
            return
        if self.pin is not None and self._line is self.pin.line:
            if self.pin.text():
                self.pin_submitted.emit(name, self.pin.text())
            else:
                self.pin.field.say(_("Type your PIN."), Tone.WARN)
                self.pin.setFocus()
            return
        if not self.passphrase.text():
            self.field.say(_("Type your passphrase."), Tone.WARN)
            self.passphrase.setFocus()
            return
        self.submitted.emit(name, self.passphrase.text())

    @property
    def _name(self) -> str:
        return self.people.code() if self.people is not None else ""

    @property
    def _line(self) -> PassphraseEdit:
        """What is typed into: the PIN's line for whoever has one, else the passphrase's."""
        return self.pin.line if self.pin is not None and self._name in self._pins else self.passphrase

    def _show_way(self) -> None:
        """Show the line that the chosen person types into, and only that."""
        by_pin = self._name in self._pins
        if by_pin and self.pin is None:
            self._make_pin_part()
        if self.pin is not None:
            self.pin.line.line.clear()
            self.pin.field.say("")
            self.pin.setVisible(by_pin)
        self.field.setVisible(not by_pin)
        self.forgotten.setVisible(not by_pin)
        self.demo.setVisible(self._demo and not by_pin)
        self._line.setFocus()

    def _make_pin_part(self) -> None:
        from ui.unlock.pin import PinPart

        self.pin = PinPart()
        self._pin_place.addWidget(self.pin)
        self.pin.submitted.connect(self._submit)
        self.pin.passphrase_asked.connect(lambda: self.withdraw_pin(self._name))
        for before, after in ((self.who, self.pin.line.line), (self.pin.line.line, self.pin.line.show_button)):
            QWidget.setTabOrder(before, after)
        QWidget.setTabOrder(self.pin.line.show_button, self.pin.instead)
        QWidget.setTabOrder(self.pin.instead, self.unlock)

    def _caps(self, on: bool) -> None:
        if on or self.field.message.label.text() == _("Caps Lock is on."):
            self.field.say(_("Caps Lock is on.") if on else "", Tone.WARN)

    def _connect(self) -> None:
        self.passphrase.submitted.connect(self._submit)
        self.passphrase.caps_lock.connect(self._caps)
        self.unlock.clicked.connect(self._submit)
        self.forgotten.clicked.connect(self.recovery_asked)
        self.restore.clicked.connect(self.restore_asked)
        self.demo.clicked.connect(self.demo_asked)

    def _lay_out(self, version: str) -> None:
        self._who_column.addWidget(Label(_("Who are you?"), "strong"))
        column = QVBoxLayout()
        column.setSpacing(16)
        # into the window first and filled then: Qt dresses everything anew each time it gets another parent
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(Centred(column, WIDTH), name="unlockScroll"))
        column.addLayout(_brand(self.office))
        column.addSpacing(16)
        column.addWidget(Label(_("Unlock"), "h1"))
        column.addLayout(self._fault_place)
        column.addWidget(self.who)
        column.addWidget(self.field)
        column.addLayout(self._pin_place)
        column.addWidget(self.demo, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.unlock)
        links = QVBoxLayout()
        links.setSpacing(4)
        for link in (self.forgotten, self.restore):
            links.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(links)
        column.addSpacing(8)
        column.addWidget(Hairline())
        column.addWidget(
            Fact(
                "lock-keyhole",
                "ok",
                _("Encrypted on this computer"),
                _("Nobody can read the register without unlocking it. Nothing leaves the computer when you unlock."),
            )
        )
        column.addWidget(
            Fact(
                "cloud-off", "ink2", _("Offline"), _("You can work as usual. Counts are sent only when you choose to.")
            )
        )
        column.addSpacing(8)
        column.addWidget(Label(version, "small", "ink3"))


def _brand(under: Label) -> QHBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(Label(PROGRAM, "h2"))
    words.addWidget(under)
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(BrandMark(32))
    row.addLayout(words, 1)
    return row
