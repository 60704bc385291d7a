"""The right side of Brev: is it the right recipient, what is known of the translation, and the two ways out.

Shows only what was checked: composing the letter proves the characters, the fields and the translation.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from caseworker.domain.translation import ReviewState
from caseworker.errors import CaseworkerError
from caseworker.messages import describe
from caseworker.services.letters import SheetRow
from ui.language import _, day_text, ngettext
from ui.letters.presenter import SOURCE, Issued, Order, Preview, Recipient
from ui.letters.texts.wording import known_by, state_chip, state_sentence
from ui.warning_words import together_words, warning_words
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.columns import Scroll
from ui.widgets.fields import Message, Tone
from ui.widgets.states import ErrorCard
from ui.widgets.steps import Mark, Step, Steps
from ui.widgets.text import Hairline, Label, Pane
from ui.widgets.tick import Tick


class LetterSide(Pane):
    """The facts above scroll; the buttons stay. ``decided(yes)``: the letter is to be made despite a warning."""

    decided = Signal(bool)

    def __init__(self, *, printing: bool = True) -> None:
        """Start with nobody chosen; ``printing`` is what the computer's policy allows."""
        super().__init__("surface")
        self.printing = printing
        self.name = Label("", "strong", wrap=True, name="recipientName")
        self.own_script = Label("", "body", "ink2", wrap=True, name="recipientOwnScript")
        self.address = Label("", "body", "ink2", wrap=True, name="recipientAddress")
        self.case = Label("", "small", "ink2", name="recipientCase")
        self.card = QFrame()
        self.card.setObjectName("recipientCard")
        self.card.setProperty("card", "strong")
        self.warning = Label("", "smallaction", "danger", wrap=True, name="letterWarning")
        self.despite = Tick(_("Make the letter all the same"), name="letterDespite")
        self.despite.toggled.connect(self._decide)
        self.checks = Steps(_("What was checked"), name="letterChecks")
        self.fault = ErrorCard(name="letterFault")
        self.draft = Chip(_("Draft"), "warn", "hourglass", name="letterDraft")
        self.translation = Label("", "body", wrap=True, name="letterTranslation")
        self.line = Label("", "small", "ink2", wrap=True, name="letterTranslationLine")
        self.texts = Button(_("Texts …"), name="letterTexts", icon="languages")
        self.done = Message("letterDone")
        self.print_button = Button(_("Print"), "primary", name="letterPrint", keys="Ctrl+P", icon="printer")
        self.save_button = Button(_("Save as PDF"), name="letterSave", keys="Ctrl+Shift+S", icon="file-down")
        self._pages, self._given, self._asks = 0, "", False
        self._lay_out()
        self.show_recipient(None)
        self.show_order(Order())

    def show_recipient(self, recipient: Recipient | None) -> None:
        """Say who gets the letter."""
        self.done.say("")
        self._given = recipient.given if recipient is not None else ""
        if recipient is None:
            self.name.setText(_("Nobody chosen"))
            self.address.setText(_("Look for the recipient at the left (Alt M)."))
        else:
            self.name.setText(recipient.name)
            self.address.setText(recipient.address or _("No address recorded. Hand the letter over."))
        self._extra(self.own_script, recipient.own_script if recipient is not None else "")
        case = _("Case {number}").format(number=recipient.case_number) if recipient is not None else ""
        self._extra(self.case, case)
        self._warn(recipient)
        spoken = (
            self.name.text(),
            self.own_script.text(),
            self.address.text(),
            self.case.text(),
            self.warning.text(),
        )
        self.card.setAccessibleName(", ".join(part for part in spoken if part))

    def show_order(self, order: Order, sheet: SheetRow | None = None) -> None:
        """Say what is known of the translation. The checks follow when the letter is made."""
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
        """The letter is being made, or there is none: nothing can be printed."""
        self._pages = 0
        self.fault.hide()
        self.checks.hide()
        self._dress_buttons(ready=False)

    def show_ready(self, preview: Preview) -> None:
        """The letter is made: what making it proved."""
        self.fault.hide()
        self._pages = len(preview.pages)
        steps = [Step(_("Recipient and content: the same person"), Mark.DONE)]
        if preview.order.language != SOURCE:
            steps.append(Step(_("Every paragraph is translated"), Mark.DONE))
        steps.append(Step(_("No field is missing, every character exists"), Mark.DONE))
        self.checks.show_steps(steps)
        self.checks.show()
        self._dress_buttons(ready=True)

    def show_blocked(self, fault: CaseworkerError) -> None:
        """The letter cannot be made: why, and what to do."""
        self.wait()
        told = describe(fault, _)
        self.fault.show_fault(told.happened, told.safe, told.do, fault.code)

    def show_issuing(self, how: str) -> None:
        """A letter is on its way out."""
        self.done.say("")
        button, words = (self.print_button, _("Printing")) if how == "printed" else (self.save_button, _("Saving"))
        self.print_button.setEnabled(False)
        self.save_button.setEnabled(False)
        button.set_busy(words)

    def show_issued(self, issued: Issued, at: str) -> None:
        """A letter left the program."""
        self.rest()
        if issued.where is not None:
            told = _("Saved {time} as {file}").format(time=at, file=issued.where.name)
        else:
            told = ngettext(
                "{n} page sent to the printer {time}", "{n} pages sent to the printer {time}", issued.pages
            ).format(n=issued.pages, time=at)
        self.done.say(told, Tone.OK)

    def rest(self) -> None:
        """Nothing is on its way out."""
        self.print_button.set_busy(None)
        self.save_button.set_busy(None)
        self._dress_buttons(ready=self._pages > 0)

    @property
    def waits_for_yes(self) -> bool:
        """Whether somebody who must not be told may read the letter, and nobody has said that it is made anyway."""
        return self._asks and not self.despite.isChecked()

    def _warn(self, recipient: Recipient | None) -> None:
        """Say who must not be told; a letter that one of them may read waits for a deliberate yes."""
        warned = () if recipient is None else recipient.warned
        told = [f"{warning_words(row)} · {together_words(row)}" for row in warned]
        self._asks = recipient is not None and recipient.asks
        if self._asks:
            told.append(_("The letter may be read by the wrong person. Hand it over instead."))
        self._extra(self.warning, "\n".join(told))
        self.despite.setChecked(False)
        self.despite.setVisible(self._asks)

    def _decide(self, despite: bool) -> None:
        self.decided.emit(despite)
        self._dress_buttons(ready=self._pages > 0)

    def _dress_buttons(self, *, ready: bool) -> None:
        if self.print_button.busy or self.save_button.busy:
            return
        ready = ready and not self.waits_for_yes
        words = _("Print")
        if ready and self._given:
            words = ngettext("Print {n} page to {name}", "Print {n} pages to {name}", self._pages)
        self.print_button.set_text(words.format(n=self._pages, name=self._given))
        self.print_button.setEnabled(ready and self.printing)
        self.save_button.setEnabled(ready)

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
        inner.addWidget(self.address)
        inner.addWidget(self.case)
        facts = QWidget()
        column = QVBoxLayout(facts)
        column.setContentsMargins(20, 24, 20, 12)
        column.setSpacing(10)
        column.addWidget(Label(_("The right recipient?"), "h3"))
        column.addWidget(self.card)
        column.addWidget(self.warning)
        column.addWidget(self.despite)
        column.addWidget(self.checks)
        column.addWidget(self.fault)
        column.addSpacing(6)
        column.addWidget(Hairline())
        column.addSpacing(2)
        column.addWidget(Label(_("The translation"), "h3"))
        column.addWidget(self.draft)
        column.addWidget(self.translation)
        column.addWidget(self.line)
        column.addWidget(self.texts, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        ways = QVBoxLayout()
        ways.setContentsMargins(20, 8, 20, 20)
        ways.setSpacing(8)
        ways.addWidget(self.done)
        ways.addWidget(Label(_("The log keeps what, who, version and language."), "small", "ink2", wrap=True))
        self.print_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if not self.printing:
            ways.addWidget(
                Label(
                    _("This computer's policy does not allow printing. Save the letter instead."),
                    "small",
                    "ink2",
                    wrap=True,
                    name="printingNotAllowed",
                )
            )
        ways.addWidget(self.print_button)
        ways.addWidget(self.save_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(Scroll(facts, name="letterFacts"), 1)
        outer.addLayout(ways)
