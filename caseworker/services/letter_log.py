"""Which letters have left about a person: what, version, language, by whom and when; and what never came out whole.

The log itself tells it: a letter is logged before it is printed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from caseworker.domain.access import User
from caseworker.domain.changes import Changes, Event
from caseworker.domain.ids import PersonId
from caseworker.services._letter_sources import LetterSources
from caseworker.services.registry import service
from caseworker.store import letter_rows, linking
from caseworker.store.letter_rows import LeftRow
from caseworker.store.register import Register

MOST = 500
_HOW = {letter_rows.PRINTED: "printed", letter_rows.SAVED: "saved"}


@dataclass(frozen=True, slots=True)
class PrintedLetter:
    """One letter that left: ``how`` is "printed" or "saved", ``by`` a name, ``title`` the sheet's Swedish title.

    ``version`` and ``pages`` are 0 and ``sheet`` "" when the log does not tell. ``came_out``: how many of its pages
    were printed when somebody stopped the queue, None when nobody did.
    """

    at: datetime
    how: str
    by: str
    sheet: str
    title: str
    version: int
    language: str
    pages: int
    came_out: int | None = None
    seq: int = 0


@service(needs="person.read", record="person", retention="session", writes=False)
def list_printed(register: Register, *, person: PersonId, by: User) -> tuple[PrintedLetter, ...]:
    """Return the letters that have left about a person, of all files that are hers, newest first.

    Raises ``Refused("person.unknown" | "access.out_of_reach")``.
    """
    with register.read() as reader:
        reader.person_file(person)
        files = linking.files_of(reader.connection, person)
        found = letter_rows.letters_left(reader.connection, files, MOST)
        titles = LetterSources(reader).texts.titles()
    stopped = {row.told.get("letter"): row.told.get("came_out") for row in found if row.action == letter_rows.STOPPED}
    return tuple(_letter(row, titles, stopped.get(row.seq)) for row in found if row.action in _HOW)


@service(needs="letter.make", record="person", retention="case")
def note_stopped(register: Register, *, person: PersonId, sheet: str, came_out: int, by: User) -> Changes:
    """Log that a letter which the log says was printed did not come out whole: ``came_out`` pages did.

    It is about the latest printed letter of that sheet to the person; when there is none nothing is logged.
    """
    with register.change(by=by) as tx:
        tx.people.get(person)
        rows = letter_rows.letters_left(tx.connection, (person,), MOST)
        about = next(
            (one for one in rows if one.action == letter_rows.PRINTED and one.told.get("sheet") == sheet), None
        )
        if about is not None:
            told = {"letter": about.seq, "sheet": sheet, "came_out": min(max(came_out, 0), _number(about, "pages"))}
            tx.note(Event(letter_rows.STOPPED, person, told))
            tx.touched(person=person)
        return tx.commit()


def _letter(row: LeftRow, titles: Mapping[str, str], came_out: object) -> PrintedLetter:
    sheet = str(row.told.get("sheet", ""))
    return PrintedLetter(
        at=row.at,
        how=_HOW[row.action],
        by=row.by,
        sheet=sheet,
        title=titles.get(sheet, sheet),
        version=_number(row, "version"),
        language=str(row.told.get("language", "")),
        pages=_number(row, "pages"),
        came_out=came_out if isinstance(came_out, int) else None,
        seq=row.seq,
    )


def _number(row: LeftRow, name: str) -> int:
    told = row.told.get(name)
    return told if isinstance(told, int) else 0
