"""The child that parses a PDF or a picture: reads its bytes from standard input, answers, ends.

    check KIND             -> {"pages": n}
    draw KIND PAGE WIDE    -> {"width": …, "height": …, "pages": n}, then the pixels, four bytes each

Runs with little memory and time and may not write a file. Whatever goes wrong here is at worst a dead child; it must
not import the register, keys or settings. Instead of an answer the line may be ``{"fault": code}``.
"""

import io
import json
import sys
import warnings

import pypdfium2
from PIL import Image, ImageFile, ImageOps, PngImagePlugin

from caseworker.domain.attachments import MOST_PAGES, AttachmentKind
from caseworker.platform.limits import limit_this_process

MEMORY = 1024 * 1024 * 1024
SECONDS = 15
MOST_PIXELS = 50_000_000  # a telephone's camera makes 12 to 50 million
MOST_DRAWN = 4_000_000  # of one page on a screen
LONGEST_SIDE = 14_400  # points, Acrobat's own limit of a page
_FORMATS = {AttachmentKind.PNG: "PNG", AttachmentKind.JPEG: "JPEG"}
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_PNG_END = b"IEND\xaeB`\x82"

Answer = tuple[dict[str, object], bytes]


class _Stop(Exception):
    """Ends the reading with a fault code."""


def main() -> None:
    """Read standard input, answer on standard output."""
    content = sys.stdin.buffer.read()
    PngImagePlugin.MAX_TEXT_MEMORY = 4 * 1024 * 1024
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    Image.MAX_IMAGE_PIXELS = None  # refused by ``_opened``, by a rule of our own
    warnings.simplefilter("ignore")
    Image.init()
    limit_this_process(memory=MEMORY, seconds=SECONDS)
    try:
        told, rest = answer(content, sys.argv[1:])
    except _Stop as stop:
        told, rest = {"fault": str(stop)}, b""
    except MemoryError:
        told, rest = {"fault": "attachment.picture_too_large"}, b""
    except Exception:  # noqa: BLE001 - whatever a broken file does to a parser, it is a broken file
        told, rest = {"fault": "attachment.damaged"}, b""
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n")
    sys.stdout.buffer.write(rest)
    sys.stdout.buffer.flush()


def answer(content: bytes, asked: list[str]) -> Answer:
    """Return the line and the bytes that answer ``asked``."""
    match asked:
        case ["check", "pdf"]:
            return {"pages": _check_pdf(content)}, b""
        case ["check", kind]:
            _check_picture(content, AttachmentKind(kind))
            return {"pages": 1}, b""
        case ["draw", "pdf", page, wide]:
            return _draw_pdf(content, int(page), int(wide))
        case ["draw", kind, _page, wide]:
            return _draw_picture(content, AttachmentKind(kind), int(wide))
        case _:
            raise ValueError("asked for something else")


def _document(content: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as fault:
        raise _Stop("attachment.password" if fault.err_code == _PASSWORD else "attachment.damaged") from None
    if not 1 <= len(document) <= MOST_PAGES:
        raise _Stop("attachment.too_many_pages" if len(document) else "attachment.damaged")
    return document


def _check_pdf(content: bytes) -> int:
    """Return the number of pages. Every page must be there; none is drawn."""
    if b"%%EOF" not in content[-2048:]:
        raise _Stop("attachment.damaged")
    document = _document(content)
    for number in range(len(document)):
        width, height = document[number].get_size()
        if not (0 < width <= LONGEST_SIDE and 0 < height <= LONGEST_SIDE):
            raise _Stop("attachment.damaged")
    return len(document)


def _draw_pdf(content: bytes, number: int, wide: int) -> Answer:
    document = _document(content)
    page = document[min(max(number, 0), len(document) - 1)]
    width, height = page.get_size()
    fitting = min(wide / width, (MOST_DRAWN / (width * height)) ** 0.5)
    bitmap = page.render(
        scale=fitting,
        rev_byteorder=True,
        force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRA,
        fill_color=(255, 255, 255, 255),
    )
    stride, row = bitmap.stride, 4 * bitmap.width
    pixels = memoryview(bitmap.buffer).cast("B")
    rows = b"".join(pixels[y * stride : y * stride + row] for y in range(bitmap.height))
    return {"width": bitmap.width, "height": bitmap.height, "pages": len(document)}, rows


def _opened(content: bytes, kind: AttachmentKind) -> Image.Image:
    picture = Image.open(io.BytesIO(content), formats=(_FORMATS[kind],))
    if picture.width * picture.height > MOST_PIXELS:
        raise _Stop("attachment.picture_too_large")
    return picture


def _check_picture(content: bytes, kind: AttachmentKind) -> None:
    """Read the picture through once: one that ends too early is found, and one that is more than a picture."""
    if kind is AttachmentKind.PNG and not content.endswith(_PNG_END):
        raise _Stop("attachment.damaged")
    picture = _opened(content, kind)
    picture.draft("RGB", (max(picture.width // 8, 1), max(picture.height // 8, 1)))  # a JPEG takes an eighth then
    picture.load()


def _draw_picture(content: bytes, kind: AttachmentKind, wide: int) -> Answer:
    picture = _opened(content, kind)
    fitting = min(wide / picture.width, (MOST_DRAWN / (picture.width * picture.height)) ** 0.5, 1.0)
    size = (max(round(picture.width * fitting), 1), max(round(picture.height * fitting), 1))
    picture.draft("RGB", size)
    picture.load()
    # a telephone keeps how it was held beside the pixels
    drawn = ImageOps.exif_transpose(picture.convert("RGBA").resize(size, Image.Resampling.LANCZOS))
    paper = Image.new("RGBA", drawn.size, "white")
    paper.alpha_composite(drawn)
    return {"width": paper.width, "height": paper.height, "pages": 1}, paper.tobytes()


if __name__ == "__main__":
    main()
