"""Paragraphs to lines: where a line may break, what fits, and in which order its words stand on paper.

Levels are resolved once for the whole paragraph (UAX #9), then lines are filled greedily and put in visual order.
Lines break at spaces, after a hyphen between letters and after the Ethiopic word space; never at a no-break space, so a
phone number stays whole. A Swedish word that would leave much of a line empty is parted where ``hyphens`` allows it,
never on two lines in a row and never the last of a paragraph. A word wider than the column breaks as a last resort,
after a separator if there is one.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from caseworker.letters.bidi import resolve, visual_order
from caseworker.letters.fonts import ARABIC, FALLBACK, UNDRAWN, Face, FaceRun, face_runs
from caseworker.letters.hyphens import joints
from caseworker.letters.isolate import NBSP
from caseworker.letters.languages import SWEDISH
from caseworker.letters.parts import Role
from caseworker.letters.shaping import Word, shape

_ETHIOPIC_SPACE: Final = "\u1361"
_HYPHENS: Final = frozenset("-\u2010")
_BREAK: Final = re.compile("[ \t\n\u2002\u2003\u2009]+|[\u1361\u2010-]")
_SEPARATORS: Final = frozenset("@./_-&?=+:")
_SOFT_HYPHEN: Final = (
    "\u00ad"  # what the hyphen at the end of a line is to who searches or listens (ISO 32000-1 §14.8.2.2.3)
)
_RAGGED: Final = 0.15  # share of a line that may stay empty before a word is parted


@dataclass(frozen=True, slots=True)
class Style:
    """How text is set, in points. Arabic script is set larger than the Latin beside it, on a taller line.

    ``role`` is what text of this style is to someone who hears it. ``parted``: long Swedish words may be hyphenated.
    """

    size: float
    leading: float
    bold: bool = False
    arabic_size: float = 0.0
    arabic_leading: float = 0.0
    role: Role = Role.PARAGRAPH
    parted: bool = False

    def line_height(self, *, arabic: bool) -> float:
        """Distance between base lines for a paragraph in Arabic script or another."""
        return self.arabic_leading if arabic and self.arabic_leading else self.leading

    def size_for(self, family: str) -> float:
        """Size of a run drawn by this family of faces."""
        return self.arabic_size if family == ARABIC and self.arabic_size else self.size


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A word, or part of one, with one face, size and level. ``width`` in points."""

    word: Word
    size: float
    level: int
    width: float


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line: pieces from left to right, and its width in points.

    ``space`` parts its last word from the first of the next line, for who listens or copies; it has no room in
    ``width``. Where the last word stands at the left (``rtl``) it stands before it.
    """

    pieces: tuple[Piece, ...]
    width: float
    space: tuple[Piece, ...]
    rtl: bool


@lru_cache(maxsize=2048)
def layout(text: str, style: Style, width: float, *, rtl: bool, language: str) -> tuple[Line, ...]:
    """Lines of one paragraph in a column ``width`` points wide. Empty text gives no line.

    Raises ``Refused("letter.missing_glyph")`` with the first character no face can draw.
    """
    text = " ".join(text.split(" ")).strip(" \t\n")
    resolved = resolve(text, 1 if rtl else 0)
    runs = face_runs(text, resolved.levels, bold=style.bold)
    # A hard space keeps a number whole to a reader of right-to-left PDF text; elsewhere search expects a plain one.
    setter = _Setter(text if rtl else text.replace(NBSP, " "), runs, style, language)
    parts_words = style.parted and language == SWEDISH.bcp47
    lines: list[Line] = []
    current: list[Piece] = []
    used = 0.0
    pending: list[Piece] = []  # the space before the next word: dropped when a line ends there
    parted = False  # the line before ends with a hyphen
    for body_start, body_end, end in _segments(text):
        body = setter.pieces(body_start, body_end)
        body_width, pending_width = _width(body), _width(pending)
        if current and used + pending_width + body_width > width + 0.01:
            first: list[Piece] = []
            if parts_words and not parted and end < len(text) and width - used > width * _RAGGED:
                first, body_start = setter.parted(body_start, body_end, width - used - pending_width)
            lines.append(_line([*current, *pending, *first], rtl=rtl) if first else _line(current, pending, rtl=rtl))
            if first:
                body = setter.pieces(body_start, body_end)
                body_width = _width(body)
            current, used, pending, pending_width, parted = [], 0.0, [], 0.0, bool(first)
        if body_width > width:
            *full, body = setter.squeezed(body_start, body_end, width, parts_words=parts_words)
            lines += [_line(part, rtl=rtl) for part in full]
            body_width = _width(body)
        current += pending + body
        used += pending_width + body_width
        pending = setter.pieces(body_end, end)
    if current:
        lines.append(_line(current, rtl=rtl))
    return tuple(lines)


def drawn(text: str) -> str:
    """``text`` without what is never drawn: direction controls and their like."""
    return text if UNDRAWN.isdisjoint(text) else "".join(c for c in text if c not in UNDRAWN)


@lru_cache(maxsize=8192)
def piece(face: Face, text: str, size: float, level: int, language: str) -> Piece | None:
    """Shape a stretch of one face and level; None when nothing of it is drawn."""
    shown = drawn(text)
    if not shown:
        return None
    word = shape(face, shown, bool(level & 1), language)
    return Piece(word, size, level, word.advance * size / face.units_per_em)


@lru_cache(maxsize=64)
def _hyphen(face: Face, size: float, level: int, language: str) -> Piece:
    """The hyphen of a parted word: drawn, and no part of the text."""
    word = shape(face, "-", bool(level & 1), language)
    soft = tuple(glyph._replace(text=_SOFT_HYPHEN) for glyph in word.glyphs)
    return Piece(Word(face, soft, word.advance), size, level, word.advance * size / face.units_per_em)


def text_width(text: str, style: Style, *, rtl: bool, language: str) -> float:
    """Width of ``text`` on one unbroken line, in points."""
    return sum(line.width for line in layout(text, style, 1e6, rtl=rtl, language=language))


class _Setter:
    """Shapes stretches of one paragraph on demand."""

    def __init__(self, text: str, runs: list[FaceRun], style: Style, language: str) -> None:
        self.text = text
        self.runs = runs
        self._size = {family: style.size_for(family) for family in FALLBACK}
        self.language = language
        self._first = 0  # runs before this one end before anything still to be set

    def pieces(self, start: int, end: int) -> list[Piece]:
        """Shaped pieces of ``text[start:end]`` in logical order. ``start`` never goes back behind an earlier call's."""
        found: list[Piece] = []
        runs, text = self.runs, self.text
        at, last = self._first, len(runs)
        while at < last and runs[at].end <= start:
            at += 1
        self._first = at
        while at < last:
            first, stop, face, level = runs[at]
            if first >= end:
                break
            part = text[start if start > first else first : end if end < stop else stop]
            made = piece(face, part, self._size[face.family], level, self.language)
            if made is not None:
                found.append(made)
            if stop >= end:
                break
            at += 1
        return found

    def parted(self, start: int, end: int, room: float) -> tuple[list[Piece], int]:
        """The longest beginning of a word that fits in ``room`` with its hyphen, and where the rest begins."""
        for joint in reversed(joints(self.text[start:end])):
            pieces = self.pieces(start, start + joint)
            last = pieces[-1]
            pieces.append(_hyphen(last.word.face, last.size, last.level, self.language))
            if _width(pieces) <= room:
                return pieces, start + joint
        return [], start

    def squeezed(self, start: int, end: int, width: float, *, parts_words: bool) -> list[list[Piece]]:
        """A stretch wider than the column, cut so that each part fits; never before a combining mark."""
        parts: list[list[Piece]] = []
        while end - start > 1 and _width(self.pieces(start, end)) > width:
            part, stop = self.parted(start, end, width) if parts_words else ([], start)
            if not part:
                stop = start + 1
                while stop + 1 < end and _width(self.pieces(start, stop + 1)) <= width:
                    stop += 1
                stop = _good_cut(self.text, start, stop)
                part = self.pieces(start, stop)
            parts.append(part)
            start = stop
        parts.append(self.pieces(start, end))
        return parts


