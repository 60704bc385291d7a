"""Two ways to run a command of the terminal: in this process, quick, and in one of its own, as a user does."""

import json
import subprocess
import sys
from collections.abc import Callable

import pytest

from caseworker import cli, platform

Answer = tuple[int, dict[str, object], str]  # exit status, the JSON object, everything that was said
Run = Callable[..., Answer]
PHRASE = "fyra gröna hästar dansar"
NUMBER = "personnummer:19880314-2382"


def in_this_process(patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[bytes]) -> Run:
    """Return what runs a command here; ``plain`` asks for words instead of JSON."""

    def call(*arguments: str, plain: bool = False) -> Answer:
        patch.setattr(platform, "harden_process", lambda: None)  # it would last longer than the command
        patch.setattr(sys, "argv", ["caseworker", *arguments, *([] if plain else ["--json"])])
        capture.readouterr()
        with pytest.raises(SystemExit) as end:
            cli.main()
        said = capture.readouterr()
        return answer(int(end.value.code or 0), said.out, said.err, plain=plain)

    return call


def in_its_own_process(environment: dict[str, str]) -> Run:
    """Return what runs a command as a user does."""

    def call(*arguments: str, plain: bool = False) -> Answer:
        command = [sys.executable, "-m", "caseworker.cli", *arguments, *([] if plain else ["--json"])]
        ended = subprocess.run(
            command, env=environment, capture_output=True, timeout=100, check=False, stdin=subprocess.DEVNULL
        )
        return answer(ended.returncode, ended.stdout, ended.stderr, plain=plain)

    return call


def answer(status: int, out: bytes, err: bytes, *, plain: bool) -> Answer:
    """Read what a command said; its last line is the object."""
    text = out.decode("utf-8")
    facts = {} if plain or not text.strip() else json.loads(text.splitlines()[-1])
    return status, facts, text + err.decode("utf-8")


def add_samira(run: Run, *more: str) -> str:
    """Register Samira and return her id."""
    status, facts, text = run(
        *("person", "add", "--given", "Samira", "--family", "Haddad", "--born", "1988-03-14", "--sex", "woman"),
        *("--number", NUMBER, "--language", "ar"),
        *(more or ("--original-name", "سميرة حداد")),
    )
    assert status == 0, text
    return str(facts["id"])
