"""Documents in people's files (bilagor). Bodies lie apart, so that no list ever reads one."""

from sqlalchemy import Column, Integer, LargeBinary

from caseworker.domain.attachments import AttachmentKind
from caseworker.store.columns import Code, Moment
from caseworker.store.tables.base import id_column, key_of, needed, of, table, text

attachments = table(
    "attachments",
    id_column(),
    of("person_id", "people.id"),
    of("note_id", "notes.id", nullable=True),
    text("title"),
    needed("kind", Code(AttachmentKind)),
    needed("size", Integer()),
    needed("pages", Integer()),
    text("sha256"),
    needed("added", Moment()),
    of("added_by", "staff.id"),
    Column("removed", Moment()),
    of("removed_by", "staff.id", nullable=True),
    text("removal"),
)
# a body that was erased for good has no row here
attachment_bodies = table(
    "attachment_bodies",
    key_of("id", "attachments.id"),
    of("person_id", "people.id"),
    needed("body", LargeBinary()),
)
