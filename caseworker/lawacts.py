"""The paragraph index (``resources/lawbook/acts.toml``): acts, chapters and paragraphs that a row of law may cite."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from caseworker.domain.law import Certainty, Cite, Rule
from caseworker.rowfile import FileRow, Place, read


class Held(NamedTuple):
    """From when to when an act or a paragraph is law, both days included, as far as its text tells."""

    first: date = date.min
    last: date = date.max

    def covers(self, first: date, last: date) -> bool:
        """Tell whether it holds all the days from ``first`` to ``last``."""
        return self.first <= first and last <= self.last


@dataclass(frozen=True, slots=True)
class Act:
    """An act of the paragraph index. ``paragraphs`` are written ``20:31 a`` or ``8 a``; ``title`` is the short one."""

    number: str
    title: str
    source: str
    read_on: date
    paragraphs: frozenset[str]
    held: Held = Held()
    dated: Mapping[str, Held] = field(default_factory=dict)  # paragraphs that begin later or end earlier than the act

    def has(self, one: Cite) -> bool:
        """Tell whether the act holds the paragraph; a citation of the whole act it always holds."""
        return not one.paragraph or _where(one) in self.paragraphs

    def holds(self, one: Cite, first: date, last: date) -> bool:
        """Tell whether what is cited is law all the days from ``first`` to ``last``, as far as that is known."""
        return self.held.covers(first, last) and self.dated.get(_where(one), Held()).covers(first, last)


def read_acts(path: Place, *, fault: str) -> dict[str, Act]:
    """Return the acts by number. Raises ``EnvironmentFault(fault, file=…, row=…, field=…)``."""
    acts: dict[str, Act] = {}
    for row, act in _acts(read(path, fault=fault)):
        if act.number in acts:
            raise row.broken("number")
        acts[act.number] = act
    return acts


def cites_exist(rule: Rule, acts: Mapping[str, Act]) -> bool:
    """Tell whether everything a row cites stands in the index."""
    return all(one.act in acts and acts[one.act].has(one) for one in rule.cites)


def cites_hold(rule: Rule, acts: Mapping[str, Act]) -> bool:
    """Tell whether everything a row cites stands in the index, and was law on all the row's days where it was read."""
    if not cites_exist(rule, acts):
        return False
    read_text = rule.certainty in (Certainty.IN_FORCE, Certainty.UNVERIFIED)  # a transitional row reaches further
    last = rule.valid_to or date.max
    return not read_text or all(acts[one.act].holds(one, rule.valid_from, last) for one in rule.cites)


def _where(one: Cite) -> str:
    return str(one).removeprefix(f"{one.act} ")


def _acts(file: FileRow) -> Iterator[tuple[FileRow, Act]]:
    for act in file.rows("act"):
        paragraphs = frozenset(_paragraphs(act))
        yield (
            act,
            Act(
                number=act.text("number"),
                title=act.text("title"),
                source=act.text("source"),
                read_on=act.day("read_on"),
                paragraphs=paragraphs,
                held=Held(act.optional_day("in_force") or date.min, act.optional_day("until") or date.max),
                dated=_dated(act, paragraphs),
            ),
        )


def _paragraphs(act: FileRow) -> Iterator[str]:
    """Write out ``20 = "1-3, 3 a"`` as ``20:1``, ``20:2``, ``20:3``, ``20:3 a``; the chapter "" is none."""
    if "paragraphs" not in act.fields():
        return
    for chapter, words in act.words("paragraphs").items():
        for part in words.split(", "):
            low, dash, high = part.partition("-")
            if dash and not (low.isdecimal() and high.isdecimal()):
                raise act.broken("paragraphs")
            numbers = [str(number) for number in range(int(low), int(high) + 1)] if dash else [part]
            yield from (f"{chapter}:{number}" if chapter else number for number in numbers)


def _dated(act: FileRow, paragraphs: frozenset[str]) -> dict[str, Held]:
    begins, ends = _days(act, "begins", paragraphs), _days(act, "ends", paragraphs)
    return {one: Held(begins.get(one, date.min), ends.get(one, date.max)) for one in begins.keys() | ends.keys()}


def _days(act: FileRow, field: str, paragraphs: frozenset[str]) -> dict[str, date]:
    days: dict[str, date] = {}
    for day, words in act.words(field).items() if field in act.fields() else ():
        for one in words.split(", "):
            try:
                days[one] = date.fromisoformat(day)
            except ValueError:
                raise act.broken(field) from None
            if one not in paragraphs:
                raise act.broken(field)
    return days
