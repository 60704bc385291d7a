"""The guide names only commands and options that exist: whoever reads it has no time to find out."""

import re
from pathlib import Path

import pytest
import typer

from caseworker import cli

ROOT = Path(__file__).resolve().parents[2]
NAMED = sorted(
    {
        said.strip()
        for page in ("docs/guide.md", "SECURITY.md")
        for said in re.findall(r"`caseworker ([^`]+)`", (ROOT / page).read_text(encoding="utf-8"))
    }
)


@pytest.mark.parametrize("said", NAMED)
def test_a_command_of_the_guide_exists_with_its_options(said: str) -> None:
    command = typer.main.get_command(cli.app)
    words = said.split()
    while words and hasattr(command, "commands"):
        name = words.pop(0)
        assert name in command.commands, f"{said}: {name}"
        command = command.commands[name]
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known


def test_the_guide_names_some() -> None:
    assert len(NAMED) > 8
