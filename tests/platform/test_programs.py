"""The program and its helpers can be started from a checkout and as the built program."""

import importlib
import subprocess
import sys

import pytest

from caseworker import start
from caseworker.platform.programs import MODULES, Helper, helper_command, program_command


def test_a_checkout_starts_everything_through_its_python() -> None:
    assert program_command("window") == [sys.executable, "-m", "caseworker.start", "window"]
    assert helper_command(Helper.CENTRE, "serve") == [sys.executable, "-m", "caseworker.central.cli", "serve"]


def test_the_built_program_starts_everything_through_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert program_command("window") == [sys.executable, "window"]
    assert helper_command(Helper.WORKBOOK_READER) == [sys.executable, "--read-workbook"]


@pytest.mark.parametrize("helper", Helper)
def test_every_helper_is_a_module_with_a_main_and_its_switch_reaches_it(
    helper: Helper, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []
    monkeypatch.setattr(importlib.import_module(MODULES[helper]), "main", lambda: seen.append(sys.argv))
    monkeypatch.setattr(sys, "argv", ["caseworker", helper.value, "serve"])
    start.main()
    assert seen == [["caseworker", "serve"]]


@pytest.mark.parametrize(
    ("arguments", "folder"),
    [
        ([], []),
        (["window"], []),
        (["window", "--register", "/r"], ["/r"]),
        (["window", "--other"], None),
        (["--json"], None),
        (["person", "search", "window"], None),
    ],
)
def test_only_the_plain_forms_go_straight_to_the_window(
    arguments: list[str], folder: list[str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CASEWORKER_REGISTER", raising=False)
    assert start.window_folder(arguments) == folder


def test_the_window_opens_the_register_that_the_environment_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEWORKER_REGISTER", "/named")
    assert start.window_folder([]) == ["/named"]
    assert start.window_folder(["window", "--register", "/asked"]) == ["/asked"]


def test_choosing_a_face_loads_neither_the_terminal_nor_the_window() -> None:
    late = ("typer", "PySide6", "sqlalchemy", "caseworker.cli")
    probe = f"import sys, caseworker.start; print([m for m in {late} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout == "[]\n"
