"""Documents of a file as rows: which there are and what is told of them. Reads no body."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

from caseworker.domain.attachments import Attachment, AttachmentRow, in_order, row_of
from caseworker.store import tables as t
from caseworker.store.engine import read_rows
from caseworker.store.sealable import typed_values
from caseworker.store.whole_rows import WholeRows

_ATTACHMENTS = WholeRows(t.attachments, "WHERE person_id = ?")
_NAMES = "SELECT id, name FROM staff"


def open_rows(connection: Connection, person: str) -> tuple[AttachmentRow, ...]:
    """Return the documents of ``person`` that lie in the open, those in the file first, the newest first."""
    return _rows(connection, in_the_open(connection, person))


def sealed_rows(connection: Connection, sealed: Iterable[Mapping[str, Any]]) -> tuple[AttachmentRow, ...]:
    """Return documents as rows from what was sealed of each."""
    return _rows(connection, map(from_sealed, sealed))


def in_the_open(connection: Connection, person: str) -> list[Attachment]:
    """Return the documents of ``person`` that lie in the open."""
    return [Attachment(**vars(row)) for row in _ATTACHMENTS.of(connection, person)]


def from_sealed(values: Mapping[str, Any]) -> Attachment:
    """Return a document from what was sealed of it."""
    return Attachment(**typed_values(t.attachments, values))


def _rows(connection: Connection, kept: Iterable[Attachment]) -> tuple[AttachmentRow, ...]:
    documents = in_order(kept)
    names = {id: name for id, name in read_rows(connection, _NAMES)} if documents else {}  # noqa: C416 - pairs by name
    return tuple(row_of(one, names) for one in documents)
