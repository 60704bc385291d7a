"""Classification codes (klassningskoder): what the Migration Agency prints on a decision, and what each usually means.

A code is a hint of the status and never decides it; one that is on no list is kept as it is written.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from caseworker.domain.ids import StaffId

LONGEST_CODE = 12
LONGEST_WORDS = 80
LOCAL = "local"  # how sure a row of the municipality is: it has said so itself


@dataclass(frozen=True, slots=True)
class Classification:
    """One code with its words. ``statuses`` are those it usually goes with, () when that is not known."""

    code: str
    sv: str
    en: str
    statuses: tuple[str, ...]
    source: str
    certainty: str
    verified_on: date
    local: bool = False


@dataclass(frozen=True, slots=True)
class LocalClassification:
    """A municipality's own row, which holds from ``begins`` on over what was there; ``gone``: the code is no more."""

    id: str
    code: str
    sv: str
    statuses: tuple[str, ...]
    gone: bool
    begins: date
    reason: str
    made: datetime
    made_by: StaffId


def written(code: str) -> str:
    """Return a code as codes are compared and kept: capital letters without spaces."""
    return "".join(code.split()).upper()


def on_day(
    shipped: Iterable[Classification], local: Iterable[LocalClassification], day: date
) -> tuple[Classification, ...]:
    """Return the codes of ``day`` by code: of the municipality's rows of one code the latest that has begun holds."""
    found = {one.code: one for one in shipped}
    for row in sorted(local, key=lambda one: (one.begins, one.made, one.id)):
        if row.begins > day:
            continue
        if row.gone:
            found.pop(row.code, None)
        else:
            found[row.code] = Classification(
                code=row.code,
                sv=row.sv,
                en=row.sv,
                statuses=row.statuses,
                source=row.reason,
                certainty=LOCAL,
                verified_on=row.begins,
                local=True,
            )
    return tuple(sorted(found.values(), key=lambda one: one.code))
