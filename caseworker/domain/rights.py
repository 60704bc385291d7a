"""What a person has a right to (rättigheter): dated rows of law, and the answer for one person on one day.

The rows of one right are asked in the order of their precedence; the first that holds decides. A row that asks for a
fact nobody has given makes the answer *conditional*, unless every possibility gives the same. Where no text is known
the answer is *missing*, never a guess.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from caseworker.domain.conditions import Condition, Line, said, together
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


class Decided(NamedTuple):
    """What one right is on one day: the answer, the row it rests on, and the facts it depends on."""

    answer: Answer
    row: RightRow | None = None
    asks: tuple[str, ...] = ()

    @property
    def certainty(self) -> Certainty:
        """Return how sure the answer is."""
        return Certainty.UNKNOWN if self.row is None else self.row.rule.certainty


class RightAnswer(NamedTuple):
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


_OPENING = (Answer.YES, Answer.CONDITIONAL)  # where it depends, the row that may give the right tells why


class _Possible(NamedTuple):
    """A row that may hold over a stretch of days, with what must be known for it to hold for sure."""

    first: int
    last: int
    asks: tuple[str, ...]
    answer: Answer  # missing where the text of the row is not read
    row: RightRow


def answer_right(right: RightCode, rows: Sequence[RightRow], known: Known, day: date) -> RightAnswer:
    """Answer one right. ``rows`` are those for the person's status, highest precedence first."""
    at = day.toordinal()
    if not known.first <= at <= known.last:
        return RightAnswer(right, Decided(Answer.MISSING), None, None, None, (Line("no_status", (day,)),))
    possible = _possible(rows, known)
    decided = _decide(possible, at)
    if decided.row is None:
        return RightAnswer(right, decided, None, None, None, (Line("no_row", (right.value, day)),))
    first, last, known_to = _reach(possible, decided.answer, at, known)
    return RightAnswer(
        right,
        decided,
        date.fromordinal(first),
        None if last >= LAST else date.fromordinal(last),
        known_to,
        _log(decided.row, decided, known, day, known_to),
    )


def _possible(rows: Sequence[RightRow], known: Known) -> list[_Possible]:
    found = []
    begins, ends = known.first, known.last
    for row in rows:
        rule = row.rule
        if rule.first > ends or rule.last < begins:
            continue
        first, last, asks = together(row.conditions, known) if row.conditions else (rule.first, rule.last, ())
        if rule.first > first:
            first = rule.first
        if rule.last < last:
            last = rule.last
        if first <= last:
            answer = Answer.MISSING if rule.certainty is Certainty.UNKNOWN else row.answer
            found.append(_Possible(first, last, asks, answer, row))
    return found


def _candidates(possible: Sequence[_Possible], at: int) -> list[_Possible]:
    """Return the rows that may decide on a day: each that depends on something, and the first that surely holds."""
    found = []
    for one in possible:
        if one.first <= at <= one.last:
            found.append(one)
            if not one.asks:
                break
    return found


def _answer(candidates: Sequence[_Possible]) -> Answer:
    """Weigh the rows that may decide: where they say different things, or none is sure, it depends."""
    if not candidates:
        return Answer.MISSING
    last = candidates[-1]
    answer = Answer.CONDITIONAL if last.asks else last.answer
    for one in candidates:
        if one.answer is Answer.MISSING:
            return Answer.MISSING
        if one.answer is not last.answer:
            answer = Answer.CONDITIONAL
    return answer


def _decide(possible: Sequence[_Possible], at: int) -> Decided:
    candidates = _candidates(possible, at)
    answer = _answer(candidates)
    if not candidates:
        return Decided(answer)
    if answer is Answer.MISSING:
        return Decided(answer, next(one.row for one in candidates if one.answer is Answer.MISSING))
    last = candidates[-1]
    if not last.asks and answer is last.answer and all(one.answer is answer for one in candidates):
        return Decided(answer, last.row)
    asks = tuple(dict.fromkeys(ask for one in candidates for ask in one.asks))
    told = next((one.row for one in candidates if one.answer in _OPENING), candidates[0].row)
    return Decided(answer, told, asks)


def _reach(possible: Sequence[_Possible], answer: Answer, at: int, known: Known) -> tuple[int, int, date | None]:
    """Return the first and last ordinal over which the answer stays what it is, and the last day the law is known."""
    first = _begins(possible, at)
    while first > known.first and _answer(_candidates(possible, first - 1)) is answer:
        first = _begins(possible, first - 1)
    after = _ends(possible, at) + 1
    while after <= known.last:
        then = _answer(_candidates(possible, after))
        if then is Answer.MISSING and answer is not then:
            return max(first, known.first), LAST, date.fromordinal(after - 1)
        if then is not answer:
            return max(first, known.first), after - 1, None
        after = _ends(possible, after) + 1
    return max(first, known.first), known.last, None


def _begins(possible: Sequence[_Possible], at: int) -> int:
    """Return the first day from which the same rows may decide as on ``at``."""
    first = FIRST
    for one in possible:
        if one.last < at:
            first = max(first, one.last + 1)
        elif one.first <= at:
            first = max(first, one.first)
            if not one.asks:
                break
    return first


def _ends(possible: Sequence[_Possible], at: int) -> int:
    """Return the last day on which the same rows may decide as on ``at``."""
    last = LAST
    for one in possible:
        if one.first > at:
            last = min(last, one.first - 1)
        elif one.last >= at:
            last = min(last, one.last)
            if not one.asks:
                break
    return last


def _log(row: RightRow, decided: Decided, known: Known, day: date, known_to: date | None) -> tuple[Line, ...]:
    lines = [Line("status", (known.facts.status, known.facts.begins)), Line("asked", (day,))]
    lines += said(row.conditions, known)
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
