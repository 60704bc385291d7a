"""Every sheet in every language as it looked when somebody last looked at it: small grey pages in one picture.

    python -m tests.letters.thumbnails           draws them anew; look at the letters themselves before committing
    python -m tests.letters.thumbnails FOLDER    draws the letters large enough to be looked at, ten pages a picture

A row of the picture is a sheet, a column a language, the pages of a letter beside each other. Where a line breaks, a
panel stands or a page ends shows at this size; what a letter says does not.
"""

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageStat

from caseworker import i18n
from caseworker.letters.preview import page_images
from caseworker.letters.sheet import sheet_ids
from tests.letters.archive_files import archive_file, pairs

FILE: Final = Path(__file__).parent / "reference" / "every-letter.png"
WIDE, HIGH = 48, 68  # of a page
MOST_PAGES: Final = 2
TOLERANCE: Final = 1.0  # mean difference of a dot, of 255; a paragraph more or less is above 3
_GREYS: Final = 16
_LOOKED_AT: Final = 60 / 72
_A_PICTURE: Final = 10


def _pages(sheet: str, language: str, scale: float) -> Iterator[Image.Image]:
    for page in page_images(archive_file(sheet, language, archive=False), scale=scale):
        yield Image.frombytes("RGBA", (page.width, page.height), page.rgba).convert("RGB")


def thumbnail(sheet: str, language: str) -> Image.Image:
    """Return the letter's pages beside each other, small and grey."""
    pages = list(_pages(sheet, language, 0.5))
    assert len(pages) <= MOST_PAGES, f"{sheet} {language}: {len(pages)} pages"
    made = Image.new("L", (MOST_PAGES * WIDE, HIGH), 255)
    for number, page in enumerate(pages):
        made.paste(page.convert("L").resize((WIDE, HIGH), Image.Resampling.BOX), (number * WIDE, 0))
    return made.point(lambda grey: grey // _GREYS * _GREYS)


def _place(sheet: str, language: str) -> tuple[int, int, int, int]:
    left = i18n.letter_languages().index(language) * MOST_PAGES * WIDE
    top = sorted(sheet_ids()).index(sheet) * HIGH
    return left, top, left + MOST_PAGES * WIDE, top + HIGH


@cache
def _kept() -> Image.Image:
    with Image.open(FILE) as picture:
        return picture.convert("L")


def difference(sheet: str, language: str, now: Image.Image) -> float:
    """Return how much a letter's picture differs from the one that is kept: the mean over its dots."""
    return ImageStat.Stat(ImageChops.difference(now, _kept().crop(_place(sheet, language)))).mean[0]


def keep() -> None:
    """Draw every letter and keep its picture."""
    whole = Image.new("L", (len(i18n.letter_languages()) * MOST_PAGES * WIDE, len(list(sheet_ids())) * HIGH), 255)
    for sheet, language in pairs():
        whole.paste(thumbnail(sheet, language), _place(sheet, language)[:2])
    whole.quantize(_GREYS).save(FILE, optimize=True)


def draw_large(folder: Path) -> None:
    """Draw every letter to be looked at, a language at a time."""
    folder.mkdir(parents=True, exist_ok=True)
    for language in i18n.letter_languages():
        pages = []
        for sheet in [one for one, code in pairs() if code == language]:
            for number, page in enumerate(_pages(sheet, language, _LOOKED_AT), 1):
                ImageDraw.Draw(page).text((3, 3), f"{sheet} {language} {number}", fill="red")
                pages.append(page)
        for first in range(0, len(pages), _A_PICTURE):
            some = pages[first : first + _A_PICTURE]
            wide, high = some[0].size
            picture = Image.new("RGB", (5 * wide, 2 * high), "grey")
            for at, page in enumerate(some):
                picture.paste(page, (at % 5 * wide, at // 5 * high))
            picture.save(folder / f"{language}-{first // _A_PICTURE}.png")


if __name__ == "__main__":
    draw_large(Path(sys.argv[1])) if len(sys.argv) > 1 else keep()
