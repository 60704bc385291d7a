"""The two places of the accounts: a page in the main window, and the whole window of a pure administrator."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ui.accounts.part import AccountsPart
from ui.accounts.presenter import AccountsPresenter
from ui.language import _
from ui.shell.page import PageWidget, Shell
from ui.tasks import Runner
from ui.widgets.button import Button
from ui.widgets.chip import KeyHint
from ui.widgets.columns import Scroll
from ui.widgets.text import Label, Pane

if TYPE_CHECKING:
    from caseworker.accounts import Administration, KeyHolder


class AccountsPage(PageWidget):
    """Accounts for somebody who works in the register."""

    def __init__(self, shell: Shell, *, own: str, administration: "Administration | None", holder: "KeyHolder") -> None:
        """``administration`` is there for those who are administrators too."""
        super().__init__(_("Accounts"), name="accountsPage")
        lets_in, ends = holder.may("staff.approve"), holder.may("staff.end")
        self.part = AccountsPart(administers=administration is not None, lets_in=lets_in, ends=ends)
        self.presenter = AccountsPresenter(
            shell.runner, self.part, own=own, administration=administration, holder=holder, lock=shell.lock
        )
        body = Pane("surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(12)
        column.addWidget(Label(_("Accounts"), "h1"))
        text = _(
            "An administrator adds an account. Its owner chooses a passphrase. Then somebody who works here compares "
            "the signs with her and lets her in."
        )
        column.addWidget(Label(text, "body", "ink2", wrap=True))
        column.addWidget(self.part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(body, name="accountsScroll"))

    def key_hints(self) -> Sequence[KeyHint]:
        """What works here."""
        return (KeyHint("↑ ↓", _("next account")), KeyHint("Alt G", _("let in")), KeyHint("Alt ←", _("back")))

    def activate(self, subject: object | None = None) -> None:
        """Others may have changed the accounts. ``subject`` "new" begins in the form for another one."""
        self.presenter.read()
        if subject == "new":
            self.part.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """A start passphrase does not stay on the screen."""
        self.part.hide_start()


class AdministrationView(Pane):
    """What a pure administrator sees instead of the main window. ``lock_asked()``."""

    lock_asked = Signal()

    def __init__(self, administration: "Administration", runner: Runner) -> None:
        """No register is open behind it."""
        super().__init__("surface")
        self.setObjectName("administration")
        self.setAccessibleName(_("Accounts"))
        self.part = AccountsPart(administers=True, lets_in=False, ends=False)
        self.presenter = AccountsPresenter(
            runner, self.part, own=administration.account.id, administration=administration
        )
        self.lock = Button(_("Lock now"), name="administrationLock", keys="Ctrl+L", icon="lock")
        self.warning = Label("", "body", "warn", wrap=True, name="administrationIdle")
        about = administration.about
        place = f"{about.municipality_name} · {about.office_name} · {administration.account.name}"
        head = QHBoxLayout()
        head.addWidget(Label(_("Accounts"), "h1"))
        head.addStretch(1)
        head.addWidget(self.lock)
        body = Pane("surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(Label(place, "body", "ink2", wrap=True))
        text = _("You manage accounts. The register is closed: your account holds no key that opens it.")
        column.addWidget(Label(text, "body", wrap=True))
        column.addWidget(self.warning)
        column.addWidget(self.part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(body, name="administrationScroll"))
        self.warning.hide()
        self.lock.clicked.connect(self.lock_asked)
        self.presenter.read()
        self.part.rows.setFocus()

    def warn(self, seconds: int) -> None:
        """It locks soon; 0 takes the warning away."""
        self.say(_("Locks in {n} seconds.").format(n=seconds) if seconds > 0 else "")

    def say(self, text: str) -> None:
        """Tell above the list what is about to happen; an empty text takes it away."""
        self.warning.setText(text)
        self.warning.setVisible(bool(text))
