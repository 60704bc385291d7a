"""The weekly readable export: everybody as lines of JSON, sealed as the backups are; protected people apart."""

from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from caseworker import agefile
from caseworker.domain.access import User
from caseworker.domain.backups import ExportFile, export_name
from caseworker.domain.changes import Event
from caseworker.errors import EnvironmentFault, Refused
from caseworker.exchange import readable
from caseworker.services._backup_places import places_of
from caseworker.services.registry import service
from caseworker.store import backup, compartments, sealing
from caseworker.store import tables as t
from caseworker.store.backup import Kit
from caseworker.store.compartments import Opened
from caseworker.store.reading import Reader
from caseworker.store.register import Register
from caseworker.vault.values import open_value, seal_value

EVERY = timedelta(days=7)
KEPT = 5


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the files, how many people stand in them, and how many protected ones in none of them."""

    files: tuple[Path, ...]
    people: int
    protected: int
    left_out: int


@service(needs="people.export", record="register", retention="register")
def export_readable(register: Register, *, kit: Kit, when_due: bool = False, by: User) -> Exported | None:
    """Write everybody as lines of JSON to every place of backups, sealed to the office and to recovery.

    Protected people stand in files of their own, one for each group of readers, sealed to them and to recovery; they
    are written when one of the readers is at work. ``when_due`` returns None until a week has passed since the
    last; otherwise somebody asks for it and must have given her passphrase a moment ago. Raises
    ``EnvironmentFault("backup.no_place")`` and ``Refused("proof.needed")``.
    """
    if not when_due:
        register.proof.require()
    places, now = places_of(register, kit), register.clock()
    known = backup.list_exports(places, register.info.register_id)
    if when_due and known and now - known[0].made < EVERY:
        return None
    with register.read() as reader:
        archives, people, protected, left_out = _archives(register, reader, kit, by)
    written: list[Path] = []
    for place in places:
        written += _written(
            place, kit, {export_name(register.info.register_id, now, part): one for part, one in archives}
        )
    if not written:
        raise EnvironmentFault("backup.no_place", why="backup.not_written")
    with register.change(by=by) as tx:
        facts = {"people": people, "protected": protected, "left_out": left_out}
        tx.note(Event("backup.exported", register.info.register_id, facts))
        tx.commit()
    for place in places:
        _thin(place, register.info.register_id)
    return Exported(tuple(written), people, protected, left_out)


@service(needs="people.export_open", record="register", retention="register", fresh=True)
def open_export(register: Register, *, kit: Kit, file: Path, folder: Path, by: User) -> Path:
    """Write the lines of an export in clear into ``folder`` and return where; the log says that it was done.

    Raises ``EnvironmentFault("backup.other_key" | "backup.damaged" | "file.cannot_write")``.
    """
    identities = backup.known_identities(register, kit.register_key)
    with register.read() as reader:
        identities += [backup.identity_of(key) for key in _keys(register, reader).values()]
    target = folder / f"{file.stem}.jsonl"
    if target.exists():
        raise Refused("export.exists", path=target)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise EnvironmentFault("file.cannot_write", path=folder) from None
    agefile.unseal(file, identities)  # what cannot be opened is not logged as opened
    with register.change(by=by) as tx:
        tx.note(Event("backup.export_opened", register.info.register_id, {}))
        tx.commit()
    agefile.unseal(file, identities, to_files={readable.LINES: target})
    return target


_Archive = tuple[Mapping[str, agefile.Part], tuple[str, ...]]


def _archives(
    register: Register, reader: Reader, kit: Kit, by: User
) -> tuple[list[tuple[str, _Archive]], int, int, int]:
    """Return each archive with its recipients by the part of its name, and how many people stand in which."""
    marks = compartments.marks(reader.connection)
    ids = reader.connection.execute(select(t.people.c.id).order_by(t.people.c.id)).scalars().all()
    recovery = () if kit.recovery_public is None else (agefile.recipient_of(kit.recovery_public),)
    office = (backup.office_recipient(kit.register_key), *recovery)
    open_people = readable.parts(reader.person_file(id) for id in ids if id not in marks)
    archives: list[tuple[str, _Archive]] = [("", (open_people, office))]
    of_group = defaultdict(list)
    for person, mark in marks.items():
        of_group[mark.compartment].append(person)
    keys = _keys(register, reader)
    for group, key in keys.items():
        opened = Opened(register.info.register_id, group, by.id, register.clock(), key, seal_value, open_value)
        files = (
            sealing.opened_file(reader.connection, reader.person_file(person), opened)
            for person in sorted(of_group[group])
        )
        recipients = (backup.office_recipient(key), *recovery)
        archives.append((group, (readable.parts(files), recipients)))
    inside = sum(len(of_group[group]) for group in keys)
    return archives, len(ids) - len(marks), inside, len(marks) - inside


def _keys(register: Register, reader: Reader) -> dict[str, bytes]:
    """Return the keys of the groups of protected people that the user at the keyboard reads."""
    keyring = register.compartments.keyring
    groups = {mark.compartment for mark in compartments.marks(reader.connection).values()}
    found = {}
    for group in sorted(groups) if keyring is not None else ():
        key = None
        with suppress(Refused):  # she was let in by a PIN: left out, as the groups of others are
            key = keyring.unseal(compartments.key_name(reader.connection, group)) if keyring is not None else None
        if key is not None:
            found[group] = key
    return found


def _written(place: Path, kit: Kit, archives: Mapping[str, _Archive]) -> list[Path]:
    written = []
    for name, (parts, recipients) in archives.items():
        try:
            backup.require_place(place, own=place == kit.own_place)
            agefile.seal(place / name, parts, recipients)
        except EnvironmentFault:
            continue  # a place that is away is told by the backup that goes there too
        written.append(place / name)
    return written


def _thin(place: Path, register_id: str) -> None:
    """Keep the newest of each group; one for protected people may be older than the others."""
    of_group: dict[str, list[ExportFile]] = defaultdict(list)
    for one in backup.list_exports([place], register_id):
        of_group[one.group].append(one)
    for files in of_group.values():
        for one in files[KEPT:]:
            one.path.unlink(missing_ok=True)
