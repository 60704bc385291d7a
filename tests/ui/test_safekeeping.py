"""Backups beside the window: when one is due, told once when it fails, and a last one when the window has gone."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caseworker.app import DEMO_PASSPHRASE, Application, Session
from caseworker.domain.intake import Intake
from caseworker.services import backups, people
from caseworker.store.findings import Finding
from tests.ui.registers import copy_of, demo_register
from ui.safekeeping.keeper import Keeper
from ui.tasks import InlineRunner, TaskRunner


class Clock:
    def __init__(self) -> None:
        self.now = datetime.now(UTC).replace(microsecond=0)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_register(tmp_path_factory)


@pytest.fixture
def application(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Application:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return Application(folder=copy_of(template, tmp_path / "register"), clock=Clock())


@pytest.fixture
def session(application: Application) -> Session:
    return application.unlock(application.registers().accounts[0].name, DEMO_PASSPHRASE)


def enter(session: Session) -> None:
    people.register_person(session.register, intake=Intake(given="Samira", family="Haddad"), by=session.user)


def kept(application: Application) -> int:
    return len(list((application.folder / "backups").glob("register-*.age")))


def test_a_backup_is_made_when_it_is_due_and_a_last_one_at_the_end(
    qtbot: QtBot, application: Application, session: Session
) -> None:
    keeper = Keeper(application, session, InlineRunner())
    with qtbot.waitSignal(keeper.made):
        keeper.look()
    enter(session)
    keeper.look()
    assert kept(application) == 1
    assert len(list((application.folder / "backups").glob("readable-*.age"))) == 1
    assert isinstance(application.clock, Clock)
    application.clock.now += timedelta(minutes=30)
    keeper.look()
    assert kept(application) == 2
    keeper.finish()
    assert kept(application) == 2
    enter(session)
    application.clock.now += timedelta(minutes=1)
    keeper.finish()
    assert kept(application) == 3
    session.close()


def test_it_is_made_outside_the_gui_thread(qtbot: QtBot, application: Application, session: Session) -> None:
    runner = TaskRunner()
    keeper = Keeper(application, session, runner)
    with qtbot.waitSignal(keeper.made, timeout=10_000):
        keeper.look()
        keeper.look()
    runner.close()
    assert kept(application) == 1
    session.close()


def test_a_place_that_is_away_is_told_once_and_the_work_goes_on(
    qtbot: QtBot, application: Application, session: Session, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    kit = application.backup_kit(session)
    backups.choose_places(session.register, kit=kit, places=[kit.own_place, stick], by=session.user)
    stick.rmdir()
    keeper = Keeper(application, session, InlineRunner())
    told: list[Exception] = []
    keeper.failed.connect(told.append)
    assert isinstance(application.clock, Clock)
    for _ in range(3):
        enter(session)
        keeper.look()
        application.clock.now += timedelta(minutes=31)
    assert [str(error) for error in told] == ["backup.place_missing"]
    assert kept(application) == 3
    backups.choose_places(session.register, kit=kit, places=[tmp_path], by=session.user)
    tmp_path.chmod(0o700)
    session.register.stop_writing((Finding("audit.broken", seq=1),))
    keeper.look()
    keeper.finish()
    assert kept(application) == 3
    session.close()


def test_no_place_at_all_is_told_too(qtbot: QtBot, application: Application, session: Session, tmp_path: Path) -> None:
    only = tmp_path / "only"
    only.mkdir()
    backups.choose_places(session.register, kit=application.backup_kit(session), places=[only], by=session.user)
    only.rmdir()
    keeper = Keeper(application, session, InlineRunner())
    told: list[Exception] = []
    keeper.failed.connect(told.append)
    keeper.look()
    keeper.look()
    assert [str(error) for error in told] == ["backup.no_place"]
    keeper.finish()
    session.close()
