"""How much speaks for two records being one person: log2 Bayes weights (Fellegi–Sunter), and why, field by field. Pure.

A weight is the binary logarithm of how much likelier an observation is among records of one person than among records
of two. The weights themselves are data (``Weights``); nobody is ever joined by a number: a person decides.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from caseworker.domain.bags import Bag, Compared, compare, words_in
from caseworker.domain.naming import ascii_digits, fold, one_step_apart
from caseworker.domain.person import BirthPrecision, NameRole, Sex
from caseworker.domain.rows import CandidateReason, NameRow
from caseworker.domain.sounding import Sound, frames, nearness, sounds_of

SINGLE_NUMBERS = frozenset({"personnummer", "samordningsnummer"})  # nobody has two valid ones
_SHORTEST_NUMBER = 6
# evidence of its own, which many people of one name and year do not share
_PARTICULAR = frozenset(
    {
        "number_one_digit_off",
        "same_birth_date",
        "swapped_day_month",
        "birth_date_one_off",
        "same_phone",
        "same_household",
    }
)
_COMPLETE_NUMBER = 10
_NOT_OF_NUMBERS = re.compile(r"[^0-9A-ZÅÄÖ]")
# Every code a reason may have: the edge has words for each
REASONS = (
    "same_number", "number_one_digit_off", "other_number",
    "same_original_name", "same_migration_spelling", "same_name", "same_common_name", "similar_name", "part_of_name",
    "family_only", "other_family_name", "other_name",
    "same_birth_date", "swapped_day_month", "birth_date_one_off", "same_birth_year", "other_birth_day",
    "birth_year_agrees", "near_birth_year", "birth_years_apart", "other_birth_date",
    "other_sex", "other_language", "same_phone", "same_household",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weights:
    """What each observation weighs, in powers of two; read from ``resources/linkage``.

    ``names`` are the weights of common names by frame of sounds; a name that is not among them weighs ``rare_name``.
    ``registers`` are the languages of places where 1 January is a birthday like any other.
    """

    fields: Mapping[str, float]
    names: Mapping[str, float]
    registers: frozenset[str]

    def of(self, code: str) -> float:
        """Return the weight of one observation, 0 when it has none."""
        return self.fields.get(code, 0.0)

    def of_name(self, word: str) -> float:
        """Return what agreement on this word of a name weighs: little for Mohammed, much for a rare name."""
        found = [self.names[frame] for frame in frames(word) if frame in self.names]
        return min(found, default=self.of("rare_name"))


@dataclass(frozen=True, slots=True)
class Facts:
    """What of one record is compared. Numbers are (type, text); ``former`` are those that no longer hold.

    ``phones`` are digits as ``search`` keeps them; ``places`` say where and with whom she lives: a household's id or a
    folded address.
    """

    names: tuple[NameRow, ...] = ()
    born: date | None = None
    born_precision: BirthPrecision = BirthPrecision.DAY
    sex: Sex = Sex.UNKNOWN
    numbers: tuple[tuple[str, str], ...] = ()
    former: tuple[tuple[str, str], ...] = ()
    phones: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Scored:
    """How much speaks for two records being one person, and why. ``kin``: what agrees is what a family shares."""

    weight: float
    reasons: tuple[CandidateReason, ...]
    kin: bool = False

    @property
    def codes(self) -> frozenset[str]:
        """Return the codes of the reasons."""
        return frozenset(reason.code for reason in self.reasons)


@dataclass(slots=True)
class Scorer:
    """Compares records by one set of weights; words it has met it takes apart once. Keep it for one run only."""

    weights: Weights
    _bags: dict[str, Bag] = field(default_factory=dict, repr=False)
    _sounds: dict[str, tuple[Sound, ...]] = field(default_factory=dict, repr=False)
    _common: dict[str, float] = field(default_factory=dict, repr=False)
    _alike: dict[tuple[str, str], float] = field(default_factory=dict, repr=False)

    def score(self, one: Facts, other: Facts) -> Scored:
        """Return how much speaks for ``one`` and ``other`` being the same person; the order does not matter."""
        numbers = _numbers(one, other)
        name = self._name(one.names, other.names)
        born = _birth(one, other, self.weights.registers)
        rest = _rest(one, other)
        reasons = [*numbers, *name.reasons, *born, *rest]
        weight = name.weight + sum(self.weights.of(reason.code) for reason in (*numbers, *born, *rest))
        weight += self._silent(one, other)
        codes = {reason.code for reason in reasons}
        kin = "family_only" in codes
        if "same_number" not in codes and (kin or (name.common and not codes & _PARTICULAR)):
            # kin share house, telephone and birthday; and there are many Mohammeds of one year
            weight = min(weight, self.weights.of("review"))
        return Scored(weight, tuple(reasons), kin)

    def _name(self, mine: Iterable[NameRow], theirs: Iterable[NameRow]) -> "_Name":
        mine, theirs = tuple(mine), tuple(theirs)
        if not any(name.full.strip() for name in mine) or not any(name.full.strip() for name in theirs):
            return _Name(0.0, ())
        best = max((self._weighed(one, other) for one in mine for other in theirs), key=lambda name: name.weight)
        same = _same_spelling(mine, theirs)
        if not same:
            return best
        return _Name(best.weight, same, best.common)

    def _weighed(self, one: NameRow, other: NameRow) -> "_Name":
        compared = compare(self._bag(one), self._bag(other), self._likeness)
        weights = self.weights
        agreed = [(min(self._of_name(word), self._of_name(mate)), alike) for word, mate, alike in compared.pairs]
        if not agreed:
            return _Name(weights.of("other_name"), (CandidateReason("≠", "other_name"),))
        total = sum(weight * (1.0 if alike == 1.0 else alike * weights.of("alike_share")) for weight, alike in agreed)
        left = min(compared.left_one, compared.left_other)
        total += left * weights.of("other_word") + compared.unpaired * weights.of("missing_word")
        rare = sum(weight >= weights.of("particular_name") for weight, _ in agreed)
        many = all(weight <= weights.of("common_name") for weight, _ in agreed)
        return _Name(total, (_name_reason(compared, all(alike == 1.0 for _, alike in agreed), many=many),), rare < 2)

    def _bag(self, name: NameRow) -> Bag:
        place = f"{name.given}\n{name.full}"
        found = self._bags.get(place)
        if found is None:
            found = self._bags[place] = words_in(name.full, name.given)
        return found

    def _of_name(self, word: str) -> float:
        found = self._common.get(word)
        if found is None:
            found = self._common[word] = self.weights.of_name(word)
        return found

    def _heard(self, word: str) -> tuple[Sound, ...]:
        found = self._sounds.get(word)
        if found is None:
            found = self._sounds[word] = sounds_of(word)
        return found

    def _likeness(self, one: str, other: str) -> float:
        found = self._alike.get((one, other))
        if found is None:
            found = self._alike[one, other] = 1.0 if one == other else nearness(self._heard(one), self._heard(other))
        return found

    def _silent(self, one: Facts, other: Facts) -> float:
        """Return what small agreements weigh that are no reason by themselves."""
        known = Sex.UNKNOWN not in (one.sex, other.sex)
        total = self.weights.of("same_sex") if known and one.sex == other.sex else 0.0
        return total + (self.weights.of("same_language") if one.languages & other.languages else 0.0)


@dataclass(frozen=True, slots=True)
class _Name:
    """What the best pair of spellings weighs. ``common``: too little in it is rare to tell one person by."""

    weight: float
    reasons: tuple[CandidateReason, ...]
    common: bool = True


def score(one: Facts, other: Facts, weights: Weights) -> Scored:
    """Compare two records once; whoever compares many keeps a ``Scorer``."""
    return Scorer(weights).score(one, other)


def bare_number(text: str) -> str:
    """Return the digits and letters of a number as typed, without a dossier's serial after the stroke."""
    return _NOT_OF_NUMBERS.sub("", ascii_digits(text).partition("/")[0].upper())


