"""The catalogue of interventions (insatskatalogen): shipped types, and what a municipality changed from a day on.

A type rests on law, or it is a voluntary undertaking (frivilligt åtagande) and says who pays. Pure: reads no file.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from caseworker.domain.ids import StaffId
from caseworker.errors import Refused

LONGEST_TITLE = 80
OWN = "egen-"  # how the code of a municipality's own intervention begins


class LocalChange(StrEnum):
    """What a local row does to a type of the catalogue."""

    OWN = "own"  # the municipality's own intervention
    CHANGED = "changed"  # another actor or payer
    HIDDEN = "hidden"  # not offered here
    SHIPPED = "shipped"  # as the program has it, again


@dataclass(frozen=True, slots=True)
class InterventionType:
    """One type of intervention (insatstyp). ``area``, ``actor``, ``payer``, ``evidence`` and ``outcomes`` are codes.

    ``law`` are citations like ``2010:800 20:31``; empty for a voluntary undertaking, which has a ``payer``. ``right``
    is the code of the right it fulfils, or "". ``requires`` names types and facts of the catalogue. ``months`` is the
    usual length, 0 when there is none.
    """

    code: str
    area: str
    actor: str
    sv: str
    en: str
    law: tuple[str, ...] = ()
    payer: str = ""
    right: str = ""
    evidence: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    months: int = 0
    local: bool = False

    @property
    def voluntary(self) -> bool:
        """Tell whether no law asks for it."""
        return not self.law


@dataclass(eq=False)
class LocalIntervention:
    """One dated local row: of the rows of a code, the latest that has begun holds."""

    id: str
    code: str
    change: LocalChange
    begins: date
    recorded: datetime
    recorded_by: StaffId
    area: str = ""
    actor: str = ""
    payer: str = ""
    sv: str = ""
    en: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The types that may be chosen on a day, and every type there is words for, hidden ones too."""

    offered: tuple[InterventionType, ...]
    known: tuple[InterventionType, ...]

    def find(self, code: str) -> InterventionType:
        """Return a type. Raises ``Refused("intervention.unknown_type", code=…)``."""
        for one in self.known:
            if one.code == code:
                return one
        raise Refused("intervention.unknown_type", code=code[:40])


def own_evidence(shipped: Iterable[InterventionType]) -> tuple[str, ...]:
    """Return the evidence that most shipped types have: what a municipality's own intervention is ticked by."""
    counted: dict[str, int] = {}
    for one in shipped:
        for code in one.evidence:
            counted[code] = counted.get(code, 0) + 1
    return tuple(sorted(counted, key=lambda code: -counted[code])[:2])


def catalogue(shipped: Sequence[InterventionType], local: Iterable[LocalIntervention], day: date) -> Catalogue:
    """Return the catalogue as it is on ``day`` where ``local`` rows hold. Rows that have not begun are not yet there.

    An own intervention has no law: it is a voluntary undertaking.
    """
    holding: dict[str, LocalIntervention] = {}
    own: dict[str, LocalIntervention] = {}
    for row in sorted(local, key=lambda one: (one.begins, one.recorded, one.id)):
        if row.begins <= day:
            holding[row.code] = row
            if row.change is LocalChange.OWN:
                own[row.code] = row
    known = [_changed(one, holding.get(one.code)) for one in shipped]
    outcomes = next((one.outcomes for one in shipped), ())
    evidence = own_evidence(shipped)
    for code, row in own.items():
        made = InterventionType(code, row.area, row.actor, row.sv, row.en or row.sv, payer=row.payer, local=True)
        known.append(replace(made, evidence=evidence, outcomes=outcomes))
    hidden = {code for code, row in holding.items() if row.change is LocalChange.HIDDEN}
    return Catalogue(tuple(one for one in known if one.code not in hidden), tuple(known))


def _changed(shipped: InterventionType, row: LocalIntervention | None) -> InterventionType:
    if row is None or row.change is not LocalChange.CHANGED:
        return shipped
    return replace(shipped, actor=row.actor or shipped.actor, payer=row.payer or shipped.payer, local=True)
