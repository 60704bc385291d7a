"""Who may already be registered: compares what is being entered with registered people, and says why. Pure.

Never decides that two people are one, and never merges: a person at the keyboard does. 1 January is a year, not a day,
for people from places without birth registers. ``likeness`` and reasons are codes; the edge puts them into words.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caseworker.domain.intake import Intake
from caseworker.domain.naming import distance, fold, sounds_alike
from caseworker.domain.naming import name_keys as name_keys
from caseworker.domain.naming import sort_key as sort_key
from caseworker.domain.person import BirthPrecision, NameRole, Sex
from caseworker.domain.rows import Candidate, CandidateReason, NameRow, PersonRow

SAME, MAYBE, RELATED = "same", "maybe", "related"
_ORDER = {SAME: 0, MAYBE: 1, RELATED: 2}
# What each reason weighs. ``same`` and ``maybe`` need at least that much together.
_WEIGHTS = {
    "same_number": 100,
    "same_original_name": 5,
    "same_migration_spelling": 5,
    "same_name": 5,
    "similar_name": 4,
    "family_only": 1,
    "same_birth_date": 5,
    "swapped_day_month": 4,
    "same_birth_year": 1,
    "number_one_digit_off": 5,
    "other_birth_date": -3,
    "other_sex": -1,
    "other_number": -5,
}
_LINES = {SAME: 9, MAYBE: 4}
_SINGLE_NUMBERS = frozenset({"personnummer", "samordningsnummer"})  # nobody has two valid ones


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

    @property
    def keys(self) -> tuple[str, ...]:
        """Sounding keys of every spelling: what the register looks candidates up by."""
        spellings = (self.given, self.family, self.original, self.migration)
        return tuple(dict.fromkeys(key for spelling in spellings for key in name_keys(spelling)))


@dataclass(frozen=True, slots=True)
class CandidateFacts:
    """A registered person with all spellings and all held numbers (type, normal form), for comparing."""

    person: PersonRow
    names: tuple[NameRow, ...]
    numbers: tuple[tuple[str, str], ...]


def entered(intake: Intake) -> Entered:
    """Return the comparable part of ``intake``. Numbers need not be valid yet: they are compared while being typed."""
    numbers = ((number.type, _bare_number(number.text)) for number in intake.numbers)
    return Entered(
        given=intake.given.strip(),
        family=intake.family.strip(),
        original=intake.original_name.strip(),
        migration=intake.migration_name.strip(),
        born=intake.born,
        born_precision=intake.born_precision,
        sex=intake.sex,
        numbers=tuple((type, bare) for type, bare in numbers if bare),
    )


def candidates(new: Entered, facts: Iterable[CandidateFacts]) -> list[Candidate]:
    """Return the people of ``facts`` that may be ``new``, likeliest first. People without any likeness are left out."""
    weighed = [found for found in (_compare(new, one) for one in facts) if found is not None]
    weighed.sort(key=lambda pair: (_ORDER[pair[1].likeness], -pair[0], sort_key(pair[1].person.name)))
    return [candidate for _, candidate in weighed]


def _compare(new: Entered, facts: CandidateFacts) -> tuple[int, Candidate] | None:
    reasons = [*_number_reasons(new, facts), *_name_reasons(new, facts)]
    if not reasons:
        return None  # a shared birthday alone says nothing
    reasons += _birth_reasons(new, facts.person)
    if Sex.UNKNOWN not in (new.sex, facts.person.sex) and new.sex != facts.person.sex:
        reasons.append(CandidateReason("≠", "other_sex"))
    weight = sum(_WEIGHTS[reason.code] for reason in reasons)
    likeness = next((likeness for likeness, line in _LINES.items() if weight >= line), RELATED)
    family = any(reason.code == "family_only" for reason in reasons)
    if likeness == RELATED and not (family and weight > 0):
        return None
    same_number = any(reason.code == "same_number" for reason in reasons)
    return weight, Candidate(facts.person, likeness, same_number, tuple(reasons))


def _number_reasons(new: Entered, facts: CandidateFacts) -> list[CandidateReason]:
    reasons = []
    for type, number in new.numbers:
        held = [_bare_number(value) for held_type, value in facts.numbers if held_type == type]
        if not held or len(number) < 6:
            continue
        params = (("type", type),)
        if any(number[-10:] == value[-10:] for value in held):
            reasons.append(CandidateReason("=", "same_number", params))
        elif any(distance(number[-10:], value[-10:]) == 1 for value in held):
            reasons.append(CandidateReason("≈", "number_one_digit_off", params))
        elif type in _SINGLE_NUMBERS and len(number) >= 10:
            reasons.append(CandidateReason("≠", "other_number", params))
    return reasons


def _name_reasons(new: Entered, facts: CandidateFacts) -> list[CandidateReason]:
    spelt = {role: [fold(name.full) for name in facts.names if name.role == role] for role in NameRole}
    full = fold(f"{new.given} {new.family}")
    reasons = []
    if new.original and fold(new.original) in spelt[NameRole.ORIGINAL]:
        reasons.append(CandidateReason("=", "same_original_name"))
    if new.migration and fold(new.migration) in spelt[NameRole.MIGRATION_AGENCY]:
        reasons.append(CandidateReason("=", "same_migration_spelling"))
    if full and _bag(full) in [_bag(name) for name in (*spelt[NameRole.LATIN], *spelt[NameRole.MIGRATION_AGENCY])]:
        reasons.append(CandidateReason("=", "same_name"))
    if reasons:
        return reasons
    mine = [words for words in (full.split(), fold(new.original).split(), fold(new.migration).split()) if words]
    if any(_alike(words, name.split()) for words in mine for names in spelt.values() for name in names):
        return [CandidateReason("≈", "similar_name")]
    families = {fold(name.family) for name in facts.names if name.family}
    return [CandidateReason("≈", "family_only")] if new.family and fold(new.family) in families else []


def _bag(name: str) -> tuple[str, ...]:
    """Names are compared whatever the order of their words: given and family names change places between papers."""
    return tuple(sorted(name.split()))


def _alike(mine: list[str], theirs: list[str]) -> bool:
    """Tell whether each word of the shorter name sounds like a word of its own in the other; one word is not enough."""
    shorter, longer = sorted((mine, theirs), key=len)
    if not shorter or (len(shorter) == 1) != (len(longer) == 1):
        return False
    left = list(longer)
    for word in shorter:
        partner = next((other for other in left if sounds_alike(word, other)), None)
        if partner is None:
            return False
        left.remove(partner)
    return True


def _birth_reasons(new: Entered, person: PersonRow) -> list[CandidateReason]:
    mine, theirs = new.born, person.born
    if mine is None or theirs is None:
        return []
    precise = new.born_precision in (BirthPrecision.DAY, BirthPrecision.UNKNOWN) and person.born_precision == "day"
    year_only = not precise or (mine.month, mine.day) == (1, 1) or (theirs.month, theirs.day) == (1, 1)
    if mine == theirs and not year_only:
        return [CandidateReason("=", "same_birth_date")]
    if mine.year == theirs.year:
        if (mine.month, mine.day) == (theirs.day, theirs.month) and not year_only:
            return [CandidateReason("≈", "swapped_day_month")]
        return [CandidateReason("≈", "same_birth_year")]
    return [CandidateReason("≠", "other_birth_date")] if abs(mine.year - theirs.year) > 1 else []


def _bare_number(text: str) -> str:
    return re.sub(r"[^0-9A-ZÅÄÖ]", "", text.partition("/")[0].upper())
