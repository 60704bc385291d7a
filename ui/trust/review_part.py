"""The review of the log at the side: what was drawn, one item at a time, three outcomes, a signature."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from caseworker.domain.review import Flag, Outcome
from caseworker.services.review import ReviewItem, ReviewState, ReviewView
from ui.language import _, clock_text, day_text, ngettext
from ui.log_words import log_words
from ui.models.lazy_rows import LazyRowsModel
from ui.moments import capital, when_text
from ui.trust.wording import flag_words, item_words, month_name, outcome_mark, outcome_words
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.field import announce
from ui.widgets.fields import Field, LineEdit, Tone
from ui.widgets.flow import FlowLayout
from ui.widgets.rows import Cell, Column, RowList
from ui.widgets.text import Label, SectionHeading

ROW_HEIGHT, MOST_ROWS, MOST_LINES = 50, 5, 5


class ItemCard(QFrame):
    """The item under the cursor: what the log says, a comment and the three outcomes. ``decided(outcome)``."""

    decided = Signal(object)

    def __init__(self, local: Callable[[datetime], datetime], today: Callable[[], date]) -> None:
        """Empty until an item is shown."""
        super().__init__()
        self._local, self._today = local, today
        self.setObjectName("reviewItem")
        self.setProperty("card", "strong")
        self.title = Label("", "strong", wrap=True, name="reviewItemTitle")
        self.what = Label("", "body", wrap=True, name="reviewItemWhat")
        self.rows = Label("", "small", "ink2", wrap=True, name="reviewItemRows")
        self.comment = Field(_("Comment"), LineEdit(limit=1000), name="reviewComment", note=_("needed for a report"))
        self.ask = Button(_("Ask"), "primary", name="reviewAsk", keycap="F")
        self.fine = Button(_("Acceptable"), name="reviewAcceptable", keycap="G")
        self.report = Button(_("Report"), name="reviewReport", keycap="M")
        self.own = Label(_("Your own doing: someone else decides it."), "small", "ink2", wrap=True, name="reviewOwn")
        outcomes = ((self.ask, Outcome.ASK), (self.fine, Outcome.ACCEPTABLE), (self.report, Outcome.REPORT))
        buttons = FlowLayout()
        for button, outcome in outcomes:
            buttons.addWidget(button)
            button.clicked.connect(lambda _on=False, outcome=outcome: self.decided.emit(outcome))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(8)
        for part in (self.title, self.what, self.rows, self.comment, self.own):
            column.addWidget(part)
        column.addLayout(buttons)

    def show_item(self, item: ReviewItem, *, signed: bool) -> None:
        """Show one item; one's own and those of a signed review can only be read."""
        self.title.setText(flag_words(item.flag))
        self.what.setText(item_words(item))
        lines = [
            " · ".join(
                part
                for part in (
                    capital(when_text(self._local(row.at), self._today())),
                    log_words(row.action),
                    _("case {number}").format(number=row.case_number) if row.case_number else "",
                )
                if part
            )
            for row in item.rows[:MOST_LINES]
        ]
        more = item.events - len(lines)
        if more > 0:
            lines.append(ngettext("and {n} more", "and {n} more", more).format(n=more))
        self.rows.setText("\n".join(lines))
        self.line.setText(item.comment)
        self.comment.say("")
        open_ = item.may_decide and not signed
        self.own.setVisible(not item.may_decide and not signed)
        self.comment.setVisible(open_ or bool(item.comment))
        self.line.setReadOnly(not open_)
        for button in (self.ask, self.fine, self.report):
            button.setVisible(open_)

    @property
    def line(self) -> LineEdit:
        """Where the comment is written."""
        editor = self.comment.editor
        if not isinstance(editor, LineEdit):
            raise TypeError("the comment is a line")
        return editor


