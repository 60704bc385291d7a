"""The terminal face: every command is one service call, with the same rules and the same log as the window."""

import importlib
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from caseworker import (
    cli_access,
    cli_accounts,
    cli_agenda,
    cli_backups,
    cli_counts,
    cli_documents,
    cli_erasure,
    cli_import,
    cli_interventions,
    cli_law,
    cli_lawbook,
    cli_letter_batch,
    cli_letters,
    cli_protection,
    cli_review,
    cli_support,
    platform,
    terminal,
)
from caseworker.errors import EnvironmentFault, Refused, UsageFault
from caseworker.messages import describe
from caseworker.terminal import Call, JsonOption, RegisterOption, _, say, with_shared_options

app = typer.Typer(add_completion=False, no_args_is_help=False, pretty_exceptions_enable=False, help="Handläggarstöd")
person_app = typer.Typer(no_args_is_help=True, help="Personer: registrera, visa, sök.")
status_app = typer.Typer(no_args_is_help=True, help="Rättslig ställning.")
app.add_typer(person_app, name="person")
app.add_typer(status_app, name="status")
app.add_typer(cli_interventions.app, name="intervention")
app.add_typer(cli_interventions.plan_app, name="plan")
app.add_typer(cli_agenda.app, name="agenda")
app.add_typer(cli_access.assignment_app, name="assignment")
app.add_typer(cli_access.look_app, name="look")
app.add_typer(cli_access.roles_app, name="roles")
app.add_typer(cli_counts.app, name="counts")
app.add_typer(cli_documents.app, name="document")
person_app.command("take-out")(cli_documents.take_out)
app.add_typer(cli_accounts.app, name="account")
app.add_typer(cli_erasure.case_app, name="case")
app.command("import")(cli_import.import_people)
app.add_typer(cli_import.app, name="imports")
app.add_typer(cli_erasure.app, name="erasure")
app.add_typer(cli_erasure.app, name="gallring", hidden=True)
app.add_typer(cli_support.app)
app.add_typer(cli_review.app, name="review")
app.add_typer(cli_protection.app, name="protection")
app.command("notice")(cli_review.notice_command)
app.command("rights")(cli_law.rights)
app.add_typer(cli_lawbook.app, name="lawbook")
app.add_typer(cli_letters.sheets_app, name="sheets")
app.add_typer(cli_letters.letters_app, name="letters")
cli_letters.letters_app.command("merge")(cli_letter_batch.merge)
cli_letters.letters_app.command("log")(cli_letter_batch.log)
app.add_typer(cli_backups.recovery_app, name="recovery")
app.add_typer(cli_backups.export_app, name="export")
for command in (cli_backups.backup, cli_backups.rehearse, cli_backups.restore):
    app.command(command.__name__)(command)


@app.callback(invoke_without_command=True)
def start(context: typer.Context) -> None:
    """Öppna fönstret när inget kommando anges."""
    if context.invoked_subcommand is None:
        raise typer.Exit(open_window(None))


@app.command("window")
def window(register: RegisterOption = None) -> None:
    """Öppna fönstret."""
    raise typer.Exit(open_window(register))


def open_window(register: Path | None) -> int:
    """Start the desktop face. It is imported by name: nothing below ``ui`` depends on Qt."""
    run: Any = importlib.import_module("ui.main").run
    status: int = run([str(register)] if register else [])
    return status


@app.command("init")
@with_shared_options
def init(
    call: Call,
    office: Annotated[str, typer.Option(help="Kontorets kod, till exempel U01.")] = "",
    municipality: Annotated[str, typer.Option(help="Kommunkod, fyra siffror.")] = "",
    office_name: Annotated[str, typer.Option(help="Kontorets namn.")] = "",
    demo: Annotated[bool, typer.Option("--demo", help="Demoregister: bara påhittade personer.")] = False,
    sheets_pdf: Annotated[Path | None, typer.Option(help="Mapp för de tre återställningsbladen.")] = None,
    sheet_words: Annotated[
        Path | None, typer.Option(help="Fil med ett efterfrågat ord per blad.", readable=False)
    ] = None,
) -> None:
    """Skapa ett register."""
    from caseworker.founding import CreateRegister
    from caseworker.terminal_founding import found

    if not office or not municipality or not call.user:
        raise UsageFault("init.missing_option")
    request = CreateRegister(
        folder=call.application.folder,
        municipality_code=municipality,
        office_code=office,
        office_name=office_name,
        user_name=call.user,
        passphrase=call.passphrase(demo=demo, new=True),
        demo=demo,
    )
    found(call, request, sheets_pdf=sheets_pdf, sheet_words=sheet_words)


