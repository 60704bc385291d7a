"""Identity numbers (identitetsbeteckningar): parsed, checked, put in one normal form, masked. Never keys, never logged.

Sources: folkbokföringslag (1991:481) 18 § for personnummer, lag (2022:1697) and förordning (2023:363) for
samordningsnummer. Refusals carry no part of the number, since a fault may end up in a log. Skatteverket publishes
test numbers "for the test environment, never in production": most follow a rule, the rest are short lists that
``caseworker.codes`` reads. This module reads no file.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from caseworker.domain.person import HeldIdentifier, Sex, WhyEnded
from caseworker.errors import Refused


class IdentifierType(StrEnum):
    """What kind of number it is (typ av identitetsbeteckning)."""

    PERSONNUMMER = "personnummer"
    SAMORDNINGSNUMMER = "samordningsnummer"
    DOSSIER = "dossier"  # dossiernummer, the Migration Agency's case number xx-xxxxxx
    LMA = "lma"  # number on the LMA card, xx-xxxxxx/1; not an identity document
    T_NUMBER = "t_number"  # interimsnummer, YYMMDD-Xnnn
    RESERVE = "reserve"  # reservnummer of a region
    MIGRATION_REFERENCE = "migration_reference"  # beteckningsnummer on the Migration Agency's decisions


@dataclass(frozen=True, slots=True)
class IdentifierValue:
    """A checked number in its normal form, with what can be read from it; ``born`` and ``sex`` None when unreadable.

    The birth date is a hint: the day may be a nearby one when a date's numbers had run out.
    """

    type: IdentifierType
    value: str
    born: date | None = None
    sex: Sex | None = None


COORDINATION_DAYS = 60  # added to the day of birth in a samordningsnummer; 60 itself means that the day is unknown
_INTERIM_LETTERS = "TRSUWXJKLMN"
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−﹣－", "-"))
_BORN_NUMBER = re.compile(
    r"(?P<century>\d{2})?(?P<year>\d{2})(?P<month>\d{2})(?P<day>\d{2})(?P<sign>[-+]?)(?P<last>.{4})"
)
_PLACES = {10: 0, 12: 2}

# In these birth years both 238 (woman) and 239 (man) are official test numbers of every date.
RULE_YEARS = frozenset({*range(1977, 1980), *range(1981, 1989), *range(1991, 2000), 2003, 2004, 2006, 2008, 2009})
RULE_YEARS |= {2012, 2013}
_SERIALS: Mapping[Sex, str] = {Sex.WOMAN: "238", Sex.MAN: "239"}

# No authority publishes test numbers of these types. The ranges are this program's own and stand in the user guide.
FICTITIOUS_STARTS: Mapping[IdentifierType, str] = {
    IdentifierType.DOSSIER: "99-",
    IdentifierType.LMA: "99-",
    IdentifierType.RESERVE: "DEMO",
    IdentifierType.MIGRATION_REFERENCE: "DEMO",
}
FICTITIOUS_INTERIM = ("T98", "T99")  # after the birth date: woman, man

# who issues numbers of a type, unless something else is said; whoever writes it down may say so
USUAL_ISSUERS: Mapping[IdentifierType, str] = {
    IdentifierType.PERSONNUMMER: "Skatteverket",
    IdentifierType.SAMORDNINGSNUMMER: "Skatteverket",
    IdentifierType.DOSSIER: "Migrationsverket",
    IdentifierType.LMA: "Migrationsverket",
    IdentifierType.MIGRATION_REFERENCE: "Migrationsverket",
}
DORMANT_AFTER_YEARS = 5
WARN_BEFORE_DORMANT = timedelta(days=183)

_REPLACED_BY: Mapping[IdentifierType, tuple[IdentifierType, ...]] = {
    IdentifierType.PERSONNUMMER: (IdentifierType.SAMORDNINGSNUMMER, IdentifierType.T_NUMBER)
}


@dataclass(frozen=True, slots=True)
class ListedTestNumbers:
    """The official test numbers that the rule cannot make, in normal form."""

    personnummer: frozenset[str]
    samordningsnummer: frozenset[str]


def parse(type: IdentifierType | str, text: str, *, today: date) -> IdentifierValue:
    """Check ``text`` as a number of ``type`` and return its normal form.

    Personal numbers may have ten or twelve digits, a hyphen, a plus (the person is a hundred or older) and spaces. The
    century of ten digits is the latest that is not after ``today``. Raises ``Refused`` with one of
    ``identity.unknown_type | characters | length | century | month | day | serial | check_digit | type_mismatch |
    future``.
    """
    try:
        kind = IdentifierType(type)
    except ValueError:
        raise Refused("identity.unknown_type") from None  # what stands there may be the number itself
    cleaned = _clean(text)
    if kind in (IdentifierType.PERSONNUMMER, IdentifierType.SAMORDNINGSNUMMER, IdentifierType.T_NUMBER):
        return _parse_born(kind, cleaned, today)
    return IdentifierValue(kind, _parse_plain(kind, cleaned))


def guess_type(text: str) -> IdentifierType | None:
    """Tell which type the shape of ``text`` suggests, or None. Nothing is checked beyond the shape."""
    cleaned = _clean(text)
    if re.fullmatch(r"\d{2}-?\d{6}/\d{1,2}", cleaned):
        return IdentifierType.LMA
    if re.fullmatch(r"\d{2}-?\d{6}", cleaned):
        return IdentifierType.DOSSIER
    match = _BORN_NUMBER.fullmatch(cleaned)
    if match is None:
        return None
    if re.fullmatch(rf"[{_INTERIM_LETTERS}]\d{{3}}", match["last"]):
        return IdentifierType.T_NUMBER
    if not match["last"].isdigit():
        return None
    coordination = int(match["day"]) >= COORDINATION_DAYS
    return IdentifierType.SAMORDNINGSNUMMER if coordination else IdentifierType.PERSONNUMMER


def mask(value: str) -> str:
    """Hide all but the last four characters: ``••••-2382``. The serial number of an LMA card is left out."""
    return f"••••-{re.sub(r'[^0-9A-Z]', '', value.partition('/')[0])[-4:]}" if value else ""


def check_digit(nine: str) -> int:
    """Return the Luhn digit (mod 10, weights 2,1,2,…) that follows the nine digits ``YYMMDDnnn``."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(nine))
    return -sum(product // 10 + product % 10 for product in doubled) % 10


def _clean(text: str) -> str:
    """Return ``text`` in capitals with Latin digits and plain hyphens, without spaces and invisible marks."""
    if text.isascii() and text.isprintable():  # most are: nothing of them needs the tables of Unicode
        return text.upper().replace(" ", "")
    letters = []
    for letter in unicodedata.normalize("NFKC", text.translate(_DASHES)).translate(_DASHES).upper():
        category = unicodedata.category(letter)
        if category[0] == "Z" or category in ("Cf", "Cc"):
            continue
        letters.append(str(unicodedata.decimal(letter)) if category == "Nd" else letter)
    return "".join(letters)


def _parse_born(kind: IdentifierType, cleaned: str, today: date) -> IdentifierValue:
    match = _split_born(kind, cleaned)
    month, day = int(match["month"]), int(match["day"])
    found = _kind_of_day(kind, month, day)
    digits = match["last"] if kind is not IdentifierType.T_NUMBER else "1" + match["last"][1:]
    if digits[:3] == "000":
        raise Refused("identity.serial")
    if check_digit(match["year"] + match["month"] + match["day"] + digits[:3]) != int(digits[3]):
        raise Refused("identity.check_digit")
    if found is not kind:
        raise Refused("identity.type_mismatch", type=kind.value, looks_like=found.value)
    born_day = day - COORDINATION_DAYS if kind is IdentifierType.SAMORDNINGSNUMMER else day
    year = _full_year(match, month, born_day, today)
    born = _calendar_day(year, month, born_day)
    if born is None and kind is not IdentifierType.SAMORDNINGSNUMMER:
        raise Refused("identity.day")  # 29 February of a year that has none
    sex = Sex.MAN if int(digits[2]) % 2 else Sex.WOMAN
    return IdentifierValue(kind, f"{year:04d}{match['month']}{match['day']}-{match['last']}", born, sex)


def _split_born(kind: IdentifierType, cleaned: str) -> re.Match[str]:
    bare = cleaned.replace("-", "").replace("+", "")
    interim = kind is IdentifierType.T_NUMBER
    tail = rf"[{_INTERIM_LETTERS}]\d{{3}}" if interim else r"\d{4}"
    if not re.fullmatch(rf"\d*{tail}|\d{{0,3}}", bare):
        looks_interim = re.fullmatch(rf"\d*[{_INTERIM_LETTERS}]\d{{3}}", bare)
        if looks_interim:
            raise Refused("identity.type_mismatch", type=kind.value, looks_like=IdentifierType.T_NUMBER.value)
        raise Refused("identity.characters")
    if len(bare) not in _PLACES:
        raise Refused("identity.length", expected="10/12", digits=len(bare))
    match = _BORN_NUMBER.fullmatch(cleaned)
    if match is None:  # the hyphen or the plus stands in the wrong place
        raise Refused("identity.characters")
    if match["century"] not in (None, "18", "19", "20"):
        raise Refused("identity.century")
    return match


def _kind_of_day(kind: IdentifierType, month: int, day: int) -> IdentifierType:
    """Return the type the day belongs to. Month 00 and days 60–91 are real in a samordningsnummer, in any month."""
    coordination = COORDINATION_DAYS <= day <= COORDINATION_DAYS + 31
    if month > 12 or (month == 0 and not coordination):
        raise Refused("identity.month")
    if coordination:
        return IdentifierType.SAMORDNINGSNUMMER
    if _calendar_day(2000, month, day) is None:
        raise Refused("identity.day")
    return IdentifierType.PERSONNUMMER if kind is IdentifierType.SAMORDNINGSNUMMER else kind


def _full_year(match: re.Match[str], month: int, day: int, today: date) -> int:
    if match["century"]:
        year = int(match["century"] + match["year"])
        if (year, month, day) > (today.year, today.month, today.day):
            raise Refused("identity.future")
        return year
    latest = today.year - 100 if match["sign"] == "+" else today.year
    year = latest - (latest - int(match["year"])) % 100
    return year - 100 if (year, month, day) > (today.year, today.month, today.day) else year


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _parse_plain(kind: IdentifierType, cleaned: str) -> str:
    """Check the shape of a number without a check digit."""
    if kind in (IdentifierType.DOSSIER, IdentifierType.LMA):
        return _parse_dossier(kind, cleaned)
    if not re.fullmatch(r"[0-9A-Z-]*", cleaned):
        raise Refused("identity.characters")
    if not 4 <= len(cleaned.replace("-", "")) <= 20:
        raise Refused("identity.length", expected="4–20", digits=len(cleaned.replace("-", "")))
    return cleaned


def _parse_dossier(kind: IdentifierType, cleaned: str) -> str:
    number, slash, serial = cleaned.partition("/")
    digits = number.replace("-", "")
    if not re.fullmatch(r"[0-9]*", digits) or (slash and not re.fullmatch(r"[0-9]{1,2}", serial)):
        raise Refused("identity.characters")
    if len(digits) != 8:
        raise Refused("identity.length", expected="8", digits=len(digits))
    if slash and kind is IdentifierType.DOSSIER:
        raise Refused("identity.type_mismatch", type=kind.value, looks_like=IdentifierType.LMA.value)
    return f"{digits[:2]}-{digits[2:]}" + (f"/{int(serial)}" if slash else "")


def is_official_test_number(value: IdentifierValue, listed: ListedTestNumbers) -> bool:
    """Tell whether ``value`` is an official test number, or lies in a made-up range of this program."""
    if value.type is IdentifierType.PERSONNUMMER:
        by_rule = value.born is not None and value.born.year in RULE_YEARS and value.value[9:12] in _SERIALS.values()
        return by_rule or value.value in listed.personnummer
    if value.type is IdentifierType.SAMORDNINGSNUMMER:
        return value.value in listed.samordningsnummer
    if value.type is IdentifierType.T_NUMBER:
        return value.value[9:12] in FICTITIOUS_INTERIM
    return value.value.startswith(FICTITIOUS_STARTS[value.type])


def require_test_number(value: IdentifierValue, listed: ListedTestNumbers) -> None:
    """Let only test numbers into a demo register. Raises ``Refused("identity.not_test_number")``."""
    if not is_official_test_number(value, listed):
        raise Refused("identity.not_test_number", type=value.type.value)


def refuse_test_number(value: IdentifierValue, listed: ListedTestNumbers) -> None:
    """Keep test numbers out of a real register. Raises ``Refused("identity.test_number_in_production")``."""
    if is_official_test_number(value, listed):
        raise Refused("identity.test_number_in_production", type=value.type.value)


def require_allowed(value: IdentifierValue, *, demo: bool, listed: ListedTestNumbers) -> None:
    """Check that ``value`` belongs in this kind of register: test numbers in a demo register and nowhere else."""
    (require_test_number if demo else refuse_test_number)(value, listed)


def succeed_number(held: Iterable[HeldIdentifier], new: IdentifierValue, begins: date) -> None:
    """End the open numbers that ``new`` replaces from ``begins`` on: those of its type, and for a personnummer the
    samordningsnummer and interim number before it. They stay in the history.

    Raises ``Refused("identity.already_held")`` for the same number again and ``Refused("period.overlap")`` when an
    open one began later.
    """
    replaced = [one for one in held if one.ends is None and one.type in (new.type, *_REPLACED_BY.get(new.type, ()))]
    for one in replaced:
        if one.type == new.type and one.value == new.value:
            raise Refused("identity.already_held", type=new.type.value)
        if one.begins > begins:
            raise Refused("period.overlap", begins=one.begins, ends="")
    for one in replaced:
        one.ends, one.why_ended = max(one.begins, begins - timedelta(days=1)), WhyEnded.REPLACED


def end_number(held: HeldIdentifier, why: WhyEnded, reason: str, day: date) -> None:
    """Take a number out of use: one that was never hers (felskrivet), or that its issuer has withdrawn (återkallat).

    A mistyped one was hers on no day and ends where it began. Raises ``Refused`` with ``identity.reason_missing``,
    ``identity.already_ended`` or ``period.backwards``.
    """
    if not reason or why not in (WhyEnded.MISTYPED, WhyEnded.WITHDRAWN):
        raise Refused("identity.reason_missing")
    if held.why_ended is WhyEnded.MISTYPED or (held.ends is not None and why is WhyEnded.WITHDRAWN):
        raise Refused("identity.already_ended", type=held.type)
    ends = held.begins if why is WhyEnded.MISTYPED else day
    if ends < held.begins:
        raise Refused("period.backwards", begins=held.begins, ends=ends)
    held.ends, held.why_ended, held.reason = ends, why, reason


def dormant_from(type: str, begins: date, renewed_on: date | None = None) -> date | None:
    """Return the day a samordningsnummer goes dormant (vilande) unless it is renewed; None for other types.

    Five calendar years after the year it was issued or last renewed: lag (2022:1697) om samordningsnummer 3 kap. 2 §.
    """
    if type != IdentifierType.SAMORDNINGSNUMMER:
        return None
    return date(max(begins, renewed_on or begins).year + DORMANT_AFTER_YEARS + 1, 1, 1)


def dormancy_near(type: str, begins: date, renewed_on: date | None, today: date) -> bool:
    """Tell whether a number is dormant or will be within half a year."""
    day = dormant_from(type, begins, renewed_on)
    return day is not None and day - WARN_BEFORE_DORMANT <= today


def generate(born: date, sex: Sex) -> IdentifierValue:
    """Make the official test personnummer of a birth date and sex (woman or man).

    Raises ``Refused("identity.no_test_number", year=…)`` for a year the rule does not cover and for unknown sex.
    """
    if born.year not in RULE_YEARS or sex not in _SERIALS:
        raise Refused("identity.no_test_number", year=born.year)
    nine = f"{born:%y%m%d}{_SERIALS[sex]}"
    return IdentifierValue(IdentifierType.PERSONNUMMER, f"{born:%Y%m%d}-{nine[6:]}{check_digit(nine)}", born, sex)


def generate_interim(born: date, sex: Sex) -> IdentifierValue:
    """Make the made-up interim number (T-nummer) of a birth date and sex, for demo registers."""
    start = FICTITIOUS_INTERIM[1 if sex is Sex.MAN else 0]
    nine = f"{born:%y%m%d}1{start[1:]}"
    return IdentifierValue(IdentifierType.T_NUMBER, f"{born:%Y%m%d}-{start}{check_digit(nine)}", born, sex)
