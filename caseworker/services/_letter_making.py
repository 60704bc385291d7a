"""Making one letter: whom it is about and goes to, its words, its pages, what its checks want. Not a service."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Generic, TypeVar

from caseworker import codes
from caseworker.domain.access import User
from caseworker.domain.ids import PersonId
from caseworker.domain.letterhead import OfficeLetterhead
from caseworker.domain.recipient import LetterFacts, Outcome, checks, first_failed
from caseworker.domain.translation import LanguageState, ReviewState
from caseworker.errors import Refused
from caseworker.letters.compose import Forwarding, Letterhead
from caseworker.letters.layout import USUAL, Layout
from caseworker.letters.logo import logo_of
from caseworker.services._letter_address import forwarded, forwarding_number, window_address
from caseworker.services._letter_sources import LetterSources
from caseworker.services._letter_values import LetterWords, Words
from caseworker.services._right_recipient import RightRecipient, told_texts
from caseworker.services._settings import office_letterhead, office_logo
from caseworker.store.reading import Reader
from caseworker.store.register import Register

T = TypeVar("T")
_REQUIRED = {"meeting_day": "letter.no_meeting", "status": "letter.no_status"}


@dataclass(frozen=True, slots=True)
class LetterOrder:
    """Which letter: about whom, which sheet, in which language, how it is laid out, and whether for an archive.

    ``to``: who receives it, "" for the person it is about. ``previewed``: what tells the letter that was looked at.
    """

    person: PersonId
    sheet: str
    language: str
    layout: Layout = USUAL
    archive: bool = False
    to: str = ""
    previewed: str = ""


@dataclass(frozen=True, slots=True)
class Made(Generic[T]):
    """What was drawn, None when it cannot be, with what its checks want, its mark and what the log says of it."""

    facts: LetterFacts
    letter: T | None
    seen: str
    told: Mapping[str, Any]
    warned: tuple[str, ...]

    def require_letter(self) -> T:
        """Return the letter, or raise what keeps it from being made."""
        if self.letter is not None:
            return self.letter
        raise Refused("protection.no_letter") if self.facts.hidden else self._fault()

    def require_right(self, *, despite: bool) -> T:
        """Return the letter, or raise the code of the first check that failed."""
        stops = first_failed(checks(replace(self.facts, despite=despite)))
        if stops is not None:
            raise Refused(stops.code, **stops.params)
        return self.require_letter()

    def logged(self) -> Mapping[str, Any]:
        """Return what the log says of it; ``despite`` is what a yes has lifted."""
        lifted = [one.code for one in checks(self.facts) if one.can_be_made and one.outcome is Outcome.FAILED]
        why = [*self.warned, *(code for code in lifted if code != "letter.no_contact")]
        return {**self.told, "despite": why} if lifted else self.told

    def _fault(self) -> Refused:
        return Refused(self.facts.fault, **self.facts.fault_params)


def make_letter(
    register: Register,
    order: LetterOrder,
    by: User,
    draw: Callable[..., T],
    *,
    sources: LetterSources | None = None,
    only_right: bool = False,
) -> Made[T]:
    """Make a letter and read what its checks want; with ``only_right`` one that may not leave is not drawn at all.

    ``draw`` is given everything the letter says; ``sources`` are the texts in force where several letters are made.
    Raises ``UsageFault("letter.unknown_language" | "letter.unknown_sheet")``, ``Refused("person.unknown")`` and
    ``Refused("access.out_of_reach")``; what else keeps it from being made is one of the facts.
    """
    if order.archive:
        draw = partial(draw, archive=True)
    with register.read() as reader:
        making = _Making(register, reader, order, by, sources or LetterSources(reader))
        return making.made(draw, only_right=only_right)


class _Making:
    def __init__(
        self, register: Register, reader: Reader, wanted: LetterOrder, by: User, sources: LetterSources
    ) -> None:
        self._register, self._reader, self._wanted, self._by = register, reader, wanted, by
        self._sources = sources
        self._language = self._sources.texts.language(wanted.language)
        self._sheet = self._sources.texts.sheet(wanted.sheet)
        self._translate = self._sources.texts.translate(wanted.language)
        self._recipient = RightRecipient(register, reader, wanted.person, wanted.to, by)
        self._state: LanguageState | None = None
        self._words: Words | None = None
        self._fault: Refused | None = None

    def made(self, draw: Callable[..., T], *, only_right: bool) -> Made[T]:
        recipient = self._recipient
        if not recipient.hidden:
            self._find_words()
        texts, numbered = ((), False) if self._words is None else told_texts(self._sheet, self._words, self._translate)
        facts = recipient.facts(texts=texts, numbered=numbered, language=self._wanted.language)
        letter, seen = None, ""
        if self._words is not None and not (only_right and first_failed(checks(replace(facts, despite=True)))):
            try:
                arguments = self._arguments(self._words)
                seen = recipient.stamp((texts, arguments), facts)
                letter = draw(self._sheet, translate=self._translate, **arguments)
            except Refused as fault:
                self._fault, seen = fault, ""
        if self._fault is not None:
            facts = replace(facts, fault=self._fault.code, fault_params=self._fault.params)
        return Made(facts, letter, seen, self._told(), tuple(one.id for one in recipient.warned()))

    def _find_words(self) -> None:
        wanted, about = self._wanted, self._recipient.about
        try:
            self._state = self._sources.require_allowed(wanted.sheet, wanted.language)
            words = LetterWords(
                self._register, self._reader, about, wanted.language, self._by, translate=self._translate
            )
            self._words = words.words(self._sheet)
        except Refused as fault:
            self._fault = fault

    def _arguments(self, words: Words) -> dict[str, Any]:
        """Return everything that is drawn besides the sheet and its translation."""
        for name in self._sheet.required:
            if not words.values[name]:
                raise Refused(_REQUIRED[name])
        recipient, layout = self._recipient, self._wanted.layout
        known = None if self._state is None else self._state.standing
        values = {**words.values, **recipient.names}
        head = office_letterhead(self._reader)
        forwarding = forwarded(head) if recipient.forwarded else None
        return {
            "language": self._language,
            "values": values,
            "target_values": words.target,
            "made": words.made,
            "letterhead": self._letterhead(head, forwarding),
            "demo": self._register.info.demo,
            "draft": known is not None and known.state is ReviewState.DRAFT,
            "reviewed": known.day.isoformat() if known and known.day and known.state is ReviewState.REVIEWED else "",
            "layout": layout if forwarding is None else replace(layout, window=True),
            "address": self._address(values.get("to", values["person"]), forwarding),
            "forwarding": forwarding,
        }

    def _address(self, name: str, forwarding: Forwarding | None) -> tuple[str, ...]:
        """Return what the window of an envelope shows; of a protected person nothing but her number."""
        to, today = self._recipient.to, self._register.today()
        if forwarding is not None and to is not None:
            return (forwarding_number(to, today),)
        return window_address(to, name, today) if self._wanted.layout.window else ()

    def _letterhead(self, head: OfficeLetterhead, forwarding: Forwarding | None) -> Letterhead:
        """Return the sender; to a protected person the neutral one, without the unit's name and without a logo."""
        municipality = codes.municipality(self._register.info.municipality_code).sv
        if forwarding is not None:
            return Letterhead(municipality, "", forwarding.sender)
        png = office_logo(self._reader)
        logo = logo_of(png) if png else None
        return Letterhead(municipality, self._register.info.office_name, head.contact, logo)

    def _told(self) -> Mapping[str, Any]:
        told = {"sheet": self._wanted.sheet, "version": self._sheet.version, "language": self._wanted.language}
        if self._state is not None:
            told |= {"words": self._state.version, "state": self._state.standing.state.value}
        return {**told, **self._recipient.logged}
