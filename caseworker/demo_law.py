"""The days the law asks about in made-up lives: registration, assignment, reception, and what interventions prove."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from caseworker.demo_interventions import MadeIntervention
from caseworker.domain.intake import EnteredStatus
from caseworker.domain.intervention import InterventionState

_BEGUN = {
    "sfi-anmalan": "sfi_applied",
    "sfi-kurs": "sfi_admitted",
    "samhallsorientering-kurs": "civic_started",
    "etableringsprogram": "establishment_started",
    "god-man": "guardian_appointed",
    "skolplacering": "school_placed",
}
_FINISHED = {"samhallsorientering-kurs": "civic_finished", "halsoundersokning": "health_examined"}
_TO_REGISTER = 12  # days from a permit to the population register
_TO_MOVE = 40  # days from a permit to the home the municipality gives


def law_days(
    statuses: Sequence[EnteredStatus],
    settlements: Sequence[tuple[str, date]],
    interventions: Sequence[MadeIntervention],
    today: date,
) -> tuple[tuple[str, date], ...]:
    """Return codes of the law's vocabulary with their days; none lies after ``today``, each code stands once."""
    found = (*_settled(statuses, settlements), *_proved(interventions))
    days: dict[str, date] = {}
    for code, day in found:
        if day <= today:
            days.setdefault(code, day)
    return tuple(days.items())


def _settled(statuses: Sequence[EnteredStatus], settlements: Sequence[tuple[str, date]]) -> Iterator[tuple[str, date]]:
    permit = next((one for one in statuses if one.code.startswith("NY-") or one.code == "MASSF-FB"), None)
    if permit is None:
        return
    registered = permit.begins + timedelta(days=0 if permit.code == "MASSF-FB" else _TO_REGISTER)
    yield "registered_from", registered
    if settlements and settlements[0][0] == "anvisad":
        moved_in = permit.begins + timedelta(days=_TO_MOVE)
        yield "assigned", permit.begins
        yield "moved_in", moved_in
        yield "received", moved_in
    elif permit.code.startswith("NY-"):
        yield "received", registered


def _proved(interventions: Sequence[MadeIntervention]) -> Iterator[tuple[str, date]]:
    for one in (made.entered for made in interventions):
        if one.type in _BEGUN and one.begins is not None:
            yield _BEGUN[one.type], one.begins
        if one.type in _FINISHED and one.ends is not None and one.state is InterventionState.COMPLETED:
            yield _FINISHED[one.type], one.ends
