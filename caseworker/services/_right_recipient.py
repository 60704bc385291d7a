"""Whom a letter is about and whom it goes to, read from the register, and the facts its checks want. Not a service."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from caseworker.domain import identity
from caseworker.domain.access import User
from caseworker.domain.endings import EndingKind
from caseworker.domain.household import Together, kept_away
from caseworker.domain.ids import PersonId
from caseworker.domain.periods import covers
from caseworker.domain.recipient import (
    Belongings,
    LetterFacts,
    checks,
    foreign,
    guardians,
    mailing_address,
    without_yes,
)
from caseworker.domain.rows import NoContactRow, PersonFile
from caseworker.letters.compose import Translate
from caseworker.letters.sheet import Sheet, placeholders
from caseworker.services._letter_values import Words
from caseworker.services._protected import opened_view
from caseworker.services._united import whole_file
from caseworker.store import belongings, compartments, households, linking
from caseworker.store.reading import Reader
from caseworker.store.register import Register

# what a letter says of the office is nobody's secret: a caseworker may be called as somebody's brother is
_OF_THE_OFFICE = frozenset(
    {"caseworker", "caseworker_phone", "caseworker_email", "office", "office_address", "municipality", "law"}
)
_ALWAYS_TOLD = frozenset({"person", "person_original"})


class RightRecipient:
    """A letter's two people, as the register knows them today.

    ``about`` is the file of whom the content is about; ``to`` the addressee's: the same, or her guardian's, None for a
    guardian outside the register. ``guarding`` is what such a one is to her.
    """

    def __init__(self, register: Register, reader: Reader, person: PersonId, to: str, by: User) -> None:
        """Read both. ``to`` is a person's id or a relation's, "" for the content person herself.

        Raises ``Refused("person.unknown" | "access.out_of_reach")``.
        """
        self._register, self._reader, self._by = register, reader, by
        self._today, connection = register.today(), reader.connection
        self._own = set(linking.files_of(connection, person))
        self.about = whole_file(register, reader, person, by)
        self.herself = not to or to in self._own
        self.guarding = None
        self.declared = guardians(self.about.relations, self._today)
        self.to: PersonFile | None = self.about
        if not self.herself:
            hers = linking.files_of(connection, to)
            known = (one for one in self.declared if one.known)
            self.guarding = next((one for one in known if one.id == to or one.other in hers), None)
            file = to if self.guarding is None else self.guarding.other
            self.to = whole_file(register, reader, file, by) if file else None

    @property
    def names(self) -> Mapping[str, str]:
        """Return how the addressee is called where she is not the content person."""
        if self.herself:
            return {}
        if self.to is None:
            name = self.guarding.name if self.guarding else ""
            return {"to": name, "to_original": name}
        latin = self.to.name() or self.to.name("migration_agency") or self.to.name("original")
        return {"to": latin, "to_original": self.to.name("original") or latin}

    @property
    def logged(self) -> Mapping[str, str]:
        """Return what the log says of an addressee who is not the content person: the relation, for no name leaks."""
        return {} if self.guarding is None else {"to": self.guarding.id, "as": self.guarding.kind.value}

    @property
    def hidden(self) -> bool:
        """Whether one of the two is protected and the caller has not opened her."""
        return self.about.is_closed or (self.to is not None and self.to.is_closed)

    @property
    def forwarded(self) -> bool:
        """Whether the letter goes through the Tax Agency: the address is not the office's to know."""
        return self.to is not None and self.to.protected is not None

    @property
    def apart(self) -> bool:
        """Whether a protected person's letter would go to somebody who is not protected with her."""
        mark = self.about.protected
        if mark is None:
            return False
        other = None if self.to is None else self.to.protected
        return other is None or other.compartment != mark.compartment

    def warned(self) -> tuple[NoContactRow, ...]:
        """Return the warnings about either that a letter to the addressee meets today."""
        if self.herself:
            return kept_away(self.about.no_contacts, self._today)
        about = (replace(one, together=self._together(one)) for one in self.about.no_contacts)
        return kept_away((*about, *(self.to.no_contacts if self.to else ())), self._today)

    def facts(self, *, texts: Sequence[str], numbered: bool, language: str) -> LetterFacts:
        """Return the facts of a letter that says ``texts``; ``numbered``: her birth number among them."""
        about, to, today = self.about, self.to, self._today
        others, near = self._others()
        own = [belongings.of_file(about), *([belongings.of_file(to)] if to else ())]
        own.append(Belongings(names=tuple(self.names.values())))
        return LetterFacts(
            to="" if self.herself else (to.id if to else "outside"),
            today=today,
            born=about.born,
            guardian=None if self.guarding is None else self.guarding.kind,
            declared=frozenset(one.kind for one in self.declared),
            reads=to.reads if to else "",
            language=language,
            deceased=_has_died(about) or (to is not None and _has_died(to)),
            closed=about.closed is not None and about.closed < today,
            hidden=self.hidden,
            protected_apart=self.apart,
            protected_home=near and not self.forwarded,
            foreign=foreign(texts, others, own),
            number_born=self._number_born() if numbered else None,
            to_kept_away=not self.herself and self._is_kept_away(),
            readers_kept_away=bool(self.warned()),
            lived=to is not None and bool(to.addresses),
            lives=self.forwarded or (to is not None and mailing_address(to.addresses, today) is not None),
        )

    def stamp(self, drawn: object, facts: LetterFacts) -> str:
        """Return what tells this very letter to this very addressee from any other, and from the same one changed.

        ``drawn`` is everything that is drawn: equal ones give equal pages.
        """
        home = None if self.to is None else mailing_address(self.to.addresses, self._today)
        told = [(one.kind.value, one.outcome.value, one.code) for one in checks(without_yes(facts))]
        whole = repr((self.about.id, facts.to, home, told, drawn))
        return hashlib.sha256(whole.encode(errors="backslashreplace")).hexdigest()

    def _together(self, warning: NoContactRow) -> str:
        """Tell whether who must not be told lives where the addressee lives."""
        if self.to is None or not warning.other:
            return Together.UNKNOWN
        connection = self._reader.connection
        if warning.other in households.household_of(connection, self.to.id, self._today):
            return Together.HERE
        return households.lives_with(connection, self.to.id, warning.other)

    def _is_kept_away(self) -> bool:
        """Whether the addressee herself must not be told about the content person."""
        hers = set(linking.files_of(self._reader.connection, self.to.id)) if self.to else set()
        name = self.names["to"].casefold()
        running = (one for one in self.about.no_contacts if covers(one, self._today))
        return any(one.other in hers or (not one.other and one.name.casefold() == name) for one in running)

    def _others(self) -> tuple[list[Belongings], bool]:
        """Return what belongs to those around the two, and whether somebody protected lives with the addressee."""
        connection, today = self._reader.connection, self._today
        files = [one for one in (self.about, self.to) if one is not None]
        ids = {file for one in files for file in linking.files_of(connection, one.id)}
        marks = compartments.marks(connection)
        mates = {mate for id in ids for mate in households.household_of(connection, id, today)}
        tied = [(one.other, one.name) for file in files for one in file.relations]
        tied += [(one.other, one.name) for file in files for one in file.no_contacts]
        around = {other for other, _name in tied if other}
        outside = [name for other, name in tied if not other]
        near = {*linking.with_their_files(connection, {*mates, *around})} - ids
        told = [belongings.of_people(connection, [one]) for one in sorted(near)]
        told += [Belongings(names=tuple(outside)), belongings.of_people(connection, sorted(set(marks) - ids))]
        beside = False
        for hidden in self._opened(set(marks) - ids):
            told.append(belongings.of_file(hidden))
            beside |= self._lives_here(hidden)
        return told, beside or bool(mates & set(marks))

    def _opened(self, protected: set[str]) -> Iterator[PersonFile]:
        """Yield the files of protected people the caller has open just now: of others nobody can know more."""
        for person, mark in compartments.marks(self._reader.connection).items():
            if person in protected and self._register.compartments.opened(
                mark.compartment, self._by.id, self._register.clock()
            ):
                yield opened_view(self._register, self._reader, self._reader.person_file(person), self._by)

    def _lives_here(self, hidden: PersonFile) -> bool:
        if self.to is None:
            return False
        mates = {one.person for one in hidden.household if covers(one, self._today)}
        home, theirs = (mailing_address(one.addresses, self._today) for one in (self.to, hidden))
        return self.to.id in mates or (home is not None and theirs is not None and _place(home) == _place(theirs))

    def _number_born(self) -> date | None:
        number = next((one for one in self.about.identifiers if one.type == "personnummer" and one.ends is None), None)
        if number is None or self.about.born_precision != "day":
            return None
        return identity.parse(number.type, number.value, today=self._today).born


def told_texts(sheet: Sheet, words: Words, translate: Translate) -> tuple[tuple[str, ...], bool]:
    """Return everything a letter says of its own and of people, in both languages; and whether a birth number is told.

    What it says of the office is left out.
    """
    texts = [sheet.title, *(block.text for block in sheet.blocks)]
    texts += [text for block in sheet.blocks for field in block.fields for text in (field.label, field.value)]
    named = {name for text in texts for name in placeholders(text)}
    texts += [translate(text) or "" for text in texts]
    for name in sorted((named | _ALWAYS_TOLD) - _OF_THE_OFFICE):
        texts += [words.values.get(name, ""), words.target.get(name, "")]
    texts += [one.text for rows in words.made.values() for one in rows if not one.translated]
    return tuple(text for text in texts if text), "personnummer" in named


def _has_died(file: PersonFile) -> bool:
    last = max(file.endings, key=lambda one: one.day, default=None)
    return last is not None and last.kind == EndingKind.DECEASED


def _place(address: object) -> tuple[str, ...]:
    parts = (getattr(address, part) for part in ("street", "postcode", "city"))
    return tuple("".join(part.split()).casefold() for part in parts)
