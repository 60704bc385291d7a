"""Handing over everything somebody works with (överlämning): one paper with all her running cases."""

import hashlib
from pathlib import Path

from caseworker.domain.access import User
from caseworker.domain.changes import Event
from caseworker.domain.handing_out import require_purpose
from caseworker.domain.ids import StaffId
from caseworker.errors import Refused
from caseworker.letters.record_paper import Entry, RecordPaper, record_pdf
from caseworker.services import _handover as handover
from caseworker.services import _record_words as say
from caseworker.services._out_files import free_name, write_all
from caseworker.services._record_papers import Occasion
from caseworker.services.records import TakenOut
from caseworker.services.registry import service
from caseworker.store import agenda, duties
from caseworker.store.reading import Reader
from caseworker.store.register import Register

TITLE = "Överlämning av ärenden"


@service(needs="person.take_out", record="person", retention="register", fresh=True)
def take_out_colleague(register: Register, *, colleague: StaffId, purpose: str, folder: Path, by: User) -> TakenOut:
    """Write a list of a colleague's running cases with their next last day, promises and waits; her own one too.

    Protected persons stand on it with their case number only; cases beyond the caller's reach are left out. Raises
    ``Refused`` with ``staff.not_here``, ``purpose.short | long`` and ``EnvironmentFault("record.not_written")``.
    """
    occasion = Occasion(register, by, register.clock(), require_purpose(purpose))
    with register.read() as reader:
        name = {str(one.id): one.name for one in reader.staff()}.get(colleague)
        if name is None:
            raise Refused("staff.not_here")
        sections = handover.of_colleague(_lines(register, reader, colleague, name))
    facts = (
        Entry("Handläggare", name),
        Entry("Framställt", f"{say.moment(occasion.at)} av {by.name}"),
        Entry("Ändamål", occasion.purpose),
    )
    day, demo = occasion.day, register.info.demo
    paper = RecordPaper(TITLE, "", facts, (handover.OPENING,), sections, day, demo)
    contents = {"pdf": record_pdf(paper, occasion.letterhead, archive=True)}
    called = free_name(folder, f"overlamning-{day.isoformat()}", contents)
    with register.change(by=by) as tx:
        sha256 = hashlib.sha256(contents["pdf"]).hexdigest()
        tx.note(Event("handover.taken_out", colleague, {"purpose": occasion.purpose, "sha256": sha256}))
        changes = tx.commit()
    return TakenOut(write_all(folder, called, contents), changes)


def _lines(register: Register, reader: Reader, colleague: str, name: str) -> list[handover.CaseLine]:
    """Return a line for each person she works with today whom the caller reaches."""
    connection, today = reader.connection, register.today()
    hers = [person for person, staff in agenda.keepers(connection, today).items() if colleague in staff]
    words = duties.words(connection)
    seen = reader.bounds.seen(hers)
    own = {person: agenda.own(reader, person, None) for person in hers if person in seen}
    lines = []
    for row in reader.rows_of(list(own)):
        owed = [one for one in duties.kept(connection, row.id) if one.last_day is not None and one.row in words]
        first = min(owed, key=lambda one: (one.last_day, one.row), default=None)
        things = own[row.id]
        lines.append(
            handover.CaseLine(
                case_number=row.case_number,
                name="" if row.protected is not None else row.name,
                as_what="ansvarig" if row.caseworker == name else "medverkar",
                next_day=None if first is None else first.last_day,
                next_duty="" if first is None else f"{words[first.row].short}{handover.doubt(first, words[first.row])}",
                promises=sum(one.done is None for one in things.reminders)
                + sum(not one.outcome for one in things.visits),
                waits=sum(one.ended is None for one in things.waits),
            )
        )
    return lines
