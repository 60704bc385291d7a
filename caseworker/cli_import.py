"""The terminal face of imports: read a list in or only try it, list the imports, take one back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from caseworker import terminal
from caseworker.errors import Refused
from caseworker.terminal import Call, _, with_shared_options

if TYPE_CHECKING:
    from caseworker.services.importing import ImportReport

app = typer.Typer(no_args_is_help=True, help="Inläsningar: lista dem, ångra en.")
ListArgument = Annotated[
    Path, typer.Argument(help="Lista med svenska rubriker, .xlsx eller .csv.", readable=False, metavar="LISTA")
]


@with_shared_options
def import_people(
    call: Call,
    workbook: ListArgument,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Visa bara vad som skulle läsas in.")] = False,
    sheet: Annotated[str, typer.Option(help="Blad i en Excelfil. Det första synliga om inget anges.")] = "",
    faults: Annotated[Path | None, typer.Option(help="Excelfil att skriva raderna med fel till.")] = None,
) -> None:
    """Läs in personer från en lista. Rader som inte kan läsas in redovisas en och en."""
    from caseworker.services import importing
    from caseworker.terminal_words import fault_in_words, import_in_words

    with call.session() as opened:
        register, by = opened.register, opened.user
        if not dry_run:
            call.application.back_up(opened, "import")
        found = importing.open_list(register, workbook=workbook, sheet=sheet, by=by)
        trial = importing.try_list(register, opened=found, by=by)
        if dry_run:
            report = importing.report_trial(register, trial=trial, by=by)
        else:
            report = importing.read_list(register, trial=trial, decisions={}, by=by)
        book = importing.save_faults(register, trial=trial, words=fault_in_words, by=by) if faults else b""
    if faults is not None:
        terminal.write_file(faults, book)
    call.say(import_in_words(report), terminal.facts(report))
    _require_taken(report)


def _require_taken(report: "ImportReport") -> None:
    if report.bad and not report.clean:
        raise terminal.Answered(Refused("import.nothing_taken", rows=len(report.bad)))


@app.command("list")
@with_shared_options
def list_imports(call: Call) -> None:
    """Visa inläsningarna, den senaste först."""
    from caseworker.services import importing

    with call.session() as opened:
        found = importing.list_batches(opened.register, by=opened.user)
    told = _("{id}  {day}  {file}: {made} people, {bad} faulty rows{state}")
    lines = [
        told.format(
            id=one.id,
            day=one.began.astimezone().date(),
            file=one.file,
            made=one.made,
            bad=one.bad,
            state=_(", taken back") if one.undone else _(", cut off") if one.ended is None else "",
        )
        for one in found
    ]
    call.say("\n".join(lines) or _("No import yet."), {"imports": [terminal.facts(one) for one in found]})


@app.command("undo")
@with_shared_options
def undo_import(call: Call, batch: Annotated[str, typer.Argument(help="Inläsningens id.")]) -> None:
    """Ångra en inläsning. Akter som någon har arbetat med sedan dess blir kvar och räknas upp."""
    from caseworker.services import importing

    with call.session() as opened:
        undone = importing.undo_batch(opened.register, batch=batch, by=opened.user)
    told = _("{away} people were taken away, {back} files put back, {kept} kept.")
    lines = [told.format(away=undone.taken_away, back=undone.put_back, kept=len(undone.kept))]
    shown = [(one.row, one.person.case_number if one.person is not None else "–") for one in undone.kept]
    lines += [_("Row {row}: case {number} is kept.").format(row=row, number=number) for row, number in shown]
    kept = [{"row": row, "case": number} for row, number in shown]
    call.say("\n".join(lines), {"taken_away": undone.taken_away, "put_back": undone.put_back, "kept": kept})
