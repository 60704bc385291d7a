"""What makes a passphrase good enough, and the suggestion; and what a derivation must cost."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.errors import Refused
from caseworker.vault.kdf import KdfCost, derive, seconds
from caseworker.vault.passphrase import Reason, require_strong, strength, suggest, word_list

OWN = ("Kim Ek", "Lövåsa kommun", "Sektion Norr")


@pytest.mark.parametrize(
    ("passphrase", "reason"),
    [
        ("", Reason.TOO_SHORT),
        ("Xq7!hR2", Reason.TOO_SHORT),
        ("hej på dig du", Reason.TOO_SHORT),
        ("Mottagningsenheten", Reason.COMMON),
        ("Handläggare2026!", Reason.COMMON),
        ("Stockholm1985!!", Reason.COMMON),
        ("Sommaren2026 Sommaren2026", Reason.COMMON),
        ("Lövåsa kommun 2026", Reason.OWN_NAME),
        ("Kim Ek Lövåsa kommun", Reason.OWN_NAME),
        ("aaaaaaaaaaaaaaaaaaaaaa", Reason.WEAK),
        ("x" * 500, Reason.WEAK),
    ],
)
def test_what_a_colleague_would_guess_is_not_accepted(passphrase: str, reason: Reason) -> None:
    judged = strength(passphrase, own_words=OWN)
    assert judged.reason is reason
    assert not judged.accepted
    assert judged.score < 3
    with pytest.raises(Refused) as caught:
        require_strong(passphrase, OWN)
    assert caught.value.code == ("passphrase.too_short" if reason is Reason.TOO_SHORT else "passphrase.weak")
    assert set(caught.value.params) <= {"characters", "words", "words_missing"}  # never what was typed


@pytest.mark.parametrize(
    "passphrase",
    ["björken blåser rött idag", "sommar hus bil katt", "kjsdfh87345kjshdf", "sju åsnor i hatt " * 20],
)
def test_four_unrelated_words_or_fifteen_odd_characters_are_accepted(passphrase: str) -> None:
    judged = strength(passphrase, own_words=OWN)
    assert judged.accepted
    assert judged.words_missing == 0
    require_strong(passphrase, OWN)


def test_words_missing_counts_down_while_typing() -> None:
    typed = ("hus", "hus bil", "hus bil ko", "hus bil kor", "hus bil kor sol", "hus bil kor sol mus")
    missing = [strength(text, own_words=()).words_missing for text in typed]
    assert missing[:4] == [3, 2, 2, 1]
    assert missing[-1] == 0


def test_the_same_text_in_two_unicode_forms_is_judged_alike() -> None:
    text = "Lövåsa kommun åäö"
    assert strength(unicodedata.normalize("NFD", text), own_words=OWN) == strength(text, own_words=OWN)


@given(text=st.text(max_size=120), own=st.lists(st.text(max_size=12), max_size=3))
@settings(max_examples=60, deadline=None)
def test_any_text_can_be_judged(text: str, own: list[str]) -> None:
    judged = strength(text, own_words=own)
    assert 0 <= judged.score <= 4
    assert judged.accepted == (judged.reason in (Reason.FAIR, Reason.STRONG))


def test_names_do_not_stay_behind_in_the_estimator() -> None:
    from zxcvbn import matching

    strength("något helt annat här", own_words=("Zebulon",))
    assert "user_inputs" not in matching.RANKED_DICTIONARIES


def test_a_suggestion_is_five_words_of_the_list_and_always_accepted() -> None:
    known = set(word_list())
    suggestions = [suggest() for _ in range(30)]
    assert len(set(suggestions)) == 30
    for suggestion in suggestions:
        assert len(suggestion.split(" ")) == 5
        assert set(suggestion.split(" ")) <= known
        require_strong(suggestion, OWN)


def test_every_word_of_the_list_can_be_suggested() -> None:
    last = len(word_list()) - 1
    assert suggest(lambda count: 0).split()[0] == word_list()[0]
    assert suggest(lambda count: count - 1).split()[0] == word_list()[last]


def test_the_word_list_is_long_clean_and_sorted_in_swedish() -> None:
    words = word_list()
    alphabet = {letter: place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyzåäö")}
    assert len(words) >= 2048
    assert len(set(words)) == len(words)
    assert all(4 <= len(word) <= 8 and set(word) <= alphabet.keys() for word in words)
    assert list(words) == sorted(words, key=lambda word: [alphabet[letter] for letter in word])


@pytest.mark.parametrize("speed", [0.0001, 0.01, 0.1, 0.2, 0.45, 0.7, 3.0])
def test_a_tuned_cost_takes_half_to_one_second_and_never_sinks_below_the_floor(speed: float) -> None:
    floor = KdfCost.floor()

    def pretend(cost: KdfCost) -> float:  # seconds grow with the memory passed over
        return speed * (cost.memory_kib * cost.passes) / (floor.memory_kib * floor.passes)

    tuned = KdfCost.tuned(pretend)
    assert tuned.memory_kib >= 64 * 1024
    assert tuned.passes >= 3
    assert tuned.lanes == 4
    assert tuned.readable()
    if 0.01 <= speed <= 0.7:
        assert 0.5 <= pretend(tuned) <= 1.0


def test_one_guess_at_the_floor_costs_real_time() -> None:
    assert seconds(KdfCost.floor()) > 0.03


def test_salt_passphrase_and_every_parameter_change_the_key() -> None:
    base = ("blå häst", bytes(16), KdfCost(64, 1, 1))
    keys = {
        derive(*base),
        derive("blå hast", base[1], base[2]),
        derive(base[0], bytes(15) + b"\x01", base[2]),
        derive(base[0], base[1], KdfCost(72, 1, 1)),
        derive(base[0], base[1], KdfCost(64, 2, 1)),
        derive(base[0], base[1], KdfCost(64, 1, 2)),
    }
    assert len(keys) == 6
    assert {len(key) for key in keys} == {32}
