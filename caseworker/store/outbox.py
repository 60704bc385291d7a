"""Releases of counts on their way to the centre: what was made, where it stands, the receipt. No network here.

A release is written once and never changed; only its row in the outbox moves.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from caseworker.domain.rows import ReleaseRow
from caseworker.errors import Refused
from caseworker.store import tables as t

QUEUED, SENDING, ACKED, REJECTED, DEAD = "queued", "sending", "acked", "rejected", "dead"
WAITING = (QUEUED, SENDING)  # a crash while sending leaves "sending": it is sent again, the release id makes it safe


@dataclass(frozen=True, slots=True)
class NewRelease:
    """A release as it is queued: its place, the signed bytes and where they go."""

    release_id: str
    table: str
    period: str
    revision: int
    created: datetime
    sha256: str
    envelope: bytes
    endpoint: str


@dataclass(frozen=True, slots=True)
class QueuedRelease:
    """What a sender needs to send one release."""

    release_id: str
    endpoint: str
    sha256: str
    envelope: bytes
    attempts: int
    next_attempt: datetime | None


@dataclass(frozen=True, slots=True)
class Centre:
    """A central endpoint this register knows, with the public key its receipts are checked against."""

    endpoint: str
    name: str
    key: bytes
    demo: bool


def queue(connection: Connection, release: NewRelease) -> None:
    """Write the release and its row in the outbox."""
    connection.execute(
        insert(t.releases).values(
            release_id=release.release_id,
            table_name=release.table,
            period=release.period,
            revision=release.revision,
            created=release.created,
            sha256=release.sha256,
            envelope=release.envelope,
        )
    )
    connection.execute(
        insert(t.outbox).values(
            release_id=release.release_id, endpoint=release.endpoint, state=QUEUED, reason="", attempts=0
        )
    )


def move(
    connection: Connection,
    release_id: str,
    *,
    state: str,
    reason: str = "",
    attempts: int,
    next_attempt: datetime | None = None,
) -> None:
    """Say where a release stands. Raises ``Refused("release.unknown")``."""
    values = {"state": state, "reason": reason, "attempts": attempts, "next_attempt": next_attempt}
    changed = connection.execute(update(t.outbox).where(t.outbox.c.release_id == release_id).values(values))
    if changed.rowcount != 1:
        raise Refused("release.unknown")


def redirect(connection: Connection, release_id: str, endpoint: str) -> None:
    """Send a release that has not been received to another endpoint, at once."""
    waiting = t.outbox.c.state != ACKED
    values = {"endpoint": endpoint, "state": QUEUED, "reason": "", "next_attempt": None}
    connection.execute(update(t.outbox).where(t.outbox.c.release_id == release_id, waiting).values(values))


def keep_receipt(connection: Connection, release_id: str, *, received: datetime, body: bytes) -> None:
    """Keep the centre's signed receipt; the first one stands."""
    row = {"release_id": release_id, "received": received, "body": body}
    connection.execute(upsert(t.receipts).values(row).on_conflict_do_nothing())


def waiting(connection: Connection) -> list[QueuedRelease]:
    """Return releases that are not yet received, oldest first."""
    query = (
        select(
            t.outbox.c.release_id,
            t.outbox.c.endpoint,
            t.releases.c.sha256,
            t.releases.c.envelope,
            t.outbox.c.attempts,
            t.outbox.c.next_attempt,
        )
        .join(t.releases, t.releases.c.release_id == t.outbox.c.release_id)
        .where(t.outbox.c.state.in_(WAITING))
        .order_by(t.releases.c.created, t.releases.c.release_id)
    )
    return [QueuedRelease(*row) for row in connection.execute(query)]


def envelope_of(connection: Connection, release_id: str) -> bytes:
    """Return the signed bytes of a release. Raises ``Refused("release.unknown")``."""
    query = select(t.releases.c.envelope).where(t.releases.c.release_id == release_id)
    envelope = connection.execute(query).scalar()
    if envelope is None:
        raise Refused("release.unknown")
    return bytes(envelope)


def receipt_of(connection: Connection, release_id: str) -> bytes | None:
    """Return the centre's signed receipt as it came, or None while there is none."""
    found = connection.execute(select(t.receipts.c.body).where(t.receipts.c.release_id == release_id)).scalar()
    return None if found is None else bytes(found)


def release_rows(connection: Connection) -> list[ReleaseRow]:
    """Return every release, newest first, and where it stands."""
    made, sent = t.releases.c, t.outbox.c
    query = (
        select(
            made.release_id,
            made.table_name,
            made.period,
            made.revision,
            made.created,
            made.sha256,
            sent.state,
            sent.reason,
            sent.attempts,
            sent.next_attempt,
            t.receipts.c.received,
        )
        .join(t.outbox, sent.release_id == made.release_id)
        .outerjoin(t.receipts, t.receipts.c.release_id == made.release_id)
        .order_by(made.created.desc(), made.release_id)
    )
    return [ReleaseRow(*row) for row in connection.execute(query)]


def ladder_lock(connection: Connection, *, year: int, table: str) -> str | None:
    """Return the year's lock on a table's classes as it was kept, or None."""
    lock = t.ladder_locks.c
    return connection.execute(select(lock.body).where(lock.year == year, lock.table_name == table)).scalar()


def keep_ladder_lock(connection: Connection, *, year: int, table: str, body: str) -> None:
    """Keep the year's lock; whether it may be replaced is decided by the counts' own rules."""
    written = upsert(t.ladder_locks).values(year=year, table_name=table, body=body)
    connection.execute(
        written.on_conflict_do_update(index_elements=["year", "table_name"], set_={"body": written.excluded.body})
    )


def centre_of(connection: Connection, endpoint: str) -> Centre | None:
    """Return the centre at ``endpoint``, or None when it is not known."""
    row = connection.execute(select(t.centre).where(t.centre.c.endpoint == endpoint)).first()
    return None if row is None else Centre(row.endpoint, row.name, bytes(row.key), row.demo)


def keep_centre(connection: Connection, centre: Centre) -> None:
    """Keep a centre and its key. Raises ``Refused("centre.key_changed")`` when the endpoint had another key before."""
    known = centre_of(connection, centre.endpoint)
    if known is not None and known.key != centre.key:
        raise Refused("centre.key_changed")
    if known is None:
        row = {"endpoint": centre.endpoint, "name": centre.name, "key": centre.key, "demo": centre.demo}
        connection.execute(insert(t.centre).values(row))
