"""Backups: a copy of the register under its own key, made in one go, sealed to the office and to recovery, and opened.

A backup that was not opened again does not exist: what was written is unsealed from the disk it lies on, every page is
authenticated and its rows are counted. No page and no key is ever written in clear. Decides neither when nor who.
"""

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as upsert

from caseworker import agefile
from caseworker.domain.backups import (
    BackupFile,
    Contents,
    ExportFile,
    PlaceResult,
    file_name,
    kept,
    read_export_name,
    read_name,
)
from caseworker.errors import EnvironmentFault
from caseworker.platform import private_file, private_folder, rename_durably
from caseworker.store import audit
from caseworker.store import tables as t
from caseworker.store.engine import connect, cursor_of, faults, raw_of
from caseworker.store.register import Register

DATABASE, KEY_FILE, CONTENTS, README = "register.db", "key.txt", "backup.json", "README.txt"
_FORMAT = "caseworker backup 1"
_IDENTITY_LABEL = b"caseworker register backup identity v1"
_IDENTITIES = "backup.identities"
_UNFINISHED_FOR = timedelta(hours=1)
_TRIES = 3  # a save may come between reading the register and copying it

_HOW_TO_RESCUE = """\
This is a backup of a register of Handläggarstöd. It was sealed with age (https://age-encryption.org).

With Handläggarstöd: caseworker restore --from FILE. Without it:

  1. Make the key of the recovery sheets into a file. Any SLIP-39 program gives 32 bytes from two of the three sheets;
     written in bech32 with the prefix "age-secret-key-" they are the line that age wants. Handläggarstöd does both:
     caseworker recovery age-identity > identity.txt
  2. age -d -i identity.txt FILE | tar -x        (do it where nobody else can read, and delete it afterwards)
  3. sqlcipher register.db
     sqlite> PRAGMA key = "...";                 (the whole line stands in key.txt)
     sqlite> .tables

register.db  the register, encrypted with SQLCipher 4 under the key in key.txt
key.txt      that key. Whoever can read this text can read it too: both are sealed to the same two keys
register.vault  who may open the register, and the keys of protected persons, sealed with HPKE (RFC 9180) to each
             holder and to the recovery sheets; key.txt does not open what is sealed about protected persons
backup.json  when it was made and how many rows each table holds
"""


@dataclass(frozen=True, slots=True)
class Kit:
    """What every backup of one open register needs: keys, what lies beside the database, and where to put it.

    ``own_place`` lies in the register's folder; ``decided_places`` come from the computer's policy and go before what
    the register says. None: nothing is decided.
    """

    register_key: bytes = field(repr=False)
    recovery_public: bytes | None  # None: a demo register has no sheets
    companions: Mapping[str, Path]  # name in the archive → file beside the register
    own_place: Path
    decided_places: tuple[Path, ...] | None = None


def office_identity(register_key: bytes) -> str:
    """Return the identity that opens this office's backups. It follows from the register key, so that a register that
    is lost altogether still has one for everybody who could open it.
    """
    return identity_of(register_key)


def office_recipient(key: bytes) -> str:
    """Return whom to seal to so that the holders of ``key`` (of the register, of protected people) can open it."""
    return agefile.recipient_for(identity_of(key))


def identity_of(key: bytes) -> str:
    """Return the age identity that follows from a key of the vault."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    made = HKDF(algorithm=SHA256(), length=agefile.KEY_BYTES, salt=None, info=_IDENTITY_LABEL).derive(key)
    return agefile.identity_of(made)


def counts_and_head(connection: sqlcipher.Connection) -> tuple[dict[str, int], audit.Head]:
    """Return how many rows each ordinary table holds and where the log ends, in the connection's own transaction."""
    names = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
        "AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    ).fetchall()
    counts = {}
    for (name,) in names:
        quoted = name.replace('"', '""')  # from the file itself: a table cannot be a parameter
        counts[name] = int(connection.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()[0])  # noqa: S608
    return counts, audit.read_head(connection.cursor())


