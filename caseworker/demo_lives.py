"""What happens to made-up people: statuses that follow each other as they may in law, settlement and interventions."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from caseworker.demo_interventions import MadeIntervention, more_types, told
from caseworker.domain.daycount import add_months
from caseworker.domain.intake import EnteredStatus
from caseworker.domain.intervention import InterventionState
from caseworker.domain.status import PermitType
from caseworker.services.interventions import EnteredIntervention

_PROTECTION_UNTIL = date(2027, 3, 4)  # the end of temporary protection as agreed in June 2025
_REGISTERED_FROM = date(2024, 11, 1)  # act 2024:691 comes into force
_GROUNDS = {"NY-FLY": "UtlL 4:1", "NY-ALT": "UtlL 4:2", "NY-OMM": "UtlL 5:6", "NY-VH-1218": "UtlL 12:18"}
_MONTHS = {"NY-FLY": 36, "NY-ALT": 13, "NY-OMM": 13, "NY-VH-1218": 13}
_RENEWED_MONTHS = 24
_OUTCOMES = {
    InterventionState.COMPLETED: ("Genomförd", "Klar enligt plan", "Målet nått"),
    InterventionState.INTERRUPTED: ("Avbruten, flyttade", "Avbruten, började arbeta", "Avbruten på egen begäran"),
    InterventionState.DECLINED: ("Avböjde",),
}
_NOTES = (
    "Samtal om boende och hyra. Återkommer om en vecka.",
    "Hjälp med blankett. Kopia lämnad.",
    "Möte med tolk per telefon. Nästa steg genomgångna.",
    "Frågor om tillståndets längd besvarade, hänvisad till Migrationsverket.",
    "Uteblev från bokat möte, ny tid skickad.",
)
_CHILD_NOTES = (
    "Kontakt med skolan eller förskolan om plats.",
    "Samtal med vårdnadshavare. Barnet har kommit till ro.",
    "Hjälp med blankett. Kopia lämnad till vårdnadshavaren.",
)


@dataclass(slots=True)
class Life:
    """A made-up person's way: at least one status, in order of time."""

    statuses: list[EnteredStatus]
    arrived_through: str
    accommodation: str = ""
    first_settlement: str = ""
    settlements: tuple[tuple[str, date], ...] = ()
    interventions: tuple[MadeIntervention, ...] = ()
    notes: tuple[tuple[date, str], ...] = ()
    granted: date | None = field(default=None)

    @property
    def registered(self) -> bool:
        """Tell whether she is in the population register (folkbokförd)."""
        return self.statuses[-1].code.startswith("NY-") or self.statuses[-1].code == "MASSF-FB"

    @property
    def seeking(self) -> bool:
        """Tell whether she has an LMA card."""
        return self.statuses[-1].code in ("ASYL", "ASYL-EK", "TILLST", "AVSLAG-FAM", "AVSLAG-VUX")


def live(rng: random.Random, road: str, *, arrival: date, today: date, age: int, lot: float, children: bool) -> Life:
    """Return a life along ``road`` (asylum, unaccompanied, mass, quota, kin, permit) from ``arrival`` to ``today``.

    ``lot`` decides the outcome and is shared by a household; ``children`` tells whether it has any.
    """
    life = _ROADS[road](arrival, today, lot, children)
    life.granted = next((one.begins for one in life.statuses if one.code.startswith("NY-")), None)
    if life.granted is not None:
        way = "anvisad" if road in ("quota", "unaccompanied") or lot * 10 % 1 < 0.6 else "sjalvbosatt"
        if life.statuses[0].begins == life.granted:
            life.first_settlement = way
        else:
            life.settlements = ((way, life.granted),)
    made = _interventions(rng, life, road, today, age)
    seed = f"{road}{arrival}{age}{lot}"
    if life.granted is not None:
        made += [
            _further(type, begins, length, today) for type, begins, length in more_types(age, life.granted, today, seed)
        ]
    life.interventions = tuple(told(one, arrival, today, seed) for one in made)
    days = (today - arrival).days
    if rng.random() < 0.4:
        happened = sorted(arrival + timedelta(days=rng.randint(0, days)) for _ in range(rng.randint(1, 3)))
        life.notes = tuple((day, rng.choice(_CHILD_NOTES if age < 18 else _NOTES)) for day in happened)
    return life


