"""Which days and circumstances a person's rights and duties depend on just now: what is worth asking her for.

A fact is asked for when a right is *conditional* on it, when a duty depends on it, and when a duty's last day is
counted from a day nobody has recorded. Nothing else is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from caseworker.domain.conditions import day_of, together
from caseworker.domain.duties import DutyRow
from caseworker.domain.evaluation import Evaluation, Rules, contradiction
from caseworker.domain.facts import Facts, Known
from caseworker.domain.rights import RightCode


@dataclass(frozen=True, slots=True)
class Ask:
    """One fact, the rights that depend on it, the duties that do, and those whose last day is counted from it."""

    code: str
    rights: tuple[RightCode, ...]
    duties: tuple[DutyRow, ...]
    counted: tuple[DutyRow, ...]


def asked(facts: Facts, day: date, rules: Rules, found: Evaluation) -> tuple[Ask, ...]:
    """Return what ``found`` depends on, rights first; ``found`` is the evaluation of the same facts and day."""
    rights = [(code, right.right) for right in found.rights for code in right.decided.asks]
    duties = [(code, duty.row) for duty in found.duties for code in duty.asks]
    counted = list(_counted(facts, day, rules)) if contradiction(facts) is None else []
    every = dict.fromkeys(code for code, _ in (*rights, *duties, *counted))
    return tuple(
        Ask(
            code,
            tuple(right for asks, right in rights if asks == code),
            tuple(row for asks, row in duties if asks == code),
            tuple(row for asks, row in counted if asks == code),
        )
        for code in every
    )


def _counted(facts: Facts, day: date, rules: Rules) -> Iterator[tuple[str, DutyRow]]:
    """Yield duties that may concern the person on ``day`` and whose event is not known."""
    known, at = Known(facts), day.toordinal()
    if not known.first <= at <= known.last:
        return
    for row in rules.duties_of(facts.status):
        event = row.counting.counts_from
        if day_of(known, event) is not None or not row.rule.holds_on(day):
            continue
        first, last, _asks = together(row.conditions, known)
        if first <= at <= last:
            yield event, row
