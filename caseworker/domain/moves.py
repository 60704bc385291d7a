"""What a move asks for (flyttärenden): whom to tell and by when, as dated rules applied to one person.

Which rules there are is data (``resources/rules/moves.toml``). A rule for protected persons is used for nobody else,
and no other rule is used for them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from caseworker.domain.daycount import age_on
from caseworker.domain.household import ADULT


@dataclass(frozen=True, slots=True)
class MoveRule:
    """One errand that a move may ask for; ``actor`` is whom to turn to.

    ``statuses`` are first parts of legal status codes ("=MASSF": that very code), empty = every status; ``ages`` first
    and last year of age, both included, None = everybody. ``days`` after the move is the last day, None: no day.
    """

    code: str
    actor: tuple[str, str]  # Swedish, English
    what: tuple[str, str]
    statuses: tuple[str, ...]
    not_statuses: tuple[str, ...]
    ages: tuple[int, int] | None
    protected: bool
    days: int | None
    law: str
    source: str
    verified_on: date
    certainty: str
    valid_from: date
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether the row holds on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def asked_for(
    rules: Iterable[MoveRule], *, status: str, born: date | None, protected: bool, day: date
) -> tuple[MoveRule, ...]:
    """Return what a move on ``day`` asks for about one person. One whose age is not known is asked about as grown."""
    age = age_on(born, day)
    return tuple(
        rule
        for rule in rules
        if rule.holds_on(day) and rule.protected is protected and _status(rule, status) and _age(rule, age)
    )


def last_day(rule: MoveRule, moved: date) -> date | None:
    """Return the last day of a rule's errand, None when the rule names none."""
    return None if rule.days is None else moved + timedelta(days=rule.days)


def _status(rule: MoveRule, status: str) -> bool:
    if any(_begins(status, first) for first in rule.not_statuses):
        return False
    return not rule.statuses or any(_begins(status, first) for first in rule.statuses)


def _begins(status: str, first: str) -> bool:
    return status == first.removeprefix("=") or status.startswith(f"{first}-")


def _age(rule: MoveRule, age: int | None) -> bool:
    if rule.ages is None:
        return True
    first, last = rule.ages
    return first >= ADULT if age is None else first <= age <= last
