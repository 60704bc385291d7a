"""Ink on pages: lines of shaped text, rules and boxes, written into one tagged PDF with ReportLab.

Equal calls give equal bytes: no clock, no random identifier. Every font is embedded, text can be searched and copied in
every script, and whoever hears the file read aloud is told what each text is and in which language. All of it is
written while the pages are drawn. Nothing here knows what a letter says.
"""

import hashlib
import io
import zlib
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from caseworker.letters.archive import About, metadata, output_intent
from caseworker.letters.embed import START_FONT, EmbeddedFace, ensure_start_font
from caseworker.letters.ink import Form, GlyphKey, forget_inks, form_name, line_ink
from caseworker.letters.languages import SWEDISH, LetterLanguage, Script
from caseworker.letters.lines import Line, layout, piece
from caseworker.letters.logo import Logo
from caseworker.letters.objects import PACKING, Written, reference, stream
from caseworker.letters.outlines import outline
from caseworker.letters.parts import DECORATION, Part
from caseworker.letters.shaping import shape
from caseworker.letters.structure import Structure

if TYPE_CHECKING:
    from caseworker.letters.fonts import Face

A4: Final = (595.2756, 841.8898)
CREATOR: Final = "Handläggarstöd"
_HANDLE: Final = 0.4472  # of a radius: how far from the corner the handles of a quarter of a circle stand

Colour = tuple[int, int, int]

# Streams as bytes, not as five letters for four bytes: a quarter smaller and quicker.
rl_config.useA85 = 0


class _Codes(dict[GlyphKey, str]):
    """Codes of the glyphs of one document, in hexadecimal, given out when a glyph is first drawn."""

    def __init__(self, document: Any) -> None:
        super().__init__()
        self._document = document
        self._faces: dict[Face, EmbeddedFace] = {}

    def __missing__(self, key: GlyphKey) -> str:
        face, glyph, text = key
        embedded = self._faces.get(face)
        if embedded is None:
            embedded = self._faces[face] = EmbeddedFace(face, self._document)
        code = self[key] = f"{embedded.code(glyph, text):04X}"
        return code


