"""Today (Idag): the page the day begins on. It promises nothing it does not know: no deadlines are watched here yet."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ui.language import _, weekday_text
from ui.shell.page import Command, PageWidget, Shell
from ui.widgets.button import Button
from ui.widgets.chip import KeyHint
from ui.widgets.columns import Scroll
from ui.widgets.flow import FlowLayout
from ui.widgets.states import EmptyState
from ui.widgets.text import Label, Pane


class TodayPage(PageWidget):
    """The empty state with the two ways onward: search a person, or register a new one."""

    def __init__(self, shell: Shell, today: Callable[[], date], may: Callable[[str], bool]) -> None:
        """``today`` returns the day it is in Sweden; ``may`` tells whether the user holds a permission."""
        super().__init__(_("Today"), name="todayPage")
        self._shell, self._today, self._registers = shell, today, may("person.register")
        self._day = Label("", "body", "ink2")
        body = Pane("surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Label(_("Today"), "h1"))
        head.addWidget(self._day)
        head.addStretch(1)
        column.addLayout(head)
        column.addSpacing(16)
        column.addWidget(
            EmptyState(
                _("Nothing to show today"),
                _(
                    "The program does not watch last days yet. Check permits and deadlines in each case, "
                    "as you did before."
                ),
                icon="info",
                tone="info",
            )
        )
        column.addSpacing(8)
        buttons = FlowLayout()
        people = Button(_("Open People"), "primary", name="todayPeople", icon="users", keycap="Ctrl 2")
        people.clicked.connect(lambda: shell.go("people"))
        new = Button(_("New person"), name="todayNew", icon="user-plus", keycap="Ctrl N")
        new.clicked.connect(lambda: shell.go("intake"))
        for button, needs in ((people, "person.read"), (new, "person.register")):
            if may(needs):
                buttons.addWidget(button)
        column.addLayout(buttons)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(body, name="todayScroll"))

    def key_hints(self) -> Sequence[KeyHint]:
        """The ways onward."""
        new = (KeyHint("Ctrl N", _("new person")),) if self._registers else ()
        return (
            KeyHint("Ctrl K", _("search")),
            *new,
            KeyHint("Ctrl L", _("lock")),
            KeyHint("F1", _("all shortcuts")),
        )

    def activate(self, subject: object | None = None) -> None:
        """The day may have changed since the page was last seen."""
        self._day.setText(weekday_text(self._today()))

    def commands(self) -> Sequence[Command]:
        """None of its own."""
        return ()
