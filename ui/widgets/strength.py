"""How hard a passphrase is to guess: four bars and one sentence. Judges nothing itself."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.language import _
from ui.theme import theme
from ui.widgets.field import announce
from ui.widgets.paint import draw_frame
from ui.widgets.text import Label

BARS = 4


class StrengthWords(QWidget):
    """Bars, a word in bold and the reason; the sentence is read aloud politely when the word changes."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setObjectName("strength")
        self._bars = _Bars()
        self.word = Label("", "strong", name="strengthWord")
        self.reason = Label("", "body", wrap=True, name="strengthReason")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._bars)
        row.addWidget(self.word)
        row.addWidget(self.reason, 1)
        self.setAccessibleName(_("How hard to guess"))

    def show_strength(self, score: int, reason: str, *, accepted: bool) -> None:
        """``score`` 0 to 4; below acceptance the word says so whatever the score."""
        words = (_("Very weak."), _("Weak."), _("Weak."), _("Fair."), _("Strong."))
        word = words[score] if accepted or score < 3 else words[2]
        tone = "ok" if accepted else "warn"
        changed = word != self.word.text()
        self._bars.show_score(score if accepted else min(score, 2), tone)
        self.word.setText(word)
        self.word.set_tone(tone)
        self.reason.setText(reason)
        if changed:
            announce(self, f"{word} {reason}")

    def clear(self) -> None:
        """Nothing typed."""
        self._bars.show_score(0, "warn")
        self.word.setText("")
        self.reason.setText("")


class _Bars(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._score, self._tone = 0, "warn"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_score(self, score: int, tone: str) -> None:
        self._score, self._tone = score, tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(132, theme().px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill = "okgfx" if self._tone == "ok" else "warngfx"
        for number in range(BARS):
            place = QRect(number * 34, self.height() // 2 - 2, 30, 5)
            draw_frame(painter, place, fill=fill if number < self._score else "sunken", border=None, radius=2.5)
