"""Rules about the log (``resources/rules/log.toml``): what a review draws, how long rows are kept, what staff know."""

from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path

from caseworker.domain.law import Certainty
from caseworker.domain.review import ReviewRules
from caseworker.places import RESOURCES
from caseworker.rowfile import FileRow, read

FAULT = "review.rules_broken"
_TEXTS = ("looks", "letter_actions", "unsampled")


@dataclass(frozen=True, slots=True)
class KeptFor:
    """How long rows of the log are kept, on what ground and how sure that is."""

    years: int
    sv: str
    en: str
    law: str
    source: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class StaffNotice:
    """What every member of staff is told before she opens the register; ``version`` is what she confirms."""

    version: int
    sv: tuple[str, ...]
    en: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LogRules:
    """All rules about the log. Of several times to keep it, the newest that holds counts."""

    review: ReviewRules
    retention: tuple[tuple[date, KeptFor], ...]
    notice: StaffNotice

    def kept_for(self, day: date) -> KeptFor:
        """Return how long a row written on ``day`` is kept."""
        holding = [kept for since, kept in self.retention if since <= day]
        return holding[-1] if holding else self.retention[0][1]


@cache
def load() -> LogRules:
    """Return the shipped rules. Raises ``EnvironmentFault("review.rules_broken", file=…, row=…, field=…)``."""
    return read_rules(RESOURCES / "rules" / "log.toml")


def read_rules(path: Path) -> LogRules:
    """Read and check one file of rules."""
    file = read(path, fault=FAULT)
    retention = sorted(((row.day("valid_from"), _kept(row)) for row in file.rows("retention")), key=lambda row: row[0])
    if not retention:
        raise file.broken("retention")
    return LogRules(_review(file), tuple(retention), _notice(file))


def _review(file: FileRow) -> ReviewRules:
    numbers = {one.name: file.number(one.name) for one in fields(ReviewRules) if one.name not in _TEXTS}
    for name, number in numbers.items():
        if number < 1:
            raise file.broken(name)
    if not numbers["opens"] < numbers["closes"] <= 24:
        raise file.broken("closes")
    looks, letters, unsampled = (file.texts(name) for name in _TEXTS)
    if not looks:
        raise file.broken("looks")
    return ReviewRules(looks=frozenset(looks), letter_actions=frozenset(letters), unsampled=unsampled, **numbers)


def _kept(row: FileRow) -> KeptFor:
    row.day("verified_on")
    years = row.number("years")
    if years < 1:
        raise row.broken("years")
    sv, en, law, source = (row.text(name) for name in ("sv", "en", "law", "source"))
    return KeptFor(years, sv, en, law, source, row.choice("certainty", Certainty))


def _notice(file: FileRow) -> StaffNotice:
    notices = tuple(file.rows("notice"))
    if len(notices) != 1:
        raise file.broken("notice")
    notice = notices[0]
    sv, en = notice.texts("sv"), notice.texts("en")
    if not sv or len(sv) != len(en):
        raise notice.broken("en")
    return StaffNotice(notice.number("version"), sv, en)
