"""The right side of Brev: is it the right recipient, what is known of the translation, the printing, the ways out.

Shows what the service checked and decides nothing: what fails there stops the buttons here.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from caseworker.domain.recipient import Check, Outcome
from caseworker.domain.translation import ReviewState
from caseworker.errors import CaseworkerError
from caseworker.letter_words import check_in_words
from caseworker.messages import describe
from caseworker.services.letters import SheetRow
from ui.language import _, day_text, ngettext
from ui.letters.orders import Issued, Order, Preview, Progress, Recipient
from ui.letters.printing import PrintProgress
from ui.letters.texts.wording import known_by, state_chip, state_sentence
from ui.relation_words import relation_words
from ui.warning_words import together_words, warning_words
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.columns import Scroll
from ui.widgets.fields import Message, Tone
from ui.widgets.states import ErrorCard
from ui.widgets.steps import Mark, Step, Steps
from ui.widgets.text import Hairline, Label, Pane, SectionHeading
from ui.widgets.tick import Tick

_MARKS: Mapping[Outcome, Mark] = {Outcome.OK: Mark.DONE, Outcome.ASKS: Mark.ASKS, Outcome.FAILED: Mark.STOPS}


class LetterSide(Pane):
    """The facts above scroll; the buttons stay. ``decided(yes)``: the letters are to be made despite a warning."""

    decided = Signal(bool)

    def __init__(self, sheets: Sequence[SheetRow] = (), *, printing: bool = True) -> None:
        """Start with nobody chosen; ``printing`` is what the computer's policy allows."""
        super().__init__("surface")
        self.printing = printing
        self._titles = {row.id: row.title.partition(" \N{EN DASH} ")[0] for row in sheets}
        self.name = Label("", "strong", wrap=True, name="recipientName")
        self.own_script = Label("", "body", "ink2", wrap=True, name="recipientOwnScript")
        self.about = Label("", "body", "ink2", wrap=True, name="recipientAbout")
        self.address = Label("", "body", "ink2", wrap=True, name="recipientAddress")
        self.case = Label("", "small", "ink2", name="recipientCase")
        self.card = QFrame()
        self.card.setObjectName("recipientCard")
        self.card.setProperty("card", "strong")
        self.warning = Label("", "smallaction", "danger", wrap=True, name="letterWarning")
        self.checks = Steps(_("What was checked"), name="letterChecks")
        self.despite = Tick(_("Make the letter all the same"), name="letterDespite")
        self.despite.toggled.connect(self.decided)
        self.fault = ErrorCard(name="letterFault")
        self.draft = Chip(_("Draft"), "warn", "hourglass", name="letterDraft")
        self.translation = Label("", "body", wrap=True, name="letterTranslation")
        self.line = Label("", "small", "ink2", wrap=True, name="letterTranslationLine")
        self.texts = Button(_("Texts …"), "ghost", name="letterTexts", icon="languages")
        self.progress = PrintProgress(self._titles)
        self.done = Message("letterDone")
        self.print_button = Button(_("Print"), "primary", name="letterPrint", keys="Ctrl+P", icon="printer")
        self.save_button = Button(_("Save as PDF"), name="letterSave", keys="Ctrl+Shift+S", icon="file-down")
        self.logged = Label(_("The log keeps what, who, version and language."), "small", "ink2", wrap=True)
        self._preview: Preview | None = None
        self._given = ""
        self._lay_out()
        self.show_recipient(None)
        self.show_order(Order())

    def show_recipient(self, recipient: Recipient | None) -> None:
        """Say who gets the letter, and about whom it is when that is somebody else."""
        self.done.say("")
        self._given = "" if recipient is None else recipient.receiver.given
        if recipient is None:
            self.name.setText(_("Nobody chosen"))
            self.address.setText(_("Look for the recipient at the left (Alt M)."))
        else:
            self._show_receiver(recipient)
        receiver = None if recipient is None else recipient.receiver
        self._extra(self.own_script, "" if receiver is None else receiver.own_script)
        case = _("Case {number}").format(number=recipient.case_number) if recipient is not None else ""
        self._extra(self.case, case)
        self._extra(self.about, "" if recipient is None or recipient.herself else _about(recipient))
        warned = () if recipient is None else recipient.warned
        self._extra(self.warning, "\n".join(f"{warning_words(row)} · {together_words(row)}" for row in warned))
        self.despite.blockSignals(True)
        self.despite.setChecked(False)
        self.despite.blockSignals(False)
        told = (self.name, self.own_script, self.about, self.address, self.case, self.warning)
        self.card.setAccessibleName(", ".join(label.text() for label in told if label.text()))

    def show_order(self, order: Order, sheet: SheetRow | None = None) -> None:
        """Say what is known of the translation. The checks follow when the letters are made."""
        state = None if sheet is None else next((one for one in sheet.states if one.language == order.language), None)
        words, known = state_chip(state), None if state is None else state.standing
        self.draft.setVisible(state is not None)
        self.draft.show_state(words.text, words.tone, words.icon)
        who = [f"{one}, {day_text(day)}" for one, day in known_by(state) if day is not None]
        self.translation.setText("\n".join((state_sentence(state), *who)).strip())
        printed = known is not None and known.state is not ReviewState.APPROVED
        self._extra(self.line, _("A line in both languages says so on the letter.") if printed else "")
        self.wait()

    def wait(self) -> None:
        """The letters are being made, or there are none: nothing can be printed."""
        self._preview = None
        self.fault.hide()
        self._dress_buttons()

    def show_ready(self, preview: Preview) -> None:
        """The letters are made: what was checked, and what stands against them."""
        self._preview = preview
        self.fault.hide()
        self.despite.setVisible(preview.lifts)
        self.checks.show_steps(self.steps(preview))
        self.checks.show()
        self._dress_buttons()

    def show_blocked(self, fault: CaseworkerError) -> None:
        """The letters cannot be looked at: why, and what to do."""
        self.wait()
        self.checks.hide()
        self.despite.hide()
        told = describe(fault, _)
        self.fault.show_fault(told.happened, told.safe, told.do, fault.code)

    def show_issuing(self, how: str) -> None:
        """Letters are on their way out."""
        self.done.say("")
        button, words = (self.print_button, _("Printing")) if how == "printed" else (self.save_button, _("Saving"))
        self.print_button.setEnabled(False)
        self.save_button.setEnabled(False)
        button.set_busy(words)

    def show_progress(self, progress: Progress) -> None:
        """One sheet of several is on its way to the printer."""
        if progress.total > 1:
            self.logged.hide()
            self.progress.show_progress(progress)

    def show_issued(self, issued: Issued, at: str) -> None:
        """Letters left the program: exactly which, and where to fetch them."""
        self.rest()
        if issued.where is not None:
            self.done.say(_("Saved {time} as {file}").format(time=at, file=issued.where.name), Tone.OK)
            return
        whole = len(issued.sheets) == issued.of
        told = [
            ngettext(
                "{n} page sent to the printer {time}", "{n} pages sent to the printer {time}", issued.pages
            ).format(n=issued.pages, time=at)
            + "."
        ]
        if issued.printer:
            told.append(_("Fetch at {printer}.").format(printer=issued.printer))
        if not whole:
            out = ", ".join(self._titles.get(sheet, sheet) for sheet in issued.sheets)
            words = _("{n} of {all} sheets were printed: {sheets}. The rest did not leave the program.")
            told.append(words.format(n=len(issued.sheets), all=issued.of, sheets=out))
        self.done.say(" ".join(told), Tone.OK if whole else Tone.WARN)

    def rest(self) -> None:
        """Nothing is on its way out."""
        self.print_button.set_busy(None)
        self.save_button.set_busy(None)
        self.progress.hide()
        self.logged.show()
        self._dress_buttons()

    def _show_receiver(self, recipient: Recipient) -> None:
        row = recipient.receiver
        self.name.setText(row.name)
        lines = ", ".join(row.address) or row.contact
        self.address.setText(lines or _("No address recorded. Hand the letter over."))

    def steps(self, preview: Preview) -> list[Step]:
        """Return what was checked, in words."""
        return [self._step(check, sheet, guardian=bool(preview.order.to)) for check, sheet in preview.checks()]

    def _step(self, check: Check, sheet: str, *, guardian: bool) -> Step:
        told = check_in_words(check, _, guardian=guardian)
        title = self._titles.get(sheet, "")
        words = f"{title}: {told.happened}" if title and check.outcome is not Outcome.OK else told.happened
        return Step(words, _MARKS[check.outcome], told.do)

    def _dress_buttons(self) -> None:
        if self.print_button.busy or self.save_button.busy:
            return
        preview = self._preview
        ready = preview is not None and not preview.failed
        words = _("Print")
        if preview is not None and ready and self._given:
            words = ngettext("Print {n} page to {name}", "Print {n} pages to {name}", preview.count)
            words = words.format(n=preview.count, name=self._given)
        self.print_button.set_text(words)
        self.print_button.setEnabled(ready and self.printing)
        several = preview is not None and len(preview.order.chosen) > 1
        self.save_button.set_text(_("Save this sheet") if several else _("Save as PDF"))
        self.save_button.setEnabled(preview is not None and preview.may_save)

    def _extra(self, label: Label, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    def _lay_out(self) -> None:
        inner = QVBoxLayout(self.card)
        inner.setContentsMargins(12, 10, 12, 10)
        inner.setSpacing(2)
        inner.addWidget(self.name)
        # a name in Arabic script stands under the Latin one, not at the other edge of the card
        inner.addWidget(self.own_script, 0, Qt.AlignmentFlag.AlignLeft)
        for label in (self.about, self.address, self.case):
            inner.addWidget(label)
        facts = QWidget()
        column = QVBoxLayout(facts)
        column.setContentsMargins(20, 20, 20, 12)
        column.setSpacing(9)
        column.addWidget(Label(_("The right recipient?"), "h3"))
        for part in (self.card, self.warning, self.despite, self.checks, self.fault):
            column.addWidget(part)
        self.checks.hide()
        self.despite.hide()
        column.addWidget(Hairline())
        column.addWidget(SectionHeading(_("The translation"), role="h3", end=self.draft))
        column.addWidget(self.translation)
        column.addWidget(self.line)
        column.addWidget(self.texts, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(Scroll(facts, name="letterFacts"), 1)
        outer.addLayout(self._ways())

    def _ways(self) -> QVBoxLayout:
        ways = QVBoxLayout()
        ways.setContentsMargins(20, 8, 20, 12)
        ways.setSpacing(8)
        ways.addWidget(self.progress)
        ways.addWidget(self.done)
        ways.addWidget(self.logged)
        if not self.printing:
            told = _("This computer's policy does not allow printing. Save the letter instead.")
            ways.addWidget(Label(told, "small", "ink2", wrap=True, name="printingNotAllowed"))
        self.print_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ways.addWidget(self.print_button)
        ways.addWidget(self.save_button)
        return ways


def _about(recipient: Recipient) -> str:
    """Return about whom the letter is, and what the receiver is to her."""
    kind = relation_words(recipient.receiver.kind)
    return _("{relation} · the letter is about {name}").format(relation=kind, name=recipient.name)
