"""One person's next steps in one language, as she sees them: greeting, title, three cards, and what she may do.

Made anew for each language and size; everything on it was read before the screen was turned.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from caseworker.services.client_view import ClientPage, ClientStep, StepMark
from ui.client.parts import Large, Picture, StateMark, Words
from ui.theme import theme
from ui.widgets.paint import draw_frame
from ui.widgets.text import Icon, Pane

WIDEST = 1200  # px at 100 %
_PICTURES = {
    "visit_office": ("calendar-days", "info"),
    "visit_home": ("house", "info"),
    "visit_elsewhere": ("map-pin", "info"),
    "visit_phone": ("phone", "info"),
    "samordning": ("handshake", "accent"),
    "boende": ("house", "accent"),
    "utbildning": ("graduation-cap", "info"),
    "arbete": ("briefcase", "info"),
    "halsa": ("heart-pulse", "ok"),
    "fritid": ("users", "accent"),
    "barn": ("baby", "accent"),
    # areas of interventions recorded before these
    "sfi": ("graduation-cap", "info"),
    "samhallsorientering": ("book-open", "info"),
    "etablering": ("briefcase", "info"),
    "ekonomi": ("wallet", "accent"),
    "skola": ("school", "accent"),
    "tillstand": ("id-card", "accent"),
    "natverk": ("users", "accent"),
}
_OTHER = ("footprints", "accent")
_FROM_LEFT, _POP = "\u2066", "\u2069"  # the Swedish words keep their own order on every page


class ClientSheet(Pane):
    """``language_asked(code)``, ``size_asked(bool)`` with True for the larger, ``print_asked()``."""

    language_asked = Signal(str)
    size_asked = Signal(bool)
    print_asked = Signal()

    def __init__(self, page: ClientPage, others: Sequence[tuple[str, str]], *, larger: bool, prints: bool) -> None:
        """``others`` are code and own name of the languages there are."""
        super().__init__("canvas")
        self.setObjectName("clientSheet")
        self.page, self._larger = page, larger
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft if page.rtl else Qt.LayoutDirection.LeftToRight)
        size = "larger" if larger else "display"
        self._roles = [f"{size}{n}" for n in (1, 2, 3, 4, "strong")]
        self.languages = {code: Large(name, "display4", name=f"clientLanguage_{code}") for code, name in others}
        self.sizes = (
            Large(page.sample, "display4", name="clientSmaller"),
            Large(page.sample, "larger2", name="clientLarger"),
        )
        self.print_button = Large(page.words["print"], self._roles[3], name="clientPrint", icon="printer", filled=True)
        self.print_button.setVisible(prints)
        self.cards = [_Card(step, page, self._roles, number) for number, step in enumerate(page.steps, 1)]
        self.said = self._text(page.words["not_printed"], 4, "danger", name="clientSaid")
        self.said.hide()
        self._lay_out(prints=prints)
        self._connect()

    def show_printing(self) -> None:
        """The page was asked for: it prints once."""
        self.print_button.setEnabled(False)
        self.print_button.show_words(self.page.words["printing"])

    def show_not_printed(self) -> None:
        """Printing failed; why is told to the caseworker, not to the room."""
        self.print_button.hide()
        self.said.show()

    def _text(self, text: str, size: int, tone: str = "ink", *, name: str = "") -> Words:
        return Words(text, self._roles[size - 1], tone, rtl=self.page.rtl, name=name)

    def _lay_out(self, *, prints: bool) -> None:
        page, px = self.page, theme().px
        column = QVBoxLayout()
        column.setSpacing(px(12))
        column.addWidget(self._top())
        column.addWidget(self._text(page.title, 1, name="clientTitle"))
        about = " ".join([page.about, *([page.words["take"]] if prints else [])])
        column.addWidget(self._text(about, 4, "ink2", name="clientAbout"))
        for card in self.cards:
            column.addWidget(card)
        if page.more:
            column.addWidget(self._text(page.words["more"], 4, "ink2", name="clientMore"))
        column.addLayout(self._foot())
        column.addWidget(self.said)
        if page.draft:
            small = f"{page.draft} · {_FROM_LEFT}{page.draft_in_swedish}{_POP}"
            column.addWidget(Words(small, "body", "ink2", rtl=page.rtl, name="clientDraft"))
        column.addStretch(1)
        inner = QWidget()
        inner.setLayout(column)
        inner.setMaximumWidth(px(WIDEST))
        outer = QHBoxLayout(self)
        outer.setContentsMargins(px(24), px(8), px(24), px(8))
        outer.addStretch(1)
        outer.addWidget(inner, 100)
        outer.addStretch(1)

    def _top(self) -> QWidget:
        """The greeting where the page begins; languages and sizes at the other end, or below where there is no room."""
        choices = QHBoxLayout()
        choices.setSpacing(8)
        choices.addWidget(Icon("languages", 24, "ink2"))
        for button in (*self.languages.values(), *self.sizes):
            button.setCheckable(True)
            choices.addWidget(button)
        self.languages[self.page.language].setChecked(True)
        self.sizes[self._larger].setChecked(True)
        for button, words in zip(self.sizes, ("smaller", "larger"), strict=True):
            button.setAccessibleName(self.page.words[words])
        return _Beside(self._text(self.page.greeting, 5, name="clientGreeting"), choices, share=0.33)

    def _foot(self) -> QBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme().px(24))
        row.addWidget(self.print_button, 0, Qt.AlignmentFlag.AlignTop)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(self._text(self.page.wrong, 4, name="clientWrong"))
        if self.page.phone:
            told.addWidget(self._text(self.page.phone, 4, "ink2", name="clientPhone"))
        row.addLayout(told, 1)
        return row

    def _connect(self) -> None:
        for code, button in self.languages.items():
            button.clicked.connect(lambda _on=False, asked=code: self.language_asked.emit(asked))
        for larger, button in enumerate(self.sizes):
            button.clicked.connect(lambda _on=False, asked=bool(larger): self.size_asked.emit(asked))
        self.print_button.clicked.connect(self.print_asked)


class _Beside(QWidget):
    """Words and what belongs to them: beside each other while the words keep their share, else under each other."""

    def __init__(self, words: QWidget | QLayout, marks: QLayout, *, share: float = 0.5) -> None:
        super().__init__()
        self._marks, self._share = marks, share
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme().px(12))
        if isinstance(words, QWidget):
            self._row.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
        else:
            self._row.addLayout(words, 1)
        self._row.addLayout(marks)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn when the width asks for it."""
        super().resizeEvent(event)
        fits = self._marks.sizeHint().width() < self.width() * (1 - self._share)
        turned = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != turned:
            self._row.setDirection(turned)


