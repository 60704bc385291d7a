"""The page Personer: a search field over the list of everybody, and what to say when there is nobody to show."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from caseworker.domain.rows import PersonRow
from ui.desk import Desk
from ui.exporting import ask_for_list
from ui.language import _, ngettext
from ui.people.columns import columns, titles
from ui.people.presenter import MOST_HITS, PeoplePresenter
from ui.shell.page import Command, PageWidget, Shell
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.chip import KeyHint
from ui.widgets.fields import LineEdit, announce
from ui.widgets.paint import Ink, draw_text
from ui.widgets.rows import Column, RowList, column_rects
from ui.widgets.states import EmptyState, ErrorCard, LoadingLines
from ui.widgets.text import Hairline, Label
from ui.wording import code_of, sentence_of


class PeoplePage(PageWidget):
    """Personer. Enter opens the file, Ctrl N begins a new person, Ctrl F goes to the search field."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        """Build the page; people are asked for when it is shown."""
        super().__init__(_("People"), name="peoplePage")
        self._shell, self._desk = shell, desk
        self.presenter = PeoplePresenter(desk, shell.runner, self)
        self.search = LineEdit(placeholder=_("Name, number, telephone or case number"), limit=120)
        self.search.setObjectName("peopleSearch")
        self.search.setAccessibleName(_("Search among people"))
        self.search.setClearButtonEnabled(False)
        self.search.installEventFilter(self)
        rows = columns(desk.words, desk.today)
        self.list = RowList(_("People"), name="peopleList", columns=rows, height=56)
        self.list.setModel(self.presenter.model)
        self.new_button = Button(_("New person"), "primary", name="newPerson", keycap="Ctrl N", icon="user-plus")
        self.import_button = Button(_("Read in from Excel"), name="peopleImport", keycap="Ctrl ⇧ I", icon="table")
        self.pairs_button = Button(_("Same person?"), name="peoplePairs", icon="users")
        self.count = Label("", "body", "ink2", name="peopleCount")
        self.fault = ErrorCard(name="peopleFault")
        self.waiting = LoadingLines(name="peopleWaiting")
        self.nobody = EmptyState("", "", icon="users", tone="ink2")
        self._meant = False
        self._lay_out(rows)
        if not desk.may("people.import"):
            self.import_button.hide()
        if not desk.may("person.link"):
            self.pairs_button.hide()
        self._connect()

    def key_hints(self) -> Sequence[KeyHint]:
        """Keys of the list."""
        return (
            KeyHint("↑ ↓", _("move")),
            KeyHint("Enter", _("open file")),
            KeyHint("Ctrl F", _("search here")),
            KeyHint("Ctrl N", _("new person")),
        )

    def commands(self) -> Sequence[Command]:
        """What can be asked for here."""
        return (
            Command("people_find", _("Search among people"), self.search.setFocus, icon="search", keys="Ctrl+F"),
            *self._lists(),
        )

    def _lists(self) -> Sequence[Command]:
        if not self._desk.may("people.export_list"):
            return ()
        return (Command("people_list", _("Take out a list"), self._take_out, icon="file-down", keys="Ctrl+Shift+E"),)

    def _take_out(self) -> None:
        people = [row.id for row in self.presenter.hits] if self.presenter.text else None
        ask_for_list(self._shell, self._desk, people, self)

    def activate(self, subject: object | None = None) -> None:
        """Ask again, and let the writing begin at once."""
        self.presenter.ask()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the field: Down goes to the list, Enter opens the first hit, Esc empties the field."""
        if watched is not self.search or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Down:
            self.list.choose_first()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._settle()
            return True
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            return True
        return False

    def _lay_out(self, rows: Sequence[Column]) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Label(_("People"), "h1"))
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.pairs_button)
        head.addWidget(self.import_button)
        head.addWidget(self.new_button)
        listing = QWidget()
        inner = QVBoxLayout(listing)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(_Heads(self.list, rows))
        inner.addWidget(Hairline(strong=True))
        inner.addWidget(self.list, 1)
        self._stack = QStackedWidget()
        for state in (listing, _padded(self.nobody), _padded(self.fault)):
            self._stack.addWidget(state)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(12)
        self.search.setMaximumWidth(theme().px(560))
        column.addWidget(self.search)
        column.addSpacing(16)
        column.addWidget(self.waiting)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.presenter.typed)
        self.list.opened.connect(self._open)
        self.new_button.clicked.connect(self._new)
        self.import_button.clicked.connect(lambda: self._shell.go("import"))
        self.pairs_button.clicked.connect(lambda: self._shell.go("pairs"))
        self.presenter.listed.connect(self._listed)
        self.presenter.found.connect(self._found)
        self.presenter.failed.connect(self._failed)
        self.presenter.waiting.connect(lambda: self.waiting.start(_("Looking in the register")))
        self._shell.changes.changed.connect(self.presenter.heard)

    def _listed(self, count: int) -> None:
        self.waiting.stop()
        self.count.setText(ngettext("{n} person", "{n} people", count).format(n=_thousands(count)))
        self.nobody.set_texts(
            _("Nobody is registered yet"), _("Begin with the first person: a name or a number is enough. Press Ctrl N.")
        )
        self._stack.setCurrentIndex(0 if count else 1)

    def _found(self, count: int) -> None:
        self.waiting.stop()
        more = count >= MOST_HITS
        shown = _("the first {n} matches") if more else ngettext("{n} match", "{n} matches", count)
        self.count.setText(shown.format(n=count))
        self.nobody.set_texts(
            _("Nobody matches"),
            _("Try part of the name, or the name in its own script. If the person is new, press Ctrl N."),
        )
        self._stack.setCurrentIndex(0 if count else 1)
        announce(self.search, self.count.text())
        if self._meant:
            self._meant = False
            self._go_on(count)

    def _failed(self, fault: Exception) -> None:
        self.waiting.stop()
        told = sentence_of(fault)
        again = Button(_("Try again"), name="peopleRetry", icon="refresh-cw")
        again.clicked.connect(self.presenter.ask)
        self.fault.show_fault(told.happened, told.safe, told.do, code_of(fault), (again,))
        self._stack.setCurrentIndex(2)

    def _settle(self) -> None:
        if not self.presenter.text:
            self._go_on(0)
            return
        self._meant = True
        self.presenter.ask()

    def _go_on(self, hits: int) -> None:
        self.presenter.settle()
        if hits == 1:
            self._open(self.presenter.model.row(0))
        elif self.presenter.model.rowCount():
            self.list.choose_first()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, row: PersonRow | None) -> None:
        if row is not None:
            self.presenter.settle()
            self._shell.go("person", row.id)

    def _new(self) -> None:
        self._shell.go("intake")


class _Heads(QWidget):
    """The heads of the columns, drawn over the same rectangles as the rows. The rows speak for themselves."""

    def __init__(self, rows: RowList, columns: Sequence[Column]) -> None:
        super().__init__()
        self._rows, self._columns = rows, tuple(columns)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._dress)
        self._dress()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRect(12, 0, self._rows.viewport().width() - 24, self.height())
        rects = column_rects(self._columns, place, theme().px(16))
        for words, rect in zip(titles(), rects, strict=True):
            draw_text(painter, rect, words, Ink("smallaction", "ink2"))

    def _dress(self) -> None:
        self.setFixedHeight(theme().px(28))


def _padded(widget: QWidget) -> QWidget:
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 24, 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    return ground


def _thousands(count: int) -> str:
    return f"{count:,}".replace(",", "\u202f")
