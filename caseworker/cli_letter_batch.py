"""The terminal face of letters to many at once, and of which letters have left about a person."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

from caseworker import terminal
from caseworker.domain.ids import PersonId
from caseworker.errors import UsageFault
from caseworker.terminal import Call, _, with_shared_options

if TYPE_CHECKING:
    from caseworker.domain.letter_merge import Merged, MergeDone
    from caseworker.services.letter_batch import Take
    from caseworker.services.letters import ComposedLetter

    Put = Callable[[Merged, ComposedLetter], None]


@with_shared_options
def merge(
    call: Call,
    sheet: Annotated[str, typer.Option(help="Blad, till exempel sfi.")],
    status: Annotated[
        list[str] | None, typer.Option(help="Rättslig ställning, till exempel NY-FLY. Kan upprepas.")
    ] = None,
    place: Annotated[str, typer.Option(help="Ort, eller början på ett postnummer.")] = "",
    expires_within: Annotated[int | None, typer.Option(min=0, help="Tillståndet går ut inom så många dagar.")] = None,
    meeting: Annotated[bool, typer.Option("--meeting", help="Bara de som har ett bokat möte.")] = False,
    person: Annotated[list[str] | None, typer.Option(help="Bara den här personen. Kan upprepas.")] = None,
    large: Annotated[bool, typer.Option("--large", help="Stor stil, 14 punkter.")] = False,
    window: Annotated[bool, typer.Option("--window", help="Adress för fönsterkuvert, C5 eller C65.")] = False,
    archive: Annotated[bool, typer.Option("--archive", help="För arkivet, PDF/A-2b, ett brev i varje fil.")] = False,
    out: Annotated[Path | None, typer.Option(help="Mapp: en PDF för varje brev.")] = None,
    pdf: Annotated[Path | None, typer.Option(help="En PDF med alla brev.")] = None,
    cover: Annotated[Path | None, typer.Option(help="Följelistan som PDF.")] = None,
) -> None:
    """Skriv ett blad till många, var och en på det språk hon läser. Ctrl C stoppar; det som är gjort står kvar."""
    from caseworker.domain.letter_merge import MergeChoice
    from caseworker.services import letter_batch, letters

    if (out is None) == (pdf is None):
        raise UsageFault("letter.one_place")
    people = None if not person else tuple(PersonId(one) for one in person)
    choice = MergeChoice(tuple(status or ()), place, expires_within, meeting, people)
    one = None if pdf is None else letter_batch.OnePdf()
    with call.session() as opened, _told_to_stop() as stop:
        rows = letter_batch.plan_merge(opened.register, choice=choice, sheet=sheet, by=opened.user)

        def put(merged: "Merged", letter: "ComposedLetter") -> None:
            if one is not None:
                one.add(letter)
            elif out is not None:
                terminal.write_file(out / f"{sheet}-{merged.number:04}-{merged.row.language}.pdf", letter.pdf)

        done = letter_batch.run_merge(
            opened.register,
            rows=rows,
            sheet=sheet,
            how="saved",
            layout=letters.Layout(large=large, window=window),
            archive=archive,
            take=_taking(put, len(rows), stop),
            by=opened.user,
        )
        listed = (
            None
            if cover is None
            else letter_batch.cover_list(opened.register, done=done, choice=choice, by=opened.user)
        )
    if pdf is not None and one is not None and done.letters:
        terminal.write_file(pdf, one.finish())
    if cover is not None and listed is not None:
        terminal.write_file(cover, listed)
    call.say(_words(done), _facts(done, out or pdf, cover))


@with_shared_options
def log(call: Call, person: Annotated[str, typer.Option(help="Personens id.")]) -> None:
    """Visa vilka brev som har skrivits ut och sparats om en person: blad, version, språk, vem och när."""
    from caseworker.services import letter_log

    with call.session() as opened:
        found = letter_log.list_printed(opened.register, person=PersonId(person), by=opened.user)
    how = {"printed": _("printed"), "saved": _("saved as PDF")}
    lines = []
    for one in found:
        what = f"{one.title or one.sheet}, v{one.version}, {one.language}, {one.by}"
        told = f"{one.at:%Y-%m-%d %H:%M} {how[one.how]}: {what}"
        if one.came_out is not None:
            told += " · " + _("stopped after {printed} of {pages} pages").format(printed=one.came_out, pages=one.pages)
        lines.append(told)
    call.say("\n".join(lines) or _("No letter has left."), {"letters": [terminal.facts(one) for one in found]})


def _taking(put: "Put", people: int, stop: Event) -> "Take":
    def take(merged: "Merged", letter: "ComposedLetter | None") -> bool:
        if letter is not None:
            put(merged, letter)
        if sys.stderr is not None and sys.stderr.isatty():
            sys.stderr.write("\r" + _("{done} of {all}").format(done=merged.number, all=people))
            sys.stderr.flush()
        return not stop.is_set()

    return take


@contextmanager
def _told_to_stop() -> Iterator[Event]:
    """Let Ctrl C end the work after the letters that are being made, instead of in the middle of one."""
    stop = Event()
    before = signal.signal(signal.SIGINT, lambda *_signal: stop.set())
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def _words(done: "MergeDone") -> str:
    lines = [_("Letters: {letters}, pages: {pages}.").format(letters=done.letters, pages=done.pages)]
    lines += [f"{one.row.case_number}: {one.left_out}" for one in done.merged if one.left_out]
    if done.not_reached:
        lines.append(_("Stopped. Not made: {n}.").format(n=len(done.not_reached)))
        lines += [row.case_number for row in done.not_reached]
    return "\n".join(lines)


def _facts(done: "MergeDone", out: Path | None, cover: Path | None) -> dict[str, object]:
    return {
        "letters": done.letters,
        "pages": done.pages,
        "left_out": [{"case": one.row.case_number, "why": one.left_out} for one in done.merged if one.left_out],
        "not_reached": [row.case_number for row in done.not_reached],
        "out": str(out),
        "cover": None if cover is None else str(cover),
    }
