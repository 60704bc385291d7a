"""Wiring of backups: what a session's backups need, and putting a backup in the register's place.

Belongs to the composition root. A restore is prepared whole in a folder beside the register – opened, checked, its log
told – and only then named ``.restoring``: from then on whoever opens the register finishes it first. The register that
was there is kept aside, never deleted.
"""

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from caseworker import agefile, platform, roles
from caseworker.domain.backups import BackupFile, Contents, read_name
from caseworker.errors import CaseworkerError, EnvironmentFault, Refused
from caseworker.platform.lock import Holder, RegisterLock
from caseworker.register_folder import (
    ABOUT,
    REGISTER,
    RESTORING,
    VAULT,
    Clock,
    anchor_of,
)
from caseworker.restored_walls import settle_walls
from caseworker.services import backups, trust
from caseworker.store import audit, backup, integrity, left_pages, protection_record, rekey
from caseworker.store.backup import Kit
from caseworker.store.engine import connect, cursor_of, faults
from caseworker.store.erasure_record import record_path
from caseworker.store.register import Register
from caseworker.store.verify import verify
from caseworker.vault import recovery
from caseworker.vault.accounts import Vault
from caseworker.vault.document import decode

BACKUPS, ASIDE = "backups", "aside"
_ANCHOR, _PLAN = "anchor", "plan.json"
OPENED_WHOLE = 3  # opening one reads every page of it; which one is restored is opened whole in any case


@dataclass(frozen=True, slots=True)
class WhoRestores:
    """The one who restores: by her passphrase, or by the words of two recovery sheets where it opens nothing."""

    name: str
    passphrase: str = field(default="", repr=False)
    sheets: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Restored:
    """What stands in the register's place now, what was passed over as damaged, and where the old one lies.

    ``accounts_as_then``: the accounts are those of the backup, because the present ones do not open it.
    ``protected_again``: how many the copy showed in the open who were protected after it; they are sealed again.
    """

    file: BackupFile
    people: int
    damaged: tuple[str, ...]
    aside: Path
    accounts_as_then: bool
    protected_again: int = 0


@dataclass(frozen=True, slots=True)
class Copy:
    """One backup as it is shown before a restore.

    ``code`` is "" when it opened whole, "unchecked" when only its first part was read, else what is wrong with it.
    ``missing`` rows of the log that lies there came after it; None where no log can be held against it.
    """

    name: str
    made: datetime
    place: Path
    people: int | None
    missing: int | None
    code: str


def kit_of(folder: Path, register_key: bytes, decided: Sequence[str] | None) -> Kit:
    """Return what the backups of the register in ``folder`` need; ``decided`` places come from its computer."""
    stored = decode((folder / VAULT).read_bytes()).recovery
    return Kit(
        register_key=register_key,
        recovery_public=None if stored is None else stored.public,
        companions={VAULT: folder / VAULT, ABOUT: folder / ABOUT},
        own_place=folder / BACKUPS,
        decided_places=None if decided is None else tuple(Path(one) for one in decided),
    )


def age_identity(sheets: Sequence[str]) -> str:
    """Return the line that opens every backup with age, from the words of two sheets. Raises ``recovery.…``."""
    return agefile.identity_of(recovery.join(sheets))


