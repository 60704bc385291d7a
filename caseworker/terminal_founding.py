"""Founding a register from the terminal: print three sheets to PDF, prove them, finish. Works in one run or in two.

In one run the asked words are typed at the prompt. Without a prompt the first run writes the sheets and says which
words it asks for; a second run with the same passphrase and a file of answers finishes. An answer is a line
``sheet word letters``: ``1 17 akad``.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from caseworker.app import Application
from caseworker.errors import EnvironmentFault, Refused, UsageFault
from caseworker.founding import CreateRegister, PendingRegister, found_at_once
from caseworker.messages import describe
from caseworker.terminal import Answered, Call, _, write_file


def found(call: Call, request: CreateRegister, *, sheets_pdf: Path | None, sheet_words: Path | None) -> None:
    """Create the register that ``request`` describes and say where it lies.

    Raises ``UsageFault("init.sheets_needed")`` for a real register without ``--sheets-pdf`` and
    ``Refused("recovery.not_proved")`` while a sheet is unproved.
    """
    if request.demo:
        found_at_once(request, clock=call.application.clock)
    else:
        _found_with_sheets(call, request, sheets_pdf, sheet_words)
    facts = {"register": str(request.folder), "office": request.office_code, "demo": request.demo, "state": "created"}
    call.say(_("The register is made: {folder}").format(folder=request.folder), facts)


def _found_with_sheets(call: Call, request: CreateRegister, sheets_pdf: Path | None, sheet_words: Path | None) -> None:
    pending = _resumed(call.application, request)
    if pending is None:
        if sheets_pdf is None:
            raise UsageFault("init.sheets_needed")
        pending = call.application.begin(request)
        for number, pdf in enumerate(pending.sheets, 1):
            write_file(sheets_pdf / f"aterstallningsblad-{number}.pdf", pdf)
    answers = _answers(sheet_words)
    if answers is None and sys.stdin.isatty():
        _ask(pending)
    elif answers is not None:
        _check(pending, answers)
    else:
        _tell_what_is_asked(call, pending)
    pending.finish()


def _resumed(application: Application, request: CreateRegister) -> PendingRegister | None:
    """Take up what waits in the folder; another name or passphrase than it was begun with is told as that."""
    try:
        return application.resume(request)
    except Refused as refused:
        if refused.code == "unlock.wrong":
            raise Refused("register.begun_otherwise", folder=request.folder) from None
        raise


def _answers(file: Path | None) -> Mapping[int, str] | None:
    """Return the answers by sheet, None when there is no file yet. Raises ``UsageFault("recovery.words_file")``."""
    if file is None or not file.exists():
        return None
    try:
        lines = [line.split() for line in file.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
        return {int(line[0]): line[-1] for line in lines}
    except (ValueError, IndexError):
        raise UsageFault("recovery.words_file", file=file) from None
    except OSError:
        raise EnvironmentFault("file.cannot_read", path=file) from None


def _check(pending: PendingRegister, answers: Mapping[int, str]) -> None:
    for asked in pending.asked:
        if asked.sheet in answers and not pending.prove(asked.sheet, answers[asked.sheet]):
            raise Refused("recovery.wrong_word", sheet=asked.sheet, position=asked.position)


def _ask(pending: PendingRegister) -> None:
    for asked in pending.asked:
        prompt = _("Sheet {sheet}, word {position}, first four letters: ").format(
            sheet=asked.sheet, position=asked.position
        )
        while not pending.prove(asked.sheet, input(prompt)):
            sys.stdout.write(_("That is not what stands on the sheet. Read it again.") + "\n")


def _tell_what_is_asked(call: Call, pending: PendingRegister) -> NoReturn:
    """Say which words prove the sheets; the register waits."""
    asked = [{"sheet": one.sheet, "word": one.position} for one in pending.asked]
    sheets = ", ".join(str(one["sheet"]) for one in asked)
    fault = Refused("recovery.not_proved", sheets=sheets)
    lines = [_("Sheet {sheet}: word {position}").format(sheet=one["sheet"], position=one["word"]) for one in asked]
    facts = {"state": "unproved", "error": fault.code, "message": describe(fault, _).text, "asked": asked}
    call.say("\n".join(lines), facts)
    raise Answered(fault)
