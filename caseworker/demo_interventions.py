"""What made-up people's interventions went through: steps with their days, evidence, contacts, hours and outcomes.

Draws from a chance of its own, made from what is already decided, so that the people themselves stay the same.
"""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from caseworker import codes
from caseworker.domain.daycount import add_months
from caseworker.domain.intervention import FINAL_STATES, ROAD, InterventionState
from caseworker.services.interventions import EnteredIntervention, EnteredStep

_S = InterventionState
_CONTACTS = ("Petra Sandell", "Idris Salim", "Lena Forsell", "Håkan Brodin", "Berit Holm", "Anders Vik", "Mona Ek")
_PLACES = {
    "sfi-kurs": "Lövåsa vux",
    "halsoundersokning": "Ekbackens vårdcentral",
    "samhallsorientering-kurs": "Medborgarhuset",
    "praktik": "Lövåsa kök",
    "forskola": "Förskolan Linden",
    "skolplacering": "Lövåsaskolan",
    "cykelkurs": "Lövåsa IF",
    "sprakcafe": "Stadsbiblioteket",
}
_DETAILS = {
    "sfi-kurs": ("studieväg 1, kurs B", "studieväg 1, kurs C", "studieväg 2, kurs C", "studieväg 3, kurs D"),
    "samhallsorientering-kurs": ("på arabiska", "på dari", "på tigrinska", "på ukrainska"),
    "validering": ("undersköterska", "snickare", "kock"),
}
_HOURS = {"samhallsorientering-kurs": 100, "sfi-kurs": 525}
_REASONS = ("Önskas av personen själv", "Behovet kom fram vid kartläggningen", "Nästa steg enligt planen")
_WAITING = (_S.PROPOSED, _S.DECIDED, _S.REFERRED, _S.REFERRED, _S.ACCEPTED)


@dataclass(frozen=True, slots=True)
class MadeIntervention:
    """An intervention as it stands today, and the day and outcome code of a follow-up after six months, if any."""

    entered: EnteredIntervention
    followed: tuple[date, str] | None = None


def more_types(age: int, begun: date, today: date, seed: str) -> list[tuple[str, date, int]]:
    """Return further interventions after a permit: type, first day and length in days."""
    chance = random.Random(f"{seed}{age}{begun}")  # noqa: S311 - made-up people, not keys
    adult = age >= 18
    offered = [
        ("barnbidrag", 40, 60, not adult),
        ("modersmal", 90, 300, 7 <= age < 18),
        ("fritid", 120, 200, True),
        ("cykelkurs", 150, 40, adult),
        ("sprakcafe", 30, 200, adult),
        ("vardkontakt", 60, 90, adult),
        ("validering", 200, 120, 25 <= age < 60),
        ("bankkonto", 50, 40, adult),
        ("kontaktfamilj", 100, 365, True),
        ("aldreforsorjningsstod", 60, 90, age >= 67),
        ("foraldrastod", 80, 100, 25 <= age < 50),
    ]
    chosen = [(type, after, length) for type, after, length, fits in offered if fits and chance.random() < 0.3]
    days = [(type, begun + timedelta(days=after + chance.randint(-20, 60)), length) for type, after, length in chosen]
    return [one for one in days if one[1] < today + timedelta(days=60)]


def told(made: EnteredIntervention, arrival: date, today: date, seed: str) -> MadeIntervention:
    """Return ``made`` with the road it has come since ``arrival``."""
    chance = random.Random(f"{seed}{made.type}{made.begins}{made.state}")  # noqa: S311
    if made.begins is None:
        made = replace(made, state=chance.choice(_WAITING))
    steps = _steps(chance, made, arrival, today)
    asked = made.state is not _S.PROPOSED
    made, followed = _with_outcome(chance, _with_hours(chance, made, today), today)
    entered = replace(
        made,
        detail=chance.choice(_DETAILS.get(made.type, ("",))),
        contact=chance.choice(_CONTACTS) if asked and chance.random() < 0.8 else "",
        place=_PLACES.get(made.type, "") if asked else "",
        steps=steps,
        ticks=_ticks(chance, made, steps),
    )
    return MadeIntervention(entered, followed)


def _steps(chance: random.Random, made: EnteredIntervention, arrival: date, today: date) -> tuple[EnteredStep, ...]:
    """Count back from the day the work began, or from a day not long ago when it has not."""
    if made.state is _S.DECLINED:
        states, last = [_S.PROPOSED, _S.DECIDED], made.begins or today
    elif made.begins is not None:
        states, last = list(ROAD[:5]), made.begins
    else:
        waited = chance.choice((2, 5, 9, 20, 34, 41))
        states, last = list(ROAD[: ROAD.index(made.state) + 1]), max(today - timedelta(days=waited), arrival)
    first, days = min(arrival, last), [last]
    for _ in states[1:]:
        days.insert(0, max(days[0] - timedelta(days=chance.randint(1, 12)), first))
    steps = [EnteredStep(state, day) for state, day in zip(states, days, strict=True)]
    if chance.random() < 0.4:
        steps[0] = replace(steps[0], why=chance.choice(_REASONS))
    if made.state in FINAL_STATES:
        steps.append(EnteredStep(made.state, made.ends or last, made.outcome))
    return tuple(steps)


def _ticks(
    chance: random.Random, made: EnteredIntervention, steps: tuple[EnteredStep, ...]
) -> tuple[tuple[str, date], ...]:
    evidence = codes.intervention_type(made.type).evidence
    if made.state is _S.COMPLETED:
        seen = len(evidence)
    elif made.state in (_S.ONGOING, _S.INTERRUPTED):
        seen = chance.randint(1, max(len(evidence) - 1, 1))
    else:
        seen = 1 if made.state in (_S.REFERRED, _S.ACCEPTED) else 0
    days = [step.day for step in steps[-min(seen, len(steps)) :]] if seen else []
    days = [days[0]] * (seen - len(days)) + days if days else []
    return tuple(zip(evidence, days, strict=False))


def _with_hours(chance: random.Random, made: EnteredIntervention, today: date) -> EnteredIntervention:
    total = _HOURS.get(made.type)
    if total is None or made.begins is None or made.begins > today:
        return made
    done = min((today - made.begins).days * chance.randint(6, 10) // 10, total - 5)
    return replace(made, hours_done=total if made.state is _S.COMPLETED else done, hours_total=total)


def _with_outcome(
    chance: random.Random, made: EnteredIntervention, today: date
) -> tuple[EnteredIntervention, tuple[date, str] | None]:
    if made.state is not _S.COMPLETED or made.ends is None:
        return made, None
    outcomes = codes.intervention_type(made.type).outcomes
    code = outcomes[0] if chance.random() < 0.7 else chance.choice(outcomes)
    due = add_months(made.ends, 6)
    followed = (due, chance.choice(outcomes)) if due <= today and chance.random() < 0.6 else None
    return replace(made, outcome_code=code, scale=chance.choice((2, 3, 4, 4, 5))), followed
