"""Pages of a finished PDF as pictures, in memory, for the preview on screen. Writes no file."""

from dataclasses import dataclass
from threading import Lock
from typing import Final

import pypdfium2

# PDFium keeps global state: one thread at a time, whoever asks.
_ONE_AT_A_TIME: Final = Lock()


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page: ``width`` × ``height`` pixels, ``rgba`` row by row from the top, four bytes a pixel."""

    width: int
    height: int
    rgba: bytes


def page_images(pdf: bytes, *, scale: float) -> tuple[PageImage, ...]:
    """Render every page; ``scale`` is pixels per point (1.0 is 72 dots an inch)."""
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return tuple(_render(document[index], scale) for index in range(len(document)))
        finally:
            document.close()


def page_image(pdf: bytes, page: int, *, scale: float) -> PageImage:
    """Render one page, the first being 0: a queue of letters never holds more than that of them."""
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return _render(document[page], scale)
        finally:
            document.close()


def _render(page: pypdfium2.PdfPage, scale: float) -> PageImage:
    bitmap = page.render(scale=scale, rev_byteorder=True, force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRA)
    try:
        stride, width, height = bitmap.stride, bitmap.width, bitmap.height
        content = bytes(bitmap.buffer)
        rows = (content[y * stride : y * stride + 4 * width] for y in range(height))
        return PageImage(width, height, content if stride == 4 * width else b"".join(rows))
    finally:
        bitmap.close()
        page.close()
