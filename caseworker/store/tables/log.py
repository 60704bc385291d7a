"""The audit trail and the review of it. The chain holds commitments only: what was written lies apart, to be erased."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Text

from caseworker.domain import review
from caseworker.store.columns import Code, Moment
from caseworker.store.tables.base import id_column, key_of, needed, table, text

audit = table(
    "audit",
    Column("seq", Integer, primary_key=True, nullable=False),
    text("at"),
    text("actor"),
    text("action"),
    text("subject"),
    needed("commitment", LargeBinary()),
    needed("prev", LargeBinary()),
    needed("mac", LargeBinary()),
    Index("audit_subject", "subject"),
)
audit_payloads = table(
    "audit_payloads",
    key_of("seq", "audit.seq", Integer()),
    needed("salt", LargeBinary()),
    needed("body", LargeBinary()),
)
audit_heads = table(
    "audit_heads",
    key_of("seq", "audit.seq", Integer()),
    needed("mac", LargeBinary()),
    text("staff_id"),
    text("at"),
    needed("signature", LargeBinary()),
)

# Review of the log: what was drawn, what was decided about it, and the signed whole
reviews = table(
    "reviews",
    id_column(),
    needed("first_seq", Integer()),
    needed("last_seq", Integer()),
    needed("drawn", Moment()),
    text("drawn_by"),
    text("seed"),
    needed("events", Integer()),
    Column("signed", Moment()),
    Column("signed_by", Text),
    Column("body", LargeBinary),
    Column("signature", LargeBinary),
)
review_items = table(
    "review_items",
    key_of("review_id", "reviews.id"),
    Column("no", Integer, primary_key=True, nullable=False),
    needed("flag", Code(review.Flag)),
    text("actor"),
    text("seqs"),
    Column("outcome", Code(review.Outcome)),
    text("comment"),
    Column("decided", Moment()),
    text("decided_by"),
    # what is signed holds a salted hash of the comment: it can be erased and the signature still holds
    Column("salt", LargeBinary),
    Column("erased", Moment()),
    Column("erasure_list", Text),
)
close_ties = table(
    "close_ties",
    Column("staff_id", Text, primary_key=True, nullable=False),
    Column(
        "person_id",
        Text,
        ForeignKey("people.id", deferrable=True, initially="DEFERRED"),
        primary_key=True,
        nullable=False,
    ),
    needed("declared", Moment()),
    Index("close_ties_person", "person_id"),
)
staff_notices = table(
    "staff_notices",
    Column("staff_id", Text, primary_key=True, nullable=False),
    Column("version", Integer, primary_key=True, nullable=False),
    needed("acknowledged", Moment()),
)
