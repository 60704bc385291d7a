"""Keys with a name (compartments): sealed to named accounts and to recovery, and to nobody else."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from caseworker.errors import EnvironmentFault, Refused
from caseworker.vault.accounts import OpenedVault, Vault
from caseworker.vault.document import AccountState, decode, encode
from caseworker.vault.recovery import RecoverySheet
from tests.vault.founding import KIM, LI, NOW, Founded, found

NAME = "compartment/1"
KEY = bytes(range(32))


def typed(sheets: Sequence[RecoverySheet]) -> list[str]:
    return [" ".join(sheet.words) for sheet in sheets[:2]]


@pytest.fixture
def li(founded: Founded) -> OpenedVault:
    """Return a colleague who can open the register too."""
    founded.vault.add_account(founded.opened, account=LI, passphrase="röd katt under bro", now=NOW)
    return Vault.load(founded.path).unlock(name=LI.name, passphrase="röd katt under bro", now=NOW)


def test_only_those_named_open_it(founded: Founded, li: OpenedVault) -> None:
    founded.vault.seal_key(founded.opened, NAME, KEY, [KIM.id])
    again = Vault.load(founded.path)
    assert again.unseal_key(founded.opened, NAME) == KEY
    assert again.key_holders(NAME) == (KIM.id,)
    with pytest.raises(Refused) as refused:
        again.unseal_key(li, NAME)
    assert refused.value.code == "vault.key_not_held"


def test_a_copied_seal_does_not_open_for_the_one_it_was_copied_to(founded: Founded, li: OpenedVault) -> None:
    founded.vault.seal_key(founded.opened, NAME, KEY, [KIM.id])
    document = decode(founded.path.read_bytes())
    kim, other = document.accounts
    forged = replace(other, sealed={**other.sealed, NAME: kim.sealed[NAME]})
    founded.path.write_bytes(encode(replace(document, accounts=(kim, forged))))
    with pytest.raises(EnvironmentFault) as fault:
        Vault.load(founded.path).unseal_key(li, NAME)
    assert fault.value.code == "vault.damaged"


def test_more_people_are_added_and_taken_away_one_by_one(founded: Founded, li: OpenedVault) -> None:
    founded.vault.seal_key(founded.opened, NAME, KEY, [KIM.id])
    founded.vault.seal_key(founded.opened, NAME, KEY, [LI.id])
    assert founded.vault.key_holders(NAME) == (KIM.id, LI.id)
    founded.vault.drop_key(li, NAME, [KIM.id])
    assert founded.vault.key_holders(NAME) == (LI.id,)
    with pytest.raises(Refused) as refused:
        founded.vault.drop_key(li, NAME, [LI.id])
    assert refused.value.code == "vault.last_holder"
    assert founded.vault.unseal_key(li, NAME) == KEY


def test_a_name_never_stands_for_two_keys(founded: Founded) -> None:
    founded.vault.seal_key(founded.opened, NAME, KEY, [KIM.id])
    for name, key in ((NAME, secrets.token_bytes(32)), ("register", KEY)):
        with pytest.raises(Refused) as refused:
            founded.vault.seal_key(founded.opened, name, key, [KIM.id])
        assert refused.value.code == "vault.other_key"


def test_it_is_sealed_to_nobody_who_cannot_open_the_register(founded: Founded, li: OpenedVault) -> None:
    founded.vault.set_state(LI.id, AccountState.SUSPENDED)
    for id, code in ((LI.id, "account.not_approved"), ("nobody", "account.unknown")):
        with pytest.raises(Refused) as refused:
            founded.vault.seal_key(founded.opened, NAME, KEY, [KIM.id, id])
        assert refused.value.code == code
    assert founded.vault.key_holders(NAME) == ()


def test_dropped_everywhere_it_is_gone_and_the_name_is_free(founded: Founded) -> None:
    founded.vault.seal_key(founded.opened, NAME, KEY, [KIM.id])
    founded.vault.drop_key(founded.opened, NAME)
    assert NAME.encode() not in founded.path.read_bytes()
    founded.vault.seal_key(founded.opened, NAME, secrets.token_bytes(32), [KIM.id])


def test_two_sheets_give_a_holder_her_compartments_back(founded: Founded, li: OpenedVault) -> None:
    founded.vault.seal_key(founded.opened, NAME, KEY, [KIM.id])
    for name, holds in ((LI.name, False), (KIM.name, True)):
        opened = founded.vault.recover(
            account=name, shares=typed(founded.sheets), new_passphrase="blå hatt i snö", now=NOW
        )
        assert (NAME in founded.vault.key_names(opened)) is holds
    assert founded.vault.unseal_key(opened, NAME) == KEY


def test_new_sheets_open_the_compartments_or_are_not_made(founded: Founded, li: OpenedVault) -> None:
    founded.vault.seal_key(founded.opened, NAME, KEY, [KIM.id])
    with pytest.raises(Refused) as refused:
        founded.vault.renew_sheets(li)
    assert refused.value.code == "vault.key_not_held"
    fresh = founded.vault.renew_sheets(founded.opened)
    opened = founded.vault.recover(account=KIM.name, shares=typed(fresh), new_passphrase="blå hatt i snö", now=NOW)
    assert founded.vault.unseal_key(opened, NAME) == KEY


def test_a_demo_vault_has_no_recovery_to_seal_to(tmp_path: Path) -> None:
    demo = found(tmp_path, recovery=False)
    demo.vault.seal_key(demo.opened, NAME, KEY, [KIM.id])
    assert demo.vault.unseal_key(demo.opened, NAME) == KEY
    demo.vault.drop_key(demo.opened, NAME)
    assert demo.vault.key_holders(NAME) == ()


def test_an_earlier_state_of_the_file_gives_its_keys_to_who_may_open_today(founded: Founded, li: OpenedVault) -> None:
    founded.vault.seal_key(founded.opened, NAME, KEY, [KIM.id, LI.id])
    earlier = founded.path.read_bytes()
    founded.vault.drop_key(founded.opened, NAME)
    founded.vault.set_state(LI.id, AccountState.SUSPENDED)
    founded.vault.adopt_keys(earlier, ["compartment/unknown"])
    assert founded.vault.key_holders(NAME) == ()
    founded.vault.adopt_keys(earlier, [NAME])
    assert founded.vault.key_holders(NAME) == (KIM.id,)
    assert founded.vault.unseal_key(founded.opened, NAME) == KEY
    kept = founded.path.read_bytes()
    founded.vault.adopt_keys(earlier, [NAME])  # it has that name already
    assert founded.path.read_bytes() == kept


def test_a_key_is_sealed_to_who_is_able_and_else_to_who_stands_in(founded: Founded, li: OpenedVault) -> None:
    assert founded.vault.able([LI.id, "nobody", KIM.id], else_to=KIM.id) == (LI.id, KIM.id)
    founded.vault.set_state(LI.id, AccountState.SUSPENDED)
    stands_in = () if founded.vault.has_recovery else (KIM.id,)
    assert founded.vault.able([LI.id], else_to=KIM.id) == stands_in
