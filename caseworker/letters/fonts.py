"""The typefaces of the letters, and which of them draws which character.

Noto Sans, Noto Sans Arabic and Noto Sans Ethiopic in two weights lie in ``resources/fonts`` (OFL) and are the only ones
ever used: a letter looks the same on every computer. A character that none of them has is refused by name before any
page is written; a letter with an empty box in a name is worse than no letter.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock
from typing import Any, Final, NamedTuple

import uharfbuzz

from caseworker.errors import EnvironmentFault, Refused
from caseworker.letters.isolate import BIDI_CONTROLS
from caseworker.places import RESOURCES

FONT_FOLDER: Final = RESOURCES / "fonts"

SANS: Final = "NotoSans"
ARABIC: Final = "NotoSansArabic"
ETHIOPIC: Final = "NotoSansEthiopic"
FALLBACK: Final = (SANS, ARABIC, ETHIOPIC)

# Never drawn: direction controls, soft hyphen, byte order mark, word joiner. Joiners (U+200C, U+200D) do shape Arabic.
UNDRAWN: Final = BIDI_CONTROLS | frozenset("\u00ad\ufeff\u2060\u200b")
JOINERS: Final = frozenset("\u200c\u200d")

_LATIN: Final = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0xAD), *range(0xAE, 0x100))))  # Noto Sans has them
_ARABIC_BLOCKS: Final = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF))
_ETHIOPIC_BLOCKS: Final = ((0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F), (0x1E7E0, 0x1E7FF))


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One typeface file. Measures are in font units, ``units_per_em`` of them to the size.

    ``resource`` is its name among a PDF page's fonts: F1 to F6.
    """

    name: str
    family: str
    resource: str
    shaper_face: Any  # uharfbuzz.Face
    shaper_font: Any  # uharfbuzz.Font
    coverage: frozenset[int]
    units_per_em: int
    ascent: int
    descent: int

    def covers(self, character: str) -> bool:
        """True when the face has a glyph for the character."""
        return ord(character) in self.coverage

    @property
    def blank(self) -> int:
        """A glyph without ink or width, which can carry text that has no shape of its own."""
        return _blank(self)

    def natural_advance(self, glyph: int) -> int:
        """Width of a glyph in the file's own table, before shaping."""
        return int(self.shaper_font.get_glyph_h_advance(glyph))


class FaceRun(NamedTuple):
    """A stretch of text with one face and one embedding level."""

    start: int
    end: int
    face: Face
    level: int


_opened: dict[tuple[str, bool], Face] = {}
_ONE_AT_A_TIME: Final = Lock()


@cache
def _blank(face: Face) -> int:
    font = face.shaper_font
    for glyph in range(1, int(face.shaper_face.glyph_count)):
        extents = font.get_glyph_extents(glyph)
        if not font.get_glyph_h_advance(glyph) and not extents.width and not extents.height:
            return glyph
    raise EnvironmentFault("letter.font_missing", font=face.name)


def load_face(family: str, bold: bool) -> Face:
    """Return one of the bundled faces, the same object to every thread: documents tell faces apart by it.

    A missing or broken file is an ``EnvironmentFault``.
    """
    face = _opened.get((family, bold))
    if face is None:
        with _ONE_AT_A_TIME:
            face = _opened.get((family, bold))
            if face is None:
                face = _opened[family, bold] = _open(family, bold)
    return face


def _open(family: str, bold: bool) -> Face:
    name = f"{family}-{'Bold' if bold else 'Regular'}"
    path = FONT_FOLDER / f"{name}.ttf"
    try:
        content = path.read_bytes()
    except OSError as error:
        raise EnvironmentFault("letter.font_missing", font=name) from error
    face = uharfbuzz.Face(uharfbuzz.Blob(content))
    font = uharfbuzz.Font(face)
    extents = font.get_font_extents("ltr")
    coverage = frozenset(int(code) for code in face.unicodes)
    if not coverage:
        raise EnvironmentFault("letter.font_missing", font=name)
    resource = f"F{2 * FALLBACK.index(family) + 1 + bold}"
    return Face(
        name, family, resource, face, font, coverage, int(face.upem), int(extents.ascender), int(extents.descender)
    )


def face_runs(text: str, levels: Sequence[int], *, bold: bool) -> list[FaceRun]:
    """Split ``text`` into runs of one face and level; ``levels`` come from ``bidi.resolve``.

    Characters that are never drawn take the run they stand in. Raises ``Refused("letter.missing_glyph")``.
    """
    if _LATIN.issuperset(text) and not any(levels):
        return [FaceRun(0, len(text), load_face(SANS, bold), 0)] if text else []
    runs: list[FaceRun] = []
    face: Face | None = None
    family: str | None = None
    start = 0
    level = 0
    for i, character in enumerate(text):
        if character in UNDRAWN:
            continue
        at_level = levels[i]
        if at_level < 0:  # joiners: X9 gives them no level, they belong to the letter before
            chosen, at_level = face or load_face(SANS, bold), level
        else:
            chosen = _choose(character, at_level & 1, family, bold)
        if face is not chosen or at_level != level:
            if face is not None:
                runs.append(FaceRun(start, i, face, level))
            start, face, family, level = i, chosen, chosen.family, at_level
    if face is not None:
        runs.append(FaceRun(start, len(text), face, level))
    return runs


@lru_cache(maxsize=16384)
def _choose(character: str, odd: int, previous: str | None, bold: bool) -> Face:
    """The face of one character: by script for letters, by neighbourhood for marks and punctuation."""
    wanted = _family(character, bool(odd), previous, unicodedata.category(character)[0])
    for name in (wanted, *FALLBACK):
        face = load_face(name, bold)
        if face.covers(character):
            return face
    raise missing_glyph(character)


@cache
def _script_family(character: str) -> str | None:
    code = ord(character)
    if any(first <= code <= last for first, last in _ARABIC_BLOCKS):
        return ARABIC
    if any(first <= code <= last for first, last in _ETHIOPIC_BLOCKS):
        return ETHIOPIC
    return None


def _family(character: str, odd: bool, previous: str | None, category: str) -> str:
    """Letters and digits by script; marks with their base; punctuation by the direction of the run it stands in."""
    if category == "M" or character in JOINERS:
        return previous or SANS
    own = _script_family(character)
    if own is not None:
        return own
    if category in "LN":
        return SANS
    if odd:
        return ARABIC
    return previous if previous is not None and previous != ARABIC else SANS


def missing_glyph(character: str) -> Refused:
    """The refusal for a character no bundled face can draw. One character is named, never the word it stands in."""
    return Refused(
        "letter.missing_glyph", character=f"U+{ord(character):04X}", name=unicodedata.name(character, "okänt tecken")
    )
