"""UAX #9 against the official conformance files of the Unicode Consortium (Debian package unicode-data, 15.0.0)."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.letters.bidi import REMOVED, bidi_class, resolve, resolve_classes, visual_order

UNICODE_FILES = Path("/usr/share/unicode")


def _lines(name: str) -> Iterator[str]:
    path = UNICODE_FILES / name
    if not path.is_file():
        pytest.fail(f"{path} is missing: install the Debian package unicode-data")
    with path.open(encoding="utf-8") as file:
        for line in file:
            stripped = line.split("#", 1)[0].strip()
            if stripped:
                yield stripped


def _levels(field: str) -> tuple[int, ...]:
    return tuple(REMOVED if word == "x" else int(word) for word in field.split())


# its code is covered by the other tests; traced line by line it takes three times as long
@pytest.mark.no_cover
def test_every_case_of_the_character_test_resolves_and_reorders_as_unicode_says() -> None:
    seen = 0
    for line in _lines("BidiCharacterTest.txt"):
        codes, direction, paragraph, levels, order = line.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        result = resolve(text, None if direction == "2" else int(direction))
        assert result.paragraph_level == int(paragraph), line
        assert result.levels == _levels(levels), line
        assert visual_order(result.levels) == [int(word) for word in order.split()], line
        seen += 1
    assert seen > 91_000


# The class test has 490 000 lines beside the character test's 91 000 cases, which all run always. A slice takes every
# fifth line, the campaigns every one; one allowed base direction of each line is tried in turn.
@pytest.mark.campaign
def test_every_line_of_the_class_test_resolves_and_reorders_as_unicode_says() -> None:
    step = 5 if os.environ.get("CASEWORKER_CAMPAIGN", "slice") == "slice" else 1
    expected: tuple[int, ...] = ()
    order: list[int] = []
    seen = 0
    for line in _lines("BidiTest.txt"):
        if line.startswith("@"):
            name, _, rest = line.partition(":")
            if name == "@Levels":
                expected = _levels(rest)
            elif name == "@Reorder":
                order = [int(word) for word in rest.split()]
            continue
        seen += 1
        if seen % step:
            continue
        classes, bits = line.split(";")
        allowed = [base for bit, base in ((1, None), (2, 0), (4, 1)) if int(bits, 16) & bit]
        result = resolve_classes(classes.split(), allowed[seen % len(allowed)], {})
        assert result.levels == expected, line
        if not seen % 4:
            assert visual_order(result.levels) == order, line
    assert seen > 490_000


def test_unassigned_characters_take_the_default_of_their_block() -> None:
    assert bidi_class("\U0001ec00") == "R"
    assert bidi_class("\u20cf") == "ET"
    assert bidi_class("\uffff") == "BN"
    assert bidi_class("\U00010efd") == "NSM"
    assert bidi_class("\U00050000") == "L"


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="aåا ب1٢-,.()[]\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202e\u200f ", max_size=40))
def test_any_mixture_gives_an_order_that_holds_each_kept_character_once(text: str) -> None:
    result = resolve(text, None)
    kept = [i for i, level in enumerate(result.levels) if level != REMOVED]
    assert sorted(visual_order(result.levels)) == kept
