"""What every terminal command shares: opening a register, asking for a passphrase, speaking in words or in JSON.

Contract: ``--json`` writes one UTF-8 JSON object; a passphrase comes from a file named by ``--passphrase-file`` or
``CASEWORKER_PASSPHRASE_FILE``, or from a prompt, never from the command line; exit 0 ok, 2 usage, 3 refused,
4 environment.
"""

import functools
import getpass
import inspect
import json
import os
import re
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Concatenate, TextIO

import typer
from typer.exceptions import TyperException

from caseworker.app import DEMO_PASSPHRASE, Application, RegisterOverview, Session
from caseworker.errors import CaseworkerError, EnvironmentFault, Refused, UsageFault
from caseworker.i18n import ui_translator
from caseworker.messages import describe

RegisterOption = Annotated[
    Path | None,
    typer.Option(
        "--register",
        envvar="CASEWORKER_REGISTER",
        help="Registrets mapp.",
        show_default=False,
        readable=False,  # what cannot be read is told by whoever reads it, as a fault of the surroundings
    ),
]
UserOption = Annotated[
    str | None, typer.Option("--user", envvar="CASEWORKER_USER", help="Vem som gör det.", show_default=False)
]
PassphraseOption = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        envvar="CASEWORKER_PASSPHRASE_FILE",
        help="Fil med lösenfrasen på första raden.",
        show_default=False,
        readable=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Svara med JSON i UTF-8.")]
PersonArgument = Annotated[str, typer.Argument(help="Personens id.", show_default=False)]

LANGUAGE = "en" if os.environ.get("CASEWORKER_LANGUAGE") == "en" else "sv"
_ = ui_translator(LANGUAGE).gettext
_WORDS_OF_TWO_SHEETS = 66


def passphrase(file: Path | None, *, demo: bool, new: bool = False) -> str:
    """Return the passphrase from ``file``, the demo passphrase for a demo register, or what is typed at a prompt.

    A ``new`` one is typed twice. Raises ``EnvironmentFault("passphrase.file_unreadable")`` and
    ``UsageFault("passphrase.none_given" | "passphrase.not_the_same")``.
    """
    if file is not None:
        try:
            return file.read_text(encoding="utf-8-sig").splitlines()[0]  # Notepad puts a mark before the first word
        except (OSError, UnicodeDecodeError, IndexError):
            raise EnvironmentFault("passphrase.file_unreadable", file=file) from None
    if demo:
        return DEMO_PASSPHRASE
    if not sys.stdin.isatty():
        raise UsageFault("passphrase.none_given")
    typed = getpass.getpass(_("Passphrase: "))
    if new and getpass.getpass(_("The same again: ")) != typed:
        raise UsageFault("passphrase.not_the_same")
    return typed


@dataclass(frozen=True)
class Call:
    """One command as it was called: on which register, by whom, and how it is answered."""

    register: Path | None
    user: str | None
    passphrase_file: Path | None
    as_json: bool

    @property
    def application(self) -> Application:
        """Return the program over the register that was named, or the usual one."""
        return Application(folder=self.register, program="terminal")

    @contextmanager
    def session(self, *, unread: bool = False) -> Iterator[Session]:
        """Unlock the register for this command and close it afterwards.

        Raises ``Refused("notice.not_acknowledged")`` for one who has not confirmed how the log works, unless the
        command shows nobody (``unread``).
        """
        application = self.application
        for fault in application.policy.faults:
            _tell(EnvironmentFault(fault.code, key=fault.key), as_json=False)
        overview = application.registers()
        if not overview.exists:
            raise EnvironmentFault("register.missing", folder=application.folder)
        opened = application.unlock(_who(self.user, overview), self.passphrase(demo=overview.demo))
        try:
            if not unread:
                _require_read(opened)
            yield opened
        finally:
            opened.close()

    def passphrase(self, *, demo: bool = False, new: bool = False) -> str:
        """Return the passphrase from the file that was named, or what is typed; see ``passphrase``."""
        return passphrase(self.passphrase_file, demo=demo, new=new)

    def named(self) -> str:
        """Return who does it, where it must be said. Raises ``UsageFault("user.not_named")``."""
        if not self.user:
            raise UsageFault("user.not_named")
        return self.user

    def say(self, words: str, facts: Mapping[str, object]) -> None:
        """Answer with a sentence, or with ``facts`` as one JSON object; once in a command."""
        say(words, facts, as_json=self.as_json)


def with_shared_options(body: Callable[Concatenate[Call, ...], None]) -> Callable[..., None]:
    """Give a command the four options that all share, after its own; its body gets them as the first parameter.

    Typer reads a command's signature and annotations, so these say what both take.
    """

    def command(
        register: RegisterOption = None,
        user: UserOption = None,
        passphrase_file: PassphraseOption = None,
        json: JsonOption = False,
        **own: Any,
    ) -> None:
        body(Call(register, user, passphrase_file, json), **own)

    _call, *own = inspect.signature(body).parameters.values()
    *shared, _own = inspect.signature(command).parameters.values()
    functools.update_wrapper(command, body)
    command.__annotations__ = {one.name: one.annotation for one in (*own, *shared)}
    command.__signature__ = inspect.Signature([*own, *shared])  # type: ignore[attr-defined]  # as ``inspect`` asks
    return command


