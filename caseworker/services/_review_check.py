"""Whether the signed reviews of the log are as they were signed. Not a service."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from caseworker.services._signing import canonical_body, comment_hash, signed_message
from caseworker.store import retention, reviews
from caseworker.store.erasing import CARRIED_OUT
from caseworker.store.findings import Finding
from caseworker.store.reviews import KeptItem, KeptReview

SignedBy = Callable[[str, bytes, bytes], bool]
CHANGED, SIGNATURE_WRONG = "review.changed", "review.signature_wrong"


@dataclass(frozen=True, slots=True)
class ReviewCheck:
    """What was found: faults, how many signatures hold, and when and under which list comments were erased since."""

    findings: tuple[Finding, ...]
    signed: int
    erased: tuple[tuple[datetime, str], ...]


def check_reviews(connection: Connection, register_id: str, signed_by: SignedBy) -> ReviewCheck:
    """Hold every signed review against its signature, item by item, and each erased comment against its list."""
    lists = {one.id for one in retention.lists(connection) if one.how == CARRIED_OUT}
    findings: list[Finding] = []
    erased: list[tuple[datetime, str]] = []
    signed = 0
    for kept in reviews.all_signed(connection):
        items = reviews.items(connection, kept.id)
        gone = [(one.erased, one.erasure_list) for one in items if one.erased is not None]
        erased += gone
        by, body, signature = kept.signed_by or "", kept.body or b"", kept.signature or b""
        whole = _as_signed(connection, register_id, kept, items)
        if not whole or not {list_id for _, list_id in gone} <= lists:
            findings.append(Finding(CHANGED, seq=kept.last_seq))
        elif not signed_by(by, signed_message(body), signature):
            findings.append(Finding(SIGNATURE_WRONG, seq=kept.last_seq))
        else:
            signed += 1
    return ReviewCheck(tuple(findings), signed, tuple(erased))


def _as_signed(connection: Connection, register_id: str, kept: KeptReview, items: Sequence[KeptItem]) -> bool:
    """Tell whether what is kept gives the very bytes that were signed; an erased comment is taken at its hash."""
    if reviews.moment_of(connection, kept.last_seq) is None:
        return False
    body = kept.body or b""
    try:
        hashes = [str(one[-1]) for one in json.loads(body)["items"]]
    except (ValueError, KeyError, TypeError, IndexError):
        return False
    if len(hashes) != len(items):
        return False
    known = [old if one.erased is not None else comment_hash(one) for old, one in zip(hashes, items, strict=True)]
    head = reviews.mac_of(connection, kept.last_seq)
    return body == canonical_body(register_id, kept, items, known, head=head, signer=kept.signed_by or "")
