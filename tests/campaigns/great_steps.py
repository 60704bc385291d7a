"""The great steps of an office, each in a process that is killed: restore, new keys, new passphrase, backup, sending.

A house is a register's folder beside what the program keeps elsewhere (``register`` and ``config``), so that a copy of
the house is a copy of everything.
"""

import os
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from caseworker.app import Application
from caseworker.domain.intake import Intake
from caseworker.restoring import WhoRestores
from caseworker.services import counts, people
from caseworker.vault.kdf import KdfCost
from tests.app.offices import NAME, PHRASE
from tests.canaries import CANARIES

NEW_PHRASE = "åtta stolar kring ett bord"
PERIOD = "2026-10"
IN_BACKUP, BY_NOW = 2, 3  # people in the house's first backup, and in its register
Act = Callable[[], object]


def lives_in(house: Path) -> Application:
    """Return the program as it is started in ``house``."""
    os.environ["XDG_CONFIG_HOME"] = str(house / "config")
    return Application(folder=house / "register")


def found_house(house: Path, centre: str) -> None:
    """Found an office with two people in a backup, a third one since, and a release that waits for ``centre``."""
    application = lives_in(house)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(KdfCost, "floor", classmethod(lambda _cls: KdfCost(64, 1, 1)))
        session = application.create_demo(user=NAME, passphrase=PHRASE)
    register, by = session.register, session.user
    for number in range(BY_NOW):
        if number == IN_BACKUP:
            application.back_up(session, "asked")
        intake = Intake(given=CANARIES[0], family=f"{CANARIES[1]} {number}", phone="0701740699")
        people.register_person(register, intake=intake, by=by)
    counts.prepare_release(register, period=PERIOD, by=by)
    counts.introduce_to_demo_centre(register, endpoint=centre, by=by)
    session.close()


def first_backup(application: Application) -> Path:
    """Return the backup that holds two people."""
    return min((application.folder / "backups").glob("*.age"))


def _restore(application: Application, _centre: str) -> Act:
    chosen = str(first_backup(application))
    return lambda: application.restorer.restore(WhoRestores(NAME, PHRASE), chosen=chosen)


def _new_keys(application: Application, _centre: str) -> Act:
    return application.accounts.key_holder(application.unlock(NAME, PHRASE)).renew_keys


def _new_passphrase(application: Application, _centre: str) -> Act:
    session = application.unlock(NAME, PHRASE)
    application.passphrase_strength(NEW_PHRASE, ())  # its dictionaries are read before the clock runs
    return lambda: application.accounts.change_passphrase(session.keys, old=PHRASE, new=NEW_PHRASE)


def _backup(application: Application, _centre: str) -> Act:
    session = application.unlock(NAME, PHRASE)
    return lambda: application.back_up(session, "asked")


def _sending(application: Application, centre: str) -> Act:
    session = application.unlock(NAME, PHRASE)
    return lambda: counts.send_release(session.register, period=PERIOD, endpoint=centre, by=session.user)


STEPS: dict[str, Callable[[Application, str], Act]] = {
    "restore": _restore,
    "new keys": _new_keys,
    "new passphrase": _new_passphrase,
    "backup": _backup,
    "sending": _sending,
}


def take(step: str, house: Path, centre: str, acks: Connection) -> None:
    """Take ``step`` in ``house``; ``acks`` gets "begun" just before it and "done" when it has returned."""
    act = STEPS[step](lives_in(house), centre)
    acks.send("begun")
    act()
    acks.send("done")
