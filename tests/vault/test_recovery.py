"""Two of three printed sheets give the register back; anything else is a clear refusal that quotes no word."""

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.errors import Refused
from caseworker.vault.accounts import AccountState, Founder, Vault
from caseworker.vault.recovery import RecoverySheet, ask, join, proves, split
from tests.vault.founding import KIM, NOW, PASSPHRASE, REGISTER_ID, Founded, found

LI = Founder("0190a000-0000-7000-8000-00000000000b", "Li Strand", ("caseworker",))
NEW = "grön häst på väg hem"


def typed(*sheets: RecoverySheet) -> list[str]:
    return [" ".join(sheet.words) for sheet in sheets]


def refused(vault: Vault, shares: Sequence[str]) -> Refused:
    with pytest.raises(Refused) as caught:
        vault.open_with_sheets(shares)
    return caught.value


def test_there_are_three_sheets_of_thirty_three_words(founded: Founded) -> None:
    assert [sheet.number for sheet in founded.sheets] == [1, 2, 3]
    assert {len(sheet.words) for sheet in founded.sheets} == {33}


def test_every_pair_of_sheets_in_either_order_gives_the_register_key(founded: Founded) -> None:
    for pair in permutations(founded.sheets, 2):
        assert Vault.load(founded.path).open_with_sheets(typed(*pair)) == founded.opened.register_key


def test_words_may_be_typed_as_on_paper_numbered_shortened_and_in_capitals(founded: Founded) -> None:
    one = "\n".join(f"{place}. {word.upper()}" for place, word in enumerate(founded.sheets[0].words, start=1))
    three = ", ".join(word[:4] for word in founded.sheets[2].words)
    assert founded.vault.open_with_sheets([one, three]) == founded.opened.register_key


def test_each_mistake_at_the_keyboard_has_its_own_answer(founded: Founded) -> None:
    one, two, three = typed(*founded.sheets)
    first, second, *rest = founded.sheets[1].words
    swapped = " ".join([first, "academic" if second != "academic" else "acid", *rest])
    assert refused(founded.vault, [one]).code == "recovery.two_sheets"
    assert refused(founded.vault, [one, two, three]).code == "recovery.two_sheets"
    assert refused(founded.vault, [one, one]).code == "recovery.same_sheet"
    wrong_word = refused(founded.vault, [one, swapped])
    assert (wrong_word.code, wrong_word.params) == ("recovery.words", {"sheet": 2})
    unknown = refused(founded.vault, [one, two.replace(f"{first} {second}", f"{first} hästar", 1)])
    assert (unknown.code, unknown.params) == ("recovery.unknown_word", {"sheet": 2, "position": 2})
    short = refused(founded.vault, [" ".join(founded.sheets[0].words[:-1]), two])
    assert (short.code, short.params) == ("recovery.word_count", {"sheet": 1, "count": 32, "expected": 33})
    assert refused(founded.vault, ["", ""]).code == "recovery.word_count"


def test_an_error_quotes_no_word_of_a_sheet(founded: Founded) -> None:
    one, two, _ = typed(*founded.sheets)
    fault = refused(founded.vault, [one, " ".join(reversed(two.split()))])
    told = f"{fault!r}{fault.params}{fault.__cause__!r}"
    assert not any(word in told.split() for word in (one + " " + two).split())
    assert fault.__suppress_context__


def test_sheets_of_another_register_and_mixed_sets_are_told_apart(founded: Founded, tmp_path: Path) -> None:
    elsewhere = tmp_path / "other"
    elsewhere.mkdir()
    other = found(elsewhere)
    assert refused(founded.vault, typed(*other.sheets[:2])).code == "recovery.other_register"
    mixed = refused(founded.vault, typed(founded.sheets[0], other.sheets[1]))
    assert mixed.code == "recovery.mixed_sheets"