@dataclass(frozen=True, slots=True)
class Restorer:
    """Restoring into one folder, as its computer decides: what the terminal and the window both use."""

    folder: Path
    decided: Sequence[str] | None
    clock: Clock
    program: str

    def copies(self, who: WhoRestores, *, places: Sequence[Path] = ()) -> tuple[Copy, ...]:
        """Return the backups that ``who`` could restore, newest first, held against the register that lies there.

        The newest are opened whole, as many as ``OPENED_WHOLE``. Raises what ``restore`` raises about who asks.
        """
        with self._present(who) as present:
            files = _candidates(self.folder, present, places, self.decided, "")
            return tuple(
                _copy_of(self.folder, present, file, whole=number < OPENED_WHOLE) for number, file in enumerate(files)
            )

    def restore(self, who: WhoRestores, *, chosen: str = "", reason: str = "", places: Sequence[Path] = ()) -> Restored:
        """Put a backup in the register's place: ``chosen`` by file or name, else the newest that is whole.

        Without a choice damaged ones are passed over and named. ``places`` are looked in besides those the register
        knows. Raises ``EnvironmentFault("backup.none" | "backup.none_named" | "backup.damaged" | …)``,
        ``Refused("unlock.…" | "recovery.…" | "access.not_granted" | "backup.other_register" | "register.in_use")``;
        nothing is changed then.
        """
        with self._present(who) as present:
            files = _candidates(self.folder, present, places, self.decided, chosen)
            present.back_up(self.folder, self.decided)
            told = _Told(present.head(), reason)
            present.close()
            restored = _prepare(self.folder, who, present, files, told, clock=self.clock, exact=bool(chosen))
            finish_restore(self.folder)
        return restored

    @contextmanager
    def _present(self, who: WhoRestores) -> "Iterator[_Present]":
        """Hold the folder and give what lies in it now, opened as far as ``who`` can."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with RegisterLock(self.folder) as lock:
            lock.acquire(Holder(name=who.name, program=self.program, since=self.clock()))
            finish_restore(self.folder)
            present = _Present.of(self.folder, who, self.clock)
            try:
                yield present
            finally:
                present.close()


def finish_restore(folder: Path) -> None:
    """Finish a restore that was decided on; harmless when there is none. The caller holds the register's lock.

    Each file is kept aside before another takes its name, so that every one of them is always there.
    """
    staging = folder / RESTORING
    try:
        plan = json.loads((staging / _PLAN).read_bytes())
    except FileNotFoundError:
        shutil.rmtree(staging, ignore_errors=True)  # one that was finished and died before it had tidied up
        return
    aside = folder / plan["aside"]
    platform.private_folder(aside)
    if (staging / REGISTER).exists():
        for name in (f"{REGISTER}-wal", f"{REGISTER}-shm"):  # they belong to the old file and to no other
            if (folder / name).exists():
                platform.rename_durably(folder / name, aside / name)
    for name in (REGISTER, ABOUT, VAULT):  # the vault last: a folder with a vault is finished
        if (staging / name).exists():
            _keep_aside(folder / name, aside / name)
            platform.rename_durably(staging / name, folder / name)
    anchor = staging / _ANCHOR
    if anchor.exists():
        _put_beside(anchor_of(plan["register"]), anchor)
    (staging / _PLAN).unlink()
    shutil.rmtree(staging, ignore_errors=True)


def _put_beside(known: Path, prepared: Path) -> None:
    """Let this computer's anchor be the restored register's, and what is known of its pages with it."""
    platform.replace_atomically(known, prepared.read_bytes())
    pages = left_pages.record_path(prepared)
    if pages.exists():
        platform.replace_atomically(left_pages.record_path(known), pages.read_bytes())


class _Present:
    """The register that lies in the folder, as far as it opens: it may be lost, damaged or whole."""

    def __init__(
        self,
        sheets: list[str],
        offices: list[str],
        user_id: str,
        vault: Vault | None,
        register: Register | None,
        key: bytes,
    ) -> None:
        self.identities = [*sheets, *offices]
        self.offices = offices  # they follow from the office's keys of today and before: a register may hold them
        self.user_id = user_id
        self.vault = vault
        self.key = key  # empty where the accounts that lie there open nothing
        self._register = register

    @classmethod
    def of(cls, folder: Path, who: WhoRestores, clock: Clock) -> "_Present":
        """Open what lies there. Raises what a wrong passphrase or wrong sheets raise, and nothing about damage."""
        vault: Vault | None = None
        with suppress(EnvironmentFault):
            vault = Vault.load(folder / VAULT)
        sheets = [age_identity(who.sheets)] if who.sheets else []
        if sheets:
            key = b""
            if vault is not None:
                with suppress(EnvironmentFault):
                    key = vault.open_with_sheets(who.sheets)
            user_id = _account_id(vault, who.name)
        elif vault is None:
            raise Refused("backup.sheets_needed")
        else:
            opened = vault.unlock(name=who.name, passphrase=who.passphrase, now=clock())
            key, user_id = opened.register_key, opened.account.id
        offices = [backup.office_identity(key)] if key else []
        register: Register | None = None
        if key and vault is not None:
            with suppress(CaseworkerError):
                anchor = anchor_of(vault.register_id)
                register = Register.open(folder / REGISTER, key=key, clock=clock, anchor=anchor, staff_id=user_id)
                offices = backup.known_identities(register, key)
        by = None if register is None else register.opened_by
        if register is not None and by is not None and roles.load().reach(by, "backup.restore") is None:
            register.close()  # the copy may know her by more roles than she has today
            raise Refused("access.not_granted", needs="backup.restore")
        return cls(sheets, offices, user_id, vault, register, key)

    def places(self, folder: Path, decided: Sequence[str] | None) -> list[Path]:
        """Return where its backups lie as it knows it."""
        by = None if self._register is None else self._register.opened_by
        if self._register is None or by is None:
            return [Path(one) for one in decided or ()]
        return list(backups.backup_state(self._register, kit=kit_of(folder, self.key, decided), by=by).places)

    def back_up(self, folder: Path, decided: Sequence[str] | None) -> None:
        """Make one more backup of what is there; that it cannot be made must not stand in the way of a restore."""
        if self._register is not None and self._register.opened_by is not None:
            kit, by = kit_of(folder, self.key, decided), self._register.opened_by
            with suppress(CaseworkerError):
                backups.back_up(self._register, kit=kit, why=backups.RESTORE, by=by)

    def head(self) -> tuple[int, str] | None:
        if self._register is None:
            return None
        with self._register.read() as reader:
            head = audit.read_head(cursor_of(reader.connection))
        return head.seq, head.mac.hex()

    def missing(self, contents: Contents) -> int | None:
        """Return how many rows of its log came after a backup, None where the backup is of another log."""
        if self._register is None:
            return None
        end, passes = backup.log_passes(self._register, contents.seq, contents.head)
        return end - contents.seq if passes else None

    def close(self) -> None:
        if self._register is not None:
            with suppress(CaseworkerError):
                self._register.close()


@dataclass(frozen=True, slots=True)
class _Told:
    """What the log of a restored copy is told besides the copy: the log it leaves behind, and why."""

    left: tuple[int, str] | None
    reason: str


def _copy_of(folder: Path, present: _Present, file: BackupFile, *, whole: bool) -> Copy:
    """Read one backup, ``whole`` or its first part; what does not open is named."""
    try:
        if whole:
            with backup.workplace(folder) as work:
                contents, code = backup.unpack(file.path, present.identities, work).contents, ""
        else:
            contents, code = backup.read_contents(file.path, present.identities), "unchecked"
    except EnvironmentFault as fault:
        return Copy(file.name, file.made, file.path.parent, None, None, fault.code)
    people, missing = contents.counts.get("people", 0), present.missing(contents)
    return Copy(file.name, file.made, file.path.parent, people, missing, code)


def _candidates(
    folder: Path, present: _Present, places: Sequence[Path], decided: Sequence[str] | None, chosen: str
) -> list[BackupFile]:
    register_id = present.vault.register_id if present.vault is not None else ""
    if chosen and Path(chosen).is_file():
        path = Path(chosen)
        named = read_name(path, register_id)
        if named is None:
            raise Refused("backup.other_register", file=path.name)
        return [named]
    known = [*places, *present.places(folder, decided), folder / BACKUPS]
    files = backup.list_backups(known, register_id)
    if chosen:
        files = [file for file in files if file.name == Path(chosen).name]
        if not files:
            raise EnvironmentFault("backup.none_named")
    return files


def _prepare(
    folder: Path,
    who: WhoRestores,
    present: _Present,
    files: Sequence[BackupFile],
    told: "_Told",
    *,
    clock: Clock,
    exact: bool,
) -> Restored:
    """Unpack the first backup that is whole, let its log say where it comes from, and decide on it."""
    damaged: list[str] = []
    for file in files:
        with backup.workplace(folder) as work:
            try:
                unpacked = backup.unpack(file.path, present.identities, work)
                _require_same_register(present, unpacked, file)
                key = _key_for(work, present, unpacked, clock)
                user_id = present.user_id or _account_id(Vault.load(_vault_of(folder, work)), who.name)
                with _opened(work, unpacked, key, user_id, clock) as register:
                    _require_sound(register, file)
                    _tell(register, file, unpacked, told)
                    _remember_backups(register, key, present, unpacked)
                    again = settle_walls(
                        register,
                        folder=folder,
                        work=work,
                        key=key,
                        account=user_id,
                        earlier=unpacked.companions.get(VAULT, b""),
                        beside=[file.path.parent / f"{register.info.register_id}.anchor"],
                    )
            except EnvironmentFault as fault:
                if exact or not (fault.code.startswith("backup.") or fault.code == "register.damaged"):
                    raise
                damaged.append(f"{file.name} ({fault.code})")
                continue
            aside = f"{ASIDE}-{clock().astimezone(UTC):%Y%m%dT%H%M%SZ}"
            plan = {"aside": aside, "register": unpacked.contents.register_id}
            platform.replace_atomically(work / _PLAN, json.dumps(plan).encode())
            platform.rename_durably(work, folder / RESTORING)
            people = unpacked.contents.counts.get("people", 0)
            as_then = not present.key
            return Restored(file, people, tuple(damaged), folder / aside, as_then, protected_again=again)
    raise EnvironmentFault("backup.none")


def _require_same_register(present: _Present, unpacked: backup.Unpacked, file: BackupFile) -> None:
    if present.vault is not None and present.vault.register_id != unpacked.contents.register_id:
        raise Refused("backup.other_register", file=file.name)


def _key_for(work: Path, present: _Present, unpacked: backup.Unpacked, clock: Clock) -> bytes:
    """Give the copy the present register's key, so that those who have access today have it, and return it.

    Where the present accounts open nothing the backup's own are laid beside it.
    """
    old, new = unpacked.register_key, present.key
    if not new:
        for name, content in unpacked.companions.items():
            platform.replace_atomically(work / Path(name).name, content)
        return old
    if new != old:
        register = Register.open(unpacked.database, key=old, clock=clock)
        with register.raw_connection() as connection:
            rekey.keep_log_keys(connection, register.integrity_keys)
            connection.commit()
        register.close()
        with faults(unpacked.database), closing(connect(unpacked.database, old)) as copy:
            copy.execute("PRAGMA journal_mode=DELETE")  # a new key needs one
            copy.execute(f"PRAGMA rekey=\"x'{new.hex()}'\"")
    return new


def _vault_of(folder: Path, work: Path) -> Path:
    return work / VAULT if (work / VAULT).exists() else folder / VAULT


@contextmanager
def _opened(work: Path, unpacked: backup.Unpacked, key: bytes, user_id: str, clock: Clock) -> Iterator[Register]:
    """Open the copy with a copy of this computer's anchor: what is written is written beside."""
    anchor = work / _ANCHOR
    known = anchor_of(unpacked.contents.register_id)
    for path_of in (lambda place: place, record_path, protection_record.record_path):
        with suppress(OSError):  # opening holds it against these: erased people go again before anybody sees a row
            shutil.copyfile(path_of(known), path_of(anchor))
    register = Register.open(unpacked.database, key=key, clock=clock, anchor=anchor, staff_id=user_id)
    if any(finding.code == "audit.anchor_damaged" for finding in register.faults):  # it tells nothing of this copy
        register.close()
        anchor.unlink()
        register = Register.open(unpacked.database, key=key, clock=clock, anchor=anchor, staff_id=user_id)
    try:
        yield register
    finally:
        register.close()


