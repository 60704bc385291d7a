"""Forty workbooks that mean harm or are broken, each with the refusal it must meet."""

import struct
import zipfile

from caseworker.exchange.workbook_child import MOST_ROWS
from caseworker.exchange.zip_check import LARGEST_FILE, MOST_PARTS
from tests.exchange import books
from tests.exchange.books import XML, book, cell, central_entries, packed, parts, patched, sheet, with_part

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
LAUGHS = (
    f'{XML}<!DOCTYPE a [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "&{a};&{a};">' for a, b in zip("abcd", "bcde", strict=True))
    + "]>"
)
XXE = f'{XML}<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + books.PLAIN.removeprefix(XML)
BIG = b"0" * (5 * 1024 * 1024)


def encrypted_entry(content: bytes) -> bytes:
    return patched(content, central_entries(content)[0] + 8, "<H", 1)


def lying_about_size(content: bytes) -> bytes:
    """The directory says that the sheet is a hundred bytes long."""
    entry = next(place for place in central_entries(content) if books.SHEET.encode() in content[place : place + 90])
    return patched(content, entry + 24, "<I", 100)


def sharing_bytes(content: bytes) -> bytes:
    """Two entries of the directory point at the same data."""
    first, second = central_entries(content)[:2]
    (offset,) = struct.unpack_from("<I", content, first + 42)
    return patched(content, second + 42, "<I", offset)


def twice(name: str, again: str) -> bytes:
    return packed(parts() | {again: books.PLAIN}).replace(again.encode(), name.encode())


def many_strings(count: int) -> bytes:
    strings = f'{XML}<sst xmlns="{books.MAIN}">' + "<si><t>a</t></si>" * count + "</sst>"
    return packed(parts() | {"xl/sharedStrings.xml": strings})


HOSTILE: dict[str, tuple[bytes, str]] = {
    "an empty file": (b"", "import.not_xlsx"),
    "a text": (b"Namn;Efternamn\r\n", "import.not_xlsx"),
    "an old xls": (OLE, "import.not_xlsx"),
    "an encrypted workbook": (OLE + "EncryptedPackage".encode("utf-16-le"), "import.password"),
    "a zip with a password": (encrypted_entry(book()), "import.password"),
    "another zip": (packed({"a.txt": "x"}), "import.not_xlsx"),
    "a Word document": (packed({"[Content_Types].xml": books.TYPES, "word/document.xml": "x"}), "import.not_xlsx"),
    "macros": (with_part("xl/vbaProject.bin"), "import.macro"),
    "macros in capitals": (with_part("xl/VBAPROJECT.BIN"), "import.macro"),
    "macros declared": (
        packed(parts() | {"[Content_Types].xml": books.TYPES.replace("sheet.main", "sheet.macroEnabled.main")}),
        "import.macro",
    ),
    "half a file": (book()[:400], "import.damaged"),
    "a file without its last byte": (book()[:-1], "import.damaged"),
    "only the beginning": (b"PK\x03\x04", "import.damaged"),
    "a part twice": (twice(books.SHEET, "xl/worksheets/sheet2.xml"), "import.damaged"),
    "a part twice in capitals": (with_part("XL/Workbook.xml"), "import.damaged"),
    "a way out": (with_part("../../evil.xml"), "import.damaged"),
    "a way out further in": (with_part("xl/../../evil.xml"), "import.damaged"),
    "a path from the root": (with_part("/etc/cron.d/evil"), "import.damaged"),
    "a Windows path": (with_part("C:evil.xml"), "import.damaged"),
    "a backslash": (with_part("xl\\..\\evil.xml"), "import.damaged"),
    "a line break in a name": (with_part("xl/a\nb.xml"), "import.damaged"),
    "another packing": (packed(parts(), method=zipfile.ZIP_LZMA), "import.damaged"),
    "parts that share their bytes": (sharing_bytes(book()), "import.damaged"),
    "a lie about a size": (lying_about_size(book()), "import.damaged"),
    "a wrong checksum": (patched(book(), central_entries(book())[0] + 16, "<I", 7), "import.damaged"),
    "a bomb": (with_part("xl/media/a.xml", BIG), "import.too_large"),
    "many bombs": (packed(parts() | {f"xl/m{n}.xml": BIG[:4_000_000] for n in range(110)}), "import.too_large"),
    "a very long part": (
        patched(book(), central_entries(book())[0] + 24, "<I", 120 * 1024 * 1024),
        "import.too_large",
    ),
    "countless parts": (packed(parts() | {f"xl/m{n}.xml": "" for n in range(MOST_PARTS)}), "import.too_large"),
    "a file that is too large": (b"PK\x03\x04" + bytes(LARGEST_FILE), "import.too_large"),
    "a file named as text": (book(XXE), "import.damaged"),
    "billion laughs": (book(LAUGHS + books.PLAIN.removeprefix(XML)), "import.damaged"),
    "laughs in UTF-16": (
        packed(parts() | {books.SHEET: XXE.replace("UTF-8", "UTF-16").encode("utf-16")}),
        "import.damaged",
    ),
    "a document type in the list of parts": (with_part("xl/styles.xml", LAUGHS), "import.damaged"),
    "a cell at the end of the world": (
        book(sheet((1, cell("A1", "x")), (1048576, cell("XFD1048576", "x")))),
        "import.too_large",
    ),
    "one row too many": (
        book(sheet((1, cell("A1", "x")), (MOST_ROWS + 2, cell(f"A{MOST_ROWS + 2}", "x")))),
        "import.too_large",
    ),
    "too many columns": (book(sheet((1, cell("A1", "x") + cell("CW1", "x")))), "import.too_large"),
    "a torn sheet": (book(books.PLAIN[:-30]), "import.damaged"),
    "a sheet of noise": (book("\x01\x02<<<>>>&&&"), "import.damaged"),
    "no sheet at all": (packed({k: v for k, v in parts().items() if k != books.SHEET}), "import.damaged"),
    "an empty sheet": (book(sheet()), "import.no_rows"),
    "a sheet of blanks": (book(sheet((1, cell("A1", " \x0b".replace("\x0b", "\u00a0"))))), "import.no_rows"),
}  # fmt: skip
