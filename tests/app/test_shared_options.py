"""One mechanism gives every command its register, its user, its passphrase file and its choice of JSON."""

import inspect
from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from caseworker import cli
from caseworker.errors import UsageFault
from caseworker.terminal import Call, with_shared_options

SHARED = ("register", "user", "passphrase_file", "json")
# they open no register
WITHOUT = {
    "demo", "window", "recovery age-identity", "rights", "lawbook check", "lawbook show", "lawbook matrix",
    "lawbook sources", "lawbook amounts", "lawbook pack",
}  # fmt: skip


def commands(group: object, path: tuple[str, ...] = ()) -> list[tuple[str, list[str]]]:
    found = []
    for name, one in getattr(group, "commands", {}).items():
        inside = commands(one, (*path, name))
        found += inside or [(" ".join((*path, name)), [parameter.name for parameter in one.params])]
    return found


@pytest.mark.parametrize(("command", "parameters"), commands(typer.main.get_command(cli.app)))
def test_every_command_has_the_shared_options_last(command: str, parameters: list[str]) -> None:
    if command in WITHOUT:
        assert "json" in parameters or command == "window"
    else:
        assert tuple(parameters[-len(SHARED) :]) == SHARED


def test_a_body_gets_what_was_typed_and_its_own_options(tmp_path: Path) -> None:
    got: list[tuple[Call, str, int]] = []
    app = typer.Typer()

    @app.command()
    @with_shared_options
    def body(call: Call, text: str, times: Annotated[int, typer.Option(help="How often.")] = 1) -> None:
        """Say what it does."""
        got.append((call, text, times))

    typed = ["--times", "3", "Amira", "--user", "Maj", "--register", str(tmp_path), "--json"]
    assert CliRunner().invoke(app, typed).exit_code == 0
    assert got == [(Call(tmp_path, "Maj", None, True), "Amira", 3)]
    assert got[0][0].application.folder == tmp_path
    assert inspect.getdoc(body) == "Say what it does."


def test_who_must_be_named_is_asked_for() -> None:
    with pytest.raises(UsageFault) as fault:
        Call(None, None, None, False).named()
    assert fault.value.code == "user.not_named"
