"""Drafts: what is being typed, kept encrypted per member of staff until it is saved or thrown away."""

import json
from collections.abc import Mapping

from caseworker.domain.access import User
from caseworker.domain.changes import Changes
from caseworker.services.registry import service
from caseworker.store import compartments, sealable
from caseworker.store.register import Register


@service(needs="own.draft", record="draft", retention="session")
def save_draft(register: Register, *, kind: str, key: str, fields: Mapping[str, object], by: User) -> Changes:
    """Keep what has been typed in the form ``kind`` about ``key`` ("" = a new record). Not part of the audit chain."""
    with register.change(by=by) as tx:
        tx.sealed.put_draft(f"{by.id}/{kind}/{key}", key, fields)
        tx.put_draft(kind, key, "{}" if key in tx.sealed.marks else json.dumps(fields, ensure_ascii=False))
        return tx.commit()


@service(needs="own.draft", record="draft", retention="session", writes=False)
def load_draft(register: Register, *, kind: str, key: str, by: User) -> dict[str, object] | None:
    """Return the caller's own draft, or None. Nobody sees another's draft; about a protected person only while open."""
    with register.read() as reader:
        body = reader.draft(by.id, kind, key)
        mark = compartments.mark_of(reader.connection, key) if body is not None else None
        if mark is not None:
            opened = register.compartments.opened(mark.compartment, by.id, register.clock())
            place = f"{by.id}/{kind}/{key}"
            return None if opened is None else compartments.draft_in(reader.connection, opened, place)
    if body is None:
        return None
    fields: dict[str, object] = json.loads(body)
    return fields


@service(needs="own.draft", record="draft", retention="session")
def discard_draft(register: Register, *, kind: str, key: str, by: User) -> Changes:
    """Forget the caller's draft."""
    with register.change(by=by) as tx:
        compartments.drop(tx.connection, f"{by.id}/{kind}/{key}", sealable.DRAFT)
        tx.drop_draft(kind, key)
        return tx.commit()
