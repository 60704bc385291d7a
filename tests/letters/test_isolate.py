"""Field values: whole, in reading order, and harmless."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.letters.bidi import resolve, visual_order
from caseworker.letters.isolate import BIDI_CONTROLS, FSI, LRI, NBSP, PDI, clean, is_number_like, isolate


@pytest.mark.parametrize(
    "value", ["19880320-2389", "010-123 45 67", "+46 10 123 45 67", "2026-11-21", "420 000 kr", "12.30", "2026-0147"]
)
def test_numbers_in_arabic_text_stand_in_reading_order(value: str) -> None:
    text = f"هاتف {isolate(value, rtl=True)} اليوم"
    order = visual_order(resolve(text, 1).levels)
    assert value in "".join(text[i] for i in order).replace(NBSP, " ")


@pytest.mark.parametrize(
    "value", ["maj.ekholm@lovasa.example", "https://www.1177.se/a?b=1", "Storgatan 12, 123 45 Ort"]
)
def test_addresses_in_arabic_text_stand_in_reading_order_and_may_break(value: str) -> None:
    text = f"العنوان: {isolate(value, rtl=True)}."
    assert value in "".join(text[i] for i in visual_order(resolve(text, 1).levels))
    assert isolate(value, rtl=True) == f"{LRI}{value}{PDI}"


def test_without_isolates_a_phone_number_would_be_turned() -> None:
    text = "هاتف 010-123 45 67 اليوم"
    assert "010-123 45 67" not in "".join(text[i] for i in visual_order(resolve(text, 1).levels))


def test_a_name_in_arabic_script_is_isolated_by_its_own_direction() -> None:
    assert isolate("سميرة حداد", rtl=True) == f"{FSI}سميرة حداد{PDI}"


def test_an_arabic_name_in_swedish_text_does_not_pull_the_numbers_after_it() -> None:
    text = f"{isolate('سميرة حداد', rtl=False)} 2026-0147, 112"
    said = "".join(text[i] for i in visual_order(resolve(text, 0).levels))
    assert said.endswith(" 2026-0147, 112")


def test_left_to_right_text_gets_no_isolates_but_numbers_stay_on_one_line() -> None:
    assert isolate("010-123 45 67", rtl=False) == f"010-123{NBSP}45{NBSP}67"
    assert isolate("Maj Ekholm", rtl=False) == "Maj Ekholm"


def test_an_empty_value_stays_empty() -> None:
    assert isolate(" \n ", rtl=True) == ""


def test_a_value_over_two_lines_becomes_one() -> None:
    assert clean("Storgatan 12\n123 45  Lövåsa\n") == "Storgatan 12, 123 45 Lövåsa"


def test_a_name_cannot_turn_the_rest_of_the_letter() -> None:
    assert clean("Ali\u202eb\u0007\u2069x") == "Alibx"


def test_words_are_not_numbers() -> None:
    assert not is_number_like("Storgatan 12")
    assert not is_number_like("Maj")
    assert is_number_like("112")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30))
def test_no_value_can_break_out_of_its_isolate(value: str) -> None:
    wrapped = isolate(value, rtl=True)
    inner = wrapped[1:-1] if wrapped else ""
    assert BIDI_CONTROLS.isdisjoint(inner)
    assert "\n" not in inner


@pytest.mark.parametrize(
    "value", ["", " \n", "\u200c", "\u200b \u00ad", "\u202e\u2060\u00a0", "\u200c\n\u00ad", "\ud800"]
)
def test_what_nobody_would_see_is_empty(value: str) -> None:
    assert clean(value) == ""
    assert clean(f"{value}\na\n{value}") == "a"
