"""Older copies of a register: held against an anchor elsewhere, and taken on when somebody restored one on purpose."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from caseworker.domain.access import User
from caseworker.domain.changes import Event
from caseworker.errors import Refused
from caseworker.store import integrity
from caseworker.store.engine import cursor_of
from caseworker.store.findings import Finding

if TYPE_CHECKING:
    from caseworker.store.register import Register


def hold_against(register: "Register", path: Path) -> tuple[Finding, ...]:
    """Hold the log against the anchor at ``path``; an older copy is closed for writing."""
    with register.raw_connection() as connection:
        found = integrity.anchor_findings(cursor_of(connection), replace(register.integrity_keys, anchors=(path,)))
    if found:
        register.stop_writing(found)
    return found


def accept_rollback(register: "Register", *, by: User) -> None:
    """Begin an epoch of the log that names the heads this older copy does not reach, and who took it on.

    Raises ``Refused("register.not_rolled_back")`` when that is not the register's only fault.
    """
    if {finding.code for finding in register.faults} != {integrity.ROLLED_BACK}:
        raise Refused("register.not_rolled_back")
    with register.raw_connection() as connection:
        broken = integrity.unreached_heads(cursor_of(connection), register.integrity_keys)
    kept, register.faults = register.faults, ()
    register.left.take_on()
    try:
        with register.change(by=by) as tx:
            heads = [[head.seq, head.mac.hex()] for head in broken]
            facts = {"epoch": integrity.next_epoch(tx.connection), "broken": heads}
            tx.note(Event(integrity.ROLLBACK_ACCEPTED, register.info.register_id, facts))
            tx.commit()
    except BaseException:
        register.faults = kept
        raise
    register.anchor()
