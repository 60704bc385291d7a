"""What a person has a right to (rättigheter): dated rows of law, and the answer for one person on one day.

The rows of one right are asked in the order of their precedence; the first that holds decides. A row that asks for a
fact nobody has given makes the answer *conditional*, unless every possibility gives the same. Where no text is known
the answer is *missing*, never a guess.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from caseworker.domain.conditions import Condition, Line
from caseworker.domain.facts import FIRST, LAST, Facts, Known, Stretch
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
    facts: Facts
    day: date
    covered: bool = True  # the status of the facts covers the day

    @property
    def answer(self) -> Answer:
        """Return what the law says."""
        return self.decided.answer

    @property
    def log(self) -> tuple[Line, ...]:
        """Return the calculation log: every factor that decided. Made when it is asked for."""
        row = self.decided.row
        if not self.covered:
            return (Line("no_status", (self.day,)),)
        if row is None:
            return (Line("no_row", (self.right.value, self.day)),)
        return _log(row, self)


_NO_ROW = Decided(Answer.MISSING)
_OPENING = (Answer.YES, Answer.CONDITIONAL)  # where it depends, the row that may give the right tells why


class _Possible(NamedTuple):
    """A row that may hold over a stretch of days, with what must be known for it to hold for sure."""

    first: int
    last: int
    asks: tuple[str, ...]
    answer: Answer  # missing where the text of the row is not read
    row: RightRow


class _Prepared(NamedTuple):
    """A row ready to be weighed: its days, its conditions as places in ``Prepared.conditions``, its answer."""

    first: int
    last: int
    conditions: tuple[int, ...]
    answer: Answer
    row: RightRow


class Prepared(NamedTuple):
    """The rows of every right for one status. A condition that several rows put is worked out once per person."""

    conditions: tuple[Condition, ...]
    rights: tuple[tuple[RightCode, tuple[_Prepared, ...]], ...]


def prepare(rights: Mapping[RightCode, Sequence[RightRow]]) -> Prepared:
    """Make rows ready for many people. ``rights`` holds those for one status, highest precedence first."""
    conditions = tuple(dict.fromkeys(one for rows in rights.values() for row in rows for one in row.conditions))
    place = {condition: number for number, condition in enumerate(conditions)}

    def ready(row: RightRow) -> _Prepared:
        answer = Answer.MISSING if row.rule.certainty is Certainty.UNKNOWN else row.answer
        return _Prepared(row.rule.first, row.rule.last, tuple(place[one] for one in row.conditions), answer, row)

    return Prepared(conditions, tuple((right, tuple(map(ready, rows))) for right, rows in rights.items()))


def answer_rights(prepared: Prepared, known: Known, day: date) -> tuple[RightAnswer, ...]:
    """Answer every right of one person on one day."""
    if not known.first <= day.toordinal() <= known.last:
        missing = (None, None, None, known.facts, day)
        return tuple(RightAnswer(right, _NO_ROW, *missing, covered=False) for right, _rows in prepared.rights)
    stretches: list[Stretch | None] = [None] * len(prepared.conditions)
    return tuple(
        _answer_right(right, _possible(rows, prepared.conditions, stretches, known), known, day)
        for right, rows in prepared.rights
    )


def _answer_right(right: RightCode, possible: Sequence[_Possible], known: Known, day: date) -> RightAnswer:
    decided = _decide(possible, day.toordinal())
    if decided.row is None:
        return RightAnswer(right, decided, None, None, None, known.facts, day)
    first, last, known_to = _reach(possible, decided.answer, day.toordinal(), known)
    ends = None if last >= LAST else date.fromordinal(last)
    return RightAnswer(right, decided, date.fromordinal(first), ends, known_to, known.facts, day)


def _possible(
    rows: Sequence[_Prepared], conditions: Sequence[Condition], stretches: list[Stretch | None], known: Known
) -> list[_Possible]:
    """Return the rows that may hold on a day of the status. Worked out for every person: nothing is asked twice."""
    found = []
    begins, ends = known.first, known.last
    for first, last, places, answer, row in rows:
        if first > ends or last < begins:
            continue
        asks: tuple[str, ...] = ()
        for place in places:
            stretch = stretches[place]
            if stretch is None:
                stretch = stretches[place] = conditions[place].stretch(known)
            since, until, asked = stretch
            if since > first:
                first = since  # noqa: PLW2901 - the row's own days, narrowed
            if until < last:
                last = until  # noqa: PLW2901
            if first > last:
                break
            if asked and asked not in asks:
                asks = (*asks, asked)
        else:
            found.append(_Possible(first, last, asks, answer, row))
            if not asks and first <= begins and last >= ends:
                break  # no row after it decides on any day of the status
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
    if len(candidates) == 1 and not candidates[0].asks:  # so it is of most people
        return Decided(candidates[0].answer, candidates[0].row)
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


def _log(row: RightRow, told: RightAnswer) -> tuple[Line, ...]:
    known = Known(told.facts)
    lines = [Line("status", (told.facts.status, told.facts.begins)), Line("asked", (told.day,))]
    lines += [condition.say(known) for condition in row.conditions]
    lines.append(Line("row", (row.id, row.rule.valid_from, row.rule.valid_to)))
    if told.decided.asks:
        lines.append(Line("depends", told.decided.asks))
    if row.rule.certainty is not Certainty.IN_FORCE:
        lines.append(Line(f"certainty_{row.rule.certainty.value}", (row.rule.verified_on,)))
    if row.local:
        lines.append(Line("local", (row.rule.law,)))
    if told.known_to is not None:
        lines.append(Line("known_to", (told.known_to,)))
    return tuple(lines)


def as_local(row: RightRow) -> RightRow:
    """Return ``row`` as one the municipality has written."""
    return replace(row, local=True)
