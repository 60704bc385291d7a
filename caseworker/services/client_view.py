"""What the screen shows when it is turned to the person across the desk (klientläge): her own next steps, no more.

Everything is text in her language before the screen is turned, so that nothing is read after it. What has no
translation is Swedish and says that an interpreter is needed. Never her address, her number, what others are called, or
a word of a note.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from caseworker import codes, i18n
from caseworker.domain.access import User
from caseworker.domain.agenda import InterpreterWay, VisitKind
from caseworker.domain.changes import Event
from caseworker.domain.ids import PersonId
from caseworker.domain.intervention import InterventionState
from caseworker.domain.rows import InterventionRow, PersonFile
from caseworker.domain.translation import ReviewState
from caseworker.errors import Refused
from caseworker.letters.isolate import isolate
from caseworker.letters.languages import LetterLanguage, Script
from caseworker.letters.sheet import fill, load_frame, load_table
from caseworker.letters.sources import CLIENT
from caseworker.services._catalogue import catalogue_on
from caseworker.services._letter_sources import LetterSources
from caseworker.services._letter_values import LetterWords, steps_to_come, visits_to_come
from caseworker.services._united import whole_file
from caseworker.services.registry import service
from caseworker.store import agenda, linking
from caseworker.store.reading import Reader
from caseworker.store.register import Register

SHEET: Final = "nasta-steg"  # what is printed from the screen
SHOWN: Final = "client.shown"
MOST_STEPS: Final = 3
_SAMPLES: Final = {Script.ARABIC: "ع", Script.ETHIOPIC: "ሀ"}
_COMMAS: Final = {Script.ARABIC: "، ", Script.ETHIOPIC: "፣ "}
_PLAIN: Final = ("take", "more", "print", "printing", "not_printed", "smaller", "larger", "interpreter_needed")


class StepMark(StrEnum):
    """How a step stands: somebody is waited for, or it is settled."""

    WAITS = "waits"
    SETTLED = "settled"


_STATES: Final = {
    InterventionState.DECIDED: ("arranged", StepMark.WAITS),
    InterventionState.REFERRED: ("sent", StepMark.SETTLED),
    InterventionState.ACCEPTED: ("waits", StepMark.WAITS),
    InterventionState.ONGOING: ("goes_on", StepMark.SETTLED),
}


@dataclass(frozen=True, slots=True)
class ClientStep:
    """One step as it is shown. ``picture`` is "visit_…" or the area of an intervention.

    ``translated`` is False for a step that is told in Swedish on a page of another language.
    """

    picture: str
    what: str
    when: str
    where: str
    state: str
    mark: StepMark
    translated: bool


@dataclass(frozen=True, slots=True)
class ClientPage:
    """The screen in one language.

    ``words`` are those on its buttons; ``draft`` says in this language how sure the words are, ``draft_in_swedish`` the
    same, "" for Swedish and for approved words; ``sample`` is a letter of its script. ``prints``: there is a sheet of
    the steps in this language that may be printed.
    """

    language: str
    endonym: str
    rtl: bool
    sample: str
    greeting: str
    title: str
    about: str
    steps: tuple[ClientStep, ...]
    more: bool
    wrong: str
    phone: str
    draft: str
    draft_in_swedish: str
    prints: bool
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ClientView:
    """One person's screen: a page for each language she may choose, the one it is turned in first."""

    person: PersonId
    pages: tuple[ClientPage, ...]


