"""Quick unlock by PIN on this computer: made after a passphrase, for eight hours at most, gone at the third miss.

Belongs to the composition root: it wires the vault, the operating system's keystore and two small files in the user's
own folder. One holds what the PIN opens, locked; the other lets her passphrase make the same PIN again the next day.
The secret without which neither PIN nor file is worth anything lies in the keystore alone, with the count of misses.
"""

import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from caseworker import platform, wire
from caseworker.domain.proof import Proof
from caseworker.errors import CaseworkerError, EnvironmentFault, Refused
from caseworker.platform import keystore
from caseworker.platform.keystore import Keystore
from caseworker.platform.policy import Policy
from caseworker.platform.security_log import SecurityEvent, account_mark
from caseworker.register_folder import Clock
from caseworker.vault import pin as pinned
from caseworker.vault.accounts import AccountRow, OpenedVault, Vault
from caseworker.vault.kdf import KEY_BYTES, SALT_BYTES, KdfCost, derive
from caseworker.vault.pin import PinTerms, ReducedVault, require_good_pin

HOLDS = timedelta(hours=8)
TRIES = 3
_SLACK = timedelta(minutes=1)  # two clocks are never read at the same instant, and one is corrected now and then
_NOW, _AGAIN = "pin", "choice"  # the two files: what holds today, and what the next passphrase makes it of

Note = Callable[..., None]


class PinState(StrEnum):
    """How it stands with the PIN of whoever has a session open."""

    ABSENT = "absent"  # this computer has no keystore: there is no such thing as a PIN
    FORBIDDEN = "forbidden"
    OFF = "off"
    ON = "on"
    ENDED = "ended"  # chosen, and ended for today: the next passphrase makes it anew
    BY_PIN = "by_pin"  # the session was opened with it, so that it cannot be exchanged


