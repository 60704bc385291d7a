"""The terminal face of erasing: close a case, enter what decides, look at the dry run, and go from list to protocol."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from caseworker import terminal
from caseworker.errors import UsageFault
from caseworker.messages.erasure import OUTCOMES, STATES, WHY
from caseworker.terminal import Call, _, with_shared_options

if TYPE_CHECKING:
    from caseworker.services.erasure import ErasureListRow, PlannedFile

app = typer.Typer(no_args_is_help=True, help="Gallring: provkörning, lista, godkännande, genomförande, protokoll.")
case_app = typer.Typer(no_args_is_help=True, help="Ärenden: avsluta och öppna igen.")
PersonOption = Annotated[str, typer.Option(help="Personens id.")]
ListArgument = Annotated[str, typer.Argument(help="Listans id.")]
E = TypeVar("E", bound=StrEnum)


@case_app.command("close")
@with_shared_options
def close(
    call: Call,
    person: PersonOption,
    on: Annotated[str, typer.Option(help="Sista dag, ÅÅÅÅ-MM-DD. I dag om inget anges.")] = "",
    how: Annotated[
        str, typer.Option(help="closed, moved, abroad, disappeared, deceased eller handed_over.")
    ] = "closed",
    place: Annotated[str, typer.Option(help="Vart: kommun, land eller enhet.")] = "",
    source: Annotated[str, typer.Option(help="Vem som berättade.")] = "",
) -> None:
    """Avsluta en persons ärende, och ange hur det slutade."""
    from caseworker.domain.endings import EndingKind, EnteredEnding
    from caseworker.domain.ids import PersonId
    from caseworker.services import cases

    if how not in set(EndingKind):
        raise UsageFault("ending.unknown_kind", known=", ".join(kind for kind in EndingKind if kind != "returned"))
    ending = EnteredEnding(EndingKind(how), place, source)
    with call.session() as opened:
        closed = terminal.day(on) or opened.register.today()
        cases.close_case(opened.register, person=PersonId(person), closed=closed, ending=ending, by=opened.user)
    call.say(_("The case is closed."), {"person": person, "closed": closed, "how": how})


@case_app.command("reopen")
@with_shared_options
def reopen(
    call: Call,
    person: PersonOption,
) -> None:
    """Öppna ett avslutat ärende igen."""
    from caseworker.domain.ids import PersonId
    from caseworker.services import cases

    with call.session() as opened:
        changes = cases.reopen_case(opened.register, person=PersonId(person), by=opened.user)
    call.say(_("Saved."), {"person": person, "saved": changes.saved})


@app.command("office")
@with_shared_options
def office(
    call: Call,
    board: Annotated[str, typer.Option(help="Nämnd: social, other eller unknown.")],
    provider: Annotated[str, typer.Option(help="Vem som för akterna: municipal, private eller unknown.")] = "municipal",
) -> None:
    """Ange vilken nämnd registret hör till: det avgör vilka gallringsregler som gäller."""
    from caseworker.domain.erasure import Board, Provider
    from caseworker.services import erasure

    known, by_whom = _one_of(Board, board), _one_of(Provider, provider)
    with call.session() as opened:
        erasure.record_office_facts(opened.register, board=known, provider=by_whom, by=opened.user)
    call.say(_("Saved."), {"board": known, "provider": by_whom})


@app.command("facts")
@with_shared_options
def facts(
    call: Call,
    person: PersonOption,
    parentage: Annotated[str, typer.Option(help="Faderskap, föräldraskap, adoption: yes, no, unknown.")] = "unknown",
    child_placed: Annotated[str, typer.Option(help="Barn placerat: yes, no, unknown.")] = "unknown",
    child_inquiry: Annotated[
        str, typer.Option(help="Barnavårdsutredning: none, not_opened, opened, unknown.")
    ] = "unknown",
    custody: Annotated[str, typer.Option(help="Avtal om vårdnad, boende, umgänge: yes, no, unknown.")] = "unknown",
    about_other_child: Annotated[
        str, typer.Option(help="Gäller utredning eller avtal ett annat barn än personen: yes, no, unknown.")
    ] = "unknown",
    child_born: Annotated[str, typer.Option(help="Det yngsta barnets födelsedag, ÅÅÅÅ-MM-DD.")] = "",
) -> None:
    """Ange vad som avgör hur länge en persons akt bevaras. Det som inte är känt gör att akten bevaras."""
    from caseworker.domain.erasure import Answer, EnteredFacts, Inquiry
    from caseworker.domain.ids import PersonId
    from caseworker.services import erasure

    entered = EnteredFacts(
        parentage=_one_of(Answer, parentage),
        child_placed=_one_of(Answer, child_placed),
        child_inquiry=_one_of(Inquiry, child_inquiry),
        custody=_one_of(Answer, custody),
        about_other_child=_one_of(Answer, about_other_child),
        youngest_child_born=terminal.day(child_born),
    )
    with call.session() as opened:
        erasure.record_retention_facts(opened.register, person=PersonId(person), facts=entered, by=opened.user)
    call.say(_("Saved."), {"person": person, **terminal.facts(entered)})


@app.command("plan")
@with_shared_options
def plan(
    call: Call,
    everybody: Annotated[bool, typer.Option("--all", help="Visa också dem som bevaras.")] = False,
) -> None:
    """Provkör: vilka akter som ska gallras i dag och varför. Inget ändras."""
    from caseworker.domain.erasure import Outcome
    from caseworker.services import erasure

    with call.session() as opened:
        found = erasure.plan_erasure(opened.register, by=opened.user)
    due = found.with_outcome(Outcome.ERASE)
    shown = found.files if everybody else due
    head = [
        _("{due} of {all} files are to be erased. Nothing has been changed.").format(due=len(due), all=len(found.files))
    ]
    if found.log.rows:
        told = _("{n} rows of the log from before {day} say what is no longer kept: propose --log.")
        head.append(told.format(n=found.log.rows, day=found.log.before))
    answer = {"day": found.day, "due": len(due), "log": found.log, "files": [terminal.facts(file) for file in shown]}
    call.say("\n".join([*head, *(_file_in_words(file) for file in shown)]), answer)


@app.command("propose")
@with_shared_options
def propose(
    call: Call,
    person: Annotated[list[str] | None, typer.Option(help="Personens id, kan upprepas.")] = None,
    all_due: Annotated[bool, typer.Option("--all-due", help="Alla akter som ska gallras i dag.")] = False,
    log: Annotated[bool, typer.Option("--log", help="Innehållet i loggrader som inte längre bevaras.")] = False,
) -> None:
    """Föreslå akter för gallring. Någon annan måste godkänna listan."""
    from caseworker.domain.erasure import Outcome
    from caseworker.domain.ids import PersonId
    from caseworker.services import erasure

    with call.session() as opened:
        people = [PersonId(one) for one in person or ()]
        if all_due:
            due = erasure.plan_erasure(opened.register, by=opened.user).with_outcome(Outcome.ERASE)
            people = [PersonId(file.person) for file in due if not file.list_id]
        changes = erasure.propose_erasure(opened.register, people=people, log=log, by=opened.user)
    words = _("Proposed as list {id}. Somebody else must approve it.").format(id=changes.created)
    call.say(words, {"list": changes.created, "files": len(people)})


@app.command("lists")
@with_shared_options
def lists(
    call: Call,
) -> None:
    """Visa alla listor och hur långt de har kommit."""
    from caseworker.services import erasure

    with call.session() as opened:
        found = erasure.list_erasures(opened.register, by=opened.user)
    words = "\n".join(_list_in_words(row) for row in found) or _("There are no lists.")
    call.say(words, {"lists": [terminal.facts(row) for row in found]})


@app.command("approve")
@with_shared_options
def approve(
    call: Call,
    list_id: ListArgument,
) -> None:
    """Godkänn en lista som någon annan har föreslagit. Akterna ligger sedan 30 dagar i karantän."""
    from caseworker.services import erasure

    with call.session() as opened:
        changes = erasure.approve_erasure(opened.register, list_id=list_id, by=opened.user)
    call.say(
        _("Approved. The files are hidden for 30 days and can be restored."),
        {"list": list_id, "hidden": len(changes.people)},
    )


@app.command("withdraw")
@with_shared_options
def withdraw(
    call: Call,
    list_id: ListArgument,
) -> None:
    """Dra tillbaka en lista. Alla akter på den är kvar som förut."""
    from caseworker.services import erasure

    with call.session() as opened:
        erasure.withdraw_erasure(opened.register, list_id=list_id, by=opened.user)
    call.say(_("Withdrawn. Every file is back."), {"list": list_id})


@app.command("restore")
@with_shared_options
def restore(
    call: Call,
    person: PersonOption,
) -> None:
    """Ta tillbaka en akt ur karantänen."""
    from caseworker.domain.ids import PersonId
    from caseworker.services import erasure

    with call.session() as opened:
        erasure.restore_file(opened.register, person=PersonId(person), by=opened.user)
    call.say(_("The file is back."), {"person": person})


@app.command("carry-out")
@with_shared_options
def carry_out(
    call: Call,
    list_id: ListArgument,
    files: Annotated[int, typer.Option("--files", help="Hur många akter listan har: skrivs för att bekräfta.")],
) -> None:
    """Gallra akterna på en lista vars karantän är slut. Det går inte att ångra."""
    from caseworker.services import erasure

    with call.session() as opened:
        rows = erasure.list_erasures(opened.register, by=opened.user)
        if files != next((row.files for row in rows if row.id == list_id), files):
            raise UsageFault("erasure.other_number", files=files)
        done = erasure.carry_out_erasure(opened.register, list_id=list_id, by=opened.user)
    words = _("{erased} files are erased, {kept} were kept.").format(erased=done.erased, kept=done.kept)
    if done.log_rows:
        words += " " + _("What {n} rows of the log said is erased.").format(n=done.log_rows)
    call.say(words, {"list": list_id, **terminal.facts(done)})


@app.command("protocol")
@with_shared_options
def protocol(
    call: Call,
    list_id: ListArgument,
    out: Annotated[Path, typer.Option(help="PDF att skriva.")],
) -> None:
    """Skriv gallringsprotokollet som PDF. Det nämner ingen person."""
    from caseworker.services import erasure

    with call.session() as opened:
        pdf = erasure.make_protocol(opened.register, list_id=list_id, by=opened.user)
    terminal.write_file(out, pdf)
    call.say(_("Saved as {file}.").format(file=out), {"out": str(out), "list": list_id})


@app.command("find")
@with_shared_options
def find(
    call: Call,
    case: Annotated[str, typer.Option(help="Ärendenummer.")],
) -> None:
    """Svara om akten med ett ärendenummer är gallrad, och när."""
    from caseworker.services import erasure

    with call.session() as opened:
        when = erasure.find_erased(opened.register, case_number=case, by=opened.user)
    words = _("The file was erased on {day}.").format(day=_date(when)) if when else _("No such file has been erased.")
    call.say(words, {"case": case, "erased": when})


def _file_in_words(file: "PlannedFile") -> str:
    found = file.decision
    day = found.finish_by if found.finish_by is not None else found.until
    what = _(OUTCOMES[found.outcome]).format(day=day)
    why = [f"{rule.sv} ({rule.law})" for rule in found.rules] + [_(WHY[reason]) for reason in found.open]
    return f"{file.case_number}  {file.name}  {what}  {file.person}\n    " + "; ".join(why)


def _list_in_words(row: "ErasureListRow") -> str:
    state = _(STATES[row.state]).format(day=_date(row.ended or row.ready))
    log = _("log before {day}").format(day=row.log_before) if row.log_before else ""
    return "  ".join(part for part in (row.id, str(row.files), log, state, row.proposed_by, row.approved_by) if part)


def _date(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone().date().isoformat()


def _one_of(kind: type[E], text: str) -> E:
    if text not in set(kind):
        raise UsageFault("erasure.unknown_word", known=", ".join(kind))
    return kind(text)
