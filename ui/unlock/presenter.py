"""Unlocking: asks the application, tells the views. Touches no widget's insides and keeps no passphrase."""

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QTimer

from caseworker.errors import CaseworkerError, EnvironmentFault
from ui.language import _
from ui.roles import roles_text
from ui.tasks import Runner
from ui.unlock.view import UnlockView

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from caseworker.accounts import AdministratorSession
    from caseworker.app import Application, RegisterOverview, Session
    from ui.unlock.recovery import RecoveryView
    from ui.widgets.states import ErrorCard

_TRY_AGAIN = ("unlock.wrong", "unlock.wait")
_BY_PASSPHRASE = ("pin.missed", "pin.over", "pin.keystore")


class UnlockPresenter:
    """Between the application and the two views of unlocking."""

    def __init__(
        self,
        application: "Application",
        runner: Runner,
        view: UnlockView,
        opened: "Callable[[Session], None]",
        *,
        administered: "Callable[[AdministratorSession], None]" = lambda _session: None,
        begun: "Callable[[str, str], None]" = lambda _name, _start: None,
    ) -> None:
        """``opened`` takes the session once the register is open.

        ``administered`` takes that of an account which only administers, ``begun`` a name with its start passphrase.
        """
        self._application, self._runner = application, runner
        self._view, self._opened = view, opened
        self._recovery: RecoveryView | None = None
        self._names: list[str] = []
        self._administrators: set[str] = set()  # who administer and cannot open the register
        self._administered, self._begun = administered, begun
        view.submitted.connect(self.unlock)
        view.pin_submitted.connect(self.unlock_by_pin)
        view.demo_asked.connect(lambda: view.fill_in(application.demo_passphrase))

    def add_recovery(self, recovery: "RecoveryView") -> None:
        """Serve the view of the recovery sheets too, which is made when it is first asked for."""
        self._recovery = recovery
        recovery.show_people(self._names)
        recovery.submitted.connect(self.recover)
        recovery.typed.connect(self.judge)

    def begin(self) -> None:
        """Show whose register it is."""
        try:
            about = self._application.about()
        except CaseworkerError as error:
            self._show_fault(error)
        else:
            self._view.show_office(f"{about.municipality_name} · {about.office_name}")
            if self._application.left_unsaved():
                self._show_fault(EnvironmentFault("lock.not_saved"))

    def read_accounts(self) -> None:
        """Show who may open it as soon as the vault is read, and then who may do it with a PIN."""
        self._runner.run("overview", self._application.registers, self._show_people, self._show_fault)

    def read_pins(self) -> None:
        """Show who has a PIN just now; what holds no more is taken away, also while nobody is here."""
        self._runner.run("pins", lambda: self._application.pins.offered(), self._show_pins, lambda _error: None)

    def unlock(self, name: str, passphrase: str) -> None:
        """Try to open the register."""
        self._view.forget_fault()
        self._view.say("")
        self._view.set_busy(True)
        if name in self._administrators:
            self._runner.run(
                "unlock",
                lambda: self._application.accounts.administer(name, passphrase),
                self._take_administrator,
                lambda error: self._not_unlocked(name, passphrase, error),
            )
            return
        self._runner.run(
            "unlock",
            lambda: self._application.unlock(name, passphrase),
            self._take,
            lambda error: self._not_unlocked(name, passphrase, error),
        )

    def unlock_by_pin(self, name: str, pin: str) -> None:
        """Try to open the register with a PIN."""
        self._view.forget_fault()
        self._view.set_busy(True)
        self._runner.run(
            "unlock",
            lambda: self._application.unlock_by_pin(name, pin),
            self._take,
            lambda error: self._pin_failed(name, error),
        )

    def recover(self, name: str, first: str, second: str, passphrase: str) -> None:
        """Try to open the register with two sheets."""
        view = self._sheets_view()
        view.fault.hide()
        view.set_busy(True)
        from ui.unlock.recovery import sheet_words

        sheets = [" ".join(sheet_words(text)) for text in (first, second)]
        self._runner.run(
            "unlock",
            lambda: self._application.recover(name, sheets, passphrase),
            self._take_recovered,
            self._recover_failed,
        )

    def judge(self, text: str) -> None:
        """Say how hard the new passphrase is to guess."""
        from ui.wording import strength_text

        self._runner.run(
            "strength",
            lambda: self._application.passphrase_strength(text, ()),
            lambda judged: self._sheets_view().show_strength(
                judged.score, strength_text(judged.reason.value, judged.words_missing), accepted=judged.accepted
            ),
        )

    def _show_people(self, overview: "RegisterOverview") -> None:
        if not shiboken6.isValid(self._view):  # the register was opened meanwhile
            return
        people = [row for row in overview.accounts if row.state.value == "active"]
        self._view.show_people([(row.name, roles_text(row.roles)) for row in people], demo=overview.demo)
        self._names = [row.name for row in people]
        self._administrators = {row.name for row in people if "administrator" in row.roles and not row.approved}
        if self._recovery is not None:
            self._recovery.show_people(self._names)
        self.read_pins()

    def _show_pins(self, offered: "Mapping[str, datetime]") -> None:
        if not shiboken6.isValid(self._view):  # the register was opened meanwhile
            return
        self._view.offer_pins(offered)
        if offered:
            left = min(offered.values()) - self._application.clock()
            QTimer.singleShot(max(1, int(left.total_seconds()) + 1) * 1000, self._view, self.read_pins)

    def _take(self, session: "Session") -> None:
        self._view.fill_in("")
        self._opened(session)

    def _take_administrator(self, session: "AdministratorSession") -> None:
        self._view.fill_in("")
        self._view.set_busy(False)
        self._administered(session)

    def _not_unlocked(self, name: str, passphrase: str, error: Exception) -> None:
        from ui.wording import code_of

        if code_of(error) == "unlock.begin":
            self._view.set_busy(False)
            self._view.fill_in("")
            self._begun(name, passphrase)
        else:
            self._unlock_failed(error)

    def _take_recovered(self, session: "Session") -> None:
        self._sheets_view().empty()
        self._opened(session)

    def _unlock_failed(self, error: Exception) -> None:
        from ui.wording import code_of, sentence_of

        self._view.set_busy(False)
        if code_of(error) == "unlock.wrong":
            self._view.say_wrong(_("Wrong passphrase. Try again."))
        elif code_of(error) in _TRY_AGAIN:
            self._view.say_wrong(sentence_of(error).text)
        else:
            self._show_fault(error)

    def _pin_failed(self, name: str, error: Exception) -> None:
        from ui.wording import code_of, sentence_of

        self._view.set_busy(False)
        if code_of(error) == "pin.wrong":
            self._view.say_wrong(sentence_of(error).text)
        elif code_of(error) in _BY_PASSPHRASE:
            self._view.withdraw_pin(name, sentence_of(error).text)
        else:
            self._show_fault(error)

    def _recover_failed(self, error: Exception) -> None:
        view = self._sheets_view()
        view.set_busy(False)
        _show(view.fault, error)

    def _sheets_view(self) -> "RecoveryView":
        if self._recovery is None:
            raise RuntimeError("nobody has asked for the sheets")
        return self._recovery

    def _show_fault(self, error: Exception) -> None:
        _show(self._view.fault, error)


def _show(card: "ErrorCard", error: Exception) -> None:
    """Fill a card with a fault; the sentences are imported when there is one."""
    from ui.wording import code_of, sentence_of

    sentence = sentence_of(error)
    card.show_fault(sentence.happened, sentence.safe, sentence.do, code_of(error))
