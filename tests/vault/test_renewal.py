"""A new register key: sealed beside the old one until the file is exchanged, then alone; never to a swapped key."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from caseworker.errors import EnvironmentFault, Refused
from caseworker.vault.accounts import AccountState, OpenedVault, Vault
from caseworker.vault.document import StoredRecovery, decode, encode
from caseworker.vault.recovery import RecoverySheet
from caseworker.vault.sealing import PrivateKeys
from tests.vault.founding import KIM, LI, NOW, PASSPHRASE, Founded, found

NEW_KEY = bytes(range(32))
PHRASE = "röd katt under bro"


def typed(sheets: Sequence[RecoverySheet]) -> list[str]:
    return [" ".join(sheet.words) for sheet in sheets[:2]]


def unlocked(founded: Founded) -> OpenedVault:
    return Vault.load(founded.path).unlock(name=KIM.name, passphrase=PASSPHRASE, now=NOW)


def test_both_keys_are_there_until_one_is_chosen(founded: Founded) -> None:
    founded.vault.add_account(founded.opened, account=LI, passphrase=PHRASE, now=NOW)
    founded.vault.prepare_renewal(founded.opened, NEW_KEY, known={})
    opened = unlocked(founded)
    assert (opened.register_key, opened.next_register_key) == (founded.opened.register_key, NEW_KEY)
    founded.vault.finish_renewal()
    founded.vault.finish_renewal()
    for name, phrase in ((KIM.name, PASSPHRASE), (LI.name, PHRASE)):
        after = Vault.load(founded.path).unlock(name=name, passphrase=phrase, now=NOW)
        assert (after.register_key, after.next_register_key) == (NEW_KEY, None)
    assert not founded.vault.renewing


def test_an_abandoned_one_leaves_no_trace(founded: Founded) -> None:
    before = founded.path.read_bytes()
    founded.vault.prepare_renewal(founded.opened, NEW_KEY, known={})
    founded.vault.abandon_renewal()
    founded.vault.abandon_renewal()
    assert founded.path.read_bytes() == before


def test_whoever_is_suspended_does_not_get_the_new_key(founded: Founded) -> None:
    founded.vault.add_account(founded.opened, account=LI, passphrase=PHRASE, now=NOW)
    founded.vault.set_state(LI.id, AccountState.SUSPENDED)
    founded.vault.prepare_renewal(founded.opened, NEW_KEY, known={})
    founded.vault.finish_renewal()
    founded.vault.set_state(LI.id, AccountState.ACTIVE)
    with pytest.raises(Refused) as refused:
        founded.vault.unlock(name=LI.name, passphrase=PHRASE, now=NOW)
    assert refused.value.code == "unlock.not_approved"


def test_the_sheets_on_paper_stay_valid_at_every_step(founded: Founded) -> None:
    founded.vault.prepare_renewal(founded.opened, NEW_KEY, known={})
    between = founded.vault.recover(account=KIM.name, shares=typed(founded.sheets), new_passphrase="x y z å", now=NOW)
    assert (between.register_key, between.next_register_key) == (founded.opened.register_key, NEW_KEY)
    founded.vault.finish_renewal()
    after = founded.vault.recover(account=KIM.name, shares=typed(founded.sheets), new_passphrase="å", now=NOW)
    assert after.register_key == NEW_KEY


def test_a_session_that_finds_the_new_file_holds_the_new_key(founded: Founded) -> None:
    founded.vault.prepare_renewal(founded.opened, NEW_KEY, known={})
    opened = unlocked(founded)
    opened.take_next_key()
    opened.take_next_key()
    assert (opened.register_key, opened.next_register_key) == (NEW_KEY, None)


def test_nothing_is_sealed_to_keys_that_were_put_into_the_vault(founded: Founded) -> None:
    vault = founded.vault
    vault.add_account(founded.opened, account=LI, passphrase=PHRASE, now=NOW)
    known = {KIM.id: vault.key_id(KIM.id), LI.id: vault.key_id(LI.id), "recovery": vault.recovery_id}
    vault.trust(lambda: known)
    vault.seal_key(founded.opened, "compartment/1", NEW_KEY, [LI.id])
    document = decode(founded.path.read_bytes())
    kim, li = document.accounts
    planted = PrivateKeys.generate().public()
    assert document.recovery is not None
    forgeries = {
        "account.swapped": replace(document, accounts=(kim, replace(li, public=planted))),
        "recovery.swapped": replace(document, recovery=StoredRecovery(planted.encryption, document.recovery.sealed)),
    }
    for code, forged in forgeries.items():
        founded.path.write_bytes(encode(forged))
        with pytest.raises(Refused) as refused:
            vault.prepare_renewal(founded.opened, NEW_KEY, known=known)
        assert refused.value.code == code
        with pytest.raises(Refused) as refused:
            vault.seal_key(founded.opened, "compartment/2", NEW_KEY, [LI.id])
        assert refused.value.code == code
        assert not Vault.load(founded.path).renewing


def test_a_next_key_that_is_not_the_checked_one_is_a_damaged_vault(founded: Founded) -> None:
    founded.vault.prepare_renewal(founded.opened, NEW_KEY, known={})
    document = decode(founded.path.read_bytes())
    checks = {**document.checks, "register.next": bytes(32)}
    founded.path.write_bytes(encode(replace(document, checks=checks)))
    with pytest.raises(EnvironmentFault) as fault:
        unlocked(founded)
    assert fault.value.code == "vault.damaged"


def test_a_demo_vault_renews_without_sheets(tmp_path: Path) -> None:
    demo = found(tmp_path, recovery=False)
    assert demo.vault.recovery_id == ""
    demo.vault.prepare_renewal(demo.opened, NEW_KEY, known={"recovery": ""})
    demo.vault.finish_renewal()
    assert unlocked(demo).register_key == NEW_KEY
