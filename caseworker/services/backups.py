"""Backups: made and opened again, listed, rehearsed; where they lie; and what the log says of a restore."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from caseworker import platform
from caseworker.domain import backups as rules
from caseworker.domain.access import User
from caseworker.domain.backups import BackupFile, Contents, PlaceResult, Rehearsal
from caseworker.domain.changes import Event
from caseworker.errors import EnvironmentFault, Refused
from caseworker.services._backup_places import PLACES, places_of
from caseworker.services._settings import OFFICE
from caseworker.services.registry import service
from caseworker.store import backup
from caseworker.store.backup import Kit as Kit  # whoever wires a session makes one
from caseworker.store.register import Register

RESTORE = "restore"  # why the backup before a restore is made
_REHEARSED = "backup.rehearsed"


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A backup that was made, opened and checked; ``places`` tells how each place took it."""

    file: BackupFile
    places: tuple[PlaceResult, ...]


@dataclass(frozen=True, slots=True)
class BackupRow:
    """One backup in a list. ``code`` is "" when it opened, "unchecked" until somebody looks, else what is wrong."""

    name: str
    made: datetime
    place: Path
    people: int | None
    notes: int | None
    code: str


@dataclass(frozen=True, slots=True)
class BackupState:
    """How safe the register is: the newest backup, whether anything was written since, places, the last rehearsal.

    ``elsewhere``: a place lies on another volume than the register, so that not both are lost with one disk.
    """

    newest: datetime | None
    changed_since: bool
    due: bool
    places: tuple[Path, ...]
    places_decided: bool
    elsewhere: bool
    own_place: Path
    count: int
    rehearsal: Rehearsal | None


@service(needs="backup.make", record="register", retention="register")
def back_up(register: Register, *, kit: Kit, why: str, by: User) -> BackupMade | None:
    """Make a backup in every place, open it again and thin the old ones; None when nothing was written since the last.

    ``why`` is a code for the log: asked, half_hour, import, bulk, restore, close. Raises ``EnvironmentFault``:
    ``backup.no_place`` when no place took it, ``register.closed_for_writing``: a broken register replaces no backup.
    """
    if register.faults:
        raise EnvironmentFault("register.closed_for_writing")
    places, now = places_of(register, kit), register.clock()
    files = backup.list_backups(places, register.info.register_id)
    if files and not backup.written_since(register, files[0]):
        return None
    identities = backup.known_identities(register, kit.register_key)
    file, results = backup.back_up(register, kit, places, now)
    taken = [result.place for result in results if not result.code]
    with register.change(by=by) as tx:
        backup.remember_identities(tx.connection, identities)
        facts = {"why": why, "seq": file.seq, "places": len(taken), "failed": len(results) - len(taken)}
        tx.note(Event("backup.made", register.info.register_id, facts))
        tx.commit()
    for place in taken if why != RESTORE else ():  # the one that is to be restored may be among the old ones
        backup.thin(place, register.info.register_id, now)
    return BackupMade(file, tuple(results))


@service(needs="backup.read", record="register", retention="session", writes=False)
def backup_state(register: Register, *, kit: Kit, by: User) -> BackupState:
    """Return when the last backup was made, whether one is due, and when a restore was last rehearsed."""
    places = places_of(register, kit)
    files = backup.list_backups(places, register.info.register_id)
    newest = files[0] if files else None
    changed = newest is None or backup.written_since(register, newest)
    return BackupState(
        newest=newest.made if newest else None,
        changed_since=changed,
        due=changed and rules.due(newest.made if newest else None, now=register.clock()),
        places=tuple(places),
        places_decided=kit.decided_places is not None,
        elsewhere=any(platform.lies_elsewhere(place, register.path.parent) for place in places),
        own_place=kit.own_place,
        count=len(files),
        rehearsal=_rehearsal(register),
    )


@service(needs="backup.read", record="register", retention="session", writes=False)
def list_backups(register: Register, *, kit: Kit, check: bool, by: User) -> tuple[BackupRow, ...]:
    """Return the backups in reach, newest first. ``check`` opens each one whole; otherwise only its first part."""
    identities = backup.known_identities(register, kit.register_key)
    files = backup.list_backups(places_of(register, kit), register.info.register_id)
    return tuple(_row(register, file, identities, check=check) for file in files)


