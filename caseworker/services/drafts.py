"""Drafts: what is being typed, kept encrypted per member of staff until it is saved or thrown away."""

import json
from collections.abc import Mapping
from datetime import datetime

from caseworker.domain.access import User
from caseworker.domain.changes import Changes
from caseworker.services.registry import service
from caseworker.store.register import Register


@service(needs="own.draft", record="draft", retention="session")
def save_draft(register: Register, *, kind: str, key: str, fields: Mapping[str, object], by: User) -> Changes:
    """Keep what has been typed in the form ``kind`` about ``key`` ("" = a new record). Not part of the audit chain."""
    with register.change(by=by) as tx:
        tx.save_draft(kind, key, json.dumps(fields, ensure_ascii=False))
        return tx.commit()


@service(needs="own.draft", record="draft", retention="session", writes=False)
def load_draft(register: Register, *, kind: str, key: str, by: User) -> tuple[dict[str, object], datetime] | None:
    """Return the caller's own draft and when it was kept (UTC), or None. Nobody sees another's draft."""
    with register.read() as reader:
        draft = reader.draft(by.id, kind, key)
    if draft is None:
        return None
    body, saved = draft
    fields: dict[str, object] = json.loads(body)
    return fields, saved


@service(needs="own.draft", record="draft", retention="session")
def discard_draft(register: Register, *, kind: str, key: str, by: User) -> Changes:
    """Forget the caller's draft."""
    with register.change(by=by) as tx:
        tx.discard_draft(kind, key)
        return tx.commit()
