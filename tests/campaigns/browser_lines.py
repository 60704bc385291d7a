"""Lines of text as Chromium paints them and as our engine does, in the same typefaces: pictures that can be compared.

Both get the same short line, the same files of type and the same size. What differs afterwards is the edge of a stroke;
a letter in the wrong form, a word in the wrong place or a mark that is gone differs in whole strokes.
"""

import html
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from caseworker.letters.engine import Paper
from caseworker.letters.fonts import FONT_FOLDER
from caseworker.letters.languages import LetterLanguage
from caseworker.letters.lines import Style, layout, text_width

SIZE, PAGE_ROWS, ROW = 12.0, 30, 26.0  # points; rows of a page of ours
SCALE = 2  # dots a point
WIDTH = 520.0  # points that a line may take
SPOT = 7  # dots
STYLE = Style(SIZE, 18.0)
_MARKS = "U+20-2F,U+3A-40,U+5B-60,U+7B-7E,U+A0-BF,U+2010-2027"
_FACES = {
    # marks between Arabic words are of the Arabic face, as in our engine; digits and Latin letters never
    "NotoSansArabic": f"U+0600-06FF,U+0750-077F,U+0870-08FF,U+FB50-FDFF,U+FE70-FEFF,U+200C-200D,{_MARKS}",
    "NotoSansEthiopic": "U+1200-139F,U+2D80-2DDF,U+AB00-AB2F",
    "NotoSans": "U+0-10FFFF",
}

Ink = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two pictures of a line are.

    ``wider``: dots of difference in width. ``alike``: correlation of the blurred ink, 0 to 1. ``worst``: the share of
    ink that differs in the spot where it differs most, a spot as large as a vowel mark.
    """

    wider: int
    alike: float
    worst: float


def short_lines(text: str, language: LetterLanguage) -> list[str]:
    """Cut a paragraph at its spaces into pieces that fit on one line."""
    found: list[str] = []
    for word in text.split(" "):
        longer = f"{found[-1]} {word}" if found else word
        if found and text_width(longer, STYLE, rtl=language.is_rtl, language=language.bcp47) <= WIDTH:
            found[-1] = longer
        else:
            found.append(word)
    return [line for line in found if line.strip()]


def ours(lines: Sequence[str], language: LetterLanguage) -> list[Ink]:
    """Each line drawn by our engine into a PDF and painted by PDFium."""
    paper = Paper(title="Prov", author="Prov", dated=date(2026, 11, 21))
    for at, text in enumerate(lines):
        if at and at % PAGE_ROWS == 0:
            paper.next_page()
        (line,) = layout(text, STYLE, 1e6, rtl=language.is_rtl, language=language.bcp47)
        paper.text(line, 20, 841 - ROW * (at % PAGE_ROWS) - 18, (0, 0, 0))
    paper.next_page()
    document = pypdfium2.PdfDocument(paper.finish())
    pages = [document[number].render(scale=SCALE).to_pil() for number in range(len(document))]
    return _rows(pages, len(lines))


def chromium(lines: Sequence[str], language: LetterLanguage, folder: Path) -> list[Ink]:
    """Each line painted by Chromium."""
    faces = "".join(
        f"@font-face {{ font-family: {name}; src: url({(FONT_FOLDER / name).as_uri()}-Regular.ttf);"
        f" unicode-range: {letters} }}\n"
        for name, letters in _FACES.items()
    )
    own = ["NotoSansArabic"] * language.is_rtl + ["NotoSansEthiopic"] * (language.code == "ti") + ["NotoSans"]
    rest = [name for name in ("NotoSansArabic", "NotoSansEthiopic") if name not in own and not language.is_rtl]
    # a Latin language never takes its marks from the Arabic face
    families = ", ".join(own + rest)
    side = "right" if language.is_rtl else "left"
    rows = "".join(
        f'<div style="top:{at * ROW * SCALE}px"><bdi dir="{language.direction}">{html.escape(text)}</bdi></div>'
        for at, text in enumerate(lines)
    )
    page = folder / "lines.html"
    page.write_text(
        f'<!doctype html><html lang="{language.bcp47}"><meta charset="utf-8"><style>{faces}'
        f"body {{ margin: 0; background: white; color: black; font: {SIZE * SCALE}px {families} }}"
        f"div {{ position: absolute; {side}: 40px; height: {ROW * SCALE}px; line-height: {ROW * SCALE}px;"
        f" white-space: pre; direction: {language.direction} }}</style>{rows}",
        encoding="utf-8",
    )
    height = round(len(lines) * ROW * SCALE)
    picture = folder / "lines.png"
    subprocess.run(
        [
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
            "--font-render-hinting=none", "--disable-lcd-text", "--force-device-scale-factor=1",
            "--virtual-time-budget=4000", f"--user-data-dir={folder / 'profile'}",
            f"--window-size=1190,{height}", f"--screenshot={picture}", page.as_uri(),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return _rows([Image.open(picture)], len(lines), PAGE_ROWS * len(lines))


def likeness(one: Ink, other: Ink) -> Likeness:
    """Compare two cut-out lines, laid upon each other where they fit best within two dots."""
    height, width = (max(one.shape[axis], other.shape[axis]) + 8 for axis in (0, 1))
    first = _padded(one, height, width, 4, 4)
    best, worst = 0.0, 1.0
    for down in range(9):
        for along in range(2, 7):
            if down + other.shape[0] <= height and along + other.shape[1] <= width:
                second = _padded(other, height, width, down, along)
                alike = float(np.corrcoef(first.ravel(), second.ravel())[0, 1])
                if alike > best:
                    best, worst = alike, _worst_spot(first, second)
    return Likeness(abs(one.shape[1] - other.shape[1]), best, worst)


def _worst_spot(one: Ink, other: Ink) -> float:
    apart = Image.fromarray(np.abs(one - other).astype("uint8")).filter(ImageFilter.BoxBlur(SPOT // 2))
    return float(np.asarray(apart).max()) / 255


def _padded(ink: Ink, height: int, width: int, top: int, left: int) -> Ink:
    whole = np.zeros((height, width))
    whole[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
    blurred = Image.fromarray((whole * 255).astype("uint8")).filter(ImageFilter.GaussianBlur(1.2))
    return np.asarray(blurred, dtype=float)


def _rows(pages: Sequence[Image.Image], count: int, rows: int = PAGE_ROWS) -> list[Ink]:
    """The ink of each row, cut out: 1 is black."""
    sheets = [1 - np.asarray(page.convert("L"), dtype=float) / 255 for page in pages]
    found = []
    for at in range(count):
        top = round((at % rows) * ROW * SCALE)
        ink = sheets[at // rows][top : top + round(ROW * SCALE)]
        down, along = np.where(ink.max(axis=1) > 0.5)[0], np.where(ink.max(axis=0) > 0.5)[0]
        found.append(ink[down[0] : down[-1] + 1, along[0] : along[-1] + 1])
    return found
