"""The window of the client mode: the person's page over the whole screen, a line that says so, and the way out.

Nothing else of the program is to be seen or reached while it stands. It locks when another window gets the keys and
when nobody has touched it for a while; how locking is done is the program's own.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QScreen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caseworker.services.client_view import ClientView
from ui.client.gate import Gate
from ui.client.leaving import LeavePanel
from ui.client.sheet import ClientSheet
from ui.language import _
from ui.shell.brand import PROGRAM, window_icon
from ui.shell.idle import IdleWatch
from ui.theme import theme
from ui.widgets.columns import Scroll
from ui.widgets.text import Icon, Label, Pane

LONGEST_MINUTES = 4
_MUST_BE_ACTIVE_AFTER_MS = 5000


@dataclass(frozen=True, slots=True)
class Clocks:
    """The clocks of the lock: of the wall, and one that nobody can set. Seconds."""

    wall: Callable[[], float] = time.time
    steady: Callable[[], float] = time.monotonic


class ClientWindow(Pane):
    """``lock_asked()``, ``tried(passphrase)`` to leave, ``print_asked(language)``."""

    lock_asked = Signal()
    tried = Signal(str)
    print_asked = Signal(str)

    def __init__(self, view: ClientView, *, prints: bool, minutes: int, clocks: Clocks | None = None) -> None:
        """``prints``: her page can be printed; ``minutes`` after which the program locks by itself."""
        super().__init__("canvas")
        self.setObjectName("ClientWindow")
        self.setWindowTitle(PROGRAM)
        self.setWindowIcon(window_icon())
        self.setWindowFlags(Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._view, self._prints, self._minutes = view, prints, min(minutes, LONGEST_MINUTES)
        self._clocks = clocks or Clocks()
        self._language, self._larger = view.pages[0].language, False
        self._printed: set[str] = set()
        self._unprinted: set[str] = set()
        self._was_active = self._over = False
        self.panel = LeavePanel()
        self.minutes_left = Label("", "small", "onbar", name="clientLocks")
        self._guard = QTimer(self)
        self._guard.setSingleShot(True)
        self._guard.timeout.connect(self.look_active)
        self._lay_out()
        theme().dress(self)
        self.panel.tried.connect(self.tried)
        self.panel.turned_away.connect(self.back)
        self.show_page()

    @property
    def sheet(self) -> ClientSheet:
        """The page that is shown."""
        return self._sheet

    def begin(self, screen: QScreen) -> None:
        """Cover ``screen``, and listen for whoever leaves it. Once."""
        self.setGeometry(screen.geometry())  # also where nothing manages windows
        self.showFullScreen()
        self.raise_()
        self.activateWindow()
        self.gate = Gate(self.windowHandle(), self.panel.isVisible, self)
        self.gate.leave_asked.connect(self.ask)
        self.gate.back_asked.connect(self.back)
        self.idle = IdleWatch(self._minutes, wall=self._clocks.wall, steady=self._clocks.steady, parent=self)
        self.idle.expired.connect(self._lock)
        self.idle.warned.connect(self._say_left)
        self.idle.touched.connect(lambda: self._say_left(0))
        self.idle.start()
        self._guard.start(_MUST_BE_ACTIVE_AFTER_MS)
        self._focus_first()

    def release(self) -> None:
        """The caseworker is back: other windows may come, and it may close."""
        self._over = True
        self._guard.stop()
        self.panel.put_away()

    def look_active(self) -> None:
        """A screen that never got the keys is not guarded by losing them."""
        if not self.isActiveWindow():
            self._lock()

    def show_page(self, language: str = "", *, larger: bool | None = None) -> None:
        """Show the page in a language and a size; what is not said stays as it is."""
        self._language = language or self._language
        self._larger = self._larger if larger is None else larger
        page = next(one for one in self._view.pages if one.language == self._language)
        others = [(one.language, one.endonym) for one in self._view.pages]
        self._sheet = ClientSheet(page, others, larger=self._larger, prints=self._prints and page.prints)
        self._sheet.language_asked.connect(self._choose_language)
        self._sheet.size_asked.connect(self._choose_size)
        self._sheet.print_asked.connect(self._print)
        if self._language in self._printed:
            self._sheet.show_printing()
        if self._language in self._unprinted:
            self._sheet.show_not_printed()
        self.ground.setWidget(self._sheet)

    def show_not_printed(self, language: str) -> None:
        """Printing failed."""
        self._printed.discard(language)
        self._unprinted.add(language)
        if language == self._language:
            self._sheet.show_not_printed()

    def ask(self) -> None:
        """Ask for the passphrase; nothing of the page can be chosen meanwhile."""
        if not self.panel.isVisible():
            self._sheet.setEnabled(False)
            self.panel.ask()

    def back(self) -> None:
        """Show the page again."""
        self.panel.put_away()
        self._sheet.setEnabled(True)
        self._focus_first()

    def event(self, event: QEvent) -> bool:
        """Lock when another window gets the keys."""
        if event.type() == QEvent.Type.WindowActivate:
            self._was_active = True
        elif event.type() == QEvent.Type.WindowDeactivate and self._was_active:
            self._lock()
        return super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """It cannot be closed, only left; when the computer shuts down the program locks."""
        if self._over:
            event.accept()
            return
        event.ignore()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication) and app.isSavingSession():
            self._lock()

    def _lock(self) -> None:
        if not self._over:
            self._over = True
            self.panel.put_away()
            self.lock_asked.emit()

    def _choose_language(self, code: str) -> None:
        self.show_page(code)
        self._sheet.languages[code].setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_size(self, larger: bool) -> None:
        self.show_page(larger=larger)
        self._sheet.sizes[larger].setFocus(Qt.FocusReason.OtherFocusReason)

    def _print(self) -> None:
        self._printed.add(self._language)
        self._sheet.show_printing()
        self.print_asked.emit(self._language)

    def _focus_first(self) -> None:
        sheet = self._sheet
        first = sheet.print_button if sheet.print_button.isVisibleTo(sheet) else sheet.languages[self._language]
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_left(self, seconds: int) -> None:
        words = _("Locks in {n} seconds. Move the mouse to stay.").format(n=seconds)
        self.minutes_left.setText(words if seconds else self._locks_after())

    def _locks_after(self) -> str:
        return _("Locks after {n} min untouched").format(n=self._minutes)

    def _lay_out(self) -> None:
        self.ground = Scroll(Pane("canvas"), name="clientScroll")
        bar = Pane("bar")
        bar.setObjectName("clientBar")
        bar.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        told = _(
            "Client mode. Only this page can be reached. The caseworker ends it with Ctrl Shift Q and her passphrase."
        )
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(10)
        row.addWidget(Icon("lock", 16, "onbar"))
        row.addWidget(Label(told, "smallstrong", "onbar", wrap=True, name="clientTold"), 1)
        row.addWidget(self.minutes_left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.ground, 1)
        column.addWidget(self.panel)
        column.addWidget(bar)
        self.minutes_left.setText(self._locks_after())
