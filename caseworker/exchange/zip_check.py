"""Looks at the zip directory of a workbook or a text document before anything in it is opened.

Unpacks nothing but the list of parts. A file that is not a plain Office file is refused here, in the program's own
process, by its directory alone.
"""

import io
import re
import zipfile
import zlib

from caseworker.errors import EnvironmentFault, Refused

MIB = 1024 * 1024
LARGEST_FILE = 20 * MIB
LARGEST_PART = 300 * MIB
LARGEST_WHOLE = 400 * MIB
HIGHEST_RATIO = 100  # unpacked to packed, for parts that matter; ordinary sheets lie between 5 and 30
MOST_PARTS = 500
_RATIO_COUNTS_FROM = 4 * MIB
_LOCAL_HEADER = 30
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Excel 97, and the wrapping of an encrypted workbook
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DECLARES = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E|<\0?!\0?E\0?N\0?T\0?I\0?T\0?Y")
_LOOKED_AT = 64 * 1024


def check_workbook(content: bytes) -> None:
    """Refuse what is not a plain, bearable .xlsx.

    Raises ``Refused`` with ``import.too_large``, ``import.password``, ``import.not_xlsx`` or ``import.macro``, and
    ``EnvironmentFault("import.damaged")``.
    """
    check_package(content, "xl/workbook.xml")


def check_package(content: bytes, main_part: str) -> None:
    """Refuse what is not a plain, bearable Office package with this main part; faults as of ``check_workbook``."""
    if len(content) > LARGEST_FILE:
        raise Refused("import.too_large", limit=LARGEST_FILE // MIB)
    if content.startswith(_OLE):
        raise Refused("import.password" if _ENCRYPTED in content else "import.not_xlsx")
    if not content.startswith(b"PK\x03\x04"):
        raise Refused("import.not_xlsx")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_directory(archive.infolist(), main_part)
            _check_parts(archive)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError, zlib.error):
        raise EnvironmentFault("import.damaged") from None


def _check_directory(parts: list[zipfile.ZipInfo], main_part: str) -> None:
    if len(parts) > MOST_PARTS:
        raise Refused("import.too_large", limit=LARGEST_FILE // MIB)
    if any(part.flag_bits & 0x1 for part in parts):
        raise Refused("import.password")
    names = [part.filename.casefold() for part in parts]
    if len(set(names)) != len(names) or not all(_is_plain(name) for name in names):
        raise EnvironmentFault("import.damaged")
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise EnvironmentFault("import.damaged")
    if sum(part.file_size for part in parts) > LARGEST_WHOLE or any(_is_bomb(part) for part in parts):
        raise Refused("import.too_large", limit=LARGEST_FILE // MIB)
    in_order = sorted(parts, key=lambda part: part.header_offset)
    for part, following in zip(in_order, in_order[1:], strict=False):
        if part.header_offset + _LOCAL_HEADER + part.compress_size > following.header_offset:
            raise EnvironmentFault("import.damaged")  # parts that share their bytes: the trick of small, endless bombs
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Refused("import.macro")
    if not {"[content_types].xml", main_part} <= set(names):
        raise Refused("import.not_xlsx")


def _is_plain(name: str) -> bool:
    steps = name.split("/")
    return ".." not in steps and not name.startswith("/") and not re.search(r"[\\:\x00-\x1f]", name)


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    if part.file_size > LARGEST_PART:
        return True
    return part.file_size > _RATIO_COUNTS_FROM and part.file_size > HIGHEST_RATIO * max(part.compress_size, 1)


def _check_parts(archive: zipfile.ZipFile) -> None:
    """Read the beginning of each part: no document type, no entities, no macros declared."""
    for part in archive.infolist():
        with archive.open(part) as opened:
            beginning = opened.read(_LOOKED_AT)
        if part.filename.casefold() == "[content_types].xml" and b"macroenabled" in beginning.lower():
            raise Refused("import.macro")
        if part.filename.casefold().endswith((".xml", ".rels")) and _DECLARES.search(beginning):
            raise EnvironmentFault("import.damaged")
