"""Idag: the page the day begins on. What waits, by last day; it promises nothing that nobody watches."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caseworker.domain.waiting import WaitingRow
from ui.desk import Desk
from ui.language import _, ngettext, weekday_text
from ui.shell.page import Command, PageWidget, Shell
from ui.today.columns import columns, spoken
from ui.today.presenter import LATER, NOW, SOON, UNDATED, TodayPresenter
from ui.widgets.button import Button
from ui.widgets.chip import KeyHint
from ui.widgets.columns import Scroll
from ui.widgets.flow import FlowLayout
from ui.widgets.listed import Listed
from ui.widgets.states import EmptyState
from ui.widgets.text import Label, Pane

MOST_OF_A_GROUP = 30


class TodayPage(PageWidget):
    """What waits in four groups; Enter opens what a row is about. Without any: the two ways onward."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        """Ask nothing before the page is shown."""
        super().__init__(_("Today"), name="todayPage")
        self._shell, self._desk = shell, desk
        self.presenter = TodayPresenter(desk, shell.runner, self)
        self._day = Label("", "body", "ink2")
        self.told = Label("", "body", "ink2", wrap=True, name="todayTold")
        self.groups = {code: self._group(code, words) for code, words in _group_words()}
        self.nothing = EmptyState(
            _("Nothing waits for you here"),
            _("Unsigned notes, looks in need and other things the program watches come here by their last day."),
            icon="check",
            tone="ok",
        )
        self._lay_out()
        self.presenter.shown.connect(self._show)
        self.presenter.failed.connect(shell.show_error)
        shell.changes.changed.connect(self.presenter.heard)

    def key_hints(self) -> Sequence[KeyHint]:
        """The ways onward."""
        new = (KeyHint("Ctrl N", _("new person")),) if self._desk.may("person.register") else ()
        return (
            KeyHint("↑ ↓", _("move")),
            KeyHint("Enter", _("open")),
            KeyHint("Ctrl K", _("search")),
            *new,
            KeyHint("Ctrl L", _("lock")),
            KeyHint("F1", _("all shortcuts")),
        )

    def activate(self, subject: object | None = None) -> None:
        """Ask what waits; the day may have changed since the page was last seen."""
        self._day.setText(weekday_text(self._desk.today()))
        self.presenter.ask()

    def commands(self) -> Sequence[Command]:
        """None of its own."""
        return ()

    # Inside
    def _group(self, code: str, words: str) -> Listed:
        group = Listed(words, columns(self._desk), spoken(self._desk), name=f"today_{code}")
        group.rows.opened.connect(self._open)
        return group

    def _show(self, groups: Mapping[str, Sequence[WaitingRow]]) -> None:
        first: Listed | None = None
        for code, group in self.groups.items():
            rows = groups.get(code, ())
            more = len(rows) - MOST_OF_A_GROUP
            note = ngettext("{n} more comes after these", "{n} more come after these", more).format(n=more)
            group.show_list(rows[:MOST_OF_A_GROUP], _things(len(rows)), note if more > 0 else "")
            first = first or (group if rows else None)
        count = sum(map(len, groups.values()))
        self.told.setText(_things(count))
        self.told.setVisible(bool(count))
        self.nothing.setVisible(not count)
        self._shell.show_count("today", count)
        if first is not None and self.isVisible() and not self._stands_somewhere():
            first.rows.choose_first()
            first.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stands_somewhere(self) -> bool:
        return any(group.rows.hasFocus() for group in self.groups.values())

    def _open(self, row: WaitingRow) -> None:
        screen, subject = row.waiting.place
        self._shell.go(screen, subject or None)

    def _lay_out(self) -> None:
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
        column.addWidget(self.told)
        column.addSpacing(8)
        column.addWidget(self.nothing)
        for group in self.groups.values():
            column.addWidget(group)
            column.addSpacing(8)
        limits = _("Last days in law are not watched yet. Check permits and deadlines in each case, as you did before.")
        column.addWidget(Label(limits, "small", "ink2", wrap=True, name="todayLimits"))
        column.addSpacing(8)
        column.addLayout(self._ways())
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(body, name="todayScroll"))

    def _ways(self) -> FlowLayout:
        buttons = FlowLayout()
        people = Button(_("Open People"), name="todayPeople", icon="users", keycap="Ctrl 2")
        people.clicked.connect(lambda: self._shell.go("people"))
        new = Button(_("New person"), name="todayNew", icon="user-plus", keycap="Ctrl N")
        new.clicked.connect(lambda: self._shell.go("intake"))
        for button, needs in ((people, "person.read"), (new, "person.register")):
            if self._desk.may(needs):
                buttons.addWidget(button)
        return buttons


def _group_words() -> tuple[tuple[str, str], ...]:
    return (
        (NOW, _("Today and late")),
        (SOON, _("Within 7 days")),
        (LATER, _("Later")),
        (UNDATED, _("Without a last day")),
    )


def _things(count: int) -> str:
    return ngettext("{n} thing", "{n} things", count).format(n=count)
