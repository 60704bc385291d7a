"""What the register cannot know of a file: asked for once, in one dialog. Not known keeps the file."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from caseworker.domain.erasure import Answer, EnteredFacts, Inquiry
from ui.days import read_full_day
from ui.language import _
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.choice import Segment
from ui.widgets.fields import Field, LineEdit, Tone
from ui.widgets.text import Label


class FactsDialog(QDialog):
    """Accepted by Save; ``facts()`` is what was chosen."""

    def __init__(self, case_number: str, facts: EnteredFacts, parent: QWidget | None = None) -> None:
        """``case_number`` is all that is said of whose file it is."""
        super().__init__(parent)
        title = _("What decides how long file {case} is kept").format(case=case_number)
        self.setObjectName("erasureFacts")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        answers = ((Answer.YES, _("Yes")), (Answer.NO, _("No")), (Answer.UNKNOWN, _("Not known")))
        inquiries = (
            (Inquiry.OPENED, _("Opened")),
            (Inquiry.NOT_OPENED, _("Decided not to open")),
            (Inquiry.NONE, _("None")),
            (Inquiry.UNKNOWN, _("Not known")),
        )
        self.parentage = Segment(answers, _("Paternity, parenthood or adoption"), name="factParentage")
        self.placed = Segment(answers, _("A child has been placed"), name="factPlaced")
        self.inquiry = Segment(inquiries, _("Child-protection inquiry"), name="factInquiry")
        self.custody = Segment(answers, _("Agreement on custody, residence or contact"), name="factCustody")
        self.other = Segment(answers, _("It is about another child than the person"), name="factOther")
        self.born = LineEdit(placeholder=_("YYYY-MM-DD"), limit=10)
        self.born_field = Field(_("Birth day of the youngest child"), self.born, name="factBorn")
        self.save = Button(_("Save"), "primary", name="factsSave", keys="Ctrl+S")
        self.cancel = Button(_("Cancel"), name="factsCancel", keycap="Esc")
        self._lay_out(title)
        self._show(facts)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.reject)

    def facts(self) -> EnteredFacts:
        """What is chosen now."""
        return EnteredFacts(
            parentage=Answer(self.parentage.code()),
            child_placed=Answer(self.placed.code()),
            child_inquiry=Inquiry(self.inquiry.code()),
            custody=Answer(self.custody.code()),
            about_other_child=Answer(self.other.code()),
            youngest_child_born=read_full_day(self.born.text()),
        )

    def _save(self) -> None:
        if self.born.text().strip() and read_full_day(self.born.text()) is None:
            self.born_field.say(_("Write the whole date: 2015-04-05."), Tone.ERROR)
            self.born.setFocus()
            return
        self.accept()

    def _show(self, facts: EnteredFacts) -> None:
        for part, value in (
            (self.parentage, facts.parentage),
            (self.placed, facts.child_placed),
            (self.inquiry, facts.child_inquiry),
            (self.custody, facts.custody),
            (self.other, facts.about_other_child),
        ):
            part.choose(value)
        self.born.setText("" if facts.youngest_child_born is None else facts.youngest_child_born.isoformat())

    def _lay_out(self, title: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(title, "h2", wrap=True))
        column.addWidget(Label(_("What is not known keeps the file."), "body", "ink2", wrap=True))
        for label, part in (
            (_("Paternity, parenthood or adoption"), self.parentage),
            (_("A child has been placed"), self.placed),
            (_("Child-protection inquiry"), self.inquiry),
            (_("Agreement on custody, residence or contact"), self.custody),
            (_("It is about another child than the person"), self.other),
        ):
            column.addWidget(Field(label, part, name=f"{part.objectName()}Field"))
        column.addWidget(self.born_field)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        column.addSpacing(4)
        column.addLayout(buttons)
        self.setMinimumWidth(theme().px(520))