@service(needs="backup.make", record="register", retention="register")
def rehearse_restore(register: Register, *, kit: Kit, by: User) -> Rehearsal:
    """Restore the newest good backup beside the register, hold it against the register, and keep that it was done.

    Raises ``EnvironmentFault("backup.none")`` when none opens: then the register has no backup; ``file.disk_full``.
    """
    identities = backup.known_identities(register, kit.register_key)
    damaged: list[str] = []
    for file in backup.list_backups(places_of(register, kit), register.info.register_id):
        with backup.workplace(register.path.parent) as folder:
            try:
                contents = backup.unpack(file.path, identities, folder).contents
            except EnvironmentFault as fault:
                if fault.code == "file.disk_full":  # the backup may be whole: there is no room to open it in
                    raise
                damaged.append(file.name)
                continue
        found = _compared(register, contents, tuple(damaged))
        with register.change(by=by) as tx:
            tx.put_setting(OFFICE, _REHEARSED, _rehearsal_out(found))
            facts = {"seq": contents.seq, "ok": found.ok, "damaged": len(damaged)}
            tx.note(Event("backup.rehearsed", register.info.register_id, facts))
            tx.commit()
        return found
    raise EnvironmentFault("backup.none")


@service(needs="backup.places", record="register", retention="register")
def choose_places(register: Register, *, kit: Kit, places: Sequence[Path], by: User) -> None:
    """Say where backups lie: one or two folders that exist; none = in the register's own folder.

    Raises ``Refused("backup.places_decided" | "backup.too_many_places" | "backup.place_inside")`` and
    ``EnvironmentFault("backup.place_missing")``.
    """
    if kit.decided_places is not None:
        raise Refused("backup.places_decided")
    if len(places) > rules.MOST_PLACES:
        raise Refused("backup.too_many_places", most=rules.MOST_PLACES)
    whole = [place.expanduser().absolute() for place in places]
    for place in whole:
        if place.resolve().is_relative_to(register.path.parent.resolve()) and place != kit.own_place:
            raise Refused("backup.place_inside")
        if not place.is_dir() and place != kit.own_place:
            raise EnvironmentFault("backup.place_missing", path=place)
    with register.change(by=by) as tx:
        tx.put_setting(OFFICE, PLACES, json.dumps([str(place) for place in whole]))
        tx.note(Event("backup.places_chosen", register.info.register_id, {"places": len(whole)}))
        tx.commit()


@service(needs="backup.restore", record="register", retention="register")
def begin_epoch(
    register: Register, *, name: str, contents: Contents, left: tuple[int, str] | None, reason: str = "", by: User
) -> None:
    """Write into a restored copy where it came from and which log it leaves behind: ``left`` = its end, if it is known.

    ``reason`` is why, in the words of whoever restores.

    It is written before the copy takes the register's place: a restored register always says that it is one.
    """
    with register.change(by=by) as tx:
        facts = {"backup": name, "made": contents.made, "seq": contents.seq, "left": list(left or ())}
        facts |= {"reason": reason} if reason else {}
        tx.note(Event("backup.restored", register.info.register_id, facts))
        tx.commit()


def _row(register: Register, file: BackupFile, identities: Sequence[str], *, check: bool) -> BackupRow:
    try:
        if check:
            with backup.workplace(register.path.parent) as folder:
                contents, code = backup.unpack(file.path, identities, folder).contents, ""
        else:
            contents, code = backup.read_contents(file.path, identities), "unchecked"
    except EnvironmentFault as fault:
        return BackupRow(file.name, file.made, file.path.parent, None, None, fault.code)
    counts = contents.counts
    return BackupRow(file.name, file.made, file.path.parent, counts.get("people"), counts.get("notes"), code)


def _compared(register: Register, contents: Contents, damaged: tuple[str, ...]) -> Rehearsal:
    """Hold a restored copy against the register: its log must be a beginning of this one."""
    end, passes = backup.log_passes(register, contents.seq, contents.head)
    same = contents.register_id == register.info.register_id
    people = contents.counts.get("people", 0)
    return Rehearsal(
        on=register.clock(),
        made=contents.made,
        ok=same and passes,
        people=people,
        missing=max(0, end - contents.seq),
        damaged=damaged,
    )


def _rehearsal(register: Register) -> Rehearsal | None:
    with register.read() as reader:
        kept = reader.setting(OFFICE, _REHEARSED)
    if not kept:
        return None
    found = json.loads(kept)
    on, made = datetime.fromisoformat(found["on"]), datetime.fromisoformat(found["made"])
    return Rehearsal(on, made, found["ok"], found["people"], found["missing"], tuple(found["damaged"]))


def _rehearsal_out(found: Rehearsal) -> str:
    return json.dumps(
        {
            "on": found.on.isoformat(),
            "made": found.made.isoformat(),
            "ok": found.ok,
            "people": found.people,
            "missing": found.missing,
            "damaged": list(found.damaged),
        }
    )
