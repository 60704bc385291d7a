"""Lines: where they break, how wide they are, and in which order words stand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.letters.isolate import isolate
from caseworker.letters.lines import Line, Style, layout, text_width

STYLE = Style(11, 15, arabic_size=13, arabic_leading=20.8)


def _set(text: str, width: float = 200, *, rtl: bool = False, language: str = "sv") -> tuple[Line, ...]:
    return layout(text, STYLE, width, rtl=rtl, language=language)


def _said(line: Line) -> str:
    """What stands on the line from left to right, glyph by glyph."""
    return "".join(glyph.text for piece in line.pieces for glyph in piece.word.glyphs)


def test_no_line_is_wider_than_its_column() -> None:
    for text in (
        "Du har rätt till tolk när det behövs i ditt ärende hos en myndighet. " * 3,
        "a" * 300,
        "፡".join(["ትግርኛ"] * 20),
    ):
        assert all(line.width <= 120.01 for line in _set(text, 120))


def test_nothing_is_lost_when_a_word_wider_than_the_column_is_cut() -> None:
    word = "Migrationsverketsmottagningsenhet" * 3
    assert "".join(_said(line) for line in _set(word, 90)) == word


def test_a_long_address_is_cut_after_a_separator() -> None:
    first, *_ = _set("maj-lena.ekholm@lovasa.example", 110)
    assert _said(first)[-1] in "@.-"


def test_a_number_with_hard_spaces_is_never_split() -> None:
    text = "Ring oss gärna på telefon " + isolate("010-123 45 67", rtl=False) + " i dag"
    assert any("010-123 45 67" in _said(line) for line in _set(text, 110))


def test_a_hyphen_between_words_may_end_a_line_but_not_in_a_number() -> None:
    assert _said(_set("uppehållstillstånds-handläggare", 115)[0]) == "uppehållstillstånds-"
    assert any("19880320-2389" in _said(line) for line in _set("nummer 19880320-2389", 80))


def test_the_ethiopic_word_space_ends_a_line_and_is_kept() -> None:
    first, second = _set("ትግርኛ፡ኣብ፡ስዊድን", 60, language="ti")
    assert _said(first).endswith("፡")
    assert not _said(second).startswith("፡")


def test_empty_text_gives_no_line() -> None:
    assert _set("") == ()
    assert _set(" \u2066\u2069 ", rtl=True) == ()


def test_arabic_words_stand_from_right_to_left_and_numbers_inside_them_from_left_to_right() -> None:
    line = _set("هاتف " + isolate("010-123 45 67", rtl=True) + " اليوم", 300, rtl=True, language="ar")[0]
    said = _said(line)
    assert "010-123\u00a045\u00a067" in said
    assert said.index("م") < said.index("010") < said.index("ه")


def test_the_full_stop_of_an_arabic_sentence_stands_to_the_left() -> None:
    assert _said(_set("اذهبوا إلى Skatteverket.", 300, rtl=True, language="ar")[0]).startswith(".Skatteverket")


def test_brackets_around_latin_open_and_close_in_arabic() -> None:
    said = _said(_set("بلدية (Lövåsa) هنا", 300, rtl=True, language="ar")[0])
    assert "(Lövåsa)" in said


def test_arabic_is_set_larger_than_the_latin_beside_it() -> None:
    line = _set("بلدية Lövåsa", 300, rtl=True, language="ar")[0]
    assert {piece.size for piece in line.pieces} == {11, 13}


def test_arabic_letters_join() -> None:
    joined = text_width("بلدية", STYLE, rtl=True, language="ar")
    apart = sum(text_width(letter, STYLE, rtl=True, language="ar") for letter in "بلدية")
    assert joined < 0.85 * apart


def test_a_joiner_is_carried_but_has_no_ink() -> None:
    glyphs = [g for piece in _set("می\u200cشود", rtl=True, language="prs")[0].pieces for g in piece.word.glyphs]
    joiner = next(g for g in glyphs if g.text == "\u200c")
    assert (joiner.advance, joiner.natural) == (0, 0)


@pytest.mark.parametrize("rtl", [False, True])
@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["Hej", "بلدية", "ትግርኛ", "112", "(a)", "é", "п’ять", "19880320-2389", "،"]), max_size=12)
)
def test_every_word_of_a_mixture_is_set_once(rtl: bool, words: list[str]) -> None:
    lines = _set(" ".join(words), 90, rtl=rtl)
    said = "".join(_said(line) for line in lines).replace(" ", "")
    mirrored = str.maketrans("()", ")(")
    assert sorted(said.translate(mirrored)) == sorted("".join(words).translate(mirrored))
