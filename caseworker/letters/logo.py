"""A municipality's logo: made once from somebody's picture, kept as a small PNG, drawn in every letter's head.

What is kept has at most 128 colours, no metadata and no transparency, and is laid into a letter as it stands: nothing
is unpacked when a letter is made. Its words, the municipality's name, stand beside it.
"""

import hashlib
import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from caseworker.errors import Refused

MOST_WIDE: Final = 100.0  # points: 35 mm
MOST_HIGH: Final = 34.0  # 12 mm
SMALL_WIDE: Final = 44.0  # on every page after the first
SMALL_HIGH: Final = 15.0
_DOTS: Final = 400 / 72  # dots a point
_COLOURS: Final = 128
_WHITE: Final = 245  # of 255: paler is paper
_TOO_PALE: Final = 160  # a picture with nothing darker is hardly seen in grey
_SIGN: Final = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture in colours of ``palette`` (three bytes each), ``depth`` bits a dot; ``dots`` as a PNG packs them.

    ``mark`` tells it from every other.
    """

    width: int
    height: int
    depth: int
    mark: str
    palette: bytes = field(repr=False)
    dots: bytes = field(repr=False)

    def size(self, *, small: bool = False) -> tuple[float, float]:
        """Return its width and height in points: as large as there is room for."""
        wide, high = (SMALL_WIDE, SMALL_HIGH) if small else (MOST_WIDE, MOST_HIGH)
        scale = min(wide / self.width, high / self.height)
        return self.width * scale, self.height * scale


@lru_cache(maxsize=4)
def logo_of(png: bytes) -> Logo:
    """Return the logo in a PNG that ``logo_png`` made."""
    parts = list(_chunks(png))
    held = dict(parts)
    width, height, depth = struct.unpack(">IIB", held[b"IHDR"][:9])
    dots = b"".join(content for name, content in parts if name == b"IDAT")
    return Logo(width, height, depth, hashlib.sha256(png).hexdigest()[:16], held[b"PLTE"], dots)


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGN)
    while at < len(png):
        length, name = struct.unpack(">I4s", png[at : at + 8])
        yield name, png[at + 8 : at + 8 + length]
        at += length + 12


def logo_png(width: int, height: int, rgba: bytes) -> bytes:
    """Return a picture on white as it is kept: without its empty margins, small, and nothing in it but the picture.

    Raises ``Refused("letterhead.logo_too_pale")`` for what white paper or a printer without colour hardly shows.
    """
    from PIL import Image, ImageOps

    picture = Image.frombytes("RGBA", (width, height), rgba).convert("RGB")
    grey = picture.convert("L")
    box = grey.point(lambda value: 255 * (value < _WHITE)).getbbox()
    darkest = int(min(grey.getextrema()))  # type: ignore[arg-type]  # of one band: two numbers
    if box is None or darkest > _TOO_PALE:
        raise Refused("letterhead.logo_too_pale")
    cut = picture.crop(box)
    within = (round(MOST_WIDE * _DOTS), round(MOST_HIGH * _DOTS))
    if cut.width > within[0] or cut.height > within[1]:
        cut = ImageOps.contain(cut, within, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    cut.quantize(_COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()
