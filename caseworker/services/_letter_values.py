"""What letters say about one person: the values of their placeholders, and the rows made for her. Not a service."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from caseworker import codes, i18n, lawacts, lawbook_rules
from caseworker.domain.access import User
from caseworker.domain.agenda import InterpreterWay, VisitKind, VisitOutcome
from caseworker.domain.evaluation import evaluate
from caseworker.domain.intervention import InterventionState
from caseworker.domain.law import cite, cited
from caseworker.domain.periods import covers
from caseworker.domain.rights import Answer, RightAnswer
from caseworker.domain.rows import InterventionRow, PersonFile
from caseworker.errors import Refused
from caseworker.letters.compose import MadeRow, Translate
from caseworker.letters.languages import LANGUAGES
from caseworker.letters.pictograms import right_pictogram
from caseworker.letters.sheet import BlockKind, Sheet, load_table
from caseworker.places import RESOURCES
from caseworker.services import _active_law, _law_facts
from caseworker.services._catalogue import catalogue_on
from caseworker.services._settings import office_details
from caseworker.store import agenda
from caseworker.store.agenda import Own
from caseworker.store.reading import Reader
from caseworker.store.register import Register

_TO_COME = (
    InterventionState.DECIDED,
    InterventionState.REFERRED,
    InterventionState.ACCEPTED,
    InterventionState.ONGOING,
)
_STATUS_WORDS: Mapping[str, str] = {
    "ASYL": "status_asyl", "ASYL-EK": "status_barn", "MASSF": "status_skydd", "MASSF-FB": "status_skydd_fb",
    "TILLST": "status_soker", "NY-VH-511": "status_hinder", "BEVIS": "status_bevis", "AVSLAG-FAM": "status_avslag",
    "AVSLAG-VUX": "status_avslag", "PAPPERSL": "status_utan", "EU": "status_eu", "MEDB": "status_medborgare",
    "GYM": "status_ny",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """The values of one letter in Swedish, those that read otherwise in its language, and the rows made for her."""

    values: Mapping[str, str]
    target: Mapping[str, str]
    made: Mapping[BlockKind, Sequence[MadeRow]]


class LetterWords:
    """Tells of one person in one language."""

    def __init__(
        self,
        register: Register,
        reader: Reader,
        file: PersonFile,
        language: str,
        by: User,
        *,
        translate: Translate | None = None,
    ) -> None:
        """Look at her file as it stands today; ``translate`` is the catalog in force, else the program's own."""
        self._catalog = translate or i18n.letter_catalog(language)
        self._register, self._reader, self._file, self._by = register, reader, file, by
        self._language, self._today = language, register.today()
        self._swedish: dict[str, str] = {}
        self._target: dict[str, str] = {}

    def words(self, sheet: Sheet) -> Words:
        """Return everything ``sheet`` may ask for; what is unknown is "", and its row is left out.

        Raises ``Refused("letter.no_name")``.
        """
        self._about_the_office()
        self._about_her()
        self._about_the_meeting()
        self._swedish["law"] = law_words(sheet.law)
        makers = {BlockKind.RIGHTS: self._rights, BlockKind.NEXT_STEPS: self._steps}
        kinds = {block.kind for block in sheet.blocks}
        made = {kind: tuple(make()) for kind, make in makers.items() if kind in kinds}
        return Words(self._swedish, self._target, made)

    def _about_the_office(self) -> None:
        file, details = self._file, office_details(self._register, self._by)
        responsible = (one.name for one in file.assignments if one.kind == "responsible" and one.ends is None)
        self._swedish |= {
            "caseworker": next(responsible, self._by.name),
            "caseworker_phone": details.phone,
            "caseworker_email": details.email,
            "office": self._register.info.office_name,
            "office_address": details.address,
            "municipality": codes.municipality(self._register.info.municipality_code).sv,
        }

    def _about_her(self) -> None:
        file = self._file
        name = file.name() or file.name("migration_agency") or file.name("original")
        if not name:
            raise Refused("letter.no_name")
        number = next((one.value for one in file.identifiers if one.type == "personnummer" and one.ends is None), "")
        self._swedish |= {
            "person": name,
            "person_original": file.name("original"),
            "case_number": file.case_number,
            "personnummer": number,
        }
        self._day("date", self._today)
        status = next((one for one in file.statuses if covers(one, self._today)), None)
        self._day("status_from", None if status is None else status.begins)
        self._day("permit_until", None if status is None else status.permit_until)
        home = next((one for one in file.accommodations if covers(one, self._today)), None)
        self._day("housing_until", None if home is None else home.ends)
        self._phrase("status", "" if status is None else _STATUS_WORDS.get(status.code, _other_status(status.code)))

    def _about_the_meeting(self) -> None:
        own = agenda.own(self._reader, self._file.id, None)
        visit = next_visit(own, self._today)
        self._day("meeting_day", None if visit is None else visit.day)
        self._swedish |= {
            "meeting_time": "" if visit is None else visit.at,
            "meeting_place": "" if visit is None else visit.place or self._swedish["office_address"],
            "meeting_interpreter": "",
        }
        if visit is not None and visit.interpreter is not InterpreterWay.NONE:
            self._language_of_interpreter(visit.language)
        day, at = self._swedish["meeting_day"], self._swedish["meeting_time"]
        self._swedish["next_meeting"] = ", ".join(part for part in (day, at) if part)
        if day:
            told = self._target.get("meeting_day", day)
            self._target["next_meeting"] = ", ".join(part for part in (told, at) if part)

    def _language_of_interpreter(self, code: str) -> None:
        if code:
            self._swedish["meeting_interpreter"] = codes.language(code).sv
            own = next((one.endonym for one in LANGUAGES if one.code == code), "")
            self._target["meeting_interpreter"] = own or self._swedish["meeting_interpreter"]

    def _day(self, name: str, day: date | None) -> None:
        self._swedish[name] = "" if day is None else day.isoformat()
        if day is not None and self._language != i18n.LETTER_SOURCE:
            self._target[name] = i18n.format_date(day, self._language)

    def _phrase(self, name: str, key: str) -> None:
        self._swedish[name] = load_table("rights")[key] if key else ""
        if key:
            self._target[name] = self._catalog(self._swedish[name]) or self._swedish[name]

    def _rights(self) -> Iterator[MadeRow]:
        """Yield what the law gives today; to whom it does not speak the caseworker does."""
        words, file = load_table("rights"), self._file
        rules = _active_law.rules(self._reader)
        municipality = self._register.info.municipality_code
        facts = _law_facts.facts_on(file, file.id, self._today, rules, municipality=municipality)
        answers = () if facts is None else evaluate(facts, self._today, rules).rights
        told = [one for one in answers if one.answer is not Answer.NOT_APPLICABLE]
        for one in told:
            days = self._days(one.known_to or one.ends)
            icon = right_pictogram(one.right.value)
            yield MadeRow(words[one.right.value], words[_answer(one)], *days, icon=icon)
        if not told:
            yield MadeRow(words["status_annan"])

    def _steps(self) -> Iterator[MadeRow]:
        """Yield what is under way; a name that has no translation stays Swedish, as on the plan."""
        words = load_table("rights")
        shipped = {one.sv for one in codes.intervention_types()}
        names = {one.code: one.sv for one in catalogue_on(self._reader, self._today).known}
        source, catalog = self._language == i18n.LETTER_SOURCE, self._catalog
        coming = steps_to_come(self._file)
        for one in coming:
            name = names.get(one.type, one.type)
            translated = name in shipped and (source or catalog(name) is not None)
            until = words["step_until"] if one.ends else ""
            yield MadeRow(name, until, *self._days(one.ends), translated=translated)
        if not coming:
            yield MadeRow(words["no_steps"])

    def _days(self, day: date | None) -> tuple[Mapping[str, str], Mapping[str, str]]:
        if day is None:
            return {}, {}
        told = day.isoformat() if self._language == i18n.LETTER_SOURCE else i18n.format_date(day, self._language)
        return {"day": day.isoformat()}, {"day": told}