def _require_sound(register: Register, file: BackupFile) -> None:
    found = verify(register)
    if any(finding.code != integrity.ROLLED_BACK for finding in found.findings):
        raise EnvironmentFault("backup.damaged", file=file.name)


def _tell(register: Register, file: BackupFile, unpacked: backup.Unpacked, told: "_Told") -> None:
    """Let the copy's log say that it was restored, from what, by whom, and which log it leaves behind."""
    by = register.opened_by
    if by is None:
        raise Refused("unlock.not_approved")
    if register.faults:
        trust.accept_older_copy(register, by=by)
    backups.begin_epoch(register, name=file.name, contents=unpacked.contents, left=told.left, reason=told.reason, by=by)


def _remember_backups(register: Register, key: bytes, present: _Present, unpacked: backup.Unpacked) -> None:
    """Let the copy open every backup that the register it replaces could open, and the one it came from."""
    earlier = (*present.offices, backup.office_identity(unpacked.register_key))
    with register.raw_connection() as connection:
        backup.remember_identities(connection, dict.fromkeys((*backup.known_identities(register, key), *earlier)))
        connection.commit()


def _keep_aside(path: Path, aside: Path) -> None:
    if not path.exists() or aside.exists():
        return
    try:
        os.link(path, aside)
    except OSError:  # a file system without links
        fresh = aside.with_name(f"{aside.name}.new")
        shutil.copyfile(path, fresh)
        platform.private_file(fresh)
        platform.rename_durably(fresh, aside)


def _account_id(vault: Vault | None, name: str) -> str:
    if vault is None:
        return ""
    wanted = " ".join(name.split()).casefold()
    return next((row.id for row in vault.accounts() if " ".join(row.name.split()).casefold() == wanted), "")
