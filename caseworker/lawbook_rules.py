"""Reads the rows of law that rights and duties are answered by, from ``resources/lawbook``.

    version.toml     which lawbook this is
    acts.toml        the paragraph index: acts, chapters and paragraphs a row may cite
    facts.toml       the closed vocabulary of days and circumstances a condition may ask about
    pension.toml     the age limit for older people by day of birth
    areas.toml       areas of responsibility and who usually has them
    rights/*.toml    one file per right
    duties/*.toml    duties and last days

A row that is only proposed is read, checked and kept apart: it is shown and never applied.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TypeVar

from caseworker import fact_sources, lawbook
from caseworker.domain.conditions import (
    Age,
    Bound,
    Circumstance,
    Condition,
    HalfYear,
    Happened,
    OneOf,
    Pension,
    Since,
)
from caseworker.domain.daycount import Span
from caseworker.domain.duties import Counting, DutyRow, Loss
from caseworker.domain.evaluation import Rules
from caseworker.domain.facts import FactKind, Facts, FactWord
from caseworker.domain.law import Certainty, Rule, cited
from caseworker.domain.rights import Answer, RightCode, RightRow
from caseworker.domain.status import PermitType
from caseworker.duty_fields import read_opens, read_short, read_steps
from caseworker.errors import EnvironmentFault, Refused, UsageFault
from caseworker.lawacts import Act, cites_exist, cites_hold, read_acts
from caseworker.places import RESOURCES
from caseworker.rowfile import FileRow, Place, read

FAULT = lawbook.FAULT
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_SPAN = ("years", "months", "weeks", "days", "workdays")
_COUNT = frozenset(_SPAN) | {
    "from",
    "birthday",
    "not_before",
    "half_year",
    "quarter",
    "year",
    "at_once",
    "again",
    "stays",
}
_AXES = {
    "grounds": "ground",
    "permits": "permit",
    "settlements": "settlement",
    "accommodations": "accommodation",
    "municipalities": "municipality",
}
_ALWAYS_DAYS = ("status", "first_status", "born")
_OLDEST = 130
_LONGEST = 40_000  # of any unit: more is no limit of any law


@dataclass(frozen=True, slots=True)
class Area:
    """An area of responsibility (ansvarsområde) and the actor that usually has it."""

    code: str
    actor: str
    sv: str
    en: str


@dataclass(frozen=True, slots=True)
class Case:
    """A test case in a row's own file: facts, a day, and what is expected of the row's right or duty."""

    row: str
    facts: Facts
    on: date
    answer: str
    begins: date | None
    ends: date | None
    last_day: date | None


@dataclass(frozen=True, slots=True)
class RuleFiles:
    """Everything read: what is applied, what is only proposed, the index, the areas and the cases."""

    rules: Rules
    proposed_rights: tuple[RightRow, ...]
    proposed_duties: tuple[DutyRow, ...]
    acts: Mapping[str, Act]
    areas: Mapping[str, Area]
    cases: tuple[Case, ...]


@cache
def load() -> RuleFiles:
    """Return the shipped rows. Raises ``EnvironmentFault("lawbook.broken", file=…, row=…, field=…)``."""
    return read_folder(RESOURCES / "lawbook")


def read_folder(folder: Place, told: list[EnvironmentFault] | None = None) -> RuleFiles:
    """Read and check every file of rules in ``folder``.

    Raises the first fault; with ``told`` a row that is broken is left out and its fault put there instead.
    """
    return _Reader(folder, told).files()


Row = TypeVar("Row", RightRow, DutyRow)


class _Reader:
    """Reads the files of one folder; what one file defines the next is checked against."""

    def __init__(self, folder: Place, told: list[EnvironmentFault] | None) -> None:
        self._folder = folder
        self._told = told
        self._book = lawbook.read_folder(folder)
        self._statuses = tuple(dict.fromkeys(entry.code for entry in self._book.statuses))
        self._acts = read_acts(folder / "acts.toml", fault=FAULT)
        self._check_cites()
        self._titles = {act.number: act.title for act in self._acts.values()}
        self._words = {word.code: word for word in self._read_words()}
        self._areas = {area.code: area for area in self._read_areas()}
        self._bounds = self._read_bounds()
        self._seen: set[str] = set()
        self._cases: list[Case] = []
        # rows share equal conditions, so that each is worked out once
        self._shared: dict[Condition, Condition] = {}
        self._shared_rows: dict[tuple[Condition, ...], tuple[Condition, ...]] = {}

    def files(self) -> RuleFiles:
        """Return everything."""
        rights = self._rows("rights", self._right)
        duties = self._rows("duties", self._duty)
        version = self._read("version.toml").text("version")
        return RuleFiles(
            rules=Rules(version, tuple(_applied(rights)), tuple(_applied(duties)), self._words),
            proposed_rights=tuple(row for row in rights if row.rule.certainty is Certainty.PROPOSED),
            proposed_duties=tuple(row for row in duties if row.rule.certainty is Certainty.PROPOSED),
            acts=self._acts,
            areas=self._areas,
            cases=tuple(self._cases),
        )

    def _check_cites(self) -> None:
        for name in ("statuses", "settlements", "accommodations"):
            for entry in getattr(self._book, name):
                if not cites_exist(entry.rule, self._acts):  # a status may be older than the act that has it now
                    row = f"{entry.code} {entry.rule.valid_from}"
                    raise FileRow({}, file=f"{name}.toml", row=row, fault=FAULT).broken("cites")

    def _read(self, name: str) -> FileRow:
        return read(self._folder / name, fault=FAULT)

    def _rows(self, folder: str, make: Callable[[FileRow, FileRow], Row]) -> Sequence[Row]:
        rows: list[Row] = []
        for path in sorted((self._folder / folder).glob("*.toml"), key=lambda one: one.name):
            file = read(path, fault=FAULT)
            for fields in file.rows("row"):
                try:
                    self._take(make(file, fields), fields, rows)
                except EnvironmentFault as fault:
                    if self._told is None:
                        raise
                    self._told.append(fault)
        if not rows:
            raise FileRow({}, file=folder, row="", fault=FAULT).broken("")
        return rows

    def _take(self, row: Row, fields: FileRow, rows: list[Row]) -> None:
        if row.id in self._seen:
            raise fields.broken("id")
        if any(_unordered(row, other) for other in rows):
            raise fields.broken("precedence")
        cases = tuple(self._read_cases(row.id, fields))
        self._seen.add(row.id)
        self._cases += cases
        rows.append(row)

    def _right(self, file: FileRow, row: FileRow) -> RightRow:
        return RightRow(
            id=row.text("id"),
            right=file.choice("right", RightCode),
            statuses=self._status_codes(row),
            answer=row.choice("answer", Answer),
            conditions=self._conditions(row),
            precedence=row.number("precedence"),
            responsible=self._area(row),
            sv=row.text("sv"),
            rule=self._rule(row),
        )

    def _duty(self, _file: FileRow, row: FileRow) -> DutyRow:
        return DutyRow(
            id=row.text("id"),
            duty=row.text("duty"),
            statuses=self._status_codes(row),
            conditions=self._conditions(row),
            counting=self._counting(row),
            done=self._day_code(row, "done") if "done" in row.fields() else "",
            opens=read_opens(row),
            loss=row.choice("loss", Loss),
            lost=row.text("lost"),
            responsible=self._area(row),
            action=row.text("action", default=""),
            sv=row.text("sv"),
            short=read_short(row, "short"),
            short_en=read_short(row, "short_en"),
            rule=self._rule(row),
            remind=read_steps(row),
        )

    def _rule(self, row: FileRow) -> Rule:
        cites = lawbook.read_cites(row, "law")
        rule = lawbook.read_rule(row, cited(cites, self._titles), cites)
        if not cites or not cites_hold(rule, self._acts):
            raise row.broken("law")
        return rule

    def _status_codes(self, row: FileRow) -> frozenset[str]:
        codes: set[str] = set()
        for wanted in row.texts("statuses"):
            start = wanted.removesuffix("*")
            found = {code for code in self._statuses if code == wanted or (start != wanted and code.startswith(start))}
            if not found:
                raise row.broken("statuses")
            codes |= found
        codes -= set(row.texts("not_statuses"))
        if not codes or not set(row.texts("not_statuses")) <= set(self._statuses):
            raise row.broken("statuses")
        return frozenset(codes)

    def _area(self, row: FileRow) -> str:
        code = row.text("responsible")
        if code not in self._areas:
            raise row.broken("responsible")
        return code

    def _conditions(self, row: FileRow) -> tuple[Condition, ...]:
        found = self._read_conditions(row.table("when")) if "when" in row.fields() else ()
        shared = tuple(self._shared.setdefault(condition, condition) for condition in found)
        return self._shared_rows.setdefault(shared, shared)

    def _read_conditions(self, when: FileRow) -> Iterator[Condition]:
        for name in when.fields_in_order():
            match name:
                case "age":
                    yield _age(when)
                case "half_year" | "before_half_year":
                    if not 0 <= when.number(name) <= _OLDEST:
                        raise when.broken(name)
                    yield HalfYear(when.number(name), until=name != "half_year")
                case "pension":
                    if when.text(name) not in ("before", "reached"):
                        raise when.broken(name)
                    yield Pension(self._bounds, reached=when.text(name) == "reached")
                case "is" | "is_not":
                    for code in when.texts(name):
                        word = self._word(when, name, code, FactKind.CIRCUMSTANCE)
                        yield Circumstance(code, name == "is", word.assumed)
                case "since" | "until":
                    for one in when.rows(name):
                        code = self._day_code(one, "day")
                        yield Since(code, _span(one), self._assumed(code), until=name == "until")
                case "before_day" | "from_day":
                    for one in when.rows(name):
                        code = self._day_code(one, "day")
                        yield Happened(code, one.day("date"), self._assumed(code), before=name == "before_day")
                case _ if (axis := _AXES.get(name.removeprefix("not_").removeprefix("said_"))) is not None:
                    codes = self._axis_codes(when, name, axis)
                    yield OneOf(axis, codes, without=name.startswith("not_"), said=name.startswith("said_"))
                case _:
                    raise when.broken(name)

    def _axis_codes(self, when: FileRow, name: str, axis: str) -> frozenset[str]:
        known = {
            "ground": {ground.code for entry in self._book.statuses for ground in entry.grounds},
            "permit": {"PUT", "TUT", "none"},
            "settlement": {entry.code for entry in self._book.settlements},
            "accommodation": {entry.code for entry in self._book.accommodations},
        }
        codes = frozenset(when.texts(name))
        if not codes or not codes <= known.get(axis, codes):
            raise when.broken(name)
        return codes

    def _counting(self, row: FileRow) -> Counting:
        count = row.table("count")
        if count.fields() - _COUNT:
            raise row.broken("count")
        birthday = count.number("birthday") if "birthday" in count.fields() else None
        if (birthday is None) == ("from" not in count.fields()):
            raise row.broken("count")
        return Counting(
            event="" if birthday is not None else self._day_code(count, "from"),
            span=_span(count),
            birthday=birthday,
            not_before=count.optional_day("not_before"),
            half_year=count.number("half_year") if "half_year" in count.fields() else None,
            quarter=count.flag("quarter"),
            year=count.flag("year"),
            at_once=count.flag("at_once"),
            again=count.flag("again"),
            moves=not count.flag("stays"),
        )

    def _word(self, row: FileRow, field: str, code: str, kind: FactKind) -> FactWord:
        word = self._words.get(code)
        if word is None or word.kind is not kind:
            raise row.broken(field)
        return word

    def _day_code(self, row: FileRow, field: str) -> str:
        code = row.text(field)
        if code not in _ALWAYS_DAYS:
            self._word(row, field, code, FactKind.DAY)
        return code

    def _assumed(self, code: str) -> bool | None:
        return None if code in _ALWAYS_DAYS else self._words[code].assumed

    def _read_cases(self, row_id: str, row: FileRow) -> Iterator[Case]:
        for case in row.rows("cases"):
            try:
                facts = read_facts(case.table("facts").plain(), self._book, self._words)
            except (Refused, UsageFault):
                raise case.broken("facts") from None
            yield Case(
                row=row_id,
                facts=facts,
                on=case.day("on"),
                answer=case.text("answer", default=""),
                begins=case.optional_day("from"),
                ends=case.optional_day("to"),
                last_day=case.optional_day("last_day"),
            )

    def _read_words(self) -> Iterator[FactWord]:
        accommodations = {entry.code for entry in self._book.accommodations}
        for word in self._read("facts.toml").rows("fact"):
            yield FactWord(
                code=word.text("code"),
                kind=word.choice("kind", FactKind),
                sv=word.text("sv"),
                en=word.text("en"),
                assumed=word.flag("assumed") if "assumed" in word.fields() else None,
                follows=fact_sources.read_sources(word, accommodations),
                latest=word.flag("latest"),
            )

    def _read_areas(self) -> Iterator[Area]:
        for area in self._read("areas.toml").rows("area"):
            yield Area(area.text("code"), area.text("actor"), area.text("sv"), area.text("en"))

    def _read_bounds(self) -> tuple[Bound, ...]:
        file = self._read("pension.toml")
        bounds = tuple(
            Bound(row.day("born_from"), row.optional_day("born_to") or date.max, row.number("age"))
            for row in file.rows("bound")
        )
        if not bounds or not all(0 <= one.age <= _OLDEST for one in bounds):
            raise file.broken("bound")
        return bounds


def read_facts(fields: Mapping[str, object], book: lawbook.Lawbook, words: Mapping[str, FactWord]) -> Facts:
    """Return the facts written in a case, on a command line or in a line of a batch; days as dates or ISO texts.

    ``status`` and ``from`` must be there; ``born, to, first_status, ground, permit, settlement, accommodation,
    municipality`` and every word of the vocabulary may be. Raises ``UsageFault("facts.unknown_field", field=…)`` and
    ``UsageFault("facts.bad_value", field=…)``, and ``Refused`` with ``status.unknown_code``, ``status.ground``,
    ``settlement.unknown_code`` or ``accommodation.unknown_code``.
    """
    given = {name: value for name, value in fields.items() if value is not None and value != ""}
    axes = ("status", "ground", "permit", "settlement", "accommodation", "municipality")
    for name in given:
        if name not in words and name not in {*axes, "from", "first_status", "to", "born"}:
            raise UsageFault("facts.unknown_field", field=name[:40])
    texts = {name: _text(given, name) for name in axes if name in given}
    for name in ("status", "from"):
        if name not in given:
            raise UsageFault("facts.bad_value", field=name)
    entry = book.status(texts["status"])
    days = {name: read_day(given, name) for name in given if name in words and words[name].kind is FactKind.DAY}
    flags = {name: _flag(given, name) for name in given if name in words and words[name].kind is FactKind.CIRCUMSTANCE}
    return Facts(
        status=entry.code,
        begins=read_day(given, "from"),
        born=read_day(given, "born") if "born" in given else None,
        ends=read_day(given, "to") if "to" in given else None,
        ground=book.ground(entry.code, texts["ground"]) if "ground" in texts else "",
        permit=_permit(texts),
        settlement=book.settlement(texts["settlement"]).code if "settlement" in texts else "",
        accommodation=book.accommodation(texts["accommodation"]).code if "accommodation" in texts else "",
        municipality=texts.get("municipality", ""),
        days=days,
        circumstances={"unaccompanied": True, **flags} if entry.unaccompanied else flags,
        first=read_day(given, "first_status") if "first_status" in given else None,
    )


def _permit(texts: Mapping[str, str]) -> str:
    permit = texts.get("permit", "")
    if permit and permit not in {one.value for one in PermitType}:
        raise UsageFault("facts.bad_value", field="permit")
    return permit


def _text(given: Mapping[str, object], name: str) -> str:
    value = given[name]
    if not isinstance(value, str):
        raise UsageFault("facts.bad_value", field=name)
    return value


def read_day(given: Mapping[str, object], name: str) -> date:
    """Return a day of ``given``, a date or written ``2026-02-01``. Raises ``UsageFault("facts.bad_value")``."""
    value = given[name]
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):  # a week of the ISO calendar is none
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise UsageFault("facts.bad_value", field=name)


def _flag(given: Mapping[str, object], name: str) -> bool:
    value = given[name]
    if not isinstance(value, bool):
        raise UsageFault("facts.bad_value", field=name)
    return value


def _applied(rows: Iterable[Row]) -> Iterator[Row]:
    return (row for row in rows if row.rule.certainty is not Certainty.PROPOSED)


def _unordered(one: Row, other: Row) -> bool:
    """Tell whether two rows of one right could both decide and do not say which of them does."""
    if not isinstance(one, RightRow) or not isinstance(other, RightRow):
        return False
    mine, its = one.rule, other.rule
    apart = (mine.valid_to is not None and mine.valid_to < its.valid_from) or (
        its.valid_to is not None and its.valid_to < mine.valid_from
    )
    same = one.right is other.right and one.precedence == other.precedence
    return same and not apart and bool(one.statuses & other.statuses)


def _age(when: FileRow) -> Age:
    ages = when.numbers("age")
    if len(ages) not in (1, 2) or not all(0 <= age <= _OLDEST for age in ages):
        raise when.broken("age")
    return Age(ages[0], ages[1] if len(ages) > 1 else None)


def _span(row: FileRow) -> Span:
    lengths = {unit: row.number(unit) for unit in _SPAN if unit in row.fields()}
    if "workdays" in lengths and len(lengths) > 1:
        raise row.broken("workdays")
    for unit, length in lengths.items():
        if abs(length) > _LONGEST:
            raise row.broken(unit)
    return Span(**lengths)
