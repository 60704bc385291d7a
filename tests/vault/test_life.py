"""An account from its start passphrase to its end: what opens at each step, and what an administrator could keep."""

from dataclasses import replace
from datetime import timedelta

import pytest

from caseworker.errors import Refused
from caseworker.vault.accounts import AccountState, Vault
from caseworker.vault.document import decode, encode
from caseworker.vault.file import short_form
from caseworker.vault.sealing import PrivateKeys
from tests.vault.founding import KIM, LI, NOW, PASSPHRASE, Founded

START = "fem kor på en bro"
OWN = "grön häst på väg hem"


def code_of(act: object, *args: object, **kwargs: object) -> str:
    assert callable(act)
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value.code


def added(founded: Founded) -> Vault:
    founded.vault.add_waiting(account=LI, start=START, by=KIM.id, now=NOW)
    return Vault.load(founded.path)


def begun(founded: Founded) -> Vault:
    vault = added(founded)
    vault.begin(name=LI.name, start=START, new=OWN, now=NOW)
    return vault


def test_a_new_account_opens_nothing_until_it_is_begun_and_approved(founded: Founded) -> None:
    vault = added(founded)
    assert vault.accounts()[1].start
    assert code_of(vault.unlock, name=LI.name, passphrase=START, now=NOW) == "unlock.begin"
    assert code_of(vault.open_account, name=LI.name, passphrase=START, now=NOW) == "unlock.begin"
    shown = vault.begin(name=LI.name, start=START, new=OWN, now=NOW)
    assert shown == vault.fingerprint(LI.id)
    assert code_of(vault.unlock, name=LI.name, passphrase=OWN, now=NOW) == "unlock.not_approved"
    assert code_of(vault.unlock, name=LI.name, passphrase=START, now=NOW) == "unlock.wrong"
    vault.approve(founded.opened, LI.id, key_id=vault.key_id(LI.id))
    opened = Vault.load(founded.path).unlock(name=LI.name, passphrase=OWN, now=NOW)
    assert opened.register_key == founded.opened.register_key


def test_the_keys_an_administrator_made_and_may_have_kept_are_worth_nothing(founded: Founded) -> None:
    vault = added(founded)
    made = decode(founded.path.read_bytes()).accounts[1].public
    assert code_of(vault.approve, founded.opened, LI.id, key_id=vault.key_id(LI.id)) == "account.not_begun"
    vault.begin(name=LI.name, start=START, new=OWN, now=NOW)
    own = decode(founded.path.read_bytes()).accounts[1]
    assert own.public.encryption != made.encryption
    assert made.signing not in (own.public.signing, *own.former_signing)


def test_a_start_passphrase_holds_seven_days_and_once(founded: Founded) -> None:
    vault = added(founded)
    late = NOW + timedelta(days=7, seconds=1)
    assert code_of(vault.begin, name=LI.name, start=START, new=OWN, now=late) == "unlock.start_expired"
    assert code_of(vault.begin, name=LI.name, start="fel", new=OWN, now=NOW) == "unlock.wrong"
    vault.begin(name=LI.name, start=START, new=OWN, now=NOW)
    assert code_of(vault.begin, name=LI.name, start=START, new=OWN, now=NOW) == "unlock.wrong"
    assert code_of(vault.begin, name=LI.name, start=OWN, new=START, now=NOW) == "account.begun"


def test_keys_that_were_swapped_after_the_comparison_are_not_approved(founded: Founded) -> None:
    vault = begun(founded)
    compared = vault.key_id(LI.id)
    document = decode(founded.path.read_bytes())
    kim, li = document.accounts
    forged = replace(li, public=PrivateKeys.generate().public())
    founded.path.write_bytes(encode(replace(document, accounts=(kim, forged))))
    assert code_of(vault.approve, founded.opened, LI.id, key_id=compared) == "account.swapped"
    assert not Vault.load(founded.path).accounts()[1].approved
    assert short_form(compared) != vault.fingerprint(LI.id)