def _name_reason(compared: Compared, written_alike: bool, *, many: bool) -> CandidateReason:
    if compared.left_one and compared.left_other:
        code = "other_family_name" if compared.given_met else "family_only"
    elif compared.unpaired:
        code = "part_of_name"
    elif not written_alike:
        code = "similar_name"
    else:
        return CandidateReason("=", "same_common_name" if many else "same_name")
    return CandidateReason("≈", code)


def _same_spelling(mine: Iterable[NameRow], theirs: Iterable[NameRow]) -> tuple[CandidateReason, ...]:
    """Return that the own script's or the Migration Agency's spelling is the same letter by letter."""
    held = {(name.role, fold(name.full)) for name in theirs if name.full}
    same = {name.role for name in mine if (name.role, fold(name.full)) in held}
    codes = ((NameRole.ORIGINAL, "same_original_name"), (NameRole.MIGRATION_AGENCY, "same_migration_spelling"))
    return tuple(CandidateReason("=", code) for role, code in codes if role in same)


def _numbers(one: Facts, other: Facts) -> list[CandidateReason]:
    """Compare numbers of a type; a number that no longer holds may still be the same, but never speaks against."""
    reasons = []
    for type in sorted({type for type, _ in (*one.numbers, *one.former)}):
        mine, theirs = _of_type(one, type), _of_type(other, type)
        held, others = _of_type(one, type, former=False), _of_type(other, type, former=False)
        params = (("type", type),)
        if mine & theirs:
            reasons.append(CandidateReason("=", "same_number", params))
        elif any(one_step_apart(number, value) for number in mine for value in theirs):
            reasons.append(CandidateReason("≈", "number_one_digit_off", params))
        elif type in SINGLE_NUMBERS and all(any(len(n) >= _COMPLETE_NUMBER for n in side) for side in (held, others)):
            reasons.append(CandidateReason("≠", "other_number", params))
    return reasons