@person_app.command("add")
@with_shared_options
def person_add(
    call: Call,
    given: Annotated[str, typer.Option(help="Förnamn.")] = "",
    family: Annotated[str, typer.Option(help="Efternamn.")] = "",
    born: Annotated[str, typer.Option(help="Födelsedatum, ÅÅÅÅ-MM-DD.")] = "",
    number: Annotated[list[str] | None, typer.Option(help="TYP:NUMMER, kan upprepas.")] = None,
    original_name: Annotated[str, typer.Option(help="Namn i egen skrift.")] = "",
    migration_name: Annotated[str, typer.Option(help="Så som Migrationsverket stavar.")] = "",
    sex: Annotated[str, typer.Option(help="woman, man eller unknown.")] = "unknown",
    language: Annotated[str, typer.Option(help="Språk hon läser, till exempel ar.")] = "",
    unknown: Annotated[bool, typer.Option("--unknown", help="Okänd person: varken namn eller nummer är känt.")] = False,
) -> None:
    """Registrera en person."""
    from caseworker.domain.intake import Intake
    from caseworker.services import people

    intake = Intake(
        given=given,
        family=family,
        original_name=original_name,
        migration_name=migration_name,
        born=terminal.day(born),
        sex=_sex(sex),
        reads=language,
        speaks=language,
        numbers=tuple(_number(text) for text in number or ()),
        unknown=unknown,
    )
    with call.session() as opened:
        changes = people.register_person(opened.register, intake=intake, by=opened.user)
    call.say(_("Registered. Id {id}").format(id=changes.created), {"id": changes.created})


@person_app.command("show")
@with_shared_options
def person_show(
    call: Call,
    id: Annotated[str, typer.Argument(help="Personens id.")] = "",
    person: Annotated[str, typer.Option(help="Personens id.")] = "",
    numbers: Annotated[bool, typer.Option("--numbers", help="Visa gällande nummer i sin helhet; det loggas.")] = False,
) -> None:
    """Visa en persons akt. Att du tittar skrivs i loggen."""
    from caseworker.domain.ids import PersonId
    from caseworker.services import choices, people

    with call.session() as opened:
        file = people.open_file(opened.register, person=PersonId(person or id), by=opened.user)
        kinds = sorted({one.type for one in file.identifiers if one.ends is None}) if numbers else []
        whose, by = PersonId(file.id), opened.user
        told = {kind: people.reveal_number(opened.register, person=whose, type=kind, by=by) for kind in kinds}
        statuses = choices.status_words(opened.register, by=by)
    from caseworker.terminal_words import file_in_words, masked_file

    file = masked_file(file, told)
    call.say(file_in_words(file, statuses), terminal.facts(file))


@person_app.command("search")
@with_shared_options
def person_search(
    call: Call,
    text: str,
) -> None:
    """Sök på namn i alla skrifter, nummer, telefon eller ärendenummer."""
    from caseworker.services import people

    with call.session() as opened:
        hits = people.find_people(opened.register, text=text, by=opened.user)
        people.settle_search(opened.register, text=text, hits=len(hits), by=opened.user)
    lines = [f"{row.case_number}  {row.name or row.original_name}  {row.number}  {row.id}" for row in hits]
    words = "\n".join(lines) or _("No person matches.")
    call.say(words, {"hits": [terminal.facts(row) for row in hits]})


@status_app.command("set")
@with_shared_options
def status_set(
    call: Call,
    person: Annotated[str, typer.Option(help="Personens id.")],
    code: Annotated[str, typer.Option("--code", "--status", help="Status, till exempel NY-FLY.")],
    begins: Annotated[str, typer.Option("--from", help="Första dag, ÅÅÅÅ-MM-DD.")] = "",
    ground: Annotated[str, typer.Option(help="Tillståndsgrund.")] = "",
    permit: Annotated[str, typer.Option(help="PUT, TUT eller none.")] = "",
    permit_until: Annotated[str, typer.Option(help="Tillståndet gäller till.")] = "",
    classification: Annotated[str, typer.Option(help="Klassningskod på beslutet, till exempel AT.")] = "",
    unaccompanied: Annotated[bool, typer.Option("--unaccompanied", help="Ensamkommande barn.")] = False,
) -> None:
    """Ange rättslig ställning från en dag. Den förra slutar dagen före."""
    from caseworker.domain.ids import PersonId
    from caseworker.domain.intake import EnteredStatus
    from caseworker.services import status

    with call.session() as opened:
        entered = EnteredStatus(
            code=code,
            begins=terminal.day(begins) or opened.register.today(),
            ground=ground,
            permit=_permit(permit),
            permit_until=terminal.day(permit_until),
            unaccompanied=unaccompanied,
            classification=classification,
        )
        changes = status.record_status(opened.register, person=PersonId(person), status=entered, by=opened.user)
    call.say(_("Saved."), {"person": person, "saved": changes.saved})


