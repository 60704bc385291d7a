"""Says what a document from outside is, by its content, and shows its pages, without trusting it.

Kind and structure are told by the first and last bytes; whatever must parse a PDF or a picture does so in a child
process with limited memory and time, which gets the bytes over a pipe. Nothing touches the disk. A text document is
never opened here: its zip directory is looked at, and it is kept as it is.
"""

import io
import json
import os
import subprocess  # noqa: S404 - starts this program's own reader only
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caseworker.domain.attachments import MOST_PAGES, AttachmentKind, require_size
from caseworker.errors import CaseworkerError, EnvironmentFault, Refused
from caseworker.exchange.zip_check import check_package
from caseworker.platform.programs import Helper, helper_command

LONGEST_READING = 30.0  # seconds
WIDEST = 4000  # pixels of a page
_ROOT = Path(__file__).resolve().parents[2]
_SIGNS = {
    b"%PDF-": AttachmentKind.PDF,
    b"\x89PNG\r\n\x1a\n": AttachmentKind.PNG,
    b"\xff\xd8\xff": AttachmentKind.JPEG,
    b"PK\x03\x04": AttachmentKind.DOCX,
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word 97, and the wrapping of an encrypted document
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP_END = b"PK\x05\x06"
_LOOKED_AT = 66_000  # the end of a zip lies within its longest comment
_WORD_SAYS = {
    "import.password": "attachment.password",
    "import.macro": "attachment.macro",
    "import.not_xlsx": "attachment.unknown_kind",
    "import.too_large": "attachment.unpacks_too_large",
    "import.damaged": "attachment.damaged",
}
_CHILD_SAYS = frozenset({"attachment.password", "attachment.picture_too_large", "attachment.too_many_pages"})


@dataclass(frozen=True, slots=True)
class Checked:
    """What a document is, and how many pages it has; 0 for a text document."""

    kind: AttachmentKind
    pages: int


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """One page as ``width`` × ``height`` pixels, ``rgba`` row by row from the top, and how many pages there are."""

    width: int
    height: int
    pages: int
    rgba: bytes


def check_document(content: bytes) -> Checked:
    """Return what ``content`` is.

    Raises ``Refused`` with ``attachment.empty | too_large | unknown_kind | two_kinds | password | macro |
    unpacks_too_large | picture_too_large | too_many_pages`` and ``EnvironmentFault`` with ``attachment.damaged | hung |
    reader_missing``.
    """
    require_size(len(content))
    kind = _kind_of(content)
    if kind is AttachmentKind.DOCX:
        _check_word(content)
        return Checked(kind, 0)
    _check_one_kind(content, kind)
    answer, _rest = _ask_child(content, "check", kind.value)
    return Checked(kind, answer["pages"])


def draw_page(content: bytes, kind: AttachmentKind, *, page: int, wide: int) -> DrawnPage:
    """Return one page (from 0) drawn ``wide`` pixels wide; a picture is not made larger than it is.

    Raises as ``check_document`` does for what must be parsed.
    """
    answer, rgba = _ask_child(content, "draw", kind.value, str(page), str(min(max(wide, 1), WIDEST)))
    width, height = answer["width"], answer["height"]
    if len(rgba) != 4 * width * height:
        raise EnvironmentFault("attachment.damaged")
    return DrawnPage(width, height, answer["pages"], bytes(rgba))


def child_command(*arguments: str) -> list[str]:
    """Return the command that starts the reader: the built program itself, or this Python."""
    return helper_command(Helper.DOCUMENT_READER, *arguments)


def _kind_of(content: bytes) -> AttachmentKind:
    if content.startswith(_OLE) and _ENCRYPTED in content:
        raise Refused("attachment.password")
    for sign, kind in _SIGNS.items():
        if content.startswith(sign):
            return kind
    raise Refused("attachment.unknown_kind")


def _check_one_kind(content: bytes, kind: AttachmentKind) -> None:
    """Refuse a file that another program would take for something else."""
    also_pdf = kind is not AttachmentKind.PDF and b"%PDF-" in content[:1024]
    if also_pdf or _ZIP_END in content[-_LOOKED_AT:] and zipfile.is_zipfile(io.BytesIO(content)):
        raise Refused("attachment.two_kinds")


def _check_word(content: bytes) -> None:
    try:
        check_package(content, "word/document.xml")
    except CaseworkerError as fault:
        raise type(fault)(_WORD_SAYS[fault.code]) from None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = {name.casefold(): name for name in archive.namelist()}
        if any("activex" in name or "oleobject" in name for name in names):
            raise Refused("attachment.macro")
        settings = names.get("word/_rels/settings.xml.rels")
        told = archive.read(settings) if settings else b""
    if b"attachedTemplate" in told and b"External" in told:  # Word would fetch it, and what it holds, from elsewhere
        raise Refused("attachment.macro")


def _ask_child(content: bytes, *arguments: str) -> tuple[dict[str, Any], memoryview]:
    """Return the child's line and what follows it. A child that was stopped has found more than it can bear."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "PYTHONPATH") if name in os.environ}
    try:
        answer = subprocess.run(  # noqa: S603 - our own module, no shell, nothing from the file on the command line
            child_command(*arguments),
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env=kept,
            timeout=LONGEST_READING,
            check=False,
        ).stdout
    except subprocess.TimeoutExpired:
        raise EnvironmentFault("attachment.hung") from None
    except OSError:
        raise EnvironmentFault("attachment.reader_missing") from None
    return _read(answer)


def _read(answer: bytes) -> tuple[dict[str, Any], memoryview]:
    line, _, _rest = answer.partition(b"\n")
    try:
        told = json.loads(line)
        fault = told.get("fault")
    except (ValueError, AttributeError):
        raise EnvironmentFault("attachment.damaged") from None
    if fault in _CHILD_SAYS:
        raise Refused(fault, pages=MOST_PAGES)
    if fault is not None:
        raise EnvironmentFault("attachment.damaged")
    return told, memoryview(answer)[len(line) + 1 :]
