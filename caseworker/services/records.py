"""What leaves the register about one person: journal and plan, register extract, who has read her file.

Each is written as PDF/A and JSON into a folder the user picks, after a fresh passphrase and with a purpose in the log.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from caseworker import erasure_rules, logrules
from caseworker.domain.access import User
from caseworker.domain.changes import Changes, Event
from caseworker.domain.erasure import decide
from caseworker.domain.handing_out import Traces, require_purpose
from caseworker.domain.ids import PersonId
from caseworker.domain.rows import PersonFile
from caseworker.errors import Refused
from caseworker.services import _active_law
from caseworker.services import _handover as handover
from caseworker.services import _record_papers as papers
from caseworker.services._office_facts import office_facts
from caseworker.services._out_files import free_name, write_all
from caseworker.services._planned import planned_of
from caseworker.services._record_papers import Occasion
from caseworker.services._united import whole_file
from caseworker.services.registry import service
from caseworker.store import agenda, compartments, duties, linking, retention, traces
from caseworker.store.compartments import Opened
from caseworker.store.reading import Reader
from caseworker.store.register import Register

HANDED_OUT = frozenset(
    {"letter.printed", "letter.saved", "attachment.saved", "record.taken_out", "extract.taken_out", "looks.taken_out"}
    | {"calculation.printed", "plan.printed", "handover.taken_out"}
)


@dataclass(frozen=True, slots=True)
class TakenOut:
    """What was written: where, and what of the log tells of it."""

    files: tuple[Path, ...]
    changes: Changes


@service(needs="person.take_out", record="person", retention="case", fresh=True)
def take_out_journal(register: Register, *, person: PersonId, purpose: str, folder: Path, by: User) -> TakenOut:
    """Write signed notes and interventions for the municipality's record system (verksamhetssystem).

    Raises ``Refused`` with ``purpose.short | long``, ``person.unknown``, ``protection.closed`` and
    ``EnvironmentFault("record.not_written")``.
    """

    def made(occasion: Occasion, _reader: Reader, file: PersonFile) -> Mapping[str, bytes]:
        return papers.journal(occasion, file)

    return _take_out(register, person, purpose, folder, by, "record.taken_out", "journal", made)


@service(needs="person.take_out", record="person", retention="case", fresh=True)
def take_out_extract(register: Register, *, person: PersonId, purpose: str, folder: Path, by: User) -> TakenOut:
    """Write everything the register holds about a person (registerutdrag, GDPR art. 15). Raises as above."""

    def made(occasion: Occasion, reader: Reader, file: PersonFile) -> Mapping[str, bytes]:
        kept = retention.kept_files(reader.connection, office_facts(register, reader), occasion.day, [file.id])
        decision = decide(kept[0].facts, occasion.day, erasure_rules.load())
        own = agenda.own(reader, file.id, _opened(register, reader, [PersonId(file.id)], by).get(file.id))
        planned = planned_of(register, reader, file.id, by.id)
        return papers.extract(occasion, file, _traces(register, reader, file, by), decision, own, planned)

    return _take_out(register, person, purpose, folder, by, "extract.taken_out", "registerutdrag", made)


@service(needs="person.take_out", record="person", retention="case", fresh=True)
def take_out_looks(register: Register, *, person: PersonId, purpose: str, folder: Path, by: User) -> TakenOut:
    """Write who has looked at a person's file, for herself ("vem har läst om mig"). Raises as above."""

    def made(occasion: Occasion, reader: Reader, file: PersonFile) -> Mapping[str, bytes]:
        return papers.looks(occasion, file, _traces(register, reader, file, by))

    return _take_out(register, person, purpose, folder, by, "looks.taken_out", "vem-har-last", made)


@service(needs="person.take_out", record="person", retention="case", fresh=True)
def take_out_handover(register: Register, *, person: PersonId, purpose: str, folder: Path, by: User) -> TakenOut:
    """Write one page for whoever takes over a case (överlämning): deadlines, promises, waits. Raises as above."""

    def made(occasion: Occasion, reader: Reader, file: PersonFile) -> Mapping[str, bytes]:
        own = agenda.own(reader, file.id, _opened(register, reader, [PersonId(file.id)], by).get(file.id))
        names = {str(one.id): one.name for one in reader.staff()}
        for one in (*own.reminders, *own.visits):
            one.staff_id = names.get(one.staff_id, "")
        told = duties.words(reader.connection)
        owed = [(one, told[one.row]) for one in duties.kept(reader.connection, file.id) if one.row in told]
        book = _active_law.statuses(reader)
        rooms = (handover.of_case(file, own, owed, occasion.day, book, room) for room in handover.ROOMS)
        title, opening = handover.TITLE, (handover.OPENING,)
        paper = handover.fitting(rooms, lambda sections: occasion.pages(title, file, opening, sections) == 1)
        return {"pdf": occasion.pdf(title, file, opening, paper)}

    return _take_out(register, person, purpose, folder, by, "handover.taken_out", "overlamning", made)


def _take_out(
    register: Register,
    person: PersonId,
    purpose: str,
    folder: Path,
    by: User,
    action: str,
    name: str,
    made: Callable[[Occasion, Reader, PersonFile], Mapping[str, bytes]],
) -> TakenOut:
    occasion = Occasion(register, by, register.clock(), require_purpose(purpose))
    with register.read() as reader:
        file = whole_file(register, reader, person, by)
        if file.is_closed:
            raise Refused("protection.closed")
        contents = made(occasion, reader, file)
    called = free_name(folder, f"{name}-{file.case_number}-{occasion.day.isoformat()}", contents)
    with register.change(by=by) as tx:
        hashes = {ending: hashlib.sha256(content).hexdigest() for ending, content in contents.items()}
        tx.note(Event(action, file.id, {"purpose": occasion.purpose, "sha256": hashes}))
        tx.touched(person=file.id)
        changes = tx.commit()
    return TakenOut(write_all(folder, called, contents), changes)


def _traces(register: Register, reader: Reader, file: PersonFile, by: User) -> Traces:
    connection = reader.connection
    people = list(linking.files_of(connection, file.id))
    looks = logrules.load().review.looks
    return Traces(
        tuple(traces.looks(connection, people, looks, unit=register.info.unit)),
        tuple(traces.handed_out(connection, people, HANDED_OUT, _opened(register, reader, people, by))),
        traces.hidden_from(connection, people),
    )


def _opened(register: Register, reader: Reader, people: list[PersonId], by: User) -> dict[str, Opened]:
    marks = {one: compartments.mark_of(reader.connection, one) for one in people}
    found = {
        one: register.compartments.opened(mark.compartment, by.id, register.clock())
        for one, mark in marks.items()
        if mark is not None
    }
    return {one: opened for one, opened in found.items() if opened is not None}
