"""What search and copy find in a finished letter, in three independent readers."""

import unicodedata
from collections.abc import Callable

import pypdfium2
import pytest

from caseworker.letters.contacts import numbers
from caseworker.letters.languages import LANGUAGES
from caseworker.letters.sheet import fill, load_frame, load_sheet
from tests.letters.archive_files import archive_file
from tests.letters.letterkit import READERS, catalog, letter, read_with_pdfium, read_with_poppler

NAMES = {"ar": "سميرة حداد", "prs": "سمیرا حداد", "ti": "ሳሚራ ሃዳድ", "uk": "Саміра Хаддад"}
MARKS = "\u2066\u2067\u2068\u2069\u200c"


def _words(text: str) -> set[str]:
    """Words of a text, without punctuation, isolates and placeholders. Readers may run two words of a line together."""
    text = unicodedata.normalize("NFC", text)
    kept = "".join(
        " " if c in "{}_" or not (c.isalnum() or c in MARKS or c.isspace() or _is_mark(c)) else c for c in text
    )
    return {word.strip(MARKS) for word in kept.split()} - {""}


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("language", [language.code for language in LANGUAGES])
def test_the_words_of_the_welcome_sheet_are_found(language: str, reader: Callable[[bytes], str]) -> None:
    translate = catalog(language)
    sheet = load_sheet("valkommen")
    made = letter(language, sheet=sheet, translate=translate, person_original=NAMES.get(language, ""))
    said = reader(made.pdf).replace(" ", "").replace("-", "")
    texts = [block.text for block in sheet.blocks if block.text and block.when is None] + [
        sheet.title,
        load_frame().draft,
    ]
    if language == "sv":
        texts.remove(load_frame().draft)
    for text in texts:
        translated = translate(text)
        assert translated is not None
        missing = {word for word in _words(fill(translated, numbers(), str)) if word.replace("-", "") not in said}
        assert not missing, (language, missing)


@pytest.mark.parametrize("reader", READERS)
def test_a_phone_number_and_an_identity_number_are_found_whole_in_arabic(reader: Callable[[bytes], str]) -> None:
    said = reader(letter().pdf)
    assert said.count("010-123 45 67") == 2
    assert said.count("19880320-2389") == 2


@pytest.mark.parametrize("reader", [read_with_pdfium, read_with_poppler])
def test_an_arabic_sentence_with_vowel_signs_is_found_in_order(reader: Callable[[bytes], str]) -> None:
    said = reader(letter("ar").pdf)
    assert "أهلًا وسهلًا بكم" in said
    assert "معلومات وليست قرارًا" in said


def test_persian_words_of_an_area_that_is_copied_are_not_run_together() -> None:
    page = pypdfium2.PdfDocument(archive_file("arbetsformedlingen", "fa"))[0].get_textpage()
    copied = page.get_text_bounded()
    assert "کاریابی" in copied.split()
    assert "ادارهکاریابی" not in copied
