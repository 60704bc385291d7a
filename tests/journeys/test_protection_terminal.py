"""Protected persons from the terminal: protecting, showing with a reason, readers, ending it."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from caseworker.app import Application
from caseworker.domain.access import User
from caseworker.domain.ids import StaffId
from caseworker.vault.accounts import Founder, Vault
from tests.journeys.terminals import PHRASE, Run, add_samira

ALI = "0192f0c0-0000-7000-8000-0000000000a1"


@pytest.fixture
def person(demo: Run) -> str:
    """Let a colleague in, and register somebody."""
    folder = Path(os.environ["CASEWORKER_REGISTER"])
    vault = Vault.load(folder / "register.vault")
    now = datetime.now(UTC)
    mine = vault.unlock(name="Maj Ekholm", passphrase=PHRASE, now=now)
    vault.add_account(mine, account=Founder(ALI, "Ali Berg", ("caseworker",)), passphrase=PHRASE, now=now)
    session = Application(folder=folder).unlock("Maj Ekholm", PHRASE)
    with session.register.change(by=session.user) as tx:
        tx.put_staff(User(StaffId(ALI), "Ali Berg", session.user.roles))
        tx.commit()
    session.close()
    return add_samira(demo, "--user", "Maj Ekholm")


def test_a_person_is_protected_shown_and_opened_again(demo: Run, person: str) -> None:
    me, ali, about = ("--user", "Maj Ekholm"), ("--user", "Ali Berg"), ("--person", person)
    readers = ("--reader", "Maj Ekholm", "--reader", "Ali Berg")
    assert demo("protection", "begin", *about, "--reader", "Ingen Alls", *me)[0] == 3
    assert demo("protection", "readers", *about, *me)[0] == 3
    status, _facts, told = demo("protection", "begin", *about, *readers, *me, plain=True)
    assert status == 0, told
    assert "Skyddad." in told
    assert "Samira" not in demo("person", "show", person, *me)[2]
    assert demo("protection", "show", *about, *me)[0] == 3
    shown = demo("protection", "show", *about, "--reason", "möte i dag", *ali, plain=True)[2]
    assert "Samira Haddad" in shown
    assert "19880314-2382" in shown
    assert "Ali Berg, Maj Ekholm" in demo("protection", "readers", *about, *me, plain=True)[2]
    assert demo("protection", "readers", *about, *readers, *me)[1]["waiting"] is True
    assert "väntar" in demo("protection", "readers", *about, *me, plain=True)[2]
    assert demo("protection", "readers", *about, "--confirm", *me)[0] == 3
    assert demo("protection", "readers", *about, "--confirm", *ali)[1]["waiting"] is False
    assert demo("protection", "end", *about, "--reason", "beslutet upphörde", *me)[0] == 0
    assert "Samira" in demo("person", "show", person, *me)[2]
