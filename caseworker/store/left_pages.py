"""The register's pages held against those the last session left: a page of yesterday put back in their place shows.

SQLCipher takes such a page, for it authenticates. So a session that ends writes down, beside the anchor, a keyed digest
over the authentication of every page. Inside the file lies a number that the first write of each session raises, above
any it ever had: what was written down counts only while the number is the same, so that a crash, another computer or a
new file mean "not compared" and never an alarm. The file found is compared before this session writes anything to it.
"""

import hashlib
import hmac
import json
import os
import threading
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine.interfaces import DBAPICursor

from caseworker.errors import EnvironmentFault
from caseworker.platform import replace_atomically
from caseworker.store.engine import cursor_of, faults
from caseworker.store.findings import Finding
from caseworker.store.integrity import ROLLED_BACK
from caseworker.store.log_frames import changes
from caseworker.store.pages import PAGE_SIZE, tags_in

if TYPE_CHECKING:
    from caseworker.store.register import Register

NOT_AS_LEFT = "file.not_as_left"
NOT_COMPARED = "file.not_compared"
_FORMAT = "caseworker pages 1"
_LABEL = b"caseworker register pages v1"
_TURN = "pages.turn"
_READ_AT_ONCE = 256 * PAGE_SIZE
_KEEP = "INSERT OR REPLACE INTO register_info (key, value) VALUES (?, ?)"
_RAISE = "UPDATE register_info SET value = CAST(value AS INTEGER) + 1 WHERE key = ?"


class Comparison(Enum):
    """What holding the file against the record has shown."""

    AS_LEFT = "as left"
    NOT_AS_LEFT = "not as left"
    UNKNOWN = "not compared"  # nothing was written down, or not about this file as it was left last


@dataclass(frozen=True, slots=True)
class Left:
    """What one session left: the number of its turn, and the digest of its pages."""

    turn: int
    digest: bytes


def record_path(anchor: Path) -> Path:
    """Return where it is written down what the last session left: beside the anchor of the same register."""
    return anchor.with_suffix(".pages")


def raise_turn(cursor: DBAPICursor) -> None:
    """Let no record count any more, in the transaction that writes the file in another way than sessions do."""
    cursor.execute(_RAISE, (_TURN,))


