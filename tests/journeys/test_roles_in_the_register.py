"""Who may do what is read from the encrypted register: writing another role into the key file gives nobody anything."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from caseworker.app import Application
from caseworker.domain.access import Role
from caseworker.errors import Refused
from caseworker.services import counts
from caseworker.vault.document import decode, encode
from caseworker.vault.kdf import KdfCost

PHRASE = "visa hur det fungerar"


@pytest.fixture
def application(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Application:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(KdfCost, "floor", lambda: KdfCost(64, 1, 1))
    application = Application(folder=tmp_path / "register", clock=lambda: datetime(2026, 11, 21, tzinfo=UTC))
    session = application.create_demo(passphrase=PHRASE)
    with session.register.change(by=session.user) as tx:
        tx.put_staff(replace(session.user, roles=frozenset({Role.CASEWORKER})))
        tx.commit()
    session.close()
    return application


def test_a_role_written_into_the_key_file_is_not_a_role(application: Application) -> None:
    vault = application.folder / "register.vault"
    document = decode(vault.read_bytes())
    forged = replace(document.accounts[0], roles=("caseworker", "administrator"))
    vault.write_bytes(encode(replace(document, accounts=(forged,))))
    session = application.unlock("Maj Ekholm", PHRASE)
    assert session.user.roles == {Role.CASEWORKER}
    with pytest.raises(Refused) as refused:
        counts.enrolment_document(session.register, by=session.user)
    assert refused.value.code == "access.not_granted"
    session.close()


def test_a_member_of_staff_who_has_left_is_refused_and_the_register_is_free_again(application: Application) -> None:
    session = application.unlock("Maj Ekholm", PHRASE)
    with session.register.change(by=session.user) as tx:
        tx.put_staff(session.user, active=False)
        tx.commit()
    session.close()
    for _ in range(2):  # the second try would meet the lock if the first had kept it
        with pytest.raises(Refused) as refused:
            application.unlock("Maj Ekholm", PHRASE)
        assert refused.value.code == "unlock.not_approved"