def steps_to_come(file: PersonFile) -> list[InterventionRow]:
    """Return what of her plan is under way or to come, what ends first first."""
    coming = [one for one in file.interventions if one.state in _TO_COME]
    return sorted(coming, key=lambda row: (row.ends or row.begins or date.max, row.id))


def visits_to_come(own: Own, today: date) -> list[Any]:
    """Return the meetings and calls that are booked and not yet held, rows of visits, the nearest first."""
    coming = [one for one in own.visits if one.outcome is VisitOutcome.OPEN and one.day >= today]
    return sorted(coming, key=lambda one: (one.day, one.at, one.id))


def next_visit(own: Own, today: date) -> Any:
    """Return the nearest meeting that is booked and not yet held, a row of visits; a call is none to come to."""
    return next((one for one in visits_to_come(own, today) if one.kind is not VisitKind.PHONE), None)


@cache
def law_words(cites: tuple[str, ...]) -> str:
    """Return the paragraphs a sheet rests on as they are printed, "" for none."""
    if not cites:
        return ""
    acts = lawacts.read_acts(RESOURCES / "lawbook" / "acts.toml", fault=lawbook_rules.FAULT)
    return cited(map(cite, cites), {act.number: act.title for act in acts.values()})


def _answer(one: RightAnswer) -> str:
    """Return the words an answer has in a letter. Care that is not full is care all the same."""
    if one.answer is Answer.CONDITIONAL and one.right.value == "vard":
        return "vard_conditional"
    return "yes_until" if one.answer is Answer.YES and (one.known_to or one.ends) else one.answer.value


def _other_status(code: str) -> str:
    return "status_ny" if code.startswith("NY-") else "status_annan"
