"""The left column: name of the program, places, recently opened cases, who is working, and the lock."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ui.language import _
from ui.shell.brand import PROGRAM, BrandMark
from ui.shell.page import Recent
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.nav_list import NavItem, NavList
from ui.widgets.text import Hairline, Label, Pane

WIDE, NARROW = 208, 56
RECENTS = 4


class SideBar(Pane):
    """``went(screen)``, ``reopened(screen, subject)`` of a recent case, ``lock_asked()``."""

    went = Signal(str)
    reopened = Signal(str, object)
    lock_asked = Signal()

    def __init__(self, user: str, role_and_office: str) -> None:
        """``user`` and ``role_and_office`` are the two lines at the bottom."""
        super().__init__("canvas")
        self.setObjectName("sideBar")
        self._items: tuple[NavItem, ...] = ()
        self._counts: dict[str, int] = {}
        self.recents: list[Recent] = []
        self.narrow = False
        self._name = Label(PROGRAM, "h3", name="programName")
        self.places = NavList(_("Main menu"), name="places")
        self.places.went.connect(self.went)
        self._recent_title = Label(_("Recently opened"), "smallaction", "ink3")
        self._recent = NavList(_("Recently opened"), name="recents", two_lines=True)
        self._recent.went.connect(self._reopen)
        self._user = Label(user, "strong", name="userName")
        self._role = Label(role_and_office, "small", "ink2", wrap=True)
        self._lock = Button(_("Lock"), "quiet", name="lockButton", icon="lock", keycap="Ctrl L")
        self._lock.clicked.connect(self.lock_asked)
        self._rule = Hairline()
        self._lay_out()
        self._show_recents()
        theme().changed.connect(self._dress)
        self._dress()

    def show_places(self, items: Sequence[NavItem]) -> None:
        """Show the places."""
        self._items = tuple(items)
        self._refill()

    def show_count(self, screen: str, count: int) -> None:
        """Show how many things wait at a place."""
        self._counts[screen] = count
        self._refill()

    def remember(self, recent: Recent) -> None:
        """Put a case first among the recent ones."""
        self.recents = [recent, *(old for old in self.recents if old.key != recent.key)][:RECENTS]
        self._show_recents()

    def mark(self, place: str) -> None:
        """Mark the place the open page belongs to."""
        self.places.set_active(place)

    def set_narrow(self, narrow: bool) -> None:
        """Icons only, with tooltips."""
        if narrow == self.narrow:
            return
        self.narrow = narrow
        self.places.set_narrow(narrow)
        for widget in (self._name, self._user, self._role, self._rule):
            widget.setVisible(not narrow)
        self._show_recents()
        self._dress()

    def _refill(self) -> None:
        self.places.show_items(
            [
                NavItem(i.key, i.words, i.icon, i.note, self._counts.get(i.key, 0), i.digit, i.icon_color)
                for i in self._items
            ]
        )

    def _show_recents(self) -> None:
        self._recent.show_items([NavItem(r.key, r.words, "user-check", r.note) for r in self.recents])
        shown = bool(self.recents) and not self.narrow
        self._recent.setVisible(shown)
        self._recent_title.setVisible(shown)

    def _reopen(self, key: str) -> None:
        for recent in self.recents:
            if recent.key == key:
                self.reopened.emit(recent.screen, recent.subject)
                return

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 8, 0)
        head.setSpacing(8)
        head.addWidget(BrandMark())
        head.addWidget(self._name, 1)
        title = QHBoxLayout()
        title.setContentsMargins(20, 20, 8, 0)
        title.addWidget(self._recent_title)
        foot = QVBoxLayout()
        foot.setContentsMargins(8, 0, 8, 8)
        foot.setSpacing(2)
        words = QVBoxLayout()
        words.setContentsMargins(12, 8, 8, 4)
        words.setSpacing(0)
        words.addWidget(self._user)
        words.addWidget(self._role)
        foot.addWidget(self._rule)
        foot.addLayout(words)
        foot.addWidget(self._lock)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addSpacing(14)
        column.addLayout(head)
        column.addSpacing(14)
        column.addWidget(self.places)
        column.addLayout(title)
        column.addWidget(self._recent)
        column.addStretch(1)
        column.addLayout(foot)

    def _dress(self) -> None:
        wide = max(theme().px(WIDE), WIDE)
        self.setFixedWidth(NARROW if self.narrow else min(wide, 280))
        self._lock.set_text("" if self.narrow else _("Lock"))
        self._lock.show_keycap("" if self.narrow else "Ctrl L")
        self._lock.setAccessibleName(_("Lock"))
        self._lock.setToolTip(_("Lock now (Ctrl L)"))
