"""The hand-over paper (överlämning): one page for a case, one list for a caseworker. Data in, sections out.

What is not on the page is counted on it. Not a service.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from caseworker import i18n, law_words
from caseworker.domain.agenda import InterpreterWay, VisitOutcome, overdue_days
from caseworker.domain.rows import PersonFile
from caseworker.lawbook import Lawbook
from caseworker.letters.record_paper import Entry, Section, Table
from caseworker.services import _record_words as say
from caseworker.store.agenda import Own
from caseworker.store.duties import DutyWords, Worked

TITLE = "Överlämning"
# how many events, last days, promises and waits stand on the page; the next row where they take more than one page
ROOMS = ((8, 7, 6, 5), (6, 6, 5, 4), (4, 5, 4, 3), (3, 4, 3, 2), (2, 3, 2, 2))
OPENING = (
    "För den som tar över. Papperet visar läget den dag det gjordes. Allt annat finns i akten. Förvara det som akten "
    "och förstör det när överlämningen är klar."
)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case of somebody who hands over. ``name`` is "" for a protected person."""

    case_number: str
    name: str
    as_what: str
    next_day: date | None
    next_duty: str
    promises: int
    waits: int


def of_case(
    file: PersonFile,
    own: Own,
    duties: Sequence[tuple[Worked, DutyWords]],
    today: date,
    book: Lawbook,
    room: tuple[int, int, int, int],
) -> tuple[Section, ...]:
    """Return the sections of one case's page: who, open deadlines, promises, who has the ball, what has happened.

    ``room``: one of ``ROOMS``.
    """
    events, last_days, promises, waits = room
    return (
        Section("Läget", entries=tuple(_standing(file, today, book))),
        _table("Sista dagar", ("Senast", "Vad", "Lag"), (0.14, 0.36, 0.5), _duty_rows(duties), last_days),
        _table("Lovat och bokat", ("Dag", "Vad", "Av"), (0.18, 0.6, 0.22), _promise_rows(own), promises),
        _table(
            "Väntar på andra",
            ("Hos", "Vad", "Sedan"),
            (0.3, 0.4, 0.3),
            _wait_rows(own, today),
            waits,
        ),
        _table(
            "Det som har hänt", ("Dag", "Vad"), (0.18, 0.82), sorted(_events(file, today, book), reverse=True), events
        ),
    )


def fitting(papers: Iterable[tuple[Section, ...]], fits: Callable[[tuple[Section, ...]], bool]) -> tuple[Section, ...]:
    """Return the first paper that fits its page, or the shortest."""
    paper: tuple[Section, ...] = ()
    for paper in papers:
        if fits(paper):
            return paper
    return paper


def of_colleague(lines: Sequence[CaseLine]) -> tuple[Section, ...]:
    """Return the list of everything somebody hands over, the nearest last day first."""
    ordered = sorted(lines, key=lambda one: (one.next_day or date.max, one.case_number))
    rows = [
        (
            one.case_number,
            one.name or "Skyddade uppgifter",
            one.as_what,
            f"{one.next_day.isoformat()} {one.next_duty}" if one.next_day else "–",
            str(one.promises),
            str(one.waits),
        )
        for one in ordered
    ]
    headings = ("Ärende", "Person", "Som", "Nästa sista dag", "Lovat", "Väntar")
    table = Table(headings, (0.13, 0.22, 0.13, 0.34, 0.09, 0.09), tuple(rows))
    told = "" if rows else "Inga pågående ärenden."
    return (Section(f"{len(rows)} ärenden" if len(rows) != 1 else "1 ärende", told, tables=(table,) if rows else ()),)


def _standing(file: PersonFile, today: date, book: Lawbook) -> Iterator[Entry]:
    status = next(
        (row for row in file.statuses if row.begins <= today and (row.ends is None or row.ends >= today)), None
    )
    if status is not None:
        until = f", tillstånd till och med {status.permit_until.isoformat()}" if status.permit_until else ""
        yield Entry("Ställning", f"{say.status_word(status, book)} sedan {status.begins.isoformat()}{until}")
    told = [say.word("interpreter", file.interpreter), say.language_word(file.speaks)]
    yield Entry("Språk", ", ".join(part for part in told if part))
    keepers = [one.name for one in file.assignments if one.ends is None or one.ends >= today]
    yield Entry("Arbetar i ärendet", ", ".join(keepers) or "Ingen")


def _duty_rows(duties: Iterable[tuple[Worked, DutyWords]]) -> Sequence[tuple[str, ...]]:
    ordered = sorted(duties, key=lambda pair: (pair[0].last_day or date.max, pair[0].row))
    return [
        ("Inte känd" if one.last_day is None else one.last_day.isoformat(), words.short, words.law + doubt(one, words))
        for one, words in ordered
    ]


def doubt(worked: Worked, words: DutyWords) -> str:
    """Return what is not sure of a duty in brackets after a space: what it depends on, a rule that was not read."""
    depends = "beror på en uppgift som saknas" if worked.depends else ""
    told = ", ".join(part for part in (depends, law_words.doubt(words.certainty, i18n.swedish)) if part)
    return f" ({told})" if told else ""


def _promise_rows(own: Own) -> Sequence[tuple[str, ...]]:
    rows = [(one.day, "", one.text or "Påminnelse", one.staff_id) for one in own.reminders if one.done is None]
    for one in own.visits:
        if one.outcome is VisitOutcome.OPEN:
            told = [say.word("visit", one.kind), one.text, one.place]
            if one.interpreter is not InterpreterWay.NONE:
                told += [say.word("interpreter_way", one.interpreter), say.language_word(one.language)]
                told += ["bokad" if one.booked else "inte bokad"]
            rows.append((one.day, one.at, ", ".join(part for part in told if part), one.staff_id))
    return [(f"{day.isoformat()} {at}".strip(), text, staff) for day, at, text, staff in sorted(rows)]


def _wait_rows(own: Own, today: date) -> Sequence[tuple[str, ...]]:
    rows = []
    for one in (wait for wait in own.waits if wait.ended is None):
        reminded = f", påmind {one.reminded.isoformat()}" if one.reminded else ""
        days = overdue_days(one.since, today)
        told = f"{one.since.isoformat()} ({days} {'dag' if days == 1 else 'dagar'}){reminded}"
        rows.append((say.actor_word(one.actor), one.text or "–", told))
    return rows


def _events(file: PersonFile, today: date, book: Lawbook) -> Iterator[tuple[str, str]]:
    return ((day.isoformat(), told) for day, told in _dated(file, book) if day <= today)


def _dated(file: PersonFile, book: Lawbook) -> Iterator[tuple[date, str]]:
    yield file.opened, "Ärendet öppnades"
    for status in file.statuses:
        yield status.begins, say.status_word(status, book)
    for home in file.addresses:
        yield home.begins, "Ny adress"
    for done in file.interventions:
        for step in done.steps[-1:]:
            yield step.day, f"{say.intervention_word(done.type)}: {say.word('state', step.state).lower()}"


def _table(
    heading: str,
    headings: tuple[str, ...],
    shares: tuple[float, ...],
    rows: Sequence[tuple[str, ...]],
    most: int,
) -> Section:
    more = len(rows) - most
    told = "Inget." if not rows else f"{more} till finns i akten." if more > 0 else ""
    table = Table(headings, shares, tuple(rows[:most]))
    return Section(heading, told, tables=(table,) if rows else ())
