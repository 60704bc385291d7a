"""Founding a register: keys, three recovery sheets on paper, proof that the paper can be read, then the files.

Belongs to the composition root. Until the sheets are proved only a vault named ``….pending`` lies in the folder: it
holds the keys sealed as in a finished vault, and of each asked word a keyed digest of its first four letters. The
words themselves exist on paper only.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import uuid_utils

from caseworker import codes, platform
from caseworker.domain.access import Role, User
from caseworker.domain.counts.release import require_office
from caseworker.domain.ids import StaffId
from caseworker.errors import EnvironmentFault, Refused
from caseworker.letters.recovery import recovery_sheet_pdf
from caseworker.platform.lock import Holder, RegisterLock
from caseworker.register_folder import REGISTER, VAULT, About, Clock, anchor_of, holds_register, write_about
from caseworker.store.register import NewRegister, Register
from caseworker.vault.accounts import Founder, OpenedVault, Vault
from caseworker.vault.kdf import KdfCost
from caseworker.vault.passphrase import require_strong
from caseworker.vault.recovery import RecoverySheet, ask

if TYPE_CHECKING:
    from caseworker.letters.preview import PageImage

PENDING_VAULT, PENDING_PROOF = f"{VAULT}.pending", "register.proof"
SHEETS, THRESHOLD = 3, 2


@dataclass(frozen=True, slots=True)
class CreateRegister:
    """What a new register needs. ``passphrase`` never shows in a repr."""

    folder: Path
    municipality_code: str
    office_code: str
    office_name: str
    user_name: str
    passphrase: str = field(repr=False)
    demo: bool = False
    unit: str = ""
    roles: tuple[Role, ...] = (Role.CASEWORKER, Role.UNIT_MANAGER, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which word a sheet is proved by: sheet 1–3, position 1–33."""

    sheet: int
    position: int


def demo_request(folder: Path, user: str, passphrase: str) -> CreateRegister:
    """Return the request of a demo register: a made-up office in a municipality that exists."""
    return CreateRegister(folder, "0380", "U01", "Mottagningsenheten (demo)", user, passphrase, demo=True)


class PendingRegister:
    """A register whose recovery sheets are printed but not yet proved."""

    def __init__(
        self, request: CreateRegister, register_id: str, opened: OpenedVault, proofs: dict[Asked, bytes], now: datetime
    ) -> None:
        self.request = request
        self.register_id = register_id
        self.sheets: tuple[bytes, ...] = ()  # one PDF each, in memory; empty when resumed: paper is the only copy
        self._opened = opened
        self._proofs = proofs
        self._proved: set[Asked] = set()
        self._now = now

    @classmethod
    def begin(cls, request: CreateRegister, *, clock: Clock) -> "PendingRegister":
        """Make the keys and the sheets. Raises what ``require_place`` and ``require_strong`` raise."""
        about = require_place(request)
        require_strong(request.passphrase, own_words=_own_words(request, about))
        register_id = str(uuid_utils.uuid7())
        now = clock()
        _forget_unfinished(request.folder)
        _vault, opened, sheets = _make_vault(request, register_id, request.folder / PENDING_VAULT, now, recovery=True)
        proofs = {
            Asked(asked.sheet, asked.position): _digest(
                opened.register_key, _letters(sheets, asked.sheet, asked.position)
            )
            for asked in ask(sheets)
        }
        pending = cls(request, register_id, opened, proofs, now)
        pending.sheets = tuple(_sheet_pdf(sheet, request, about, register_id, now) for sheet in sheets)
        _write_proofs(request, register_id, proofs)
        return pending

    @classmethod
    def resume(cls, request: CreateRegister, *, clock: Clock) -> "PendingRegister | None":
        """Return the register that waits in the folder, opened with the same passphrase; None when none waits.

        Raises ``Refused("unlock.wrong")``, or ``Refused("register.begun_otherwise")`` when it was begun for another
        office: the sheets on paper say which.
        """
        if not (request.folder / PENDING_VAULT).exists() or not (request.folder / PENDING_PROOF).exists():
            return None
        now = clock()
        opened = Vault.load(request.folder / PENDING_VAULT).unlock(
            name=request.user_name, passphrase=request.passphrase, now=now
        )
        register_id, proofs = _read_proofs(request)
        return cls(request, register_id, opened, proofs, now)

    @property
    def asked(self) -> tuple[Asked, ...]:
        """Return the one word asked of each sheet."""
        return tuple(sorted(self._proofs, key=lambda asked: asked.sheet))

    def sheet_pages(self, sheet: int, *, scale: float) -> "tuple[PageImage, ...]":
        """Return one recovery sheet as pictures for the printer, in memory; ``scale`` is pixels per point."""
        from caseworker.letters.preview import page_images

        return page_images(self.sheets[sheet - 1], scale=scale)

    def prove(self, sheet: int, letters: str) -> bool:
        """Tell whether ``letters`` are the first four of the word asked of ``sheet``; a right answer is remembered."""
        asked = next(one for one in self._proofs if one.sheet == sheet)
        right = hmac.compare_digest(self._proofs[asked], _digest(self._opened.register_key, letters))
        if right:
            self._proved.add(asked)
        return right

    def finish(self) -> None:
        """Make the register's files. Raises ``Refused("recovery.not_proved", sheets=…)`` while a sheet is unproved."""
        unproved = [str(asked.sheet) for asked in self.asked if asked not in self._proved]
        if unproved:
            raise Refused("recovery.not_proved", sheets=", ".join(unproved))
        folder = self.request.folder
        _make_register(self.request, self.register_id, self._opened, lambda: self._now)
        platform.rename_durably(folder / PENDING_VAULT, folder / VAULT)  # last: a folder with a vault is finished
        _forget_pending(folder)


