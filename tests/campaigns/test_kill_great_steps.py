"""``kill -9`` at a random instant of a great step: the office is as before it or as after it, and the next try does it.

After every kill the folder is searched for words in clear, the register is unlocked as next morning, and the step is
taken once more.
"""

import os
import random
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from pathlib import Path

import pytest

from caseworker.app import Application, Session
from caseworker.domain.intake import Intake
from caseworker.errors import Refused
from caseworker.register_folder import RESTORING, VAULT
from caseworker.restoring import WhoRestores
from caseworker.services import backups, counts, people
from tests.app.offices import NAME, PHRASE
from tests.campaigns.great_steps import (
    BY_NOW,
    IN_BACKUP,
    NEW_PHRASE,
    PERIOD,
    STEPS,
    first_backup,
    found_house,
    lives_in,
    take,
)
from tests.campaigns.killing import preload, rest_of
from tests.campaigns.tally import Tally, cases
from tests.canaries import hits
from tests.services.centres import running_centre

USUAL = 0.2  # seconds of a step on no machine in particular
SETTLED_PHRASE = "nio röda bussar i regnet"


@pytest.fixture(scope="module")
def centre_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("centre") / "centre.db"


@pytest.fixture(scope="module")
def great_centre(centre_database: Path) -> Iterator[str]:
    """The address of a real demo centre."""
    with running_centre(centre_database) as (address, _app):
        yield address


@pytest.fixture(scope="module")
def founded_house(tmp_path_factory: pytest.TempPathFactory, great_centre: str) -> Iterator[Path]:
    """An office; every kill gets a copy of it."""
    before = os.environ["XDG_CONFIG_HOME"]
    house = tmp_path_factory.mktemp("founded") / "house"
    found_house(house, great_centre)
    os.environ["XDG_CONFIG_HOME"] = before
    yield house
    os.environ["XDG_CONFIG_HOME"] = before


def killed_at(step: str, house: Path, centre: str, *, after: float | None) -> tuple[bool, float]:
    """Take ``step`` in a process that is killed so many seconds into it (None: never); tell whether it had answered."""
    forkserver = get_context("forkserver")
    receiver, sender = forkserver.Pipe(duplex=False)
    process = forkserver.Process(target=take, args=(step, house, centre, sender), daemon=True)
    process.start()
    sender.close()
    assert receiver.recv() == "begun"
    begun = time.monotonic()
    answered = after is None and receiver.recv() == "done"
    taken = time.monotonic() - begun
    if after is not None:
        time.sleep(after)
    process.kill()
    process.join()
    answered = answered or rest_of(receiver) != []
    receiver.close()
    return answered, taken


def unlocked(application: Application, phrase: str = PHRASE) -> Session:
    """Unlock as next morning; the register is whole and everybody is there."""
    session = application.unlock(NAME, phrase)
    assert session.register.faults == ()
    assert application.verify(session).ok
    return session


def people_in(session: Session) -> int:
    return people.count_people(session.register, by=session.user)


def nothing_unfinished(application: Application) -> bool:
    """Tell whether no half copy lies about in the register's folder."""
    names = {path.name for path in application.folder.iterdir()}
    return RESTORING not in names and not [name for name in names if "rekeyed" in name or name.startswith(".backup-")]


def after_restore(application: Application, answered: bool, _centre: str) -> None:
    session = unlocked(application)
    assert people_in(session) in ({IN_BACKUP} if answered else {IN_BACKUP, BY_NOW})
    session.close()
    restored = application.restorer.restore(WhoRestores(NAME, PHRASE), chosen=str(first_backup(application)))
    assert restored.people == IN_BACKUP
    session = unlocked(application)
    assert people_in(session) == IN_BACKUP
    session.close()
    assert nothing_unfinished(application)


