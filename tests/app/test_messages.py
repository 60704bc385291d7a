"""Every fault in words: what happened, whether anything is lost, what to do; in Swedish and without a gap."""

import re

import pytest

from caseworker.errors import EnvironmentFault, Refused
from caseworker.i18n import ui_translator
from caseworker.messages import SENTENCES, UNKNOWN, describe

UNWANTED = re.compile(r"!|\btyvärr\b|\bvänligen\b|\bflykting\b", re.IGNORECASE)
swedish, english = ui_translator("sv").gettext, ui_translator("en").gettext


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_fault_is_told_in_two_sentences_or_more_in_both_languages(code: str) -> None:
    told = [language(SENTENCES[code]) for language in (swedish, english)]
    assert told[0] != told[1], "the Swedish catalog lacks it"
    assert not UNWANTED.search(" ".join(told))
    for translate in (swedish, english):
        sentence = describe(Refused(code), translate)
        assert sentence.happened.endswith((".", "?"))
        assert sentence.do.endswith((".", "?")), sentence
        assert "{" not in sentence.text


def test_a_missing_parameter_is_a_dash_and_a_given_one_is_shown() -> None:
    assert "–" in describe(Refused("demo.folder_not_empty"), english).text
    assert "demo/d" in describe(Refused("demo.folder_not_empty", folder="demo/d"), english).text


def test_a_code_without_a_sentence_gets_an_honest_one() -> None:
    assert describe(EnvironmentFault("nobody.knows"), english).text == UNKNOWN
    assert describe(EnvironmentFault("nobody.knows"), swedish).text != UNKNOWN


def test_the_parts_of_a_sentence_are_the_whole_of_it() -> None:
    sentence = describe(Refused("letter.missing_glyph", character="U+1F600"), english)
    assert sentence.text == " ".join(part for part in (sentence.happened, sentence.safe, sentence.do) if part)
