"""The main window: puts the places, the top bar, the work area and the status bar together and answers the pages.

Assembles; contains no feature. It remembers its size, never a name: the title is the program's and the page's.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QSizePolicy, QVBoxLayout, QWidget

from caseworker.app import Policy
from caseworker.messages import Sentence
from ui.changes import ChangeFeed
from ui.language import _, clock_text
from ui.settings import Settings
from ui.shell.brand import PROGRAM, window_icon
from ui.shell.clipboard import ClipboardGuard
from ui.shell.commands import focus_first, go_commands, help_commands, palette_commands, view_commands
from ui.shell.idle import IdleWatch
from ui.shell.menus import Menus
from ui.shell.page import Recent, Screen
from ui.shell.page_stack import PageStack
from ui.shell.palette import Palette, PeopleSearch
from ui.shell.privacy import PrivacyKey
from ui.shell.register_bar import RegisterBar
from ui.shell.session_limit import SessionLimit, session_ends
from ui.shell.session_watch import SessionWatch
from ui.shell.side_bar import SideBar
from ui.shell.top_bar import TopBar
from ui.shell.undoing import StepsOf, Undoing
from ui.tasks import Runner
from ui.theme import Scheme, theme
from ui.widgets.button import Button
from ui.widgets.nav_list import NavItem
from ui.widgets.states import ErrorCard, UndoBar
from ui.widgets.status_bar import StatusBar
from ui.widgets.text import Pane

NARROW_BELOW, NARROW_SCALE, WIDEST = 1280, 130, 1440


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the composition gives the window: work, settings, how faults are worded, how to lock, who is working."""

    runner: Runner
    settings: Settings
    keep_settings: Callable[[Settings], None]
    describe: Callable[[Exception], Sentence]
    lock: Callable[[], None]
    user: str
    role_and_office: str
    log_out: Callable[[], None] = lambda: None  # lock, and take away what would open the register more easily
    hurry: Callable[[], object] = lambda: None  # writes get their last seconds from now
    demo: bool = False
    policy: Policy = Policy()
    find_people: PeopleSearch | None = None
    steps: StepsOf | None = None

    def idle_minutes(self, chosen: Settings) -> int:
        """Return after how long the window locks: as the computer decides, else as the user has chosen."""
        return self.policy.idle_minutes if "idle_minutes" in self.policy.decided else chosen.idle_minutes


