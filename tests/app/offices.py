"""A demo register founded once, copied for every test, and a real one founded with cheap keys."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from shamir_mnemonic.wordlist import WORDLIST

from caseworker.founding import CreateRegister, PendingRegister

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
NAME, PHRASE = "Maj Ekholm", "fyra gröna hästar dansar"


def clock() -> datetime:
    return NOW


def real_request(folder: Path, *, passphrase: str = PHRASE, **changes: str) -> CreateRegister:
    """Ask for a real register in ``folder``."""
    asked = CreateRegister(folder, "0380", "U01", "Mottagningen", NAME, passphrase)
    return replace(asked, **changes)  # type: ignore[arg-type]  # fields that are text


def prove_all(pending: PendingRegister) -> None:
    """Answer for every sheet by trying all 1024 words; reading them off the paper is proved in the journeys."""
    for asked in pending.asked:
        assert any(pending.prove(asked.sheet, word[:4]) for word in WORDLIST)
