# ruff: noqa: S608 - the queries are put together of fixed words only
"""Which open cases lack what: one query per gap, answered with the line numbers of people."""

from datetime import date

from sqlalchemy import Connection

from caseworker.domain.quality import SEALED, Gap
from caseworker.store.engine import read_rows

_OPEN = """
    SELECT line.no FROM person_lines AS line JOIN people AS p ON p.id = line.person_id
    WHERE EXISTS (SELECT 1 FROM cases AS c WHERE c.person_id = p.id AND c.closed IS NULL) AND """
_RUNS = "begins <= :today AND (ends IS NULL OR ends >= :today)"
_LACKS = {
    Gap.STATUS: f"NOT EXISTS (SELECT 1 FROM statuses WHERE person_id = p.id AND {_RUNS})",
    Gap.PERMIT_OVER: f"EXISTS (SELECT 1 FROM statuses WHERE person_id = p.id AND {_RUNS} AND permit_until < :today)",
    Gap.SEX: "p.sex = 'unknown'",
    Gap.BORN: "p.born IS NULL",
    Gap.NUMBER: f"NOT EXISTS (SELECT 1 FROM identifiers WHERE person_id = p.id AND {_RUNS})",
    Gap.NAME: "NOT EXISTS (SELECT 1 FROM person_names WHERE person_id = p.id)",
    Gap.LANGUAGE: "p.reads = '' AND p.speaks = ''",
    Gap.ADDRESS: f"NOT EXISTS (SELECT 1 FROM addresses WHERE person_id = p.id AND {_RUNS})",
    # a child is reached through those she lives with
    Gap.REACHED: f"""
        (p.born IS NULL OR p.born <= date(:today, '-18 years'))
        AND NOT EXISTS (SELECT 1 FROM contacts WHERE person_id = p.id AND {_RUNS})""",
    Gap.SETTLEMENT: f"""
        EXISTS (SELECT 1 FROM statuses WHERE person_id = p.id AND code LIKE 'NY-%' AND {_RUNS})
        AND NOT EXISTS (SELECT 1 FROM settlements WHERE person_id = p.id AND {_RUNS})""",
    Gap.CASEWORKER: f"""
        NOT EXISTS (SELECT 1 FROM assignments AS a JOIN cases AS c ON c.id = a.case_id
                    WHERE c.person_id = p.id AND c.closed IS NULL AND a.kind = 'responsible' AND {_RUNS})""",
}
_NOT_PROTECTED = " AND NOT EXISTS (SELECT 1 FROM protections WHERE person_id = p.id AND ends IS NULL)"
_ORDER = " ORDER BY line.sort_key, line.no"


def lines_with(connection: Connection, gap: Gap, day: date) -> list[int]:
    """Return the line numbers of the people in open cases who lack ``gap`` on ``day``, in the order of lists."""
    query = _OPEN + _LACKS[gap] + (_NOT_PROTECTED if gap in SEALED else "") + _ORDER
    return [no for (no,) in read_rows(connection, query, {"today": day.isoformat()})]
