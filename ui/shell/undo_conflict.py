"""Why a step cannot be taken back: both values of every field that was changed since, and what hangs on it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from caseworker.domain.undo import StandsInTheWay, Step
from ui.desk import Desk
from ui.isolates import shown
from ui.language import _, clock_text, day_text
from ui.undo_words import field_words, part_words, step_words, told_pairs, value_words
from ui.widgets.columns import Scroll
from ui.widgets.question import Question
from ui.widgets.text import Hairline, Label

MOST_HEIGHT = 320
_TOP = Qt.AlignmentFlag.AlignTop


class UndoConflict(Question):
    """Shows what stands in the way; accepted when the user lets what is saved stand."""

    def __init__(self, step: Step, way: StandsInTheWay, desk: Desk, *, undo: bool, parent: QWidget | None) -> None:
        """``undo`` False: it was to be done again."""
        title = _("Cannot undo: {what}") if undo else _("Cannot redo: {what}")
        text = _("Nothing has been changed now. You can let what is saved stand; then this step is no longer offered.")
        super().__init__(
            title.format(what=step_words(step.what)),
            text,
            _("Let what is saved stand"),
            name="undoConflict",
            parent=parent,
        )
        if way.fields:
            self.body.addWidget(Label(_changed_by(way, desk), "strong", wrap=True, name="undoConflictWho"))
            self.body.addWidget(_Pairs(way, desk))
        if way.hanging:
            hangs = ", ".join(dict.fromkeys(part_words(part) for part in way.hanging))
            told = _("This hangs on it and stays: {parts}.").format(parts=hangs)
            self.body.addWidget(Label(told, "body", wrap=True, name="undoConflictHanging"))


class _Pairs(QWidget):
    """A line per field: what it is called, what the step left, what is saved now."""

    def __init__(self, way: StandsInTheWay, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("undoConflictPairs")
        ground = QWidget()
        grid = QGridLayout(ground)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(6)
        for place, head in enumerate((_("Field"), _("As you left it"), _("Saved now"))):
            grid.addWidget(Label(head, "smallaction", "ink2"), 0, place, _TOP)
        for number, pair in enumerate(told_pairs(way.fields)):
            grid.addWidget(Hairline(), 2 * number + 1, 0, 1, 3)
            values = (value_words(pair.field, value, desk.words) for value in (pair.left, pair.now))
            for place, words in enumerate((field_words(pair.field), *map(shown, values))):
                grid.addWidget(Label(words, "action" if place else "body", wrap=True), 2 * number + 2, place, _TOP)
        for place, share in enumerate((3, 4, 4)):
            grid.setColumnStretch(place, share)
        scroll = Scroll(ground, name="undoConflictScroll", label=_("Both values"))
        scroll.setMinimumHeight(min(ground.sizeHint().height() + 4, MOST_HEIGHT))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)


def _changed_by(way: StandsInTheWay, desk: Desk) -> str:
    if way.at is None:
        return _("Changed since.")
    at = desk.local(way.at)
    words = _("Changed since by {name}, {day} at {time}.")
    return words.format(name=way.by, day=day_text(at.date()), time=clock_text(at))
