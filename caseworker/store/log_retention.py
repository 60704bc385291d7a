"""What rows of the log say is erased once the log rule no longer keeps it; the rows and their chain stay."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, delete, func, select

from caseworker.domain.changes import Event
from caseworker.store import audit, compartments
from caseworker.store import tables as t
from caseworker.store.columns import moment_text
from caseworker.store.writing import Transaction

_STOCKHOLM = ZoneInfo("Europe/Stockholm")
_EMPTY = b"{}"


@dataclass(frozen=True, slots=True)
class LogDue:
    """The log from before a day: its last row and how many rows still say something."""

    before: date
    last: int
    rows: int


def due(connection: Connection, before: date) -> LogDue:
    """Return what of the log was written before ``before`` (in Sweden) and still says something."""
    begins = moment_text(datetime.combine(before, time(), _STOCKHOLM))
    kept = select(t.audit.c.seq).where(t.audit.c.at >= begins).order_by(t.audit.c.seq).limit(1)
    first_kept = connection.execute(kept).scalar()
    if first_kept is None:
        first_kept = 1 + (connection.execute(select(func.max(t.audit.c.seq))).scalar() or 0)
    last = int(first_kept) - 1
    said = select(func.count()).select_from(t.audit_payloads)
    said = said.where(t.audit_payloads.c.seq <= last, t.audit_payloads.c.body != _EMPTY)
    sealed = sum(seq <= last for seq in compartments.sealed_payloads(connection))
    return LogDue(before, last, connection.execute(said).scalar_one() + sealed)


def erase(tx: Transaction, before: date) -> int:
    """Erase what the log from before a day says, in the open and sealed; one row says how far. Returns how many."""
    found = due(tx.connection, before)
    if found.rows:
        tx.connection.execute(delete(t.audit_payloads).where(t.audit_payloads.c.seq <= found.last))
        compartments.drop_payloads(tx.connection, found.last)
        tx.note(Event(audit.PAYLOAD_ERASED, f"1-{found.last}", {"before": before, "rows": found.rows}))
    return found.rows
