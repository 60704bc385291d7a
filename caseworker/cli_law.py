"""The terminal face of the law: what somebody described on the command line may have today, and by which paragraph.

Asks no register and no passphrase: it answers by the lawbook the program brought.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, BinaryIO
from zoneinfo import ZoneInfo

import typer

from caseworker import law_words, lawbook, lawbook_rules, terminal
from caseworker.domain.facts import FactKind
from caseworker.domain.law import Certainty
from caseworker.errors import EnvironmentFault, Refused, UsageFault
from caseworker.law_answers import Asked, Fields, LawAnswers
from caseworker.terminal import LANGUAGE, JsonOption, _

_YES, _NO = frozenset({"yes", "ja", "true", "1"}), frozenset({"no", "nej", "false", "0"})
_STANDARD_INPUT = "-"


def rights(
    status: Annotated[str, typer.Option(help="Rättslig ställning, till exempel NY-FLY.")] = "",
    born: Annotated[str, typer.Option(help="Födelsedag, ÅÅÅÅ-MM-DD.")] = "",
    begins: Annotated[str, typer.Option("--from", help="Ställningens första dag.")] = "",
    ends: Annotated[str, typer.Option("--to", help="Ställningens sista dag.")] = "",
    on: Annotated[str, typer.Option(help="Dag att svara för; annars i dag.")] = "",
    ground: Annotated[str, typer.Option(help='Tillståndsgrund, till exempel "5:1".')] = "",
    permit: Annotated[str, typer.Option(help="PUT, TUT eller none.")] = "",
    settlement: Annotated[str, typer.Option(help="anvisad eller sjalvbosatt.")] = "",
    accommodation: Annotated[str, typer.Option(help="asylboende, eget_boende, kommunens_boende, ovrigt.")] = "",
    registered_from: Annotated[str, typer.Option(help="Folkbokförd från.")] = "",
    unaccompanied: Annotated[bool, typer.Option("--unaccompanied", help="Ensamkommande barn.")] = False,
    municipality: Annotated[str, typer.Option(help="Kommunkod, fyra siffror.")] = "",
    fact: Annotated[list[str] | None, typer.Option(help="KOD=VÄRDE: en dag, ja eller nej. Kan upprepas.")] = None,
    batch: Annotated[str, typer.Option(help="Fil med en JSON-rad per person; - läser det som skickas in.")] = "",
    json: JsonOption = False,
) -> None:
    """Visa rättigheter och skyldigheter enligt lagboken, med uträkning. Inget register behövs."""
    answers = LawAnswers(
        files=lawbook_rules.load(),
        book=lawbook.load(),
        translate=_,
        today=datetime.now(ZoneInfo("Europe/Stockholm")).date(),
    )
    given = {"status": status, "born": born, "from": begins, "to": ends, "on": on, "ground": ground, "permit": permit}
    given |= {"settlement": settlement, "accommodation": accommodation, "municipality": municipality}
    told: dict[str, object] = {**given, "registered_from": registered_from, **_facts(answers, fact or ())}
    if unaccompanied:
        told["unaccompanied"] = True
    if batch:
        if any(told.values()):
            raise UsageFault("rights.batch_alone")
        _answer_lines(answers, batch)
        return
    asked = answers.ask(told)
    terminal.say("" if json else _in_words(answers, asked), answers.answer(asked), as_json=json)


def _facts(answers: LawAnswers, entered: "list[str] | tuple[str, ...]") -> Fields:
    """Return ``KOD=VÄRDE`` as fields; what is no circumstance is left as text to be read as a day."""
    words, found = answers.files.rules.words, dict[str, object]()
    for one in entered:
        code, equals, value = one.partition("=")
        if not equals or not value:
            raise UsageFault("rights.fact_form")
        word = words.get(code)
        if word is None:
            raise UsageFault("facts.unknown_field", field=code[:40])
        if word.kind is FactKind.CIRCUMSTANCE:
            if value.casefold() not in _YES | _NO:
                raise UsageFault("facts.bad_value", field=code)
            found[code] = value.casefold() in _YES
        else:
            found[code] = value
    return found


# Many at once
def _answer_lines(answers: LawAnswers, batch: str) -> None:
    """Answer every line in its order; raise when any could not be, once all are answered.

    Raises ``Refused("rights.bad_lines")``, ``EnvironmentFault("rights.file_unreadable" | "output.not_written")``.
    """
    bad = 0
    with _opened(batch) as stream:
        for told, good in answers.lines(stream):
            bad += not good
            terminal.say(told, {}, as_json=False)
    if bad:
        raise terminal.Answered(Refused("rights.bad_lines", bad=bad))


@contextmanager
def _opened(batch: str) -> Iterator[BinaryIO]:
    if batch == _STANDARD_INPUT:
        if sys.stdin is None:
            raise EnvironmentFault("rights.file_unreadable")
        yield sys.stdin.buffer
        return
    try:
        with Path(batch).open("rb") as stream:
            yield stream
    except (OSError, ValueError):
        raise EnvironmentFault("rights.file_unreadable") from None


def _doubt(certainty: Certainty) -> str:
    """Return what is to be known of a row before it is relied upon, "" for one read in the act's text."""
    told = law_words.doubt(certainty, _)
    return f" [{told}]" if told else ""


# One, in words
def _in_words(answers: LawAnswers, asked: Asked) -> str:
    words = answers.files.rules.words
    entry = answers.book.status(asked.facts.status)
    name = entry.en if LANGUAGE == "en" else entry.sv
    lines = [f"{name} ({entry.code})  {asked.on}  {answers.say(asked.found.log[0])}", ""]
    for right in asked.found.rights:
        row = right.decided.row
        head, answer = _(law_words.RIGHTS[right.right]), _(law_words.ANSWERS[right.answer])
        lines.append(f"{head:<32}{answer:<28}{right.begins or '–'} – {right.ends or ''}".rstrip(" –"))
        if row is not None:
            lines.append(f"    {row.rule.law}. {row.sv}{_doubt(right.decided.certainty)}")
        if right.decided.asks:
            names = ", ".join(law_words.fact_name(code, words, _) for code in right.decided.asks)
            lines.append("    " + _("Depends on: {names}").format(names=names))
    lines += ["", _("What is to be done, and the last day:")]
    for duty in asked.found.duties:
        lines.append(f"{duty.last_day or '–'}  {law_words.duty_name(duty.row, _)}")
        rule = duty.row.rule
        lines.append(f"    {duty.row.sv} {rule.law}. {duty.row.lost}{_doubt(rule.certainty)}")
    if not asked.found.duties:
        lines.append(_("Nothing that can be counted from what was given."))
    return "\n".join(lines)
