"""The terminal face of backups: make, list, rehearse, restore, and the key that opens them without this program."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from caseworker import terminal
from caseworker.errors import Refused
from caseworker.messages import describe
from caseworker.messages.backups import restored_words
from caseworker.platform.security_log import SecurityEvent
from caseworker.terminal import Call, JsonOption, _, say, with_shared_options

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from caseworker.services.backups import BackupRow

STOCKHOLM = ZoneInfo("Europe/Stockholm")
recovery_app = typer.Typer(no_args_is_help=True, help="Återställningsblad.")
export_app = typer.Typer(no_args_is_help=True, help="Läsbar veckokopia: en rad JSON per person, förseglad.")
PlaceOption = Annotated[list[Path] | None, typer.Option(help="Mapp för säkerhetskopior. Kan upprepas.", readable=False)]


@with_shared_options
def backup(
    call: Call,
    list_them: Annotated[bool, typer.Option("--list", help="Visa vilka kopior som finns.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Öppna och kontrollera var och en i listan.")] = False,
    to: Annotated[
        list[Path] | None, typer.Option(help="Lägg kopior här från och med nu. Högst två mappar.", readable=False)
    ] = None,
) -> None:
    """Gör en säkerhetskopia nu och öppna den igen, eller visa dem som finns."""
    from caseworker.services import backups

    application = call.application
    with call.session() as opened:
        kit = application.backup_kit(opened)
        if list_them or check:
            rows = backups.list_backups(opened.register, kit=kit, check=check, by=opened.user)
            call.say(_in_lines(rows), {"backups": [terminal.facts(row) for row in rows]})
            return
        if to is not None:
            backups.choose_places(opened.register, kit=kit, places=to, by=opened.user)
        made = application.back_up(opened, "asked")
    if made is None:
        call.say(_("Nothing has been saved since the last backup."), {"made": False})
        return
    lines = [_("Backup made, opened and checked: {file}").format(file=made.file.path)]
    lines += [
        describe(Refused(place.code, path=place.place), _).text for place in made.places if place.code
    ]  # one place took it: that another did not is told, and is no fault of the command
    facts = {"made": True, "file": str(made.file.path), "places": [terminal.facts(place) for place in made.places]}
    call.say("\n".join(lines), facts)


@with_shared_options
def rehearse(
    call: Call,
) -> None:
    """Prova att återställa den senaste säkerhetskopian bredvid registret. Registret rörs inte."""
    from caseworker.services import backups

    with call.session() as opened:
        found = backups.rehearse_restore(opened.register, kit=call.application.backup_kit(opened), by=opened.user)
    told = (
        _("The backup of {made} opens and is whole: {people} people. {missing} log rows came after it.")
        if found.ok
        else _("The backup of {made} opens, but it belongs to another log than this register's.")
    )
    lines = [told.format(made=_moment(found.made), people=found.people, missing=found.missing)]
    lines += [describe(Refused("backup.damaged", file=name), _).happened for name in found.damaged]
    call.say("\n".join(lines), terminal.facts(found))
    if not found.ok:
        raise terminal.Answered(Refused("backup.other_log"))


@with_shared_options
def restore(
    call: Call,
    chosen: Annotated[
        str, typer.Option("--from", help="Fil eller namn på kopian. Annars tas den senaste som är hel.")
    ] = "",
    place: PlaceOption = None,
    sheets: Annotated[
        bool, typer.Option("--sheets", help="Läs orden på två återställningsblad från standard in.")
    ] = False,
) -> None:
    """Återställ en säkerhetskopia. Registret som ligger där läggs åt sidan, det tas inte bort."""
    from caseworker.restoring import WhoRestores

    user = call.named()
    application = call.application
    if sheets:
        who = WhoRestores(user, sheets=terminal.two_sheets(sys.stdin.read()))
    else:
        demo = application.exists() and application.about().demo
        who = WhoRestores(user, call.passphrase(demo=demo))
    done = application.restorer.restore(who, chosen=chosen, places=place or ())
    lines = [
        _("Restored from {file}: {people} people.").format(file=done.file.name, people=done.people),
        *restored_words(done.aside, done.protected_again, accounts_as_then=done.accounts_as_then, translate=_),
        *(_("Passed over: {file}").format(file=name) for name in done.damaged),
    ]
    facts = {**terminal.facts(done), "file": done.file.name, "made": done.file.made}
    call.say("\n".join(lines), facts)


@recovery_app.command("age-identity")
def age_identity(json: JsonOption = False) -> None:
    """Skriv raden som öppnar säkerhetskopior med age, från orden på två återställningsblad på standard in."""
    from caseworker.restoring import age_identity

    identity = age_identity(terminal.two_sheets(sys.stdin.read()))
    warning = _("Whoever has this line can open every backup of the register. Delete it when you are done.")
    sys.stderr.write(f"{warning}\n")
    say(identity, {"identity": identity, "warning": warning}, as_json=json)


@export_app.command("readable")
@with_shared_options
def export_readable(
    call: Call,
) -> None:
    """Gör den läsbara veckokopian nu. Skyddade personer ligger i en fil för sig, för deras läsare."""
    from caseworker.services import exports

    with call.session() as opened:
        made = exports.export_readable(opened.register, kit=call.application.backup_kit(opened), by=opened.user)
        opened.note(SecurityEvent.EXPORTED, kind="readable_export")
    if made is None:  # only when asked to wait for its day
        return
    lines = [_("{people} people written and sealed.").format(people=made.people)]
    if made.protected:
        lines.append(_("{people} protected people in a file of their own.").format(people=made.protected))
    if made.left_out:
        left = _("{people} protected people are not in it: a reader of theirs has to make it.")
        lines.append(left.format(people=made.left_out))
    call.say("\n".join([*lines, *map(str, made.files)]), terminal.facts(made))


@export_app.command("open")
@with_shared_options
def export_open(
    call: Call,
    file: Annotated[Path, typer.Argument(help="Den förseglade filen.", readable=False)],
    out: Annotated[Path, typer.Option(help="Mapp att skriva raderna i, i klartext.")],
) -> None:
    """Öppna en läsbar veckokopia i klartext. Att du gör det skrivs i loggen."""
    from caseworker.services import exports

    with call.session() as opened:
        kit = call.application.backup_kit(opened)
        written = exports.open_export(opened.register, kit=kit, file=file, folder=out, by=opened.user)
        opened.note(SecurityEvent.EXPORTED, kind="readable_export")
    words = _("Written in clear to {file}. Delete it when you have read what you need.").format(file=written)
    call.say(words, {"out": str(written)})


def _in_lines(rows: "Sequence[BackupRow]") -> str:
    if not rows:
        return _("There is no backup yet.")
    return "\n".join(f"{_moment(row.made)}  {_how(row)}  {row.place / row.name}" for row in rows)


def _how(row: "BackupRow") -> str:
    if row.people is None:
        return describe(Refused(row.code, file=row.name, path=row.place), _).happened
    told = _("{people} people, not opened now") if row.code else _("{people} people, opened and whole")
    return told.format(people=row.people)


def _moment(made: "datetime") -> str:
    return f"{made.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"
