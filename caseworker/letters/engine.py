"""Ink on pages: lines of shaped text, rules and boxes, written into one PDF with ReportLab.

Equal calls give equal bytes: no clock, no random identifier. Every font is embedded, text can be searched and copied in
every script, and stretches carry their language. Nothing here knows what a letter says.
"""

import io
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from caseworker.letters.embed import START_FONT, EmbeddedFace, ensure_start_font
from caseworker.letters.ink import Form, GlyphKey, forget_inks, form_name, line_ink
from caseworker.letters.lines import Line, layout
from caseworker.letters.outlines import outline
from caseworker.letters.shaping import shape

if TYPE_CHECKING:
    from caseworker.letters.fonts import Face

A4: Final = (595.2756, 841.8898)
CREATOR: Final = "Handläggarstöd"

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

    def __init__(self, *, title: str, author: str, language: str, dated: date) -> None:
        """Start a document of A4 pages. ``title`` and ``author`` become metadata: never a person's name.

        ``dated`` is the date the file gives as its own; the clock is never asked.
        """
        ensure_start_font()
        self._buffer = io.BytesIO()
        self._canvas = Canvas(
            self._buffer,
            pagesize=A4,
            invariant=1,
            pageCompression=1,
            initialFontName=START_FONT,
            lang=language,
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
        self._codes = _Codes(self._document)
        self._page_forms: set[Form] = set()
        self._forms: set[Form] = set()
        self._language = language
        self._spoken = language

    def text(self, line: Line, x: float, y: float, colour: Colour) -> None:
        """Draw a line with its left end at ``x``."""
        ink = line_ink(line)
        text = ink.operators % tuple(map(self._codes.__getitem__, ink.keys))
        operators = f"{_rgb(colour)} rg BT 1 0 0 1 {x:.2f} {y:.2f} Tm {text} ET"
        if ink.dots:
            operators += f" q 1 0 0 1 {x:.2f} {y:.2f} cm {ink.dots} Q"
            self._page_forms |= ink.forms
        self._canvas.addLiteral(operators)

    def speak(self, language: str) -> None:
        """What follows is in ``language`` (a BCP 47 tag), until the next call or the end of the page."""
        if language == self._spoken:
            return
        if self._spoken != self._language:
            self._canvas.addLiteral("EMC")
        if language != self._language:
            self._canvas.addLiteral(f"/Span << /Lang ({language}) >> BDC")
        self._spoken = language

    def rule(self, x1: float, y1: float, x2: float, y2: float, *, colour: Colour, width: float = 0.6) -> None:
        """A straight hairline."""
        self._canvas.addLiteral(f"{_rgb(colour)} RG {width:.2f} w {x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S")

    def box(self, x: float, y: float, width: float, height: float, *, fill: Colour, radius: float = 0.0) -> None:
        """A filled rectangle, with rounded corners when ``radius`` is given."""
        self._canvas.setFillColorRGB(*(part / 255 for part in fill))
        self._canvas.roundRect(x, y, width, height, radius, stroke=0, fill=1)

    def path(self, operators: str) -> None:
        """Raw path operators, for the mark in the letterhead."""
        self._canvas.addLiteral(f"q {operators} Q")

    def next_page(self) -> None:
        """End this page."""
        self.speak(self._language)
        # The page must list the forms it uses; drawing them one by one through the canvas would cost half the time.
        self._canvas._formsinuse.extend(sorted(map(form_name, self._page_forms)))  # noqa: SLF001
        self._forms |= self._page_forms
        self._page_forms = set()
        self._canvas.showPage()
        self._document.Pages.pages[-1].Trans = None  # ReportLab leaves an empty transition, which archives refuse

    def finish(self) -> bytes:
        """The finished PDF. The last page must have been ended."""
        for form in sorted(self._forms, key=form_name):
            self._document.Reference(_form(form), f"FormXob.{form_name(form)}")
        self._canvas.save()
        return self._buffer.getvalue()


def forget_texts() -> None:
    """Forget every word, line and paragraph kept for speed: they hold names."""
    forget_inks()
    layout.cache_clear()
    shape.cache_clear()


def _form(form: Form) -> Any:
    """A glyph's outline as a form XObject (ISO 32000-1 §8.10)."""
    face, glyph = form
    extents = face.shaper_font.get_glyph_extents(glyph)
    left, top = extents.x_bearing, extents.y_bearing
    box = [left - 1, top + extents.height - 1, left + extents.width + 1, top + 1]
    stream = pdfdoc.PDFStream()
    stream.dictionary.dict.update(
        {"Type": "/XObject", "Subtype": "/Form", "BBox": pdfdoc.PDFArray(box), "Resources": pdfdoc.PDFDictionary({})}
    )
    stream.content = outline(face, glyph)
    return stream


def _rgb(colour: Colour) -> str:
    return " ".join(f"{part / 255:.3f}" for part in colour)
