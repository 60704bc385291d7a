"""The form that founds a register: office, you, passphrase, recovery sheets. One page, from top to bottom."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from ui.first_start.answers import Answers, Section
from ui.first_start.sheets_part import SheetsPart
from ui.language import _
from ui.widgets.button import Button
from ui.widgets.fields import Choice, Field, LineEdit, PassphraseEdit, Tone
from ui.widgets.numbered import NumberedHeading
from ui.widgets.states import ErrorCard
from ui.widgets.strength import StrengthWords
from ui.widgets.text import Hairline, Label, Pane


class FoundingForm(Pane):
    """``edited()`` when anything changed, ``suggestion_asked()``, ``finish_asked()``; ``sheets`` tells the rest."""

    edited = Signal()
    suggestion_asked = Signal()
    finish_asked = Signal()

    def __init__(self, municipalities: Sequence[tuple[str, str]]) -> None:
        """``municipalities`` are (code, name) in Swedish order."""
        super().__init__("surface")
        rows = [("", _("Choose municipality")), *((code, f"{name}  {code}") for code, name in municipalities)]
        self.municipality = Choice(rows, editable=False)
        self.office, self.office_code, self.name = LineEdit(), LineEdit(limit=20), LineEdit()
        self.first, self.again = PassphraseEdit("founderPassphrase"), PassphraseEdit("founderPassphraseAgain")
        self.strength = StrengthWords()
        self.suggest = Button(_("Suggest five words"), "ghost", name="suggestButton", keys="Alt+F")
        self.repeat = Field(_("The same again"), self.again, name="founderPassphraseAgainField")
        self.sheets = SheetsPart()
        self.fault = ErrorCard(name="foundingFault")
        self.finish = Button(_("Create the register"), "primary", name="finishButton", keys="Ctrl+Return")
        self.rest = Label("", "body", "ink2", wrap=True, name="remains")
        self.headings = {
            Section.OFFICE: NumberedHeading(1, _("Municipality and office")),
            Section.YOU: NumberedHeading(2, _("You")),
            Section.PASSPHRASE: NumberedHeading(3, _("Passphrase")),
            Section.SHEETS: NumberedHeading(4, _("Recovery sheets")),
        }
        self._lay_out()
        self._connect()

    def answers(self, *, accepted: bool, printed: bool, proved: Mapping[int, bool]) -> Answers:
        """Return the form as it stands, with what the presenter knows."""
        return Answers(
            municipality=self.municipality.code(),
            office=self.office.text(),
            office_code=self.office_code.text(),
            name=self.name.text(),
            passphrase=self.first.text(),
            repeated=self.again.text(),
            accepted=accepted,
            printed=printed,
            proved=proved,
        )

    def show_progress(
        self, done: Mapping[Section, bool], remains: Sequence[str], *, can_print: bool, complete: bool
    ) -> None:
        """Tick the parts that are done and say what remains."""
        for section, heading in self.headings.items():
            heading.show_done(done[section])
        self.sheets.allow_printing(can_print)
        self.finish.setEnabled(complete and not self.finish.busy)
        self.rest.setText(_("Remains: {what}.").format(what=", ".join(remains)) if remains else "")
        self._say_repeat()

    def show_strength(self, score: int, text: str, *, accepted: bool) -> None:
        """Say how hard the passphrase is to guess."""
        self.strength.show_strength(score, text, accepted=accepted)

    def fill_in(self, passphrase: str) -> None:
        """Show a suggested passphrase so that it can be written down or learnt."""
        self.first.line.setText(passphrase)
        self.first.show_button.setChecked(True)
        self.again.line.clear()

    def lock(self, locked: bool) -> None:
        """The sheets belong to what was filled in: it stays as it is, or one begins again."""
        for part in (self.municipality, self.office, self.office_code, self.name, self.first, self.again, self.suggest):
            part.setEnabled(not locked)
        if locked:
            self.first.show_button.setChecked(False)
            self.again.show_button.setChecked(False)

    def _say_repeat(self) -> None:
        if not self.again.text():
            self.repeat.say("")
        elif self.again.text() == self.first.text():
            self.repeat.say(_("The same. It is kept nowhere."), Tone.OK)
        else:
            self.repeat.say(_("Not the same yet."), Tone.WARN)

    def _connect(self) -> None:
        self.municipality.currentIndexChanged.connect(lambda _row: self.edited.emit())
        for line in (self.office, self.office_code, self.name):
            line.textChanged.connect(lambda _text: self.edited.emit())
        for edit in (self.first, self.again):
            edit.edited.connect(lambda _text: self.edited.emit())
        self.suggest.clicked.connect(self.suggestion_asked)
        self.finish.clicked.connect(self.finish_asked)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 32, 48, 16)
        column.setSpacing(10)
        column.addWidget(Label(_("Create a register"), "h1"))
        column.addWidget(Label(_("Fill in from top to bottom."), "body", "ink2", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.addWidget(self.headings[Section.OFFICE], 0, 0, 1, 2)
        grid.addWidget(Field(_("Municipality"), self.municipality, name="municipality"), 1, 0)
        offices = QHBoxLayout()
        offices.setSpacing(16)
        offices.addWidget(Field(_("Office"), self.office, name="office"), 5)
        offices.addWidget(Field(_("Its code"), self.office_code, name="officeCode"), 2)
        grid.addLayout(offices, 1, 1)
        grid.addWidget(self.headings[Section.YOU], 2, 0, 1, 2)
        grid.addWidget(Field(_("Your name"), self.name, name="founderName"), 3, 0)
        role = Label(_("Caseworker and administrator, until a second user exists."), "body", "ink2", wrap=True)
        grid.addWidget(role, 3, 1, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(self.headings[Section.PASSPHRASE], 4, 0, 1, 2)
        first = Field(_("Passphrase"), self.first, name="founderPassphraseField", note=_("five words are good"))
        grid.addWidget(first, 5, 0)
        grid.addWidget(self.repeat, 5, 1)
        grid.addWidget(self.strength, 6, 0, 1, 2)
        grid.addWidget(self.suggest, 7, 0, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        column.addWidget(self.headings[Section.SHEETS])
        column.addWidget(self.sheets)
        column.addWidget(self.fault)
        column.addWidget(Hairline())
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.finish)
        foot.addWidget(self.rest, 1)
        column.addLayout(foot)
        column.addStretch(1)
