"""The terminal face of support: the facts that may be shown to whoever helps, and the bundle of them."""

from pathlib import Path
from typing import Annotated

import typer

from caseworker import terminal
from caseworker.terminal import Call, _, with_shared_options

app = typer.Typer()


@app.command("rebuild")
@with_shared_options
def rebuild(call: Call) -> None:
    """Bygg om det som listor och sökning läser; akterna ändras inte."""
    from caseworker.services import derived

    with call.session() as opened:
        made = derived.rebuild_derived(opened.register, by=opened.user)
    rows = sum(one.rows for one in made.differed)
    told = _("What lists and searches read was made anew. Rows that did not agree with the files: {rows}.")
    call.say(told.format(rows=rows), {"differed": {one.table: one.rows for one in made.differed}})


@app.command("diagnostics")
@with_shared_options
def diagnostics(
    call: Call,
    file: Annotated[Path | None, typer.Argument(help="ZIP-fil att skriva; utan den visas bara uppgifterna.")] = None,
) -> None:
    """Visa uppgifter för supporten, aldrig om en person, och spara dem om en fil anges."""
    with call.session() as opened:
        application = call.application
        found = application.diagnostics(opened)
        if file is not None:
            terminal.write_file(file, found.archive)
            application.diagnostics_saved(opened)
    told = [found.text]
    if file is not None:
        told += ["", _("Saved as {file}. Read it before you send it.").format(file=file)]
    call.say("\n".join(told), {"facts": dict(found.facts), "log": list(found.log), "file": file and str(file)})
