"""Opening a vault: right and wrong passphrases, unknown names, waiting, suspension."""

import pickle
import unicodedata
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseworker.errors import EnvironmentFault, Refused
from caseworker.vault import file
from caseworker.vault.accounts import AccountState, Founder, Vault
from caseworker.vault.attempts import waiting_time
from caseworker.vault.kdf import KdfCost, derive
from tests.vault.founding import CHEAP, KIM, NOW, PASSPHRASE, REGISTER_ID, Founded

LI = Founder("0190a000-0000-7000-8000-00000000000b", "Li Ö. Strand", ("caseworker",))


def refused(vault: Vault, name: str, passphrase: str, after: timedelta = timedelta(0)) -> Refused:
    with pytest.raises(Refused) as caught:
        vault.unlock(name=name, passphrase=passphrase, now=NOW + after)
    return caught.value


def test_the_right_passphrase_opens_the_register_key_after_a_restart(founded: Founded) -> None:
    opened = Vault.load(founded.path).unlock(name="Kim Åberg", passphrase=PASSPHRASE, now=NOW)
    assert opened.register_key == founded.opened.register_key
    assert len(opened.register_key) == 32
    assert opened.account.roles == KIM.roles
    assert opened.register_id == REGISTER_ID


@pytest.mark.parametrize("name", ["kim åberg", "  Kim   Åberg ", unicodedata.normalize("NFD", "Kim Åberg")])
def test_a_name_opens_however_it_is_typed(founded: Founded, name: str) -> None:
    assert founded.vault.unlock(name=name, passphrase=PASSPHRASE, now=NOW).account.id == KIM.id


def test_a_passphrase_opens_whether_å_is_one_sign_or_two(founded: Founded) -> None:
    decomposed = unicodedata.normalize("NFD", PASSPHRASE)
    assert decomposed != PASSPHRASE
    assert founded.vault.unlock(name=KIM.name, passphrase=decomposed, now=NOW).account.id == KIM.id


def test_all_of_a_long_passphrase_counts(tmp_path: Path) -> None:
    long = "sju små åsnor gick över ängen " * 5
    path = tmp_path / "register.vault"
    Vault.create(path, register_id=REGISTER_ID, founder=KIM, passphrase=long, now=NOW, kdf=CHEAP)
    vault = Vault.load(path)
    assert vault.unlock(name=KIM.name, passphrase=long, now=NOW).account.id == KIM.id
    assert refused(vault, KIM.name, long[:-2] + "x ").code == "unlock.wrong"


def test_a_wrong_passphrase_and_an_unknown_name_look_the_same(founded: Founded) -> None:
    wrong = refused(founded.vault, KIM.name, "fel")
    unknown = refused(founded.vault, "Nobody Here", PASSPHRASE)
    assert (wrong.code, wrong.params) == (unknown.code, unknown.params) == ("unlock.wrong", {})


def test_a_wrong_passphrase_and_an_unknown_name_cost_the_same(
    founded: Founded, monkeypatch: pytest.MonkeyPatch
) -> None:
    derived: list[tuple[str, int, KdfCost]] = []

    def derive_and_note(passphrase: str, salt: bytes, cost: KdfCost) -> bytes:
        derived.append((passphrase, len(salt), cost))
        return derive(passphrase, salt, cost)

    monkeypatch.setattr(file, "derive", derive_and_note)
    for name in (KIM.name, "Nobody Here"):
        refused(founded.vault, name, "fel")
    known, unknown = derived
    assert known == unknown


def test_the_sixth_try_waits_even_with_the_right_passphrase_and_then_opens(founded: Founded) -> None:
    for _ in range(5):
        assert refused(founded.vault, KIM.name, "fel").code == "unlock.wrong"
    waiting = refused(founded.vault, KIM.name, PASSPHRASE, timedelta(seconds=1))
    assert (waiting.code, waiting.params) == ("unlock.wait", {"seconds": 14})
    after = NOW + timedelta(seconds=15)
    assert founded.vault.unlock(name=KIM.name, passphrase=PASSPHRASE, now=after).account.id == KIM.id


def test_the_wait_doubles_to_fifteen_minutes(founded: Founded) -> None:
    now, waits = NOW, []
    for _ in range(14):
        with pytest.raises(Refused) as caught:
            founded.vault.unlock(name="Nobody Here", passphrase="fel", now=now)
        assert caught.value.code == "unlock.wrong"
        with pytest.raises(Refused) as caught:
            founded.vault.unlock(name="Nobody Here", passphrase="fel", now=now)
        if caught.value.code == "unlock.wait":
            waits.append(caught.value.params["seconds"])
            now += timedelta(seconds=int(str(waits[-1])))
    assert waits[:7] == [15, 30, 60, 120, 240, 480, 900]
    assert set(waits[7:]) == {900}


