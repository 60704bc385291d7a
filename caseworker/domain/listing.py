"""Lists that leave the register (utdrag, sammanställning): which columns there are, and which there never will be.

SoLPuL 7 a § (lag 2001:454): a compilation must hold no sensitive data and no delicate personal circumstances. Health,
religion, origin, languages, notes and outcomes are therefore no columns; there is nothing to choose them with.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseworker.errors import Refused


class ListColumn(StrEnum):
    """What a list may hold, in its order."""

    CASE = "case"
    NAME = "name"
    ORIGINAL_NAME = "original_name"
    BORN = "born"
    AGE = "age"
    SEX = "sex"
    NUMBER = "number"  # in full: choosing it is logged
    STATUS = "status"
    PERMIT_UNTIL = "permit_until"
    SETTLEMENT = "settlement"
    PHONE = "phone"
    STREET = "street"
    POSTCODE = "postcode"
    CITY = "city"
    CASEWORKER = "caseworker"
    UNIT = "unit"


USUAL = (ListColumn.CASE, ListColumn.NAME, ListColumn.BORN, ListColumn.SEX, ListColumn.STATUS, ListColumn.CASEWORKER)
# of a protected person a list says these and nothing else
OPEN_OF_PROTECTED = frozenset(
    {ListColumn.CASE, ListColumn.SEX, ListColumn.STATUS, ListColumn.CASEWORKER, ListColumn.UNIT}
)


class FileKind(StrEnum):
    """What a list is written as."""

    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"


Value = str | int | date | None


@dataclass(frozen=True, slots=True)
class ListHead:
    """What a list says of itself."""

    office: str
    made_on: date
    made_by: str
    purpose: str


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One person with what a list may need; codes, and sealed parts empty."""

    id: str
    case: str
    name: str
    original_name: str
    born: date | None
    sex: str
    number: str
    status: str
    unaccompanied: bool
    permit_until: date | None
    settlement: str
    phone: str
    street: str
    postcode: str
    city: str
    caseworker: str
    unit: str
    protected: bool


def require_columns(columns: Iterable[ListColumn]) -> tuple[ListColumn, ...]:
    """Return the columns, each once, in the order of lists. Raises ``Refused("list.no_columns")``."""
    wanted = frozenset(columns)
    if not wanted:
        raise Refused("list.no_columns")
    return tuple(column for column in ListColumn if column in wanted)
