"""Documents in people's files: kept, found, their bodies read one at a time; sealed for protected persons.

No function here reads a body that was not asked for by its id. Logging a look is the service's duty.
"""

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from caseworker.domain.attachments import Attachment
from caseworker.errors import Refused
from caseworker.store import compartments, sealable
from caseworker.store import tables as t
from caseworker.store.attachment_rows import from_sealed, in_the_open
from caseworker.store.compartments import Opened
from caseworker.store.engine import cursor_of
from caseworker.store.writing import Transaction


def find(tx: Transaction, person: str, attachment: str) -> Attachment:
    """Return a document of ``person``. Raises ``Refused("attachment.unknown" | "protection.closed")``."""
    tx.reader.bounds.require(person)
    return find_with(tx.connection, tx.sealed.opened_for(person), person, attachment)


def find_with(connection: Connection, opened: Opened | None, person: str, attachment: str) -> Attachment:
    """Return a document of ``person``, of a protected one with her open compartment."""
    found = next((one for one in _all(connection, opened, person) if one.id == attachment), None)
    if found is None:
        raise Refused("attachment.unknown")
    return found


def in_file(tx: Transaction, person: str) -> list[Attachment]:
    """Return the documents of ``person``, those taken out of the file too. Raises ``Refused("protection.closed")``."""
    return _all(tx.connection, tx.sealed.opened_for(person), person)


def keep(tx: Transaction, attachment: Attachment) -> None:
    """Keep a document's row, new or changed."""
    person = attachment.person_id
    opened = tx.sealed.opened_for(person)
    values = sealable.raw_values(t.attachments, attachment)
    if opened is not None:
        compartments.put(tx.connection, opened, person, attachment.id, sealable.ATTACHMENT, values)
        return
    row = upsert(t.attachments).values(sealable.typed_values(t.attachments, values))
    changed = {column.name: row.excluded[column.name] for column in t.attachments.columns if column.name != "id"}
    tx.connection.execute(row.on_conflict_do_update(index_elements=["id"], set_=changed))


def keep_body(tx: Transaction, attachment: Attachment, body: bytes) -> None:
    """Keep the bytes of a new document."""
    opened = tx.sealed.opened_for(attachment.person_id)
    if opened is not None:
        compartments.put_body(tx.connection, opened, attachment.person_id, attachment.id, body)
        return
    kept = {"id": attachment.id, "person_id": attachment.person_id, "body": body}
    tx.connection.execute(insert(t.attachment_bodies), kept)


def body_of(connection: Connection, opened: Opened | None, attachment: str) -> bytes:
    """Return the bytes of a document. Raises ``Refused("attachment.erased")`` for one that was erased for good."""
    if opened is not None:
        body = compartments.body_in(connection, opened, attachment)
    else:
        bodies = t.attachment_bodies.c
        body = connection.execute(select(bodies.body).where(bodies.id == attachment)).scalar()
    if body is None:
        raise Refused("attachment.erased")
    return body


def erase_body(tx: Transaction, attachment: str) -> None:
    """Erase the bytes of a document, with every step to take back that tells of it."""
    compartments.drop(tx.connection, attachment, sealable.BODY)
    tx.connection.execute(delete(t.attachment_bodies).where(t.attachment_bodies.c.id == attachment))
    cursor_of(tx.connection).execute("DELETE FROM undo_steps WHERE instr(body, ?)", (attachment,))


def _all(connection: Connection, opened: Opened | None, person: str) -> list[Attachment]:
    if opened is None:
        return in_the_open(connection, person)
    sealed = compartments.fields_of(connection, opened, person)[sealable.ATTACHMENT]
    return [from_sealed(values) for values in sealed.values()]
