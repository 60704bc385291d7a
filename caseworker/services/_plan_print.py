"""What a printed plan says, piece by piece, in words that the catalog of the letters knows. Not a service."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from caseworker import codes, i18n
from caseworker.domain.plan import ChangeKind, PlanChange, PlanComparison, PlanRow, PlanSheet, SubGoalRow
from caseworker.domain.rows import InterventionRow
from caseworker.letters.plan_paper import Fact, Kind, OwnWords, Phrase, Piece, Said, plan_words

_DOT = "{first} · {second}"


def pieces(
    sheet: PlanSheet,
    shown: PlanRow,
    interventions: Iterable[InterventionRow],
    names: Mapping[str, str],
    *,
    case_number: str,
    caseworker: str,
    foreign: bool,
) -> tuple[Piece, ...]:
    """Return the plan: facts, goals, interventions by area, what is new, whom to tell.

    ``names`` are what the types of interventions are called here; ``foreign``: another language stands beside.
    """
    teller = _Teller(names)
    found = [*teller.facts(shown, case_number, caseworker), *teller.goals(shown, foreign=foreign)]
    found += teller.interventions(tuple(interventions))
    if sheet.since is not None:
        found += teller.changes(sheet.since)
    return (*found, Said(_phrase("wrong"), Kind.LINE))


def day_in(day: date, language: str) -> str:
    """Return a day as a plan writes it in a language."""
    return day.isoformat() if language == i18n.LETTER_SOURCE else i18n.format_date(day, language)


def _phrase(key: str, **values: str | date | Phrase) -> Phrase:
    return Phrase(plan_words()[key], values)


def _as_it_is(words: str) -> Phrase:
    return Phrase("{words}", {"words": words})


class _Teller:
    """Tells one plan."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._shipped = {one.sv for one in codes.intervention_types()}

    def facts(self, plan: PlanRow, case_number: str, caseworker: str) -> Iterator[Piece]:
        state = _phrase(f"state_{plan.state}")
        if plan.approved is not None:
            state = _phrase(f"state_{plan.state}", day=plan.approved)
        yield Fact(_phrase("case"), _as_it_is(case_number))
        yield Fact(_phrase("version"), _as_it_is(str(plan.number)))
        yield Fact(_phrase("state"), state)
        if plan.approved is not None:
            yield Fact(_phrase("approved"), _joined("{first}, {second}", plan.approved, _phrase(plan.approved_how)))
        yield Fact(_phrase("caseworker"), _as_it_is(caseworker))

    def goals(self, plan: PlanRow, *, foreign: bool) -> Iterator[Piece]:
        yield Said(_phrase("goal"), Kind.HEADING)
        if foreign:
            yield Said(_phrase("own"), Kind.SMALL, keep=True)
        yield OwnWords(plan.goal)
        if plan.sub_goals:
            yield Said(_phrase("sub_goals"), Kind.HEADING)
        for number, one in enumerate(plan.sub_goals, 1):
            yield OwnWords(one.text, number, keep=one.due is not None or one.reached is not None)
            yield from _day_of(one)

    def interventions(self, rows: tuple[InterventionRow, ...]) -> Iterator[Piece]:
        yield Said(_phrase("interventions"), Kind.HEADING)
        if not rows:
            yield Said(_phrase("no_interventions"))
        for area in codes.known_areas():
            of_area = [row for row in rows if row.area == area.code]
            if of_area:
                yield Said(Phrase(area.sv), Kind.AREA)
            for row in of_area:
                yield from self._intervention(row)

    def _intervention(self, row: InterventionRow) -> Iterator[Piece]:
        yield Said(self._name(row.type), Kind.NAME)
        keep = bool(row.detail)
        yield Said(_joined(_DOT, _phrase(row.state), Phrase(codes.actor(row.actor).sv)), Kind.SMALL, keep=keep)
        place = _phrase("place", place=row.place)
        if row.begins is not None or row.ends is not None:
            span = _span(row.begins, row.ends)
            yield Said(_joined(_DOT, span, place) if row.place else span, Kind.SMALL, keep=keep)
        elif row.place:
            yield Said(place, Kind.SMALL, keep=keep)
        if row.detail:
            yield OwnWords(row.detail)

    def changes(self, since: PlanComparison) -> Iterator[Piece]:
        yield Said(_phrase("changes", number=str(since.before)), Kind.HEADING)
        if not since.changes:
            yield Said(_phrase("no_changes"))
        for change in since.changes:
            yield from _CHANGES.get(change.kind, _sub_goal)(self, change)

    def _name(self, type: str) -> Phrase:
        """Return what a type is called; a name that only this municipality has is never translated."""
        name = self._names.get(type, type)
        return Phrase(name) if name in self._shipped else _as_it_is(name)

    def of_intervention(self, change: PlanChange) -> Iterator[Piece]:
        name = self._name(change.what)
        if change.kind in (ChangeKind.INTERVENTION_ADDED, ChangeKind.INTERVENTION_REMOVED):
            yield Said(_phrase(change.kind, what=name))
            return
        told = _phrase if change.kind is ChangeKind.INTERVENTION_STATE else _days
        yield Said(name, Kind.NAME)
        yield Said(_phrase("intervention_changed", now=told(change.now), before=told(change.before)), Kind.SMALL)