class PinView(NamedTuple):
    """What the window may show about it: ``until`` is the instant the PIN ends by itself."""

    state: PinState
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the keystore holds of one PIN: secret, misses, and the steady clock when the passphrase was typed."""

    secret: bytes
    misses: int
    steady: int

    def text(self) -> str:
        fields = {"secret": self.secret.hex(), "misses": self.misses, "steady": self.steady}
        return wire.canonical(fields).decode()


@dataclass(frozen=True, slots=True)
class _Kept:
    """One of the two files."""

    terms: PinTerms
    salt: bytes
    cost: KdfCost
    locked: bytes

    def content(self) -> bytes:
        terms = self.terms
        return wire.canonical(
            {
                "format": pinned.FORMAT,
                "register": terms.register_id,
                "account": terms.account_id,
                "standing": terms.standing,
                "since": terms.since,
                "until": terms.until,
                "salt": self.salt.hex(),
                "cost": [self.cost.memory_kib, self.cost.passes, self.cost.lanes],
                "locked": self.locked.hex(),
            }
        )


class Pins:
    """The PINs of one register that lie in this user's own folder."""

    def __init__(
        self,
        *,
        vault: Callable[[], Vault],
        policy: Callable[[], Policy],
        clock: Clock,
        note: Note,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        """``policy`` is asked each time; ``steady`` is a clock that nobody can set."""
        self.clock, self.steady, self.policy = clock, steady, policy
        self._vault, self._note = vault, note

    # At the unlock screen
    def offered(self) -> Mapping[str, datetime]:
        """Return who may unlock with a PIN just now, by name, and until when; what holds no more is taken away."""
        found = {}
        for row in self._vault().accounts():
            with suppress(CaseworkerError):
                found[row.name] = datetime.fromisoformat(self._holding(row.id)[0].terms.until)
        return found

    def open(self, name: str, pin: str) -> ReducedVault:
        """Open what a PIN opens. Each try is counted where it lasts before it is answered.

        Raises ``Refused("pin.wrong")`` with how many tries are left, ``Refused("pin.missed" | "pin.over")``,
        ``EnvironmentFault("pin.keystore")``: then there is the passphrase.
        """
        row = self._row(name)
        kept, entry, store = self._holding(row.id)
        entry = _Entry(entry.secret, entry.misses + 1, entry.steady)
        store.put(self._place(row.id), entry.text())
        bundle = pinned.unlock(derive(pin, kept.salt, kept.cost), entry.secret, kept.terms, kept.locked)
        if bundle is None:
            if entry.misses >= TRIES:
                self.end(row.id, "pin.missed")
                raise Refused("pin.missed", tries=TRIES)
            raise Refused("pin.wrong", left=TRIES - entry.misses)
        opened = self._vault().open_reduced(row.id, bundle)
        with suppress(EnvironmentFault):  # the misses stay counted then
            store.put(self._place(row.id), _Entry(entry.secret, 0, entry.steady).text())
        return opened

    def sweep(self) -> None:
        """Take away what holds no more: somebody's account or passphrase was changed, or the time is over."""
        for account in list(self._accounts(_NOW)):
            with suppress(CaseworkerError):
                self._holding(account)

    def end_all(self, why: str) -> None:
        """Take away every PIN of this register: the program is closed."""
        for account in list(self._accounts(_NOW)):
            self.end(account, why)

    def end(self, account: str, why: str) -> None:
        """Take a PIN away: the file, then the secret. ``why`` is a code for the security log."""
        path = self._file(account, _NOW)
        if not path.exists():
            return
        with suppress(OSError):
            path.unlink(missing_ok=True)
        with suppress(EnvironmentFault):  # what is left there opens nothing without the file
            store = keystore.system_keystore()
            if store is not None:
                store.delete(self._place(account))
        self._note(SecurityEvent.PIN_ENDED, account=account_mark(account), code=why)

    # After a passphrase
    def make(self, opened: OpenedVault, pin: str, *, since: datetime, steady: float) -> datetime:
        """Make a PIN for the rest of the day and keep how to make it again; return until when it holds.

        Raises ``Refused("pin.forbidden" | "pin.digits" | …)``, ``EnvironmentFault("pin.keystore" | "file.…")``.
        """
        require_good_pin(pin)
        account = opened.account.id
        cost, salt = self._vault().cost_of(account), secrets.token_bytes(SALT_BYTES)
        code = derive(pin, salt, cost)
        until = self._lock_up(opened, code, salt, cost, since=since, steady=steady)
        forever = PinTerms(opened.register_id, account, self._vault().standing(account), "", "")
        self._write(_AGAIN, _Kept(forever, salt, cost, pinned.keep_code(opened, forever, code)))
        return until

    def renew(self, opened: OpenedVault, *, since: datetime, steady: float) -> datetime | None:
        """Make the PIN that was chosen before anew, with a new secret; None when none was chosen or it is void."""
        account = opened.account.id
        kept = self._read(account, _AGAIN)
        if kept is None or not self.policy().pin:
            return None
        code = pinned.kept_code(opened, kept.terms, kept.locked)
        if code is None or kept.terms.standing != self._vault().standing(account):
            self.forget(account, "pin.changed")
            return None
        return self._lock_up(opened, code, kept.salt, kept.cost, since=since, steady=steady)

    def forget(self, account: str, why: str) -> None:
        """Take a PIN away for good: the next passphrase makes none."""
        with suppress(OSError):  # the view tells that it is still there
            self._file(account, _AGAIN).unlink(missing_ok=True)
        self.end(account, why)

    def view(self, account: str, *, by_pin: bool) -> PinView:
        """Return how it stands with the PIN of ``account``. Asks the keystore."""
        if keystore.system_keystore() is None:
            return PinView(PinState.ABSENT)
        if not self.policy().pin:
            return PinView(PinState.FORBIDDEN)
        until = None
        with suppress(CaseworkerError):
            until = datetime.fromisoformat(self._holding(account)[0].terms.until)
        if by_pin:
            return PinView(PinState.BY_PIN, until)
        if until is not None:
            return PinView(PinState.ON, until)
        return PinView(PinState.ENDED if self._file(account, _AGAIN).exists() else PinState.OFF)

    def of_session(self, opened: OpenedVault, proof: Proof) -> "SessionPin":
        """Return what the user of a session that begins now may do about her PIN. A PIN proves nothing more."""
        if isinstance(opened, ReducedVault):
            proof.lapse()
        self._register_id = opened.register_id  # a PIN can be taken away though the vault is out of reach by then
        return SessionPin(self, opened, proof)

    # Inside
    def _lock_up(
        self, opened: OpenedVault, code: bytes, salt: bytes, cost: KdfCost, *, since: datetime, steady: float
    ) -> datetime:
        if not self.policy().pin:
            raise Refused("pin.forbidden")
        account = opened.account.id
        until = since + min(HOLDS, timedelta(hours=self.policy().session_hours))
        standing = self._vault().standing(account)
        terms = PinTerms(opened.register_id, account, standing, _told(since), _told(until))
        secret = secrets.token_bytes(KEY_BYTES)
        locked = pinned.lock(code, secret, terms, opened.reduced())
        store = keystore.system_keystore()
        if store is None:
            raise EnvironmentFault("pin.keystore")
        self._make_folder()
        self._file(account, _NOW).unlink(missing_ok=True)  # the one before has lost its secret from here on
        store.put(self._place(account), _Entry(secret, 0, int(steady)).text())
        self._write(_NOW, _Kept(terms, salt, cost, locked))
        self._note(SecurityEvent.PIN_MADE, account=account_mark(account))
        return until

    def _holding(self, account: str) -> tuple[_Kept, _Entry, Keystore]:
        """Return what a PIN needs to be tried; one that holds no more is taken away first.

        Raises ``Refused("pin.over")``, or ``EnvironmentFault("pin.keystore")`` for a keystore that does not answer.
        """
        if not self._file(account, _NOW).exists():
            raise Refused("pin.over")
        why, kept = "pin.damaged", self._read(account, _NOW)
        if kept is not None:
            why = self._void(account, kept)
        if kept is None or why:
            self.end(account, why)
            raise Refused("pin.over")
        store = keystore.system_keystore()
        if store is None:
            raise EnvironmentFault("pin.keystore")
        entry = _entry_in(store.get(self._place(account)))
        if entry is None or entry.misses >= TRIES or self._too_long(kept.terms, entry):
            self.end(account, "pin.missed" if entry is not None and entry.misses >= TRIES else "pin.over")
            raise Refused("pin.over")
        return kept, entry, store

    def _void(self, account: str, kept: _Kept) -> str:
        """Return why a PIN cannot hold any more, "" while it may: asks policy, vault and the clock on the wall."""
        if not self.policy().pin:
            return "pin.forbidden"
        vault, now = self._vault(), self.clock()
        try:
            standing = vault.standing(account)
        except Refused as refused:
            return refused.code
        if (kept.terms.register_id, kept.terms.account_id) != (vault.register_id, account):
            return "pin.damaged"
        if kept.terms.standing != standing:
            return "pin.changed"
        try:
            since, until = datetime.fromisoformat(kept.terms.since), datetime.fromisoformat(kept.terms.until)
            return "" if since - _SLACK <= now < until else "pin.over"
        except (ValueError, TypeError):  # no times, or times of nowhere
            return "pin.damaged"

    def _too_long(self, terms: PinTerms, entry: _Entry) -> bool:
        """Tell whether the steady clock says so, or that the one on the wall was moved, or that the computer restarted.

        The steady clock may stand still while the computer sleeps; it never runs faster than time itself.
        """
        awake = timedelta(seconds=self.steady() - entry.steady)
        since, until = datetime.fromisoformat(terms.since), datetime.fromisoformat(terms.until)
        return not -_SLACK <= awake < until - since or self.clock() - since + _SLACK < awake

    @cached_property
    def _register_id(self) -> str:
        return self._vault().register_id

    def _row(self, name: str) -> AccountRow:
        row = next((one for one in self._vault().accounts() if one.name == name), None)
        if row is None:
            raise Refused("pin.over")
        return row

    def _place(self, account: str) -> str:
        return f"{self._register_id}/{account}"

    def _folder(self) -> Path:
        return platform.config_folder() / "pins"

    def _file(self, account: str, kind: str) -> Path:
        return self._folder() / f"{self._register_id}.{account}.{kind}"

    def _accounts(self, kind: str) -> Iterator[str]:
        """Return the accounts that have such a file."""
        mine = f"{self._register_id}."
        for path in self._folder().glob(f"{mine}*.{kind}"):
            yield path.name[len(mine) : -len(kind) - 1]

    def _make_folder(self) -> None:
        try:
            platform.private_folder(self._folder())
        except OSError:
            raise EnvironmentFault("register.read_only_folder", folder=self._folder()) from None

    def _write(self, kind: str, kept: _Kept) -> None:
        platform.replace_atomically(self._file(kept.terms.account_id, kind), kept.content())

    def _read(self, account: str, kind: str) -> _Kept | None:
        """Return one of the files, None for one that is missing or damaged."""
        with suppress(OSError, CaseworkerError, KeyError, TypeError, ValueError):
            fields = wire.parse(self._file(account, kind).read_bytes())
            text = partial(_text, fields)
            terms = PinTerms(*(text(name) for name in ("register", "account", "standing", "since", "until")))
            cost = KdfCost(*fields["cost"])  # type: ignore[misc] # whatever is no cost is refused in the next line
            if fields["format"] == pinned.FORMAT and cost.readable():
                return _Kept(terms, bytes.fromhex(text("salt")), cost, bytes.fromhex(text("locked")))
        return None


class SessionPin:
    """What the user of one open session may do about her PIN. Eight hours count from when the session was opened."""

    def __init__(self, pins: Pins, opened: OpenedVault, proof: Proof) -> None:
        """Made when a session is opened, by a passphrase or a PIN."""
        self._pins, self._opened, self._proof = pins, opened, proof
        self._since, self._steady = pins.clock(), pins.steady()
        self.by_pin = isinstance(opened, ReducedVault)

    def view(self) -> PinView:
        """Return how it stands. Asks the keystore: not for the thread of a window."""
        return self._pins.view(self._opened.account.id, by_pin=self.by_pin)

    def choose(self, pin: str) -> PinView:
        """Make a PIN, which later passphrases make again.

        Raises what ``Pins.make`` raises, ``Refused("pin.passphrase_needed")`` when a PIN opened the session, and
        ``Refused("proof.needed")``: it is not for whoever comes by an open screen.
        """
        self._opened.require_whole()
        self._proof.require()
        self._pins.make(self._opened, pin, since=self._since, steady=self._steady)
        return self.view()

    def renew(self) -> None:
        """Make the PIN that was chosen before for this day too. Not for the thread of a window.

        What keeps it from being made is no fault: there is the passphrase.
        """
        if self.by_pin:
            return
        with suppress(CaseworkerError):
            self._pins.renew(self._opened, since=self._since, steady=self._steady)

    def forget(self) -> PinView:
        """Take the PIN away for good."""
        self._pins.forget(self._opened.account.id, "pin.taken_away")
        return self.view()

    def sweep(self) -> None:
        """Take away every PIN that holds no more."""
        self._pins.sweep()

    def log_out(self) -> None:
        """Take the PIN away until the next passphrase."""
        self._pins.end(self._opened.account.id, "pin.logged_out")


def _told(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds")


def _text(fields: Mapping[str, object], name: str) -> str:
    value = fields[name]
    if not isinstance(value, str):
        raise TypeError(name)
    return value


def _entry_in(text: str | None) -> _Entry | None:
    """Read what the keystore holds; None when it holds nothing, or nothing of ours."""
    with suppress(CaseworkerError, KeyError, TypeError, ValueError):
        fields = wire.parse((text or "").encode())
        misses, steady = fields["misses"], fields["steady"]
        secret = bytes.fromhex(_text(fields, "secret"))
        if type(misses) is int and type(steady) is int and misses >= 0 and len(secret) == KEY_BYTES:
            return _Entry(secret, misses, steady)
    return None
