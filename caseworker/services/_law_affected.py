"""Whose answers another lawbook would change: every active case answered with both, today. Not a service.

Cases are named by their numbers only: who reads in an update need not be one who may see people.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from caseworker.domain.evaluation import Evaluation, Rules, evaluate
from caseworker.services import _law_facts
from caseworker.store import law_rows
from caseworker.store.reading import Reader

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class RightChange:
    """A right whose answer changes, or the days it holds."""

    right: str
    before: str
    after: str
    ends_before: date | None
    ends_after: date | None


@dataclass(frozen=True, slots=True)
class DutyChange:
    """A duty that comes, goes, or gets another last day. ``words`` are the lawbook's; None where there is no day."""

    words: str
    event: date
    before: date | None
    after: date | None


@dataclass(frozen=True, slots=True)
class AffectedCase:
    """An active case somebody's answers change in."""

    case_number: str
    caseworker: str
    rights: tuple[RightChange, ...]
    duties: tuple[DutyChange, ...]


def affected_cases(
    reader: Reader, old: Rules, new: Rules, *, goes_on: Callable[[int, int], bool]
) -> tuple[AffectedCase, ...] | None:
    """Return the cases whose answers differ today, by number; None when ``goes_on(done, of)`` said no."""
    today = reader.today
    cases = law_rows.active_cases(reader.connection, today)
    found, done, facts = [], 0, _law_facts.facts_of_people(reader, today, new)
    for person, known in facts:
        if person not in cases:
            continue
        if done % _AT_ONCE == 0 and not goes_on(done, len(cases)):
            return None
        done += 1
        before, after = evaluate(known, today, old), evaluate(known, today, new)
        rights, duties = tuple(_rights(before, after)), tuple(_duties(before, after))
        if rights or duties:
            number, keeper = cases[person]
            found.append(AffectedCase(number, keeper, rights, duties))
    goes_on(len(cases), len(cases))
    return tuple(sorted(found, key=lambda one: one.case_number))


def _rights(before: Evaluation, after: Evaluation) -> Iterator[RightChange]:
    for old, new in zip(before.rights, after.rights, strict=True):
        if (old.answer, old.ends) != (new.answer, new.ends):
            yield RightChange(old.right.value, old.answer.value, new.answer.value, old.ends, new.ends)


def _duties(before: Evaluation, after: Evaluation) -> Iterator[DutyChange]:
    old = {(one.row.duty, one.event): one for one in before.duties}
    new = {(one.row.duty, one.event): one for one in after.duties}
    for key in dict.fromkeys((*old, *new)):
        was, becomes = old.get(key), new.get(key)
        either = becomes or was
        first, last = was.last_day if was else None, becomes.last_day if becomes else None
        if either is not None and (first != last or (was is None) != (becomes is None)):
            yield DutyChange(either.row.short, either.event, first, last)