def _of_type(facts: Facts, type: str, *, former: bool = True) -> set[str]:
    numbers = (*facts.numbers, *facts.former) if former else facts.numbers
    bare = {bare_number(value) for held, value in numbers if held == type}
    return {number[-10:] for number in bare if len(number) >= _SHORTEST_NUMBER}


def _birth(one: Facts, other: Facts, registers: frozenset[str]) -> list[CandidateReason]:
    mine, theirs = one.born, other.born
    if mine is None or theirs is None:
        return []
    days = _is_day(one, registers) and _is_day(other, registers)
    if days and mine == theirs:
        return [CandidateReason("=", "same_birth_date")]
    if days and mine.year == theirs.year and (mine.month, mine.day) == (theirs.day, theirs.month):
        return [CandidateReason("≈", "swapped_day_month")]
    if days and one_step_apart(mine.isoformat(), theirs.isoformat()):
        return [CandidateReason("≈", "birth_date_one_off")]
    apart = abs(mine.year - theirs.year)
    if apart == 0:
        both = _first_of_january(mine) == _first_of_january(theirs)
        if days:
            return [CandidateReason("≠", "other_birth_day")]
        return [CandidateReason("≈", "same_birth_year" if both else "birth_year_agrees")]
    if apart <= 1:
        return [CandidateReason("≈", "near_birth_year")]
    return [CandidateReason("≠", "birth_years_apart" if apart <= 5 else "other_birth_date")]


def _is_day(facts: Facts, registers: frozenset[str]) -> bool:
    """Tell whether the whole birth date is known; 1 January is a year where births are not registered."""
    if facts.born_precision not in (BirthPrecision.DAY, BirthPrecision.UNKNOWN) or facts.born is None:
        return False
    return not _first_of_january(facts.born) or bool(facts.languages & registers)


def _first_of_january(day: date) -> bool:
    return (day.month, day.day) == (1, 1)


def _rest(one: Facts, other: Facts) -> list[CandidateReason]:
    reasons = []
    if one.phones & other.phones:
        reasons.append(CandidateReason("=", "same_phone"))
    elif one.places & other.places:
        reasons.append(CandidateReason("=", "same_household"))
    if Sex.UNKNOWN not in (one.sex, other.sex) and one.sex != other.sex:
        reasons.append(CandidateReason("≠", "other_sex"))
    if one.languages and other.languages and not one.languages & other.languages:
        reasons.append(CandidateReason("≠", "other_language"))
    return reasons