@service(needs="letter.make", record="person", retention="case")
def open_client(register: Register, *, person: PersonId, language: str, by: User) -> ClientView:
    """Return what the screen shows when it is turned to ``person``, in ``language``, Swedish and what else she reads.

    The look is logged first, in each of her files. Raises ``UsageFault("letter.unknown_language")``,
    ``Refused("person.unknown" | "letter.no_name")``, ``Refused("client.not_approved")`` where the municipality wants
    approved translations only and the words of the screen are none, and ``Refused("protection.no_client_view")``: who
    sees the screen is not for the program to know.
    """
    with register.read() as reader:
        sources = LetterSources(reader)
        sources.texts.language(language)
        sources.require_allowed(CLIENT, language)
        if whole_file(register, reader, person, by).protected is not None:
            raise Refused("protection.no_client_view")
    with register.change(by=by) as tx:
        for one in linking.files_of(tx.connection, person):
            tx.note(Event(SHOWN, one, {"language": language}))
        tx.commit()
    with register.read() as reader:
        file = whole_file(register, reader, person, by)
        tell = _Teller(register, reader, file, sources, by)
        wanted = dict.fromkeys((language, i18n.LETTER_SOURCE, file.reads, file.speaks))
        pages = tuple(tell.page(code) for code in wanted if _may_be_shown(sources, code))
    return ClientView(person, pages)


def _may_be_shown(sources: LetterSources, language: str) -> bool:
    """Tell whether there is such a language of letters, and the municipality wants it to be read."""
    if language not in sources.texts.languages:
        return False
    return language == i18n.LETTER_SOURCE or not sources.withholds(sources.state(CLIENT, language))


class _Words:
    """The words of one page: in its language where they are translated, in Swedish otherwise."""

    def __init__(self, language: LetterLanguage, catalog: Callable[[str], str | None]) -> None:
        self.language, self._catalog = language, catalog
        self._table = load_table("client")

    def has(self, swedish: str) -> bool:
        """Tell whether there is a translation, or none is needed."""
        return self._catalog(swedish) is not None

    def knows(self, key: str) -> bool:
        """Tell it of one of the fixed words."""
        return self.has(self._table[key])

    def of(self, key: str, **values: str) -> str:
        """Return one of the fixed words with its values, each kept apart from what stands around it."""
        return self.told(self._table[key], **values)

    def told(self, swedish: str, **values: str) -> str:
        """Return a Swedish text of the catalog in this language, kept apart as Swedish where there is none."""
        rtl = self.language.is_rtl
        translated = self._catalog(swedish)
        text = fill(swedish if translated is None else translated, values, lambda value: isolate(value, rtl=rtl))
        return isolate(text, rtl=rtl) if translated is None else text

    def joined(self, *parts: str) -> str:
        """Return parts as the language parts them."""
        return _COMMAS.get(self.language.script, ", ").join(filter(None, parts))

    def day(self, day: date, *, weekday: bool = False) -> str:
        """Return a day in the digits of the language."""
        code = self.language.code
        return i18n.own_digits(i18n.format_date(day, code, weekday=weekday), code)