class MainWindow(QMainWindow):
    """The window every page lives in; it is the ``Shell`` the pages talk to."""

    def __init__(self, surroundings: Surroundings, screens: Sequence[Screen]) -> None:
        """Nothing is built for a screen until it is opened."""
        super().__init__()
        self.setObjectName("MainWindow")
        self.setWindowTitle(PROGRAM)
        self.setWindowIcon(window_icon())
        self._around = surroundings
        self._settings = surroundings.settings
        self._changes = ChangeFeed(self)
        self.places = tuple(screen for screen in screens if screen.words)
        self.reachable = tuple(screen for screen in screens if screen.command)
        self.side = SideBar(surroundings.user, surroundings.role_and_office)
        self.top = TopBar(demo=surroundings.demo)
        self.bar = RegisterBar()
        self.stack = PageStack()
        self.stack.offer(screens)
        self.status = StatusBar()
        self.fault = ErrorCard(name="windowFault")
        self._lay_out()
        self.undo_bar = UndoBar(self.work)
        self.palette_box = Palette(self.ground, surroundings.runner)
        self.idle = IdleWatch(surroundings.idle_minutes(self._settings), parent=self)
        self.session_limit = SessionLimit(surroundings.policy.session_hours, parent=self)
        self.privacy = PrivacyKey(self)
        self.clipboard = ClipboardGuard(self)
        self.menus = Menus(self)
        self.undoing = Undoing(self, surroundings.steps)
        self._alt_alone = False
        theme().dress(self)
        self._connect()
        self.resize(self._settings.width, self._settings.height)
        if self._settings.maximised:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    @property
    def runner(self) -> Runner:
        """See ``Shell``."""
        return self._around.runner

    @property
    def settings(self) -> Settings:
        """See ``Shell``."""
        return self._settings

    @property
    def changes(self) -> ChangeFeed:
        """See ``Shell``."""
        return self._changes

    def go(self, screen: str, subject: object | None = None) -> None:
        """See ``Shell``."""
        self.fault.hide()
        self.stack.go(self, screen, subject)

    def back(self) -> None:
        """See ``Shell``."""
        self.stack.step(self, -1)

    def forward(self) -> None:
        """Open the page one came back from."""
        self.stack.step(self, 1)

    def refresh_hints(self) -> None:
        """See ``Shell``."""
        page = self.stack.current
        if page is not None:
            self.status.show_hints(page.key_hints())
            self.menus.show_page(page.commands(), letters=self._settings.letter_keys)

    def show_saved(self, at: datetime, *, draft: bool = False) -> None:
        """See ``Shell``."""
        words = _("Draft saved {time}") if draft else _("Saved {time}")
        self.status.show_saved(words.format(time=clock_text(at)))

    def notice(self, text: str) -> None:
        """See ``Shell``."""
        self.status.notice(text)

    def show_error(self, error: Exception) -> None:
        """See ``Shell``."""
        sentence = self._around.describe(error)
        close = Button(_("Close"), name="closeFault")
        close.clicked.connect(self.fault.hide)
        code = str(getattr(error, "code", "") or "bug.unexpected")
        self.fault.show_fault(sentence.happened, sentence.safe, sentence.do, code, (close,))

    def offer_undo(self, text: str, undo: Callable[[], None]) -> None:
        """See ``Shell``."""
        self.undo_bar.offer(text, undo)

    def undo(self) -> None:
        """Take back the latest step, or what the undo bar offers."""
        self.undoing.undo()

    def remember(self, recent: Recent) -> None:
        """See ``Shell``."""
        self.side.remember(recent)

    def show_count(self, screen: str, count: int) -> None:
        """See ``Shell``."""
        self.side.show_count(screen, count)

    def change_settings(self, settings: Settings) -> None:
        """See ``Shell``."""
        self._settings = settings
        theme().wear(Scheme(settings.scheme), settings.text_scale)
        self.idle.set_minutes(self._around.idle_minutes(settings))
        self._question.setEnabled(settings.letter_keys)
        self._around.keep_settings(settings)
        self._fit()
        self.refresh_hints()

    def lock(self, *, log_out: bool = False) -> None:
        """See ``Shell``. What is on the screen goes first, dialogs too; drafts are kept and the process is replaced."""
        for shown in QApplication.topLevelWidgets():
            shown.hide()
        self.clipboard.clear()
        self._around.hurry()
        self.keep_all()
        (self._around.log_out if log_out else self._around.lock)()

    def keep_all(self) -> None:
        """Have every page keep what was begun, and keep the window's size."""
        for page in self.stack.pages:
            page.leave()
        size = self.normalGeometry().size() if self.isMaximized() else self.size()
        settings = self._settings._replace(width=size.width(), height=size.height(), maximised=self.isMaximized())
        self._around.keep_settings(settings)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow the places below 1280 px; keep what floats in place."""
        super().resizeEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing keeps what was begun and leaves nothing on the clipboard."""
        self.keep_all()
        self.clipboard.clear()
        super().closeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt pressed and released alone shows the menu bar."""
        if isinstance(event, QKeyEvent):
            if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
                self._alt_alone = event.key() == Qt.Key.Key_Alt
            elif event.type() == QEvent.Type.KeyRelease and event.key() == Qt.Key.Key_Alt and self._alt_alone:
                self._alt_alone = False
                self.menus.toggle()
                return True
        elif event.type() == QEvent.Type.MouseButtonPress:
            self._alt_alone = False
        return False

    def _lay_out(self) -> None:
        self.ground = Pane("surface")
        self.work = QWidget()
        area = QVBoxLayout(self.work)
        area.setContentsMargins(0, 0, 0, 0)
        area.setSpacing(0)
        strip = QHBoxLayout()
        strip.setContentsMargins(24, 0, 24, 0)
        strip.addWidget(self.fault)
        area.addWidget(self.top)
        area.addWidget(self.bar)
        area.addLayout(strip)
        self.stack.setMaximumWidth(WIDEST)
        # a page that needs more than there is scrolls; the window can always be made smaller
        self.stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        area.addWidget(self.stack, 1)
        area.addWidget(self.status)
        columns = QHBoxLayout(self.ground)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addWidget(self.side)
        columns.addWidget(self.work, 1)
        self.setCentralWidget(self.ground)

    def _connect(self) -> None:
        self.side.show_places([NavItem(s.name, s.words, s.icon, digit=s.digit) for s in self.places])
        self.side.went.connect(self.go)
        self.side.reopened.connect(self.go)
        self.side.lock_asked.connect(self.lock)
        self.top.search_asked.connect(self.palette_box.open)
        for asks in (self.top, self.bar):
            asks.trust_asked.connect(lambda: self.go("trust"))
        self.stack.opened.connect(self._opened)
        self.menus.fill("go", go_commands(self))
        self.menus.fill("view", view_commands(self))
        self.menus.fill("help", help_commands(self))
        search = self._around.find_people or (lambda _text: ())
        self.palette_box.provide(search, lambda: palette_commands(self))
        self.palette_box.opened.connect(lambda: self.status.show_hints(self.palette_box.key_hints()))
        self.palette_box.closed.connect(self.refresh_hints)
        self.idle.warned.connect(
            lambda seconds: self.notice(_("Locks in {n} seconds. Move the mouse to stay.").format(n=seconds))
        )
        self.idle.touched.connect(lambda: self.notice(""))
        self.idle.expired.connect(self.lock)
        self.session_limit.warned.connect(lambda minutes: self.notice(session_ends(minutes)))
        self.session_limit.expired.connect(partial(self.lock, log_out=True))  # no PIN prolongs a session
        self.privacy.lock_asked.connect(self.lock)
        self.session_watch = SessionWatch(self)
        self.session_watch.left.connect(self.lock)
        self._question = QShortcut(QKeySequence("?"), self, lambda: self.go("keys"))
        self._question.setEnabled(self._settings.letter_keys)
        self.installEventFilter(self)
        theme().changed.connect(self._fit)
        QTimer.singleShot(0, self.idle.start)

    def _opened(self, name: str) -> None:
        self.side.mark(self.stack.place_of(name))
        page = self.stack.current
        self.setWindowTitle(f"{page.title} – {PROGRAM}" if page is not None else PROGRAM)
        self.refresh_hints()
        focused = self.focusWidget()
        if page is not None and (focused is None or not page.widget.isAncestorOf(focused)):
            focus_first(page.widget)

    def _fit(self) -> None:
        self.side.set_narrow(self.width() < NARROW_BELOW or self._settings.text_scale >= NARROW_SCALE)
        if self.undo_bar.isVisible():
            self.undo_bar.place()
        if self.palette_box.isVisible():
            self.palette_box.setGeometry(self.ground.rect())
