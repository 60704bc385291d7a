"""The way in: paints the first window, then imports what is heavy while the user types, then opens the main window.

The only module that wires application, pages and windows together. Nothing heavy may be imported at its top.
"""

import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from caseworker import __version__, platform
from caseworker.app import Application
from caseworker.errors import CaseworkerError, EnvironmentFault
from caseworker.i18n import ui_translator
from ui import settings as kept
from ui.collecting import Collector
from ui.language import _, choose
from ui.settings import Settings
from ui.shell.brand import PROGRAM
from ui.shell.entry import EntryWindow
from ui.tasks import TaskRunner
from ui.theme import Scheme, dressed_application, load_fonts, theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from caseworker.accounts import AdministratorSession
    from caseworker.app import Session
    from caseworker.services.trust import Verification
    from ui.desk import Desk
    from ui.printing import Printer
    from ui.safekeeping.keeper import Keeper
    from ui.shell.window import MainWindow
    from ui.tasks import Runner
    from ui.unlock.presenter import UnlockPresenter
    from ui.unlock.view import UnlockView


def run(arguments: Sequence[str]) -> int:
    """Open the window; ``arguments`` may name the register's folder. Returns the exit status."""
    platform.harden_process()
    platform.quiet_process()
    existing = QApplication.instance()
    qt = existing if isinstance(existing, QApplication) else dressed_application(PROGRAM)
    qt.setApplicationName(PROGRAM)
    qt.setApplicationDisplayName("")
    program = Program(qt, Path(arguments[0]) if arguments else None, platform.config_folder())
    program.begin()
    status = qt.exec()
    program.end()
    return status


