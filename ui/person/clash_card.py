"""Two values for one field: the user's own and what was saved meanwhile. One is chosen, the other stays in the log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.language import _, clock_text, day_text
from ui.widgets.button import Button
from ui.widgets.choice import Alternative, RadioList
from ui.widgets.field import announce
from ui.widgets.text import Label

MINE, THEIRS = "mine", "theirs"
LONGEST = 30  # characters: a card at the side is no wider


@dataclass(frozen=True, slots=True)
class Clash:
    """One field with both values in words. ``code`` is the field's as the log keeps it."""

    field: str
    code: str
    label: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Saver:
    """Who saved meanwhile, and when (local time); "" and None when it is not known."""

    name: str = ""
    at: datetime | None = None

    def words(self) -> str:
        """Name, day and clock."""
        if self.at is None:
            return _("saved meanwhile")
        return _("{name}, {day} {time}").format(name=self.name, day=day_text(self.at.date()), time=clock_text(self.at))


class ClashCard(QFrame):
    """A card in the form. ``settled(choices)`` maps each field to "mine" or "theirs" when the button is pressed."""

    settled = Signal(object)

    def __init__(self, clashes: Sequence[Clash], saver: Saver, *, name: str, can_keep_mine: bool = True) -> None:
        """``name`` begins the objectNames; with ``can_keep_mine`` False only what is saved can hold."""
        super().__init__()
        self.setObjectName(name)
        self.setProperty("card", "strong")
        title = _("Changed by somebody else while you wrote")
        self.setAccessibleName(title)
        self.clashes = tuple(clashes)
        self.choices: dict[str, RadioList] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(8)
        column.addWidget(Label(title, "strong", wrap=True))
        for clash in self.clashes:
            column.addWidget(Label(clash.label, "smallaction", "ink2", wrap=True))
            rows = [
                Alternative(MINE, _short(clash.mine), _("You, now")),
                Alternative(THEIRS, _short(clash.theirs), saver.words()),
            ]
            both = RadioList(rows, clash.label, name=f"{name}_{clash.field}", cards=True)
            both.choose(MINE if can_keep_mine else THEIRS)
            if not can_keep_mine:
                both.allow({THEIRS})
            self.choices[clash.field] = both
            column.addWidget(both)
        self.keep = Button(_("Keep what is chosen"), "primary", name=f"{name}Keep")
        self.keep.clicked.connect(self._settle)
        row = QHBoxLayout()
        row.addWidget(self.keep)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(Label(_("The other value stays in the log of the file."), "small", "ink2", wrap=True))

    def begin(self) -> None:
        """Say what happened and put the focus on the first choice."""
        announce(self, self.accessibleName())
        first = next(iter(self.choices.values()), None)
        if first is not None and self.isVisible():
            first.focus_chosen()
        QTimer.singleShot(0, self._come_into_view)

    def _come_into_view(self) -> None:
        around: QWidget | None = self
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(self)

    def choices_made(self) -> Mapping[str, str]:
        """Which value holds, by field."""
        return {field: both.code() for field, both in self.choices.items()}

    def _settle(self) -> None:
        self.settled.emit(self.choices_made())


def _short(value: str) -> str:
    flat = " ".join(value.split()) or _("Nothing")
    return flat if len(flat) <= LONGEST else flat[: LONGEST - 1] + "…"