def back_up(
    register: Register, kit: Kit, places: Sequence[Path], made: datetime
) -> tuple[BackupFile, list[PlaceResult]]:
    """Make one backup and put it into every place; return it as it lies in the first that took it, and how each went.

    Raises ``EnvironmentFault("backup.no_place")`` when none did, ``backup.changing``, ``register.*`` for the disk.
    """
    with workplace(register.path.parent) as folder:
        copy = folder / DATABASE
        with faults(register.path):
            contents = _copy(register, kit.register_key, copy, made)
        name = file_name(register.info.register_id, made, contents.seq, contents.head)
        results: list[PlaceResult] = []
        first: Path | None = None
        for place in places:
            target = place / name
            try:
                require_place(place, own=place == kit.own_place)
                if first is None:
                    _seal(target, copy, kit, contents)
                    _prove(target, kit.register_key, contents, folder)
                    first = target
                else:
                    _carry(first, target)
            except EnvironmentFault as fault:
                results.append(PlaceResult(place, fault.code))
            else:
                results.append(PlaceResult(place))
    if first is None:
        raise EnvironmentFault("backup.no_place", why=", ".join(result.code for result in results))
    return BackupFile(first, made, contents.seq, contents.head.hex()[:8]), results


def require_place(place: Path, *, own: bool) -> None:
    """A named place must be there already: a folder made where a stick is missing would be no second place."""
    try:
        if own:
            place.mkdir(exist_ok=True)
            private_folder(place)
        elif not place.is_dir():
            raise EnvironmentFault("backup.place_missing", path=place)
    except OSError as fault:
        raise EnvironmentFault("backup.not_written", path=place, reason=fault.strerror or "") from None


def list_backups(places: Sequence[Path], register_id: str) -> list[BackupFile]:
    """Return the backups of a register in these places, newest first, each once; a place out of reach holds none."""
    found: dict[str, BackupFile] = {}
    for place in places:
        with contextlib.suppress(OSError):
            for path in place.iterdir():
                file = read_name(path, register_id)
                if file is not None:
                    found.setdefault(file.name, file)
    return sorted(found.values(), key=lambda file: (file.made, file.seq), reverse=True)


def list_exports(places: Sequence[Path], register_id: str) -> list[ExportFile]:
    """Return the readable exports of a register in these places, newest first, each once."""
    found: dict[str, ExportFile] = {}
    for place in places:
        with contextlib.suppress(OSError):
            for path in place.iterdir():
                file = read_export_name(path, register_id)
                if file is not None:
                    found.setdefault(path.name, file)
    return sorted(found.values(), key=lambda file: (file.made, file.group), reverse=True)


def thin(place: Path, register_id: str, now: datetime) -> int:
    """Remove what the rule of keeping lets go, and return how many files went; out of reach, nothing goes."""
    files = list_backups([place], register_id)
    stay = kept((file.made for file in files), now=now)
    gone = [file for file in files if file.made not in stay]
    for file in gone:
        with contextlib.suppress(OSError):
            file.path.unlink()
    with contextlib.suppress(OSError):
        _forget_unfinished(place, register_id, now)
    return len(gone)


def _forget_unfinished(place: Path, register_id: str, now: datetime) -> None:
    """Remove what processes that were killed left unfinished here; a younger one may still be in the making."""
    for left in place.glob(".*.age.*new"):
        whole = left.with_name(left.name[1:].partition(".age.")[0] + ".age")
        file = read_name(whole, register_id) or read_export_name(whole, register_id)
        if file is not None and now - file.made > _UNFINISHED_FOR:
            left.unlink()