def test_a_reset_takes_every_key_and_keeps_old_signatures(founded: Founded) -> None:
    vault = begun(founded)
    vault.approve(founded.opened, LI.id, key_id=vault.key_id(LI.id))
    li = vault.unlock(name=LI.name, passphrase=OWN, now=NOW)
    vault.seal_key(founded.opened, "compartment/1", bytes(32), [LI.id, KIM.id])
    signature = li.sign(b"head 7")
    vault.reset(LI.id, start=START, now=NOW)
    assert (vault.accounts()[1].approved, vault.accounts()[1].start) == (False, True)
    assert vault.key_holders("compartment/1") == (KIM.id,)
    assert vault.signed_by(LI.id, b"head 7", signature)
    vault.begin(name=LI.name, start=START, new="blå hatt i djup snö", now=NOW)
    assert vault.signed_by(LI.id, b"head 7", signature)
    assert code_of(vault.unlock, name=LI.name, passphrase=OWN, now=NOW) == "unlock.wrong"


def test_suspended_is_told_after_the_right_passphrase_only(founded: Founded) -> None:
    vault = added(founded)
    vault.set_state(LI.id, AccountState.SUSPENDED)
    assert code_of(vault.begin, name=LI.name, start=START, new=OWN, now=NOW) == "unlock.suspended"
    assert code_of(vault.open_account, name=LI.name, passphrase=START, now=NOW) == "unlock.suspended"
    assert code_of(vault.approve, founded.opened, LI.id, key_id=vault.key_id(LI.id)) == "unlock.suspended"


def test_the_last_one_who_opens_the_register_is_neither_reset_nor_ended(founded: Founded) -> None:
    vault = begun(founded)
    assert code_of(vault.reset, KIM.id, start=START, now=NOW) == "account.last"
    assert code_of(vault.end, KIM.id) == "account.last"
    vault.approve(founded.opened, LI.id, key_id=vault.key_id(LI.id))
    vault.end(KIM.id)
    assert [row.approved for row in vault.accounts()] == [False, True]
    assert code_of(vault.unlock, name=KIM.name, passphrase=PASSPHRASE, now=NOW) == "unlock.suspended"


def test_the_last_day_of_use_is_written_once_a_day(founded: Founded) -> None:
    founded.vault.note_used(KIM.id, NOW.date())
    first = founded.path.stat().st_ino
    founded.vault.note_used(KIM.id, NOW.date())
    assert founded.path.stat().st_ino == first
    assert Vault.load(founded.path).accounts()[0].used == "2026-11-20"


def test_an_account_without_the_register_key_still_opens_its_own_keys(founded: Founded) -> None:
    vault = begun(founded)
    opened = vault.open_account(name=LI.name, passphrase=OWN, now=NOW)
    assert opened.account.id == LI.id
    assert not hasattr(opened, "register_key")
    sealed = decode(founded.path.read_bytes()).accounts[0].sealed["register"]
    assert opened.unseal("register", sealed) is None


def test_a_fingerprint_has_twelve_signs_that_are_not_mistaken(founded: Founded) -> None:
    shown = founded.vault.fingerprint(KIM.id)
    assert [len(group) for group in shown.split(" ")] == [4, 4, 4]
    assert not set(shown) & set("01IO")
    assert shown == short_form(founded.vault.key_id(KIM.id))


def test_nobody_goes_who_alone_can_open_a_compartment(founded: Founded) -> None:
    vault = begun(founded)
    vault.approve(founded.opened, LI.id, key_id=vault.key_id(LI.id))
    vault.seal_key(founded.opened, "compartment/1", bytes(32), [LI.id])
    assert code_of(vault.reset, LI.id, start=START, now=NOW) == "vault.last_holder"
    assert code_of(vault.end, LI.id) == "vault.last_holder"
    vault.seal_key(founded.opened, "compartment/1", bytes(32), [KIM.id])
    vault.end(LI.id)
    assert vault.key_holders("compartment/1") == (KIM.id,)
