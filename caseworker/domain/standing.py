"""Where a person stands on a day: ``Facts`` for the law, made from her file and never typed twice.

What the register knows already – status, permit, birth, settlement, accommodation, and what follows from interventions
and relations – is worked out here; the rest is recorded (``law_facts``), and what is recorded wins over what follows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from caseworker.domain.derived_facts import Sources, derived
from caseworker.domain.facts import FactKind, Facts
from caseworker.domain.happenings import Happening, of_file
from caseworker.domain.periods import covers, current
from caseworker.domain.person import BirthPrecision
from caseworker.domain.rows import AxisRow, LawFactRow, PersonFile, StatusRow
from caseworker.domain.status import family


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a person the law may ask about, in one file or in several that are hers. Periods are newest first."""

    born: date | None
    statuses: tuple[StatusRow, ...]
    settlements: tuple[AxisRow, ...]
    accommodations: tuple[AxisRow, ...]
    recorded: tuple[LawFactRow, ...]
    happened: tuple[Happening, ...] = ()


def standing_of(file: PersonFile) -> Standing:
    """Return what the law may ask about from a whole file; a sealed birth is not known."""
    born = whole_birth(file.born, file.born_precision)
    happened = of_file(file.interventions, file.accommodations, file.relations)
    return Standing(born, file.statuses, file.settlements, file.accommodations, file.law_facts, happened)


def whole_birth(born: date | None, precision: str) -> date | None:
    """Return a birth the law can count from: one known to the day, else None."""
    return born if precision == BirthPrecision.DAY else None


def facts_of(standing: Standing, day: date, municipality: str, sources: Sources) -> Facts | None:
    """Return what is known for the law on ``day``, also of the past, or None when no status covers it."""
    status = current(standing.statuses, day)
    if status is None:
        return None
    settlement, accommodation = current(standing.settlements, day), current(standing.accommodations, day)
    days, circumstances = _days(standing, status), _circumstances(standing, status, day)
    follows: dict[str, Happening] = {}
    for word, happening in derived(standing.happened, sources, day):
        if word.code not in days and word.code not in circumstances:
            follows[word.code] = happening
            if word.kind is FactKind.DAY:
                days[word.code] = happening.begins
            else:
                circumstances[word.code] = True
    return Facts(
        status=status.code,
        begins=_chain_begins(standing.statuses, status, lambda one: (one.code, one.ground)),
        born=standing.born,
        ends=status.ends,
        ground=status.ground,
        permit=status.permit,
        settlement="" if settlement is None else settlement.code,
        accommodation="" if accommodation is None else accommodation.code,
        municipality=municipality,
        days=days,
        circumstances=circumstances,
        first=_chain_begins(standing.statuses, status, lambda one: family(one.code)),
        follows=follows,
    )


def overlapping(standing: Standing, day: date) -> tuple[str, ...]:
    """Return the codes of the statuses that cover ``day`` when they are more than one; linked files may disagree."""
    found = tuple(dict.fromkeys(one.code for one in standing.statuses if covers(one, day)))
    return found if len(found) > 1 else ()


def _chain_begins(statuses: Sequence[StatusRow], status: StatusRow, kind: Callable[[StatusRow], object]) -> date:
    """Return the first day of the chain of periods of one kind that ends in ``status``, without a day between them.

    A renewed permit goes on from the one before. Periods of linked files may overlap. ``statuses`` are newest first.
    """
    begins = status.begins
    for one in statuses:
        touches = one.ends is None or one.ends >= begins - timedelta(days=1)
        if one.begins < begins and touches and kind(one) == kind(status):
            begins = one.begins
    return begins


def _days(standing: Standing, status: StatusRow) -> dict[str, date]:
    found = {row.code: row.day for row in standing.recorded if row.replaced is None and row.day is not None}
    for code, derive in DERIVED_DAYS.items():
        day = derive(status)
        if day is not None:
            found[code] = day
    return found


def _circumstances(standing: Standing, status: StatusRow, day: date) -> dict[str, bool]:
    found: dict[str, bool] = {}
    running = [row for row in standing.recorded if row.replaced is None and row.holds is not None]
    for row in sorted(running, key=lambda row: row.begins or date.min):
        if row.holds is not None and (row.begins is None or row.begins <= day):
            found[row.code] = row.holds
    for code, tell in DERIVED_CIRCUMSTANCES.items():
        found[code] = tell(status)
    return found


# what the register knows already, by the word of the vocabulary
DERIVED_DAYS: Mapping[str, Callable[[StatusRow], date | None]] = {
    "permit_until": lambda status: status.permit_until,
}
DERIVED_CIRCUMSTANCES: Mapping[str, Callable[[StatusRow], bool]] = {
    "unaccompanied": lambda status: status.unaccompanied,
}
DERIVED = frozenset({*DERIVED_DAYS, *DERIVED_CIRCUMSTANCES})
