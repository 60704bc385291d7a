"""The page of restoring in the entry window, with the names of the accounts that lie here, if they can be read."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from caseworker.errors import CaseworkerError
from ui.outlet import Outlet, SystemOutlet
from ui.safekeeping.restore_presenter import RestorePresenter
from ui.safekeeping.restore_view import RestoreView
from ui.tasks import Runner

if TYPE_CHECKING:
    from caseworker.app import Application


def restore_page(
    application: "Application",
    runner: Runner,
    presenters: list[object],
    ended: Callable[[], None],
    outlet: Outlet | None = None,
) -> RestoreView:
    """Return the page; its presenter is kept in ``presenters``. ``ended`` follows on going back and on being done."""
    names: tuple[str, ...] = ()
    with suppress(CaseworkerError):  # what is damaged is what is to be restored: a name can be typed
        names = tuple(account.name for account in application.registers().accounts)
    view = RestoreView(names, outlet or SystemOutlet())
    presenters.append(RestorePresenter(application, runner, view, ended))
    return view
