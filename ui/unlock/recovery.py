"""Unlocking with two of three recovery sheets when the passphrase is lost, and choosing a new one.

The words are typed from paper, checked for number as one types, and kept nowhere.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from ui.language import _
from ui.widgets.button import Button
from ui.widgets.columns import Centred, Scroll
from ui.widgets.fields import Choice, Field, NotesEdit, PassphraseEdit, Tone
from ui.widgets.flow import FlowLayout
from ui.widgets.states import ErrorCard
from ui.widgets.strength import StrengthWords
from ui.widgets.text import Label, Pane

WORDS_ON_A_SHEET = 33


class RecoveryView(Pane):
    """``submitted(account name, first sheet, second sheet, new passphrase)``, ``back_asked()``, ``typed(text)``."""

    submitted = Signal(str, str, str, str)
    back_asked = Signal()
    typed = Signal(str)

    def __init__(self) -> None:
        """Two sheets, a name, a new passphrase twice."""
        super().__init__("canvas")
        self.setObjectName("recovery")
        self.setAccessibleName(_("Unlock with recovery sheets"))
        self.fault = ErrorCard(name="recoveryFault")
        self.who = Field(_("Who are you?"), Choice(), name="recoveryWho")
        self.sheets = [
            Field(_("First sheet"), NotesEdit(lines=4), name="firstSheet", note=_("33 words, in order")),
            Field(_("Second sheet"), NotesEdit(lines=4), name="secondSheet", note=_("another of the three")),
        ]
        self.first = PassphraseEdit("newPassphrase")
        self.again = PassphraseEdit("newPassphraseAgain")
        self.new = Field(_("New passphrase"), self.first, name="newPassphraseField", note=_("five words are good"))
        self.repeat = Field(_("The same again"), self.again, name="newPassphraseAgainField")
        self.strength = StrengthWords()
        self.go = Button(_("Unlock with the sheets"), "primary", name="recoverButton")
        self.back = Button(_("Back"), name="recoveryBack", keys="Esc", keycap="Esc")
        self.rest = Label("", "body", "ink2", wrap=True, name="recoveryRest")
        self._accepted = False
        self._lay_out()
        for field in self.sheets:
            editor(field).textChanged.connect(self._look)
        for edit in (self.first, self.again):
            edit.edited.connect(lambda _text: self._look())
        self.first.edited.connect(self.typed)
        self.go.clicked.connect(self._submit)
        self.back.clicked.connect(self.back_asked)
        self._look()

    def show_people(self, names: Sequence[str]) -> None:
        """Say who may be chosen."""
        box = self.who.editor
        if isinstance(box, Choice):
            box.set_rows([(name, name) for name in names])

    def show_strength(self, score: int, text: str, *, accepted: bool) -> None:
        """Say how hard the new passphrase is to guess."""
        self._accepted = accepted
        self.strength.show_strength(score, text, accepted=accepted)
        self._look()

    def set_busy(self, busy: bool) -> None:
        """Lock everything while the sheets are put together."""
        for part in (self.who, *self.sheets, self.new, self.repeat, self.back):
            part.setEnabled(not busy)
        self.go.set_busy(_("Unlocking") if busy else None)
        if not busy:
            self._look()

    def empty(self) -> None:
        """Forget what was typed."""
        for field in self.sheets:
            editor(field).clear()
        self.first.line.clear()
        self.again.line.clear()
        self.fault.hide()

    def _look(self) -> None:
        left = [_count_left(field) for field in self.sheets]
        for field, missing in zip(self.sheets, left, strict=True):
            self._say_words(field, missing)
        same = self.first.text() == self.again.text()
        self.repeat.say(
            "" if not self.again.text() else (_("The same. It is kept nowhere.") if same else _("Not the same yet.")),
            Tone.OK if same else Tone.WARN,
        )
        missing_parts = self._missing(left, same)
        self.go.setEnabled(not missing_parts and not self.go.busy)
        self.rest.setText(_("Remains: {what}.").format(what=", ".join(missing_parts)) if missing_parts else "")

    def _missing(self, left: Sequence[int], same: bool) -> list[str]:
        checks: tuple[tuple[Callable[[], bool], str], ...] = (
            (lambda: left[0] == 0, _("the first sheet")),
            (lambda: left[1] == 0, _("the second sheet")),
            (lambda: self._accepted, _("a strong passphrase")),
            (lambda: same and bool(self.again.text()), _("the same passphrase again")),
        )
        return [words for done, words in checks if not done()]

    @staticmethod
    def _say_words(field: Field, missing: int) -> None:
        typed = WORDS_ON_A_SHEET - missing
        if not typed:
            field.say("")
        elif missing > 0:
            field.say(_("{n} of 33 words").format(n=typed))
        elif missing < 0:
            field.say(_("{n} words: a sheet holds 33").format(n=typed), Tone.WARN)
        else:
            field.say(_("33 words"), Tone.OK)

    def _submit(self) -> None:
        box = self.who.editor
        if isinstance(box, Choice) and self.go.isEnabled():
            first, second = (editor(field).toPlainText() for field in self.sheets)
            self.submitted.emit(box.code(), first, second, self.first.text())

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(14)
        column.addWidget(Label(_("Unlock with recovery sheets"), "h1"))
        column.addWidget(
            Label(
                _("Two of the three sheets open the register. Type the words in order; the numbers are not needed."),
                "body",
                "ink2",
                wrap=True,
            )
        )
        column.addWidget(self.fault)
        for part in (self.who, *self.sheets, self.new, self.strength, self.repeat):
            column.addWidget(part)
        row = FlowLayout()
        row.addWidget(self.go)
        row.addWidget(self.back)
        column.addLayout(row)
        column.addWidget(self.rest)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(Centred(column, 520), name="recoveryScroll"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def editor(field: Field) -> NotesEdit:
    """The editor of a sheet."""
    if not isinstance(field.editor, NotesEdit):
        raise TypeError("a sheet is typed in several lines")
    return field.editor


def sheet_words(text: str) -> list[str]:
    """The words of a sheet as typed: numbers, dots and line ends are not words."""
    return [word for word in text.replace(".", " ").split() if not word.isdigit()]


def _count_left(field: Field) -> int:
    return WORDS_ON_A_SHEET - len(sheet_words(editor(field).toPlainText()))
