"""Which pages the window has, in the order of the nav, and what the palette can find. The one list of screens.

A page's module is imported when the page is first opened. Places that do not exist yet are not listed: there are no
dead entries. ``Desk`` is what the pages about people share.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from caseworker.domain.access import Role
from ui.desk import Desk
from ui.language import _
from ui.shell.commands import go_commands, view_commands
from ui.shell.page import Command, Page, Screen, Shell
from ui.turned import Turn

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from caseworker.accounts import Waiting
    from caseworker.app import Application, Session
    from caseworker.diagnostics import Diagnostics
    from caseworker.domain.backups import Rehearsal
    from caseworker.services.backups import BackupState
    from caseworker.services.trust import Verification
    from ui.client.turning import Turning


# what a role must hold for a screen to be there at all; whose records it shows is for the services to say
_NEEDS = {
    "people": "person.read",
    "person": "person.read",
    "note_search": "person.read",
    "intake": "person.register",
    "import": "people.import",
    "quality": "person.read",
    "pairs": "person.link",
    "letters": "letter.make",
    "texts": "letter.review",
    "send": "counts.prepare",
    "law": "law.read",
}


def screens(application: "Application", session: "Session", desk: Desk) -> tuple[Screen, ...]:
    """Return every screen; those with words are places in the nav, Ctrl 1–5."""
    every = (
        *_work(application, session, desk),
        *_around(application, session, desk),
        Screen("keys", _keys_page, place=""),
    )
    return tuple(screen for screen in every if screen.name not in _NEEDS or desk.may(_NEEDS[screen.name]))


def _work(application: "Application", session: "Session", desk: Desk) -> tuple[Screen, ...]:
    """Return the screens of the work with people and counts."""
    turned = _Turned(application, session, desk)

    def today(shell: Shell) -> Page:
        from ui.today.view import TodayPage

        backups = SafetyFor(application, session).backups if desk.may("backup.read") else None
        return TodayPage(shell, desk, backups)

    def people(shell: Shell) -> Page:
        from ui.people.view import PeoplePage

        return PeoplePage(shell, desk)

    def intake(shell: Shell) -> Page:
        from ui.intake.view import IntakePage

        return IntakePage(shell, desk)

    def person(shell: Shell) -> Page:
        from ui.person.view import PersonPage

        return PersonPage(shell, desk, turn=turned.on(shell))

    def letters(shell: Shell) -> Page:
        from ui.letters.view import LettersPage

        return LettersPage(shell, desk, printing=application.policy.printing, turn=turned.on(shell))

    def texts(shell: Shell) -> Page:
        from ui.letters.texts.view import TextsPage

        return TextsPage(shell, desk)

    def send(shell: Shell) -> Page:
        from ui.send.view import SendPage

        return SendPage(shell, desk)

    return (
        Screen("today", today, _("Today"), "list-todo", "1"),
        Screen("people", people, _("People"), "users", "2"),
        Screen("letters", letters, _("Letters"), "mail", "3"),
        Screen("send", send, _("Send"), "send", "4"),
        Screen("intake", intake, place="people", command=_("New person"), keys="Ctrl+N", icon="user-plus"),
        Screen("person", person, place="people"),
        Screen("texts", texts, place="letters", command=_("Texts of the letters"), icon="languages"),
        *_beside_people(desk),
    )


def _beside_people(desk: Desk) -> tuple[Screen, ...]:
    """Return the screens that lie beside the list of people: what is searched, what is missing, who may be the same."""

    def quality(shell: Shell) -> Page:
        from ui.quality.view import QualityPage

        return QualityPage(shell, desk)

    def pairs(shell: Shell) -> Page:
        from ui.pairs.view import PairsPage

        return PairsPage(shell, desk)

    def note_search(shell: Shell) -> Page:
        from ui.note_search.view import NoteSearchPage

        return NoteSearchPage(shell, desk)

    return (
        Screen(
            "note_search",
            note_search,
            place="people",
            command=_("Search in notes"),
            keys="Ctrl+Shift+F",
            icon="notebook-pen",
        ),
        Screen("quality", quality, place="people", command=_("What is missing"), icon="list-checks"),
        Screen("pairs", pairs, place="people", command=_("Same person?"), icon="users"),
    )


def _around(application: "Application", session: "Session", desk: Desk) -> tuple[Screen, ...]:
    """Return the screens around the work: reading lists in, settings, safety, erasure, accounts."""

    def reading_in(shell: Shell) -> Page:
        from ui.importing.view import ImportPage

        return ImportPage(shell, desk, lambda: application.back_up(session, "import"))

    def preferences(shell: Shell) -> Page:
        from ui.preferences.view import PreferencesPage

        def change(parent: "QWidget") -> None:
            from ui.accounts.entry import change_passphrase

            change_passphrase(application, session, shell.runner, parent, shell.notice)

        facts, support = register_facts(application, session), SupportFor(application, session)
        return PreferencesPage(shell, desk, facts, application.policy, support, change, session.pin)

    def law(shell: Shell) -> Page:
        from ui.lawbook.view import LawbookPage

        return LawbookPage(shell, desk)

    def trust(shell: Shell) -> Page:
        from ui.trust.view import TrustPage

        return TrustPage(shell, desk, SafetyFor(application, session))

    def erasure(shell: Shell) -> Page:
        from ui.erasure.view import ErasurePage

        return ErasurePage(shell, desk)

    def accounts(shell: Shell) -> Page:
        from ui.accounts.view import AccountsPage

        ours, user = application.accounts, session.user
        administration = ours.administration(session) if user.may(Role.ADMINISTRATOR) else None
        return AccountsPage(shell, own=user.id, administration=administration, holder=ours.key_holder(session))

    return (
        Screen(
            "import", reading_in, place="people", command=_("Read in from Excel"), keys="Ctrl+Shift+I", icon="table"
        ),
        Screen("settings", preferences, _("Settings"), "settings", "5"),
        Screen("trust", trust, place="", command=_("Safety"), keys="Ctrl+8", icon="shield-check"),
        Screen("erasure", erasure, place="", command=_("Erasure"), icon="trash-2"),
        Screen("accounts", accounts, place="settings", command=_("Accounts"), icon="users"),
        Screen("law", law, place="settings", command=_("The law"), icon="scale"),
    )


class _Turned:
    """What turns the screen to a person, one for the session: it remembers the printer."""

    def __init__(self, application: "Application", session: "Session", desk: Desk) -> None:
        self._application, self._session, self._desk = application, session, desk
        self._turning: Turning | None = None

    def on(self, shell: Shell) -> Turn | None:
        """Return it for the pages of ``shell``, None for somebody who makes no letters."""
        return partial(self._ask, shell) if self._desk.may("letter.make") else None

    def _ask(self, shell: Shell, person: str, reads: str) -> None:
        from ui.client.turning import Terms, Turning

        if self._turning is None:
            policy, session = self._application.policy, self._session
            minutes = policy.idle_minutes if "idle_minutes" in policy.decided else shell.settings.idle_minutes
            prove = partial(self._application.accounts.prove, session.keys.account, session.register.proof)
            self._turning = Turning(shell, self._desk, Terms(prove, policy.printing, minutes))
        self._turning.ask(person, reads)


class SafetyFor:
    """What the page Trygghet needs besides the register: its vault, its keys and the places of its backups."""

    def __init__(self, application: "Application", session: "Session") -> None:
        self._application, self._session = application, session

    @property
    def printing(self) -> bool:
        """See ``ui.trust.presenter.Safety``."""
        return self._application.policy.printing

    def waiting(self) -> "Sequence[Waiting]":
        """See ``ui.trust.presenter.Safety``."""
        holder = self._application.accounts.key_holder(self._session)
        return holder.waiting() if holder.may("staff.approve") else ()

    def let_in(self, one: "Waiting", works_as: frozenset[Role], until: "date | None") -> None:
        """See ``ui.trust.presenter.Safety``."""
        holder = self._application.accounts.key_holder(self._session)
        holder.approve(one.id, key_id=one.key_id, works_as=works_as, until=until)

    def verify(self, *, wanted: Callable[[], bool]) -> "Verification":
        """See ``ui.trust.presenter.Safety``."""
        return self._application.verify(self._session, wanted=wanted)

    def backups(self) -> "BackupState":
        """See ``ui.trust.presenter.Safety``."""
        from caseworker.services import backups

        kit = self._application.backup_kit(self._session)
        return backups.backup_state(self._session.register, kit=kit, by=self._session.user)

    def choose_places(self, places: "Sequence[Path]") -> None:
        """See ``ui.trust.presenter.Safety``."""
        from caseworker.services import backups

        kit = self._application.backup_kit(self._session)
        backups.choose_places(self._session.register, kit=kit, places=places, by=self._session.user)

    def rehearse(self) -> "Rehearsal":
        """See ``ui.trust.presenter.Safety``."""
        from caseworker.services import backups

        kit = self._application.backup_kit(self._session)
        return backups.rehearse_restore(self._session.register, kit=kit, by=self._session.user)


class SupportFor:
    """What support may see of one open register."""

    def __init__(self, application: "Application", session: "Session") -> None:
        self._application, self._session = application, session

    def collect(self) -> "Diagnostics":
        """See ``ui.preferences.support.Support``."""
        return self._application.diagnostics(self._session)

    def saved(self) -> None:
        """See ``ui.preferences.support.Support``."""
        self._application.diagnostics_saved(self._session)


def register_facts(application: "Application", session: "Session") -> tuple[tuple[str, str], ...]:
    """Return what the preferences show about the register: whose, where, how it is kept."""
    from caseworker import __version__

    about = session.about
    return (
        (_("Municipality"), f"{about.municipality_name} ({about.municipality_code})"),
        (_("Office"), f"{about.office_name} ({about.office_code})"),
        (_("Kind"), _("Demo: made-up people, no real counts") if about.demo else _("Register in use")),
        (_("Lies in"), str(application.folder)),
        (_("Encryption"), _("SQLCipher, AES-256, a key of its own for every account")),
        (_("You are"), session.user.name),
        (_("Program version"), __version__),
    )


def _keys_page(shell: Shell) -> Page:
    from ui.shell.keys_page import KeysPage
    from ui.shell.window import MainWindow

    groups: list[tuple[str, Sequence[Command]]] = []
    if isinstance(shell, MainWindow):
        groups = [(_("Everywhere"), go_commands(shell)), (_("Text and parts of the window"), view_commands(shell))]
        groups += [(page.title, page.commands()) for page in shell.stack.pages if page.commands()]
    return KeysPage(groups)
