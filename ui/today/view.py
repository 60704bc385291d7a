"""Idag: the page the day begins on. What waits over all cases, the worst first, and who has the ball."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseworker.domain.changes import Changes
from caseworker.domain.tasks import Filter, Horizon, Order
from caseworker.domain.waiting import Waiting, WaitingRow
from caseworker.services.backups import BackupState
from caseworker.services.today import Today, WaitRow
from ui.agenda_acts import AgendaActs
from ui.desk import Desk
from ui.language import _, day_text, ngettext, weekday_text
from ui.shell.page import Command, PageWidget, Shell
from ui.today.acts import TodayActs
from ui.today.columns import ROW_HEIGHT, columns, spoken
from ui.today.presenter import TodayPresenter
from ui.today.side import TodaySide
from ui.today.wording import place_of
from ui.widgets.button import Button
from ui.widgets.chip import KeyHint
from ui.widgets.columns import Scroll, SideColumn
from ui.widgets.field import Message, Tone
from ui.widgets.flow import FlowLayout
from ui.widgets.listed import Listed
from ui.widgets.pills import Pills
from ui.widgets.states import EmptyState
from ui.widgets.text import Label, Pane


class TodayPage(PageWidget):
    """What waits in groups by horizon. G goes where it is done, K done, S later, D to a colleague, Ö by loss or day."""

    def __init__(self, shell: Shell, desk: Desk, backups: Callable[[], BackupState] | None = None) -> None:
        """Ask nothing before the page is shown. ``backups`` tells how they stand, None where that is not told."""
        super().__init__(_("Today"), name="todayPage")
        self._shell, self._desk = shell, desk
        self.presenter = TodayPresenter(desk, shell.runner, self)
        self.agenda = AgendaActs(shell, desk, self)
        self.acts = TodayActs(self, shell, desk)
        self._backups = backups
        self._found: Today | None = None
        self._arriving = False
        self._day = Label("", "body", "ink2")
        self.told = Label("", "body", "ink2", wrap=True, name="todayTold")
        self.filters = Pills(_filter_words(), _("Show"), name="todayFilter")
        self.sorted = Button("", "quiet", name="todayOrder", keycap="Ö")
        self.behind = Message("todayBehind")
        self.groups = {one: self._group(one, words) for one, words in _group_words()}
        self.nothing = EmptyState(_("Nothing waits for you here"), "", icon="check", tone="ok")
        self.side = TodaySide(desk)
        self._lay_out()
        self._show_order()
        self._connect()

    def key_hints(self) -> Sequence[KeyHint]:
        """The ways onward."""
        acts = (
            KeyHint("G", _("do it")),
            KeyHint("K", _("done")),
            KeyHint("S", _("later")),
            KeyHint("D", _("hand over")),
            KeyHint("R", _("why?")),
        )
        return (
            KeyHint("↑ ↓", _("move")),
            KeyHint("Enter", _("open file")),
            *(acts if self.marked() is not None else ()),
            KeyHint("Ctrl Z", _("undo")),
            KeyHint("V", _("waiting for others")),
            KeyHint("F1", _("all shortcuts")),
        )

    def activate(self, subject: object | None = None) -> None:
        """Ask what waits; the day may have changed since the page was last seen."""
        self._day.setText(weekday_text(self._desk.today()))
        self._arriving = True
        self.presenter.ask()
        if self._backups is not None:
            self.presenter.ask_safe(self._backups)

    def commands(self) -> Sequence[Command]:
        """What may be done with the marked row, and with the list."""
        words = _("Sort by day") if self.presenter.order is Order.LOSS else _("Sort by what is lost")
        listed = (
            Command("today_order", words, self._turn, icon="list-checks", keys="Ö"),
            Command("today_side", _("Waiting for others"), self.columns.toggle, icon="hourglass", keys="V"),
        )
        return (*self.acts.commands(), *listed)

    def marked(self) -> WaitingRow | None:
        """The row under the cursor of the group that has the focus, or of the first that has a mark."""
        standing = [group for group in self.groups.values() if not group.isHidden()]
        standing.sort(key=lambda group: not group.rows.hasFocus())
        row = next((row for group in standing if (row := group.rows.current_row()) is not None), None)
        return row if isinstance(row, WaitingRow) else None

    def go_there(self, row: WaitingRow) -> None:
        """Open the place where a thing is done."""
        screen, subject = place_of(row.waiting)
        self._shell.go(screen, subject or None)

    def written(self, changes: Changes) -> None:
        """Something was done about a row: tell the window, which asks again."""
        self.agenda.written(changes)

    # Inside
    def _connect(self) -> None:
        shell, ask = self._shell, self.presenter
        ask.shown.connect(self._show)
        ask.failed.connect(shell.show_error)
        ask.behind.connect(self._show_behind)
        ask.done.connect(self.written)
        self.filters.chosen.connect(lambda code: ask.choose(Filter(code)))
        self.sorted.clicked.connect(self._turn)
        self.side.reminded.connect(ask.remind)
        self.side.ended.connect(lambda wait: ask.finish(wait.row))
        self.side.opened.connect(self._open_wait)
        self.side.safe.opened.connect(lambda: shell.go("trust"))
        ask.safe.connect(self.side.safe.show_state)
        self._desk.check_changed.append(lambda: self.side.safe.show_state(ask.backups))
        shell.changes.changed.connect(ask.heard)

    def _group(self, one: Horizon, words: str) -> Listed:
        named = columns(self._desk)
        group = Listed(words, named, spoken(self._desk), name=f"today_{one}", most=999, height=ROW_HEIGHT)
        group.rows.opened.connect(self._open)
        group.rows.left.connect(lambda step, one=one: self._cross(one, step))
        group.rows.current_changed.connect(lambda _row: self._shell.refresh_hints())
        return group

    def _cross(self, one: Horizon, step: int) -> None:
        """Go on in the next group, at its near end."""
        shown = [code for code, group in self.groups.items() if not group.isHidden()]
        place = shown.index(one) + step
        if 0 <= place < len(shown):
            here, there = self.groups[one].rows, self.groups[shown[place]].rows
            model = there.model()
            here.clearSelection()
            there.setCurrentIndex(model.index(0 if step > 0 else model.rowCount() - 1, 0))
            there.setFocus(Qt.FocusReason.OtherFocusReason)
            here.setCurrentIndex(here.model().index(-1, 0))

    def _show(self, found: Today) -> None:
        first: Listed | None = None
        for group in found.groups:
            listed = self.groups[group.horizon]
            more = group.count - len(group.rows)
            note = ngettext("{n} more comes after these", "{n} more come after these", more).format(n=more)
            marked = listed.rows.current_row()
            listed.show_list(group.rows, _things(group.count), note if more > 0 else "")
            _mark_again(listed, marked, group.rows)
            first = first or (listed if group.rows else None)
        self._tell(found)
        self.filters.show_counts({one.value: count for one, count in found.counts.items()})
        self.side.show_waits(found.waits, found.more_waits)
        self.nothing.setVisible(first is None)
        self._shell.show_count("today", found.counts[Filter.ALL])
        if first is not None and self._arriving and self.isVisible():
            self._arriving = False
            first.rows.choose_first()
            first.rows.setFocus(Qt.FocusReason.OtherFocusReason)
        elif first is not None and self.marked() is None:  # the marked row is gone, with its group
            first.rows.choose_first()
        self._shell.refresh_hints()

    def _tell(self, found: Today) -> None:
        count = sum(group.count for group in found.groups)
        parts = [_("{things} over all cases.").format(things=_things(count))]
        if found.urgent:
            urgent = ngettext("{n} does not bear waiting.", "{n} do not bear waiting.", found.urgent)
            parts.append(urgent.format(n=found.urgent))
        if found.raised:
            raised = ngettext("{n} last day reminds now.", "{n} last days remind now.", found.raised)
            parts.append(raised.format(n=found.raised))
        if found.put_off and found.next_day:
            later = ngettext("{n} is put off, to {day}.", "{n} are put off, the next to {day}.", found.put_off)
            parts.append(later.format(n=found.put_off, day=day_text(found.next_day)))
        self.told.setText(" ".join(parts))
        coming = _("The next comes back on {day}.").format(day=day_text(found.next_day)) if found.next_day else ""
        everything = _("Last days in law, reminders, visits and what the program watches come here by their last day.")
        self.nothing.set_texts(_("Nothing waits for you here"), coming or everything)
        self._found = found

    def _show_behind(self, fault: Exception | None) -> None:
        """Tell from which day the list is when nothing can be worked out anew."""
        found = self._found
        if fault is None or found is None:
            self.behind.say("")
            return
        day = _("never") if found.worked_out is None else day_text(found.worked_out)
        told = ngettext(
            "Last days in law cannot be worked out now. Those shown are of {day}; {n} person is not covered.",
            "Last days in law cannot be worked out now. Those shown are of {day}; {n} people are not covered.",
            found.behind,
        )
        self.behind.say(told.format(day=day, n=found.behind), Tone.WARN)

    def _open(self, row: WaitingRow) -> None:
        if row.waiting.person:
            self._shell.go("person", row.waiting.person)
        else:
            self.go_there(row)

    def _open_wait(self, wait: WaitRow) -> None:
        self._shell.go("person", wait.row.waiting.person)

    def _turn(self) -> None:
        self.presenter.turn()
        self._show_order()

    def _show_order(self) -> None:
        by_loss = self.presenter.order is Order.LOSS
        self.sorted.set_text(_("Sorted: loss, then day") if by_loss else _("Sorted: day, then loss"))

    def _lay_out(self) -> None:
        body = Pane("surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(12, 20, 12, 24)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Label(_("Today"), "h1"))
        head.addWidget(self._day)
        head.addStretch(1)
        chosen = QHBoxLayout()
        chosen.addWidget(self.filters, 1)
        chosen.addWidget(self.sorted)
        top = QWidget()
        inner = QVBoxLayout(top)
        inner.setContentsMargins(12, 0, 12, 0)
        inner.setSpacing(8)
        inner.addLayout(head)
        for part in (self.told, self.behind):
            inner.addWidget(part)
        inner.addLayout(chosen)
        empty = QHBoxLayout()  # of a row its width is taken as it is; straight in the column its words were cut
        empty.addWidget(self.nothing, 9)
        empty.addStretch(1)
        inner.addLayout(empty)
        column.addWidget(top)
        for group in self.groups.values():
            group.inset(12)
            column.addWidget(group)
            column.addSpacing(8)
        ways = QWidget()
        ways.setLayout(self._ways())
        ways.setContentsMargins(12, 0, 12, 0)
        column.addWidget(ways)
        column.addStretch(1)
        self.columns = SideColumn(Scroll(body, name="todayScroll"), self.side, width=256)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.columns)

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


def _mark_again(listed: Listed, marked: object, rows: Sequence[WaitingRow]) -> None:
    """Let the mark follow its thing when others came before it or went; when it is gone itself, its place is marked."""
    here = listed.rows.current_row()
    if isinstance(marked, WaitingRow) and not (isinstance(here, WaitingRow) and _thing(here) == _thing(marked)):
        things = [_thing(row) for row in rows]
        if _thing(marked) in things:
            listed.rows.setCurrentIndex(listed.model.index(things.index(_thing(marked)), 0))


def _thing(row: WaitingRow) -> tuple[str, Waiting | str]:
    """What a row is about: it has a name, or stands for itself."""
    return row.waiting.person, row.waiting.key or row.waiting


def _group_words() -> tuple[tuple[Horizon, str], ...]:
    return (
        (Horizon.NOW, _("Today and late")),
        (Horizon.SOON, _("Within 7 days")),
        (Horizon.LATER, _("Within 60 days")),
        (Horizon.AHEAD, _("Further ahead")),
        (Horizon.UNDATED, _("Without a last day")),
    )


def _filter_words() -> Sequence[tuple[str, str]]:
    words: Mapping[Filter, str] = {
        Filter.ALL: _("All"),
        Filter.MINE: _("Mine"),
        Filter.NOBODY: _("Without caseworker"),
        Filter.CHILDREN: _("Children"),
        Filter.MONEY: _("Money"),
    }
    return [(one.value, text) for one, text in words.items()]


def _things(count: int) -> str:
    return ngettext("{n} thing", "{n} things", count).format(n=count)
