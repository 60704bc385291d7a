"""The centre's archive: which offices may report, and every release exactly as it came, with its receipt.

A stored release is never changed. Transactions are short and right on both databases: of two that write the same
release at once, one stores it and the other finds it stored.
"""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, Select, create_engine, event, func, insert, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from caseworker.central.tables import SCHEMA_VERSION, centre, keys, metadata, offices, receipts, releases
from caseworker.errors import EnvironmentFault, Refused, UsageFault
from caseworker.wire import Centre, Enrolment, Envelope, Receipt, key_id, new_private_key, public_key

_BUSY_SECONDS = 30
_SCHEMA_LOCK = 7_280_117  # any number of our own: two processes must not create the tables at once
_MOST_LISTED = 200
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class EnrolledKey:
    """A public key (32 bytes) and the office it speaks for."""

    office: str
    public: bytes


@dataclass(frozen=True, slots=True)
class Stored:
    """The outcome of storing: the signed receipt, and whether these bytes were new."""

    receipt: bytes
    new: bool


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """One enrolled office, for the page. ``releases`` counts what it has sent."""

    office: str
    municipality: str
    enrolled: str
    releases: int


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """One received release, for the page."""

    office: str
    table: str
    period: str
    revision: int
    received: str
    sha256: str


class Archive:
    """One open database. Made by ``open_archive``; safe to use from several threads."""

    def __init__(self, engine: Engine, identity: Centre, private: bytes) -> None:
        """Hold an engine whose tables exist."""
        self._engine = engine
        self._private = private
        self.identity = identity

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()

    def presentation(self) -> bytes:
        """Return who this centre is, signed with its own key."""
        return self.identity.seal(self._private)

    def enrol(self, enrolment: Enrolment, now: datetime, *, new_key: bool) -> bool:
        """Let an office report with its key; return whether anything was new. ``new_key`` allows one more key.

        Raises ``Refused`` with ``centre.demo_only`` or ``centre.no_demo`` when demo and real would mix, and with
        ``centre.office_taken`` when the code belongs to another municipality, or has a key and may not get another.
        """
        self.require_kind(demo=enrolment.demo)
        try:
            return self._enrol(enrolment, _instant(now), new_key=new_key)
        except IntegrityError:
            # somebody else enrolled this office between our look and our write: look again
            return self._enrol(enrolment, _instant(now), new_key=new_key)

    def _enrol(self, enrolment: Enrolment, day: str, *, new_key: bool) -> bool:
        kid = key_id(enrolment.key)
        with self._engine.begin() as tx:
            known = tx.execute(select(keys.c.office).where(keys.c.kid == kid)).scalar()
            place = select(offices.c.municipality).where(offices.c.office == enrolment.office)
            municipality = tx.execute(place).scalar()
            if known == enrolment.office and municipality == enrolment.municipality:
                return False
            strange = known is not None or municipality not in (None, enrolment.municipality)
            if strange or (municipality is not None and not new_key):
                raise Refused("centre.office_taken", office=enrolment.office)
            if municipality is None:
                place_row = {"office": enrolment.office, "municipality": enrolment.municipality, "enrolled": day}
                tx.execute(insert(offices).values(place_row))
            row = {"kid": kid, "office": enrolment.office, "public_key": enrolment.key, "enrolled": day}
            tx.execute(insert(keys).values(row))
            return True

    def require_kind(self, *, demo: bool) -> None:
        """Refuse real figures at a demo centre and demo figures at a real one."""
        if demo and not self.identity.demo:
            raise Refused("centre.no_demo")
        if self.identity.demo and not demo:
            raise Refused("centre.demo_only")

    def key(self, kid: str) -> EnrolledKey | None:
        """Return the enrolled key with this short name, if there is one."""
        with self._engine.connect() as tx:
            row = tx.execute(select(keys.c.office, keys.c.public_key).where(keys.c.kid == kid)).one_or_none()
        return None if row is None else EnrolledKey(row.office, bytes(row.public_key))

    def store(self, envelope: Envelope, now: datetime) -> Stored:
        """Keep a judged release with a signed receipt, once.

        Raises ``Refused("centre.other_bytes")`` when other bytes are stored under the id, and
        ``Refused("centre.revision")`` when the release it replaces is not here.
        """
        try:
            with self._engine.begin() as tx:
                return self._stored(tx, envelope) or self._keep(tx, envelope, now)
        except IntegrityError:
            # somebody else stored this release between our look and our write: what is stored decides
            with self._engine.connect() as tx:
                stored = self._stored(tx, envelope)
            if stored is None:
                raise
            return stored

    def release(self, release_id: str) -> bytes | None:
        """Return a stored release, byte for byte."""
        return self._bytes(select(releases.c.body).where(releases.c.release_id == release_id))

    def receipt(self, release_id: str) -> bytes | None:
        """Return the receipt of a stored release, byte for byte."""
        return self._bytes(select(receipts.c.body).where(receipts.c.release_id == release_id))

    def offices(self) -> list[OfficeRow]:
        """List the enrolled offices by code."""
        count = func.count(releases.c.release_id).label("releases")
        query = (
            select(offices.c.office, offices.c.municipality, offices.c.enrolled, count)
            .select_from(offices.outerjoin(releases, releases.c.office == offices.c.office))
            .group_by(offices.c.office, offices.c.municipality, offices.c.enrolled)
            .order_by(offices.c.office)
        )
        with self._engine.connect() as tx:
            return [OfficeRow(*row) for row in tx.execute(query)]

    def latest_releases(self) -> list[ReleaseRow]:
        """List the releases received last, newest first, at most 200."""
        named = (releases.c.office, releases.c.table_id, releases.c.period, releases.c.revision)
        query = (
            select(*named, releases.c.received, releases.c.sha256)
            .order_by(
                releases.c.received.desc(), releases.c.period.desc(), releases.c.office, releases.c.revision.desc()
            )
            .limit(_MOST_LISTED)
        )
        with self._engine.connect() as tx:
            return [ReleaseRow(*row) for row in tx.execute(query)]

    def _bytes(self, query: Select[bytes]) -> bytes | None:
        with self._engine.connect() as tx:
            body = tx.execute(query).scalar()
        return None if body is None else bytes(body)

    def _stored(self, tx: Connection, envelope: Envelope) -> Stored | None:
        release_id = envelope.head.release_id
        query = (
            select(releases.c.body, releases.c.sha256, receipts.c.body.label("receipt"))
            .join_from(releases, receipts)
            .where(releases.c.release_id == release_id)
        )
        row = tx.execute(query).one_or_none()
        if row is None:
            return None
        if bytes(row.body) != envelope.raw:
            raise Refused("centre.other_bytes", sha256=row.sha256)
        return Stored(bytes(row.receipt), new=False)

    def _keep(self, tx: Connection, envelope: Envelope, now: datetime) -> Stored:
        head, received = envelope.head, _instant(now)
        if head.supersedes is not None:
            replaced = select(releases.c.release_id).where(releases.c.release_id == head.supersedes)
            if tx.execute(replaced).scalar() is None:
                raise Refused("centre.revision")
        receipt = Receipt(head.release_id, envelope.sha256, received).seal(self._private)
        row = {
            "release_id": head.release_id,
            "office": head.office,
            "table_id": head.table,
            "period": head.period,
            "revision": head.revision,
            "sha256": envelope.sha256,
            "kid": envelope.kid,
            "body": envelope.raw,
            "received": received,
        }
        tx.execute(insert(releases).values(row))
        tx.execute(insert(receipts).values(release_id=head.release_id, body=receipt))
        return Stored(receipt, new=True)