def read_contents(path: Path, identities: Sequence[str]) -> Contents:
    """Return what a backup says of itself, without reading its pages. Raises what ``agefile.unseal`` raises."""
    return _contents_of(agefile.unseal(path, identities, until=CONTENTS), path)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A backup that was taken apart and found whole: its database as a file, everything else in memory."""

    contents: Contents
    database: Path
    register_key: bytes = field(repr=False)
    companions: Mapping[str, bytes] = field(repr=False)


def unpack(path: Path, identities: Sequence[str], folder: Path) -> Unpacked:
    """Unseal ``path`` into ``folder`` and prove it: every page, its structure, its rows and the end of its log.

    Raises ``EnvironmentFault``: ``backup.damaged | other_key | unreadable``, ``register.newer_schema``.
    """
    database = folder / DATABASE
    parts = agefile.unseal(path, identities, to_files={DATABASE: database})
    contents = _contents_of(parts, path)
    try:
        key = bytes.fromhex(parts[KEY_FILE].decode("ascii").split("'")[1])
    except (KeyError, ValueError, IndexError):
        raise EnvironmentFault("backup.damaged", file=path.name) from None
    _require_whole(database, key, contents, path.name, structure=True)
    ours = {DATABASE, KEY_FILE, CONTENTS, README}
    return Unpacked(contents, database, key, {name: part for name, part in parts.items() if name not in ours})


def known_identities(register: Register, register_key: bytes) -> list[str]:
    """Return the identities that open this office's backups: of the present key, and of keys before it."""
    with register.raw_connection() as connection:
        found = select(t.register_info.c.value).where(t.register_info.c.key == _IDENTITIES)
        earlier = str(connection.execute(found).scalar() or "").split()
    present = office_identity(register_key)
    return [present, *(identity for identity in earlier if identity != present)]


def remember_identities(connection: Connection, identities: Iterable[str]) -> None:
    """Keep the identities inside the register: after a change of its key the earlier backups still open."""
    row = upsert(t.register_info).values(key=_IDENTITIES, value="\n".join(identities))
    connection.execute(row.on_conflict_do_update(index_elements=["key"], set_={"value": row.excluded.value}))


def written_since(register: Register, file: BackupFile) -> bool:
    """Tell whether the log holds a row after the backup that is about something else than backups.

    A backup of a log that this one does not continue (an older copy was restored since) holds nothing of it.
    """
    end = select(t.audit.c.mac).where(t.audit.c.seq == file.seq)
    later = select(t.audit.c.seq).where(t.audit.c.seq > file.seq, t.audit.c.action.not_like("backup.%")).limit(1)
    with register.read() as reader:
        mac = reader.connection.execute(end).scalar()
        return mac is None or mac.hex()[:8] != file.head or reader.connection.execute(later).first() is not None


def log_passes(register: Register, seq: int, head: bytes) -> tuple[int, bool]:
    """Return where the log ends now, and whether it passes through ``head``."""
    with register.read() as reader:
        mac = reader.connection.execute(select(t.audit.c.mac).where(t.audit.c.seq == seq)).scalar()
        return audit.read_head(cursor_of(reader.connection)).seq, mac == head


@contextlib.contextmanager
def workplace(beside: Path) -> Iterator[Path]:
    """Give a folder for this user alone that is gone afterwards; what a killed process left there goes too."""
    for left in beside.glob(".backup-*"):
        shutil.rmtree(left, ignore_errors=True)
    try:
        folder = Path(tempfile.mkdtemp(prefix=".backup-", dir=beside))
        private_folder(folder)
    except OSError:
        raise EnvironmentFault("register.read_only_folder", folder=beside) from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copy(register: Register, key: bytes, target: Path, made: datetime) -> Contents:
    """Copy the register as it is at one instant; its rows are those the register held at that very end of its log."""
    for _ in range(_TRIES):
        target.unlink(missing_ok=True)
        with register.raw_connection() as connection:
            raw = raw_of(connection)
            before = _at_once(raw)
            raw.execute("VACUUM INTO ?", (str(target),))
        private_file(target)
        with contextlib.closing(connect(target, key)) as copy:
            held = counts_and_head(copy)
            (schema,) = copy.execute("PRAGMA user_version").fetchone()
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a WAL
        if held == before:
            counts, head = held
            return Contents(register.info.register_id, made, schema, head.seq, head.mac, counts)
    raise EnvironmentFault("backup.changing")


def _at_once(raw: sqlcipher.Connection) -> tuple[dict[str, int], audit.Head]:
    raw.execute("BEGIN")
    try:
        return counts_and_head(raw)
    finally:
        raw.execute("ROLLBACK")