def _require_read(opened: Session) -> None:
    """Refuse one who has not confirmed how the log works; made-up people and an older copy ask for nothing."""
    from caseworker.services import notice

    asked = not opened.demo and not opened.register.faults
    if asked and notice.read_notice(opened.register, by=opened.user).acknowledged is None:
        raise Refused("notice.not_acknowledged")


def _who(user: str | None, overview: RegisterOverview) -> str:
    if user:
        return user
    if len(overview.accounts) == 1:
        return overview.accounts[0].name
    raise UsageFault("user.not_named")


def say(words: str, facts: Mapping[str, object], *, as_json: bool) -> None:
    """Answer with a sentence, or with ``facts`` as one JSON object. Raises ``EnvironmentFault("output.not_written")``.

    Called once in a command: whoever reads JSON reads one object.
    """
    text = json.dumps(facts, ensure_ascii=False, default=_plain) if as_json else words
    if not _write(sys.stdout, text):
        raise EnvironmentFault("output.not_written")


def remark(words: str) -> None:
    """Say something beside the answer, on stderr: whoever reads the answer alone is not disturbed."""
    _write(sys.stderr, words)


def _write(stream: TextIO | None, text: str) -> bool:
    """Write one line in UTF-8 and tell whether it went out; a closed pipe or a full disk must not be met twice."""
    if stream is None:  # closed before the program began
        return False
    try:
        stream.buffer.write(f"{text}\n".encode(errors="backslashreplace"))
        stream.buffer.flush()
    except OSError:
        with suppress(OSError):  # what is left in the buffer would be tried again when the process ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return False
    return True


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, frozenset | set | tuple):
        return list(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    return str(value)


class Answered(Exception):
    """The answer has been given and tells the fault itself; what is left is its exit status and its sentence."""

    def __init__(self, fault: CaseworkerError) -> None:
        super().__init__(fault.code)
        self.fault = fault


def require_text(arguments: Sequence[str]) -> None:
    """Refuse arguments that are not UTF-8: they could be neither searched for, saved nor told back."""
    for place, argument in enumerate(arguments, 1):
        try:
            argument.encode()
        except UnicodeEncodeError:
            raise UsageFault("usage.not_text", place=place) from None


def guarded(run: Callable[[], object], *, as_json: bool) -> int:
    """Run a command and return its exit status; a fault becomes one clear sentence, in JSON too when asked for.

    What ``run`` returns is a status of its own (a window's, 130 after Ctrl+C). An error that nobody foresaw is told by
    its type and place only: its text may hold what was typed.
    """
    try:
        status = run()
    except Answered as told:
        return _tell(told.fault, as_json=False)
    except CaseworkerError as fault:
        return _tell(fault, as_json=as_json)
    except TyperException as fault:
        fault.show()  # type: ignore[attr-defined]  # every fault of the command line has it
        return _tell(UsageFault("usage.malformed"), as_json=as_json)
    except typer.Abort:
        return _tell(UsageFault("usage.stopped"), as_json=as_json)
    except Exception as bug:
        place = traceback.extract_tb(bug.__traceback__)[-1]
        where = f"{type(bug).__name__} {Path(place.filename).name}:{place.lineno}"
        return _tell(CaseworkerError("bug.unforeseen", where=where), as_json=as_json) and 1
    return status if isinstance(status, int) else 0


def _tell(fault: CaseworkerError, *, as_json: bool) -> int:
    told = describe(fault, _)
    if as_json:
        with suppress(EnvironmentFault):  # nobody reads: the exit status still tells
            say("", {"error": fault.code, "message": told.text, **fault.params}, as_json=True)
    where = fault.params.get("where", "")
    _write(sys.stderr, f"{told.text} ({fault.code}) {where}".rstrip())
    return fault.exit_status


def day(text: str) -> date | None:
    """Return the day that was typed, None for "". Raises ``UsageFault("field.not_a_date")``."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageFault("field.not_a_date", text_length=len(text)) from None


def needed_day(text: str) -> date:
    """Return the day that was typed. Raises ``UsageFault("field.not_a_date")``, also for ""."""
    typed = day(text)
    if typed is None:
        raise UsageFault("field.not_a_date", text_length=0)
    return typed


def facts(value: object) -> dict[str, object]:
    """Return a row as the plain mapping that JSON gets."""
    return {field.name: getattr(value, field.name) for field in fields(value)}  # type: ignore[arg-type]  # rows only


def write_file(path: Path, content: bytes) -> None:
    """Write a file the user asked for, for her eyes alone. Raises ``EnvironmentFault("file.cannot_write")``.

    No copy is written beside it first: a letter never lies anywhere but where it was asked for.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "wb", opener=_private) as file:
            file.write(content)
    except OSError as fault:
        raise EnvironmentFault("file.cannot_write", path=path, reason=fault.strerror or "") from None


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def two_sheets(text: str) -> tuple[str, ...]:
    """Return the words of two sheets, parted by an empty line or one after the other. Or ``recovery.two_sheets``."""
    parts = [part for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]
    if len(parts) == 2:
        return tuple(parts)
    words = re.findall(r"[^\W\d_]+", text)
    if len(words) != _WORDS_OF_TWO_SHEETS:
        raise Refused("recovery.two_sheets", count=len(parts))
    half = _WORDS_OF_TWO_SHEETS // 2
    return " ".join(words[:half]), " ".join(words[half:])