class LeftPages:
    """The pages of one open register: compared once, before the first write; written down when it is closed."""

    def __init__(self, register: "Register") -> None:
        """Look at nothing yet: unlocking does not wait for it."""
        self._register = register
        self._state: Comparison | None = None
        self._turn: int | None = None  # this session's, once it has written
        self._file: int | None = None
        self._alone = threading.Lock()

    def compare(self) -> Comparison:
        """Hold the file as it was found against the record; the second time it is only told again.

        The register is closed for writing when a page is another. Raises ``EnvironmentFault("register.unreadable" |
        "register.busy" | …)``.
        """
        with self._alone:
            if self._state is None:
                self._state = self._compared()
                if self._state is Comparison.NOT_AS_LEFT:
                    self._register.stop_writing((Finding(NOT_AS_LEFT),))
            return self._state

    def may_write(self, cursor: DBAPICursor) -> bool:
        """Tell whether the file is one to write to; inside each writing transaction, before it has written anything.

        The first one of a session raises the number in the file: from then on the record is about another file.
        """
        if self.compare() is Comparison.NOT_AS_LEFT:
            return False
        found = _turn_in(cursor)
        if found != self._turn:
            before = self._read()
            # the time as well: a copy that is put back starts above whatever came after it, also elsewhere
            now = int(self._register.clock().timestamp())
            self._turn = max(found + 1, before.turn + 1 if before else 0, now)
            cursor.execute(_KEEP, (_TURN, str(self._turn)))
        return True

    def take_on(self) -> None:
        """Compare nothing: this is an older copy, and somebody works on in it on purpose."""
        with self._alone:
            self._state = Comparison.UNKNOWN

    def keep(self) -> None:
        """Write down what is left, once the WAL has been folded in. That it cannot be done must not stop a closing.

        What a session has left that wrote nothing is written down already.
        """
        path = self._path
        if path is None or (self._turn is None and self._is_written_down(path)):
            return
        register = self._register
        with suppress(EnvironmentFault), faults(register.path), register.raw_connection() as connection:
            # nobody else writes meanwhile; what somebody wrote since the folding lies in the WAL
            turn = _turn_in(cursor_of(connection.execution_options(begin="IMMEDIATE")))
            if turn and not self._wal_size():
                replace_atomically(path, self._encoded(Left(turn, self._pages())))

    def close(self) -> None:
        """Let the file go, after every connection: closing it takes the locks of this process from it."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    # Inside
    @property
    def _path(self) -> Path | None:
        anchors = self._register.integrity_keys.anchors
        return record_path(anchors[0]) if anchors else None

    def _is_written_down(self, path: Path) -> bool:
        return path.exists() if self._state is None else self._state is Comparison.AS_LEFT

    def _compared(self) -> Comparison:
        left = self._read()
        if left is None or any(fault.code == ROLLED_BACK for fault in self._register.faults):
            return Comparison.UNKNOWN
        try:
            turn = self._found_turn()
        except EnvironmentFault as fault:
            if fault.code != "register.damaged":
                raise
            return Comparison.NOT_AS_LEFT  # pages that do not fit together: no crash leaves them so
        if turn > left.turn:
            return Comparison.UNKNOWN
        if turn == left.turn and self._pages() == left.digest and not self._wal_changes():
            return Comparison.AS_LEFT
        # another program of ours that writes meanwhile has raised the number before it wrote
        return Comparison.NOT_AS_LEFT if self._found_turn() == turn else Comparison.UNKNOWN

    def _found_turn(self) -> int:
        with faults(self._register.path), self._register.raw_connection() as connection:
            return _turn_in(cursor_of(connection))

    @property
    def _wal(self) -> Path:
        path = self._register.path
        return path.with_name(f"{path.name}-wal")

    def _wal_changes(self) -> bool:
        """Tell whether the WAL says anything else than the file: what a kill or a power cut leaves there may not."""
        if not self._wal_size():
            return False
        try:
            with open(self._opened(), "rb", closefd=False) as file:  # noqa: PTH123 - an open handle
                return changes(self._wal, file)
        except OSError:
            raise EnvironmentFault("register.unreadable") from None

    def _wal_size(self) -> int:
        try:
            return self._wal.stat().st_size
        except OSError:
            return 0

    def _opened(self) -> int:
        # kept open until the register is closed: closing any handle of a file drops SQLite's locks on it
        if self._file is None:
            self._file = os.open(self._register.path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        return self._file

    def _pages(self) -> bytes:
        """Return the digest of the file's pages; the WAL is not part of it."""
        digest = hmac.new(self._key, _FORMAT.encode(), hashlib.sha256)
        size, view = 0, memoryview(bytearray(_READ_AT_ONCE))
        try:
            with open(self._opened(), "rb", buffering=0, closefd=False) as file:  # noqa: PTH123 - an open handle
                file.seek(0)
                while read := file.readinto(view):
                    while read < len(view) and (more := file.readinto(view[read:])):
                        read += more
                    size += read
                    for tags in tags_in(view[:read]):
                        digest.update(tags)
        except OSError:
            raise EnvironmentFault("register.unreadable") from None
        digest.update(size.to_bytes(8, "big"))
        return digest.digest()

    @property
    def _key(self) -> bytes:
        # from the anchor's key: it stays the same when the register gets a new one
        return hmac.digest(self._register.integrity_keys.anchor, _LABEL, "sha256")

    def _encoded(self, left: Left) -> bytes:
        fields = {"format": _FORMAT, "turn": left.turn, "digest": left.digest.hex()}
        return json.dumps({**fields, "proof": self._proof(left)}, sort_keys=True, indent=1).encode()

    def _read(self) -> Left | None:
        """Return what was written down, None when nothing was, or nothing that this register has written."""
        path = self._path
        try:
            fields = json.loads(path.read_bytes()) if path else {}
            left = Left(int(fields["turn"]), bytes.fromhex(fields["digest"]))
            ours = hmac.compare_digest(str(fields["proof"]).encode(), self._proof(left).encode())
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return left if ours else None

    def _proof(self, left: Left) -> str:
        told = f"{_FORMAT}\n{self._register.info.register_id}\n{left.turn}\n".encode() + left.digest
        return hmac.new(self._key, told, hashlib.sha256).hexdigest()


def _turn_in(cursor: DBAPICursor) -> int:
    cursor.execute("SELECT value FROM register_info WHERE key = ?", (_TURN,))
    row = cursor.fetchone()
    return 0 if row is None else int(row[0])
