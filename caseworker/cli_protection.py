"""The terminal's commands about protected persons: the same rules, the same log and the same five minutes."""

import sys
from typing import Annotated

import typer

from caseworker import terminal
from caseworker.app import Session
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.protection import Leftover, ProtectionKind
from caseworker.errors import Refused
from caseworker.messages.protection import unsettled_words
from caseworker.terminal import Call, _, with_shared_options

app = typer.Typer(no_args_is_help=True, help="Skyddade personer: skydda, visa, ändra läsare.")
PersonOption = Annotated[str, typer.Option("--person", help="Personens id.", show_default=False)]
ReaderOption = Annotated[
    list[str] | None, typer.Option("--reader", help="Namnet på den som får läsa. Minst två, upprepas.")
]
ReasonOption = Annotated[str, typer.Option("--reason", help="Skälet. Det loggas.", show_default=False)]


@app.command("begin")
@with_shared_options
def begin(
    call: Call,
    person: PersonOption,
    kind: Annotated[ProtectionKind, typer.Option(help="Slag av skydd.")] = ProtectionKind.SECRECY_MARK,
    reader: ReaderOption = None,
    household: Annotated[list[str] | None, typer.Option(help="Id för en till i hushållet, upprepas.")] = None,
) -> None:
    """Försegla allt som visar vem personen är."""
    from caseworker.services import protection

    with call.session() as opened:
        done = protection.protect(
            opened.register,
            person=PersonId(person),
            kind=kind,
            readers=_readers(opened, reader),
            household=[PersonId(one) for one in household or ()],
            by=opened.user,
        )
    words = [_("Protected."), *(_left(left) for left in done.leftovers)]
    if not done.swept:
        words.append(_("The file is written anew when the register is closed next time."))
    call.say("\n".join(words), {"leftovers": [terminal.facts(left) for left in done.leftovers]})


@app.command("show")
@with_shared_options
def show(
    call: Call,
    person: PersonOption,
    reason: ReasonOption = "",
) -> None:
    """Visa vem personen är. Kräver skäl och loggas."""
    from caseworker.services import protection

    with call.session() as opened:
        file = protection.reveal(opened.register, person=PersonId(person), reason=reason, by=opened.user)
    words = [file.case_number, *(name.full for name in file.names), *(number.value for number in file.identifiers)]
    words += [contact.value for contact in file.contacts if contact.ends is None]
    words += [f"{one.street} {one.postcode} {one.city}" for one in file.addresses if one.ends is None]
    call.say("\n".join(words), terminal.facts(file))


@app.command("end")
@with_shared_options
def end(
    call: Call,
    person: PersonOption,
    reason: ReasonOption = "",
) -> None:
    """Avsluta skyddet. Kräver skäl och loggas."""
    from caseworker.services import protection

    with call.session() as opened:
        protection.reveal(opened.register, person=PersonId(person), reason=reason, by=opened.user)
        protection.unprotect(opened.register, person=PersonId(person), reason=reason, by=opened.user)
    call.say(_("The protection has ended."), {"person": person})


@app.command("readers")
@with_shared_options
def readers(
    call: Call,
    person: PersonOption,
    reader: ReaderOption = None,
    confirm: Annotated[bool, typer.Option("--confirm", help="Bekräfta det en annan läsare har föreslagit.")] = False,
    sheets: Annotated[
        bool,
        typer.Option(
            "--sheets", help="Utse läsare när för få är kvar: orden på två återställningsblad på standard in."
        ),
    ] = False,
    reason: ReasonOption = "",
) -> None:
    """Visa vilka som får läsa, föreslå nya med --reader, bekräfta med --confirm, eller utse med två blad."""
    from caseworker.services import protection

    who = PersonId(person)
    words_of_sheets = terminal.two_sheets(sys.stdin.read()) if sheets else ()
    with call.session() as opened:
        if sheets:
            named = _readers(opened, reader)
            holder = call.application.accounts.key_holder(opened)
            holder.name_readers_by_sheets(who, sheets=words_of_sheets, readers=named, reason=reason)
        elif confirm:
            protection.confirm_readers(opened.register, person=who, by=opened.user)
        elif reader:
            named = _readers(opened, reader)
            protection.propose_readers(opened.register, person=who, readers=named, by=opened.user)
        view = protection.read_protection(opened.register, person=who, by=opened.user)
    if view is None:
        raise Refused("protection.not_protected")
    words = _("May be read by {names}").format(names=", ".join(view.readers))
    if view.lost or view.too_few:
        words += "\n" + unsettled_words((view.case_number,), view.readers, view.lost, _)
    if view.proposal is not None:
        words += "\n" + _("New readers are proposed and wait for another reader")
    call.say(words, {"readers": view.readers, "waiting": view.proposal is not None})


def _readers(opened: Session, names: list[str] | None) -> list[StaffId]:
    from caseworker.services import staff

    known = {row.name: row.id for row in staff.read_staff(opened.register, by=opened.user) if row.active}
    for name in names or ():
        if name not in known:
            raise Refused("account.unknown")
    return [known[name] for name in names or ()]


def _left(left: Leftover) -> str:
    day = left.day.isoformat()
    if left.what == "backups":
        return _("Backups until {day} may hold her in the open.").format(day=day)
    if left.what == "set_aside":
        return _("An older register lies in the register's folder. Move it to where only those who read may go.")
    return _("A letter left the program on {day} by {who}.").format(day=day, who=left.who)
