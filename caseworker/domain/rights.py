"""What a person has a right to (rättigheter): dated rows of law, and the answer for one person on one day.

The rows of one right are asked in the order of their precedence; the first that holds decides. A row that asks for a
fact nobody has given makes the answer *conditional*, unless every possibility gives the same. Where no text is known
the answer is *missing*, never a guess.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from caseworker.domain.conditions import Condition, Line
from caseworker.domain.facts import FIRST, LAST, Facts, Known
from caseworker.domain.law import Certainty, Rule
from caseworker.domain.profile import EVERY_DAY, Daily


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


class _Spell(NamedTuple):
    """Days (ordinals) over which the same rows may decide, and those rows."""

    first: int
    last: int
    candidates: Sequence[_Possible]


class _Run(NamedTuple):
    """What is decided over a spell, and the days around it over which the answer stays the same."""

    spell: _Spell
    decided: Decided
    first: int
    last: int
    known_after: bool  # a text is known for the day after ``last``


class _Counted(NamedTuple):
    """A right some row of which counts from each one's days; with each row the place of its days."""

    right: RightCode
    rows: tuple[tuple[_Possible, int], ...]

    def run(self, days: Sequence[tuple[int, int]], known: Known, at: int) -> _Run:
        """Return what is decided on the day, worked out for every person."""
        return _run(_narrowed(self.rows, days, known), at, known.first, known.last)


class _Fixed(NamedTuple):
    """A right that counts from nobody's days: what its rows decide is worked out once for the profile."""

    right: RightCode
    rows: tuple[_Possible, ...]
    runs: list[_Run]  # those asked for so far

    def run(self, _days: Sequence[tuple[int, int]], _known: Known, at: int) -> _Run:
        """Return what is decided on the day."""
        for one in self.runs:
            if one.spell.first <= at <= one.spell.last:
                return one
        found = _run(self.rows, at, FIRST, LAST)
        self.runs.append(found)
        return found


PreparedRights = tuple[_Counted | _Fixed, ...]
"""Every right with the rows that may hold for a profile."""


def prepare_rights(rights: Mapping[RightCode, Sequence[RightRow]], known: Known, daily: Daily) -> PreparedRights:
    """Make rows ready for all who share the profile of ``known``; those of a right come highest precedence first."""
    return tuple(_prepared(right, tuple(_ready(rows, known, daily))) for right, rows in rights.items())


def _ready(rows: Sequence[RightRow], known: Known, daily: Daily) -> Iterator[tuple[_Possible, int]]:
    for row in rows:
        settled = daily.settle(row.conditions, known)
        if settled is not None:
            answer = Answer.MISSING if row.rule.certainty is Certainty.UNKNOWN else row.answer
            yield _Possible(row.rule.first, row.rule.last, settled.asks, answer, row), settled.place


def _prepared(right: RightCode, rows: tuple[tuple[_Possible, int], ...]) -> _Counted | _Fixed:
    if any(place != EVERY_DAY for _row, place in rows):
        return _Counted(right, rows)
    return _Fixed(right, tuple(row for row, _place in rows), [])


def answer_rights(
    prepared: PreparedRights, days: Sequence[tuple[int, int]], known: Known, day: date
) -> tuple[RightAnswer, ...]:
    """Answer every right of one person on one day. ``days`` are hers at each place of the profile's ``Daily``."""
    at = day.toordinal()
    if not known.first <= at <= known.last:
        missing = (None, None, None, known.facts, day)
        return tuple(RightAnswer(one.right, _NO_ROW, *missing, covered=False) for one in prepared)
    return tuple([_told(one.right, one.run(days, known, at), known, day) for one in prepared])


def _told(right: RightCode, run: _Run, known: Known, day: date) -> RightAnswer:
    """Return the answer of a run to one person, whose status begins and ends."""
    decided = run.decided
    if decided.row is None:
        return RightAnswer(right, decided, None, None, None, known.facts, day)
    last, known_to = known.last, None
    if run.last < last:
        last, known_to = (run.last, None) if run.known_after else (LAST, date.fromordinal(run.last))
    first = date.fromordinal(max(run.first, known.first))
    ends = None if last >= LAST else date.fromordinal(last)
    return RightAnswer(right, decided, first, ends, known_to, known.facts, day)


def _narrowed(rows: Sequence[tuple[_Possible, int]], days: Sequence[tuple[int, int]], known: Known) -> list[_Possible]:
    """Return the rows that may hold on a day of the status, each over the days its conditions leave it."""
    found = []
    begins, ends = known.first, known.last
    for possible, place in rows:
        first, last, asks, answer, row = possible
        if place != EVERY_DAY:
            since, until = days[place]
            if since > first:
                first = since
            if until < last:
                last = until
            if first > last:
                continue
        if first <= ends and last >= begins:
            found.append(_Possible(first, last, asks, answer, row) if place else possible)
            if not asks and first <= begins and last >= ends:
                break  # no row after it decides on any day of the status
    return found


def _run(possible: Sequence[_Possible], at: int, begins: int, ends: int) -> _Run:
    """Return what is decided on a day, and the days around it with the same answer, as far as from begin to end."""
    spell = _spell(possible, at)
    decided = _decide(spell.candidates)
    first, last, _candidates = spell
    while first > begins:
        before = _spell(possible, first - 1)
        if _answer(before.candidates) is not decided.answer:
            break
        first = before.first
    while last < ends:
        after = _spell(possible, last + 1)
        then = _answer(after.candidates)
        if then is not decided.answer:
            return _Run(spell, decided, first, last, then is not Answer.MISSING)
        last = after.last
    return _Run(spell, decided, first, last, True)


def _spell(possible: Sequence[_Possible], at: int) -> _Spell:
    """Return the days around ``at`` with the same candidates: rows that depend, and the first that surely holds."""
    since, until = FIRST, LAST
    found = []
    for one in possible:
        first, last, asks, _answer, _row = one
        if last < at:
            if last >= since:
                since = last + 1
        elif first > at:
            if first <= until:
                until = first - 1
        else:
            found.append(one)
            if first > since:
                since = first
            if last < until:
                until = last
            if not asks:
                break
    return _Spell(since, until, found)


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


def _decide(candidates: Sequence[_Possible]) -> Decided:
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