class Paper:
    """A PDF under construction. Coordinates are points from the lower left corner; ``y`` of text is its base line."""

    def __init__(
        self,
        *,
        title: str,
        author: str,
        dated: date,
        archive: bool = False,
    ) -> None:
        """Start a document of A4 pages. ``title`` and ``author`` become metadata: never a person's name.

        ``dated`` is the date the file gives as its own; the clock is never asked. ``archive``: fit for an archive
        (PDF/A-2b) too.
        """
        ensure_start_font()
        self._buffer = io.BytesIO()
        self._canvas = Canvas(
            self._buffer,
            pagesize=A4,
            invariant=1,
            pageCompression=1,
            initialFontName=START_FONT,
            lang=SWEDISH.bcp47,
            pdfVersion=(1, 7),
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setSubject(title)
        self._canvas.setCreator(CREATOR)
        self._canvas.setDateFormatter(lambda *_: f"D:{dated:%Y%m%d}000000Z")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        # ReportLab keeps the document behind the canvas; composite fonts can join it in no other way.
        self._document: Any = self._canvas._doc  # noqa: SLF001
        producer = self._document.info.producer
        self._about = About(title, author, CREATOR, producer, dated)
        self._archive = archive
        self._codes = _Codes(self._document)
        self._structure = Structure()
        self._page: list[str] = []
        self._drawn = hashlib.sha256(title.encode("utf-8"))
        self._page_forms: set[Form] = set()
        self._forms: set[Form] = set()
        self._said: Part | None = None
        self._latin_apart = False
        self._logos: dict[str, Logo] = {}
        self._page_logos: set[str] = set()

    def say(self, part: Part, language: LetterLanguage) -> None:
        """What is drawn from now on is (more of) ``part``, in ``language``."""
        if part is self._said:
            return
        if self._said is not None:
            self._page.append("EMC")
        self._said = part
        if part is DECORATION:
            self._page.append("/Artifact BMC")
        else:
            self._page.append(f"/P<</MCID {self._structure.mark(part, language.bcp47)}>>BDC")
        self._latin_apart = part is not DECORATION and language.script is not Script.LATIN

    def text(self, line: Line, x: float, y: float, colour: Colour) -> None:
        """Draw a line with its left end at ``x``: words of the part that was named last."""
        ink = line_ink(line, self._latin_apart)
        text = ink.operators % tuple(map(self._codes.__getitem__, ink.keys))
        self._page.append(f"{_rgb(colour)} rg BT 1 0 0 1 {x:.2f} {y:.2f} Tm {text} ET")
        if ink.dots:
            self._page.append(f"q 1 0 0 1 {x:.2f} {y:.2f} cm {ink.dots} Q")
            self._page_forms |= ink.forms

    def rule(self, x1: float, y1: float, x2: float, y2: float, *, colour: Colour, width: float = 0.6) -> None:
        """A straight hairline."""
        self._decorate(f"{_rgb(colour)} RG {width:.2f} w {x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S")

    def box(self, x: float, y: float, width: float, height: float, *, fill: Colour, radius: float = 0.0) -> None:
        """A filled rectangle, with rounded corners when ``radius`` is given."""
        self._decorate(f"q {_rgb(fill)} rg {_rounded(x, y, width, height, radius)} f Q")

    def path(self, operators: str) -> None:
        """Raw path operators, for the mark in the letterhead and what stands beside words that say the same."""
        self._decorate(f"q {operators} Q")

    def logo(self, logo: Logo, x: float, y: float, width: float, height: float) -> None:
        """The municipality's logo, its lower left corner at ``x``, ``y``; its name stands beside it in words."""
        name = f"logo{logo.mark}"
        self._logos[name] = logo
        self._page_logos.add(name)
        self._decorate(f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {y:.2f} cm /FormXob.{name} Do Q")

    def _decorate(self, operators: str) -> None:
        self.say(DECORATION, SWEDISH)
        self._page.append(operators)

    def next_page(self) -> None:
        """End this page."""
        if self._said is not None:
            self._page.append("EMC")
        self._said = None
        # The page must list the forms it uses; drawing them one by one through the canvas would cost half the time.
        self._canvas._formsinuse.extend(sorted({*map(form_name, self._page_forms), *self._page_logos}))  # noqa: SLF001
        self._forms |= self._page_forms
        self._page_forms, self._page_logos = set(), set()
        self._canvas.showPage()
        page = self._document.Pages.pages[-1]
        packed = zlib.compress("\n".join(self._page).encode("ascii"), PACKING)
        self._drawn.update(packed)
        self._page = []
        page.Contents = stream("/Filter/FlateDecode", packed)
        page.Trans = None  # ReportLab leaves an empty transition, which archives refuse
        page.StructParents = self._structure.next_page()
        page.Tabs = "/S"
        page.__NoDefault__ = _PAGE_ENTRIES

    def finish(self) -> bytes:
        """The finished PDF. The last page must have been ended."""
        document = self._document
        for form in sorted(self._forms, key=form_name):
            document.Reference(_form(form), f"FormXob.{form_name(form)}")
        for name, logo in self._logos.items():
            document.Reference(_picture(logo), f"FormXob.{name}")
        catalog = document.Catalog
        catalog.StructTreeRoot = self._structure.write(document, [reference(document, p) for p in document.Pages.pages])
        catalog.MarkInfo = _MARKED
        catalog.Metadata = metadata(self._about, archive=self._archive)
        if self._archive:
            catalog.OutputIntents = output_intent(document)
            catalog.__NoDefault__ = _ARCHIVE_ENTRIES
        name = self._drawn.hexdigest()[:32]
        document._ID = f"[<{name}><{name}>]"  # noqa: SLF001 - ReportLab's own does not look at the pages' content
        self._canvas.save()
        return self._buffer.getvalue()


_PAGE_ENTRIES: Final = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs"]
_ARCHIVE_ENTRIES: Final = [*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents"]
_MARKED: Final = "<</Marked true>>"


def forget_texts() -> None:
    """Forget every word, line and paragraph kept for speed: they hold names."""
    forget_inks()
    layout.cache_clear()
    piece.cache_clear()
    shape.cache_clear()


def _form(form: Form) -> Written:
    """A glyph's outline as a form XObject (ISO 32000-1 §8.10)."""
    face, glyph = form
    extents = face.shaper_font.get_glyph_extents(glyph)
    left, top = extents.x_bearing, extents.y_bearing
    box = f"{left - 1} {top + extents.height - 1} {left + extents.width + 1} {top + 1}"
    return stream(f"/Type/XObject/Subtype/Form/BBox[{box}]/Resources<<>>/Filter/FlateDecode", _packed_outline(form))


@lru_cache(maxsize=512)
def _packed_outline(form: Form) -> bytes:
    return zlib.compress(outline(*form).encode("ascii"))


def _picture(logo: Logo) -> Written:
    """A logo as an image XObject (ISO 32000-1 §8.9); PDF reads the dots of a PNG as they are packed."""
    colours = f"[/Indexed/DeviceRGB {len(logo.palette) // 3 - 1}<{logo.palette.hex()}>]"
    unpacked = f"/Predictor 15/Colors 1/BitsPerComponent {logo.depth}/Columns {logo.width}"
    return stream(
        f"/Type/XObject/Subtype/Image/Width {logo.width}/Height {logo.height}/BitsPerComponent {logo.depth}"
        f"/ColorSpace{colours}/Filter/FlateDecode/DecodeParms<<{unpacked}>>",
        logo.dots,
    )


def _rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    """A rectangle whose corners are quarters of a circle, its own lower left corner where it is drawn from.

    Never ``re``: viewers widen such a rectangle to whole pixels.
    """
    w, h, r, t = width, height, radius, _HANDLE * radius
    points = (
        *((r, 0, "m"), (w - r, 0, "l"), (w - t, 0, ""), (w, t, ""), (w, r, "c")),
        *((w, h - r, "l"), (w, h - t, ""), (w - t, h, ""), (w - r, h, "c")),
        *((r, h, "l"), (t, h, ""), (0, h - t, ""), (0, h - r, "c")),
        *((0, r, "l"), (0, t, ""), (t, 0, ""), (r, 0, "c h")),
    )
    return f"1 0 0 1 {x:.3f} {y:.3f} cm " + " ".join(f"{across:.3f} {up:.3f} {end}" for across, up, end in points)


@lru_cache(maxsize=64)
def _rgb(colour: Colour) -> str:
    return " ".join(f"{part / 255:.3f}" for part in colour)
