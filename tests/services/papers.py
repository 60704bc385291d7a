"""Small documents for tests: a PDF, a picture, a text document."""

import io
import zipfile

from PIL import Image
from reportlab.pdfgen.canvas import Canvas


def a_pdf(*pages: str) -> bytes:
    """Return a PDF with these words, one page each."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for words in pages or ("Påhittat beslut",):
        canvas.drawString(100, 700, words)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def a_picture(kind: str = "PNG", size: tuple[int, int] = (60, 40)) -> bytes:
    """Return a picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, (20, 120, 90)).save(out, kind)
    return out.getvalue()


def a_word_document(words: str = "") -> bytes:
    """Return the least that is a text document."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in (
            ("[Content_Types].xml", "<Types/>"),
            ("word/document.xml", f"<document>{words}</document>"),
        ):
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 21, 10, 0, 0)), content)  # the same bytes at any time
    return out.getvalue()
