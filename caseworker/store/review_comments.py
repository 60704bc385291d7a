"""Comments of log reviews are free text: those about somebody whose file is erased are emptied with it.

The signature over the review holds a salted hash of each comment and stays valid; day and list of the erasure take the
comment's place.
"""

import json
from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, Row, select, update

from caseworker.domain.changes import Event
from caseworker.domain.review import Traces, mentions, traces_of
from caseworker.store import tables as t
from caseworker.store.retention import among
from caseworker.store.writing import Transaction

DECIDED, ERASED = "review.decided", "review.comment_erased"
_item = t.review_items.c


def erase(tx: Transaction, lists: Mapping[str, str]) -> int:
    """Empty the comments that are about people (each with her list of erasure); return how many.

    About somebody is a comment on looks at her file alone, and one that names her. Call it before her rows are gone.
    """
    connection = tx.connection
    commented = connection.execute(select(t.review_items).where(_item.comment != "")).all()
    traces = {person: _traces(connection, person) for person in lists} if commented else {}
    gone = [(row, list_id) for row in commented if (list_id := _list_of(connection, row, lists, traces))]
    for row, list_id in gone:
        values = {"comment": "", "salt": None, "erased": tx.at, "erasure_list": list_id}
        which = (_item.review_id == row.review_id, _item.no == row.no)
        connection.execute(update(t.review_items).where(*which).values(**values))
        tx.erase_payloads(list(_told(connection, row.review_id, row.no)))
        tx.note(Event(ERASED, row.review_id, {"item": row.no, "list": list_id}))
    return len(gone)


def count(connection: Connection, list_id: str) -> int:
    """Return how many comments were emptied with a list."""
    return len(connection.execute(select(_item.no).where(_item.erasure_list == list_id)).all())


def _list_of(
    connection: Connection, row: Row[tuple[object, ...]], lists: Mapping[str, str], traces: Mapping[str, Traces]
) -> str:
    seqs = json.loads(row.seqs)
    subjects = select(t.audit.c.subject).join(t.people, t.people.c.id == t.audit.c.subject)
    about = set(connection.execute(subjects.where(among(t.audit.c.seq, seqs))).scalars())
    if about and about <= lists.keys():
        return lists[min(about)]
    return next((lists[person] for person in lists if mentions(row.comment, traces[person])), "")


def _traces(connection: Connection, person: str) -> Traces:
    def column(of: str, name: str) -> list[str]:
        table = t.metadata.tables[of]
        return list(connection.execute(select(table.c[name]).where(table.c.person_id == person)).scalars())

    contacts = column("contacts", "value")
    return traces_of(
        column("person_names", "family"),
        [*column("person_names", "full"), *(value for value in contacts if "@" in value)],
        [*column("identifiers", "value"), *column("cases", "number"), *contacts],
    )


def _told(connection: Connection, review: str, no: int) -> Iterator[int]:
    """Yield the rows of the log that repeat the comment."""
    told = select(t.audit.c.seq, t.audit_payloads.c.body).join(t.audit_payloads)
    for seq, body in connection.execute(told.where(t.audit.c.action == DECIDED, t.audit.c.subject == review)):
        if json.loads(body).get("item") == no:
            yield seq
