"""The terminal's commands about accounts: whoever administers needs no key of the register, whoever lets in has it."""

import getpass
import sys
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from caseworker import terminal
from caseworker.app import Application, Session
from caseworker.domain.access import Role
from caseworker.errors import EnvironmentFault, Refused, UsageFault
from caseworker.terminal import JsonOption, PassphraseOption, RegisterOption, UserOption, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseworker.accounts import AccountRow, Administration, KeyHolder, Start

_ = terminal._  # noqa: SLF001 - one translator for the whole terminal face

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
def list_accounts(
    register: RegisterOption = None,
    user: UserOption = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Visa alla konton: roller, läge och senaste dag."""
    from caseworker.accounts import place_of

    with _administration(register, user, passphrase_file) as administration:
        rows = administration.accounts()
    words = "\n".join(f"{row.name}  {', '.join(row.roles)}  {_state(row)}  {row.used}".rstrip() for row in rows)
    facts = [{**terminal.facts(row), "where": place_of(row)} for row in rows]
    say(words, {"accounts": facts}, as_json=json)


@app.command("add")
def add(
    name: NameArgument,
    role: RoleOption = None,
    register: RegisterOption = None,
    user: UserOption = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Lägg upp ett konto. Kollegan får en startfras och godkänns sedan av någon som kan öppna registret."""
    roles = _roles(role)
    with _administration(register, user, passphrase_file) as administration:
        start = administration.add(name, roles)
    _say_start(start, as_json=json)


@app.command("reset")
def reset(
    name: NameArgument,
    register: RegisterOption = None,
    user: UserOption = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Ge ett konto en ny startfras när lösenfrasen är glömd. Det måste godkännas på nytt."""
    with _administration(register, user, passphrase_file) as administration:
        start = administration.reset(_account(administration.accounts(), name).id)
    _say_start(start, as_json=json)


@app.command("suspend")
def suspend(
    name: NameArgument,
    register: RegisterOption = None,
    user: UserOption = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Stäng av ett konto."""
    with _administration(register, user, passphrase_file) as administration:
        administration.suspend(_account(administration.accounts(), name).id)
    say(_("The account is suspended."), {"account": name, "state": "suspended"}, as_json=json)


@app.command("reinstate")
def reinstate(
    name: NameArgument,
    register: RegisterOption = None,
    user: UserOption = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Öppna ett avstängt konto igen."""
    with _administration(register, user, passphrase_file) as administration:
        administration.reinstate(_account(administration.accounts(), name).id)
    say(_("The account is open again."), {"account": name, "state": "active"}, as_json=json)


@app.command("approve")
def approve(
    name: Annotated[str, typer.Argument(help="Kontots namn; utelämnat visas de som väntar.")] = "",
    signs: SignsOption = "",
    role: RoleOption = None,
    until: Annotated[str, typer.Option(help="Sista dag, ÅÅÅÅ-MM-DD; behövs för vikarier.")] = "",
    register: RegisterOption = None,
    user: UserOption = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Släpp in en kollega sedan ni har jämfört tecknen. Utan namn: visa vilka som väntar."""
    with terminal.session(register, user, passphrase_file) as opened:
        holder = _key_holder(register, opened)
        waiting = holder.waiting()
        if not name:
            lines = [f"{row.name}  {', '.join(sorted(row.roles))}  {row.signs}" for row in waiting]
            facts = [{"name": row.name, "roles": sorted(row.roles), "signs": row.signs} for row in waiting]
            say("\n".join(lines) or _("Nobody waits to be let in."), {"waiting": facts}, as_json=json)
            return
        row = next((one for one in waiting if one.name == name), None)
        if row is None:
            raise Refused("account.unknown")
        if "".join(signs.upper().split()) != "".join(row.signs.split()):
            raise Refused("account.signs_differ")
        works_as = _roles(role) if role else row.roles
        holder.approve(row.id, key_id=row.key_id, works_as=works_as, until=_day(until))
    say(_("{name} can open the register now.").format(name=name), {"account": name, "approved": True}, as_json=json)


@app.command("end")
def end(
    name: NameArgument,
    new_key: Annotated[bool, typer.Option("--new-key", help="Ge registret en ny nyckel därefter.")] = False,
    register: RegisterOption = None,
    user: UserOption = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Avsluta en kollegas åtkomst för gott och lista hennes ärenden."""
    with terminal.session(register, user, passphrase_file) as opened:
        holder = _key_holder(register, opened)
        accounts = Application(folder=register, program="terminal").registers().accounts
        left = holder.end(_account(accounts, name).id)
        if new_key:
            holder.renew_keys()
    cases = [row.case_number for row in left]
    words = [_("{name} can no longer open the register.").format(name=name)]
    if cases:
        words.append(_("Somebody must take over: {cases}").format(cases=", ".join(cases)))
    words.append(
        _("The register has a new key.") if new_key else _("A copy she may have kept still opens with her key.")
    )
    say("\n".join(words), {"account": name, "cases": cases, "new_key": new_key}, as_json=json)


@app.command("new-key")
def new_key(
    register: RegisterOption = None,
    user: UserOption = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Ge registret en ny nyckel: bara de som har ett konto nu kan öppna det därefter."""
    with terminal.session(register, user, passphrase_file) as opened:
        _key_holder(register, opened).renew_keys()
    say(_("The register has a new key."), {"new_key": True}, as_json=json)


@app.command("begin")
def begin(
    register: RegisterOption = None,
    user: UserOption = None,
    passphrase_file: PassphraseOption = None,
    new_passphrase_file: NewFileOption = None,
    json: JsonOption = False,
) -> None:
    """Byt startfrasen mot en egen lösenfras och få de tecken som jämförs med en kollega."""
    application = Application(folder=register, program="terminal")
    name = _named(user)
    start = terminal.passphrase(passphrase_file, demo=False)
    signs = application.accounts.begin(name, start, _new_passphrase(new_passphrase_file))
    words = _("Your passphrase is kept. Read these signs to the colleague who lets you in: {signs}").format(signs=signs)
    say(words, {"account": name, "signs": signs}, as_json=json)


@app.command("passphrase")
def passphrase(
    register: RegisterOption = None,
    user: UserOption = None,
    passphrase_file: PassphraseOption = None,
    new_passphrase_file: NewFileOption = None,
    json: JsonOption = False,
) -> None:
    """Byt din egen lösenfras."""
    application = Application(folder=register, program="terminal")
    overview = application.registers()
    if not overview.exists:
        raise EnvironmentFault("register.missing", folder=application.folder)
    name = user or (overview.accounts[0].name if len(overview.accounts) == 1 else _named(user))
    old = terminal.passphrase(passphrase_file, demo=overview.demo)
    application.accounts.change_own_passphrase(name, old=old, new=_new_passphrase(new_passphrase_file))
    say(_("The passphrase is changed."), {"account": name, "changed": True}, as_json=json)


@contextmanager
def _administration(
    register: Path | None, user: str | None, passphrase_file: Path | None
) -> "Iterator[Administration]":
    """Administer with the vault alone when the account cannot open the register, else within a session."""
    application = Application(folder=register, program="terminal")
    if user and application.exists() and application.accounts.administers(user):
        phrase = terminal.passphrase(passphrase_file, demo=False)
        at_work = application.accounts.administer(user, phrase)
        try:
            yield at_work.administration
        finally:
            at_work.close()
    else:
        with terminal.session(register, user, passphrase_file) as opened:
            yield application.accounts.administration(opened)


def _key_holder(register: Path | None, opened: Session) -> "KeyHolder":
    return Application(folder=register, program="terminal").accounts.key_holder(opened)


def _account(rows: "tuple[AccountRow, ...]", name: str) -> "AccountRow":
    row = next((one for one in rows if one.name == name), None)
    if row is None:
        raise Refused("account.unknown")
    return row


def _named(user: str | None) -> str:
    if not user:
        raise UsageFault("user.not_named")
    return user


def _roles(codes: list[str] | None) -> set[Role]:
    unknown = [code for code in codes or () if code not in set(Role)]
    if unknown:
        raise UsageFault("account.unknown_role", known=", ".join(Role))
    return {Role(code) for code in codes or ()}


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageFault("field.not_a_date", text_length=len(text)) from None


def _new_passphrase(file: Path | None) -> str:
    if file is not None:
        return terminal.passphrase(file, demo=False)
    if not sys.stdin.isatty():
        raise UsageFault("passphrase.new_file")
    typed = getpass.getpass(_("New passphrase: "))
    if getpass.getpass(_("The same again: ")) != typed:
        raise UsageFault("passphrase.not_the_same")
    return typed


def _say_start(start: "Start", *, as_json: bool) -> None:
    words = _(
        "Start passphrase for {name}: {passphrase}\nIt is shown once and holds seven days. {name} begins with it and "
        "chooses a passphrase of her own; then a colleague who can open the register lets her in."
    ).format(name=start.name, passphrase=start.passphrase)
    facts = {"account": start.name, "id": start.account, "start_passphrase": start.passphrase}
    say(words, facts, as_json=as_json)


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
