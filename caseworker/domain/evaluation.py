"""Rights and duties of one person on one day: pure, total, deterministic."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from caseworker.domain.conditions import Line
from caseworker.domain.derived_facts import Sources, sources_of
from caseworker.domain.duties import Duty, DutyRow, PreparedDuty, answer_duties, prepare_duties
from caseworker.domain.facts import Facts, FactWord, Known
from caseworker.domain.profile import Daily, Profile, profile_of
from caseworker.domain.rights import PreparedRights, RightAnswer, RightCode, RightRow, answer_rights, prepare_rights
from caseworker.errors import Refused


class Prepared(NamedTuple):
    """The rows that may hold for the people of one profile."""

    daily: Daily
    rights: PreparedRights
    duties: tuple[PreparedDuty, ...]


_PROFILES = 2000  # kept at most; an office has some hundred


@dataclass(frozen=True, slots=True)
class Rules:
    """The rows that are applied, of law and of the municipality. Proposed rows are not among them."""

    version: str
    rights: tuple[RightRow, ...]
    duties: tuple[DutyRow, ...]
    words: Mapping[str, FactWord]
    _rights: dict[str, dict[RightCode, tuple[RightRow, ...]]] = field(default_factory=dict, repr=False, compare=False)
    _duties: dict[str, tuple[DutyRow, ...]] = field(default_factory=dict, repr=False, compare=False)
    _prepared: dict[Profile, Prepared] = field(default_factory=dict, repr=False, compare=False)
    _sources: list[Sources] = field(default_factory=list, repr=False, compare=False)

    def rights_of(self, status: str) -> Mapping[RightCode, tuple[RightRow, ...]]:
        """Return the rows of each right for a status, highest precedence first."""
        found = self._rights.get(status)
        if found is None:
            found = {right: tuple(_ordered(self.rights, right, status)) for right in RightCode}
            self._rights[status] = found
        return found

    def duties_of(self, status: str) -> tuple[DutyRow, ...]:
        """Return the rows of the duties for a status."""
        found = self._duties.get(status)
        if found is None:
            found = self._duties[status] = tuple(row for row in self.duties if status in row.statuses)
        return found

    def sources(self) -> Sources:
        """Return what in the register the words of the vocabulary follow from."""
        if not self._sources:
            self._sources.append(sources_of(self.words.values()))
        return self._sources[0]

    def prepared_for(self, known: Known) -> Prepared:
        """Return the rows that may hold for somebody, ready for all who share the profile."""
        profile = profile_of(known.facts)
        found = self._prepared.get(profile)
        if found is None:
            if len(self._prepared) >= _PROFILES:
                self._prepared.clear()
            status = known.facts.status
            daily = Daily()
            rights = prepare_rights(self.rights_of(status), known, daily)
            duties = prepare_duties(self.duties_of(status), known, daily)
            found = self._prepared[profile] = Prepared(daily, rights, duties)
        return found


class Evaluation(NamedTuple):
    """The answer about one person on one day. ``log`` holds what concerns all of it."""

    rights: tuple[RightAnswer, ...]
    duties: tuple[Duty, ...]
    log: tuple[Line, ...]


def evaluate(facts: Facts, day: date, rules: Rules) -> Evaluation:
    """Return every right of the matrix and every duty whose event is known. Never raises, never guesses.

    ``facts`` that contradict each other (``contradiction``) give *missing* rights, no duties and a line that says so.
    """
    log = [Line("lawbook", (rules.version,))]
    wrong = contradiction(facts)
    known = Known(facts)
    if wrong is not None:
        log.append(Line(wrong.code, tuple(wrong.params.values())))
        known.last = known.first - 1  # a status that covers no day
    daily, rights, duties = rules.prepared_for(known)
    days = daily.days(known)
    return Evaluation(answer_rights(rights, days, known, day), answer_duties(duties, days, known, day), tuple(log))


def contradiction(facts: Facts) -> Refused | None:
    """Return why facts cannot all be true: a status that ends before it begins, or begins before the birth.

    Nor can the first of the statuses before it begin after it.
    """
    if facts.first is not None and facts.begins < facts.first:
        return Refused("period.backwards", begins=facts.first, ends=facts.begins)
    if facts.ends is not None and facts.ends < facts.begins:
        return Refused("period.backwards", begins=facts.begins, ends=facts.ends)
    if facts.born is not None and facts.begins < facts.born:
        return Refused("facts.before_birth", begins=facts.begins, born=facts.born)
    return None


def _ordered(rows: Iterable[RightRow], right: RightCode, status: str) -> list[RightRow]:
    mine = [row for row in rows if row.right is right and status in row.statuses]
    return sorted(mine, key=lambda row: (not row.local, -row.precedence, row.id))
