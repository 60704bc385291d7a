"""What a reviewer signs: the whole of a review as canonical bytes. Not a service."""

import hashlib
from collections.abc import Sequence

from caseworker.store.audit import canonical
from caseworker.store.reviews import KeptItem, KeptReview

_LABEL = b"caseworker log review v1\n"


def canonical_body(
    register_id: str, review: KeptReview, items: Sequence[KeptItem], comments: Sequence[str], *, head: str, signer: str
) -> bytes:
    """Return a review with all its outcomes as bytes that are the same wherever they are made.

    ``comments`` are the hashes of the items' comments (``comment_hash``).
    """
    return canonical(
        {
            "register": register_id,
            "review": review.id,
            "rows": [review.first_seq, review.last_seq],
            "head": head,
            "seed": review.seed,
            "signer": signer,
            "items": [
                [one.flag, one.actor, one.seqs, one.outcome, comment]
                for one, comment in zip(items, comments, strict=True)
            ],
        }
    )


def signed_message(body: bytes) -> bytes:
    """Return the bytes that are signed: a label of their own, so that no other signature can pass for one of these."""
    return _LABEL + body


def fingerprint(signature: bytes) -> str:
    """Return a signature as people compare it: 32 hexadecimal signs in groups of four."""
    text = hashlib.sha256(signature).hexdigest()[:32]
    return " ".join(text[place : place + 4] for place in range(0, len(text), 4))


def comment_hash(item: KeptItem) -> str:
    """Return what stands for a comment in what is signed: it may have to be erased one day, and the rest still holds.

    Salted, so that nobody can try out what an erased comment said.
    """
    return hashlib.sha256(item.salt + item.comment.encode()).hexdigest() if item.comment else ""
