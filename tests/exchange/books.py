"""Workbooks for tests, written part by part so that they can also be wrong."""

import io
import struct
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8"?>'
TYPES = (
    f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sheet.main+xml"/></Types>'
)
SHEET = "xl/worksheets/sheet1.xml"


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def sheet(*rows: tuple[int, str]) -> str:
    inside = "".join(f'<row r="{number}">{cells}</row>' for number, cells in rows)
    return f'{XML}<worksheet xmlns="{MAIN}"><sheetData>{inside}</sheetData></worksheet>'


PLAIN = sheet((1, cell("A1", "Förnamn")), (3, cell("A3", "Samira") + cell("C3", "سميرة")))


def parts(content: str = PLAIN) -> dict[str, str | bytes]:
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": f'{XML}<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="Personer" '
        'sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" '
        f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        SHEET: content,
    }


def packed(content: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method, compresslevel=1) as archive:  # quick: these are made in every run
        for name, part in content.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def book(content: str = PLAIN, **more: str | bytes) -> bytes:
    return packed(parts(content) | more)


def with_part(name: str, part: str | bytes = "x") -> bytes:
    return packed(parts() | {name: part})


def central_entries(content: bytes) -> list[int]:
    """Return where each entry of the zip's central directory begins."""
    found, place = [], content.find(b"PK\x01\x02")
    while place >= 0:
        found.append(place)
        place = content.find(b"PK\x01\x02", place + 4)
    return found


def patched(content: bytes, place: int, form: str, value: int) -> bytes:
    """Write ``value`` over the bytes at ``place``."""
    changed = bytearray(content)
    struct.pack_into(form, changed, place, value)
    return bytes(changed)
