"""Who may already be registered: compares what is being entered with registered people, and says why. Pure.

Never decides that two people are one, and never merges: a person at the keyboard does. ``likeness`` and reasons are
codes; the edge puts them into words. How much each agreement weighs is ``caseworker.domain.scoring``'s.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caseworker.domain.intake import EnteredAddress, Intake
from caseworker.domain.naming import ascii_digits, fold, sort_key
from caseworker.domain.person import BirthPrecision, NameRole, Sex
from caseworker.domain.rows import Candidate, NameRow, PersonRow
from caseworker.domain.scoring import REASONS as REASONS
from caseworker.domain.scoring import Facts, Scored, Scorer, Weights, bare_number
from caseworker.domain.scoring import score as score
from caseworker.domain.sounding import name_keys

SAME, MAYBE, RELATED = "same", "maybe", "related"
_ORDER = {SAME: 0, MAYBE: 1, RELATED: 2}
# what makes a person worth naming: a birthday or a sex alone says nothing
_TELLING = frozenset(REASONS[: REASONS.index("same_birth_date")]) | {"same_phone"}
_SILENT = frozenset({"other_name", "other_number"})
_NO_DIGITS = re.compile(r"[^0-9]+")


@dataclass(frozen=True, slots=True)
class Entered:
    """What is being entered, ready to compare. ``numbers`` are (type, bare digits and letters)."""

    given: str = ""
    family: str = ""
    original: str = ""
    migration: str = ""
    born: date | None = None
    born_precision: BirthPrecision = BirthPrecision.DAY
    sex: Sex = Sex.UNKNOWN
    numbers: tuple[tuple[str, str], ...] = ()
    phone: str = ""
    place: str = ""
    languages: frozenset[str] = frozenset()

    @property
    def names(self) -> tuple[NameRow, ...]:
        """Every spelling that is entered."""
        latin = NameRow(NameRole.LATIN, f"{self.given} {self.family}".strip(), self.given, self.family)
        own = NameRow(NameRole.ORIGINAL, self.original, "", "")
        migration = NameRow(NameRole.MIGRATION_AGENCY, self.migration, "", "")
        return tuple(name for name in (latin, own, migration) if name.full)

    @property
    def keys(self) -> tuple[str, ...]:
        """Sounding keys of every spelling: what the register looks candidates up by."""
        return tuple(dict.fromkeys(key for name in self.names for key in name_keys(name.full)))

    @property
    def facts(self) -> Facts:
        """What is compared with registered people."""
        return Facts(
            names=self.names,
            born=self.born,
            born_precision=self.born_precision,
            sex=self.sex,
            numbers=self.numbers,
            phones=frozenset({self.phone}) - {""},
            places=frozenset({self.place}) - {""},
            languages=self.languages,
        )


@dataclass(frozen=True, slots=True)
class CandidateFacts:
    """A registered person with what is compared of her."""

    person: PersonRow
    facts: Facts


def entered(intake: Intake) -> Entered:
    """Return the comparable part of ``intake``. Numbers need not be valid yet: they are compared while being typed."""
    numbers = ((number.type, bare_number(number.text)) for number in intake.numbers)
    return Entered(
        given=intake.given.strip(),
        family=intake.family.strip(),
        original=intake.original_name.strip(),
        migration=intake.migration_name.strip(),
        born=intake.born,
        born_precision=intake.born_precision,
        sex=intake.sex,
        numbers=tuple((type, bare) for type, bare in numbers if bare),
        phone=phone_digits(intake.phone),
        place=place_of(intake.address),
        languages=frozenset({intake.speaks, intake.reads}) - {""},
    )


def phone_digits(value: str) -> str:
    """Return the digits of a telephone number, with +46 and 0046 as 0."""
    if value.isascii():  # most are
        digits = _NO_DIGITS.sub("", value)
    else:
        digits = "".join(sign for sign in ascii_digits(value) if sign.isdigit())
    if value.strip().startswith("+"):
        digits = "00" + digits
    return "0" + digits[4:].removeprefix("0") if digits.startswith("0046") else digits


def place_of(address: EnteredAddress | None) -> str:
    """Return an address for comparing, "" when street or postcode is not known."""
    if address is None or not address.street.strip() or not address.postcode.strip():
        return ""
    return f"{fold(address.street)}, {''.join(address.postcode.split())}"


def candidates(new: Entered, facts: Iterable[CandidateFacts], weights: Weights) -> list[Candidate]:
    """Return the people of ``facts`` that may be ``new``, likeliest first. People without any likeness are left out."""
    scorer, asked = Scorer(weights), new.facts
    weighed = []
    for one in facts:
        scored = scorer.score(asked, one.facts)
        likeness = _likeness(scored, weights)
        if likeness is not None:
            same_number = "same_number" in scored.codes
            weighed.append((scored.weight, Candidate(one.person, likeness, same_number, scored.reasons)))
    weighed.sort(key=lambda pair: (_ORDER[pair[1].likeness], -pair[0], sort_key(pair[1].person.name)))
    return [candidate for _, candidate in weighed]


def _likeness(scored: Scored, weights: Weights) -> str | None:
    telling = scored.codes & _TELLING - _SILENT
    if not telling:
        return None
    if "same_number" in telling or (scored.weight >= weights.of("probable") and not scored.kin):
        return SAME
    if scored.kin:
        return RELATED if scored.weight >= weights.of("kin") else None
    return MAYBE if scored.weight >= weights.of("shown") else None
