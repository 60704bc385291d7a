"""The head of the office's letters, its logo, and the addresses that letters to protected persons are sent with."""

import base64
import hashlib
from dataclasses import asdict, replace

from caseworker.domain.access import User
from caseworker.domain.attachments import MIB, AttachmentKind
from caseworker.domain.changes import Changes, Event
from caseworker.domain.enrolment import tidy
from caseworker.domain.letterhead import OfficeLetterhead as OfficeLetterhead
from caseworker.domain.letterhead import address_lines
from caseworker.errors import CaseworkerError, Refused
from caseworker.exchange.document_check import DrawnPage, draw_page
from caseworker.letters.logo import logo_png
from caseworker.services._settings import LETTERHEAD, LOGO, OFFICE, office_letterhead, office_logo
from caseworker.services.registry import service
from caseworker.store.register import Register

LARGEST_LOGO = 2 * MIB
_WIDE = 2000  # dots that a picture is read in; what is kept is smaller
_KINDS = {b"\x89PNG\r\n\x1a\n": AttachmentKind.PNG, b"\xff\xd8\xff": AttachmentKind.JPEG}


@service(needs="own.settings", record="none", retention="register", writes=False)
def read_letterhead(register: Register, *, by: User) -> OfficeLetterhead:
    """Return what stands at the head of letters, "" where nothing is entered."""
    with register.read() as reader:
        return office_letterhead(reader)


@service(needs="letter.head", record="register", retention="register")
def save_letterhead(register: Register, *, head: OfficeLetterhead, by: User) -> Changes:
    """Keep the head of letters for everybody. Which address mail is forwarded through is part of the log.

    Raises ``Refused("letterhead.address_too_long")`` for an address no window shows whole.
    """
    kept = replace(head, **{name: tidy(value) for name, value in asdict(head).items()})
    for address in (kept.sender, kept.forwarding):
        address_lines(address)
    with register.change(by=by) as tx:
        for name, value in asdict(kept).items():
            tx.put_setting(OFFICE, LETTERHEAD + name, value)
        tx.note(Event("letterhead.kept", "", {"sender": kept.sender, "forwarding": kept.forwarding}))
        return tx.commit()


@service(needs="own.settings", record="none", retention="register", writes=False)
def read_logo(register: Register, *, by: User) -> bytes:
    """Return the logo of the office's letters as a PNG, empty for none."""
    with register.read() as reader:
        return office_logo(reader)


@service(needs="letter.head", record="register", retention="register")
def save_logo(register: Register, *, content: bytes, by: User) -> Changes:
    """Keep a PNG or JPEG as the logo of everybody's letters: small, on white, nothing in it but the picture.

    Raises ``Refused`` with ``letterhead.logo_unknown_kind | logo_too_large | logo_damaged | logo_too_pale``.
    """
    drawn = _drawn(content)
    return _keep_logo(register, logo_png(drawn.width, drawn.height, drawn.rgba), by)


@service(needs="letter.head", record="register", retention="register")
def remove_logo(register: Register, *, by: User) -> Changes:
    """Take the logo away: letters have the program's mark in its place."""
    return _keep_logo(register, b"", by)


def _keep_logo(register: Register, png: bytes, by: User) -> Changes:
    with register.change(by=by) as tx:
        tx.put_setting(OFFICE, LOGO, base64.b64encode(png).decode())
        told = {"sha256": hashlib.sha256(png).hexdigest()} if png else {}
        tx.note(Event("letterhead.logo_kept" if png else "letterhead.logo_removed", "", told))
        return tx.commit()


def _drawn(content: bytes) -> DrawnPage:
    """Return the picture as dots on white; whoever reads it is a process of its own, with little memory and time."""
    if len(content) > LARGEST_LOGO:
        raise Refused("letterhead.logo_too_large", mib=LARGEST_LOGO // MIB)
    kind = next((kind for sign, kind in _KINDS.items() if content.startswith(sign)), None)
    if kind is None:
        raise Refused("letterhead.logo_unknown_kind")
    try:
        return draw_page(content, kind, page=0, wide=_WIDE)
    except CaseworkerError as fault:
        if fault.code == "attachment.reader_missing":
            raise
        if fault.code == "attachment.picture_too_large":
            raise Refused("letterhead.logo_too_large", mib=LARGEST_LOGO // MIB) from None
        raise Refused("letterhead.logo_damaged") from None
