"""Colleagues as the register keeps them: who may open it, with which keys, and what is left when one goes."""

from dataclasses import dataclass
from datetime import date

from caseworker.domain.access import Role
from caseworker.domain.ids import StaffId


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who is to be let in. ``key_id`` stands for exactly the public keys that were compared."""

    id: StaffId
    name: str
    roles: frozenset[Role]
    key_id: str


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One member of staff as the register knows her; ``key_id`` "" when it has seen no key of hers yet."""

    id: StaffId
    name: str
    roles: frozenset[Role]
    active: bool
    key_id: str = ""


@dataclass(frozen=True, slots=True)
class CaseLeft:
    """A running assignment of somebody who leaves: which case, as what, since when."""

    case_number: str
    kind: str
    since: date
