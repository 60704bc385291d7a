"""Official test numbers and made-up ranges: what a demo register accepts, and a real one refuses.

Skatteverket publishes test numbers that may be used "in the test environment, never in production". Most of them
follow a rule, the rest are short lists in ``resources/codes/test_numbers.toml``; this module reads no file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from caseworker.domain.identity import IdentifierType, IdentifierValue, check_digit
from caseworker.domain.person import Sex
from caseworker.errors import Refused

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


@dataclass(frozen=True, slots=True)
class TestNumberLists:
    """The official test numbers that the rule cannot make, in normal form."""

    __test__ = False  # a name that pytest would otherwise take for a test class

    personnummer: frozenset[str]
    samordningsnummer: frozenset[str]


def is_official_test_number(value: IdentifierValue, lists: TestNumberLists) -> bool:
    """Tell whether ``value`` is an official test number, or lies in a made-up range of this program."""
    if value.type is IdentifierType.PERSONNUMMER:
        by_rule = value.born is not None and value.born.year in RULE_YEARS and value.value[9:12] in _SERIALS.values()
        return by_rule or value.value in lists.personnummer
    if value.type is IdentifierType.SAMORDNINGSNUMMER:
        return value.value in lists.samordningsnummer
    if value.type is IdentifierType.T_NUMBER:
        return value.value[9:12] in FICTITIOUS_INTERIM
    return value.value.startswith(FICTITIOUS_STARTS[value.type])


def require_test_number(value: IdentifierValue, lists: TestNumberLists) -> None:
    """Let only test numbers into a demo register. Raises ``Refused("identity.not_test_number")``."""
    if not is_official_test_number(value, lists):
        raise Refused("identity.not_test_number", type=value.type.value)


def refuse_test_number(value: IdentifierValue, lists: TestNumberLists) -> None:
    """Keep test numbers out of a real register. Raises ``Refused("identity.test_number_in_production")``."""
    if is_official_test_number(value, lists):
        raise Refused("identity.test_number_in_production", type=value.type.value)


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
