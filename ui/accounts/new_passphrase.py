"""Choosing a passphrase: typed twice, judged while one types, pasting allowed; and the two places where one chooses.

What is typed is kept nowhere but in its fields, which are emptied when it is done.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.language import _
from ui.tasks import Runner
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.columns import Centred, Scroll
from ui.widgets.field import Field, Tone
from ui.widgets.passphrase import PassphraseEdit
from ui.widgets.states import ErrorCard
from ui.widgets.strength import StrengthWords
from ui.widgets.text import Label, Pane

Judge = Callable[[str], tuple[int, str, bool]]  # score, why in words, whether it may be used


class NewPassphrase(QWidget):
    """Two lines and the strength. ``changed()`` when it becomes good or stops being so."""

    changed = Signal()

    def __init__(self, runner: Runner, judge: Judge) -> None:
        """``judge`` runs outside the GUI thread."""
        super().__init__()
        self._runner, self._judge = runner, judge
        self._accepted = False
        self.first = PassphraseEdit("newPassphrase")
        self.again = PassphraseEdit("newPassphraseAgain")
        self.strength = StrengthWords()
        self.repeat = Field(_("The same again"), self.again, name="newPassphraseAgainField")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        new = Field(_("New passphrase"), self.first, name="newPassphraseField", note=_("five words are good"))
        for part in (new, self.strength, self.repeat):
            column.addWidget(part)
        self.first.edited.connect(self._typed)
        self.again.edited.connect(lambda _text: self._look())

    @property
    def good(self) -> bool:
        """Whether it is strong enough and typed the same twice."""
        return self._accepted and self.first.text() == self.again.text()

    def text(self) -> str:
        """What was chosen."""
        return self.first.text()

    def empty(self) -> None:
        """Forget what was typed."""
        self.first.line.clear()
        self.again.line.clear()

    def _typed(self, text: str) -> None:
        self._accepted = False
        self._look()
        self._runner.run("strength", lambda: self._judge(text), self._show)

    def _show(self, judged: tuple[int, str, bool]) -> None:
        score, why, self._accepted = judged
        self.strength.show_strength(score, why, accepted=self._accepted)
        self._look()

    def _look(self) -> None:
        same = self.first.text() == self.again.text()
        words = "" if not self.again.text() else (_("The same.") if same else _("Not the same yet."))
        self.repeat.say(words, Tone.OK if same else Tone.WARN)
        self.changed.emit()


class PassphraseDialog(QDialog):
    """Changes one's own passphrase. ``submitted(old, new)``; stays open while it is tried."""

    submitted = Signal(str, str)

    def __init__(self, runner: Runner, judge: Judge, parent: QWidget) -> None:
        """The old one proves who sits here."""
        super().__init__(parent)
        title = _("Change passphrase")
        self.setObjectName("passphraseDialog")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.old = PassphraseEdit("oldPassphrase")
        self.old_field = Field(_("Present passphrase"), self.old, name="oldPassphraseField")
        self.new = NewPassphrase(runner, judge)
        self.go = Button(title, "primary", name="passphraseGo", keys="Ctrl+Return")
        self.cancel = Button(_("Cancel"), name="passphraseCancel", keycap="Esc")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(title, "h2"))
        text = _("It has to be changed only when somebody may have seen it. Nobody can read it, not even support.")
        column.addWidget(Label(text, "body", "ink2", wrap=True))
        column.addWidget(self.old_field)
        column.addWidget(self.new)
        column.addLayout(_buttons(self.cancel, self.go))
        self.setMinimumWidth(theme().px(480))
        self.new.changed.connect(self._look)
        self.old.edited.connect(lambda _text: self._look())
        self.go.clicked.connect(lambda: self.submitted.emit(self.old.text(), self.new.text()))
        self.cancel.clicked.connect(self.reject)
        self.old.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look()

    def say_wrong(self, text: str) -> None:
        """Say why it was not changed."""
        self.go.set_busy(None)
        self.old_field.say(text, Tone.ERROR)
        self._look()

    def _look(self) -> None:
        self.go.setEnabled(bool(self.old.text()) and self.new.good and not self.go.busy)


class BeginView(Pane):
    """A start passphrase was typed: its owner chooses her own and reads the signs. ``submitted(new)``, ``ended()``."""

    submitted = Signal(str)
    ended = Signal()

    def __init__(self, runner: Runner, judge: Judge) -> None:
        """Two steps on one page: choose, then read the signs aloud."""
        super().__init__("canvas")
        self.setObjectName("begin")
        self.setAccessibleName(_("Choose a passphrase of your own"))
        self.fault = ErrorCard(name="beginFault")
        self.title = Label(_("Choose a passphrase of your own"), "h1")
        self.text = Label(
            _("You typed a start passphrase that somebody else has seen. Choose one that only you know."),
            "body",
            "ink2",
            wrap=True,
        )
        self.new = NewPassphrase(runner, judge)
        self.signs = Label("", "h1", name="beginSigns")
        self.signs.hide()
        self.go = Button(_("Keep the passphrase"), "primary", name="beginGo", keys="Ctrl+Return")
        self.back = Button(_("Back"), name="beginBack", keys="Esc", keycap="Esc")
        column = QVBoxLayout()
        column.setSpacing(14)
        for part in (self.title, self.text, self.fault, self.new, self.signs):
            column.addWidget(part)
        column.addLayout(_buttons(self.back, self.go))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(Centred(column, 520), name="beginScroll"))
        self.new.changed.connect(self._look)
        self.go.clicked.connect(lambda: self.submitted.emit(self.new.text()))
        self.back.clicked.connect(self.ended)
        self._look()

    def show_signs(self, signs: str, *, administers: bool) -> None:
        """The passphrase is kept: show what is compared, or that there is nothing to wait for."""
        self.new.empty()
        self.new.hide()
        self.go.hide()
        self.title.setText(_("Your passphrase is kept"))
        self.back.set_text(_("To the unlock screen"))
        if administers:
            self.text.setText(_("Unlock with it to manage accounts."))
            return
        self.text.setText(
            _("Read these signs to the colleague who lets you in, face to face or by telephone. Then unlock.")
        )
        self.signs.setText(signs)
        self.signs.setAccessibleName(_("Signs: {signs}").format(signs=" ".join(signs)))
        self.signs.show()

    def set_busy(self, busy: bool) -> None:
        """Lock everything while the keys are made."""
        self.new.setEnabled(not busy)
        self.go.set_busy(_("Keeping") if busy else None)
        self._look()

    def _look(self) -> None:
        self.go.setEnabled(self.new.good and not self.go.busy)


def _buttons(*buttons: Button) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    return row