class ReviewPart(QWidget):
    """``draw_asked()``, ``decided(review, item no, outcome, comment)``, ``sign_asked(review)``, ``receipt_asked()``."""

    draw_asked = Signal()
    decided = Signal(str, int, object, str)
    sign_asked = Signal(str)
    receipt_asked = Signal()

    def __init__(self, local: Callable[[datetime], datetime], today: Callable[[], date]) -> None:
        """Hidden until it is known that the user may review."""
        super().__init__()
        self._local, self._today = local, today
        self.view: ReviewView | None = None
        self.chip = Chip("", "warn", "hourglass", name="reviewLeft")
        self.heading = SectionHeading(_("Review of the log"), end=self.chip)
        self.about = Label("", "small", "ink2", wrap=True, name="reviewAbout")
        self.model = LazyRowsModel(self._spoken, self)
        self.rows = RowList(_("What was drawn"), name="reviewItems", columns=(Column(self._cell),), height=ROW_HEIGHT)
        self.rows.setModel(self.model)
        self.card = ItemCard(local, today)
        self.sign = Button(_("Sign the review"), "primary", name="reviewSign", keys="Ctrl+Return", icon="pencil")
        self.why = Label("", "small", "ink2", wrap=True, name="reviewWhy")
        self.draw = Button(_("Draw the next review"), "primary", name="reviewDraw", icon="list-checks")
        self.receipt = Button(_("Save the receipt"), name="reviewReceipt", icon="file-down")
        self._lay_out()
        self.rows.current_changed.connect(self._show_item)
        self.card.decided.connect(self.decide)
        self.sign.clicked.connect(lambda: self.sign_asked.emit(self.view.id if self.view else ""))
        self.draw.clicked.connect(self.draw_asked)
        self.receipt.clicked.connect(self.receipt_asked)
        self.hide()

    def show_state(self, state: ReviewState) -> None:
        """Say when the next is due and how much waits."""
        begun = state.left is not None
        self.draw.setVisible(not begun)
        self.receipt.setVisible(not begun and state.last_signed is not None)
        if not begun:
            waits = ngettext("{n} event since the last review.", "{n} events since the last review.", state.waiting)
            due = _("Due by {day}.").format(day=day_text(state.due))
            self.why.setText(f"{waits.format(n=state.waiting)} {due}")

    def show_review(self, view: ReviewView | None) -> None:
        """Show what was drawn and go to the first that is not decided."""
        self.view = view
        begun = view is not None and view.signed is None
        self.show()
        for part in (self.rows, self.card, self.sign):
            part.setVisible(begun)
        self.chip.setVisible(view is not None)
        if view is None:
            self.about.setText(_("No review has been drawn yet."))
            return
        self.heading.set_texts(_("Review of the log {month}").format(month=month_name(self._local(view.drawn).date())))
        chance = sum(item.flag is Flag.RANDOM for item in view.items)
        told = _("{events} events. {chance} drawn by chance, {flagged} flagged by rules.")
        self.about.setText(told.format(events=view.events, chance=chance, flagged=len(view.items) - chance))
        if view.signed is not None:
            self.chip.show_state(_("signed"), "ok", "circle-check")
            at = self._local(view.signed)
            by = _("Signed {day} {time} by {who}.")
            self.about.setText(
                f"{self.about.text()} " + by.format(day=day_text(at.date()), time=clock_text(at), who=view.signed_by)
            )
            return
        self.chip.show_state(_("{n} left").format(n=view.left), "warn" if view.left else "ok", "hourglass")
        self.sign.setEnabled(not view.left)
        self.why.setText(
            ngettext("When the last one is reviewed.", "When the {n} are reviewed.", view.left).format(n=view.left)
            if view.left
            else _("Your signature covers every outcome and cannot be taken back.")
        )
        self._show_rows(view)

    def decide(self, outcome: Outcome) -> None:
        """Decide the item under the cursor; a report needs words first."""
        item = self.rows.current_row()
        if item is None or self.view is None or self.view.signed or not item.may_decide:
            return
        comment = self.card.line.text().strip()
        if outcome is Outcome.REPORT and not comment:
            self.card.comment.say(_("Write what is reported and to whom."), Tone.WARN)
            self.card.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.decided.emit(self.view.id, item.no, outcome, comment)

    def _show_rows(self, view: ReviewView) -> None:
        ordered = sorted(view.items, key=lambda item: (item.flag is Flag.RANDOM, item.no))  # flags first
        self.model.show_list(ordered)
        self.rows.fit_rows(MOST_ROWS)
        self.rows.setMinimumHeight(self.rows.maximumHeight())
        place = next((n for n, item in enumerate(ordered) if item.outcome is None and item.may_decide), 0)
        if ordered:
            self.rows.setCurrentIndex(self.model.index(place, 0))
            self._show_item(ordered[place])

    def _show_item(self, item: ReviewItem | None) -> None:
        if item is not None and self.view is not None:
            self.card.show_item(item, signed=self.view.signed is not None)
            announce(self.card, f"{flag_words(item.flag)}. {item_words(item)}")

    def _cell(self, item: ReviewItem) -> Cell:
        icon, tone = outcome_mark(item.outcome)
        return Cell(flag_words(item.flag), self._under(item), icon=icon, icon_color=tone)

    def _under(self, item: ReviewItem) -> str:
        if item.outcome is not None:
            return _("{who}, {outcome}").format(who=item.who, outcome=outcome_words(item.outcome))
        when = when_text(self._local(item.rows[0].at), self._today()) if item.rows else ""
        return ", ".join(part for part in (item.who, when) if part)

    def _spoken(self, item: ReviewItem) -> str:
        return ", ".join((flag_words(item.flag), item_words(item), outcome_words(item.outcome)))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (self.heading, self.about, self.rows, self.card):
            column.addWidget(part)
        buttons = FlowLayout()
        for button in (self.sign, self.draw, self.receipt):
            buttons.addWidget(button)
        column.addLayout(buttons)
        column.addWidget(self.why)
