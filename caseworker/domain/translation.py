"""How sure a translation of a sheet is, what in it is stale, and what a text must be before it is kept.

A review belongs to the words that were read: it is of a *content version*, a hash of the Swedish texts of the sheet and
their translations. One changed letter makes another version, and the review of the old one says nothing of the new.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from hashlib import sha256
from typing import Final

from caseworker.domain.ids import StaffId

LONGEST_TEXT: Final = 2000
LONGEST_NAME: Final = 120
LONGEST_REASON: Final = 200
_ALIKE: Final = 0.6  # of difflib: less alike is another text, not an older form of it
_VERSION_DIGITS: Final = 16
LRI, PDI, HARD_SPACE = "\u2066", "\u2069", "\u00a0"
_JOINERS: Final = frozenset("\u200c\u200d")
_SCRIPTS: Final = {"Latn": "LATIN", "Arab": "ARABIC", "Ethi": "ETHIOPIC", "Cyrl": "CYRILLIC"}
_NAMED: Final = re.compile(r"\{([a-z_]+)\}")
_IN_BRACKETS: Final = re.compile(r"\([^()]*[A-Za-zÅÄÖåäö][^()]*\)")
_NUMBER: Final = re.compile(rf"\d+(?:[ {HARD_SPACE}]\d+)*")
_LETTERS: Final = frozenset({"Lu", "Ll", "Lt", "Lo"})


class ReviewState(StrEnum):
    """What is known of a translation."""

    DRAFT = "draft"
    REVIEWED = "reviewed"  # read by somebody whose own language it is
    APPROVED = "approved"  # the municipality answers for it


class ReviewAct(StrEnum):
    """What was recorded of one content version."""

    REVIEWED = "reviewed"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Review:
    """One row: ``name`` read or approved the sheet in ``language`` on ``day``, in the words of ``version``."""

    id: str
    sheet: str
    language: str
    version: str
    act: ReviewAct
    name: str
    day: date
    made: datetime
    made_by: StaffId


@dataclass(frozen=True, slots=True)
class OwnText:
    """The municipality's own words for ``source``; "" gives the program's back.

    In Swedish they hold in one ``sheet``; a translation holds wherever its Swedish text stands, and ``sheet`` is "".
    """

    id: str
    sheet: str
    language: str
    source: str
    text: str
    reason: str
    made: datetime
    made_by: StaffId


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """A sheet of the municipality's own as a sheet file; ``body`` "" takes it away."""

    id: str
    sheet: str
    body: str
    reason: str
    made: datetime
    made_by: StaffId