def open_archive(database_url: str, *, demo: bool, name: str) -> Archive:
    """Open the database, and make it a centre with a new key when it is empty. ``name`` counts only then.

    Raises ``UsageFault`` with ``centre.database_url`` or ``centre.name``, ``EnvironmentFault`` with
    ``centre.database`` or ``centre.newer``, and ``Refused("centre.kind")`` when the database belongs to a centre of the
    other kind (demo or real).
    """
    if not 1 <= len(name) <= _LONGEST_NAME or not name.isprintable():
        raise UsageFault("centre.name")
    engine = _engine(database_url)
    try:
        with engine.begin() as tx:
            if engine.dialect.name == "postgresql":
                tx.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _SCHEMA_LOCK})
            metadata.create_all(tx)
            private, identity = _identity(tx, demo=demo, name=name)
    except SQLAlchemyError as broken:
        engine.dispose()
        raise EnvironmentFault("centre.database") from broken
    except (Refused, EnvironmentFault):
        engine.dispose()
        raise
    return Archive(_steady(engine), identity, private)


def _identity(tx: Connection, *, demo: bool, name: str) -> tuple[bytes, Centre]:
    row = tx.execute(select(centre)).one_or_none()
    if row is None:
        private = new_private_key()
        values = {"schema_version": SCHEMA_VERSION, "name": name, "demo": demo, "private_key": private}
        tx.execute(insert(centre).values(id=1, **values))
        return private, Centre(name, public_key(private), demo)
    if row.schema_version > SCHEMA_VERSION:
        raise EnvironmentFault("centre.newer")
    if row.demo != demo:
        raise Refused("centre.kind", kind="demo" if row.demo else "real")
    private = bytes(row.private_key)
    return private, Centre(row.name, public_key(private), bool(row.demo))


def _engine(database_url: str) -> Engine:
    try:
        url = make_url(database_url)
        if url.get_backend_name() == "sqlite":
            return _sqlite(url)
        if url.drivername == "postgresql+psycopg":
            return create_engine(url, hide_parameters=True, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError, ValueError):
        pass
    raise UsageFault("centre.database_url")


def _steady(engine: Engine) -> Engine:
    """Let every look of one transaction see the same moment: two looks at two moments would contradict each other.

    Not while the tables are made: there the lock is waited for first, and what is seen must be newer than the lock.
    """
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="REPEATABLE READ")
    return engine  # SQLite's write lock is taken at the beginning


def _sqlite(url: URL) -> Engine:
    if not url.database or url.database == ":memory:" or url.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise UsageFault("centre.database_url")
    try:
        # the file holds the centre's private key: readable by its owner alone from the first moment
        os.close(os.open(Path(url.database), os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as broken:
        raise EnvironmentFault("centre.database") from broken
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": _BUSY_SECONDS})

    def prepare(connection: object, _entry: ConnectionPoolEntry) -> None:
        # sqlite3's own transaction handling begins too late; _begin below does it instead
        connection.isolation_level = None  # type: ignore[attr-defined]  # a DBAPI connection has no common type
        cursor = connection.cursor()  # type: ignore[attr-defined]  # the same
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(tx: Connection) -> None:
    # take the write lock before the first look, so that a look followed by a write can never be stale
    tx.exec_driver_sql("BEGIN IMMEDIATE")


def _instant(now: datetime) -> str:
    return now.strftime("%Y-%m-%dT%H:%M:%SZ")
