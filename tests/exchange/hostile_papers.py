"""Documents that mean harm, or met with some, each with the fault they are to be refused with."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

import pikepdf
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

MIB = 1024 * 1024


def pdf(pages: int = 1) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for page in range(pages):
        canvas.drawString(100, 700, f"Sida {page + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def picture(kind: str, size: tuple[int, int] = (64, 48)) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(out, kind)
    return out.getvalue()


def word(parts: Mapping[str, bytes | str] | None = None) -> bytes:
    """A small text document with these ``parts`` by name besides the two it must have."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def locked_pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


def vast_page() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.pages[0].MediaBox = pikepdf.Array([0, 0, 2_000_000, 2_000_000])
        document.save(out)
    return out.getvalue()


def pageless_pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.save(out)
    return out.getvalue()


def png_of(width: int, height: int, pixels: bytes = b"") -> bytes:
    """A PNG whose head promises so many pixels, whatever it holds."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(pixels)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def png_words_bomb() -> bytes:
    """A PNG with a compressed text of 200 million signs."""
    made = bytearray(png_of(1, 1, b"\0\0\0\0"))
    content = b"Comment\0\0" + zlib.compress(bytes(200 * MIB), 9)
    chunk = struct.pack(">I", len(content)) + b"zTXt" + content
    chunk += struct.pack(">I", zlib.crc32(b"zTXt" + content))
    return bytes(made[:33] + chunk + made[33:])


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * (60 * MIB))
    return out.getvalue()


def locked_zip() -> bytes:
    made = bytearray(word())
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = made.find(sign)
        while place >= 0:
            made[place + at] |= 1
            place = made.find(sign, place + 4)
    return bytes(made)


TEMPLATE = (
    '<Relationships><Relationship Type="http://x/attachedTemplate" Target="http://example.invalid/t.dotm" '
    'TargetMode="External"/></Relationships>'
)
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing at all": (lambda: b"", "attachment.empty"),
    "eleven megabytes": (lambda: pdf() + bytes(11 * MIB), "attachment.too_large"),
    "a program": (lambda: b"MZ\x90\x00" + bytes(400), "attachment.unknown_kind"),
    "a web page": (lambda: b"<html><script>alert(1)</script></html>", "attachment.unknown_kind"),
    "a picture drawn with words (SVG)": (
        lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "attachment.unknown_kind",
    ),
    "a Word 97 document": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "attachment.unknown_kind"),
    "a locked Word document": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "attachment.password",
    ),
    "a PDF of a head alone": (lambda: b"%PDF-1.7\n", "attachment.damaged"),
    "a PDF cut in the middle": (lambda: pdf(3)[:900], "attachment.damaged"),
    "a PDF that is also a zip": (lambda: pdf() + word(), "attachment.two_kinds"),
    "a locked PDF": (locked_pdf, "attachment.password"),
    "a PDF of 501 pages": (lambda: pdf(501), "attachment.too_many_pages"),
    "a PDF without pages": (pageless_pdf, "attachment.damaged"),
    "a page as large as a parish": (vast_page, "attachment.damaged"),
    "noise called a PDF": (lambda: b"%PDF-1.4\n" + bytes(range(256)) * 40 + b"%%EOF", "attachment.damaged"),
    "a PNG of a head alone": (lambda: b"\x89PNG\r\n\x1a\n", "attachment.damaged"),
    "a PNG cut off": (lambda: picture("PNG")[:2000], "attachment.damaged"),
    "a PNG with more behind it": (lambda: picture("PNG") + b"<script>", "attachment.damaged"),
    "a PNG of 60 000 by 60 000": (lambda: png_of(60_000, 60_000), "attachment.picture_too_large"),
    "a PNG with a bomb of words": (png_words_bomb, "attachment.damaged"),
    "a PNG that promises more than it has": (lambda: png_of(500, 500, b"\0" * 90), "attachment.damaged"),
    "a JPEG cut off": (lambda: picture("JPEG", (400, 300))[:3000], "attachment.damaged"),
    "a JPEG that is also a zip": (lambda: picture("JPEG") + word(), "attachment.two_kinds"),
    "a JPEG that begins a PDF": (
        lambda: picture("JPEG")[:3] + b"%PDF-1.4" + picture("JPEG")[3:],
        "attachment.two_kinds",
    ),
    "a zip of nothing": (lambda: b"PK\x05\x06" + bytes(18), "attachment.unknown_kind"),
    "a zip that is no text document": (lambda: _zip_of("readme.txt"), "attachment.unknown_kind"),
    "a zip bomb": (zip_bomb, "attachment.unpacks_too_large"),
    "a locked zip": (locked_zip, "attachment.password"),
    "a text document cut off": (lambda: word({"rest": "x" * 900})[:300], "attachment.damaged"),
    "a path out of the folder": (lambda: word({"../../evil": "x"}), "attachment.damaged"),
    "macros": (lambda: word({"word/vbaProject.bin": b"x"}), "attachment.macro"),
    "macros by declaration": (
        lambda: _declared("application/x.macroEnabled.main+xml"),
        "attachment.macro",
    ),
    "an ActiveX part": (lambda: word({"word/activeX/activeX1.xml": "<x/>"}), "attachment.macro"),
    "a template from elsewhere": (lambda: word({"word/_rels/settings.xml.rels": TEMPLATE}), "attachment.macro"),
    "entities": (lambda: word({"word/x.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), "attachment.damaged"),
}


def _zip_of(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    return out.getvalue()


def _declared(kind: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", f'<Types><Override ContentType="{kind}"/></Types>')
        archive.writestr("word/document.xml", "<document/>")
    return out.getvalue()
