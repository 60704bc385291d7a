"""What a person has a right to (rättigheter): dated rows of law, and the answer for one person on one day.

The rows of one right are asked in the order of their precedence; the first that holds decides. A row that asks for a
fact nobody has given makes the answer *conditional*, unless every possibility gives the same. Where no text is known
the answer is *missing*, never a guess.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from caseworker.domain.conditions import Condition, Line, together
from caseworker.domain.facts import FIRST, LAST, Known
from caseworker.domain.law import Certainty, Rule


class RightCode(StrEnum):
    """The rights of the matrix, in its order."""

    SFI = "sfi"
    CIVIC_ORIENTATION = "samhallsorientering"
    ECONOMIC_AID = "ekonomiskt_bistand"
    DAILY_ALLOWANCE = "dagersattning"
    HOUSING = "bostad"
    SCHOOL = "skola"
    ADULT_EDUCATION = "vuxenutbildning"
    CARE = "vard"
    HEALTH_EXAMINATION = "halsoundersokning"
    ESTABLISHMENT = "etableringsprogram"
    WORK = "arbete"


class Answer(StrEnum):
    """What the law says to one person on one day."""

    YES = "yes"
    CONDITIONAL = "conditional"  # the paragraph says "får", or names a fact that is not given
    NO = "no"  # the law does not give it to this person
    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"  # no text is known for that day


@dataclass(frozen=True, slots=True)
class RightRow:
    """One dated row of a right. ``statuses`` are codes; ``local`` when the municipality has written it."""

    id: str
    right: RightCode
    statuses: frozenset[str]
    answer: Answer
    conditions: tuple[Condition, ...]
    precedence: int
    responsible: str  # an area of responsibility (ansvarsområde)
    sv: str  # why, in plain Swedish
    rule: Rule
    local: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """What one right is on one day: the answer, the row it rests on, and the facts it depends on."""

    answer: Answer
    row: RightRow | None = None
    asks: tuple[str, ...] = ()

    @property
    def certainty(self) -> Certainty:
        """Return how sure the answer is."""
        return Certainty.UNKNOWN if self.row is None else self.row.rule.certainty


@dataclass(frozen=True, slots=True)
class RightAnswer:
    """The answer about one right; ``begins`` and ``ends`` included. No text is known after ``known_to``."""

    right: RightCode
    decided: Decided
    begins: date | None
    ends: date | None
    known_to: date | None
    log: tuple[Line, ...]

    @property
    def answer(self) -> Answer:
        """Return what the law says."""
        return self.decided.answer


@dataclass(frozen=True, slots=True)
class _Possible:
    row: RightRow
    first: int
    last: int
    asks: tuple[str, ...]


def answer_right(right: RightCode, rows: Sequence[RightRow], known: Known, day: date) -> RightAnswer:
    """Answer one right. ``rows`` are those for the person's status, highest precedence first."""
    at = day.toordinal()
    if not known.first <= at <= known.last:
        return RightAnswer(right, Decided(Answer.MISSING), None, None, None, (Line("no_status", (day,)),))
    possible = list(_possible(rows, known))
    decided = _decide(possible, at)
    if decided.row is None:
        return RightAnswer(right, decided, None, None, None, (Line("no_row", (right.value, day)),))
    first, last, known_to = _reach(possible, decided, at, known)
    return RightAnswer(
        right,
        decided,
        date.fromordinal(first),
        None if last >= LAST else date.fromordinal(last),
        known_to,
        _log(decided.row, decided, known, day, known_to),
    )


def _possible(rows: Sequence[RightRow], known: Known) -> Sequence[_Possible]:
    found = []
    for row in rows:
        first, last, asks = together(row.conditions, known)
        first = max(first, row.rule.valid_from.toordinal())
        if row.rule.valid_to is not None:
            last = min(last, row.rule.valid_to.toordinal())
        if first <= last:
            found.append(_Possible(row, first, last, asks))
    return found


def _decide(possible: Sequence[_Possible], at: int) -> Decided:
    """Take the first row that surely holds, or weigh those that may hold before it."""
    maybe: list[_Possible] = []
    for one in possible:
        if one.first <= at <= one.last:
            if not one.asks:
                return _weigh([*maybe, one], sure=True)
            maybe.append(one)
    return _weigh(maybe, sure=False)


def _weigh(candidates: Sequence[_Possible], *, sure: bool) -> Decided:
    if not candidates:
        return Decided(Answer.MISSING)
    last = candidates[-1].row
    answers = {one.row.answer for one in candidates}
    if any(one.row.rule.certainty is Certainty.UNKNOWN for one in candidates):
        row = next(one.row for one in candidates if one.row.rule.certainty is Certainty.UNKNOWN)
        return Decided(Answer.MISSING, row)
    if sure and len(answers) == 1:
        return Decided(last.answer, last)
    asks = tuple(dict.fromkeys(ask for one in candidates for ask in one.asks))
    return Decided(Answer.CONDITIONAL, candidates[0].row, asks)


def _reach(possible: Sequence[_Possible], decided: Decided, at: int, known: Known) -> tuple[int, int, date | None]:
    """Return the first and last ordinal over which the answer stays what it is, and the last day the law is known."""
    edges = sorted({edge for one in possible for edge in (one.first, one.last + 1)} | {known.first, known.last + 1})
    first, last, known_to = known.first, known.last, None
    for edge in reversed([edge for edge in edges if known.first < edge <= at]):
        if _decide(possible, edge - 1).answer is not decided.answer:
            first = edge
            break
    for edge in [edge for edge in edges if at < edge <= known.last]:
        after = _decide(possible, edge)
        if after.answer is decided.answer:
            continue
        last = edge - 1
        if after.answer is Answer.MISSING:
            known_to, last = date.fromordinal(last), LAST
        break
    return max(first, FIRST), last, known_to


def _log(row: RightRow, decided: Decided, known: Known, day: date, known_to: date | None) -> tuple[Line, ...]:
    lines = [Line("status", (known.facts.status, known.facts.begins)), Line("asked", (day,))]
    lines += [condition.say(known) for condition in row.conditions]
    lines.append(Line("row", (row.id, row.rule.valid_from, row.rule.valid_to)))
    if decided.asks:
        lines.append(Line("depends", decided.asks))
    if row.rule.certainty is not Certainty.IN_FORCE:
        lines.append(Line(f"certainty_{row.rule.certainty.value}", (row.rule.verified_on,)))
    if row.local:
        lines.append(Line("local", (row.rule.law,)))
    if known_to is not None:
        lines.append(Line("known_to", (known_to,)))
    return tuple(lines)


def as_local(row: RightRow) -> RightRow:
    """Return ``row`` as one the municipality has written."""
    return replace(row, local=True)
