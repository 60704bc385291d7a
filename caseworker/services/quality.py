"""Data quality (datakvalitet): what the files of open cases lack, and whom it is lacking of."""

from caseworker.domain.access import User
from caseworker.domain.quality import Gap, GapCount
from caseworker.domain.rows import PersonRow
from caseworker.services.registry import service
from caseworker.store import quality
from caseworker.store.reading import Reader
from caseworker.store.register import Register


@service(needs="person.read", record="person", retention="session", writes=False)
def count_gaps(register: Register, *, by: User) -> tuple[GapCount, ...]:
    """Return for every gap how many open cases within the caller's reach have it, also where it is none."""
    with register.read() as reader:
        return tuple(GapCount(gap, len(_lines(register, reader, gap))) for gap in Gap)


@service(needs="person.read", record="person", retention="session", writes=False)
def list_people_with(register: Register, *, gap: Gap, by: User) -> tuple[PersonRow, ...]:
    """Return the people within reach whose open case has the gap, in the order of lists."""
    with register.read() as reader:
        return tuple(reader.rows_by_line(_lines(register, reader, gap)))


def _lines(register: Register, reader: Reader, gap: Gap) -> list[int]:
    return reader.within_reach(quality.lines_with(reader.connection, gap, register.today()))
