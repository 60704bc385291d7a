"""The terminal's commands about accounts: whoever administers needs no key of the register, whoever lets in has it."""

import getpass
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from caseworker import terminal
from caseworker.app import Session
from caseworker.domain.access import Role
from caseworker.errors import EnvironmentFault, Refused, UsageFault
from caseworker.messages.protection import unsettled_words
from caseworker.terminal import Call, _, with_shared_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseworker.accounts import AccountRow, Administration, KeyHolder, Start

app = typer.Typer(no_args_is_help=True, help="Konton: vem som kan öppna registret.")
NameArgument = Annotated[str, typer.Argument(help="Kontots namn.", show_default=False)]
RoleOption = Annotated[
    list[str] | None, typer.Option("--role", help="Roll: caseworker, unit_manager, administrator … kan upprepas.")
]
NewFileOption = Annotated[
    Path | None, typer.Option("--new-passphrase-file", help="Fil med den nya lösenfrasen.", readable=False)
]
SignsOption = Annotated[
    str, typer.Option("--signs", help="De tolv tecken som kollegan läser upp från sin skärm.", show_default=False)
]


@app.command("list")
@with_shared_options
def list_accounts(
    call: Call,
) -> None:
    """Visa alla konton: roller, läge och senaste dag."""
    from caseworker.accounts import place_of

    with _administration(call) as administration:
        rows = administration.accounts()
    words = "\n".join(f"{row.name}  {', '.join(row.roles)}  {_state(row)}  {row.used}".rstrip() for row in rows)
    facts = [{**terminal.facts(row), "where": place_of(row)} for row in rows]
    call.say(words, {"accounts": facts})


@app.command("add")
@with_shared_options
def add(
    call: Call,
    name: NameArgument,
    role: RoleOption = None,
) -> None:
    """Lägg upp ett konto. Kollegan får en startfras och godkänns sedan av någon som kan öppna registret."""
    roles = _roles(role)
    with _administration(call) as administration:
        start = administration.add(name, roles)
    _say_start(call, start)


@app.command("reset")
@with_shared_options
def reset(
    call: Call,
    name: NameArgument,
) -> None:
    """Ge ett konto en ny startfras när lösenfrasen är glömd. Det måste godkännas på nytt."""
    with _administration(call) as administration:
        start = administration.reset(_account(administration.accounts(), name).id)
    _say_start(call, start)


@app.command("suspend")
@with_shared_options
def suspend(
    call: Call,
    name: NameArgument,
) -> None:
    """Stäng av ett konto."""
    with _administration(call) as administration:
        administration.suspend(_account(administration.accounts(), name).id)
    call.say(_("The account is suspended."), {"account": name, "state": "suspended"})


@app.command("reinstate")
@with_shared_options
def reinstate(
    call: Call,
    name: NameArgument,
) -> None:
    """Öppna ett avstängt konto igen."""
    with _administration(call) as administration:
        administration.reinstate(_account(administration.accounts(), name).id)
    call.say(_("The account is open again."), {"account": name, "state": "active"})


@app.command("approve")
@with_shared_options
def approve(
    call: Call,
    name: Annotated[str, typer.Argument(help="Kontots namn; utelämnat visas de som väntar.")] = "",
    signs: SignsOption = "",
    role: RoleOption = None,
    until: Annotated[str, typer.Option(help="Sista dag, ÅÅÅÅ-MM-DD; behövs för vikarier.")] = "",
) -> None:
    """Släpp in en kollega sedan ni har jämfört tecknen. Utan namn: visa vilka som väntar."""
    with call.session() as opened:
        holder = _key_holder(call, opened)
        waiting = holder.waiting()
        if not name:
            lines = [f"{row.name}  {', '.join(sorted(row.roles))}  {row.signs}" for row in waiting]
            facts = [{"name": row.name, "roles": sorted(row.roles), "signs": row.signs} for row in waiting]
            call.say("\n".join(lines) or _("Nobody waits to be let in."), {"waiting": facts})
            return
        row = next((one for one in waiting if one.name == name), None)
        if row is None:
            raise Refused("account.unknown")
        if "".join(signs.upper().split()) != "".join(row.signs.split()):
            raise Refused("account.signs_differ")
        works_as = _roles(role) if role else row.roles
        holder.approve(row.id, key_id=row.key_id, works_as=works_as, until=terminal.day(until))
    call.say(_("{name} can open the register now.").format(name=name), {"account": name, "approved": True})


