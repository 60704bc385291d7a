"""The log of looks and changes rewritten with a database tool that holds the key: found, and the first bad row named.

The tool may drop the rules against rewriting and put them back. It may also derive the key of the chain and forge a
chain that is sound in itself: then the signed heads and the anchor outside the file show it.
"""

import hashlib
import random
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from caseworker.store import audit, engine
from caseworker.store.findings import Finding
from caseworker.store.verify import verify
from tests.campaigns.office import office
from tests.campaigns.tally import Tally, cases
from tests.services.conftest import KEY

FIELDS = ("at", "actor", "action", "subject", "commitment", "prev", "mac")
Attack = Callable[[sqlcipher.Connection, int, int, random.Random], set[int]]


def alter(tool: sqlcipher.Connection, seq: int, _last: int, chance: random.Random) -> set[int]:
    """Write another value into one field of a row."""
    field = chance.choice(FIELDS)
    other = chance.randbytes(32) if field in {"commitment", "prev", "mac"} else f"{chance.randrange(10**9)}"
    tool.execute(f"UPDATE audit SET {field} = ? WHERE seq = ?", (other, seq))  # noqa: S608  # fixed names
    return {seq}


def cut_out(tool: sqlcipher.Connection, seq: int, last: int, _chance: random.Random) -> set[int]:
    """Take a row away, with what it said; the next one, or for the last one the missing head, does not fit."""
    tool.execute("DELETE FROM audit_payloads WHERE seq = ?", (seq,))
    tool.execute("DELETE FROM audit WHERE seq = ?", (seq,))
    return {min(seq + 1, last)}


def cut_out_and_close_up(tool: sqlcipher.Connection, seq: int, last: int, chance: random.Random) -> set[int]:
    """Take a row away and number the later ones anew, so that no number is missing."""
    cut_out(tool, seq, last, chance)
    for table in ("audit_payloads", "audit"):
        tool.execute(f"UPDATE {table} SET seq = -seq WHERE seq > ?", (seq,))  # noqa: S608  # fixed names
        tool.execute(f"UPDATE {table} SET seq = -seq - 1 WHERE seq < 0")  # noqa: S608  # fixed names
    return {seq if seq < last else last}


def insert(tool: sqlcipher.Connection, seq: int, _last: int, _chance: random.Random) -> set[int]:
    """Put a row between two others."""
    for table in ("audit_payloads", "audit"):
        tool.execute(f"UPDATE {table} SET seq = -seq WHERE seq >= ?", (seq,))  # noqa: S608  # fixed names
        tool.execute(f"UPDATE {table} SET seq = -seq + 1 WHERE seq < 0")  # noqa: S608  # fixed names
    tool.execute(
        "INSERT INTO audit SELECT ?, at, actor, action, subject, commitment, prev, mac FROM audit WHERE seq = ?",
        (seq, seq + 1),
    )
    # the copy fits where it stands; the row it was copied from does not follow it
    return {seq, seq + 1}


def swap(tool: sqlcipher.Connection, seq: int, last: int, _chance: random.Random) -> set[int]:
    """Let two rows change places."""
    other = seq + 1 if seq < last else seq - 1
    for before, after in ((seq, -1), (other, seq), (-1, other)):
        tool.execute("UPDATE audit SET seq = ? WHERE seq = ?", (after, before))
    return {min(seq, other)}


def truncate(tool: sqlcipher.Connection, seq: int, last: int, _chance: random.Random) -> set[int]:
    """Take away everything from a row on: what is left is sound, the signed head and the anchor are not reached."""
    tool.execute("DELETE FROM audit_payloads WHERE seq >= ?", (seq,))
    tool.execute("DELETE FROM audit WHERE seq >= ?", (seq,))
    return {*range(seq, last + 1)}


def forge(tool: sqlcipher.Connection, seq: int, last: int, _chance: random.Random) -> set[int]:
    """Say that somebody else did it, and make the rest of the chain sound again."""
    tool.execute("UPDATE audit SET actor = 'nobody' WHERE seq = ?", (seq,))
    start = tool.execute("SELECT mac FROM audit WHERE seq = ?", (seq - 1,)).fetchone()
    prev, key = (start[0] if start else audit.GENESIS), audit.chain_key(KEY)
    for row in tool.execute(
        "SELECT seq, at, actor, action, subject, commitment FROM audit WHERE seq >= ? ORDER BY seq", (seq,)
    ).fetchall():
        number, at, actor, action, subject, commitment = row
        mac = audit.mac_of(key, audit.Link(number, at, actor, action, subject, commitment, prev, b""))
        tool.execute("UPDATE audit SET prev = ?, mac = ? WHERE seq = ?", (prev, mac, number))
        prev = mac
    return {*range(seq, last + 1)}


def silence(tool: sqlcipher.Connection, seq: int, _last: int, chance: random.Random) -> set[int]:
    """Change or take away what a row said, and leave the row."""
    if chance.randrange(2):
        tool.execute("DELETE FROM audit_payloads WHERE seq = ?", (seq,))
    else:
        tool.execute("UPDATE audit_payloads SET body = ? WHERE seq = ?", (hashlib.sha256(b"x").digest(), seq))
    return {seq}


ATTACKS: tuple[Attack, ...] = (alter, cut_out, cut_out_and_close_up, insert, swap, truncate, forge, silence)


@pytest.mark.campaign(id="I4", what="rows of the log altered, cut out, put in, swapped, cut off, forged or silenced")
def test_a_rewritten_log_is_found_and_the_first_bad_row_named(tmp_path: Path, tally: Tally) -> None:
    made = office(tmp_path)
    files, anchored = made.snapshot(), made.anchor.read_bytes()
    chance = random.Random(4)
    for number in range(cases(48, 500, 5000)):
        attack = ATTACKS[number % len(ATTACKS)]
        made.put(files)
        made.anchor.write_bytes(anchored)
        tool = engine.connect(made.path, KEY)
        tool.execute("PRAGMA foreign_keys=OFF")
        rules = tool.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in rules:
            tool.execute(f"DROP TRIGGER {name}")
        (last,) = tool.execute("SELECT max(seq) FROM audit").fetchone()
        named = attack(tool, chance.randrange(2, last + 1), last, chance)
        for _, rule in rules:
            tool.execute(rule)
        tool.close()
        register = made.open()
        at_once, found = register.faults, verify(register).findings
        register.stop_writing((*found, Finding("audit.broken")))
        register.close()
        seqs = {finding.seq for finding in (*at_once, *found)}
        assert seqs & named, f"{attack.__name__}: {at_once} {found}, expected one of {sorted(named)[:3]}"
        tally.count()
