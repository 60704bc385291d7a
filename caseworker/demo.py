"""Makes up people for demo registers: names in several scripts, families, statuses and interventions over two years.

The same seed gives the same people. Every identity number is an official test number or lies in a made-up range; none
of the people exists. Registers nothing and prints nothing: ``showcase`` does.
"""

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from caseworker.demo_interventions import MadeIntervention
from caseworker.demo_law import law_days
from caseworker.demo_lives import Life, live
from caseworker.demo_numbers import NumberMaker
from caseworker.domain.daycount import age_on
from caseworker.domain.household import ADULT
from caseworker.domain.intake import EnteredAddress, EnteredNumber, EnteredStatus, Intake
from caseworker.domain.person import BirthPrecision, InterpreterNeed, Sex
from caseworker.places import RESOURCES
from caseworker.rowfile import FileRow, read

_HOUSEHOLDS = {"single": 42, "family": 30, "one_parent": 12, "old_couple": 6, "unaccompanied": 10}
# Telephone numbers that the Swedish Post and Telecom Authority keeps free for books and films: 070-174 06 05 to 99.
_PHONES = range(605, 700)
_STREETS = ("Exempelgatan", "Provvägen", "Påhittsgränd", "Testgatan", "Modellvägen")


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One made-up person: what is entered first, and what happens to her later, in order of time.

    Who has the same ``household`` lives together; ``parent`` tells who of them the others are children of.
    """

    intake: Intake
    statuses: tuple[EnteredStatus, ...]
    settlements: tuple[tuple[str, date], ...]
    interventions: tuple[MadeIntervention, ...]
    notes: tuple[tuple[date, str], ...]
    law_days: tuple[tuple[str, date], ...] = ()
    household: int = 0
    parent: bool = True


@dataclass(frozen=True, slots=True)
class _Name:
    latin: str
    original: str
    agency: str


@dataclass(frozen=True, slots=True)
class _Group:
    language: str
    weight: int
    father: bool
    women: tuple[_Name, ...]
    men: tuple[_Name, ...]
    families: tuple[_Name, ...]


@dataclass(frozen=True, slots=True)
class _Member:
    """One place in a household: registered sex, age in years, given name and whose child."""

    sex: Sex
    age: int
    given: _Name
    family: tuple[_Name, ...]


def people(count: int, seed: int, *, today: date) -> list[DemoPerson]:
    """Return ``count`` made-up people, whole households where they fit."""
    made: list[DemoPerson] = []
    rng = random.Random(seed)  # noqa: S311 - made-up people, not keys
    numbers = NumberMaker(rng, today)
    for number in itertools.count():
        if len(made) >= count:
            break
        made += (replace(person, household=number) for person in _household(rng, numbers, today))
    return made[:count]


def write_workbook(path: Path, people: Sequence[DemoPerson]) -> None:
    """Write ``people`` as they are first entered to an Excel workbook with Swedish headers. Texts stay texts."""
    import xlsxwriter

    from caseworker.exchange.people_columns import TITLES

    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, safe) as workbook:
        sheet = workbook.add_worksheet("Personer")
        bold = workbook.add_format({"bold": True})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for column, (title, *_) in enumerate(TITLES.values()):
            sheet.write_string(0, column, title, bold)
        for row, person in enumerate(people, 1):
            cells = _cells(person.intake)
            for column, field in enumerate(TITLES):
                value = cells.get(field, "")
                if isinstance(value, date):
                    sheet.write_datetime(row, column, value, day)
                elif value:
                    sheet.write_string(row, column, value)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(TITLES) - 1, 18)


def _cells(intake: Intake) -> dict[str, str | date]:
    sexes = {Sex.WOMAN: "kvinna", Sex.MAN: "man", Sex.UNKNOWN: "okänt"}
    needs = {InterpreterNeed.NEEDED: "ja", InterpreterNeed.NOT_NEEDED: "nej", InterpreterNeed.UNKNOWN: ""}
    cells: dict[str, str | date] = {
        name: getattr(intake, name)
        for name in ("given", "family", "original_name", "migration_name", "speaks", "reads", "phone", "email")
        + ("settlement", "accommodation", "arrived_through")
    }
    cells |= {"sex": sexes[intake.sex], "interpreter": needs[intake.interpreter]}
    cells |= {number.type: number.text for number in intake.numbers}
    if intake.born is not None:
        cells["born"] = f"{intake.born:%Y}" if intake.born_precision is BirthPrecision.YEAR else intake.born
    if intake.opened is not None:
        cells["opened"] = intake.opened
    if intake.address is not None:
        address = intake.address
        cells |= {"street": address.street, "postcode": address.postcode, "city": address.city}
    if intake.status is not None:
        status = intake.status
        cells |= {"status": status.code, "begins": status.begins, "ground": status.ground}
        cells |= {"permit": status.permit.value, "unaccompanied": "ja" if status.unaccompanied else ""}
        if status.permit_until is not None:
            cells["permit_until"] = status.permit_until
    return cells


@cache
def _groups() -> tuple[_Group, ...]:
    def names(row: FileRow, field: str) -> tuple[_Name, ...]:
        spelt = row.text_rows(field)
        return tuple(_Name(name[0], name[1], name[2] if len(name) > 2 else name[0].upper()) for name in spelt)

    file = read(RESOURCES / "codes" / "demo_names.toml", fault="codes.broken")
    return tuple(
        _Group(
            language=row.text("language"),
            weight=row.number("weight"),
            father=row.flag("father"),
            women=names(row, "women"),
            men=names(row, "men"),
            families=names(row, "families"),
        )
        for row in file.rows("group")
    )


def _household(rng: random.Random, numbers: NumberMaker, today: date) -> Iterator[DemoPerson]:
    groups = _groups()
    group = rng.choices(groups, [one.weight for one in groups])[0]
    kind = rng.choices(list(_HOUSEHOLDS), list(_HOUSEHOLDS.values()))[0]
    if kind == "unaccompanied" and group.language == "uk":
        kind = "one_parent"
    members = _members(rng, group, kind)
    children = any(member.age < 18 for member in members)
    road = _road(rng, group, kind)
    arrival = today - timedelta(days=rng.randint(20, 730))
    lot = rng.random()  # one decision for the whole household
    phone = f"070-174 06 {rng.choice(_PHONES) % 100:02d}"
    address = EnteredAddress(f"{rng.choice(_STREETS)} {rng.randint(1, 90)}", "753 20", "Uppsala")
    for member in members:
        life = live(rng, road, arrival=arrival, today=today, age=member.age, lot=lot, children=children)
        person = _person(rng, numbers, group, member, life, today)
        shown = phone if member.age >= 13 else ""
        entered = replace(person.intake, phone=shown, address=address)
        yield replace(person, intake=entered, parent=member in members[:2] and member.age >= ADULT)


def _road(rng: random.Random, group: _Group, kind: str) -> str:
    """Return by which road a household comes: which statuses follow each other."""
    if kind == "unaccompanied":
        return "unaccompanied"
    if group.language == "uk":
        return rng.choices(["mass", "asylum"], [92, 8])[0]
    return rng.choices(["asylum", "quota", "kin", "permit"], [66, 14, 16, 4])[0]


def _members(rng: random.Random, group: _Group, kind: str) -> list[_Member]:
    woman, man = _adult(rng, group, Sex.WOMAN), _adult(rng, group, Sex.MAN)
    if not group.father:
        woman = replace(woman, family=man.family)
    if kind == "single":
        return [rng.choices([woman, man], [35, 65])[0]]
    if kind == "old_couple":
        return [replace(woman, age=rng.randint(71, 84)), replace(man, age=rng.randint(71, 85))]
    if kind == "unaccompanied":
        return [replace(rng.choices([woman, man], [20, 80])[0], age=rng.randint(13, 17))]
    parents = [woman, man] if kind == "family" else [rng.choices([woman, man], [85, 15])[0]]
    parents = [replace(parent, age=rng.randint(24, 49)) for parent in parents]
    oldest = min(17, min(parent.age for parent in parents) - 18)
    father = parents[-1] if parents[-1].sex is Sex.MAN else man
    household = list(parents)
    for _ in range(rng.choices([1, 2, 3, 4], [30, 38, 22, 10])[0]):
        taken = {member.given for member in household}
        household.append(_child(rng, group, father, oldest, taken))
    return household


def _adult(rng: random.Random, group: _Group, sex: Sex) -> _Member:
    low, high = rng.choices([(18, 29), (30, 49), (50, 66), (67, 84)], [38, 40, 16, 6])[0]
    given = rng.choice(group.women if sex is Sex.WOMAN else group.men)
    family = tuple(rng.sample(group.men, 2)) if group.father else (rng.choice(group.families),)
    return _Member(sex, rng.randint(low, high), given, family)


def _child(rng: random.Random, group: _Group, father: _Member, oldest: int, taken: set[_Name]) -> _Member:
    sex = rng.choice([Sex.WOMAN, Sex.MAN])
    names = group.women if sex is Sex.WOMAN else group.men
    given = rng.choice([name for name in names if name not in taken] or names)
    family = (father.given, father.family[0]) if group.father else father.family
    return _Member(sex, rng.randint(0, oldest), given, family)


def _person(
    rng: random.Random, numbers: NumberMaker, group: _Group, member: _Member, life: Life, today: date
) -> DemoPerson:
    held = numbers.numbers_for(member.sex, member.age, registered=life.registered, seeking=life.seeking)
    names = (member.given, *member.family)
    agency = " ".join(name.agency for name in names).strip().upper()
    reads = group.language if member.age >= 7 and rng.random() < 0.9 else ""
    intake = Intake(
        given=member.given.latin,
        family=" ".join(name.latin for name in member.family),
        original_name=" ".join(name.original for name in names) if member.given.original else "",
        migration_name=agency if rng.random() < 0.6 else "",
        born=held.born,
        born_precision=held.precision,
        sex=member.sex,
        speaks=group.language,
        reads=reads,
        interpreter=rng.choices(list(InterpreterNeed), [75, 12, 13])[0],
        arrived_through=life.arrived_through,
        numbers=tuple(EnteredNumber(type.value, text) for type, text in held.numbers),
        status=life.statuses[0],
        settlement=life.first_settlement,
        accommodation=life.accommodation,
        opened=life.statuses[0].begins,
    )
    days = law_days(life.statuses, life.settlements, life.interventions, today)
    return DemoPerson(intake, tuple(life.statuses[1:]), life.settlements, life.interventions, life.notes, days)


def ages(made: Sequence[DemoPerson], today: date) -> list[int]:
    """Return the ages of those whose birth date is known."""
    known = (age_on(person.intake.born, today) for person in made)
    return [age for age in known if age is not None]
