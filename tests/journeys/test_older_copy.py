"""An older copy of the register put back in its place: noticed, closed for writing, and taken on only on purpose."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from caseworker.app import Application
from caseworker.domain.access import Role, User
from caseworker.domain.intake import Intake
from caseworker.errors import EnvironmentFault, Refused
from caseworker.services import people, trust
from caseworker.vault.kdf import KdfCost

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
PHRASE = "visa hur det fungerar"


@pytest.fixture
def application(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Application:
    """A demo register of which an older copy has been put back."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(KdfCost, "floor", lambda: KdfCost(64, 1, 1))
    application = Application(folder=tmp_path / "register", clock=lambda: NOW)
    application.create_demo(passphrase=PHRASE).close()
    older = tmp_path / "older.db"
    shutil.copy(application.folder / "register.db", older)
    session = application.unlock("Maj Ekholm", PHRASE)
    people.register_person(session.register, intake=Intake(given="Samira", family="Haddad"), by=session.user)
    session.close()
    shutil.copy(older, application.folder / "register.db")
    return application


def test_an_older_copy_is_noticed_and_closed_for_writing(application: Application) -> None:
    session = application.unlock("Maj Ekholm", PHRASE)
    assert [finding.code for finding in session.register.faults] == ["audit.rolled_back"]
    with pytest.raises(EnvironmentFault) as closed:
        people.register_person(session.register, intake=Intake(given="Samira", family="Haddad"), by=session.user)
    assert closed.value.code == "register.closed_for_writing"
    assert people.count_people(session.register, by=session.user) == 0
    session.close()
    again = application.unlock("Maj Ekholm", PHRASE)
    assert again.register.faults, "a look alone must not make an older copy the new truth"
    again.close()


def test_a_copy_restored_on_purpose_is_taken_on_by_an_administrator_and_stays_whole(application: Application) -> None:
    session = application.unlock("Maj Ekholm", PHRASE)
    caseworker = User(session.user.id, session.user.name, frozenset({Role.CASEWORKER}))
    with pytest.raises(Refused) as refused:
        trust.accept_older_copy(session.register, by=caseworker)
    assert refused.value.code == "access.not_granted"
    trust.accept_older_copy(session.register, by=session.user)
    people.register_person(session.register, intake=Intake(given="Samira", family="Haddad"), by=session.user)
    session.close()
    again = application.unlock("Maj Ekholm", PHRASE)
    assert application.verify(again).ok
    with pytest.raises(Refused) as nothing:
        trust.accept_older_copy(again.register, by=again.user)
    assert nothing.value.code == "register.not_rolled_back"
    again.close()
