"""Words to glyphs through HarfBuzz, with each glyph's own piece of the text.

The text of a glyph is what search and copy in the finished PDF give back. Noto Sans Arabic draws most letters as a bare
form plus loose dots: the form carries the letter, the dots carry nothing (``text == ""``) and are drawn as outlines, so
that a reader of the PDF finds letters and not fragments.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

import uharfbuzz

from caseworker.letters.fonts import JOINERS, UNDRAWN, Face, missing_glyph

_FEATURES: Final[dict[str, bool]] = {}
_FLAGS: Final = uharfbuzz.BufferFlags.PRESERVE_DEFAULT_IGNORABLES
_NO_DOTTED_CIRCLE: Final = uharfbuzz.BufferFlags.DO_NOT_INSERT_DOTTED_CIRCLE


# A bracket in a right-to-left run is drawn mirrored; PDF readers expect the text of the shape they see.
_MIRRORED: Final = {"(": ")", ")": "(", "[": "]", "]": "[", "{": "}", "}": "{", "<": ">", ">": "<", "«": "»", "»": "«"}


class Glyph(NamedTuple):
    """One glyph, in font units. ``natural`` is the width in the font file; the pen moves ``advance``."""

    glyph: int
    text: str
    advance: int
    natural: int
    dx: int
    dy: int


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A shaped stretch of one face and direction; glyphs from left to right as they stand on paper."""

    face: Face
    glyphs: tuple[Glyph, ...]
    advance: int


@lru_cache(maxsize=8192)
def shape(face: Face, text: str, rtl: bool, language: str) -> Word:
    """Shape ``text``; direction controls, and joiners the face does not know, are dropped.

    Raises ``Refused("letter.missing_glyph")``.
    """
    hidden = UNDRAWN | {joiner for joiner in JOINERS if not face.covers(joiner)}
    drawn = "".join(character for character in text if character not in hidden)
    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.flags = _FLAGS | _NO_DOTTED_CIRCLE
    buffer.add_str(drawn)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.language = language
    uharfbuzz.shape(face.shaper_font, buffer, _FEATURES)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    texts = _texts([info.cluster for info in infos], [p.x_advance for p in positions], drawn, merge_marks=not rtl)
    glyphs: list[Glyph] = []
    for info, place, part in zip(infos, positions, texts, strict=True):
        if info.codepoint == 0:
            raise missing_glyph(drawn[info.cluster])
        carried = _MIRRORED.get(part, part) if rtl else part
        if rtl and part and (part in JOINERS or unicodedata.category(part[0])[0] == "M"):
            # A mark's own glyph sits above or below the line, and readers would take it for a line of its own.
            glyphs.append(Glyph(face.blank, part, 0, 0, 0, 0))
            carried = ""
        if carried or part not in JOINERS:
            natural = face.natural_advance(info.codepoint)
            glyphs.append(Glyph(info.codepoint, carried, place.x_advance, natural, place.x_offset, place.y_offset))
    return Word(face, tuple(glyphs), sum(glyph.advance for glyph in glyphs))


def _texts(clusters: list[int], advances: list[int], text: str, *, merge_marks: bool) -> list[str]:
    """The text each glyph stands for: a cluster's text goes to its widest glyph, the others of it get none."""
    starts = sorted(c for c in set(clusters) if c == 0 or not merge_marks or unicodedata.category(text[c])[0] != "M")
    ends = dict(pairwise([*starts, len(text)]))
    owner = {c: max(start for start in starts if start <= c) for c in set(clusters)}
    bearer: dict[int, int] = {}
    for at, cluster in enumerate(clusters):
        start = owner[cluster]
        if start not in bearer or advances[at] > advances[bearer[start]]:
            bearer[start] = at
    return [text[owner[c] : ends[owner[c]]] if bearer[owner[c]] == at else "" for at, c in enumerate(clusters)]
