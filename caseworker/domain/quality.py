"""What is missing or doubtful in the files of open cases (datakvalitet), so that somebody can put it right.

A protected person is asked about only what lies open of her.
"""

from dataclasses import dataclass
from enum import StrEnum


class Gap(StrEnum):
    """One thing that may be missing in a file."""

    STATUS = "status"  # rättslig ställning saknas
    PERMIT_OVER = "permit_over"  # tillståndet har gått ut
    SEX = "sex"  # kön saknas
    BORN = "born"  # födelsedatum saknas
    NUMBER = "number"  # ingen giltig identitetsbeteckning
    NAME = "name"
    LANGUAGE = "language"
    ADDRESS = "address"
    REACHED = "reached"  # varken telefon eller e-post
    SETTLEMENT = "settlement"  # nyanländ utan bosättningssätt
    CASEWORKER = "caseworker"  # ingen ansvarig handläggare i dag


# what is sealed of a protected person cannot be seen to be missing
SEALED = frozenset({Gap.BORN, Gap.NUMBER, Gap.NAME, Gap.ADDRESS, Gap.REACHED})


@dataclass(frozen=True, slots=True)
class GapCount:
    """How many of the open cases within reach lack one thing."""

    gap: Gap
    people: int
