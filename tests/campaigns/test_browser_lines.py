"""Our lines beside Chromium's: the same letters in the same forms and order, in every language of the letters."""

import random
from pathlib import Path

import pytest

from caseworker.letters.isolate import isolate
from caseworker.letters.languages import LANGUAGES, LetterLanguage
from caseworker.letters.sheet import fill, is_plain, load_sheet, placeholders, sheet_ids
from tests.campaigns.browser_lines import Likeness, chromium, likeness, ours, short_lines
from tests.campaigns.tally import Tally, cases
from tests.letters.letterkit import VALUES, catalog

# What the edges of strokes make, and no more. Seen over sixty lines of each language: at most 2 dots wider, at least
# 0.97 alike, and 0.14 in the worst spot; a vowel mark that is gone makes 0.25 there, a number that runs backwards 0.44.
WIDER, ALIKE, WORST = 3, 0.96, 0.19


def like(found: Likeness) -> bool:
    return found.wider <= WIDER and found.alike >= ALIKE and found.worst <= WORST


def lines_of(language: LetterLanguage) -> list[str]:
    """Every translated paragraph of every sheet, its values put in as a letter puts them, in short lines."""
    translate = catalog(language.code)
    texts = {}
    for name in sheet_ids():
        sheet = load_sheet(name)
        for source in (sheet.title, *(block.text for block in sheet.blocks)):
            translated = translate(source) if source and not is_plain(source) else None
            if translated:
                values = {key: VALUES.get(key) or "010-123 45 67" for key in placeholders(translated)}
                texts[source] = fill(translated, values, lambda value: isolate(value, rtl=language.is_rtl))
    return [line for text in texts.values() for line in short_lines(text, language)]


@pytest.mark.needs_browser
@pytest.mark.campaign(id="F5", what="a line of a sheet drawn by us and by Chromium, compared as pictures")
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_our_lines_are_those_of_a_browser(language: LetterLanguage, tmp_path: Path, tally: Tally) -> None:
    lines = lines_of(language)
    some = random.Random(6).sample(lines, min(len(lines), cases(20, 60, 10_000)))
    unlike = []
    for start in range(0, len(some), 150):
        part = some[start : start + 150]
        for text, our, their in zip(part, ours(part, language), chromium(part, language, tmp_path), strict=True):
            found = likeness(our, their)
            if not like(found):
                unlike.append((text, found))
    tally.count(len(some))
    assert unlike == []


@pytest.mark.needs_browser
@pytest.mark.campaign(id="F6", what="a line drawn wrongly is told from Chromium's")
@pytest.mark.parametrize(
    ("code", "right", "wrong"),
    [
        ("ar", "اتصلوا على هذا الرقم", "ا\u200cت\u200cص\u200cل\u200cوا على هذا الرقم"),  # letters that do not join
        ("ar", "اتصلوا \u2066010-123 45 67\u2069 الآن", "اتصلوا 010-123 45 67 الآن"),  # a number that runs backwards
        ("ar", "مرحبًا بكم في البلدية", "مرحبا بكم في البلدية"),  # a mark that is gone
        ("prs", "به شهرداری خوش آمدید", "به شهرداری آمدید خوش"),  # words in another order
        ("ti", "ናብ ኮሙን እንቋዕ ብደሓን መጻእኩም", "ናብ ኮሙን እንቋዕ ብደሓን መጽእኩም"),  # another vowel
        ("uk", "Ласкаво просимо до муніципалітету", "Ласкаво просимо до муниципалитету"),
    ],
)
def test_a_line_that_is_wrong_is_seen(code: str, right: str, wrong: str, tmp_path: Path, tally: Tally) -> None:
    language = next(one for one in LANGUAGES if one.code == code)
    (true,) = chromium([right], language, tmp_path)
    good, bad = ours([right, wrong], language)
    assert like(likeness(good, true))
    assert not like(likeness(bad, true))
    tally.count()


def test_our_half_of_the_comparison_works_without_a_browser() -> None:
    """The campaigns above run where Chromium is; what they stand on is tried in every run."""
    arabic = next(one for one in LANGUAGES if one.code == "ar")
    first, second, again = ours(["مرحبًا بكم في البلدية", "مرحبا بكم في البلدية", "مرحبًا بكم في البلدية"], arabic)
    assert like(likeness(first, again))
    assert not like(likeness(first, second))