@dataclass(frozen=True, slots=True)
class OwnLanguage:
    """A language that the municipality added; ``script`` is an ISO 15924 code. Without names it is taken away."""

    id: str
    code: str
    swedish_name: str
    endonym: str
    rtl: bool
    script: str
    made: datetime
    made_by: StaffId


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of the words as they now are. ``lapsed``: they were changed after the review of ``day``."""

    state: ReviewState = ReviewState.DRAFT
    reviewer: str = ""
    day: date | None = None
    approver: str = ""
    approved: date | None = None
    lapsed: bool = False

    @property
    def reviewed_on(self) -> str:
        """Return the day a reader is told that somebody has read the words; "" for drafts and approved words."""
        return self.day.isoformat() if self.day is not None and self.state is ReviewState.REVIEWED else ""


@dataclass(frozen=True, slots=True)
class StaleText:
    """A Swedish text without translation; what it most likely said before and what that was translated as, or ""."""

    text: str
    before: str = ""
    translated: str = ""


@dataclass(frozen=True, slots=True)
class LanguageState:
    """A sheet in one language: how many texts it has, those without translation, and how sure the words are."""

    language: str
    texts: int
    missing: tuple[str, ...]
    version: str
    standing: Standing

    @property
    def whole(self) -> bool:
        """Whether everything is translated as the Swedish now reads."""
        return not self.missing

    @property
    def begun(self) -> bool:
        """Whether most is translated: what is missing has then most likely been changed in Swedish.

        Sheets share texts, so that some are translated in every language.
        """
        return 2 * len(self.missing) < self.texts


def content_version(texts: Iterable[tuple[str, str | None]]) -> str:
    """Return what names these Swedish texts and their translations: equal words, equal version, in the same order."""
    digest = sha256()
    for pair in texts:
        for text in pair:
            said = (text or "").encode()
            digest.update(len(said).to_bytes(4, "big") + said)
    return digest.hexdigest()[:_VERSION_DIGITS]


def standing(reviews: Sequence[Review], version: str) -> Standing:
    """Return what the reviews of one sheet in one language, in the order they were made, say of ``version``."""
    now, earlier = Standing(), Standing()
    for one in reviews:
        if one.version == version:
            now = _after(now, one)
        else:
            earlier = _after(earlier, one)
    if now == Standing() and earlier.reviewer and not any(one.version == version for one in reviews):
        return Standing(reviewer=earlier.reviewer, day=earlier.day, lapsed=True)
    return now


def _after(known: Standing, one: Review) -> Standing:
    if one.act is ReviewAct.WITHDRAWN:
        return Standing()
    if one.act is ReviewAct.REVIEWED:
        return Standing(ReviewState.REVIEWED, one.name, one.day)
    return Standing(ReviewState.APPROVED, known.reviewer, known.day, one.name, one.day)


def likely_before(text: str, unused: Mapping[str, str]) -> StaleText:
    """Return ``text`` with the one of ``unused``, Swedish texts that nothing prints any more, that it most likely was.

    ``unused`` says what each was translated as.
    """
    near = get_close_matches(text, unused, n=1, cutoff=_ALIKE)
    return StaleText(text, near[0], unused[near[0]]) if near else StaleText(text)


# What a text must be


class TextFault(StrEnum):
    """What can be wrong with a text."""

    PLACEHOLDERS = "placeholders"
    BRACES = "braces"
    CONTROL = "control"
    SCRIPT = "script"
    NUMBERS = "numbers"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Wrong:
    """One fault of a text; ``told`` names the signs or placeholders it is about."""

    fault: TextFault
    told: str = ""


def settled(text: str, *, rtl: bool = False) -> str:
    """Return a text as it is kept: composed, on one line, numbers held together and isolated where lines run left."""
    told = re.sub(r"[ \t\r\n]+", " ", unicodedata.normalize("NFC", text)).strip()
    if not rtl:
        return told
    parts = re.split(rf"({LRI}[^{PDI}]*{PDI})", told)
    return "".join(part if number % 2 else _NUMBER.sub(_isolated, part) for number, part in enumerate(parts))


def _isolated(found: re.Match[str]) -> str:
    return f"{LRI}{found[0].replace(' ', HARD_SPACE)}{PDI}"


def wrong_in_translation(source: str, text: str, *, script: str, rtl: bool) -> tuple[Wrong, ...]:
    """Return what is wrong with ``text`` as translation of ``source`` into a language of ``script``."""
    found = [*_wrong_signs(text, joiners=script == "Arab", isolates=rtl)]
    asked, given = set(_NAMED.findall(source)), set(_NAMED.findall(text))
    if asked != given:
        found.append(Wrong(TextFault.PLACEHOLDERS, ", ".join(f"{{{name}}}" for name in sorted(asked ^ given))))
    strangers = {c for c in _own_words(text) if _is_letter(c) and not unicodedata.name(c).startswith(_SCRIPTS[script])}
    if strangers:
        found.append(Wrong(TextFault.SCRIPT, " ".join(sorted(strangers)[:8])))
    numbers = sorted(_figures(source)), sorted(_figures(text))
    if numbers[0] != numbers[1]:
        found.append(Wrong(TextFault.NUMBERS, ", ".join(sorted(set(numbers[0]) ^ set(numbers[1])))))
    return tuple(found)


def wrong_in_swedish(text: str, known: Collection[str]) -> tuple[Wrong, ...]:
    """Return what is wrong with a Swedish text; ``known`` are the placeholders there are."""
    unknown = sorted(set(_NAMED.findall(text)) - set(known))
    told = ", ".join(f"{{{name}}}" for name in unknown)
    return (*_wrong_signs(text), *((Wrong(TextFault.PLACEHOLDERS, told),) if unknown else ()))


def _wrong_signs(text: str, *, joiners: bool = False, isolates: bool = False) -> Iterable[Wrong]:
    if len(text) > LONGEST_TEXT:
        yield Wrong(TextFault.TOO_LONG, str(LONGEST_TEXT))
    if set(_NAMED.sub("", text)) & set("{}"):
        yield Wrong(TextFault.BRACES)
    allowed = (_JOINERS if joiners else frozenset()) | ({LRI, PDI} if isolates else frozenset())
    hidden = {c for c in text if unicodedata.category(c)[0] == "C" and c not in allowed}
    if hidden or not _balanced(text):
        told = sorted(hidden) or [LRI]
        yield Wrong(TextFault.CONTROL, ", ".join(f"U+{ord(c):04X}" for c in told[:8]))


def _balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == LRI) - (character == PDI)
        if depth not in (0, 1):
            return False
    return depth == 0


def _own_words(text: str) -> str:
    """The text without placeholders and without Swedish words in brackets."""
    return _IN_BRACKETS.sub("", _NAMED.sub("", text))


def _is_letter(character: str) -> bool:
    return unicodedata.category(character) in _LETTERS


def _figures(text: str) -> list[str]:
    """The numbers of a text in Latin digits: 112 and ۱۱۲ are not the same to copy."""
    return [re.sub(r"\D", "", found) if found.isascii() else found for found in map(_spaced, _NUMBER.findall(text))]


def _spaced(found: str) -> str:
    return found.replace(HARD_SPACE, " ")
