"""What happened to the locks and walls of a register, as JSON lines beside it: read without a key, so without names.

Only the kinds of facts below are ever written, and only in the forms below: a value in another form becomes "?", so
that a mistake elsewhere cannot put a person into this file. Writing it may fail; what it tells about goes on.
"""

import hashlib
import json
import os
import re
from contextlib import suppress
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

FILE_NAME = "security.jsonl"
LARGEST = 256 * 1024
KEPT_BEFORE = 3  # full files: security.jsonl.1 is the youngest of them


class SecurityEvent(StrEnum):
    """What may stand in the log."""

    UNLOCKED = "unlocked"
    UNLOCKED_BY_PIN = "unlocked_by_pin"
    UNLOCK_FAILED = "unlock_failed"
    PROVED = "proved"
    LOCKED = "locked"
    CLOSED = "closed"
    POLICY_FAULT = "policy_fault"
    REFUSED = "refused"
    CHECK_FAILED = "check_failed"
    BACKUP_FAILED = "backup_failed"
    EXPORTED = "exported"
    ACCOUNT_ADDED = "account_added"
    ACCOUNT_RESET = "account_reset"
    ACCOUNT_SUSPENDED = "account_suspended"
    ACCOUNT_REINSTATED = "account_reinstated"
    ACCOUNT_APPROVED = "account_approved"
    ACCOUNT_ENDED = "account_ended"
    PASSPHRASE_CHANGED = "passphrase_changed"  # noqa: S105 - says that one was changed, not which
    KEYS_RENEWED = "keys_renewed"
    READERS_BY_SHEETS = "readers_by_sheets"
    PIN_MADE = "pin_made"
    PIN_ENDED = "pin_ended"


_FORMS = {
    "account": re.compile(r"[0-9a-f]{16}|"),
    "code": re.compile(r"[a-z][a-z0-9_]{0,30}(\.[a-z0-9_]{1,40}){1,2}"),
    "kind": re.compile(r"diagnostics|readable_export|extract|backup"),
    "program": re.compile(r"window|terminal"),
    "findings": re.compile(r"[0-9]{1,9}"),
}


def note(folder: Path, event: SecurityEvent, *, at: datetime, **facts: object) -> None:
    """Add one line to the log of the register in ``folder``; a disk that does not take it is no fault."""
    line: dict[str, object] = {"at": at.astimezone(UTC).isoformat(timespec="seconds"), "event": event.value}
    for name, form in _FORMS.items():
        if name in facts:
            value = str(facts[name])
            line[name] = value if form.fullmatch(value) else "?"
    with suppress(OSError):
        path = folder / FILE_NAME
        _rotate(path)
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
        try:
            os.write(file, json.dumps(line).encode() + b"\n")
        finally:
            os.close(file)


def account_mark(account: str) -> str:
    """Return what stands for an account: the same each time, and no name or id."""
    return hashlib.sha256(b"security log\0" + account.encode()).hexdigest()[:16] if account else ""


def last_lines(folder: Path, most: int) -> list[str]:
    """Return the youngest lines of the log, oldest first; none when there is no log."""
    lines: list[str] = []
    for path in (*reversed(_older(folder / FILE_NAME)), folder / FILE_NAME):
        with suppress(OSError):
            lines += path.read_text(encoding="utf-8", errors="replace").splitlines()
    return lines[-most:]


def _older(path: Path) -> list[Path]:
    return [path.with_name(f"{path.name}.{number}") for number in range(1, KEPT_BEFORE + 1)]


def _rotate(path: Path) -> None:
    if not path.exists() or path.stat().st_size < LARGEST:
        return
    older = _older(path)
    for younger, elder in reversed(list(zip([path, *older], older, strict=False))):
        if younger.exists():
            os.replace(younger, elder)
