"""The check of a register (verify): every page, the whole audit chain and its heads; structure and payloads as well.

Reads only, in one transaction, and names places, never people. ``Register.open`` does the quick part of this.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from caseworker.store import audit, compartments, derived, integrity
from caseworker.store import tables as t
from caseworker.store.derived import Difference
from caseworker.store.engine import cursor_of
from caseworker.store.findings import Finding
from caseworker.store.left_pages import NOT_AS_LEFT, Comparison
from caseworker.store.register import Register

VerifySignature = Callable[[str, bytes, bytes], bool]
Progress = Callable[[int, int], None]
_READ_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check found. ``rows`` of the audit and ``pages`` of the file were looked at, ``signed`` heads verified.

    ``sealed`` rows tell of protected persons whose compartment is closed here: what they say was not looked at.
    ``compared``: the pages could be held against those the last session left. ``reviews``: signed reviews of the log
    that are as they were signed, but for comments erased since, each told by day and list. ``derived``: tables that
    lists and searches read and that are not as the files say; a rebuild mends them, so they close nothing.
    """

    ok: bool
    findings: tuple[Finding, ...]
    rows: int
    pages: int
    signed: int
    sealed: int = 0
    compared: bool = False
    reviews: int = 0
    erased_comments: tuple[tuple[datetime, str], ...] = ()
    derived: tuple[Difference, ...] = ()


def verify(
    register: Register,
    *,
    verify_signature: VerifySignature | None = None,
    progress: Progress = lambda done, whole: None,
    thorough: bool = True,
) -> Verification:
    """Check everything; with ``thorough`` False every page, the chain, its heads and the anchor, as after each unlock.

    ``verify_signature(staff_id, message, signature)`` is asked for every signed head.

    ``progress(done, whole)`` counts audit rows. Without ``verify_signature`` heads are only held against the chain.
    """
    keys = register.integrity_keys
    left = register.left.compare()  # first: the session's first write waits for it
    with register.read() as reader:
        connection = reader.connection
        pages = int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())
        findings = list(integrity.page_findings(connection))
        whole = signed = sealed = 0
        differing: tuple[Difference, ...] = ()
        # rows on a damaged page cannot be read: where one is, nothing more can be said
        if not findings:
            findings += [Finding(NOT_AS_LEFT)] if left is Comparison.NOT_AS_LEFT else []
            whole = connection.execute(select(func.count()).select_from(t.audit)).scalar_one()
            findings += _chain_findings(connection, keys, whole, progress)
            if thorough:
                findings += integrity.structure_findings(connection)
                findings += _payload_findings(connection)
                untold, sealed = _sealed_findings(connection, register)
                findings += untold
                differing = derived.compare(connection)
            heads, signed = _head_findings(connection, keys, verify_signature)
            findings += heads
            findings += integrity.anchor_findings(cursor_of(connection), keys)
    compared = left is not Comparison.UNKNOWN
    told = not findings, tuple(findings), whole, pages, signed, sealed, compared
    return Verification(*told, derived=differing)


def _chain_findings(connection: Connection, keys: integrity.Keys, whole: int, progress: Progress) -> list[Finding]:
    _, broken = audit.first_break(cursor_of(connection), keys.chain, audit.EMPTY, lambda seq: progress(seq, whole))
    return [] if broken is None else [Finding("audit.broken", seq=broken)]


def _payload_findings(connection: Connection) -> list[Finding]:
    erased, said_from = {*_erased(connection), *compartments.sealed_payloads(connection)}, _kept_from(connection)
    held = (
        select(t.audit.c.seq, t.audit.c.commitment, t.audit_payloads.c.salt, t.audit_payloads.c.body)
        .outerjoin(t.audit_payloads, t.audit_payloads.c.seq == t.audit.c.seq)
        .order_by(t.audit.c.seq)
    )
    findings = []
    for seq, commitment, salt, body in connection.execution_options(yield_per=_READ_AT_ONCE).execute(held):
        if salt is None:
            if seq not in erased and seq >= said_from:
                findings.append(Finding("audit.payload_missing", seq=seq))
        elif audit.commitment_to(salt, body) != commitment:
            findings.append(Finding("audit.payload_changed", seq=seq))
    return findings


def _sealed_findings(connection: Connection, register: Register) -> tuple[list[Finding], int]:
    """Hold what open compartments say against the chain; count what is closed."""
    findings, closed = [], 0
    for seq, body, compartment in compartments.payload_rows(connection):
        opened = register.compartments.any_opened(compartment, register.clock())
        if opened is None:
            closed += 1
        elif compartments.commitment_in(opened, seq, body) != compartments.chained(connection, seq):
            findings.append(Finding("audit.payload_changed", seq=seq))
    return findings, closed


def _erased(connection: Connection) -> Iterator[int]:
    rows = connection.execute(select(t.audit.c.subject).where(t.audit.c.action == audit.PAYLOAD_ERASED))
    return (int(subject) for subject in rows.scalars() if subject.isdecimal())


def _kept_from(connection: Connection) -> int:
    """Return the first row whose payload the log rule has not erased (one row says "1-1700" for all before)."""
    query = select(t.audit.c.subject).where(t.audit.c.action == audit.PAYLOAD_ERASED, t.audit.c.subject.like("1-%"))
    reached = (subject.removeprefix("1-") for subject in connection.execute(query).scalars())
    return 1 + max((int(last) for last in reached if last.isdecimal()), default=0)


def _head_findings(
    connection: Connection, keys: integrity.Keys, verify_signature: VerifySignature | None
) -> tuple[list[Finding], int]:
    heads = (
        select(t.audit_heads, t.audit.c.mac.label("chained"))
        .outerjoin(t.audit, t.audit.c.seq == t.audit_heads.c.seq)
        .order_by(t.audit_heads.c.seq)
    )
    findings, signed = [], 0
    for row in connection.execute(heads):
        if row.chained != row.mac:
            findings.append(Finding("audit.head_mismatch", seq=row.seq))
        elif verify_signature is not None:
            message = audit.head_message(keys.register_id, audit.Head(row.seq, row.mac))
            if verify_signature(row.staff_id, message, row.signature):
                signed += 1
            else:
                findings.append(Finding("audit.signature_wrong", seq=row.seq))
    return findings, signed
