"""The checks themselves: pages, structure, the chain and its anchor. They read and report; they mend nothing."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, func, select
from sqlalchemy.engine.interfaces import DBAPICursor

from caseworker.store import audit
from caseworker.store import tables as t
from caseworker.store.anchor import read_anchor
from caseworker.store.findings import Finding
from caseworker.store.log_frames import pages_held

ROLLED_BACK = "audit.rolled_back"
ANCHOR_MISSING = "audit.anchor_missing"
ROLLBACK_ACCEPTED = "register.rollback_accepted"
PAGE_DAMAGED = "file.page_damaged"
_PAGE = re.compile(r"\bpage (\d+)")


@dataclass(frozen=True, slots=True)
class Keys:
    """What the checks of one register need besides its rows."""

    register_id: str
    chain: bytes = field(repr=False)
    anchor: bytes = field(repr=False)
    anchors: tuple[Path, ...]


def file_findings(connection: Connection) -> tuple[Finding, ...]:
    """Authenticate every page and let SQLite check its own structure. Slow on big files: half a second per 100 MB."""
    return page_findings(connection) or structure_findings(connection)


def page_findings(connection: Connection) -> tuple[Finding, ...]:
    """Authenticate every page of the file.

    A power cut while the log is folded in leaves torn pages, each of which lies whole in the log: these do not count.
    """
    told = connection.exec_driver_sql("PRAGMA cipher_integrity_check").scalars().all()
    if told:
        file = connection.exec_driver_sql("SELECT file FROM pragma_database_list WHERE name = 'main'").scalar_one()
        whole = pages_held(Path(f"{file}-wal"))
        told = [line for line in told if not {int(number) for number in _PAGE.findall(line)} & whole]
    return (Finding(PAGE_DAMAGED, count=len(told)),) if told else ()


def structure_findings(connection: Connection) -> tuple[Finding, ...]:
    """Let SQLite check its own structure; only for a file whose pages are sound."""
    # FTS5 checks against what this connection last saw of the index; a search first lets it see what others wrote
    for index in ("search_words", "note_words"):
        connection.exec_driver_sql(f"SELECT 1 FROM {index} LIMIT 1").all()  # noqa: S608 - an index of ours
    structure = connection.exec_driver_sql("PRAGMA quick_check").all()
    foreign = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    wrong = len(foreign) + sum(row[0] != "ok" for row in structure)
    kept = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'trigger'").scalars()
    lost = len(t.APPEND_ONLY_RULES - set(kept))
    findings = (Finding("file.structure", count=wrong), Finding("file.rule_lost", count=lost))
    return tuple(finding for finding in findings if finding.count)


def tail_findings(cursor: DBAPICursor, keys: Keys, start: audit.Head) -> tuple[Finding, ...]:
    """Walk the chain from the checkpoint ``start`` to its end and hold it against the anchor."""
    if not _has(cursor, start):
        return (Finding("audit.broken", seq=start.seq),)
    _, broken = audit.first_break(cursor, keys.chain, start)
    if broken is not None:
        return (Finding("audit.broken", seq=broken),)
    return anchor_findings(cursor, keys)


def anchor_findings(cursor: DBAPICursor, keys: Keys) -> tuple[Finding, ...]:
    """Hold the chain against the anchor outside the file: an older copy of the register does not reach it."""
    for path in keys.anchors:
        try:
            anchored = read_anchor(path, keys.anchor, keys.register_id)
        except (OSError, ValueError):
            return (Finding("audit.anchor_damaged"),)
        if anchored is not None and not _has(cursor, anchored):
            return (Finding(ROLLED_BACK, seq=anchored.seq),)
    return ()


def anchor_doubts(keys: Keys) -> tuple[Finding, ...]:
    """Tell that a computer that should have an anchor has none: no older copy would be noticed there."""
    missing = bool(keys.anchors) and not keys.anchors[0].exists()
    return (Finding(ANCHOR_MISSING),) if missing else ()


def next_epoch(connection: Connection) -> int:
    """Return the number of the stretch of the log that begins when an older copy is taken on; the first one is 1."""
    taken_on = select(func.count()).select_from(t.audit).where(t.audit.c.action == ROLLBACK_ACCEPTED)
    return 2 + int(connection.execute(taken_on).scalar_one())


def unreached_heads(cursor: DBAPICursor, keys: Keys) -> tuple[audit.Head, ...]:
    """Return the anchored heads that the chain does not reach."""
    anchored = (read_anchor(path, keys.anchor, keys.register_id) for path in keys.anchors)
    return tuple(head for head in anchored if head is not None and not _has(cursor, head))


def _has(cursor: DBAPICursor, head: audit.Head) -> bool:
    """Tell whether the chain passes through ``head``."""
    if head.seq == 0:
        return True
    cursor.execute("SELECT mac FROM audit WHERE seq = ?", (head.seq,))
    found = cursor.fetchone()
    return found is not None and bytes(found[0]) == head.mac
