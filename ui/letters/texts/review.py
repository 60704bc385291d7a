"""The right side of Texter: how sure the translation is, what to do about it, and the very page."""

from PySide6.QtWidgets import QVBoxLayout

from caseworker.domain.translation import LanguageState, ReviewState
from ui.language import _, day_text
from ui.letters.texts.wording import state_chip, state_sentence
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.page_preview import PagePreview
from ui.widgets.steps import Mark, Step, Steps
from ui.widgets.text import Hairline, Label, Pane, SectionHeading


class ReviewSide(Pane):
    """State and buttons above, the page below."""

    def __init__(self, *, may_change: bool, may_approve: bool) -> None:
        """What the user may do decides which buttons there are."""
        super().__init__("canvas")
        self._may_change, self._may_approve = may_change, may_approve
        self.chip = Chip("", name="textsState")
        self.heading = SectionHeading(_("The translation"), role="h3", end=self.chip)
        self.sentence = Label("", "body", wrap=True, name="textsSentence")
        self.lost = Label("", "small", "danger", wrap=True, name="textsLost")
        self.steps = Steps(_("Review"), name="textsSteps")
        self.review = Button(_("Record a review"), name="textsReview", icon="user-check")
        self.approve = Button(_("Approve"), "primary", name="textsApprove", icon="circle-check")
        self.withdraw = Button(_("Make it a draft again"), name="textsWithdraw")
        self.export = Button(_("To a translator"), name="textsExport", icon="file-down")
        self.take_in = Button(_("Read in a PO file"), name="textsImport", icon="folder-open")
        self.remove_sheet = Button(_("Remove the sheet"), name="textsRemoveSheet", icon="trash-2")
        self.remove_language = Button(_("Remove the language"), name="textsRemoveLanguage", icon="trash-2")
        self.on_screen = Label(_("These words are shown on the screen, on no paper."), wrap=True, name="textsOnScreen")
        self.preview = PagePreview(_("Preview of the sheet"), _("No sheet yet"), note=_("Made-up values"))
        self._lay_out()
        self.show_state(None)

    def show_state(self, state: LanguageState | None, *, lost: int = 0) -> None:
        """Show what is known of a sheet in one language; None is the Swedish source."""
        words = state_chip(state)
        self.chip.show_state(words.text, words.tone, words.icon)
        sentence = state_sentence(state)
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        self.lost.setText(_("The program's text has changed. Words of your own no longer apply: {n}.").format(n=lost))
        self.lost.setVisible(bool(lost))
        foreign = state is not None
        known = state.standing.state if state is not None else ReviewState.DRAFT
        self.steps.setVisible(foreign)
        if state is not None:
            self.steps.show_steps(_steps(state))
        whole = state is not None and state.whole
        self.review.setVisible(foreign and known is ReviewState.DRAFT)
        self.review.setEnabled(whole)
        self.approve.setVisible(self._may_approve and known is ReviewState.REVIEWED)
        self.withdraw.setVisible(self._may_approve and known is not ReviewState.DRAFT)
        self.export.setVisible(foreign)

    def show_kind(self, *, own_sheet: bool, own_language: bool, on_paper: bool) -> None:
        """Offer to take away what the municipality added itself; show the page of what is printed."""
        self.remove_sheet.setVisible(self._may_change and own_sheet)
        self.remove_language.setVisible(self._may_change and own_language)
        self.on_screen.setVisible(not on_paper)
        self.preview.setVisible(on_paper)

    def _lay_out(self) -> None:
        ways = FlowLayout()
        mine = (self.remove_sheet, self.remove_language)
        for button in (self.review, self.approve, self.withdraw, self.export, self.take_in, *mine):
            ways.addWidget(button)
        head = QVBoxLayout()
        head.setContentsMargins(20, 22, 20, 10)
        head.setSpacing(8)
        for part in (self.heading, self.sentence, self.lost, self.steps):
            head.addWidget(part)
        head.addLayout(ways)
        head.addWidget(self.on_screen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self.preview, 1)
        column.addStretch()
        self.take_in.setVisible(self._may_change)  # once it is a part of the page
        self.show_kind(own_sheet=False, own_language=False, on_paper=True)


def _steps(state: LanguageState) -> list[Step]:
    known = state.standing
    reviewed = known.state is not ReviewState.DRAFT
    approved = known.state is ReviewState.APPROVED
    who = f"{known.reviewer}, {day_text(known.day)}" if reviewed and known.day else ""
    by = f"{known.approver}, {day_text(known.approved)}" if approved and known.approved else ""
    return [
        Step(_("Every paragraph is translated"), Mark.DONE if state.whole else Mark.MISSING),
        Step(_("Reviewed by a native speaker"), Mark.DONE if reviewed else Mark.MISSING, who),
        Step(_("Approved by the municipality"), Mark.DONE if approved else Mark.MISSING, by),
    ]
