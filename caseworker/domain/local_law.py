"""What a municipality decides for itself about the law (kommunens regler): answers of rights, shorter limits of duties.

A row for a right comes before every row of law about it for its statuses and days. A limit may be shorter than the
law's, never longer: the law's last day stands. Amounts are the law's alone. A row is ended by a last day, never taken
away; ``no`` numbers every change, so that what held when an answer was given can be made again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from caseworker.domain.daycount import Span
from caseworker.domain.duties import Counting, DutyRow, last_day_of
from caseworker.domain.evaluation import Rules
from caseworker.domain.law import Certainty, Cite, Rule, cited
from caseworker.domain.rights import Answer, RightCode, RightRow
from caseworker.errors import Refused

LOCAL_ANSWERS = (Answer.YES, Answer.CONDITIONAL, Answer.NO)
_ONE_DAY = timedelta(days=1)
_TRIED = 28 * 366  # days: over so long every date has fallen on every weekday
_FIRST = 100  # the precedence of a row that stands before the law's does not matter; it has one all the same


class LocalKind(StrEnum):
    """What a municipality's row is about."""

    RIGHT = "right"
    DUTY = "duty"


class LimitUnit(StrEnum):
    """What a limit is counted in."""

    DAYS = "days"
    WORKDAYS = "workdays"
    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class LocalRule:
    """One row. ``answer`` and ``words`` are of a right, ``length`` and ``unit`` of a duty's limit."""

    id: str
    no: int
    kind: LocalKind
    target: str  # code of the right or of the duty
    statuses: tuple[str, ...]
    answer: Answer | None
    length: int
    unit: LimitUnit | None
    words: str
    law: tuple[Cite, ...]
    reason: str
    begins: date
    ends: date | None
    made: datetime
    made_by: str

    def overlaps(self, other: "LocalRule") -> bool:
        """Tell whether both could decide the same thing for somebody on some day."""
        same = self.kind is other.kind and self.target == other.target and set(self.statuses) & set(other.statuses)
        apart = (self.ends is not None and self.ends < other.begins) or (
            other.ends is not None and other.ends < self.begins
        )
        return bool(same) and not apart


def require_fits(rule: LocalRule, others: Iterable[LocalRule], rules: Rules) -> None:
    """Refuse a row that overlaps another of the municipality's, and a limit that the law does not leave room for.

    ``rules`` are the law's own. Raises ``Refused`` with ``law.local_overlap``, ``law.duty_not_known`` (the law's last
    day is not known for those days) or ``law.limit_later`` with an example.
    """
    for other in others:
        if rule.overlaps(other):
            raise Refused("law.local_overlap", begins=other.begins, ends=other.ends or "–")
    if rule.kind is LocalKind.RIGHT:
        return
    limited = [row for row in rules.duties if _bears_on(rule, row) and row.rule.certainty is not Certainty.UNKNOWN]
    if not limited:
        raise Refused("law.duty_not_known")
    for row in limited:
        _require_sooner(rule, row)


def applied(rules: Rules, local: Sequence[LocalRule], titles: Mapping[str, str], number: int) -> Rules:
    """Return ``rules`` with the municipality's rows in them, as they stood after change ``number``.

    ``titles`` are the acts' short titles by number. The version says both: ``2026-11-22+3``.
    """
    if not local:
        return rules
    responsible = {row.right: row.responsible for row in reversed(rules.rights)}
    mine = [_right(one, responsible, titles) for one in local if one.kind is LocalKind.RIGHT]
    duties: list[DutyRow] = list(rules.duties)
    for one in local:
        if one.kind is LocalKind.DUTY:
            duties = [piece for row in duties for piece in _pieces(one, row)]
    return Rules(f"{rules.version}+{number}", (*rules.rights, *mine), tuple(duties), rules.words)


def _right(one: LocalRule, responsible: Mapping[RightCode, str], titles: Mapping[str, str]) -> RightRow:
    right = RightCode(one.target)
    return RightRow(
        id=f"lokal-{one.id}",
        right=right,
        statuses=frozenset(one.statuses),
        answer=one.answer or Answer.CONDITIONAL,
        conditions=(),
        precedence=_FIRST,
        responsible=responsible.get(right, ""),
        sv=one.words,
        rule=_rule(one, titles),
        local=True,
    )


def _rule(one: LocalRule, titles: Mapping[str, str]) -> Rule:
    return Rule(
        law=cited(one.law, titles),
        source=one.reason,
        valid_from=one.begins,
        valid_to=one.ends,
        verified_on=one.made.date(),
        certainty=Certainty.IN_FORCE,
        notes=one.reason,
        cites=one.law,
    )


def _bears_on(one: LocalRule, row: DutyRow) -> bool:
    """Tell whether a limit could shorten a row of law: the same duty, somebody's status and a day in common."""
    rule = row.rule
    apart = (one.ends is not None and one.ends < rule.valid_from) or (
        rule.valid_to is not None and rule.valid_to < one.begins
    )
    return row.duty == one.target and not row.local and bool(row.statuses & set(one.statuses)) and not apart


def _pieces(one: LocalRule, row: DutyRow) -> list[DutyRow]:
    """Return a row of law with the limit in its place: for others and for other days the row stays what it is."""
    if not _bears_on(one, row) or row.rule.certainty is Certainty.UNKNOWN:
        return [row]
    mine = row.statuses & set(one.statuses)
    first, last = max(row.rule.valid_from, one.begins), _sooner(row.rule.valid_to, one.ends)
    pieces = [replace(row, statuses=row.statuses - mine)] if row.statuses - mine else []
    if row.rule.valid_from < first:
        pieces.append(_dated(row, mine, row.rule.valid_from, first - _ONE_DAY))
    shorter = replace(row, counting=_shorter(one, row.counting), local=True, id=f"lokal-{row.id}")
    pieces.append(_dated(shorter, mine, first, last))
    if last is not None and (row.rule.valid_to is None or last < row.rule.valid_to):
        pieces.append(_dated(row, mine, last + _ONE_DAY, row.rule.valid_to))
    return pieces


def _shorter(one: LocalRule, counting: Counting) -> Counting:
    """Return how the limit is counted: from the same event, and back from it where the law counts back."""
    unit = one.unit or LimitUnit.DAYS
    span = Span(**{unit.value: -one.length if counting.span.backwards else one.length})
    return replace(counting, span=span, quarter=False, year=False)


def _dated(row: DutyRow, statuses: frozenset[str], first: date, last: date | None) -> DutyRow:
    return replace(row, statuses=statuses, rule=replace(row.rule, valid_from=first, valid_to=last))


def _sooner(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)


def _require_sooner(one: LocalRule, row: DutyRow) -> None:
    """Hold the limit against the law's for every day the event may fall on, over a whole turn of the calendar."""
    shorter = replace(row, counting=_shorter(one, row.counting))
    event = max(one.begins, row.rule.valid_from)
    last = _sooner(_sooner(row.rule.valid_to, one.ends), event + timedelta(days=_TRIED))
    while last is not None and event <= last:
        own, law = last_day_of(shorter, event), last_day_of(row, event)
        if own > law or row.counting.at_once:
            raise Refused("law.limit_later", event=event, own=own, law=law)
        event += _ONE_DAY