class Program:
    """One run of the desktop face: an entry window, then a main window over an open session."""

    def __init__(
        self, qt: QApplication, folder: Path | None, config: Path, *, printer: "Printer | None" = None
    ) -> None:
        """``folder`` None is the user's own place; ``config`` is where the window's settings lie."""
        self._qt, self._config = qt, config
        self.settings = kept.read(config)
        choose(self.settings.language, ui_translator(self.settings.language))
        self.theme = theme()
        self.theme.wear(Scheme(self.settings.scheme), self.settings.text_scale)
        self.runner = TaskRunner()
        self.application = Application(folder=folder)
        self._printer = printer
        self.entry = EntryWindow(self.settings)
        self.window: MainWindow | None = None
        self.session: Session | AdministratorSession | None = None
        self.keeper: Keeper | None = None
        self.presenters: list[object] = []
        self.collector: Collector | None = None  # from the first paint on: nothing made until then is garbage
        self.runner.unhandled.connect(self._tell)

    def begin(self) -> None:
        """Show unlock or first start, painted before anything heavy is imported."""
        self.entry.painted.connect(self._show_focus)
        self.entry.painted.connect(self._warm_up)
        if self._lies_here():
            self._show_unlock()
        else:
            self._show_first_start()
        if self.settings.maximised:
            self.entry.showMaximized()
        else:
            self.entry.show()

    def _lies_here(self) -> bool:
        """Tell whether a register lies here; a folder that may not be read is told about at the unlock screen."""
        try:
            return self.application.exists()
        except EnvironmentFault:
            return True

    def end(self) -> None:
        """Close what is open. Called once, after the last window."""
        self.runner.close()
        if self.collector is not None:
            self.collector.stop()
        if self.keeper is not None:
            self.keeper.finish()
        if self.session is not None:
            self.session.close()
            self.session = None
        with suppress(CaseworkerError):  # no register lies here, or none that can be read
            self.application.pins.end_all("pin.logged_out")  # also of colleagues who only locked

    def _show_unlock(self) -> None:
        from ui.unlock.presenter import UnlockPresenter
        from ui.unlock.view import UnlockView

        view = UnlockView(_("Version {version}").format(version=__version__), self.entry.pages)
        presenter = UnlockPresenter(
            self.application,
            self.runner,
            view,
            self.open,
            administered=self.administer,
            begun=lambda name, start: self._show_begin(view, presenter, name, start),
        )
        self.presenters.append(presenter)
        view.recovery_asked.connect(lambda: self._show_recovery(view, presenter))
        view.restore_asked.connect(lambda: self._show_restore(view))
        self.entry.painted.connect(presenter.read_accounts)
        self.entry.show_page(view)
        presenter.begin()
        if self.entry.was_painted:
            presenter.read_accounts()
        view.passphrase.setFocus()

    def _show_recovery(self, unlock: "UnlockView", presenter: "UnlockPresenter") -> None:
        from ui.unlock.recovery import RecoveryView

        recovery = self.entry.findChild(RecoveryView)
        if recovery is None:
            recovery = RecoveryView()
            recovery.back_asked.connect(lambda: self.entry.show_page(unlock))
            presenter.add_recovery(recovery)
        self.entry.show_page(recovery)

    def _show_restore(self, before: "QWidget") -> None:
        from ui.safekeeping.entry import restore_page

        def ended() -> None:
            page.deleteLater()
            if self._lies_here():
                before.deleteLater()
                self._show_unlock()
            else:
                self.entry.show_page(before)

        page = restore_page(self.application, self.runner, self.presenters, ended)
        self.entry.show_page(page)

    def _show_begin(self, unlock: "UnlockView", presenter: "UnlockPresenter", name: str, start: str) -> None:
        from ui.accounts.entry import begin_view

        def ended(view: "QWidget") -> None:
            self.entry.show_page(unlock)
            view.deleteLater()
            presenter.read_accounts()

        self.entry.show_page(begin_view(self.application, self.runner, name, start, ended))

    def administer(self, session: "AdministratorSession") -> None:
        """Show the accounts to somebody who administers and has no key of the register."""
        from ui.accounts.entry import administration_view

        self.session = session
        policy = self.application.policy
        minutes = policy.idle_minutes if "idle_minutes" in policy.decided else self.settings.idle_minutes
        page = administration_view(self.application, session, self.runner, self.lock, idle_minutes=minutes)
        self.entry.show_page(page)

    def _show_first_start(self) -> None:
        from ui.first_start.presenter import Around, FirstStartPresenter
        from ui.first_start.view import FirstStartView
        from ui.printing import SystemPrinter

        view = FirstStartView(self.application.municipalities())
        around = Around(
            self.runner, self._printer or SystemPrinter(), self.open, self._choose_folder, self._application_in
        )
        self.presenters.append(FirstStartPresenter(self.application, around, view))
        view.begin.restore_asked.connect(lambda: self._show_restore(view))
        self.entry.show_page(view)

    def open(self, session: "Session") -> None:
        """Let a colleague read how the log works, if she has not, and then open the register's window."""
        from caseworker.services import notice

        self.session = session
        told = notice.read_notice(session.register, by=session.user)
        # people of a demo are made up, and an older copy can keep no word
        if told.acknowledged is not None or session.demo or session.register.faults:
            self._open_window(session)
            return
        from ui.unlock.notice import NoticePage

        page = NoticePage(session, told, self.runner)
        page.confirmed.connect(partial(self._open_window, session))
        page.left.connect(self.lock)
        self.entry.show_page(page)
        page.confirm.setFocus()

    def _open_window(self, session: "Session") -> None:
        """Put the main window over an open register; the entry window goes."""
        from ui.desk import Desk
        from ui.roles import roles_text
        from ui.safekeeping.keeper import Keeper
        from ui.shell.assemble import screens
        from ui.shell.comparing import Comparer
        from ui.shell.finding import palette_search
        from ui.shell.undoing import StepsOf
        from ui.shell.window import MainWindow, Surroundings
        from ui.wording import sentence_of

        load_fonts()  # every script, also when the entry window was gone before it was painted
        desk = Desk(session)
        place = session.about.municipality_name
        policy = self.application.policy
        around = Surroundings(
            runner=self._proving(session),
            settings=self.settings,
            keep_settings=self._keep,
            describe=sentence_of,
            lock=self.lock,
            log_out=lambda: self._leave(session.log_out),
            hurry=session.hurry,
            user=session.user.name,
            role_and_office=f"{roles_text(role.value for role in session.user.roles)} · {place}",
            demo=session.demo,
            policy=policy,
            find_people=palette_search(desk, self._main_window),
            steps=StepsOf(desk),
        )
        self.window = MainWindow(around, screens(self.application, session, desk))
        self.window.restoreGeometry(self.entry.saveGeometry())
        self.window.show()
        self.window.go("today")
        for fault in policy.faults[:1]:
            self._tell(EnvironmentFault(fault.code, key=fault.key))
        desk.check_changed.append(partial(self._show_whole, desk))
        self._show_whole(desk)
        self._check_whole(session, desk)
        self.keeper = Keeper(self.application, session, self.runner)
        self.keeper.failed.connect(self._tell)
        self.comparer = Comparer(desk, self.runner, self.window)
        if session.pin is not None:
            self.runner.run("pin", session.pin.renew, lambda _none: None)
        self.presenters.clear()
        self.entry.hide()
        self.entry.deleteLater()

    def _proving(self, session: "Session") -> "Runner":
        """Return the runner of the pages: it asks for the passphrase again where a service wants it."""
        from ui.shell.proving import Prover, ProvingRunner

        prove, account = self.application.accounts.prove, session.keys.account
        prover = Prover(lambda phrase: prove(account, session.register.proof, phrase), self.runner)
        return ProvingRunner(self.runner, prover)

    def _check_whole(self, session: "Session", desk: "Desk") -> None:
        """Check every page and the whole log while work begins; at a fault the register is only read from then on."""
        stop = threading.Event()

        def check() -> "Verification":
            from caseworker.services import backups, trust

            kit, by = self.application.backup_kit(session), session.user
            places = backups.backup_state(session.register, kit=kit, by=by).places
            with suppress(EnvironmentFault):  # a disk that is full or away holds up no check
                trust.hold_against_anchors(session.register, places=places, by=by)
            return self.application.verify(session, wanted=lambda: not stop.is_set(), thorough=False)

        self.runner.run("check of the register", check, partial(self._checked, desk), stop=stop)

    def _show_whole(self, desk: "Desk") -> None:
        """Say on every page when the register is only read, or cannot be shown to be the latest."""
        from ui.shell.register_bar import told

        self._main_window().bar.show_state(told(desk.register.faults), told(desk.register.doubts))

    def _checked(self, desk: "Desk", found: "Verification") -> None:
        desk.checked(found)
        if not found.ok:
            self._tell(EnvironmentFault("register.not_whole", findings=len(found.findings)))

    def lock(self) -> None:
        """Stop the threads, close the register and replace the process: nothing read stays in memory."""
        session = self.session
        self._leave((lambda: None) if session is None else session.lock)

    def _leave(self, end: Callable[[], None]) -> None:
        session, self.session = self.session, None
        self.runner.close(patience=0.0 if session is None else session.hurry())
        end()

    def _main_window(self) -> "MainWindow":
        if self.window is None:
            raise RuntimeError("the main window is not open")
        return self.window

    def _application_in(self, folder: Path) -> Application:
        self.application = Application(folder=folder)
        return self.application

    def _choose_folder(self) -> Path | None:
        from PySide6.QtWidgets import QFileDialog  # costs the first window 10 ms

        chosen = QFileDialog.getExistingDirectory(self.entry, _("Choose a folder for the register"))
        return Path(chosen) if chosen else None

    def _keep(self, settings: Settings) -> None:
        self.settings = settings
        kept.write(self._config, settings)

    def _tell(self, error: Exception) -> None:
        if self.window is not None:
            self.window.show_error(error)

    def _show_focus(self) -> None:
        from ui.widgets.focus_ring import FocusRing

        if self._qt.findChild(FocusRing) is None:
            FocusRing(self._qt)

    def _warm_up(self) -> None:
        load_fonts()
        self.collector = Collector()
        self.runner.run("warm up", _import_heavy, lambda _nothing: None)


def _import_heavy() -> None:
    """Import and read what the register will need, off the GUI thread, while the passphrase is typed."""
    import caseworker.accounts
    import caseworker.services.letters
    import caseworker.services.people  # noqa: F401 - all are imported for their price, not for their names
    from caseworker.domain.workdays import red_days
    from caseworker.lawbook_files import shipped

    with suppress(EnvironmentFault):  # a broken lawbook is told of where it is needed
        shipped()
    today = date.today()
    for year in (today.year, today.year + 1):
        red_days(year)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
