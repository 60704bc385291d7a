"""The recovery sheet: one page, every word with its number, nothing kept."""

from datetime import date

import pytest

from caseworker.errors import UsageFault
from caseworker.letters.ink import line_ink
from caseworker.letters.lines import layout
from caseworker.letters.preview import page_images
from caseworker.letters.recovery import recovery_sheet_pdf
from tests.letters.letterkit import READERS, read_with_pypdf

WORDS = [f"{a}{b}" for a in ("duck", "enlarge", "academic") for b in "abcdefghijk"]


def sheet(words: list[str]) -> bytes:
    return recovery_sheet_pdf(
        sheet_number=2,
        of=3,
        threshold=2,
        words=words,
        municipality="Lövåsa kommun",
        office="Mottagningsenheten",
        register_id="3f a2 c8 11",
        created=date(2026, 11, 19),
    )


def test_all_33_words_stand_on_one_page_after_their_numbers() -> None:
    pdf = sheet(WORDS)
    assert len(page_images(pdf, scale=0.5)) == 1
    for reader in READERS:
        found = reader(pdf).split()
        for number, word in enumerate(WORDS, start=1):
            assert found.count(word) == 1
            assert str(number) in found
    said = read_with_pypdf(pdf)
    assert all(f"{number} {word}" in said for number, word in enumerate(WORDS, start=1))
    for text in ("Återställningsblad 2 av 3", "Två av tre blad", "Förvaras", "Ansvarig", "2026-11-19", "3f a2 c8 11"):
        assert text in said


def test_no_word_is_kept_after_the_page_is_made() -> None:
    sheet(WORDS)
    assert layout.cache_info().currsize == 0
    assert line_ink.cache_info().currsize == 0


@pytest.mark.parametrize("count", [0, 32, 34])
def test_another_number_of_words_is_a_mistake_of_the_caller(count: int) -> None:
    with pytest.raises(UsageFault) as fault:
        sheet((WORDS * 2)[:count])
    assert fault.value.params == {"count": count, "expected": 33}
