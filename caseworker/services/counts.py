"""Anonymised counts: preparing a month's release, seeing what leaves, sending it, keeping the receipt.

True numbers are computed when somebody looks and are kept nowhere. The release and its row in the outbox are written in
one transaction; what is sent are the very bytes that were approved.
"""

import calendar
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime

from caseworker import __version__, wire
from caseworker.classes import load_classes, load_ptable
from caseworker.domain.access import User
from caseworker.domain.changes import Changes, Event
from caseworker.domain.counts.dataset import dataset
from caseworker.domain.counts.ladder import LadderLock
from caseworker.domain.counts.protection import CountedPerson, Protected, protect
from caseworker.domain.counts.release import release_id, require_period, table_version
from caseworker.domain.counts.released import as_released
from caseworker.domain.daycount import age_on
from caseworker.domain.person import Sex
from caseworker.domain.rows import ReleaseRow
from caseworker.errors import EnvironmentFault, Refused
from caseworker.exchange import outbox as post
from caseworker.exchange.endpoint import Endpoint
from caseworker.services._policy import require_allowed
from caseworker.services.registry import service
from caseworker.store import outbox as queue
from caseworker.store.outbox import ACKED, DEAD, QUEUED, REJECTED, SENDING, Centre, NewRelease
from caseworker.store.register import Register

TABLE = "T1"


@dataclass(frozen=True, slots=True)
class CountsView:
    """A month's table for the screen: true numbers beside those that leave, and where the release stands."""

    period: str
    table: Protected
    release: ReleaseRow | None  # None until the month is prepared
    envelope: bytes  # the very bytes that leave, b"" until the month is prepared
    age_steps: tuple[int, ...]  # classes on each step of the ladder, finest first; 1 = not split
    status_steps: tuple[int, ...]

    @property
    def leaving(self) -> dict[tuple[str, str, str], int]:
        """Return the figures that leave, by (status, age, sex): those of the release once there is one."""
        return {(cell.status, cell.age, cell.sex): cell.sent for cell in self.table.cells if cell.sent is not None}


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of sending one month: ``state`` of the outbox, ``reason`` a code when it did not arrive."""

    release_id: str
    state: str
    reason: str
    receipt: str  # the centre's signed words, "" without one
    next_attempt: datetime | None


@service(needs="counts.prepare", record="release", retention="session", writes=False)
def show_counts(register: Register, *, period: str, by: User) -> CountsView:
    """Return the table of ``period`` (``2026-10``): true and sent numbers, what survived the gates, the file itself.

    Once the month is prepared the sent numbers are those of the release, whatever has been corrected since; the true
    ones are today's. Raises ``UsageFault("counts.period")`` and ``Refused("counts.period_not_over")``.
    """
    persons = _counted(register, period)
    table = _protected(register, period, persons)
    made = _release_of(register, period)
    envelope, classes = b"", load_classes()
    if made is not None:
        with register.read() as reader:
            envelope = queue.envelope_of(reader.connection, made.release_id)
        table = as_released(table, persons, wire.open_release(envelope).dataset, classes)
    ages, statuses = (tuple(step.size for step in steps) for steps in (classes.ages, classes.statuses))
    return CountsView(period, table, made, envelope, ages, statuses)


@service(needs="counts.prepare", record="release", retention="release")
def prepare_release(register: Register, *, period: str, by: User) -> Changes:
    """Make the release of ``period`` and queue it, in one transaction. A made release is never made again.

    Raises ``Refused("release.already_made")``, ``Refused("counts.period_not_over")`` and what ``protect`` raises.
    """
    if _release_of(register, period) is not None:
        raise Refused("release.already_made", period=period)
    table = _protected(register, period, _counted(register, period))
    now = register.clock()
    envelope = wire.seal_release(
        _head(register, period, now), dataset(table, load_classes()), register.secret("signing_seed")
    )
    sealed = wire.open_release(envelope)
    head = sealed.head
    release = NewRelease(head.release_id, head.table, period, head.revision, now, sealed.sha256, envelope, endpoint="")
    with register.change(by=by) as tx:
        tx.queue_release(release)
        queue.keep_ladder_lock(
            tx.connection, year=table.lock.year, table=head.table, body=json.dumps(asdict(table.lock))
        )
        tx.note(Event("release.made", head.release_id, {"period": period, "sha256": sealed.sha256}))
        return tx.commit(created=head.release_id)


@service(needs="counts.send", record="release", retention="release")
def send_release(register: Register, *, period: str, endpoint: str, by: User) -> Sent:
    """Send the prepared release of ``period`` to the centre at ``endpoint`` and keep its receipt.

    The centre's key is remembered the first time; a centre that shows another one gets nothing. A release that has its
    receipt is not sent again; one that was cut off while it was sent is. Raises ``Refused("release.not_made")``,
    ``Refused("centre.key_changed")``, ``Refused("policy.endpoint_not_allowed")``, ``endpoint.*`` and ``delivery.*``.
    """
    made = _release_of(register, require_period(period))
    if made is None:
        raise Refused("release.not_made", period=period)
    where = Endpoint.parse(endpoint)
    if made.state == ACKED:
        return _sent(register, made.release_id)
    require_allowed(where)
    centre = _know_centre(register, where.url, by)
    with register.change(by=by) as tx:
        queue.redirect(tx.connection, made.release_id, centre.endpoint)
        queue.move(tx.connection, made.release_id, state=SENDING, attempts=made.attempts)
        envelope = queue.envelope_of(tx.connection, made.release_id)
        tx.commit()
    try:
        delivery = post.deliver(
            centre.endpoint, envelope, release_id=made.release_id, sha256=made.sha256, centre_key=centre.key
        )
    except Exception:
        with register.change(by=by) as tx:
            queue.move(tx.connection, made.release_id, state=QUEUED, attempts=made.attempts)
            tx.commit()
        raise
    _record(register, made, delivery, centre, by)
    return _sent(register, made.release_id)


@service(needs="counts.prepare", record="release", retention="session", writes=False)
def list_releases(register: Register, *, by: User) -> tuple[ReleaseRow, ...]:
    """Return every release, newest first, and where it stands."""
    with register.read() as reader:
        return tuple(reader.releases())


@service(needs="counts.enrol", record="release", retention="session", writes=False)
def enrolment_document(register: Register, *, by: User) -> bytes:
    """Return the signed document that introduces this office's public key to the centre, handed over out of band."""
    return _enrolment(register)


