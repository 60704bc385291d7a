"""Documents in a person's file (bilagor): added by content, shown from memory, saved out on purpose, taken out again.

Which there are stands in the file itself (``people.open_file``); every look at one is logged.
"""

import hashlib
from dataclasses import dataclass

import uuid_utils

from caseworker.domain.access import User
from caseworker.domain.attachments import (
    Attachment,
    AttachmentKind,
    Removal,
    require_name_fits,
    require_title,
)
from caseworker.domain.changes import Changes, Event
from caseworker.domain.handing_out import require_purpose
from caseworker.domain.ids import NoteId, PersonId
from caseworker.errors import Refused
from caseworker.exchange.document_check import check_document, draw_page
from caseworker.letters.preview import PageImage
from caseworker.services.registry import service
from caseworker.store import attachments as kept
from caseworker.store import erasure_record, journal
from caseworker.store.register import STOCKHOLM, Register
from caseworker.store.writing import Transaction


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A document that was opened: its bytes, to be drawn page by page and never written to a disk."""

    id: str
    kind: AttachmentKind
    pages: int
    content: bytes


@dataclass(frozen=True, slots=True)
class SavedDocument:
    """A document that leaves the register: its bytes and a name for the file that tells nobody's name."""

    content: bytes
    file_name: str


@service(needs="attachment.keep", record="person", retention="case")
def add_attachment(
    register: Register,
    *,
    person: PersonId,
    content: bytes,
    file_name: str,
    title: str = "",
    note: NoteId | None = None,
    by: User,
) -> Changes:
    """Add a document (bilaga), optionally to a note. What it is, its content says; ``title`` "" takes the file's name.

    Raises ``Refused`` with ``attachment.already_there`` (the same content is in the file), ``attachment.other_kind``,
    ``attachment.title_missing | title_long | wrong_note``, ``person.unknown``, and what ``check_document`` raises.
    """
    with register.read() as reader:
        reader.bounds.require(person)  # before anything of it is parsed
    checked = check_document(content)
    require_name_fits(file_name, checked.kind)
    title = require_title(title, file_name)
    digest = hashlib.sha256(content).hexdigest()
    with register.change(by=by) as tx:
        tx.people.get(person)
        _require_new(tx, person, digest)
        if note is not None and journal.person_of(tx.connection, note) != person:
            raise Refused("attachment.wrong_note")
        id = str(uuid_utils.uuid7())
        added = Attachment(id, person, note, title, checked.kind, len(content), checked.pages, digest, tx.at, by.id)
        kept.keep(tx, added)
        kept.keep_body(tx, added, content)
        tx.note(Event("attachment.added", person, {"attachment": id, "kind": checked.kind.value, "sha256": digest}))
        tx.touched(person=person)
        return tx.commit(created=id)


@service(needs="person.read", record="person", retention="case")
def open_attachment(register: Register, *, person: PersonId, attachment: str, by: User) -> ShownDocument:
    """Return a document to be shown. The look is logged first.

    Raises ``Refused`` with ``attachment.no_pages`` (a text document), ``attachment.unknown | removed | erased``.
    """
    with register.change(by=by) as tx:
        found = _in_file(tx, person, attachment)
        if found.kind is AttachmentKind.DOCX:
            raise Refused("attachment.no_pages")
        content = kept.body_of(tx.connection, tx.sealed.opened_for(person), attachment)
        tx.note(Event("attachment.opened", person, {"attachment": attachment}))
        tx.commit()
    return ShownDocument(attachment, found.kind, found.pages, content)


@service(needs="person.read", record="none", retention="session", writes=False)
def attachment_page(register: Register, *, document: ShownDocument, page: int, wide: int, by: User) -> PageImage:
    """Return one page (from 0) of an opened document, ``wide`` pixels wide, drawn in a process apart."""
    drawn = draw_page(document.content, document.kind, page=page, wide=wide)
    return PageImage(drawn.width, drawn.height, drawn.rgba)


@service(needs="attachment.keep", record="person", retention="case")
def save_attachment(register: Register, *, person: PersonId, attachment: str, purpose: str, by: User) -> SavedDocument:
    """Return a document that leaves the encrypted register; the log keeps what for.

    Raises ``Refused`` with ``purpose.short | long``, ``attachment.unknown | removed | erased``.
    """
    purpose = require_purpose(purpose)
    with register.change(by=by) as tx:
        found = _in_file(tx, person, attachment)
        content = kept.body_of(tx.connection, tx.sealed.opened_for(person), attachment)
        tx.note(Event("attachment.saved", person, {"attachment": attachment, "purpose": purpose}))
        tx.commit()
    return SavedDocument(content, f"dokument-{register.today().isoformat()}.{found.kind.value}")


@service(needs="attachment.keep", record="person", retention="case", undo="document_removed")
def remove_attachment(register: Register, *, person: PersonId, attachment: str, removal: Removal, by: User) -> Changes:
    """Take a document out of a file. It stays in the register, dated, and can be put back.

    Another person's document is erased instead (``erase_attachment``): ``Refused("attachment.erase_instead")``. Raises
    ``Refused("attachment.unknown" | "attachment.removed")``.
    """
    if removal is Removal.WRONG_PERSON:
        raise Refused("attachment.erase_instead")
    return _take_out(register, person, attachment, removal, by)


@service(needs="attachment.keep", record="person", retention="case", undo="document_put_back")
def put_back_attachment(register: Register, *, person: PersonId, attachment: str, by: User) -> Changes:
    """Put a document back into the file it was taken out of.

    Raises ``Refused("attachment.unknown" | "attachment.not_removed" | "attachment.erased" | ".already_there")``.
    """
    with register.change(by=by) as tx:
        found = kept.find(tx, person, attachment)
        found.put_back()
        _require_new(tx, person, found.sha256)
        kept.keep(tx, found)
        tx.note(Event("attachment.put_back", person, {"attachment": attachment}))
        tx.touched(person=person)
        return tx.commit()


@service(needs="attachment.keep", record="person", retention="case", fresh=True)
def erase_attachment(register: Register, *, person: PersonId, attachment: str, by: User) -> Changes:
    """Erase another person's document for good; its row stays, with its hash and without its title.

    Cannot be taken back; in backups it lies until they are thinned out. Raises ``Refused("attachment.unknown")`` and
    ``Refused("attachment.removed")`` for one that was erased already.
    """
    changes = _take_out(register, person, attachment, Removal.WRONG_PERSON, by)
    with register.raw_connection() as after:
        erasure_record.sweep(after)
    return changes


def _take_out(register: Register, person: PersonId, attachment: str, removal: Removal, by: User) -> Changes:
    with register.change(by=by) as tx:
        found = kept.find(tx, person, attachment)
        if removal is Removal.WRONG_PERSON:
            if found.removed is not None and found.removal != removal:
                found.put_back()  # taken out before it was known whose it is
            kept.erase_body(tx, attachment)
            erasure_record.mark_unswept(tx.connection)
        found.remove(removal, by=by.id, at=tx.at)
        kept.keep(tx, found)
        tx.note(Event("attachment.removed", person, {"attachment": attachment, "why": removal.value}))
        tx.touched(person=person)
        return tx.commit()


def _in_file(tx: Transaction, person: PersonId, attachment: str) -> Attachment:
    found = kept.find(tx, person, attachment)
    if found.removed is not None:
        raise Refused("attachment.removed")
    return found


def _require_new(tx: Transaction, person: PersonId, digest: str) -> None:
    for one in kept.in_file(tx, person):
        if one.sha256 == digest and one.removed is None:
            raise Refused("attachment.already_there", day=one.added.astimezone(STOCKHOLM).date())
