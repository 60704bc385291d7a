"""What a protected person's file shows besides the file: the banner, the way in for five minutes, the marks.

Shows who may read and who looked last; never a name of hers.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from math import ceil

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from caseworker.domain.protection import ProtectionKind, ProtectionMark, ProtectionView
from ui.language import _, clock_text, day_text
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.paint import draw_frame
from ui.widgets.text import Icon, Label


def kind_words(kind: ProtectionKind) -> str:
    """How she is protected."""
    words = {
        ProtectionKind.SECRECY_MARK: _("Secrecy marking"),
        ProtectionKind.PROTECTED_REGISTRATION: _("Protected population registration"),
        ProtectionKind.FICTITIOUS: _("Fictitious personal data"),
    }
    return words[kind]


def marks() -> tuple[Chip, ...]:
    """What holds for every protected person, as chips."""
    return (
        Chip(_("Never call relatives"), "danger", "phone", name="neverCall"),
        Chip(_("No printing"), "danger", "printer", name="noPrinting"),
        Chip(_("Counted only among Others"), "neutral", "table", name="countedOthers"),
    )


class ProtectedBanner(QWidget):
    """One line across the page: that she is protected, and whether her details are open just now."""

    def __init__(self) -> None:
        """Hidden until a protected file is shown."""
        super().__init__()
        self.setObjectName("protectedBanner")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.kind = Label("", "strong", "danger", name="protectedKind")
        self.text = Label("", "body", "danger", wrap=True, name="protectedText")
        self.left = Label("", "strong", "danger", name="protectedLeft")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(8)
        row.addWidget(Icon("shield-alert", 16, "danger"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)
        row.addWidget(self.left, 0, Qt.AlignmentFlag.AlignTop)
        self._until: datetime | None = None
        self._clock: Callable[[], datetime] = lambda: datetime.now(UTC)
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self.count)
        self.hide()

    def count_with(self, clock: Callable[[], datetime]) -> None:
        """Take the clock that the countdown reads."""
        self._clock = clock

    def count(self) -> None:
        """Say how many minutes and seconds are left; nothing while nothing is open."""
        left = 0 if self._until is None else max(0, ceil((self._until - self._clock()).total_seconds()))
        self.left.setText(
            _("{minutes}:{seconds} left").format(minutes=left // 60, seconds=f"{left % 60:02d}") if left else ""
        )
        self.left.setVisible(bool(left))
        if not left:
            self._second.stop()

    def show_mark(self, mark: ProtectionMark | None, until: datetime | None) -> None:
        """Show how she is protected; ``until`` is the Swedish time when what is open closes."""
        self.setVisible(mark is not None)
        self._until = None if mark is None else mark.open_until
        if self._until is not None:
            self._second.start()
        self.count()
        if mark is None:
            return
        self.kind.setText(_("{kind}.").format(kind=kind_words(mark.kind)))
        if until is None:
            told = _("Names, numbers, addresses, telephone and notes are hidden. Mail goes through the Tax Agency.")
        else:
            told = _("Her details are shown until {time}. Look around you: who else sees the screen?").format(
                time=clock_text(until)
            )
        self.text.setText(told)
        self.setAccessibleName(f"{self.kind.text()} {told}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground."""
        draw_frame(QPainter(self), QRect(0, 0, self.width(), self.height()), fill="dangersoft", border=None, radius=0)


class ProtectedSide(QWidget):
    """The way in at the right of the head. ``reveal_asked()`` and ``hide_asked()``."""

    reveal_asked = Signal()
    hide_asked = Signal()

    def __init__(self) -> None:
        """Hidden until a protected file is shown."""
        super().__init__()
        self.setObjectName("protectedSide")
        self._open = False
        self.button = Button("", name="revealProtected", keys="Ctrl+Shift+V", icon="eye")
        self.needs = Label("", "small", "ink2", name="protectedNeeds")
        self.last = Label("", "small", "ink2", name="protectedLast")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.button, self.needs, self.last):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignRight)
        self.button.clicked.connect(self._pressed)
        self.hide()

    def show_view(self, view: ProtectionView, last: datetime | None, *, is_open: bool) -> None:
        """Show what the user may do; ``last`` is the Swedish time of the last look."""
        self._open = is_open
        self.button.set_text(_("Hide the details") if is_open else _("Show details for 5 minutes"))
        self.button.setEnabled(is_open or view.may_read)
        if view.may_read:
            self.needs.setText(_("Needs a reason. Every look is logged."))
        else:
            self.needs.setText(_("May be read by {names}").format(names=", ".join(view.readers)))
        seen = view.last_look
        if seen is None or last is None:
            self.last.setText(_("Never shown"))
        else:
            self.last.setText(_("Last shown {day} by {who}").format(day=day_text(last.date()), who=seen.who))
        if view.proposal is not None:
            self.last.setText(_("New readers are proposed and wait for another reader"))
        elif view.too_few:
            self.last.setText(_("Too few may read. Name another reader"))
        elif view.lost:
            self.last.setText(
                _("New key at the next look: {names} can no longer read").format(names=", ".join(view.lost))
            )
        self.show()

    def _pressed(self) -> None:
        (self.hide_asked if self._open else self.reveal_asked).emit()
