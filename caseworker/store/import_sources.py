"""Where somebody came from: the list and row of an import, as the log of her file tells it."""

import json
from dataclasses import replace

from sqlalchemy import Connection

from caseworker.domain.rows import LogRow
from caseworker.store.engine import read_rows

IMPORTED = ("person.registered", "person.updated_by_import", "person.import_undone")
_SOURCES = """
    SELECT seq, coalesce(body ->> '$.import.file', body ->> '$.file'),
           coalesce(body ->> '$.import.row', body ->> '$.row')
    FROM (SELECT seq, CAST(body AS TEXT) AS body FROM audit_payloads WHERE seq IN (SELECT value FROM json_each(?)))"""


def told(connection: Connection, log: tuple[LogRow, ...]) -> tuple[LogRow, ...]:
    """Return the log with the list and row an import read, as far as it lies open."""
    seqs = [row.seq for row in log if row.action in IMPORTED]
    rows = read_rows(connection, _SOURCES, (json.dumps(seqs),)) if seqs else ()
    sources = {seq: (file, no) for seq, file, no in rows if file is not None}
    return tuple(
        replace(row, file=sources[row.seq][0], row=sources[row.seq][1]) if row.seq in sources else row for row in log
    )