def _last_day(begins: date, months: int) -> date:
    """Return the last day of a permit of so many months."""
    return add_months(begins, months) - timedelta(days=1)


def _granted(code: str, begins: date, today: date, *, unaccompanied: bool = False) -> list[EnteredStatus]:
    """Return the permit that begins, and its renewals up to ``today``."""
    permits: list[EnteredStatus] = []
    months = _MONTHS[code]
    while begins <= today:
        until = _last_day(begins, months)
        permits.append(
            EnteredStatus(code, begins, _GROUNDS[code], PermitType.TEMPORARY, until, unaccompanied=unaccompanied)
        )
        begins, months = until + timedelta(days=1), _RENEWED_MONTHS
    return permits


def _asylum(arrival: date, today: date, lot: float, children: bool) -> Life:
    decided = arrival + timedelta(days=120 + int(lot * 300))
    chance = lot * 97 % 1
    statuses = [EnteredStatus("ASYL", arrival)]
    if decided <= today:
        code = next((code for code, line in _DECISIONS if chance < line), None)
        if code is not None:
            statuses += _granted(code, decided, today)
        else:
            statuses.append(EnteredStatus("AVSLAG-FAM" if children else "AVSLAG-VUX", decided))
            later = decided + timedelta(days=90)
            if not children and chance > 0.9 and later <= today:
                statuses.append(EnteredStatus("PAPPERSL" if chance > 0.95 else "TILLST", later))
    return Life(statuses, "egen-kontakt", accommodation="asylboende" if chance * 10 % 1 < 0.7 else "eget")


_DECISIONS = (("NY-FLY", 0.42), ("NY-ALT", 0.68), ("NY-OMM", 0.73), ("NY-VH-1218", 0.76))


def _unaccompanied(arrival: date, today: date, lot: float, _children: bool) -> Life:
    decided = arrival + timedelta(days=100 + int(lot * 200))
    statuses = [EnteredStatus("ASYL-EK", arrival, unaccompanied=True)]
    if decided <= today:
        statuses += _granted("NY-FLY" if lot < 0.6 else "NY-ALT", decided, today, unaccompanied=True)
    return Life(statuses, "ensamkommande", accommodation="kommunens")


def _mass(arrival: date, today: date, lot: float, _children: bool) -> Life:
    until = max(_PROTECTION_UNTIL, today)
    statuses = [EnteredStatus("MASSF", arrival, "UtlL 21:2", PermitType.TEMPORARY, until)]
    entered = max(arrival + timedelta(days=370 + int(lot * 90)), _REGISTERED_FROM)
    if entered <= today:
        statuses.append(EnteredStatus("MASSF-FB", entered, "UtlL 21:2", PermitType.TEMPORARY, until))
    return Life(statuses, "massflykt", accommodation="kommunens" if lot < 0.6 else "eget")


def _quota(arrival: date, _today: date, _lot: float, _children: bool) -> Life:
    return Life([EnteredStatus("NY-KVOT", arrival, "UtlL 5:2", PermitType.PERMANENT)], "kvot")


def _kin(arrival: date, _today: date, lot: float, _children: bool) -> Life:
    until = _last_day(arrival, 24)
    ground = "UtlL 5:3" if lot < 0.9 else "UtlL 5:3 a"
    return Life([EnteredStatus("NY-ANK", arrival, ground, PermitType.TEMPORARY, until)], "anknytning")


def _permit(arrival: date, today: date, lot: float, _children: bool) -> Life:
    return Life(list(_granted("NY-FLY" if lot < 0.6 else "NY-ALT", arrival, today)), "annan-kommun")


_ROADS = {
    "asylum": _asylum,
    "unaccompanied": _unaccompanied,
    "mass": _mass,
    "quota": _quota,
    "kin": _kin,
    "permit": _permit,
}