def _seal(target: Path, copy: Path, kit: Kit, contents: Contents) -> None:
    try:
        companions = {name: path.read_bytes() for name, path in kit.companions.items()}
    except OSError:
        raise EnvironmentFault("backup.not_written", path=target.parent, reason="") from None
    fields = {
        "format": _FORMAT,
        "register": contents.register_id,
        "made": contents.made.astimezone(UTC).isoformat(),
        "schema": contents.schema,
        "seq": contents.seq,
        "head": contents.head.hex(),
        "counts": dict(contents.counts),
    }
    parts: dict[str, agefile.Part] = {
        README: _HOW_TO_RESCUE.encode(),
        CONTENTS: json.dumps(fields, indent=1).encode(),
        KEY_FILE: f"PRAGMA key = \"x'{kit.register_key.hex()}'\";\n".encode(),
        **companions,
        DATABASE: copy,
    }
    recipients = [office_recipient(kit.register_key)]
    if kit.recovery_public is not None:
        recipients.append(agefile.recipient_of(kit.recovery_public))
    agefile.seal(target, parts, recipients)


def _prove(target: Path, key: bytes, expected: Contents, folder: Path) -> None:
    """Open what was written, from the disk it lies on; what does not open is removed."""
    opened = folder / "opened.db"
    try:
        parts = agefile.unseal(target, [office_identity(key)], to_files={DATABASE: opened})
        if _contents_in(parts, target.name) != expected:
            raise EnvironmentFault("backup.damaged", file=target.name)
        _require_whole(opened, key, expected, target.name)
    except EnvironmentFault:
        target.unlink(missing_ok=True)
        raise
    finally:
        opened.unlink(missing_ok=True)


def _require_whole(path: Path, key: bytes, expected: Contents, name: str, *, structure: bool = False) -> None:
    """Authenticate every page and count the rows. Raises ``backup.damaged``."""
    try:
        with contextlib.closing(connect(path, key)) as copy:
            sound = not copy.execute("PRAGMA cipher_integrity_check").fetchall()
            if sound and structure:
                sound = copy.execute("PRAGMA quick_check").fetchall() == [("ok",)]
            counts, head = counts_and_head(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
    except sqlcipher.Error:
        raise EnvironmentFault("backup.damaged", file=name) from None
    if not sound or counts != expected.counts or head != audit.Head(expected.seq, expected.head):
        raise EnvironmentFault("backup.damaged", file=name)


def _carry(source: Path, target: Path) -> None:
    """Copy a proved backup to another place and read it back."""
    fresh = target.with_name(f".{target.name}.new")
    try:
        shutil.copyfile(source, fresh)
        with fresh.open("rb+") as file:
            os.fsync(file.fileno())
        rename_durably(fresh, target)
        same = _digest(source) == _digest(target)
    except OSError as fault:
        raise EnvironmentFault("backup.not_written", path=target.parent, reason=fault.strerror or "") from None
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
    if not same:
        target.unlink(missing_ok=True)
        raise EnvironmentFault("backup.damaged", file=target.name)


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _contents_of(parts: Mapping[str, bytes], path: Path) -> Contents:
    """Return what the backup at ``path`` says of itself; one under the name of another copy is no backup to trust."""
    contents = _contents_in(parts, path.name)
    named = read_name(path, contents.register_id)
    if named is not None:
        told = (contents.made.replace(microsecond=0), contents.seq, contents.head.hex()[:8])
        if told != (named.made, named.seq, named.head):
            raise EnvironmentFault("backup.damaged", file=path.name)
    return contents


def _contents_in(parts: Mapping[str, bytes], name: str) -> Contents:
    try:
        fields = json.loads(parts[CONTENTS])
        if fields["format"] != _FORMAT:
            raise ValueError("another format")
        return Contents(
            register_id=str(fields["register"]),
            made=datetime.fromisoformat(fields["made"]),
            schema=int(fields["schema"]),
            seq=int(fields["seq"]),
            head=bytes.fromhex(fields["head"]),
            counts={str(table): int(rows) for table, rows in fields["counts"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise EnvironmentFault("backup.damaged", file=name) from None
