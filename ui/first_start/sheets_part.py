"""The recovery sheets in the form: print them, then prove each by the first four letters of one asked word."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.first_start.answers import SHEETS
from ui.language import _
from ui.widgets.button import Button
from ui.widgets.fields import Field, LineEdit, Tone
from ui.widgets.flow import FlowLayout
from ui.widgets.text import Icon, Label

LETTERS = 4


class SheetsPart(QWidget):
    """``print_asked()``, ``resume_asked()``, ``again_asked()`` to begin anew, ``typed(sheet, letters)``."""

    print_asked = Signal()
    resume_asked = Signal()
    again_asked = Signal()
    typed = Signal(int, str)

    def __init__(self) -> None:
        """Nothing printed yet."""
        super().__init__()
        self.print = Button(_("Print three sheets"), name="printSheets", keys="Ctrl+P", icon="printer")
        self.resume = Button(_("The sheets are printed already"), "ghost", name="resumeSheets")
        self.again = Button(_("Begin again"), "ghost", name="beginAgain")
        self.state = Label("", "action", wrap=True, name="sheetsState")
        self._icon = Icon("printer-check", 16, "ok")
        self.fields = [Field("", LineEdit(limit=LETTERS), name=f"sheet{n}") for n in range(1, SHEETS + 1)]
        self._asking = QWidget()
        self._how = Label(_("Type the first four letters of the word with that number."), "body", "ink2", wrap=True)
        self._lay_out()
        self.print.clicked.connect(self.print_asked)
        self.resume.clicked.connect(self.resume_asked)
        self.again.clicked.connect(self.again_asked)
        for number, field in enumerate(self.fields, start=1):
            line = field.editor
            if isinstance(line, LineEdit):
                line.textChanged.connect(lambda text, n=number: self.typed.emit(n, text))
        self.show_asked({})

    def allow_printing(self, allowed: bool) -> None:
        """Printing needs the fields above."""
        self.print.setEnabled(allowed and not self.print.busy)
        self.resume.setEnabled(allowed and not self.print.busy)

    def set_busy(self, text: str | None) -> None:
        """Keys are being made or sheets printed."""
        self.print.set_busy(text)
        self.resume.setEnabled(text is None)

    def show_asked(self, positions: Mapping[int, int], printed: str = "") -> None:
        """Ask for one word per sheet: sheet -> position of the word. Empty: nothing is printed yet."""
        self._asking.setVisible(bool(positions))
        self._how.setVisible(bool(positions))
        self.print.set_text(_("Print again") if positions else _("Print three sheets"))
        self._icon.setVisible(bool(printed))
        self.state.setText(printed)
        self.resume.setVisible(not positions)
        self.again.setVisible(bool(positions))
        for number, field in enumerate(self.fields, start=1):
            if number in positions:
                field.set_label(_("Sheet {n}: word {position}").format(n=number, position=positions[number]))
            if isinstance(field.editor, LineEdit):
                field.editor.clear()
            field.say("")

    def show_proof(self, sheet: int, right: bool | None) -> None:
        """Say whether the letters are right; None while they are too few."""
        field = self.fields[sheet - 1]
        if right is None:
            field.say("")
        elif right:
            field.say(_("Right. The sheet can be read."), Tone.OK)
        else:
            field.say(_("Not the word on that sheet. Read the number again."), Tone.ERROR)

    def _lay_out(self) -> None:
        head = FlowLayout()
        head.addWidget(self.print)
        head.addWidget(self.resume)
        head.addWidget(self.again)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._icon)
        line.addWidget(self.state, 1)
        row = QHBoxLayout(self._asking)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for field in self.fields:
            row.addWidget(field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(
            Label(
                _(
                    "If the passphrase is forgotten, two of three sheets open the register. One sheet alone opens "
                    "nothing. Keep them in different places."
                ),
                "body",
                "ink2",
                wrap=True,
            )
        )
        column.addLayout(head)
        column.addLayout(line)
        column.addWidget(self._how)
        column.addWidget(self._asking)