def _interventions(rng: random.Random, life: Life, road: str, today: date, age: int) -> list[EnteredIntervention]:
    """Return what was done, each with the days it took counted from arrival or permit."""
    arrival = life.statuses[0].begins
    plan: list[tuple[str, date, int, float]] = []  # type, first day, length in days, how often
    if life.statuses[0].code in ("ASYL", "ASYL-EK", "MASSF"):
        plan.append(("halsoundersokning", arrival + timedelta(days=rng.randint(10, 60)), 1, 0.8))
        if age >= 16:
            plan.append(("samhallsintroduktion", arrival + timedelta(days=rng.randint(20, 90)), 14, 0.6))
    if road == "unaccompanied":
        plan.append(("god-man", arrival + timedelta(days=rng.randint(3, 15)), 900, 1.0))
        plan.append(("placering", arrival + timedelta(days=1), 900, 1.0))
        plan.append(("utredning-barn", arrival + timedelta(days=rng.randint(2, 20)), 110, 0.8))
    if 1 <= age <= 5:
        plan.append(("forskola", arrival + timedelta(days=rng.randint(60, 150)), 900, 0.7))
    if 6 <= age <= 17:
        plan.append(("skolplacering", arrival + timedelta(days=rng.randint(14, 60)), 900, 0.95))
    begun = life.granted or (life.statuses[-1].begins if life.statuses[-1].code == "MASSF-FB" else None)
    if begun is not None:
        plan += _after_permit(rng, begun, age)
    return [_made(rng, *step, today) for step in plan if rng.random() < step[3]]


def _after_permit(rng: random.Random, begun: date, age: int) -> list[tuple[str, date, int, float]]:
    def after(low: int, high: int) -> date:
        return begun + timedelta(days=rng.randint(low, high))

    plan = [("folkbokforing", after(7, 40), 25, 0.95)]
    if age >= 18:
        plan += [("bostadssokning", after(5, 60), 150, 0.5), ("ekonomiskt-bistand", after(5, 30), 60, 0.4)]
    if 18 <= age < 67:
        plan.append(("samhallsorientering-kurs", after(60, 200), 120, 0.7))
        plan.append(("sfi-anmalan", after(20, 60), 20, 0.8))
        plan.append(("sfi-kurs", after(60, 120), 420, 0.75))
    if 20 <= age < 67:
        plan.append(("etableringsprogram", after(30, 90), 730, 0.6))
        plan.append(("praktik", after(250, 400), 90, 0.3))
    return plan


def _further(type: str, begins: date, length: int, today: date) -> EnteredIntervention:
    if begins > today:
        return EnteredIntervention(type, state=InterventionState.PROPOSED)
    ends = begins + timedelta(days=length)
    if ends > today:
        return EnteredIntervention(type, "", InterventionState.ONGOING, begins)
    return EnteredIntervention(
        type, "", InterventionState.COMPLETED, begins, ends, _OUTCOMES[InterventionState.COMPLETED][0]
    )


def _made(rng: random.Random, type: str, begins: date, length: int, _often: float, today: date) -> EnteredIntervention:
    if begins > today:
        return EnteredIntervention(type, state=rng.choice([InterventionState.PROPOSED, InterventionState.DECIDED]))
    if rng.random() < 0.04:
        return EnteredIntervention(
            type, "", InterventionState.DECLINED, begins, begins, _OUTCOMES[InterventionState.DECLINED][0]
        )
    ends = begins + timedelta(days=length)
    if ends <= today:
        return EnteredIntervention(
            type, "", InterventionState.COMPLETED, begins, ends, rng.choice(_OUTCOMES[InterventionState.COMPLETED])
        )
    if rng.random() < 0.06:
        stopped = begins + timedelta(days=rng.randint(0, (today - begins).days))
        return EnteredIntervention(
            type,
            "",
            InterventionState.INTERRUPTED,
            begins,
            stopped,
            rng.choice(_OUTCOMES[InterventionState.INTERRUPTED]),
        )
    return EnteredIntervention(type, "", InterventionState.ONGOING, begins)