@service(needs="counts.send", record="release", retention="release")
def introduce_to_demo_centre(register: Register, *, endpoint: str, by: User) -> None:
    """Introduce a demo register to a demo centre on this computer. A real register is introduced by hand.

    Raises ``Refused("counts.introduce_by_hand")`` and what the centre refuses with.
    """
    if not register.info.demo:
        raise Refused("counts.introduce_by_hand")
    delivery = post.introduce(endpoint, _enrolment(register))
    if delivery.state is not post.DeliveryState.ACKED:
        raise Refused(delivery.reason or "delivery.rejected")


def _enrolment(register: Register) -> bytes:
    info, seed = register.info, register.secret("signing_seed")
    document = wire.Enrolment(
        office=info.office_code,
        municipality=info.municipality_code,
        key=wire.public_key(seed),
        demo=info.demo,
        created=register.today().isoformat(),
    )
    return document.seal(seed)


def _counted(register: Register, period: str) -> list[CountedPerson]:
    """Return everybody who is counted at the end of ``period``."""
    last = _last_day(period)
    if last >= register.today():
        raise Refused("counts.period_not_over", period=period)
    with register.read() as reader:
        rows = reader.counted_people(last)
    return [
        CountedPerson(
            row.id,
            Sex(row.sex),
            row.age_from if row.protected else age_on(row.born, last),
            row.status or None,
            row.protected,
        )
        for row in rows
    ]