def found_at_once(request: CreateRegister, *, clock: Clock) -> None:
    """Make a demo register without recovery sheets. Raises ``Refused("register.demo_only")`` for a real one."""
    if not request.demo:
        raise Refused("register.demo_only")
    require_place(request)
    now = clock()
    register_id = str(uuid_utils.uuid7())
    pending = request.folder / PENDING_VAULT
    _forget_unfinished(request.folder)
    _vault, opened, _sheets = _make_vault(request, register_id, pending, now, recovery=False)
    _make_register(request, register_id, opened, lambda: now)
    platform.rename_durably(pending, request.folder / VAULT)
    _forget_pending(request.folder)


def _forget_unfinished(folder: Path) -> None:
    """Remove a founding that was cut off, its database first: while its pending vault lies there, it holds nobody."""
    if (folder / PENDING_VAULT).exists():
        _remove_register(folder)
    _forget_pending(folder)


def _remove_register(folder: Path) -> None:
    for name in (REGISTER, f"{REGISTER}-wal", f"{REGISTER}-shm"):
        (folder / name).unlink(missing_ok=True)


def _forget_pending(folder: Path) -> None:
    """Remove what an earlier or finished founding left: nothing was ever registered under it."""
    for left in (PENDING_VAULT, f"{PENDING_VAULT}.attempts", PENDING_PROOF):
        (folder / left).unlink(missing_ok=True)


def require_place(request: CreateRegister) -> About:
    """Check municipality, office and folder, make the folder private and return what the register says of itself.

    Raises ``Refused("register.exists" | "register.synced_folder" | "code.unknown_municipality" | "register.office")``
    ``UsageFault("counts.office")`` and ``EnvironmentFault("register.read_only_folder")``.
    """
    folder = request.folder
    municipality = codes.municipality(request.municipality_code)
    if not request.office_code.strip() or not request.user_name.strip():
        raise Refused("register.office")
    require_office(request.office_code)  # it is signed into every release: one that cannot travel must not be founded
    # a database without its vault may be a whole office whose key file is lost: only an unfinished one may be replaced
    if holds_register(folder) or ((folder / REGISTER).exists() and not (folder / PENDING_VAULT).exists()):
        raise Refused("register.exists", folder=folder)
    service = platform.synced_or_network_folder(folder)
    if service:
        raise Refused("register.synced_folder", service=service)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        platform.private_folder(folder)
        probe = folder / ".write-test"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError:
        raise EnvironmentFault("register.read_only_folder", folder=folder) from None
    return About(
        request.office_code,
        request.office_name or request.office_code,
        municipality.code,
        municipality.sv,
        request.demo,
    )