def test_the_wait_survives_a_restart_and_a_clock_moved_back(founded: Founded) -> None:
    for _ in range(5):
        refused(founded.vault, KIM.name, "fel")
    again = Vault.load(founded.path)
    assert refused(again, KIM.name, PASSPHRASE).code == "unlock.wait"
    back = refused(again, KIM.name, PASSPHRASE, timedelta(days=-2))
    assert (back.code, back.params) == ("unlock.wait", {"seconds": 15})
    rested = NOW - timedelta(days=2) + timedelta(seconds=15)
    assert again.unlock(name=KIM.name, passphrase=PASSPHRASE, now=rested).account.id == KIM.id


def test_success_forgets_the_wrong_tries_and_leaves_no_file(founded: Founded) -> None:
    for _ in range(4):
        refused(founded.vault, KIM.name, "fel")
    founded.vault.unlock(name=KIM.name, passphrase=PASSPHRASE, now=NOW)
    assert [file.name for file in founded.path.parent.iterdir()] == ["register.vault"]
    for _ in range(4):
        assert refused(founded.vault, KIM.name, "fel").code == "unlock.wrong"
    assert founded.vault.unlock(name=KIM.name, passphrase=PASSPHRASE, now=NOW).account.id == KIM.id


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"failures":-3,"last":"2026-11-20T09:00:00+00:00"}'])
def test_a_spoiled_count_waits_rather_than_forgets(founded: Founded, content: bytes) -> None:
    founded.path.with_name("register.vault.attempts").write_bytes(content)
    assert refused(founded.vault, KIM.name, PASSPHRASE).code == "unlock.wait"
    later = NOW + timedelta(seconds=15)
    assert founded.vault.unlock(name=KIM.name, passphrase=PASSPHRASE, now=later).account.id == KIM.id


def test_the_count_names_nobody(founded: Founded) -> None:
    refused(founded.vault, KIM.name, "fel")
    content = founded.path.with_name("register.vault.attempts").read_text()
    assert "Kim" not in content
    assert KIM.id not in content


@given(failures=st.integers(min_value=0, max_value=10**9))
@settings(max_examples=50, deadline=None)
def test_the_wait_never_shrinks_nor_passes_fifteen_minutes(failures: int) -> None:
    assert waiting_time(failures) <= waiting_time(failures + 1) <= timedelta(minutes=15)


def test_a_suspended_account_is_told_so_only_after_the_right_passphrase(founded: Founded) -> None:
    founded.vault.add_account(founded.opened, account=LI, passphrase="röd katt under bro", now=NOW)
    founded.vault.set_state(LI.id, AccountState.SUSPENDED)
    assert refused(founded.vault, LI.name, "fel").code == "unlock.wrong"
    assert refused(founded.vault, LI.name, "röd katt under bro").code == "unlock.suspended"
    founded.vault.set_state(LI.id, AccountState.ACTIVE)
    assert founded.vault.unlock(name=LI.name, passphrase="röd katt under bro", now=NOW).account.id == LI.id


def test_what_is_opened_shows_no_key_and_cannot_be_pickled(founded: Founded) -> None:
    shown = repr(founded.opened) + str(founded.sheets) + repr(founded.vault)
    assert founded.opened.register_key.hex() not in shown
    assert repr(founded.opened.register_key) not in shown
    assert founded.sheets[0].words[3] not in shown
    with pytest.raises(TypeError):
        pickle.dumps(founded.opened)


def test_signatures_tell_who_signed_what(founded: Founded) -> None:
    signature = founded.opened.sign(b"head 7")
    assert founded.vault.signed_by(KIM.id, b"head 7", signature)
    assert not founded.vault.signed_by(KIM.id, b"head 8", signature)
    assert not founded.vault.signed_by(LI.id, b"head 7", signature)
    assert not founded.vault.signed_by(KIM.id, b"head 7", signature[:-1])


@given(passphrase=st.text(alphabet=st.characters(codec=None), max_size=40))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_at_all_is_an_answerable_try(founded: Founded, passphrase: str) -> None:
    attempts = founded.path.with_name("register.vault.attempts")
    attempts.unlink(missing_ok=True)
    if unicodedata.normalize("NFC", passphrase) != PASSPHRASE:
        assert refused(founded.vault, KIM.name, passphrase).code == "unlock.wrong"


def test_a_demand_for_more_memory_than_there_is_is_a_clear_fault(founded: Founded) -> None:
    with pytest.raises(EnvironmentFault) as caught:
        derive("x", bytes(16), KdfCost(2**31 - 1, 1, 1))
    assert caught.value.code == "unlock.memory"
