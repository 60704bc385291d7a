"""The measured letter is the promised one, and the others' is the same; how fast stands in ``make bench`` alone."""

from collections.abc import Callable

import pypdfium2
import pytest

from tests.benchmarks.letters_bench import ARCHIVE, PRINT, told, weasyprint_letter


@pytest.mark.parametrize("make", [*PRINT, *ARCHIVE, weasyprint_letter])
def test_the_measured_letter_has_two_pages_and_the_same_words_whoever_makes_it(make: Callable[[int], bytes]) -> None:
    document = pypdfium2.PdfDocument(make(89))
    pages = [document[at].get_textpage().get_text_bounded() for at in range(len(document))]
    assert len(pages) == 2
    printed = " ".join(" ".join(pages).split())
    told_swedish = {word for swedish, _ in told(89) for word in swedish.split()}
    assert told_swedish - set(printed.split()) == set()
    # readers take the Arabic of the others for pieces of words: every letter is there
    assert {letter for _, arabic in told(89) for letter in arabic if letter.isalpha()} - set(printed) == set()