class _Teller:
    """Tells of one person's next steps."""

    def __init__(self, register: Register, reader: Reader, file: PersonFile, sources: LetterSources, by: User) -> None:
        self._register, self._reader, self._file, self._by = register, reader, file, by
        self._sources, self._texts = sources, sources.texts
        self._today = register.today()
        self._names = {one.code: one.sv for one in catalogue_on(reader, self._today).known}
        self._shipped = {one.sv for one in codes.intervention_types()}
        self._actors = {one.code: one.sv for one in codes.actors()}

    def page(self, code: str) -> ClientPage:
        """Return the screen in the language ``code``."""
        language, catalog = self._texts.language(code), self._texts.translate(code)
        words = _Words(language, catalog)
        letter = LetterWords(self._register, self._reader, self._file, code, self._by, translate=catalog)
        values = letter.words(self._texts.sheet(SHEET)).values
        steps = [told for _day, told in sorted(self._steps(words, values["office_address"]), key=lambda one: one[0])]
        shown = tuple(steps[:MOST_STEPS])
        phone, caseworker = values["caseworker_phone"], values["caseworker"]
        source = code == i18n.LETTER_SOURCE
        line, how_sure = self._line(code)
        return ClientPage(
            language=code,
            endonym=language.endonym[:1].upper() + language.endonym[1:],
            rtl=language.is_rtl,
            sample=_SAMPLES.get(language.script, "A"),
            greeting=words.of("greeting", person=self._called(values, latin=source)),
            title=words.of(f"title_{len(shown)}" if shown else "none"),
            about=words.of("about"),
            steps=shown,
            more=len(steps) > MOST_STEPS,
            wrong=words.of("wrong", caseworker=caseworker),
            phone=words.of("phone", caseworker=caseworker, phone=phone) if phone else "",
            draft=words.told(line, **how_sure) if line and words.has(line) else "",
            draft_in_swedish=fill(line, how_sure, str),
            prints=self._sources.prints(SHEET, code),
            words={key: words.of(key) for key in _PLAIN},
        )

    def _line(self, code: str) -> tuple[str, Mapping[str, str]]:
        """Return what letters say of words as sure as those of the page, with its values; "" for nothing."""
        standing, frame = self._sources.state(CLIENT, code).standing, load_frame()
        if code == i18n.LETTER_SOURCE or standing.state is ReviewState.APPROVED:
            return "", {}
        return (frame.reviewed, {"reviewed": standing.reviewed_on}) if standing.reviewed_on else (frame.draft, {})

    def _called(self, values: Mapping[str, str], *, latin: bool) -> str:
        """Return her given name as the reader writes it, her whole name where it is not known which part is given."""
        role = "latin" if latin or not values["person_original"] else "original"
        given = next((one.given for one in self._file.names if one.role == role), "")
        return given or values["person" if role == "latin" else "person_original"]

    def _steps(self, words: _Words, office: str) -> Iterator[tuple[tuple[date, str], ClientStep]]:
        """Yield each step with what it is ordered by."""
        for visit in visits_to_come(agenda.own(self._reader, self._file.id, None), self._today):
            yield (visit.day, visit.at), self._visit(visit, words, office)
        for number, row in enumerate(steps_to_come(self._file)):
            # one that begins later is not a step before it does
            later = row.begins if row.begins is not None and row.begins > self._today else None
            yield (later or row.ends or date.max, f"~{number:04}"), self._intervention(row, words)

    def _visit(self, visit: Any, words: _Words, office: str) -> ClientStep:
        day = words.day(visit.day, weekday=True)
        at = i18n.own_digits(visit.at, words.language.code)
        place = {VisitKind.OFFICE: visit.place or office, VisitKind.ELSEWHERE: visit.place}.get(visit.kind, "")
        state, mark = "booked", StepMark.SETTLED
        if visit.interpreter is not InterpreterWay.NONE:
            state, mark = ("interpreter_waits", StepMark.WAITS)
            if visit.booked is not None:
                state, mark = ("interpreter_booked", StepMark.SETTLED)
        return ClientStep(
            picture=f"visit_{visit.kind.value}",
            what=words.of(f"visit_{visit.kind.value}"),
            when=words.of("day_at", day=day, time=at) if at else day,
            where=isolate(place, rtl=words.language.is_rtl),
            state=words.of(state),
            mark=mark,
            translated=words.knows(f"visit_{visit.kind.value}"),
        )

    def _intervention(self, row: InterventionRow, words: _Words) -> ClientStep:
        name = self._names.get(row.type, row.type)
        translated = name in self._shipped and words.has(name)
        rtl = words.language.is_rtl
        actor = self._actors.get(row.actor, "")
        state, mark = _STATES[InterventionState(row.state)]
        return ClientStep(
            picture=row.area,
            what=words.told(name) if translated else isolate(name, rtl=rtl),
            when=self._when(row, words),
            where=words.joined(words.told(actor) if actor else "", isolate(row.place, rtl=rtl)),
            state=words.of(state),
            mark=mark,
            translated=translated or words.language.code == i18n.LETTER_SOURCE,
        )

    def _when(self, row: InterventionRow, words: _Words) -> str:
        if row.begins is not None and row.begins > self._today:
            return words.of("starts", day=words.day(row.begins))
        if row.ends is not None:
            return words.of("until" if row.state == InterventionState.ONGOING else "latest", day=words.day(row.ends))
        return "" if row.state == InterventionState.ONGOING else words.of("no_day")