def test_a_demo_register_has_no_sheets(tmp_path: Path, founded: Founded) -> None:
    elsewhere = tmp_path / "demo"
    elsewhere.mkdir()
    demo = found(elsewhere, recovery=False)
    assert demo.sheets == ()
    assert not Vault.load(demo.path).has_recovery
    assert refused(demo.vault, typed(*founded.sheets[:2])).code == "recovery.none"


def test_a_forgotten_passphrase_is_replaced_and_old_signatures_still_hold(founded: Founded) -> None:
    signed = founded.opened.sign(b"a head")
    shares = typed(*founded.sheets[1:])
    opened = founded.vault.recover(account=KIM.name, shares=shares, new_passphrase=NEW, now=NOW)
    assert opened.register_key == founded.opened.register_key
    again = Vault.load(founded.path)
    assert again.unlock(name=KIM.name, passphrase=NEW, now=NOW).register_key == opened.register_key
    with pytest.raises(Refused):
        again.unlock(name=KIM.name, passphrase=PASSPHRASE, now=NOW)
    assert again.signed_by(KIM.id, b"a head", signed)
    assert again.signed_by(KIM.id, b"next", opened.sign(b"next"))


def test_recovery_ends_the_waiting_after_wrong_tries(founded: Founded) -> None:
    for _ in range(5):
        with pytest.raises(Refused):
            founded.vault.unlock(name=KIM.name, passphrase="fel", now=NOW)
    founded.vault.recover(account=KIM.name, shares=typed(*founded.sheets[:2]), new_passphrase=NEW, now=NOW)
    assert founded.vault.unlock(name=KIM.name, passphrase=NEW, now=NOW).account.id == KIM.id


def test_recovery_helps_neither_an_unknown_nor_a_suspended_account(founded: Founded) -> None:
    shares = typed(*founded.sheets[:2])
    with pytest.raises(Refused) as caught:
        founded.vault.recover(account="Nobody Here", shares=shares, new_passphrase=NEW, now=NOW)
    assert caught.value.code == "recovery.unknown_account"
    founded.vault.add_account(founded.opened, account=LI, passphrase="röd katt under bro", now=NOW)
    founded.vault.set_state(LI.id, AccountState.SUSPENDED)
    with pytest.raises(Refused) as caught:
        founded.vault.recover(account=LI.name, shares=shares, new_passphrase=NEW, now=NOW)
    assert caught.value.code == "unlock.suspended"


def test_new_sheets_replace_the_old_ones(founded: Founded) -> None:
    fresh = founded.vault.renew_sheets(founded.opened)
    again = Vault.load(founded.path)
    assert again.open_with_sheets(typed(*fresh[:2])) == founded.opened.register_key
    assert refused(again, typed(*founded.sheets[:2])).code == "recovery.other_register"


def test_one_word_of_each_sheet_is_asked_for_and_proved_by_four_letters(founded: Founded) -> None:
    asked = ask(founded.sheets, randbelow=lambda count: count - 1)
    assert [(word.sheet, word.position) for word in asked] == [(1, 33), (2, 33), (3, 33)]
    assert all(1 <= word.position <= 33 for word in ask(founded.sheets))
    sheet = RecoverySheet(1, ("academic", "acid", "acne"))
    assert proves(sheet, 1, "acad")
    assert proves(sheet, 1, "  ACADE ")
    assert proves(sheet, 2, "acid")
    assert not proves(sheet, 1, "aca")
    assert not proves(sheet, 1, "acid")
    assert not proves(sheet, 1, "academics")
    assert not proves(sheet, 1, "")


@given(secret=st.binary(min_size=32, max_size=32), left_out=st.integers(min_value=0, max_value=2))
@settings(max_examples=15, deadline=None)
def test_any_key_comes_back_from_any_two_sheets(secret: bytes, left_out: int) -> None:
    sheets = [sheet for place, sheet in enumerate(split(secret)) if place != left_out]
    assert join(typed(*sheets)) == secret


def test_the_founding_id_is_part_of_every_seal(founded: Founded) -> None:
    assert founded.vault.register_id == REGISTER_ID
    assert founded.vault.has_recovery