def after_new_keys(application: Application, _answered: bool, _centre: str) -> None:
    vault = application.folder / VAULT
    first = first_backup(application)
    session = unlocked(application)
    assert people_in(session) == BY_NOW
    assert "register.next" not in vault.read_text()
    assert nothing_unfinished(application)
    identity = backups.list_backups(session.register, kit=application.backup_kit(session), check=True, by=session.user)
    assert {row.code for row in identity if row.name == first.name} == {""}
    key = session.keys.register_key
    application.accounts.key_holder(session).renew_keys()
    session = unlocked(application)
    assert session.keys.register_key != key
    assert people_in(session) == BY_NOW
    session.close()
    assert nothing_unfinished(application)


def after_new_passphrase(application: Application, answered: bool, _centre: str) -> None:
    opening = [phrase for phrase in (PHRASE, NEW_PHRASE) if opens(application, phrase)]
    assert opening == [NEW_PHRASE] if answered else len(opening) == 1
    application.accounts.change_own_passphrase(NAME, old=opening[0], new=SETTLED_PHRASE)
    session = unlocked(application, SETTLED_PHRASE)
    assert people_in(session) == BY_NOW
    session.close()


def opens(application: Application, phrase: str) -> bool:
    try:
        application.unlock(NAME, phrase).close()
    except Refused as refused:
        code = refused.code
    else:
        return True
    assert code == "unlock.wrong"
    return False


def after_backup(application: Application, answered: bool, _centre: str) -> None:
    session = unlocked(application)
    kit = application.backup_kit(session)
    rows = backups.list_backups(session.register, kit=kit, check=True, by=session.user)
    assert {row.code for row in rows} == {""}
    assert len(rows) == 2 or not answered
    intake = Intake(given="Efteråt")  # there is something new to keep
    people.register_person(session.register, intake=intake, by=session.user)
    application.back_up(session, "asked")
    found = backups.rehearse_restore(session.register, kit=kit, by=session.user)
    assert (found.ok, found.people, found.damaged) == (True, BY_NOW + 1, ())
    session.close()
    assert nothing_unfinished(application)


def after_sending(application: Application, answered: bool, centre: str) -> None:
    session = unlocked(application)
    register, by = session.register, session.user
    (row,) = counts.list_releases(register, by=by)
    assert row.state in ({"acked"} if answered else {"queued", "sending", "acked"})
    assert (row.received is not None) == (row.state == "acked")
    sent = counts.send_release(register, period=PERIOD, endpoint=centre, by=by)
    assert (sent.state, sent.release_id) == ("acked", row.release_id)
    session.close()


AFTER: dict[str, Callable[[Application, bool, str], None]] = {
    "restore": after_restore,
    "new keys": after_new_keys,
    "new passphrase": after_new_passphrase,
    "backup": after_backup,
    "sending": after_sending,
}


def empty(centre_database: Path) -> list[tuple[str, str]]:
    """Return what the centre has received, and let it forget that."""
    with sqlite3.connect(centre_database) as tool:
        received = tool.execute("SELECT period, sha256 FROM releases").fetchall()
        tool.execute("DELETE FROM receipts")
        tool.execute("DELETE FROM releases")
    tool.close()
    return received


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.campaign(id="K3", what="kill -9 at a random instant of a restore, new keys or passphrase, backup, sending")
def test_a_kill_in_a_great_step_leaves_the_old_or_the_new_and_the_next_try_works(
    step: str, founded_house: Path, great_centre: str, centre_database: Path, tmp_path: Path, tally: Tally
) -> None:
    preload("tests.campaigns.great_steps", "caseworker.restoring", "caseworker.accounts")
    chance, kills = random.Random(step), cases(1, 50, 500)
    longest, unanswered = USUAL, 0
    for kill in range(kills):
        house = tmp_path / "house"
        shutil.copytree(founded_house, house)
        empty(centre_database)
        # the first of many is left to finish: it tells how long the others may live
        to_its_end = kill == 0 and kills > 1
        answered, taken = killed_at(step, house, great_centre, after=None if to_its_end else chance.uniform(0, longest))
        longest = taken if to_its_end else longest
        unanswered += not answered
        assert hits([house]) == []
        AFTER[step](lives_in(house), answered, great_centre)
        if step == "sending":
            assert [period for period, _ in empty(centre_database)] == [PERIOD]
        shutil.rmtree(house)
        tally.count()
    assert unanswered >= kills // 3
