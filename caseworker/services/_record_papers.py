"""What leaves the register about one person, as paper and as JSON: journal and plan, register extract, who has read.

Builds from one reading of the file; decides nothing about who may take it out. Not a service.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from caseworker import codes, erasure_rules
from caseworker.domain.access import User
from caseworker.domain.erasure import Decision, Outcome
from caseworker.domain.handing_out import HIDDEN, Traces
from caseworker.domain.rows import NoteRow, PersonFile
from caseworker.exchange import record_json
from caseworker.lawbook_files import LawBook
from caseworker.letters.compose import Letterhead
from caseworker.letters.record_paper import Entry, RecordPaper, Section, record_pages, record_pdf
from caseworker.services import _active_law
from caseworker.services import _record_sections as sections
from caseworker.services import _record_words as say
from caseworker.services._catalogue import catalogue_on
from caseworker.services._planned import Planned
from caseworker.store.agenda import Own
from caseworker.store.register import Register

# of a file: what says nothing to a reader outside, and what stands elsewhere in the document
APART = ("version", "case_id", "log", "protected", "household", "relations", "no_contacts", "errands", "notes")
_OTHERS_MEMBER = ("born", "sex", "status", "unaccompanied", "permit_until", "errand_due", "complete", "protected")
NOTHING_TO_DO = Own((), (), ())
NOTHING_PLANNED = Planned()
AGENDA_FIELDS = {
    "reminders": ("day", "text", "made", "done"),
    "visits": ("day", "at", "kind", "text", "place", "interpreter", "language", "wish", "booked", "outcome"),
    "waits": ("actor", "text", "since", "reminded", "times", "ended"),
}
_ALWAYS_TOLD = ("five_years", "finish")


@dataclass(frozen=True, slots=True)
class Occasion:
    """Who takes something out, when, why, and from which register."""

    register: Register
    by: User
    at: datetime
    purpose: str

    @property
    def day(self) -> date:
        """The day it is in Sweden."""
        return self.register.today()

    def types(self) -> Mapping[str, str]:
        """Return what the types of interventions are called here."""
        with self.register.read() as reader:
            return {one.code: one.sv for one in catalogue_on(reader, self.day).known}

    def law(self) -> LawBook:
        """Return the lawbook that applies here: what statuses and what the law asks about are called."""
        with self.register.read() as reader:
            return _active_law.book(reader)

    @property
    def letterhead(self) -> Letterhead:
        """Whose paper it is."""
        info = self.register.info
        return Letterhead(municipality=codes.municipality(info.municipality_code).sv, office=info.office_name)

    def facts(self, file: PersonFile) -> tuple[Entry, ...]:
        """Return what stands first on every paper."""
        return (
            Entry("Namn", ", ".join(name.full for name in file.names if name.role in ("latin", "original"))),
            Entry("Ärendenummer", file.case_number),
            Entry("Framställt", f"{say.moment(self.at)} av {self.by.name}"),
            Entry("Ändamål", self.purpose),
        )

    def head(self, file: PersonFile) -> Mapping[str, object]:
        """Return what stands first in every JSON document."""
        return {
            "made": self.at,
            "made_by": self.by.name,
            "purpose": self.purpose,
            "municipality": self.letterhead.municipality,
            "office": self.letterhead.office,
            "demo": self.register.info.demo,
            "case_number": file.case_number,
        }

    def pdf(self, title: str, file: PersonFile, opening: tuple[str, ...], told: tuple[Section, ...]) -> bytes:
        """Return a paper as PDF/A."""
        return record_pdf(self._paper(title, file, opening, told), self.letterhead, archive=True)

    def pages(self, title: str, file: PersonFile, opening: tuple[str, ...], told: tuple[Section, ...]) -> int:
        """Return how many pages the paper takes."""
        return record_pages(self._paper(title, file, opening, told), self.letterhead)

    def _paper(self, title: str, file: PersonFile, opening: tuple[str, ...], told: tuple[Section, ...]) -> RecordPaper:
        demo = self.register.info.demo
        return RecordPaper(title, file.case_number, self.facts(file), opening, told, self.day, demo)


# Journal and plan, for the municipality's record system
def journal(occasion: Occasion, file: PersonFile) -> dict[str, bytes]:
    """Return signed notes and interventions as PDF and JSON; unsigned notes are counted, not told."""
    signed = [row for row in file.notes if row.signed is not None]
    unsigned = len(file.notes) - len(signed)
    opening = (
        "Journal och plan ur kommunens register för mottagande. Anteckningarna är signerade och står i den ordning det "
        "de handlar om hände. Rättelser är egna anteckningar.",
    )
    told = {0: "", 1: "1 osignerad anteckning är inte med."}.get(
        unsigned, f"{unsigned} osignerade anteckningar är inte med."
    )
    numbers = tuple(Entry(say.number_word(one.type), one.value) for one in file.identifiers if one.ends is None)
    paper = (
        Section("Personen", entries=(*numbers, Entry("Enhet", file.unit))),
        sections.notes(signed, told=told),
        sections.interventions(file.interventions, occasion.types()),
        sections.documents(file),
    )
    body = {
        "person": {
            "names": [record_json.values_of(name) for name in file.names],
            "identifiers": [record_json.values_of(one, without=("id",)) for one in file.identifiers],
            "born": file.born,
            "born_precision": file.born_precision,
        },
        "notes": [_note(row) for row in signed],
        "unsigned_notes_left_out": unsigned,
        "interventions": [record_json.values_of(row, without=("version",)) for row in file.interventions],
        "attachments": [record_json.values_of(row, without=("person",)) for row in file.attachments],
    }
    return {
        "pdf": occasion.pdf("Journal och plan", file, opening, paper),
        "json": record_json.document(record_json.JOURNAL, occasion.head(file), body),
    }


def _note(row: NoteRow) -> record_json.Values:
    return record_json.values_of(row, without=("author_id", "begun"))


# Register extract (registerutdrag), for the person herself
def extract(
    occasion: Occasion,
    file: PersonFile,
    traces: Traces,
    decision: Decision,
    own: Own = NOTHING_TO_DO,
    planned: Planned = NOTHING_PLANNED,
) -> dict[str, bytes]:
    """Return everything the register holds about her as PDF and JSON, others masked."""
    found = (
        _why(),
        sections.identity(file),
        sections.reached(file),
        sections.case(file),
        sections.standing(file, occasion.law()),
        sections.interventions(file.interventions, occasion.types()),
        sections.family(file, traces.hidden),
        sections.errands(file),
        sections.agenda(own),
        sections.plans(planned.plans),
        sections.mapped(planned),
        sections.notes(file.notes),
        sections.documents(file),
        sections.handed_out(traces.handed_out),
        sections.looks(traces.looks),
        _kept(decision, occasion.day),
    )
    told = tuple(section for section in found if section is not None)
    body = {
        "file": record_json.values_of(file, without=APART),
        "notes": [_note(row) for row in file.notes],
        **_ties(file, traces.hidden),
        "agenda": {
            name: [{field: row[field] for field in fields} for row in map(vars, getattr(own, name))]
            for name, fields in AGENDA_FIELDS.items()
        },
        "plans": [record_json.values_of(one) for one in planned.plans],
        "mapping": [
            {"question": question, "answer": choices, "words": answer.words, "answered": answer.answered}
            for question, choices, answer in planned.answers
        ],
        "mapping_interpreters": [{"begun": day, "interpreter": name} for day, name in planned.interpreters],
        "declined": [record_json.values_of(one, without=("id", "basis")) for one in planned.declines],
        "handed_out": [record_json.values_of(one) for one in traces.handed_out],
        "looks": [record_json.values_of(one) for one in traces.looks],
        "kept_until": decision.until,
    }
    return {
        "pdf": occasion.pdf("Registerutdrag", file, _opening(occasion), told),
        "json": record_json.document(record_json.EXTRACT, occasion.head(file), body),
    }


def _opening(occasion: Occasion) -> tuple[str, ...]:
    return (
        "Här står allt som kommunens register för mottagande innehåller om dig. Du har rätt att få veta det enligt "
        "artikel 15 i dataskyddsförordningen (EU 2016/679).",
        f"{occasion.letterhead.municipality} ansvarar för uppgifterna. Om något är fel kan du begära att det rättas. "
        "Om du anser att en anteckning är fel antecknas det bredvid den. Du kan klaga hos "
        "Integritetsskyddsmyndigheten, imy.se.",
    )


def _why() -> Section:
    told = (
        "Uppgifterna används för att handlägga, följa upp och dokumentera ditt ärende hos kommunen "
        "(dataskyddsförordningen artikel 6.1 c och e, lag 2001:454). De kommer från dig själv, från handlingar som du "
        "har visat, från andra myndigheter och från kommunens egna medarbetare. Där källan är känd står den vid "
        "uppgiften. Inga beslut om dig fattas av programmet. Kopior för säkerhet är krypterade och lämnas inte ut."
    )
    return Section("Varför uppgifterna finns och varifrån de kommer", told)


def _kept(decision: Decision, day: date) -> Section:
    rules = decision.rules or tuple(
        rule for rule in erasure_rules.load() if rule.code in _ALWAYS_TOLD and rule.holds_on(day)
    )
    until = decision.until if decision.outcome in (Outcome.KEEP_UNTIL, Outcome.ERASE) else None
    told = tuple((rule.sv, rule.law) for rule in rules)
    return sections.kept(until, told, for_ever=decision.outcome is Outcome.KEEP_FOR_EVER)


def _ties(file: PersonFile, hidden: Collection[str]) -> Mapping[str, object]:
    """Return household, relations, warnings and errands with others by name alone, hidden ones without it."""

    def named(row: record_json.Values, other: str) -> record_json.Values:
        seen = row["name"] if row["name"] and other not in hidden else HIDDEN
        return {**row, "name": seen}

    apart = ("person", "case_number", *_OTHERS_MEMBER)
    others = [row for row in file.household if row.person != file.id]
    of_relation = ("id", "other", "case_number", "contact")
    return {
        "household": [named(record_json.values_of(row, without=apart), row.person) for row in others],
        "relations": [named(record_json.values_of(row, without=of_relation), row.other) for row in file.relations],
        "no_contacts": [
            named(record_json.values_of(row, without=("id", "other", "case_number", "together")), row.other)
            for row in file.no_contacts
        ],
        "errands": [
            record_json.values_of(row, without=("id", "person", "name", "case_number", "done_by"))
            for row in file.errands
            if row.person == file.id
        ],
    }


# Who has read
def looks(occasion: Occasion, file: PersonFile, traces: Traces) -> dict[str, bytes]:
    """Return who has looked at her file, as PDF and JSON."""
    opening = (
        "Så här har din akt lästs i kommunens register för mottagande, enligt registrets logg. Ingen rad i loggen kan "
        "ändras. Rader som är äldre än kommunens gräns för loggen kan vara gallrade.",
    )
    body = {"looks": [record_json.values_of(one) for one in traces.looks]}
    return {
        "pdf": occasion.pdf("Vem som har läst", file, opening, (sections.looks(traces.looks),)),
        "json": record_json.document(record_json.LOOKS, occasion.head(file), body),
    }
