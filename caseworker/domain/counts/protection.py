"""Protect one table: gates first, then the ladder, then the cell-key noise.

Gates stand before the noise because zero stays zero: a published positive proves that somebody is there. True counts
live in the values returned here for the office's own screen; ``dataset`` takes only the sent ones. The attacker audit
is not here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from caseworker.domain.counts.classes import TOTAL, AgeStep, Category, Classes, StatusStep
from caseworker.domain.counts.ladder import Ladder, LadderLock, Marginals, climb_down
from caseworker.domain.counts.noise import SECRET_BYTES, NoiseTable, cell_number, person_key, secret_mark
from caseworker.domain.counts.release import require_period, table_version
from caseworker.domain.person import Sex
from caseworker.errors import Refused

OFFICE_MINIMUM = 10
SPLIT_SEXES = (Sex.WOMAN, Sex.MAN)


@dataclass(frozen=True, slots=True)
class CountedPerson:
    """One person as the counts see her.

    ``person`` is the register's UUID in text, ``age`` whole years at the end of the month or nothing, ``status`` the
    lawbook code in force that day or nothing, ``protected`` whether identity is protected (skyddade personuppgifter).
    """

    person: str
    sex: Sex
    age: int | None
    status: str | None
    protected: bool


@dataclass(frozen=True, slots=True)
class ProtectedCell:
    """One cell: ``true`` never leaves the office; ``sent`` is what may, or nothing when the cell is withheld."""

    status: str
    age: str
    sex: str
    true: int = field(repr=False)  # a value printed by mistake must not carry it into a log
    sent: int | None


@dataclass(frozen=True, slots=True)
class Survived:
    """How much of the real table is left: published cells, and classes kept of the finest there are."""

    cells: int
    ages: int
    ages_of: int
    statuses: int
    statuses_of: int


@dataclass(frozen=True, slots=True)
class Protected:
    """One table ready to be released. ``cells`` stand in the order of the dataset: status, age, sex.

    ``too_few`` means that the office total is under ten and that nothing but "rapporterat, för få" may leave.
    """

    table: str
    period: str
    cells: tuple[ProtectedCell, ...]
    survived: Survived
    ladder: Ladder
    lock: LadderLock
    too_few: bool
    statuses: tuple[Category, ...]
    ages: tuple[Category, ...]
    sexes: tuple[Category, ...]
    ptable_sha256: str

    @property
    def margins(self) -> tuple[ProtectedCell, ...]:
        """The cells that are a total over one or more dimensions."""
        return tuple(cell for cell in self.cells if TOTAL in (cell.status, cell.age, cell.sex))


def protect(
    persons: Iterable[CountedPerson],
    *,
    table: str = "T1",
    period: str,
    office_secret: bytes,
    ptable: NoiseTable,
    classes: Classes,
    lock: LadderLock | None,
) -> Protected:
    """Count, gate and disturb one table (T1: sex x age band x legal status, the stock at the month's end).

    ``lock`` is what the year's earlier release of this table left behind, or nothing at the year's first. The answer's
    ``lock`` is stored with the release. Raises ``Refused`` with ``counts.unknown_table``, ``counts.unknown_status``,
    ``counts.secret_changed`` or ``counts.lock_year`` and ``UsageFault("counts.period")``.
    """
    named = table_version(table)
    mark = _check_secret(office_secret)
    held = lock if lock is not None else LadderLock.fresh(named, require_period(period), mark)
    held.require(named, require_period(period), mark)
    people = _keyed(persons, office_secret, classes)
    too_few = len(people) < OFFICE_MINIMUM
    ladder, kept = climb_down(_marginals(people, classes), classes, held, too_few=too_few)
    ages, statuses = classes.age_step(ladder.ages), classes.status_step(ladder.statuses)
    buckets = _buckets(people, ages, statuses, classes)
    sexes = _sexes(buckets, classes, ladder)
    status_rows, age_rows = _with_total(statuses.categories, classes), _with_total(ages.categories, classes)
    cells = tuple(
        _cell(status, age, sex, buckets, office_secret, ptable, withheld=too_few)
        for status in status_rows
        for age in age_rows
        for sex in sexes
    )
    return Protected(
        table=named,
        period=period,
        cells=cells,
        survived=Survived(
            cells=sum(cell.sent is not None for cell in cells),
            ages=0 if too_few else ages.size,
            ages_of=classes.ages[0].size,
            statuses=0 if too_few else statuses.size,
            statuses_of=classes.statuses[0].size,
        ),
        ladder=ladder,
        lock=kept,
        too_few=too_few,
        statuses=status_rows,
        ages=age_rows,
        sexes=sexes,
        ptable_sha256=ptable.sha256,
    )


@dataclass(frozen=True, slots=True)
class _Keyed:
    """A person reduced to what the table needs."""

    key: bytes
    sex: Sex
    age: int | None
    status_class: str


_Buckets = Mapping[tuple[str, str, str], Sequence[bytes]]


def _check_secret(office_secret: bytes) -> str:
    if len(office_secret) != SECRET_BYTES:
        raise ValueError("the office secret has 32 bytes")
    return secret_mark(office_secret)


def _keyed(persons: Iterable[CountedPerson], office_secret: bytes, classes: Classes) -> list[_Keyed]:
    """Each person once, in the order of the keys: the order of the rows given must not matter."""
    once: dict[UUID, CountedPerson] = {}
    for person in persons:
        if once.setdefault(UUID(person.person), person) != person:
            raise Refused("counts.person_twice")
    keyed = [
        _Keyed(
            key=person_key(office_secret, person.person),
            sex=person.sex,
            age=person.age,
            status_class=classes.status_class(person.status, protected=person.protected),
        )
        for person in once.values()
    ]
    return sorted(keyed, key=lambda one: one.key)


def _marginals(people: Sequence[_Keyed], classes: Classes) -> Marginals:
    """Count the population margins that the gates look at, at the finest classes."""
    by_sex = dict.fromkeys(SPLIT_SEXES, 0)
    by_age = {(sex, size): dict.fromkeys(_codes(classes.age_step(size)), 0) for sex, size in _each_age(classes)}
    by_status = {
        (sex, size): dict.fromkeys(_codes(classes.status_step(size)), 0) for sex, size in _each_status(classes)
    }
    for one in people:
        if one.sex not in by_sex:
            continue
        by_sex[one.sex] += 1
        for ages in classes.ages:
            band = ages.category(one.age)
            if band is not None:
                by_age[one.sex, ages.size][band.code] += 1
        for statuses in classes.statuses:
            by_status[one.sex, statuses.size][statuses.of[one.status_class].code] += 1
    return Marginals(by_sex, by_age, by_status)


def _codes(step: AgeStep | StatusStep) -> list[str]:
    return [category.code for category in step.categories]


def _each_age(classes: Classes) -> Iterator[tuple[Sex, int]]:
    return ((sex, step.size) for sex in SPLIT_SEXES for step in classes.ages)


def _each_status(classes: Classes) -> Iterator[tuple[Sex, int]]:
    return ((sex, step.size) for sex in SPLIT_SEXES for step in classes.statuses)


def _buckets(people: Sequence[_Keyed], ages: AgeStep, statuses: StatusStep, classes: Classes) -> _Buckets:
    """Sort everybody's key into her inner cell and every margin above it."""
    buckets: dict[tuple[str, str, str], list[bytes]] = {}
    for one in people:
        band = ages.category(one.age)
        own_age = {TOTAL} if band is None else {TOTAL, band.code}
        for status in {TOTAL, statuses.of[one.status_class].code}:
            for age in own_age:
                for sex in (TOTAL, one.sex.value):
                    buckets.setdefault((status, age, sex), []).append(one.key)
    return buckets


def _sexes(buckets: _Buckets, classes: Classes, ladder: Ladder) -> tuple[Category, ...]:
    """Women, men and all; unknown sex has its own figure only from ten people on, and is otherwise in the totals."""
    if not ladder.by_sex:
        return (classes.total,)
    unknown = len(buckets.get((TOTAL, TOTAL, Sex.UNKNOWN.value), ()))
    own = (classes.sexes[Sex.UNKNOWN],) if unknown >= OFFICE_MINIMUM else ()
    return (*(classes.sexes[sex] for sex in SPLIT_SEXES), classes.total, *own)


def _with_total(categories: tuple[Category, ...], classes: Classes) -> tuple[Category, ...]:
    return (classes.total,) if categories == (classes.total,) else (classes.total, *categories)


def _cell(
    status: Category,
    age: Category,
    sex: Category,
    buckets: _Buckets,
    office_secret: bytes,
    ptable: NoiseTable,
    *,
    withheld: bool,
) -> ProtectedCell:
    keys = buckets.get((status.code, age.code, sex.code), ())
    count = len(keys)
    # unknown sex is never crossed with anything: its age and status margins have passed no gate
    hidden = withheld or (sex.code == Sex.UNKNOWN.value and (status.code, age.code) != (TOTAL, TOTAL))
    sent = None if hidden else count + (ptable.draw(count, cell_number(office_secret, keys)) if count else 0)
    return ProtectedCell(status.code, age.code, sex.code, count, sent)
