"""The PIN in Settings: made, exchanged and taken away. Where the computer has no keystore nothing of it is shown."""

from datetime import datetime
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.pins import PinState, PinView
from ui.desk import Desk
from ui.language import _, clock_text
from ui.shell.page import Shell
from ui.widgets.button import Button
from ui.widgets.digits import pin_edit
from ui.widgets.field import Field, Tone
from ui.widgets.flow import FlowLayout
from ui.widgets.question import Question
from ui.widgets.text import Hairline, Label, SectionHeading
from ui.wording import sentence_of


class OwnPin(Protocol):
    """What the user of this session may do about her PIN."""

    def view(self) -> PinView:
        """Return how it stands."""
        ...

    def choose(self, pin: str) -> PinView:
        """Make it."""
        ...

    def forget(self) -> PinView:
        """Take it away."""
        ...


class PinQuestion(Question):
    """Asks for a PIN twice. ``submitted(pin)``; stays open while it is made."""

    submitted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """``go`` waits until the same was typed twice."""
        told = _(
            "6 to 12 digits that are no date and no pattern. Three wrong tries, logging out or 8 hours take it away "
            "until you have unlocked with your passphrase."
        )
        super().__init__(_("Make a PIN"), told, _("Make the PIN"), name="pinQuestion", parent=parent)
        self.first, self.again = pin_edit("newPin"), pin_edit("newPinAgain")
        self.field = Field(_("PIN"), self.first, name="newPinField")
        self.repeat = Field(_("The same again"), self.again, name="newPinAgainField")
        self.body.addWidget(self.field)
        self.body.addWidget(self.repeat)
        self.go.clicked.disconnect()  # it ends when the PIN was made, not when it was typed
        self.go.clicked.connect(lambda: self.submitted.emit(self.first.text()))
        self.first.edited.connect(lambda _text: self._look())
        self.again.edited.connect(lambda _text: self._look())
        self.again.submitted.connect(self.go.click)
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look()

    def say_wrong(self, text: str) -> None:
        """Say why none was made; another may be typed."""
        self.go.set_busy(None)
        for line in (self.first, self.again):
            line.line.clear()
        self.field.say(text, Tone.ERROR)
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def done(self, answer: int) -> None:
        """Forget what was typed."""
        self.first.line.clear()
        self.again.line.clear()
        super().done(answer)

    def _look(self) -> None:
        first, again = self.first.text(), self.again.text()
        if first:
            self.field.say("")
        words = "" if not again else (_("The same.") if first == again else _("Not the same yet."))
        self.repeat.say(words, Tone.OK if first == again else Tone.WARN)
        self.go.setEnabled(bool(first) and first == again and not self.go.busy)


class PinPart(QWidget):
    """Hidden until the computer has said that it has a keystore."""

    def __init__(self, shell: Shell, desk: Desk, pin: OwnPin | None) -> None:
        """``pin`` None: a session that knows no PIN."""
        super().__init__()
        self._shell, self._desk, self._pin = shell, desk, pin
        self.question: PinQuestion | None = None
        self.told = Label("", "body", "ink2", wrap=True, name="pinTold")
        self.make = Button(_("Make a PIN"), name="makePin", icon="lock-keyhole")
        self.remove = Button(_("Take the PIN away"), name="removePin")
        buttons = FlowLayout()
        buttons.addWidget(self.make)
        buttons.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(SectionHeading(_("PIN"), _("to unlock quickly after a lock")))
        column.addWidget(self.told)
        column.addLayout(buttons)
        column.addWidget(Hairline())
        self.make.clicked.connect(self._ask)
        self.remove.clicked.connect(self._remove)
        self.hide()

    def read(self) -> None:
        """Ask how it stands; the keystore is asked outside the GUI thread."""
        if self._pin is not None:
            self._shell.runner.run("pin.view", self._pin.view, self.show_view, self._not_known)

    def show_view(self, view: PinView) -> None:
        """Show it."""
        allowed = view.state not in (PinState.FORBIDDEN, PinState.BY_PIN)
        chosen = view.state in (PinState.ON, PinState.ENDED) or view.until is not None
        self.told.setText(_words(view, None if view.until is None else self._desk.local(view.until)))
        self.make.set_text(_("Make another PIN") if chosen else _("Make a PIN"))
        self.make.setEnabled(allowed)
        self.remove.setVisible(chosen)
        self.setVisible(view.state is not PinState.ABSENT)

    def _ask(self) -> None:
        pin = self._pin
        if pin is None:
            return
        question = self.question = PinQuestion(self)

        def submit(digits: str) -> None:
            question.go.set_busy(_("Making"))
            self._shell.runner.run("pin.make", lambda: pin.choose(digits), self._made, self._not_made)

        question.submitted.connect(submit)
        question.finished.connect(self._ended)
        question.open()

    def _ended(self, _answer: int) -> None:
        question, self.question = self.question, None
        if question is not None:
            question.deleteLater()

    def _made(self, view: PinView) -> None:
        if self.question is not None:  # it may have been left meanwhile
            self.question.accept()
        self.show_view(view)
        self._shell.notice(_("The PIN is made."))
        self.make.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_made(self, error: Exception) -> None:
        if self.question is not None:
            self.question.say_wrong(sentence_of(error).text)

    def _not_known(self, _error: Exception) -> None:
        self.hide()

    def _remove(self) -> None:
        if self._pin is not None:
            self._shell.runner.run("pin.make", self._pin.forget, self._removed, self._shell.show_error)

    def _removed(self, view: PinView) -> None:
        self.show_view(view)
        self._shell.notice(_("The PIN is gone."))


def _words(view: PinView, until: datetime | None) -> str:
    if view.state is PinState.FORBIDDEN:
        return _("The administrator of this computer has not allowed a PIN.")
    if view.state is PinState.BY_PIN:
        return _("You unlocked with the PIN. To make another, log out and unlock with your passphrase.")
    if view.state is PinState.ENDED:
        return _("The PIN has ended. The next time you unlock with your passphrase it holds again.")
    if until is not None:
        return _("Holds until {time}, until you log out or until the third wrong try.").format(time=clock_text(until))
    return _(
        "After a lock you type some digits instead of your passphrase, for 8 hours at most. A PIN never opens "
        "protected persons."
    )
