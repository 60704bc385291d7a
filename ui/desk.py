"""What every page about people works with: the open register, who is working, and what the codes are called.

Made once per unlocked register and handed to the pages' factories. Holds no person.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseworker.app import Session
    from caseworker.services.trust import Verification
    from ui.words import Words

_STOCKHOLM = ZoneInfo("Europe/Stockholm")


@dataclass(frozen=True, slots=True)
class LastCheck:
    """What the newest check of the register saw, and when it ended."""

    at: datetime
    found: "Verification"


class Desk:
    """One session as the pages know it."""

    def __init__(self, session: "Session") -> None:
        """Stand over an open session; nothing is read yet."""
        self.register = session.register
        self.user = session.user
        self.demo = session.demo
        self.last_check: LastCheck | None = None
        self.check_changed: list[Callable[[], None]] = []  # who shows it
        self._session = session

    def checked(self, found: "Verification") -> None:
        """Keep what a check saw, and tell whoever shows it."""
        self.last_check = LastCheck(self.register.clock(), found)
        self.tell_state()

    def tell_state(self) -> None:
        """Tell whoever shows it that it is to be looked at anew whether the register is whole."""
        for told in self.check_changed:
            told()

    def may(self, needs: str) -> bool:
        """Tell whether the user's roles hold the permission ``needs``; whose record it is, the service decides."""
        from caseworker import roles

        return roles.load().reach(self.user, needs) is not None

    @cached_property
    def words(self) -> "Words":
        """What codes are called, read on first use."""
        from ui.words import Words  # brings the services, which the first window does not pay for

        return Words(self._session)

    def today(self) -> date:
        """The day it is in Sweden."""
        return self.register.today()

    @staticmethod
    def local(moment: datetime) -> datetime:
        """An instant as a Swedish clock shows it."""
        return moment.astimezone(_STOCKHOLM)