class _Card(QWidget):
    """A step: picture, what, when, where and how it stands."""

    def __init__(self, step: ClientStep, page: ClientPage, roles: Sequence[str], number: int) -> None:
        super().__init__()
        px = theme().px
        self.setObjectName(f"clientStep{number}")
        self.setAccessibleName(", ".join(filter(None, (step.what, step.when, step.where, step.state))))
        words = QVBoxLayout()
        words.setSpacing(0)
        for text, role, tone in (
            (step.what, roles[1], "ink"), (step.when, roles[2], "ink"), (step.where, roles[3], "ink2")
        ):  # fmt: skip
            if text:
                words.addWidget(Words(text, role, tone, rtl=page.rtl))
        self.marks = QVBoxLayout()
        self.marks.setSpacing(px(8))
        settled = step.mark is StepMark.SETTLED
        state = ("ok", "check") if settled else ("warn", "hourglass")
        self._mark(StateMark(step.state, roles[3], *state, name=f"clientState{number}"))
        if not step.translated:
            needed = page.words["interpreter_needed"]
            self._mark(StateMark(needed, roles[3], "warn", "languages", name=f"clientInterpreter{number}"))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(26), px(14), px(26), px(14))
        row.setSpacing(px(26))
        row.addWidget(Picture(*_PICTURES.get(step.picture, _OTHER)), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(_Beside(words, self.marks), 1)

    def _mark(self, mark: StateMark) -> None:
        self.marks.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground."""
        draw_frame(QPainter(self), self.rect(), fill="surface", border="line2", radius=14)
