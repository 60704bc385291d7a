"""What names a release: its table, its month and its id. A release is immutable once made."""

import re
from uuid import NAMESPACE_URL, UUID, uuid5

from caseworker.errors import Refused, UsageFault

# the whole catalogue: fixed, versioned, central; there are no tables made to order
TABLES = {"T1": "T1@1"}
_PERIOD = re.compile(r"20\d\d-(0[1-9]|1[0-2])", re.ASCII)
_OFFICE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,15}", re.ASCII)
_RELEASES = uuid5(NAMESPACE_URL, "urn:caseworker:counts:release")


def table_version(table: str) -> str:
    """Return ``T1@1`` for ``T1``. Raises ``Refused("counts.unknown_table")``."""
    try:
        return TABLES[table]
    except KeyError:
        raise Refused("counts.unknown_table", table=table) from None


def require_period(period: str) -> str:
    """Return ``period`` when it is a month written ``2026-10``; raises ``UsageFault("counts.period")`` otherwise."""
    if not _PERIOD.fullmatch(period):
        raise UsageFault("counts.period", period=period[:20])
    return period


def require_office(office: str) -> str:
    """Return an office code such as ``U01`` or ``9980-01``; raises ``UsageFault("counts.office")`` for other text."""
    if not _OFFICE.fullmatch(office):
        raise UsageFault("counts.office", office=office[:20])
    return office


def release_id(*, office: str, table: str, period: str, revision: int) -> UUID:
    """Return the id of a release: the same office, table (with version), month and revision always give the same."""
    return uuid5(_RELEASES, f"{office}|{table}|{period}|{revision}")