def _make_vault(
    request: CreateRegister, register_id: str, path: Path, now: datetime, *, recovery: bool
) -> tuple[Vault, OpenedVault, tuple[RecoverySheet, ...]]:
    founder = Founder(str(uuid_utils.uuid7()), request.user_name, tuple(role.value for role in request.roles))
    cost = KdfCost.floor() if request.demo else KdfCost.tuned()
    return Vault.create(
        path,
        register_id=register_id,
        founder=founder,
        passphrase=request.passphrase,
        now=now,
        kdf=cost,
        recovery=recovery,
    )


def _make_register(
    request: CreateRegister, register_id: str, opened: OpenedVault, clock: Callable[[], datetime]
) -> None:
    about = require_place(request)
    founder = User(StaffId(opened.account.id), opened.account.name, frozenset(request.roles))
    info = NewRegister(
        register_id=register_id,
        office_code=about.office_code,
        office_name=about.office_name,
        municipality_code=about.municipality_code,
        unit=request.unit or about.office_name,
        demo=request.demo,
        office_secret=secrets.token_bytes(32),
        signing_seed=secrets.token_bytes(32),
        created=clock(),
    )
    with RegisterLock(request.folder) as lock:
        lock.acquire(Holder(name=request.user_name, program="founding", since=clock()))
        _remove_register(request.folder)  # left by a founding that was cut off: it holds nobody
        Register.create(
            request.folder / REGISTER,
            key=opened.register_key,
            info=info,
            founder=founder,
            clock=clock,
            anchor=anchor_of(register_id),
        ).close()
    write_about(request.folder, about)


def _own_words(request: CreateRegister, about: About) -> tuple[str, ...]:
    return (about.municipality_name, request.office_name, *request.user_name.split())


def _letters(sheets: tuple[RecoverySheet, ...], sheet: int, position: int) -> str:
    words = next(one for one in sheets if one.number == sheet).words
    return words[position - 1][:4]


def _digest(key: bytes, letters: str) -> bytes:
    return hmac.new(key, b"recovery proof:" + letters.strip().casefold()[:4].encode(), hashlib.sha256).digest()


def _sheet_pdf(sheet: RecoverySheet, request: CreateRegister, about: About, register_id: str, now: datetime) -> bytes:
    return recovery_sheet_pdf(
        sheet_number=sheet.number,
        of=SHEETS,
        threshold=THRESHOLD,
        words=sheet.words,
        municipality=about.municipality_name,
        office=about.office_name,
        register_id=register_id,
        created=now.date(),
    )


def _write_proofs(request: CreateRegister, register_id: str, proofs: dict[Asked, bytes]) -> None:
    fields = {
        "register_id": register_id,
        "office": request.office_code,
        "municipality": request.municipality_code,
        "asked": [[asked.sheet, asked.position, digest.hex()] for asked, digest in proofs.items()],
    }
    platform.replace_atomically(request.folder / PENDING_PROOF, json.dumps(fields).encode())


def _read_proofs(request: CreateRegister) -> tuple[str, dict[Asked, bytes]]:
    try:
        fields = json.loads((request.folder / PENDING_PROOF).read_bytes())
        begun_for = (fields["office"], fields["municipality"])
        proofs = {Asked(one[0], one[1]): bytes.fromhex(one[2]) for one in fields["asked"]}
        register_id = str(fields["register_id"])
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        raise EnvironmentFault("register.proof_damaged") from None
    if begun_for != (request.office_code, request.municipality_code):
        raise Refused("register.begun_otherwise", folder=request.folder)
    return register_id, proofs
