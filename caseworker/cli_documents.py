"""The terminal's commands about documents in files, and about what leaves the register about one person."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from caseworker import terminal
from caseworker.domain.attachments import LARGEST
from caseworker.domain.ids import PersonId
from caseworker.errors import EnvironmentFault
from caseworker.terminal import Call, PersonArgument, _, with_shared_options

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseworker.services.records import TakenOut

app = typer.Typer(no_args_is_help=True, help="Dokument i en akt: lägga till, lista, spara ut.")
PurposeOption = Annotated[str, typer.Option("--purpose", help="Vad det är till för. Det loggas.", show_default=False)]


class What(StrEnum):
    """What may be taken out about one person."""

    JOURNAL = "journal"
    EXTRACT = "extract"
    LOOKS = "looks"


@app.command("add")
@with_shared_options
def add(
    call: Call,
    person: PersonArgument,
    file: Annotated[Path, typer.Argument(help="PDF, PNG, JPG eller DOCX, högst 10 MB.", show_default=False)],
    title: Annotated[str, typer.Option(help="Vad det är. Annars filens namn.")] = "",
) -> None:
    """Lägg till ett dokument i en akt. Filen ligger kvar där den är."""
    from caseworker.services import attachments

    with call.session() as opened:
        added = attachments.add_attachment(
            opened.register,
            person=PersonId(person),
            content=_content_of(file),
            file_name=file.name,
            title=title,
            by=opened.user,
        )
    call.say(_("The document is in the file: {id}").format(id=added.created), {"document": added.created})


@app.command("list")
@with_shared_options
def show(call: Call, person: PersonArgument) -> None:
    """Lista dokumenten i en akt. Akten öppnas, och det loggas."""
    from caseworker.services import people

    with call.session() as opened:
        rows = people.open_file(opened.register, person=PersonId(person), by=opened.user).attachments
    lines = [f"{row.id}  {row.added:%Y-%m-%d}  {row.kind.value:4}  {row.title}" for row in rows if row.removed is None]
    call.say("\n".join(lines) or _("No documents."), {"documents": [terminal.facts(row) for row in rows]})


@app.command("save")
@with_shared_options
def save(
    call: Call,
    person: PersonArgument,
    document: Annotated[str, typer.Argument(help="Dokumentets id.", show_default=False)],
    out: Annotated[Path, typer.Option(help="Fil att skriva.", show_default=False)],
    purpose: PurposeOption = "",
) -> None:
    """Spara ut ett dokument. Det lämnar det krypterade registret."""
    from caseworker.services import attachments

    with call.session() as opened:
        saved = attachments.save_attachment(
            opened.register, person=PersonId(person), attachment=document, purpose=purpose, by=opened.user
        )
        terminal.write_file(out, saved.content)
    call.say(_("Saved as {file}.").format(file=out), {"out": str(out)})


@with_shared_options
def take_out(
    call: Call,
    person: PersonArgument,
    out: Annotated[Path, typer.Option(help="Mapp för filerna.", show_default=False)],
    what: Annotated[What, typer.Option(help="Journal och plan, registerutdrag, eller vem som har läst.")],
    purpose: PurposeOption = "",
) -> None:
    """Ta ut journal och plan, ett registerutdrag eller vem som har läst, som PDF/A och JSON."""
    with call.session() as opened:
        done = _service(what)(opened.register, person=PersonId(person), purpose=purpose, folder=out, by=opened.user)
    call.say("\n".join(str(path) for path in done.files), {"files": [str(path) for path in done.files]})


def _service(what: What) -> "Callable[..., TakenOut]":
    from caseworker.services import records

    found: dict[What, Callable[..., TakenOut]] = {
        What.JOURNAL: records.take_out_journal,
        What.EXTRACT: records.take_out_extract,
        What.LOOKS: records.take_out_looks,
    }
    return found[what]


def _content_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError:
        raise EnvironmentFault("attachment.unreadable") from None
