"""Objects of a PDF whose bytes are made here, quickly and as an archive wants them, inside ReportLab's document."""

import codecs
import zlib
from collections.abc import Callable
from typing import Any, Final

from reportlab.pdfbase import pdfdoc

PACKING: Final = 3  # of nine: a kilobyte more in a letter than as usual, in half the time


def reference(document: Any, thing: Any, name: str | None = None) -> str:
    """Give an object its number in a ReportLab document and return the reference to it, such as ``12 0 R``."""
    number, generation = document.idToObjectNumberAndVersion[document.Reference(thing, name).name]
    return f"{number} {generation} R"


class Written(pdfdoc.PDFObject):  # type: ignore[misc]  # ReportLab has no types
    """An object that is written when the document is, when every number is known."""

    __RefOnly__ = 1  # ReportLab's word for an object with a number of its own

    def __init__(self, write: Callable[[], bytes]) -> None:
        self.write = write

    def format(self, _document: Any) -> bytes:
        """What stands between ``obj`` and ``endobj``; ReportLab asks for it by this name."""
        return self.write()


def written(text: str) -> Written:
    """Return an object that is known already."""
    content = text.encode("ascii")
    return Written(lambda: content)


def stream(entries: str, content: bytes) -> Written:
    """Return a stream as it stands.

    ReportLab's own leaves out the line end before ``endstream``, which no archive takes.
    """
    head = f"<<{entries}/Length {len(content)}>>\nstream\n".encode("ascii")
    return Written(lambda: head + content + b"\nendstream")


def deflated(entries: str, content: bytes) -> Written:
    """Return a stream that is packed."""
    return stream(f"{entries}/Filter/FlateDecode", zlib.compress(content, PACKING))


_ESCAPED: Final = ((b"\\", b"\\\\"), (b"(", b"\\("), (b")", b"\\)"), (b"\r", b"\\r"))


def literal(text: str) -> str:
    """Return text as a PDF string of UTF-16, one character for each byte."""
    told = codecs.BOM_UTF16_BE + text.encode("utf-16-be")
    for plain, escaped in _ESCAPED:
        told = told.replace(plain, escaped)
    return f"({told.decode('latin-1')})"
