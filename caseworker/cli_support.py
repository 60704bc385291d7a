"""The terminal face of support: the facts that may be shown to whoever helps, and the bundle of them."""

from pathlib import Path
from typing import Annotated

import typer

from caseworker import terminal
from caseworker.app import Application
from caseworker.terminal import JsonOption, PassphraseOption, RegisterOption, UserOption, _, say, session

app = typer.Typer()


@app.command("diagnostics")
def diagnostics(
    file: Annotated[Path | None, typer.Argument(help="ZIP-fil att skriva; utan den visas bara uppgifterna.")] = None,
    register: RegisterOption = None,
    user: UserOption = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Visa uppgifter för supporten, aldrig om en person, och spara dem om en fil anges."""
    with session(register, user, passphrase_file) as opened:
        application = Application(folder=register, program="terminal")
        found = application.diagnostics(opened)
        if file is not None:
            terminal.write_file(file, found.archive)
            application.diagnostics_saved(opened)
    told = [found.text]
    if file is not None:
        told += ["", _("Saved as {file}. Read it before you send it.").format(file=file)]
    say("\n".join(told), {"facts": dict(found.facts), "log": list(found.log), "file": file and str(file)}, as_json=json)