def _day_of(goal: SubGoalRow) -> Iterator[Piece]:
    if goal.reached is not None:
        yield Said(_phrase("reached", day=goal.reached), Kind.SMALL)
    elif goal.due is not None:
        yield Said(_phrase("due", day=goal.due), Kind.SMALL)


def _joined(template: str, first: date | Phrase, second: Phrase) -> Phrase:
    return Phrase(template, {"first": first, "second": second})


def _span(begins: date | None, ends: date | None) -> Phrase:
    if begins is not None and ends is not None:
        return Phrase("{begins} – {ends}", {"begins": begins, "ends": ends})
    if begins is not None:
        return _phrase("from_day", begins=begins)
    return _phrase("to_day", ends=ends) if ends is not None else _phrase("no_day")


def _days(days: str) -> Phrase:
    begins, _slash, ends = days.partition("/")
    return _span(*(date.fromisoformat(day) if day else None for day in (begins, ends)))


def _goal(_teller: _Teller, change: PlanChange) -> Iterator[Piece]:
    yield Said(_phrase("goal_changed"), keep=True)
    yield OwnWords(change.before)


def _changed(_teller: _Teller, change: PlanChange) -> Iterator[Piece]:
    yield Said(_phrase("sub_goal_changed"), keep=True)
    yield OwnWords(change.before)
    yield Said(_phrase("sub_goal_now"), keep=True)
    yield OwnWords(change.now)


def _sub_goal(_teller: _Teller, change: PlanChange) -> Iterator[Piece]:
    """A sub-goal that came, went, was moved or was reached: what happened, then its words."""
    yield Said(_happened(change), keep=True)
    yield OwnWords(change.what)


def _happened(change: PlanChange) -> Phrase:
    days = {name: date.fromisoformat(day) for name, day in (("before", change.before), ("now", change.now)) if day}
    key = change.kind.value
    if change.kind is ChangeKind.SUB_GOAL_DUE and len(days) == 1:
        key = "sub_goal_due_first" if "now" in days else "sub_goal_due_none"
    elif change.kind is ChangeKind.SUB_GOAL_REACHED and "now" not in days:
        key = "sub_goal_not_reached"
    return _phrase(key, **days)


_CHANGES: Mapping[ChangeKind, Callable[[_Teller, PlanChange], Iterator[Piece]]] = {
    ChangeKind.GOAL: _goal,
    ChangeKind.SUB_GOAL_CHANGED: _changed,
    ChangeKind.INTERVENTION_ADDED: _Teller.of_intervention,
    ChangeKind.INTERVENTION_REMOVED: _Teller.of_intervention,
    ChangeKind.INTERVENTION_STATE: _Teller.of_intervention,
    ChangeKind.INTERVENTION_DAYS: _Teller.of_intervention,
}
