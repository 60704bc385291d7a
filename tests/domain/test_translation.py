"""Translations: a review holds for the words that were read, and what a text must be before it is kept."""

from datetime import UTC, date, datetime

import pytest

from caseworker.domain.ids import StaffId
from caseworker.domain.translation import (
    LRI,
    PDI,
    LanguageState,
    Review,
    ReviewAct,
    ReviewState,
    Standing,
    TextFault,
    content_version,
    likely_before,
    settled,
    standing,
    wrong_in_swedish,
    wrong_in_translation,
)

DAY, LATER = date(2026, 11, 2), date(2026, 11, 9)
NOW = datetime(2026, 11, 21, tzinfo=UTC)
READ, OK, BACK = ReviewAct.REVIEWED, ReviewAct.APPROVED, ReviewAct.WITHDRAWN


def reviews(*rows: tuple[str, ReviewAct, str, date]) -> list[Review]:
    return [Review("", "sfi", "ti", version, act, name, day, NOW, StaffId("maj")) for version, act, name, day in rows]


def test_a_version_is_every_word_in_its_place() -> None:
    same = content_version([("a", "b"), ("c", None)])
    assert same == content_version([("a", "b"), ("c", "")])
    others = ([("a", "b"), ("c", "d")], [("a", "bc"), ("", "")], [("c", None), ("a", "b")], [("ab", ""), ("c", None)])
    assert same not in {content_version(other) for other in others}


def test_a_translation_goes_from_draft_over_reviewed_to_approved() -> None:
    assert standing([], "1") == Standing()
    read = standing(reviews(("1", READ, "Selam", DAY)), "1")
    assert read == Standing(ReviewState.REVIEWED, "Selam", DAY)
    approved = standing(reviews(("1", READ, "Selam", DAY), ("1", OK, "Maj", LATER)), "1")
    assert approved == Standing(ReviewState.APPROVED, "Selam", DAY, "Maj", LATER)


def test_other_words_are_a_draft_that_says_so_and_the_old_words_are_still_reviewed() -> None:
    rows = reviews(("1", READ, "Selam", DAY), ("1", OK, "Maj", LATER))
    assert standing(rows, "2") == Standing(reviewer="Selam", day=DAY, lapsed=True)
    assert standing(rows, "1").state is ReviewState.APPROVED


def test_what_was_withdrawn_is_a_draft_that_nothing_lapsed_from() -> None:
    rows = reviews(("1", READ, "Selam", DAY), ("1", BACK, "Maj", LATER))
    assert standing(rows, "1") == Standing() == standing(rows, "2")
    again = reviews(("1", READ, "Selam", DAY), ("2", READ, "Selam", DAY), ("2", BACK, "Maj", LATER))
    assert standing(again, "2") == Standing(), "withdrawn, not lapsed"


def test_a_sheet_is_whole_begun_or_neither() -> None:
    def state(*missing: str) -> LanguageState:
        return LanguageState("ti", 3, missing, "", Standing())

    assert (state().whole, state().begun) == (True, True)
    assert (state("a").whole, state("a").begun) == (False, True)
    assert (state("a", "b").whole, state("a", "b").begun) == (False, False)


def test_the_text_it_was_is_the_nearest_that_nobody_prints() -> None:
    unused = {"Kursen är gratis för alla.": "old", "Något helt annat om bostad": "x"}
    near = likely_before("Kursen är gratis för dig.", unused)
    assert (near.before, near.translated) == ("Kursen är gratis för alla.", "old")
    assert likely_before("Ring 112", unused).before == ""


def test_a_text_is_kept_composed_on_one_line_with_its_numbers_isolated() -> None:
    assert settled("  a\n b\u0308 ") == "a b\u0308".replace("b\u0308", "b̈")
    assert settled("ring 020 22 20", rtl=False) == "ring 020 22 20"
    once = settled(f"اتصل 020 22 أو {LRI}112{PDI}", rtl=True)
    assert once == f"اتصل {LRI}020\u00a022{PDI} أو {LRI}112{PDI}"
    assert settled(once, rtl=True) == once


@pytest.mark.parametrize(
    ("source", "text", "script", "fault", "told"),
    [
        ("Till {person}", "To {name}", "Latn", TextFault.PLACEHOLDERS, "{name}, {person}"),
        ("Till", "To {", "Latn", TextFault.BRACES, ""),
        ("Till", "To\u202e", "Latn", TextFault.CONTROL, "U+202E"),
        ("Till", "إلى\u2066", "Arab", TextFault.CONTROL, "U+2066"),
        ("Till", "إلى\u2069\u2066", "Arab", TextFault.CONTROL, "U+2066"),
        ("Till", "ናብ hem", "Ethi", TextFault.SCRIPT, "e h m"),
        ("Ring 112", "Call 113", "Latn", TextFault.NUMBERS, "112, 113"),
        ("Ring 112", "به \u2066۱۱۲\u2069", "Arab", TextFault.NUMBERS, "112, ۱۱۲"),
        ("Till", "a" * 2001, "Latn", TextFault.TOO_LONG, "2000"),
    ],
)
def test_what_is_wrong_in_a_translation_is_named(
    source: str, text: str, script: str, fault: TextFault, told: str
) -> None:
    (wrong,) = wrong_in_translation(source, text, script=script, rtl=script == "Arab")
    assert (wrong.fault, wrong.told) == (fault, told)


def test_a_right_translation_may_hold_swedish_words_in_brackets_joiners_and_isolates() -> None:
    text = f"آموزش (sfi) می\u200cشود، {LRI}112{PDI} {{person}}"
    assert wrong_in_translation("Sfi, 112 {person}", text, script="Arab", rtl=True) == ()


def test_a_swedish_text_uses_fields_that_exist() -> None:
    assert wrong_in_swedish("Hej {person}", {"person"}) == ()
    (wrong,) = wrong_in_swedish("Hej {secret}", {"person"})
    assert (wrong.fault, wrong.told) == (TextFault.PLACEHOLDERS, "{secret}")