@app.command("letter")
@with_shared_options
def letter(
    call: Call,
    person: Annotated[str, typer.Option(help="Personens id.")],
    out: Annotated[Path, typer.Option(help="PDF att skriva.")],
    sheet: Annotated[str, typer.Option(help="Blad.")] = "valkommen",
    language: Annotated[str, typer.Option(help="Språk, till exempel ar.")] = "sv",
    layout: Annotated[str, typer.Option(help="columns (bredvid varandra) eller stacked (under varandra).")] = "columns",
    large: Annotated[bool, typer.Option("--large", help="Stor stil, 14 punkter.")] = False,
    pictograms: Annotated[bool, typer.Option("--pictograms", help="Bilder och mer luft.")] = False,
    window: Annotated[bool, typer.Option("--window", help="Adress för fönsterkuvert, C5 eller C65.")] = False,
    archive: Annotated[bool, typer.Option("--archive", help="För arkivet, PDF/A-2b.")] = False,
    interpreter: Annotated[bool, typer.Option("--interpreter", help="Att läsa högt med tolk: numrade rader.")] = False,
    to: Annotated[str, typer.Option(help="Mottagare av brev om ett barn: personens eller relationens id.")] = "",
    despite: Annotated[bool, typer.Option("--despite", help="Gör brevet ändå. Loggas.")] = False,
) -> None:
    """Skriv ett brev som PDF, svenska och ett språk till. Det som kontrollerades står på stderr."""
    from caseworker.domain.ids import PersonId
    from caseworker.letter_words import check_line
    from caseworker.services import letter_checks, letters

    layout = letters.Arrangement.INTERPRETER.value if interpreter else layout
    if layout not in tuple(letters.Arrangement):
        raise UsageFault("letter.unknown_layout", layout=layout[:40], known=", ".join(letters.Arrangement))
    chosen = letters.Layout(letters.Arrangement(layout), large=large, pictograms=pictograms, window=window)
    order: Any = {"person": PersonId(person), "sheet": sheet, "language": language, "layout": chosen, "to": to}
    with call.session() as opened:
        order |= {"despite": despite, "by": opened.user}
        look = letter_checks.look_at_letter(opened.register, scale=0, **order)
        for check in look.checks:
            terminal.remark(check_line(check, _, guardian=bool(to)))
        made = letters.issue_letter(opened.register, how="saved", archive=archive, previewed=look.seen, **order)
    terminal.write_file(out, made.pdf)
    words = _("Saved as {file}, {pages} pages.").format(file=out, pages=made.pages)
    call.say(words, {"out": str(out), "pages": made.pages, "language": language, "sheet": sheet})


@app.command("verify")
@with_shared_options
def verify(
    call: Call,
    accept_older_copy: Annotated[
        bool, typer.Option("--accept-older-copy", help="Arbeta vidare i en kopia som du har återställt med avsikt.")
    ] = False,
) -> None:
    """Kontrollera att registret är helt: varje sida, hela loggkedjan och dess underskrifter."""
    from caseworker.services import protection, trust
    from caseworker.terminal_words import verification_in_words

    with call.session(unread=True) as opened:
        if accept_older_copy:
            trust.accept_older_copy(opened.register, by=opened.user)
        found = call.application.verify(opened)
        unsettled = protection.count_unsettled(opened.register, by=opened.user) if found.ok else 0
        doubts = [doubt.code for doubt in opened.register.doubts]
    words = [verification_in_words(found), *(describe(Refused(doubt), _).text for doubt in doubts)]
    if unsettled:
        words.append(_("Protected households that wait for a new key or another reader: {n}.").format(n=unsettled))
    call.say("\n".join(words), {**terminal.facts(found), "unsettled": unsettled, "doubts": doubts})
    if not found.ok:
        raise terminal.Answered(EnvironmentFault("register.not_whole", findings=len(found.findings)))


@app.command("demo")
def demo(
    dir: Annotated[Path, typer.Option(help="Mapp att lägga allt i.")],
    persons: Annotated[int, typer.Option(min=1, max=20_000, help="Antal påhittade personer.")] = 300,
    seed: Annotated[int, typer.Option(help="Samma tal ger samma personer.")] = 1,
    json: JsonOption = False,
) -> None:
    """Kör hela ärendet på påhittade personer: register, inläsning, brev, siffror, kvitto, kontroll."""
    from caseworker.showcase import run_showcase

    facts = run_showcase(dir, persons=persons, seed=seed, quiet=json)
    say(facts.words, terminal.facts(facts), as_json=json)


def _sex(text: str) -> Any:
    from caseworker.domain.person import Sex

    if text not in set(Sex):
        raise UsageFault("person.unknown_sex", known=", ".join(Sex))
    return Sex(text)


def _permit(text: str) -> Any:
    from caseworker.domain.status import PermitType

    if not text:
        return PermitType.NONE
    if text not in set(PermitType):
        raise UsageFault("status.unknown_permit", known=", ".join(PermitType))
    return PermitType(text)


def _number(text: str) -> Any:
    from caseworker.domain.intake import EnteredNumber

    kind, colon, value = text.partition(":")
    if not colon:
        raise UsageFault("identity.number_form")
    return EnteredNumber(kind, value)


def main() -> None:
    """Run one command; every known fault ends in a sentence and its exit status, an unknown one in an apology."""
    platform.harden_process()
    platform.quiet_process()
    arguments = sys.argv[1:]

    def run() -> object:
        terminal.require_text(arguments)
        return typer.main.get_command(app).main(args=arguments, prog_name="caseworker", standalone_mode=False)

    sys.exit(terminal.guarded(run, as_json="--json" in arguments))


if __name__ == "__main__":
    main()
