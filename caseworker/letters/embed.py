"""Bundled faces inside a PDF: glyph-indexed fonts with only the glyphs used, and the text each of them stands for.

ReportLab's own TrueType support addresses glyphs by character, so a shaped Arabic form has no address but a private
one, and search in the finished letter finds nothing. Here a face becomes a composite font (ISO 32000-1 §9.7,
Identity-H) whose codes are given out per *glyph and text*: the same shape may stand for two texts, and
ToUnicode stays exact.
"""

import hashlib
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import uharfbuzz
from reportlab.pdfbase import pdfmetrics

from caseworker.letters.fonts import Face
from caseworker.letters.objects import deflated, reference, stream, written

START_FONT: Final = "HandlaggarstodStart"
_DROPPED_TABLES: Final = (
    "GSUB",
    "GPOS",
    "GDEF",
    "DSIG",
    "BASE",
    "JSTF",
    "MATH",
    "STAT",
    "gasp",
    "post",
    "name",
    "OS/2",
    "kern",
)
_CODES_PER_BLOCK: Final = 100  # ToUnicode: at most 100 entries between beginbfchar and endbfchar
_SYMBOLIC: Final = 4


class _StartFont:
    """Satisfies the canvas, which wants a font before the first text, without naming one in the PDF (no Helvetica)."""

    fontName = START_FONT
    _multiByte = 0
    _dynamicFont = 1

    class face:  # noqa: N801 - the attribute's name is ReportLab's protocol
        name = START_FONT


def ensure_start_font() -> None:
    """Register the placeholder font with ReportLab, once per process."""
    if START_FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(_StartFont())


@dataclass(frozen=True, slots=True)
class FontProgram:
    """A subset font file: deflated, its length before that, and where each glyph of the whole face went."""

    compressed: bytes
    length: int
    new_index: dict[int, int]


class EmbeddedFace:
    """One face in one document: hands out codes while text is drawn, writes the font when the document is saved."""

    def __init__(self, face: Face, document: Any) -> None:
        """Join ``document`` (a ReportLab PDFDocument) under the face's resource name."""
        self.face = face
        self.fontName = face.name
        self.resource = face.resource
        self._codes: dict[tuple[int, str], int] = {}
        document.fontMapping[self.fontName] = f"/{self.resource}"
        document.delayedFonts.append(self)

    def code(self, glyph: int, text: str) -> int:
        """The two-byte code of a glyph that stands for ``text``. Code 0 stays .notdef."""
        key = (glyph, text)
        found = self._codes.get(key)
        if found is None:
            found = self._codes[key] = len(self._codes) + 1
        return found

    def addObjects(self, document: Any) -> None:  # noqa: N802 - ReportLab calls it by this name on saving
        """Write the composite font, its descendant, descriptor, file, widths and ToUnicode into ``document``."""
        used = sorted({glyph for glyph, _ in self._codes})
        program = subset(self.face, tuple(used))
        tag = hashlib.sha256(f"{self.face.name}{used}".encode()).digest()
        base = "".join(chr(65 + byte % 26) for byte in tag[:6]) + "+" + self.face.name
        glyphs = [0, *(glyph for glyph, _ in self._codes)]
        places = reference(document, deflated("", b"".join(program.new_index[g].to_bytes(2, "big") for g in glyphs)))
        widths = " ".join(str(_thousandths(self.face, glyph)) for glyph in glyphs)
        descendant = (
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{base}/DW 0/W[0[{widths}]]/CIDToGIDMap {places}"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor {self._descriptor(document, base, program)}>>"
        )
        font = (
            f"<</Type/Font/Subtype/Type0/BaseFont/{base}/Encoding/Identity-H"
            f"/DescendantFonts[{reference(document, written(descendant))}]"
            f"/ToUnicode {reference(document, deflated('', self._to_unicode()))}>>"
        )
        document.idToObject["BasicFonts"].dict[self.resource] = reference(document, written(font), self.resource)

    def _descriptor(self, document: Any, base: str, program: FontProgram) -> str:
        file = stream(f"/Length1 {program.length}/Filter/FlateDecode", program.compressed)
        ascent, descent = self.face.ascent, self.face.descent
        weight = 165 if self.face.name.endswith("Bold") else 88
        told = (
            f"<</Type/FontDescriptor/FontName/{base}/Flags {_SYMBOLIC}/FontBBox[-1000 {descent} 3000 {ascent}]"
            f"/ItalicAngle 0/Ascent {ascent}/Descent {descent}/CapHeight 714/StemV {weight}"
            f"/FontFile2 {reference(document, file)}>>"
        )
        return reference(document, written(told))

    def _to_unicode(self) -> bytes:
        entries = [f"<{code:04X}> <{_utf16(text)}>" for (_, text), code in self._codes.items() if text]
        blocks = [entries[at : at + _CODES_PER_BLOCK] for at in range(0, len(entries), _CODES_PER_BLOCK)]
        mapping = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
            f"{mapping}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
        ).encode("ascii")


@lru_cache(maxsize=4096)
def _thousandths(face: Face, glyph: int) -> int:
    """Width of a glyph in thousandths of the size."""
    return round(face.natural_advance(glyph) * 1000 / face.units_per_em)


@lru_cache(maxsize=4096)
def _utf16(text: str) -> str:
    """The text of one glyph in hexadecimal."""
    return text.encode("utf-16-be").hex().upper()


@lru_cache(maxsize=128)
def subset(face: Face, glyphs: tuple[int, ...]) -> FontProgram:
    """A font file with only these glyphs (and .notdef)."""
    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.flags = uharfbuzz.SubsetFlags.NOTDEF_OUTLINE | uharfbuzz.SubsetFlags.NO_HINTING
    wanted.drop_table_tag_set.update(int.from_bytes(tag.ljust(4).encode(), "big") for tag in _DROPPED_TABLES)
    plan = uharfbuzz.SubsetPlan(face.shaper_face, wanted)
    content = bytes(plan.execute().blob.data)
    return FontProgram(zlib.compress(content), len(content), {0: 0, **plan.old_to_new_glyph_mapping})
