"""What the log says of a choice between two values. Of a protected person it lies sealed with the rest of the log."""

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from caseworker.domain.rows import LogRow, PersonFile
from caseworker.store.engine import read_rows
from caseworker.store.sealable import PAYLOAD

if TYPE_CHECKING:
    from caseworker.store.compartments import Opened

CHOSEN = "conflict.settled"
_PAYLOADS = "SELECT seq, body FROM audit_payloads WHERE seq IN (SELECT value FROM json_each(?))"
_SEALED = "SELECT record, body FROM sealed_fields WHERE field = ? AND record IN (SELECT value FROM json_each(?))"


def told(connection: Connection, log: tuple[LogRow, ...]) -> tuple[LogRow, ...]:
    """Return the log with what was chosen, as far as it lies open."""
    seqs = [row.seq for row in log if row.action == CHOSEN]
    if not seqs:
        return log
    bodies = {seq: json.loads(body) for seq, body in read_rows(connection, _PAYLOADS, (json.dumps(seqs),))}
    return tuple(_filled(row, bodies.get(row.seq, {})) for row in log)


def with_sealed(connection: Connection, file: PersonFile, opened: "Opened") -> PersonFile:
    """Return the open file of a protected person with what was chosen in it."""
    seqs = [str(row.seq) for row in file.log if row.action == CHOSEN]
    sealed = read_rows(connection, _SEALED, (PAYLOAD, json.dumps(seqs))) if seqs else ()
    bodies = {int(record): json.loads(opened.unseal(record, PAYLOAD, body)["body"]) for record, body in sealed}
    return replace(file, log=tuple(_filled(row, bodies.get(row.seq, {})) for row in file.log))


def _filled(row: LogRow, body: dict[str, Any]) -> LogRow:
    return replace(row, field=body["field"], kept=body["kept"], dropped=body["dropped"]) if body else row
