"""Every language's letter looks as it looked when a person last approved its picture (tests/letters/reference).

After a wanted change: ``python -m tests.letters.test_reference`` draws them anew; look at each before committing.
"""

from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from caseworker import i18n
from caseworker.letters.compose import Letterhead, compose
from caseworker.letters.languages import letter_language
from caseworker.letters.preview import page_images
from caseworker.letters.sheet import load_sheet

FOLDER = Path(__file__).parent / "reference"
SCALE = 1.0  # 72 dots an inch: joins, order and layout show; 20–60 kB a picture
TOLERANCE = 0.6  # mean difference of a pixel, of 255; a changed word is above 1
VALUES = {
    "caseworker": "Maj Ekholm",
    "caseworker_phone": "010-123 45 67",
    "caseworker_email": "maj.ekholm@lovasa.example",
    "office": "Mottagningsenheten",
    "office_address": "Storgatan 12, 123 45 Lövåsa",
    "municipality": "Lövåsa",
    "person": "Samira Haddad",
    "person_original": "سميرة حداد",
    "case_number": "2026-0147",
    "date": "2026-11-21",
    "personnummer": "19880314-2382",
    "next_meeting": "",
}


def picture(language: str) -> Image.Image:
    """Return the letter's pages side by side, in grey."""
    letter = compose(
        load_sheet("valkommen"),
        language=letter_language(language),
        translate=i18n.letter_catalog(language),
        values=VALUES,
        letterhead=Letterhead(municipality="Lövåsa", office="Mottagningsenheten"),
        demo=True,
        draft=language != "sv",
    )
    pages = page_images(letter.pdf, scale=SCALE)
    sheet = Image.new("L", (sum(page.width for page in pages), pages[0].height), 255)
    left = 0
    for page in pages:
        sheet.paste(Image.frombytes("RGBA", (page.width, page.height), page.rgba).convert("L"), (left, 0))
        left += page.width
    return sheet


@pytest.mark.parametrize("language", i18n.letter_languages())
def test_the_letter_looks_as_approved(language: str) -> None:
    with Image.open(FOLDER / f"valkommen-{language}.png") as approved:
        now = picture(language)
        assert now.size == approved.size
        difference = ImageStat.Stat(ImageChops.difference(now, approved.convert("L"))).mean[0]
    assert difference < TOLERANCE


def test_another_language_would_be_noticed() -> None:
    with Image.open(FOLDER / "valkommen-en.png") as approved:
        other = picture("so").resize(approved.size)
        assert ImageStat.Stat(ImageChops.difference(other, approved.convert("L"))).mean[0] > TOLERANCE


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for code in i18n.letter_languages():
        picture(code).save(FOLDER / f"valkommen-{code}.png", optimize=True)
