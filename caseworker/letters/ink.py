"""A laid-out line as PDF operators, made once and printed often.

What differs between two documents is only which code each glyph got in that document's fonts; everything else of a line
(positions, sizes, the loose dots of Arabic letters) is fixed. So the operators are kept with holes for the codes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from caseworker.letters.fonts import Face
from caseworker.letters.languages import SWEDISH
from caseworker.letters.lines import Line
from caseworker.letters.shaping import Word

# A glyph and the text it stands for, in one face: what a document gives a code to.
GlyphKey = tuple[Face, int, str]
Form = tuple[Face, int]

_AFTER_LATIN: Final = "\u0250"
_SWEDISH_BEGINS: Final = f"/Span<</Lang({SWEDISH.bcp47})>>BDC"


@dataclass(frozen=True, slots=True, eq=False)
class LineInk:
    """``operators`` with one %s for each of ``keys``; ``dots`` draws textless glyphs relative to the line's start."""

    operators: str
    keys: tuple[GlyphKey, ...]
    dots: str
    forms: frozenset[Form]


@cache
def form_name(form: Form) -> str:
    """Name of the form XObject that draws one glyph as an outline."""
    face, glyph = form
    return f"{face.resource}g{glyph}"


@lru_cache(maxsize=8192)
def line_ink(line: Line, latin_apart: bool) -> LineInk:
    """The operators of a line, between BT … Tm and ET.

    ``latin_apart``: words in Latin letters are marked as Swedish, among words of another script.
    """
    out: list[str] = []
    keys: list[GlyphKey] = []
    loose: list[tuple[float, float, int, Form]] = []
    pen = 0.0
    written = (*line.pieces, *line.space)
    if line.rtl and line.space:
        pen = -sum(piece.width for piece in line.space)
        out.append(f"{pen:.2f} 0 Td")
        written = (*line.space, *line.pieces)
    font: tuple[Face, float] | None = None
    apart = False
    for piece in written:
        face = piece.word.face
        if font != (face, piece.size):
            font = (face, piece.size)
            out.append(f"/{face.resource} {number(piece.size)} Tf")
        scale = piece.size / face.units_per_em
        ink = _word_ink(piece.word, scale)
        if latin_apart and ink.latin is not None and ink.latin is not apart:
            apart = ink.latin
            out.append(_SWEDISH_BEGINS if apart else "EMC")
        out.append(ink.operators)
        keys += ink.keys
        loose += [(scale, pen / scale + dx, dy, (face, glyph)) for glyph, dx, dy in ink.loose]
        pen += piece.width
    if apart:
        out.append("EMC")
    operators = " ".join(out).replace("] TJ [", "").replace("><", "")  # words of one font as one string
    return LineInk(operators, tuple(keys), _dots(loose), frozenset(form for *_, form in loose))


def _dots(loose: Sequence[tuple[float, float, int, Form]]) -> str:
    """Operators for loose glyphs, given as (scale, x, y, form) in font units from the line's start."""
    out: list[str] = []
    scale, x, y = 0.0, 0, 0
    for this, exact, up, form in loose:
        if this != scale:
            out.append(f"{'Q ' if out else ''}q {this:.6f} 0 0 {this:.6f} 0 0 cm")
            scale, x, y = this, 0, 0
        across = round(exact)
        out.append(f"1 0 0 1 {across - x} {up - y} cm /FormXob.{form_name(form)} Do")  # from where the last one stands
        x, y = across, up
    return " ".join([*out, "Q"] if out else out)


@dataclass(frozen=True, slots=True, eq=False)
class _WordInk:
    """A word's text operators; ``loose`` are its textless glyphs as (glyph, x, y) in font units from its start.

    ``latin`` is None for a word without letters.
    """

    operators: str
    keys: tuple[GlyphKey, ...]
    loose: tuple[tuple[int, int, int], ...]
    latin: bool | None


@lru_cache(maxsize=8192)
def _word_ink(word: Word, scale: float) -> _WordInk:
    """Operators of one word; only what deviates from the widths in the font is written."""
    out: list[str] = []
    keys: list[GlyphKey] = []
    per_em = 1000 / word.face.units_per_em
    array: list[str] = []
    loose: list[tuple[int, int, int]] = []
    codes = 0  # glyphs waiting to be written as one string
    pen = cursor = rise = 0  # where the shaper wants the next glyph; where a reader's pen stands; height above the line
    for index, text, advance, natural, dx, dy in word.glyphs:
        if not text:
            loose.append((index, pen + dx, dy))
            pen += advance
            continue
        if dy != rise or pen + dx != cursor:
            codes = _flush(array, codes)
        if dy != rise:
            out.append(f"[{''.join(array)}] TJ {number(dy * scale)} Ts")
            array.clear()
            rise = dy
        if pen + dx != cursor:
            array.append(number((cursor - pen - dx) * per_em))
        keys.append((word.face, index, text))
        codes += 1
        cursor = pen + dx + natural
        pen += advance
    _flush(array, codes)
    if cursor != pen:
        array.append(number((cursor - pen) * per_em))
    out.append(f"[{''.join(array)}] TJ" + (" 0 Ts" if rise else ""))
    return _WordInk(" ".join(out), tuple(keys), tuple(loose), _is_latin(word))


def _is_latin(word: Word) -> bool | None:
    """Whether a word is in Latin letters; None when it has no letters."""
    letters = [text for glyph in word.glyphs if (text := glyph.text) and text[0].isalpha()]
    return any(text[0] < _AFTER_LATIN for text in letters) if letters else None


def forget_inks() -> None:
    """Forget the operators kept for speed."""
    line_ink.cache_clear()
    _word_ink.cache_clear()


def _flush(array: list[str], codes: int) -> int:
    if codes:
        array.append(f"<{'%s' * codes}>")
    return 0


@lru_cache(maxsize=4096)
def number(value: float) -> str:
    """A PDF number, as short as three decimals allow."""
    return f"{value:.3f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))
