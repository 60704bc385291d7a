"""The terminal face of erasing: close a case, enter what decides, look at the dry run, and go from list to protocol."""

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from caseworker import terminal
from caseworker.errors import UsageFault
from caseworker.messages.erasure import OUTCOMES, STATES, WHY
from caseworker.terminal import JsonOption, PassphraseOption, RegisterOption, UserOption, _, say, session

if TYPE_CHECKING:
    from caseworker.services.erasure import ErasureListRow, PlannedFile

app = typer.Typer(no_args_is_help=True, help="Gallring: provkörning, lista, godkännande, genomförande, protokoll.")
case_app = typer.Typer(no_args_is_help=True, help="Ärenden: avsluta och öppna igen.")
PersonOption = Annotated[str, typer.Option(help="Personens id.")]
ListArgument = Annotated[str, typer.Argument(help="Listans id.")]
E = TypeVar("E", bound=StrEnum)


@case_app.command("close")
def close(
    person: PersonOption,
    on: Annotated[str, typer.Option(help="Sista dag, ÅÅÅÅ-MM-DD. I dag om inget anges.")] = "",
    register: RegisterOption = None,
    user: UserOption = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Avsluta en persons ärende."""
    from caseworker.domain.ids import PersonId
    from caseworker.services import cases

    with session(register, user, passphrase_file) as opened:
        closed = _day(on) or opened.register.today()
        cases.close_case(opened.register, person=PersonId(person), closed=closed, by=opened.user)
    say(_("The case is closed."), {"person": person, "closed": closed}, as_json=json)


@case_app.command("reopen")
def reopen(
    person: PersonOption,
    register: RegisterOption = None,
    user: UserOption = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Öppna ett avslutat ärende igen."""
    from caseworker.domain.ids import PersonId
    from caseworker.services import cases

    with session(register, user, passphrase_file) as opened:
        changes = cases.reopen_case(opened.register, person=PersonId(person), by=opened.user)
    say(_("Saved."), {"person": person, "saved": changes.saved}, as_json=json)


@app.command("office")
def office(
    board: Annotated[str, typer.Option(help="Nämnd: social, other eller unknown.")],
    provider: Annotated[str, typer.Option(help="Vem som för akterna: municipal, private eller unknown.")] = "municipal",
    register: RegisterOption = None,
    user: UserOption = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Ange vilken nämnd registret hör till: det avgör vilka gallringsregler som gäller."""
    from caseworker.domain.erasure import Board, Provider
    from caseworker.services import erasure

    known, by_whom = _one_of(Board, board), _one_of(Provider, provider)
    with session(register, user, passphrase_file) as opened:
        erasure.record_office_facts(opened.register, board=known, provider=by_whom, by=opened.user)
    say(_("Saved."), {"board": known, "provider": by_whom}, as_json=json)


@app.command("facts")
def facts(
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
    register: RegisterOption = None,
    user: UserOption = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
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
        youngest_child_born=_day(child_born),
    )
    with session(register, user, passphrase_file) as opened:
        erasure.record_retention_facts(opened.register, person=PersonId(person), facts=entered, by=opened.user)
    say(_("Saved."), {"person": person, **terminal.facts(entered)}, as_json=json)


@app.command("plan")
def plan(
    everybody: Annotated[bool, typer.Option("--all", help="Visa också dem som bevaras.")] = False,
    register: RegisterOption = None,
    user: UserOption = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Provkör: vilka akter som ska gallras i dag och varför. Inget ändras."""
    from caseworker.domain.erasure import Outcome
    from caseworker.services import erasure

    with session(register, user, passphrase_file) as opened:
        found = erasure.plan_erasure(opened.register, by=opened.user)
    due = found.with_outcome(Outcome.ERASE)
    shown = found.files if everybody else due
    head = _("{due} of {all} files are to be erased. Nothing has been changed.").format(
        due=len(due), all=len(found.files)
    )
    answer = {"day": found.day, "due": len(due), "files": [terminal.facts(file) for file in shown]}
    say("\n".join([head, *(_file_in_words(file) for file in shown)]), answer, as_json=json)


@app.command("propose")
def propose(
    person: Annotated[list[str] | None, typer.Option(help="Personens id, kan upprepas.")] = None,
    all_due: Annotated[bool, typer.Option("--all-due", help="Alla akter som ska gallras i dag.")] = False,
    register: RegisterOption = None,
    user: UserOption = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Föreslå akter för gallring. Någon annan måste godkänna listan."""
    from caseworker.domain.erasure import Outcome
    from caseworker.domain.ids import PersonId
    from caseworker.services import erasure

    with session(register, user, passphrase_file) as opened:
        people = [PersonId(one) for one in person or ()]
        if all_due:
            due = erasure.plan_erasure(opened.register, by=opened.user).with_outcome(Outcome.ERASE)
            people = [PersonId(file.person) for file in due if not file.list_id]
        changes = erasure.propose_erasure(opened.register, people=people, by=opened.user)
    words = _("Proposed as list {id}. Somebody else must approve it.").format(id=changes.created)
    say(words, {"list": changes.created, "files": len(people)}, as_json=json)


@app.command("lists")
def lists(
    register: RegisterOption = None,
    user: UserOption = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Visa alla listor och hur långt de har kommit."""
    from caseworker.services import erasure

    with session(register, user, passphrase_file) as opened:
        found = erasure.list_erasures(opened.register, by=opened.user)
    words = "\n".join(_list_in_words(row) for row in found) or _("There are no lists.")
    say(words, {"lists": [terminal.facts(row) for row in found]}, as_json=json)


@app.command("approve")
def approve(
    list_id: ListArgument,
    register: RegisterOption = None,
    user: UserOption = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Godkänn en lista som någon annan har föreslagit. Akterna ligger sedan 30 dagar i karantän."""
    from caseworker.services import erasure

    with session(register, user, passphrase_file) as opened:
        changes = erasure.approve_erasure(opened.register, list_id=list_id, by=opened.user)
    say(
        _("Approved. The files are hidden for 30 days and can be restored."),
        {"list": list_id, "hidden": len(changes.people)},
        as_json=json,
    )


@app.command("withdraw")
def withdraw(
    list_id: ListArgument,
    register: RegisterOption = None,
    user: UserOption = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Dra tillbaka en lista. Alla akter på den är kvar som förut."""
    from caseworker.services import erasure

    with session(register, user, passphrase_file) as opened:
        erasure.withdraw_erasure(opened.register, list_id=list_id, by=opened.user)
    say(_("Withdrawn. Every file is back."), {"list": list_id}, as_json=json)


@app.command("restore")
def restore(
    person: PersonOption,
    register: RegisterOption = None,
    user: UserOption = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Ta tillbaka en akt ur karantänen."""
    from caseworker.domain.ids import PersonId
    from caseworker.services import erasure

    with session(register, user, passphrase_file) as opened:
        erasure.restore_file(opened.register, person=PersonId(person), by=opened.user)
    say(_("The file is back."), {"person": person}, as_json=json)


@app.command("carry-out")
def carry_out(
    list_id: ListArgument,
    files: Annotated[int, typer.Option("--files", help="Hur många akter listan har: skrivs för att bekräfta.")],
    register: RegisterOption = None,
    user: UserOption = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Gallra akterna på en lista vars karantän är slut. Det går inte att ångra."""
    from caseworker.services import erasure

    with session(register, user, passphrase_file) as opened:
        rows = erasure.list_erasures(opened.register, by=opened.user)
        if files != next((row.files for row in rows if row.id == list_id), files):
            raise UsageFault("erasure.other_number", files=files)
        done = erasure.carry_out_erasure(opened.register, list_id=list_id, by=opened.user)
    words = _("{erased} files are erased, {kept} were kept.").format(erased=done.erased, kept=done.kept)
    say(words, {"list": list_id, **terminal.facts(done)}, as_json=json)


@app.command("protocol")
def protocol(
    list_id: ListArgument,
    out: Annotated[Path, typer.Option(help="PDF att skriva.")],
    register: RegisterOption = None,
    user: UserOption = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Skriv gallringsprotokollet som PDF. Det nämner ingen person."""
    from caseworker.services import erasure

    with session(register, user, passphrase_file) as opened:
        pdf = erasure.make_protocol(opened.register, list_id=list_id, by=opened.user)
    terminal.write_file(out, pdf)
    say(_("Saved as {file}.").format(file=out), {"out": str(out), "list": list_id}, as_json=json)


@app.command("find")
def find(
    case: Annotated[str, typer.Option(help="Ärendenummer.")],
    register: RegisterOption = None,
    user: UserOption = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Svara om akten med ett ärendenummer är gallrad, och när."""
    from caseworker.services import erasure

    with session(register, user, passphrase_file) as opened:
        when = erasure.find_erased(opened.register, case_number=case, by=opened.user)
    words = _("The file was erased on {day}.").format(day=_date(when)) if when else _("No such file has been erased.")
    say(words, {"case": case, "erased": when}, as_json=json)


def _file_in_words(file: "PlannedFile") -> str:
    found = file.decision
    day = found.finish_by if found.finish_by is not None else found.until
    what = _(OUTCOMES[found.outcome]).format(day=day)
    why = [f"{rule.sv} ({rule.law})" for rule in found.rules] + [_(WHY[reason]) for reason in found.open]
    return f"{file.case_number}  {file.name}  {what}  {file.person}\n    " + "; ".join(why)


def _list_in_words(row: "ErasureListRow") -> str:
    state = _(STATES[row.state]).format(day=_date(row.ended or row.ready))
    return "  ".join(part for part in (row.id, str(row.files), state, row.proposed_by, row.approved_by) if part)


def _date(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone().date().isoformat()


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageFault("field.not_a_date", text_length=len(text)) from None


def _one_of(kind: type[E], text: str) -> E:
    if text not in set(kind):
        raise UsageFault("erasure.unknown_word", known=", ".join(kind))
    return kind(text)