def _good_cut(text: str, start: int, stop: int) -> int:
    """The last separator in the second half of what fits, else as far as fits without parting a mark from its base."""
    for at in range(stop, start + (stop - start) // 2, -1):
        if text[at - 1] in _SEPARATORS:
            return at
    at = stop
    while at > start + 1 and unicodedata.category(text[at])[0] == "M":
        at -= 1
    return at if at > start + 1 or stop == start + 1 else stop


def _width(pieces: list[Piece]) -> float:
    if len(pieces) == 1:
        return pieces[0].width
    return sum([piece.width for piece in pieces])


def _line(pieces: list[Piece], space: Sequence[Piece] = (), *, rtl: bool) -> Line:
    levels = [piece.level for piece in pieces]
    shown = [pieces[i] for i in visual_order(levels)] if any(levels) else pieces
    return Line(tuple(shown), _width(pieces), tuple(space), rtl)


def _segments(text: str) -> Iterator[tuple[int, int, int]]:
    """(start, end of what is drawn, end with the space after it) between break opportunities."""
    start = 0
    for found in _BREAK.finditer(text):
        at, end = found.span()
        mark = text[at]
        if mark in _HYPHENS:
            if at - start < 3 or not text[start:at].isalpha() or not text[end : end + 3].isalpha():
                continue
            at = end
        elif mark == _ETHIOPIC_SPACE:
            at = end
        yield start, at, end
        start = end
    if start < len(text):
        yield start, len(text), len(text)
