"""Made-up offices for the tests: people as the counts see them, drawn from a seed."""

import random
import uuid
from collections.abc import Iterator

from caseworker.classes import load_classes, load_ptable
from caseworker.domain.counts.ladder import LadderLock
from caseworker.domain.counts.protection import CountedPerson, Protected, protect
from caseworker.domain.person import Sex

SECRET = bytes(range(32))
CLASSES = load_classes()
PTABLE = load_ptable()
STATUSES = sorted(CLASSES.class_of)


def person_id(rng: random.Random) -> str:
    return str(uuid.UUID(int=rng.getrandbits(128), version=4))


def office(size: int, seed: int, *, statuses: list[str] | None = None) -> list[CountedPerson]:
    """Return ``size`` people of every kind: some of unknown sex, unknown age, without status, protected."""
    rng = random.Random(seed)
    return [
        CountedPerson(
            person_id(rng),
            rng.choices([Sex.WOMAN, Sex.MAN, Sex.UNKNOWN], [49, 49, 2])[0],
            None if rng.random() < 0.02 else rng.randint(0, 90),
            None if rng.random() < 0.03 else rng.choice(statuses or STATUSES),
            rng.random() < 0.04,
        )
        for _ in range(size)
    ]


def group(count: int, *, seed: int, sex: Sex, age: int | None = 30, status: str | None = "ASYL") -> list[CountedPerson]:
    """Return ``count`` people who are alike."""
    rng = random.Random(f"{seed}{sex}{age}{status}")
    return [CountedPerson(person_id(rng), sex, age, status, protected=False) for _ in range(count)]


def both(count: int, **alike: object) -> list[CountedPerson]:
    """Return ``count`` women and ``count`` men who are otherwise alike."""
    return [*group(count, sex=Sex.WOMAN, **alike), *group(count, sex=Sex.MAN, **alike)]  # type: ignore[arg-type]  # passed on


def table(
    people: list[CountedPerson], *, period: str = "2026-10", secret: bytes = SECRET, lock: LadderLock | None = None
) -> Protected:
    return protect(people, period=period, office_secret=secret, ptable=PTABLE, classes=CLASSES, lock=lock)


def months(count: int) -> Iterator[str]:
    """Yield months from January 2025 on."""
    for month in range(count):
        yield f"{2025 + month // 12}-{month % 12 + 1:02d}"


def sent(protected: Protected) -> dict[tuple[str, str, str], int | None]:
    return {(cell.status, cell.age, cell.sex): cell.sent for cell in protected.cells}
