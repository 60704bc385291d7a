"""The right recipient of a letter: who may receive one about whom, and what is looked at before it leaves the program.

A letter has a person it is about and somebody it goes to. About an adult it goes to herself. About a child it may go to
a declared guardian (6 kap. föräldrabalken, lag 2005:429 about god man), or to the child: information is not a decision,
and a child has a right to it. From 15 a child speaks for herself in social services (socialtjänstlagen 2025:400), so
below that somebody is asked to look once more, and nothing is stopped.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar

from caseworker.domain.daycount import birthday
from caseworker.domain.household import ADULT, DECIDES_FOR_CHILD, RelationKind
from caseworker.domain.periods import covers

SPEAKS_FOR_HERSELF = 15  # years; below it a letter to the child herself is asked about
GENERATION = 10  # years between two birth days that are two people's, not one person's papers
_POSTAL = "postal"
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_DIGITS = re.compile(r"\d[\d+-]*\d")
_BORN_NUMBER = re.compile(r"(?:\d\d)?\d\d(?:0\d|1[0-2])\d\d[-+]\d{4}")


class Outcome(StrEnum):
    """How a check ended: ``asks`` wants a look and stops nothing, ``failed`` stops the letter."""

    OK = "ok"
    ASKS = "asks"
    FAILED = "failed"


class CheckKind(StrEnum):
    """What is looked at, in the order it is shown."""

    ADDRESSEE = "addressee"  # the content person herself, or her declared guardian
    FILE = "file"  # alive, and the case is open
    PROTECTED = "protected"  # nobody protected lives where the letter goes
    OTHERS = "others"  # nothing inside belongs to somebody else
    NO_CONTACT = "no_contact"  # nobody who must not be told reads mail there
    ADDRESS = "address"  # it holds today
    WHOLE = "whole"  # every field, character and translated paragraph is there
    LANGUAGE = "language"  # one the addressee reads


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. ``code`` has a sentence unless all is well; ``can_be_made``: a yes lifts it."""

    kind: CheckKind
    outcome: Outcome = Outcome.OK
    code: str = ""
    params: Mapping[str, object] = field(default_factory=dict)
    can_be_made: bool = False


