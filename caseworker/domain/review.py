"""Review of the log (loggkontroll): what is drawn to be looked at, by chance and by rule, and when a review is due.

Pure: rows, facts and rules come in, draws go out; the same seed always draws the same rows. A flag accuses nobody: it
says what a colleague may be asked about.
"""

import hashlib
import hmac
import re
import unicodedata
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

LONGEST_COMMENT = 1000
_MONDAY_TO_FRIDAY = range(5)
_PARTICLES = frozenset({"von", "van", "der", "den", "del", "bin", "ibn", "abu", "abd", "the"})
_SHORTEST_SURNAME = 3
_SHORTEST_NUMBER = 6
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s+–-]+(?=\d)")


class Flag(StrEnum):
    """Why a row is looked at. The first is chance, the others are rules; the first that fits is told."""

    RANDOM = "random"
    CLOSE = "close"  # declared as close (jäv)
    SURNAME = "surname"  # the same surname
    PROTECTED = "protected"
    NO_CASE = "no_case"  # no assignment to the person's case that day
    HOURS = "hours"  # before or after office hours, or at a weekend
    BULK = "bulk"  # many people in a short time
    LETTERS = "letters"  # many letters in a short time


class Outcome(StrEnum):
    """What a reviewer decides about one item."""

    ACCEPTABLE = "acceptable"  # godtagbart
    ASK = "ask"  # the colleague is asked
    REPORT = "report"  # it is reported


@dataclass(frozen=True, slots=True)
class ReviewRules:
    """What the flags look for, as the municipality decided (``resources/rules/log.toml``)."""

    sample: int
    opens: int  # the hour office hours begin
    closes: int
    bulk_people: int
    bulk_minutes: int
    letters: int
    letter_minutes: int
    looks: frozenset[str]  # actions that show somebody a person
    letter_actions: frozenset[str]
    unsampled: tuple[str, ...]  # beginnings of actions that are no work with people: the review itself


@dataclass(frozen=True, slots=True)
class LogRow:
    """One row of the log as a review needs it; ``at`` as a Swedish clock showed it, ``person`` "" for none."""

    seq: int
    at: datetime
    actor: str
    action: str
    person: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about those in the log: surnames, declared ties, assignments, protected persons."""

    staff_surnames: Mapping[str, frozenset[str]] = field(default_factory=dict)
    surnames: Mapping[str, frozenset[str]] = field(default_factory=dict)
    close: frozenset[tuple[str, str]] = frozenset()
    assigned: Mapping[tuple[str, str], Sequence[tuple[date, date | None]]] = field(default_factory=dict)
    protected: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Drawn:
    """One thing to review: why, whose, and which rows of the log, oldest first."""

    flag: Flag
    actor: str
    seqs: tuple[int, ...]


def draw(rows: Sequence[LogRow], facts: Facts, rules: ReviewRules, seed: str) -> tuple[Drawn, ...]:
    """Return what a review of ``rows`` (oldest first) consists of: the random rows, then the flagged ones."""
    own = {row.seq: row.actor for row in rows if not row.action.startswith(rules.unsampled)}
    chance = tuple(Drawn(Flag.RANDOM, own[seq], (seq,)) for seq in sample(own, rules.sample, seed))
    return chance + flagged(rows, facts, rules)


def sample(seqs: Collection[int], size: int, seed: str) -> tuple[int, ...]:
    """Return ``size`` of ``seqs``, in order. Whoever has the seed draws the same: lowest HMAC-SHA256 under it."""

    def lot(seq: int) -> bytes:
        return hmac.digest(seed.encode(), str(seq).encode(), hashlib.sha256)

    return tuple(sorted(sorted(seqs, key=lot)[:size]))


def flagged(rows: Sequence[LogRow], facts: Facts, rules: ReviewRules) -> tuple[Drawn, ...]:
    """Return what the rules flag, the gravest first."""
    looks = [row for row in rows if row.action in rules.looks]
    found: dict[tuple[Flag, str, object], list[int]] = defaultdict(list)
    for row in looks:
        for flag, key in _of_one_row(row, facts, rules):
            found[flag, row.actor, key].append(row.seq)
    drawn = [Drawn(flag, actor, tuple(seqs)) for (flag, actor, _key), seqs in found.items()]
    printed = [row for row in rows if row.action in rules.letter_actions]
    drawn += _bursts(Flag.BULK, looks, timedelta(minutes=rules.bulk_minutes), _people, rules.bulk_people)
    drawn += _bursts(Flag.LETTERS, printed, timedelta(minutes=rules.letter_minutes), len, rules.letters)
    order = list(Flag)
    return tuple(sorted(drawn, key=lambda one: (order.index(one.flag), one.seqs)))


def _of_one_row(row: LogRow, facts: Facts, rules: ReviewRules) -> Iterable[tuple[Flag, object]]:
    """Tell which flags one look raises, each with what keeps looks of one item together."""
    if row.person:
        of_person = next((flag for flag, fits in _ABOUT_A_PERSON if fits(row, facts)), None)
        if of_person is not None:
            # looks without a case are many where colleagues stand in for each other: one item for each colleague
            yield of_person, None if of_person is Flag.NO_CASE else row.person
    if out_of_hours(row.at, rules):
        yield Flag.HOURS, (row.at - timedelta(hours=rules.opens)).date()


def out_of_hours(at: datetime, rules: ReviewRules) -> bool:
    """Tell whether ``at`` lies outside office hours, or on a Saturday or Sunday."""
    return at.weekday() not in _MONDAY_TO_FRIDAY or not rules.opens <= at.hour < rules.closes


def _same_surname(row: LogRow, facts: Facts) -> bool:
    return bool(facts.staff_surnames.get(row.actor, frozenset()) & facts.surnames.get(row.person, frozenset()))


def _without_case(row: LogRow, facts: Facts) -> bool:
    day = row.at.date()
    periods = facts.assigned.get((row.actor, row.person), ())
    return not any(begins <= day and (ends is None or day <= ends) for begins, ends in periods)


_ABOUT_A_PERSON: tuple[tuple[Flag, Callable[[LogRow, Facts], bool]], ...] = (
    (Flag.CLOSE, lambda row, facts: (row.actor, row.person) in facts.close),
    (Flag.SURNAME, _same_surname),
    (Flag.PROTECTED, lambda row, facts: row.person in facts.protected),
    (Flag.NO_CASE, _without_case),
)


def _people(window: Collection[LogRow]) -> int:
    return len({row.person for row in window if row.person})


def _bursts(
    flag: Flag, rows: Iterable[LogRow], length: timedelta, size: Callable[[Collection[LogRow]], int], enough: int
) -> list[Drawn]:
    """Find stretches of ``length`` with ``enough`` in them; those that overlap are one."""
    drawn = []
    by_actor: dict[str, list[LogRow]] = defaultdict(list)
    for row in rows:
        by_actor[row.actor].append(row)
    for actor, own in by_actor.items():
        window: deque[LogRow] = deque()
        burst: dict[int, None] = {}
        for row in own:
            window.append(row)
            while row.at - window[0].at > length:
                window.popleft()
            if len(window) >= enough and size(window) >= enough:
                if burst and not any(one.seq in burst for one in window):
                    drawn.append(Drawn(flag, actor, tuple(burst)))
                    burst = {}
                burst |= dict.fromkeys(one.seq for one in window)
        if burst:
            drawn.append(Drawn(flag, actor, tuple(burst)))
    return drawn


def surnames_in(words: str) -> frozenset[str]:
    """Return the surnames in ``words`` as they are compared: small letters, no accents, no particles."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    letters = "".join(one if one.isalpha() else " " for one in plain if not unicodedata.combining(one))
    return frozenset(word for word in letters.split() if len(word) >= _SHORTEST_SURNAME and word not in _PARTICLES)


