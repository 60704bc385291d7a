"""Judge what an office sends: form, hash, who signed it, and whether it can be a protected table at all.

Judging comes before storing and changes nothing. The order matters: nothing of a release is looked at closer than its
form before its signature has been verified.
"""

from collections.abc import Mapping

from caseworker.central.archive import Archive
from caseworker.codes import municipality
from caseworker.domain.counts.classes import Classes
from caseworker.domain.counts.dataset import require_dataset, unknown_codes
from caseworker.domain.counts.release import TABLES, release_id, require_office, require_period
from caseworker.errors import Refused, UsageFault
from caseworker.wire import Enrolment, Envelope, ReleaseHead, open_release

# how a fault found by a shared part is told to an office, and with which HTTP status
ANSWERS: Mapping[str, tuple[int, str]] = {
    "wire.too_large": (413, "centre.too_large"),
    "wire.not_canonical": (400, "centre.malformed"),
    "wire.field": (400, "centre.malformed"),
    "wire.schema": (409, "centre.schema"),
    "wire.tampered": (403, "centre.tampered"),
    "wire.signature": (403, "centre.signature"),
    "counts.malformed": (422, "centre.malformed"),
    "counts.period": (422, "centre.malformed"),
    "counts.office": (422, "centre.malformed"),
    "counts.unprotected": (422, "centre.unprotected"),
    "centre.malformed": (400, "centre.malformed"),
    "centre.too_large": (413, "centre.too_large"),
    "centre.unknown_key": (403, "centre.unknown_key"),
    "centre.unknown_office": (403, "centre.unknown_office"),
    "centre.demo_only": (403, "centre.demo_only"),
    "centre.no_demo": (403, "centre.no_demo"),
    "centre.unknown_codes": (409, "centre.unknown_codes"),
    "centre.other_bytes": (409, "centre.other_bytes"),
    "centre.revision": (409, "centre.revision"),
    "centre.office_taken": (409, "centre.office_taken"),
}


def judge(raw: bytes, *, named: str, idempotency_key: str, archive: Archive, classes: Classes) -> Envelope:
    """Return the envelope when it may be stored. ``named`` is the id in the address.

    Raises ``Refused`` or ``UsageFault`` with a code from ``ANSWERS``.
    """
    envelope = open_release(raw)
    head = envelope.head
    archive.require_kind(demo=head.demo)
    enrolled = archive.key(envelope.kid)
    if enrolled is None:
        raise Refused("centre.unknown_key")
    if enrolled.office != head.office:
        raise Refused("centre.unknown_office")
    envelope.verify(enrolled.public)
    if named != head.release_id or idempotency_key != envelope.sha256:
        raise Refused("centre.malformed")
    unknown = [*_unknown_table(head), *unknown_codes(envelope.dataset, classes)]
    if unknown:
        raise Refused("centre.unknown_codes", codes=tuple(unknown))
    _require_head(head)
    require_dataset(envelope.dataset, classes)
    return envelope


def require_enrollable(enrolment: Enrolment) -> None:
    """Refuse an office code that no release could carry, and a municipality that does not exist."""
    try:
        require_office(enrolment.office)
        municipality(enrolment.municipality)
    except (UsageFault, Refused):
        raise Refused("centre.malformed") from None


def _unknown_table(head: ReleaseHead) -> list[str]:
    return [] if head.table in TABLES.values() else [f"table:{head.table}"]


def _require_head(head: ReleaseHead) -> None:
    """The id follows from what it names, and a revision names the one before it."""
    require_period(head.period)
    require_office(head.office)
    ids = [
        str(release_id(office=head.office, table=head.table, period=head.period, revision=revision))
        for revision in (head.revision, head.revision - 1)
    ]
    if head.release_id != ids[0]:
        raise Refused("centre.malformed")
    if head.supersedes != (ids[1] if head.revision > 1 else None):
        raise Refused("centre.revision")
