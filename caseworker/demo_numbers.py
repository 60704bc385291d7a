"""Identity numbers for made-up people: official test numbers by rule or list, made-up ranges for the rest."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from caseworker import codes
from caseworker.domain import identity
from caseworker.domain.daycount import age_on
from caseworker.domain.identity import RULE_YEARS, IdentifierType, IdentifierValue
from caseworker.domain.person import BirthPrecision, Sex


@dataclass(frozen=True, slots=True)
class Held:
    """The numbers of one person, and the birth date that goes with them."""

    born: date
    precision: BirthPrecision
    numbers: tuple[tuple[IdentifierType, str], ...]


class NumberMaker:
    """Hands out numbers, each once. The same random source gives the same numbers."""

    def __init__(self, rng: random.Random, today: date) -> None:
        """Read the listed test numbers."""
        self._rng = rng
        self._today = today
        self._used: set[str] = set()
        listed = codes.listed_test_numbers()
        self._listed = {
            IdentifierType.PERSONNUMMER: self._parsed(IdentifierType.PERSONNUMMER, listed.personnummer),
            IdentifierType.SAMORDNINGSNUMMER: self._parsed(IdentifierType.SAMORDNINGSNUMMER, listed.samordningsnummer),
        }

    def numbers_for(self, sex: Sex, age: int, *, registered: bool, seeking: bool) -> Held:
        """Return numbers for someone in the population register, seeking asylum, or neither.

        Where no official number has that sex and about that age, the person has the Migration Agency's number alone.
        """
        main: IdentifierValue | None = None
        if registered:
            main = self._by_rule(sex, age) or self._from_list(IdentifierType.PERSONNUMMER, sex, age)
        elif not seeking:
            main = self._from_list(IdentifierType.SAMORDNINGSNUMMER, sex, age)
        numbers = [(main.type, main.value)] if main else []
        if main is None or seeking or self._rng.random() < 0.7:
            dossier = self._unused(lambda: f"99-{self._rng.randrange(1_000_000):06d}")
            numbers.append((IdentifierType.DOSSIER, dossier))
            if seeking:
                numbers.append((IdentifierType.LMA, f"{dossier}/{self._rng.randint(1, 3)}"))
        born, precision = self._born(main, age)
        return Held(born, precision, tuple(numbers))

    def _parsed(self, type: IdentifierType, values: frozenset[str]) -> list[IdentifierValue]:
        parsed = [identity.parse(type, value, today=date.max) for value in sorted(values)]
        return [one for one in parsed if (one.born or date(int(one.value[:4]), 12, 31)) <= self._today]

    def _by_rule(self, sex: Sex, age: int) -> IdentifierValue | None:
        years = [year for year in sorted(RULE_YEARS) if abs(self._today.year - age - year) <= 1]
        for _ in range(30 if years else 0):
            born = date(self._rng.choice(years), 1, 1) + timedelta(days=self._rng.randrange(365))
            if abs((age_on(born, self._today) or 0) - age) > 1 or (age < 18) != ((age_on(born, self._today) or 0) < 18):
                continue
            value = identity.generate(born, sex)
            if value.value not in self._used:
                self._used.add(value.value)
                return value
        return None

    def _from_list(self, type: IdentifierType, sex: Sex, age: int) -> IdentifierValue | None:
        for value in self._listed[type]:
            about = self._today.year - int(value.value[:4])
            fits = value.sex is sex and abs(about - age) <= 2 and (about < 18) == (age < 18)
            if fits and value.value not in self._used:
                self._used.add(value.value)
                return value
        return None

    def _unused(self, make: Callable[[], str]) -> str:
        while (value := make()) in self._used:
            pass
        self._used.add(value)
        return value

    def _born(self, main: IdentifierValue | None, age: int) -> tuple[date, BirthPrecision]:
        if main is not None and main.born is not None:
            return main.born, BirthPrecision.DAY
        if main is not None:
            return date(int(main.value[:4]), 1, 1), BirthPrecision.YEAR
        if self._rng.random() < 0.15 and age > 0:
            return date(self._today.year - age, 1, 1), BirthPrecision.YEAR
        days = self._rng.randrange(365) if age else self._rng.randrange(200)
        return self._today - timedelta(days=365 * age + age // 4 + days), BirthPrecision.DAY