def _protected(register: Register, period: str, persons: Sequence[CountedPerson]) -> Protected:
    with register.read() as reader:
        kept = queue.ladder_lock(reader.connection, year=_last_day(period).year, table=table_version(TABLE))
    return protect(
        persons,
        period=period,
        office_secret=register.secret("office_secret"),
        ptable=load_ptable(),
        classes=load_classes(),
        lock=LadderLock(**json.loads(kept)) if kept else None,
    )


def _last_day(period: str) -> date:
    year, month = (int(part) for part in require_period(period).split("-"))
    return date(year, month, calendar.monthrange(year, month)[1])


def _head(register: Register, period: str, now: datetime) -> wire.ReleaseHead:
    table = table_version(TABLE)
    return wire.ReleaseHead(
        release_id=str(release_id(office=register.info.office_code, table=table, period=period, revision=1)),
        office=register.info.office_code,
        table=table,
        period=period,
        revision=1,
        supersedes=None,
        created=now.date().isoformat(),
        demo=register.info.demo,
        app=f"caseworker {__version__}",
    )


def _release_of(register: Register, period: str) -> ReleaseRow | None:
    require_period(period)
    with register.read() as reader:
        return next((row for row in reader.releases() if row.period == period), None)


def _know_centre(register: Register, endpoint: str, by: User) -> Centre:
    """Ask who answers at ``endpoint``, hold it against what is remembered, and remember it the first time."""
    with register.read() as reader:
        known = queue.centre_of(reader.connection, endpoint)
    try:
        found = post.fetch_centre(endpoint)
    except EnvironmentFault:
        if known is None:
            raise
        return known  # not reached just now: the attempt itself is what says when to try again
    post.require_pairing(demo_register=register.info.demo, centre=found)
    centre = Centre(endpoint, found.name, found.key, found.demo)
    if known is None or known.key != centre.key:
        with register.change(by=by) as tx:
            queue.keep_centre(tx.connection, centre)
            tx.note(Event("centre.known", "", {"name": centre.name, "kid": wire.key_id(centre.key)}))
            tx.commit()
    return centre


def _record(register: Register, made: ReleaseRow, delivery: post.Delivery, centre: Centre, by: User) -> None:
    now, attempts = register.clock(), made.attempts + 1
    with register.change(by=by) as tx:
        if delivery.state is post.DeliveryState.ACKED and delivery.receipt is not None:
            receipt = wire.Receipt.open(delivery.receipt, centre.key)
            received = datetime.strptime(receipt.received, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
            queue.keep_receipt(tx.connection, made.release_id, received=received, body=delivery.receipt)
            queue.move(tx.connection, made.release_id, state=ACKED, attempts=attempts)
        elif delivery.state is post.DeliveryState.RETRY:
            jitter = secrets.randbelow(1_000_000) / 1_000_000
            after = post.next_attempt(attempts, now, retry_after=delivery.retry_after, jitter=jitter)
            queue.move(
                tx.connection,
                made.release_id,
                state=DEAD if after is None else QUEUED,
                reason=delivery.reason or "",
                attempts=attempts,
                next_attempt=after,
            )
        else:
            queue.move(
                tx.connection,
                made.release_id,
                state=REJECTED,
                reason=delivery.reason or "delivery.rejected",
                attempts=attempts,
            )
        tx.note(Event("release.sent", made.release_id, _outcome(delivery)))
        tx.commit()


def _outcome(delivery: post.Delivery) -> Mapping[str, object]:
    return {"state": delivery.state.value, "reason": delivery.reason or "", "http": delivery.http_status or 0}


def _sent(register: Register, release: str) -> Sent:
    with register.read() as reader:
        row = next(row for row in reader.releases() if row.release_id == release)
        receipt = queue.receipt_of(reader.connection, release)
    return Sent(row.release_id, row.state, row.reason, receipt.decode() if receipt else "", row.next_attempt)
