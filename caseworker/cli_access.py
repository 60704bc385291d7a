"""The terminal face of permissions: the appendix on roles, assignments, employments and looks in need."""

from pathlib import Path
from typing import Annotated

import typer

from caseworker import terminal
from caseworker.app import Session
from caseworker.domain.ids import StaffId
from caseworker.errors import Refused
from caseworker.terminal import Call, _, with_shared_options

roles_app = typer.Typer(no_args_is_help=True, help="Roller och behörigheter.")
look_app = typer.Typer(no_args_is_help=True, help="Nödåtkomst: öppna en akt med skäl, se vem som har gjort det.")
assignment_app = typer.Typer(no_args_is_help=True, help="Vem som arbetar i vilket ärende.")
PersonOption = Annotated[str, typer.Option(help="Personens id.")]
StaffOption = Annotated[str, typer.Option(help="Medarbetarens namn eller id.")]
EndsOption = Annotated[str, typer.Option("--until", help="Sista dag, ÅÅÅÅ-MM-DD.")]
BeginsOption = Annotated[str, typer.Option("--from", help="Första dag, ÅÅÅÅ-MM-DD.")]


@roles_app.command("print")
@with_shared_options
def print_roles(
    call: Call,
    out: Annotated[Path, typer.Argument(help="PDF att skriva.")],
) -> None:
    """Skriv behörighetsbilagan: vad varje roll får göra, så som programmet följer det."""
    from caseworker.services import access

    with call.session() as opened:
        pdf = access.roles_appendix(opened.register, by=opened.user)
    terminal.write_file(out, pdf)
    call.say(_("Saved as {file}.").format(file=out), {"out": str(out)})


@look_app.command("open")
@with_shared_options
def open_in_need(
    call: Call,
    number: Annotated[str, typer.Argument(help="Ärendenummer, personnummer eller personens id.")],
    reason: Annotated[str, typer.Option(help="Varför du måste se akten, minst tio tecken.")],
    minutes: Annotated[int, typer.Option(help="Hur länge, högst 60.")] = 60,
) -> None:
    """Öppna en akt som din roll inte når. Skälet loggas och enhetschefen ser det."""
    from caseworker.domain.ids import PersonId
    from caseworker.services import access

    with call.session() as opened:
        hidden = access.find_hidden(opened.register, text=number, by=opened.user)
        person = hidden[0].person if hidden else PersonId(number)
        access.open_in_need(opened.register, person=person, reason=reason, minutes=minutes, by=opened.user)
    words = _("The file is open to you for {minutes} minutes. Id {id}").format(minutes=minutes, id=person)
    call.say(words, {"person": person, "minutes": minutes})


@look_app.command("list")
@with_shared_options
def list_looks(
    call: Call,
) -> None:
    """Visa nödåtkomsterna, de osedda först."""
    from caseworker.services import access

    with call.session() as opened:
        looks = access.list_looks_in_need(opened.register, by=opened.user)
    lines = [
        f"{look.opened:%Y-%m-%d %H:%M}  {look.name}  {look.case_number}  {look.reason}  {look.seen_by or look.id}"
        for look in looks
    ]
    words = "\n".join(lines) or _("Nobody has opened a file in need.")
    call.say(words, {"looks": [terminal.facts(look) for look in looks]})


@look_app.command("seen")
@with_shared_options
def see_look(
    call: Call,
    look: Annotated[str, typer.Argument(help="Nödåtkomstens id.")],
) -> None:
    """Säg att du har sett en kollegas nödåtkomst."""
    from caseworker.services import access

    with call.session() as opened:
        access.see_look_in_need(opened.register, look=look, by=opened.user)
    call.say(_("Saved."), {"look": look})


@assignment_app.command("add")
@with_shared_options
def assign(
    call: Call,
    person: PersonOption,
    staff: StaffOption,
    responsible: Annotated[bool, typer.Option("--responsible", help="Ny ansvarig i stället för den förra.")] = False,
    begins: BeginsOption = "",
    ends: EndsOption = "",
) -> None:
    """Låt en medarbetare arbeta i en persons ärende."""
    from caseworker.domain.case import AssignmentKind
    from caseworker.domain.ids import PersonId
    from caseworker.services import access

    kind = AssignmentKind.RESPONSIBLE if responsible else AssignmentKind.CO_ASSIGNED
    with call.session() as opened:
        access.assign(
            opened.register,
            person=PersonId(person),
            staff=_staff(opened, staff),
            kind=kind,
            begins=terminal.day(begins) or opened.register.today(),
            ends=terminal.day(ends),
            by=opened.user,
        )
    call.say(_("Saved."), {"person": person, "kind": kind})


@assignment_app.command("end")
@with_shared_options
def release(
    call: Call,
    person: PersonOption,
    staff: StaffOption,
) -> None:
    """Låt en medhandläggare lämna ärendet från och med i dag."""
    from caseworker.domain.ids import PersonId
    from caseworker.services import access

    with call.session() as opened:
        access.release(opened.register, person=PersonId(person), staff=_staff(opened, staff), by=opened.user)
    call.say(_("Saved."), {"person": person})


@roles_app.command("employ")
@with_shared_options
def employ(
    call: Call,
    staff: StaffOption,
    unit: Annotated[str, typer.Option(help="Enhet; tomt är registrets egen.")] = "",
    begins: BeginsOption = "",
    ends: EndsOption = "",
) -> None:
    """Bestäm en medarbetares enhet och sista dag. En vikarie har alltid en sista dag."""
    from caseworker.services import access

    with call.session() as opened:
        access.employ(
            opened.register,
            staff=_staff(opened, staff),
            unit=unit,
            begins=terminal.day(begins) or opened.register.today(),
            ends=terminal.day(ends),
            by=opened.user,
        )
    call.say(_("Saved."), {"staff": staff, "unit": unit})


def _staff(opened: Session, named: str) -> StaffId:
    """Return who is meant by a name or an id. Raises ``Refused("access.unknown_staff")``."""
    from caseworker.services import staff

    known = [one for one in staff.read_staff(opened.register, by=opened.user) if one.active]
    meant = [one.id for one in known if named in (one.id, one.name)]
    if len(meant) != 1:
        raise Refused("access.unknown_staff")
    return meant[0]