def surnames_of_staff(name: str) -> frozenset[str]:
    """Return the surnames of a member of staff: all her names but the first."""
    _given, _space, rest = name.strip().partition(" ")
    return surnames_in(rest)


@dataclass(frozen=True, slots=True)
class Traces:
    """What words name a person by: surnames as they are compared, whole names and addresses, digits of her numbers."""

    surnames: frozenset[str]
    texts: frozenset[str]
    numbers: frozenset[str]


def traces_of(surnames: Iterable[str], texts: Iterable[str], numbers: Iterable[str]) -> Traces:
    """Return what to look for; of a long number also its last ten digits, as people write it."""
    found: set[str] = set()
    for number in numbers:
        digits = "".join(one for one in number if one.isdecimal())
        found |= {digits, digits[-10:]}
    return Traces(
        frozenset().union(*map(surnames_in, surnames)),
        frozenset(text.casefold() for text in texts if len(text) >= _SHORTEST_SURNAME),
        frozenset(digits for digits in found if len(digits) >= _SHORTEST_NUMBER),
    )


def mentions(words: str, traces: Traces) -> bool:
    """Tell whether ``words`` name the person of ``traces``. A first name alone is not found: many bear it."""
    plain, digits = words.casefold(), _BETWEEN_DIGITS.sub("", words)
    return (
        not traces.surnames.isdisjoint(surnames_in(words))
        or any(text in plain for text in traces.texts)
        or any(number in digits for number in traces.numbers)
    )


def due(today: date, last_signed: date | None) -> date:
    """Return the last day of the month whose review is next: this month's, or the next when it is signed already."""
    done = last_signed is not None and (last_signed.year, last_signed.month) >= (today.year, today.month)
    month = today.month - 1 + (2 if done else 1)
    return date(today.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def counted(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """Return how many items got each outcome, also those that nobody got."""
    found = Counter(outcomes)
    return {outcome.value: found[outcome] for outcome in Outcome}