@dataclass(frozen=True, slots=True)
class Guarding:
    """Somebody who decides for the content person; ``id`` is the relation's, ``other`` her file's, "" without one."""

    id: str
    kind: RelationKind
    other: str = ""
    name: str = ""

    @property
    def known(self) -> bool:
        """Whether she can be written to: one beyond the caller's reach has neither file nor name."""
        return bool(self.other or self.name)


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What is known of a letter before it leaves. ``to`` is "" when it goes to the content person herself.

    ``hidden``: one of the two is protected and not open; ``protected_apart``: a protected person's letter to somebody
    who is not protected with her; ``protected_home``: somebody else who is protected lives where it goes. ``guardian``
    is what the addressee is to her today, ``declared`` every kind that decides for her today.
    ``to_kept_away``: the addressee must not be told about her; ``readers_kept_away``: somebody else who must not, and
    may live there. ``lived``: an address was ever recorded. ``fault``: why the letter cannot be made, "" when it can.
    """

    to: str = ""
    today: date = date.min
    born: date | None = None
    guardian: RelationKind | None = None
    declared: frozenset[RelationKind] = frozenset()
    reads: str = ""
    language: str = ""
    deceased: bool = False
    closed: bool = False
    hidden: bool = False
    protected_apart: bool = False
    protected_home: bool = False
    foreign: str = ""
    number_born: date | None = None
    to_kept_away: bool = False
    readers_kept_away: bool = False
    lived: bool = False
    lives: bool = False
    fault: str = ""
    fault_params: Mapping[str, object] = field(default_factory=dict)
    despite: bool = False


def checks(facts: LetterFacts) -> tuple[Check, ...]:
    """Return every check of a letter, one a kind, in the order of ``CheckKind``."""
    return (
        _addressee(facts),
        _file(facts),
        _protected(facts),
        _others(facts),
        _no_contact(facts),
        _address(facts),
        Check(CheckKind.WHOLE, Outcome.FAILED, facts.fault, facts.fault_params)
        if facts.fault
        else Check(CheckKind.WHOLE),
        _language(facts),
    )


def first_failed(told: Iterable[Check]) -> Check | None:
    """Return the check that stops the letter: what no yes can lift comes first."""
    failed = [one for one in told if one.outcome is Outcome.FAILED]
    return min(failed, key=lambda one: one.can_be_made, default=None)


def _failed(kind: CheckKind, code: str) -> Check:
    return Check(kind, Outcome.FAILED, code)


def _asks(kind: CheckKind, code: str) -> Check:
    return Check(kind, Outcome.ASKS, code)


def _lifted(kind: CheckKind, code: str, despite: bool) -> Check:
    """Return what stops the letter until somebody says that it is made all the same, and is then still seen."""
    return Check(kind, Outcome.ASKS if despite else Outcome.FAILED, code, can_be_made=True)


def _addressee(facts: LetterFacts) -> Check:
    kind = CheckKind.ADDRESSEE
    if not facts.to:
        return _herself(facts)
    if facts.guardian is None:
        return _failed(kind, "letter.not_her_guardian")
    if facts.to_kept_away:
        return _failed(kind, "letter.to_kept_away")
    if _age_is(facts, ADULT):
        # a god man may be appointed for an adult too (11 kap. föräldrabalken)
        if facts.guardian is RelationKind.GOD_MAN:
            return _asks(kind, "letter.god_man_of_adult")
        return _failed(kind, "letter.guardian_of_adult")
    first = next(one for one in DECIDES_FOR_CHILD if one in facts.declared | {facts.guardian})
    return Check(kind) if facts.guardian is first else _asks(kind, "letter.another_decides")


def _herself(facts: LetterFacts) -> Check:
    if facts.born is None or _age_is(facts, SPEAKS_FOR_HERSELF):
        return Check(CheckKind.ADDRESSEE)
    return _asks(CheckKind.ADDRESSEE, "letter.to_child" if facts.declared else "letter.child_without_guardian")


def _age_is(facts: LetterFacts, years: int) -> bool:
    return facts.born is not None and birthday(facts.born, years) <= facts.today


def _file(facts: LetterFacts) -> Check:
    if facts.deceased:
        return _failed(CheckKind.FILE, "letter.deceased")
    return _failed(CheckKind.FILE, "letter.case_closed") if facts.closed else Check(CheckKind.FILE)


def _protected(facts: LetterFacts) -> Check:
    if facts.hidden:
        return _failed(CheckKind.PROTECTED, "protection.no_letter")
    if facts.protected_apart:
        return _failed(CheckKind.PROTECTED, "letter.protected_apart")
    if facts.protected_home:
        return _failed(CheckKind.PROTECTED, "letter.protected_home")
    return Check(CheckKind.PROTECTED)


def _others(facts: LetterFacts) -> Check:
    kind = CheckKind.OTHERS
    if facts.foreign:
        return _failed(kind, "letter.anothers_" + facts.foreign)
    if facts.number_born is None or facts.born is None or facts.number_born == facts.born:
        return Check(kind)
    if abs(facts.number_born.year - facts.born.year) >= GENERATION:
        return _failed(kind, "letter.number_of_another")
    return _asks(kind, "letter.number_of_another_day")


def _no_contact(facts: LetterFacts) -> Check:
    if facts.readers_kept_away:
        return _lifted(CheckKind.NO_CONTACT, "letter.no_contact", facts.despite)
    return Check(CheckKind.NO_CONTACT)


def _address(facts: LetterFacts) -> Check:
    if facts.lives:
        return Check(CheckKind.ADDRESS)
    if facts.lived:
        return _lifted(CheckKind.ADDRESS, "letter.address_ended", facts.despite)
    return _asks(CheckKind.ADDRESS, "letter.no_address_recorded")


def _language(facts: LetterFacts) -> Check:
    if facts.reads == facts.language:
        return Check(CheckKind.LANGUAGE)
    return _asks(CheckKind.LANGUAGE, "letter.reads_another" if facts.reads else "letter.reads_unknown")


# Who may receive it
class Related(Protocol):
    """A relation as it is shown, seen from the content person."""

    @property
    def id(self) -> str: ...

    @property
    def kind(self) -> str: ...

    @property
    def other(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def begins(self) -> date: ...

    @property
    def ends(self) -> date | None: ...


def guardians(relations: Iterable[Related], today: date) -> tuple[Guarding, ...]:
    """Return who decides for her today, whoever goes before the others first."""
    order = {kind.value: place for place, kind in enumerate(DECIDES_FOR_CHILD)}
    running = [one for one in relations if one.kind in order and covers(one, today)]
    running.sort(key=lambda one: (order[one.kind], one.begins, one.id))
    return tuple(Guarding(one.id, RelationKind(one.kind), one.other, one.name) for one in running)


class Lived(Protocol):
    """An address with its period."""

    @property
    def kind(self) -> str: ...

    @property
    def begins(self) -> date: ...

    @property
    def ends(self) -> date | None: ...


A = TypeVar("A", bound=Lived)


def mailing_address(addresses: Iterable[A], today: date) -> A | None:
    """Return where mail goes today: the postal address before the home, the one that began last first."""
    holding = [one for one in addresses if covers(one, today)]
    return max(holding, key=lambda one: (one.kind == _POSTAL, one.begins), default=None)


# What belongs to somebody else
@dataclass(frozen=True, slots=True)
class Belongings:
    """What tells who somebody is: names in every spelling, identity and case numbers, streets."""

    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()


def foreign(texts: Iterable[str], others: Iterable[Belongings], own: Sequence[Belongings]) -> str:
    """Return what in ``texts`` is not of ``own``: "number" | "name" | "street", "" for nothing.

    A birth number that is nobody's of ``own`` counts as another's, whoever holds it. A name is two words at least: one
    word alone is too common. Namesakes have nothing that tells them apart here.
    """
    told = list(texts)
    mine = {_same_number(one) for each in own for one in each.numbers}
    found = {_same_number(one) for text in told for one in _DIGITS.findall(text)}
    others = list(others)
    born = {_same_number(one) for text in told for one in _BORN_NUMBER.findall(text) if _right_digit(one)}
    if (found & {_same_number(one) for each in others for one in each.numbers} | born) - mine:
        return "number"
    own_names, own_streets = _phrases(own, "names"), _phrases(own, "streets")
    words = [_parts(text) for text in told]
    names = _phrases(others, "names") - own_names
    masked = [_masked(one, own_names) for one in words]
    if any([*_places(name, text, turned=True)] for name in names if len(name) > 1 for text in masked):
        return "name"
    streets = {one for one in _phrases(others, "streets") - own_streets if any(part.isdigit() for part in one)}
    return "street" if any([*_places(one, text)] for one in streets for text in words) else ""


def _parts(text: str) -> tuple[str, ...]:
    return tuple(_PARTS.findall(text.casefold()))


def _phrases(owners: Iterable[Belongings], what: str) -> set[tuple[str, ...]]:
    return {parts for one in owners for text in getattr(one, what) if (parts := _parts(text))}


def _places(phrase: tuple[str, ...], text: Sequence[str], *, turned: bool = False) -> Iterator[int]:
    """Yield where the words of ``phrase`` stand together in ``text``; ``turned``: the family name first as well."""
    size = len(phrase)
    alike = {phrase, phrase[1:] + phrase[:1], phrase[-1:] + phrase[:-1]} if turned else {phrase}
    for start in range(len(text) - size + 1):
        if tuple(text[start : start + size]) in alike:
            yield start


def _masked(text: Sequence[str], own: Iterable[tuple[str, ...]]) -> list[str]:
    """Return the words without her own names, so that a shorter one inside hers is not taken for another's."""
    left = list(text)
    for name in own:
        for start in _places(name, text, turned=True):
            left[start : start + len(name)] = [""] * len(name)
    return left


def _same_number(number: str) -> str:
    """Return a number as two writings of it meet: a birth number by its last ten digits."""
    digits = re.sub(r"\D", "", number)
    return digits[-10:] if len(digits) in (10, 12) else number.strip().casefold()


def _right_digit(number: str) -> bool:
    digits = re.sub(r"\D", "", number)[-10:]
    doubled = (int(digit) * (1 + (place + 1) % 2) for place, digit in enumerate(digits))
    return sum(one // 10 + one % 10 for one in doubled) % 10 == 0


def without_yes(facts: LetterFacts) -> LetterFacts:
    """Return the facts as they stand before anybody has said that the letter is made all the same."""
    return replace(facts, despite=False)
