"""Why the sum need not add up, told with the row the cursor is on, and three facts that always hold."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseworker.domain.counts.classes import TOTAL
from caseworker.domain.counts.noise import MAX_NOISE
from ui.language import _
from ui.send.figures import FigureRow, Figures
from ui.send.wording import row_words
from ui.widgets.chip import Keycap
from ui.widgets.text import Hairline, Icon, Label


class WhySums(QWidget):
    """Key R shows and hides it."""

    def __init__(self) -> None:
        """Start without a row."""
        super().__init__()
        self.setObjectName("whySums")
        self.text = Label("", "body", wrap=True, name="whySumsText")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Icon("circle-help", 16, "info"))
        head.addWidget(Label(_("Why the sum need not add up"), "strong"))
        head.addStretch(1)
        head.addWidget(Keycap("R"))
        words = QVBoxLayout()
        words.setContentsMargins(24, 0, 0, 0)
        words.setSpacing(10)
        words.addWidget(self.text)
        words.addLayout(_facts())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addWidget(Hairline(strong=True))
        column.addSpacing(2)
        column.addLayout(head)
        column.addLayout(words)

    def show_row(self, figures: Figures, row: FigureRow | None) -> None:
        """Explain with the numbers that leave in this row."""
        self.text.setText(_example(figures, row))


def _example(figures: Figures, row: FigureRow | None) -> str:
    general = _(
        "Each number is changed on its own, at most {n} up or down. If the sums added up, somebody could count "
        "backwards. Do not add parts together, use the total."
    ).format(n=MAX_NOISE)
    sent = dict(zip(figures.sexes.codes, (one.sent for one in row.figures), strict=True)) if row is not None else {}
    women, men, total = (sent.get(sex) for sex in ("woman", "man", TOTAL))
    if row is None or women is None or men is None or total is None:
        return general
    told = _("{row}: {women} women and {men} men leave, and the total is {total}. That they add up is chance.")
    if women + men != total:
        told = _("{row}: {women} women and {men} men leave, but the total is {total}, not {sum}.")
    words = row_words(figures, row.status, row.age)
    return told.format(row=words, women=women, men=men, total=total, sum=women + men) + " " + general


def _facts() -> QHBoxLayout:
    facts = (
        (_("0 is always 0"), _("Nothing to protect there.")),
        (_("1 and 2 never leave"), _("They become 0, 3 or more.")),
        (_("Same group, same number"), _("Every month, in every table.")),
    )
    line = QHBoxLayout()
    line.setSpacing(20)
    for title, text in facts:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Label(title, "smallstrong", wrap=True))
        column.addWidget(Label(text, "small", "ink2", wrap=True))
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        line.addLayout(column, 1)
    return line
