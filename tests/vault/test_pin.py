"""A PIN: which digits may be one, and that what it opens holds nothing that opens a seal."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.errors import CaseworkerError, EnvironmentFault, Refused
from caseworker.vault import pin, sealing
from caseworker.vault.accounts import Vault
from caseworker.vault.document import AccountState
from caseworker.vault.file import OpenedVault
from caseworker.vault.pin import PinTerms, ReducedVault, require_good_pin
from caseworker.vault.sealing import REGISTER, Context
from tests.vault.founding import CHEAP, KIM, LI, NOW, PASSPHRASE, Founded, found

COMPARTMENT = "compartment/0190a000-0000-7000-8000-0000000000cc"
CODE, SECRET = bytes(range(32)), bytes(range(32, 64))


def reduced(founded: Founded) -> ReducedVault:
    return founded.vault.open_reduced(KIM.id, founded.opened.reduced())


def code_of(digits: str) -> str:
    with pytest.raises(Refused) as refused:
        require_good_pin(digits)
    return refused.value.code


@pytest.mark.parametrize("digits", ["402817", "7305194", "90418273", "583920174625"])
def test_digits_without_a_pattern_may_be_a_pin(digits: str) -> None:
    require_good_pin(digits)


@pytest.mark.parametrize(
    ("digits", "code"),
    [
        ("", "pin.digits"),
        ("40281", "pin.digits"),
        ("4028174028171", "pin.digits"),
        ("40281a", "pin.digits"),
        ("٤٠٢٨١٧", "pin.digits"),
        ("111111", "pin.repeats"),
        ("121211", "pin.repeats"),
        ("402402", "pin.repeats"),
        ("40284028", "pin.repeats"),
        ("123456", "pin.runs"),
        ("654321", "pin.runs"),
        ("890123", "pin.runs"),
        ("135791", "pin.runs"),
        ("880314", "pin.date"),
        ("140388", "pin.date"),
        ("031488", "pin.date"),
        ("19880314", "pin.date"),
        ("14031988", "pin.date"),
        ("03141988", "pin.date"),
        ("198803142382", "pin.date"),
        ("159753", "pin.common"),
        ("14785236", "pin.common"),
    ],
)
def test_what_people_try_first_is_refused_with_its_reason(digits: str, code: str) -> None:
    assert code_of(digits) == code


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)), st.sampled_from(["%y%m%d", "%d%m%Y"]))
@settings(max_examples=60, deadline=None)
def test_no_date_is_ever_a_pin(day: date, how: str) -> None:
    assert code_of(day.strftime(how)) in {"pin.date", "pin.repeats", "pin.runs"}


# what is locked
def terms(founded: Founded) -> PinTerms:
    until = (NOW + timedelta(hours=8)).isoformat()
    return PinTerms(founded.vault.register_id, KIM.id, founded.vault.standing(KIM.id), NOW.isoformat(), until)


def test_pin_secret_and_every_term_together_open_and_none_may_differ(founded: Founded) -> None:
    mine = terms(founded)
    locked = pin.lock(CODE, SECRET, mine, b"plain")
    assert pin.unlock(CODE, SECRET, mine, locked) == b"plain"
    assert b"plain" not in locked
    other = bytes(32)
    for code, secret, bound in (
        (other, SECRET, mine),
        (CODE, other, mine),
        (SECRET, CODE, mine),
        *((CODE, SECRET, replace(mine, **{field: "x"})) for field in PinTerms.__slots__),
    ):
        assert pin.unlock(code, secret, bound, locked) is None
    for damaged in (b"", locked[:12], locked[:-1], bytes([locked[0] ^ 1]) + locked[1:]):
        assert pin.unlock(CODE, SECRET, mine, damaged) is None


def test_the_code_of_tomorrow_opens_by_the_passphrase_alone(founded: Founded) -> None:
    mine = terms(founded)
    kept = pin.keep_code(founded.opened, mine, CODE)
    assert pin.kept_code(founded.opened, mine, kept) == CODE
    assert CODE not in kept
    assert pin.kept_code(founded.opened, replace(mine, standing="x"), kept) is None
    founded.vault.add_account(founded.opened, account=LI, passphrase=PASSPHRASE, now=NOW)
    li = founded.vault.unlock(name=LI.name, passphrase=PASSPHRASE, now=NOW)
    assert pin.kept_code(li, mine, kept) is None, "a colleague who holds the register's key"
    with pytest.raises(Refused) as refused:
        pin.kept_code(reduced(founded), mine, kept)
    assert refused.value.code == "pin.passphrase_needed"


# what it opens
def test_a_pin_opens_the_register_and_signs_as_its_owner(founded: Founded) -> None:
    mine = reduced(founded)
    assert mine.register_key == founded.opened.register_key
    assert (mine.key_id, mine.public_signing_key) == (founded.opened.key_id, founded.opened.public_signing_key)
    assert founded.vault.signed_by(KIM.id, b"head", mine.sign(b"head"))
    assert mine.account == founded.opened.account
    assert mine.next_register_key is None


def test_nothing_in_what_a_pin_opens_opens_a_compartment(founded: Founded) -> None:
    """Every 32 bytes of it, as a private key against every seal of the compartment's key, and as that key itself."""
    key = b"k" * 32
    founded.vault.seal_key(founded.opened, COMPARTMENT, key, [KIM.id])
    assert founded.vault.unseal_key(founded.opened, COMPARTMENT) == key
    bundle = founded.opened.reduced()
    account = Vault.load(founded.path)._require(KIM.id)  # noqa: SLF001 - what a thief reads in the file
    context = Context(founded.vault.register_id, COMPARTMENT, KIM.id)
    assert len(bundle) == 64
    for at in range(len(bundle) - 31):
        piece = bundle[at : at + 32]
        assert piece != key
        assert sealing.encryption_public(piece) != account.public.encryption
        assert sealing.unseal(piece, account.sealed[COMPARTMENT], context) is None
        assert sealing.unseal(piece, account.sealed[REGISTER], Context(context.register_id, REGISTER, KIM.id)) is None
        assert sealing.unwrap(piece, account.wrapped, Context(context.register_id, "account-keys", KIM.id)) is None