@app.command("end")
@with_shared_options
def end(
    call: Call,
    name: NameArgument,
    new_key: Annotated[bool, typer.Option("--new-key", help="Ge registret en ny nyckel därefter.")] = False,
) -> None:
    """Avsluta en kollegas åtkomst för gott och lista hennes ärenden."""
    with call.session() as opened:
        holder = _key_holder(call, opened)
        accounts = call.application.registers().accounts
        left = holder.end(_account(accounts, name).id)
        unsettled = _unsettled_words(holder)
        waiting = holder.renew_keys() if new_key else 0
    cases = [row.case_number for row in left]
    words = [_("{name} can no longer open the register.").format(name=name)]
    if cases:
        words.append(_("Somebody must take over: {cases}").format(cases=", ".join(cases)))
    words.append(
        _("The register has a new key.") if new_key else _("A copy she may have kept still opens with her key.")
    )
    words += unsettled
    facts = {"account": name, "cases": cases, "new_key": new_key, "waiting": waiting, "unsettled": unsettled}
    call.say("\n".join(words), facts)


@app.command("new-key")
@with_shared_options
def new_key(
    call: Call,
) -> None:
    """Ge registret en ny nyckel: bara de som har ett konto nu kan öppna det därefter."""
    with call.session() as opened:
        waiting = _key_holder(call, opened).renew_keys()
    words = [_("The register has a new key.")]
    if waiting:
        words.append(_("Protected households that wait for a reader of theirs: {n}.").format(n=waiting))
    call.say("\n".join(words), {"new_key": True, "waiting": waiting})


@app.command("begin")
@with_shared_options
def begin(
    call: Call,
    new_passphrase_file: NewFileOption = None,
) -> None:
    """Byt startfrasen mot en egen lösenfras och få de tecken som jämförs med en kollega."""
    name = call.named()
    signs = call.application.accounts.begin(name, call.passphrase(), _new_passphrase(new_passphrase_file))
    words = _("Your passphrase is kept. Read these signs to the colleague who lets you in: {signs}").format(signs=signs)
    call.say(words, {"account": name, "signs": signs})


@app.command("passphrase")
@with_shared_options
def passphrase(
    call: Call,
    new_passphrase_file: NewFileOption = None,
) -> None:
    """Byt din egen lösenfras."""
    application = call.application
    overview = application.registers()
    if not overview.exists:
        raise EnvironmentFault("register.missing", folder=application.folder)
    name = call.user or (overview.accounts[0].name if len(overview.accounts) == 1 else call.named())
    old = call.passphrase(demo=overview.demo)
    application.accounts.change_own_passphrase(name, old=old, new=_new_passphrase(new_passphrase_file))
    call.say(_("The passphrase is changed."), {"account": name, "changed": True})


@contextmanager
def _administration(call: Call) -> "Iterator[Administration]":
    """Administer with the vault alone when the account cannot open the register, else within a session."""
    application = call.application
    if call.user and application.exists() and application.accounts.administers(call.user):
        at_work = application.accounts.administer(call.user, call.passphrase())
        try:
            yield at_work.administration
        finally:
            at_work.close()
    else:
        with call.session() as opened:
            yield application.accounts.administration(opened)


def _key_holder(call: Call, opened: Session) -> "KeyHolder":
    return call.application.accounts.key_holder(opened)


def _unsettled_words(holder: "KeyHolder") -> list[str]:
    return [unsettled_words(row.case_numbers, row.readers, row.lost, _) for row in holder.unsettled()]


def _account(rows: "tuple[AccountRow, ...]", name: str) -> "AccountRow":
    row = next((one for one in rows if one.name == name), None)
    if row is None:
        raise Refused("account.unknown")
    return row


def _roles(codes: list[str] | None) -> set[Role]:
    unknown = [code for code in codes or () if code not in set(Role)]
    if unknown:
        raise UsageFault("account.unknown_role", known=", ".join(Role))
    return {Role(code) for code in codes or ()}


def _new_passphrase(file: Path | None) -> str:
    if file is not None:
        return terminal.passphrase(file, demo=False)
    if not sys.stdin.isatty():
        raise UsageFault("passphrase.new_file")
    typed = getpass.getpass(_("New passphrase: "))
    if getpass.getpass(_("The same again: ")) != typed:
        raise UsageFault("passphrase.not_the_same")
    return typed


def _say_start(call: Call, start: "Start") -> None:
    words = _(
        "Start passphrase for {name}: {passphrase}\nIt is shown once and holds seven days. {name} begins with it and "
        "chooses a passphrase of her own; then a colleague who can open the register lets her in."
    ).format(name=start.name, passphrase=start.passphrase)
    facts = {"account": start.name, "id": start.account, "start_passphrase": start.passphrase}
    call.say(words, facts)


def _state(row: "AccountRow") -> str:
    from caseworker.accounts import place_of

    words = {
        "suspended": _("suspended"),
        "start": _("has a start passphrase"),
        "open": _("opens the register"),
        "administers": _("administers accounts only"),
        "waiting": _("waits to be let in"),
    }
    return words[place_of(row).value]