def asks(opened: OpenedVault, founded: Founded) -> list[str]:
    codes = []
    for ask in (
        lambda: founded.vault.unseal_key(opened, COMPARTMENT),
        lambda: founded.vault.renew_sheets(opened),
        opened.reduced,
        lambda: opened.own_key("x"),
    ):
        try:
            ask()
        except CaseworkerError as fault:
            codes.append(fault.code)
    return codes


def test_whoever_came_in_by_pin_is_asked_for_the_passphrase_instead(founded: Founded) -> None:
    founded.vault.seal_key(founded.opened, COMPARTMENT, b"k" * 32, [KIM.id])
    assert asks(reduced(founded), founded) == ["pin.passphrase_needed"] * 4
    assert asks(founded.opened, founded) == []


def test_what_another_account_or_register_locked_is_no_bundle_here(founded: Founded) -> None:
    founded.vault.add_account(founded.opened, account=LI, passphrase=PASSPHRASE, now=NOW)
    with pytest.raises(EnvironmentFault) as fault:
        founded.vault.open_reduced(LI.id, founded.opened.reduced())
    assert fault.value.code == "vault.damaged"
    signing = founded.opened.reduced()[:32]
    with pytest.raises(EnvironmentFault):
        founded.vault.open_reduced(KIM.id, signing + bytes(32))


# when it is void
def test_how_an_account_stands_changes_with_all_that_ends_a_pin(founded: Founded) -> None:
    vault = founded.vault
    vault.add_account(founded.opened, account=LI, passphrase=PASSPHRASE, now=NOW)
    seen = [vault.standing(KIM.id)]
    vault.seal_key(founded.opened, COMPARTMENT, b"k" * 32, [KIM.id, LI.id])
    vault.note_used(KIM.id, NOW.date())
    assert vault.standing(KIM.id) == seen[0], "a compartment more or less is no matter of the PIN's"
    vault.change_passphrase(founded.opened, old=PASSPHRASE, new="gul tall under berget")
    seen.append(vault.standing(KIM.id))
    vault.prepare_renewal(founded.opened, b"n" * 32, known={})
    seen.append(vault.standing(KIM.id))
    vault.finish_renewal()
    seen.append(vault.standing(KIM.id))
    seen.append(vault.standing(LI.id))
    assert len(set(seen)) == len(seen)


def test_a_suspended_reset_or_ended_account_has_no_standing(founded: Founded) -> None:
    vault = founded.vault
    vault.add_account(founded.opened, account=LI, passphrase=PASSPHRASE, now=NOW)
    vault.set_state(LI.id, AccountState.SUSPENDED)
    codes = []
    for change in (
        lambda: None,
        lambda: vault.set_state(LI.id, AccountState.ACTIVE),
        lambda: vault.reset(LI.id, start="fem ord som visas en gång", now=NOW),
        lambda: vault.begin(name=LI.name, start="fem ord som visas en gång", new="gul tall under berget", now=NOW),
        lambda: vault.end(LI.id),
    ):
        change()
        try:
            codes.append(bool(vault.standing(LI.id)))
        except Refused as refused:
            codes.append(refused.code)  # type: ignore[arg-type]  # either an answer or why there is none
    assert codes == ["unlock.suspended", True, "unlock.begin", "unlock.not_approved", "unlock.suspended"]
    with pytest.raises(Refused):
        vault.standing("nobody")


def test_a_guess_at_a_pin_costs_what_a_guess_at_the_passphrase_costs(founded: Founded) -> None:
    assert founded.vault.cost_of(KIM.id) == CHEAP


def test_the_same_account_in_two_registers_stands_differently(
    founded: Founded, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = found(tmp_path_factory.mktemp("other"), register_id="0190a000-0000-7000-8000-000000000002")
    assert other.vault.standing(KIM.id) != founded.vault.standing(KIM.id)
