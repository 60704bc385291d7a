"""The terminal face of the sheets' texts: what is stale and who has read it, reviews, PO files for an agency."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from caseworker import i18n, terminal
from caseworker.errors import EnvironmentFault, UsageFault
from caseworker.messages import describe
from caseworker.places import CATALOGS
from caseworker.terminal import Call, _, with_shared_options

if TYPE_CHECKING:
    from caseworker.domain.translation import LanguageState, StaleText
    from caseworker.letters.sources import Sources
    from caseworker.services.letter_exchange import PoTrial

sheets_app = typer.Typer(no_args_is_help=True, help="Informationsbladen: vad som är inaktuellt, granskat och godkänt.")
letters_app = typer.Typer(
    no_args_is_help=True,
    help="Brev till många, brev som har lämnat registret, brevens texter.",
)
SheetOption = Annotated[str, typer.Option(help="Blad, till exempel sfi. Annars alla.")]
LanguageOption = Annotated[str, typer.Option(help="Språk, till exempel ti. Annars alla.")]
OneSheet = Annotated[str, typer.Option("--sheet", help="Blad, till exempel sfi.")]
OneLanguage = Annotated[str, typer.Option("--language", help="Språk, till exempel ti.")]
ReasonOption = Annotated[str, typer.Option(help="Varför; det står i loggen.")]
_SHOWN_CHANGES = 12


@dataclass(frozen=True, slots=True)
class SheetStatus:
    """A sheet in one language; ``stale`` says what each text without translation most likely said before."""

    sheet: str
    language: str
    state: "LanguageState"
    stale: "tuple[StaleText, ...]"


# Status


@sheets_app.command("status")
@with_shared_options
def status(call: Call, sheet: SheetOption = "", language: LanguageOption = "") -> None:
    """Visa vad som är översatt, inaktuellt och granskat. Utan --register: de texter som följer med programmet."""
    answer = tuple(_here(call, sheet, language) if call.register else _shipped(sheet, language))
    lines = [line for one in answer for line in _in_words(one)]
    lines += _to_compile() if call.register is None else []
    call.say("\n".join(lines), {"sheets": [_facts(one) for one in answer]})


def _shipped(sheet: str, language: str) -> "Iterator[SheetStatus]":
    from caseworker.letters.sources import Sources

    sources = Sources()
    for id, code in _chosen(sources, sheet, language):
        state = sources.state(id, code, ())
        stale = tuple(sources.stale(id, code, state.missing)) if state.begun else ()
        yield SheetStatus(id, code, state, stale)


def _here(call: Call, sheet: str, language: str) -> "Iterator[SheetStatus]":
    from caseworker.services import letter_texts

    with call.session(unread=True) as opened:
        rows = letter_texts.list_sheet_states(opened.register, by=opened.user)
        for id in [sheet] if sheet else [row.id for row in rows]:
            for code in [language] if language else [state.language for state in rows[0].states]:
                told = letter_texts.read_sheet_texts(opened.register, sheet=id, language=code, by=opened.user)
                if told.state is None:
                    raise UsageFault("letter.unknown_language", language=code, known=_known(rows[0].states))
                yield SheetStatus(id, code, told.state, told.stale if told.state.begun else ())


def _known(states: "Sequence[LanguageState]") -> str:
    return ", ".join(state.language for state in states)


def _chosen(sources: "Sources", sheet: str, language: str) -> Iterator[tuple[str, str]]:
    from caseworker.letters.sources import CLIENT, PLAN

    codes = [code for code in sources.languages if code != i18n.LETTER_SOURCE]
    if language and language not in codes:
        raise UsageFault("letter.unknown_language", language=language[:40], known=", ".join(codes))
    if sheet:
        sources.require_reviewable(sheet)
    for id in [sheet] if sheet else [*sorted(sources.sheets), CLIENT, PLAN]:
        for code in [language] if language else codes:
            yield id, code


def _in_words(one: SheetStatus) -> Iterator[str]:
    state, known = one.state, _known_words(one.state)
    if not state.begun:
        yield _("{sheet}, {language}: not translated.").format(sheet=one.sheet, language=_named(one.language))
    elif state.whole:
        words = _("{sheet}, {language}: whole, {n} texts. {state}")
        yield words.format(sheet=one.sheet, language=_named(one.language), n=state.texts, state=known)
    else:
        words = _("{sheet}, {language}: {n} of {all} paragraphs are stale. {state}")
        yield words.format(
            sheet=one.sheet, language=_named(one.language), n=len(state.missing), all=state.texts, state=known
        )
        for text in one.stale:
            yield _("    now:    {text}").format(text=text.text)
            if text.before:
                yield _("    before: {text}").format(text=text.before)
                yield _("    was:    {text}").format(text=text.translated)


def _named(code: str) -> str:
    from caseworker.letters.languages import LANGUAGES

    return next((one.swedish_name for one in LANGUAGES if one.code == code), code)


def _known_words(state: "LanguageState") -> str:
    known = state.standing
    if known.state == "approved":
        return _("Approved by {name} {day}.").format(name=known.approver, day=known.approved)
    if known.state == "reviewed":
        return _("Reviewed by {name} {day}.").format(name=known.reviewer, day=known.day)
    if known.lapsed:
        return _("Draft: the text was changed after the review {day}.").format(day=known.day)
    return _("Draft.")


def _facts(one: SheetStatus) -> dict[str, object]:
    state, known = one.state, one.state.standing
    return {
        "sheet": one.sheet,
        "language": one.language,
        "texts": state.texts,
        "missing": len(state.missing),
        "whole": state.whole,
        "version": state.version,
        "state": known.state,
        "lapsed": known.lapsed,
        "reviewer": known.reviewer,
        "day": known.day,
        "approver": known.approver,
        "approved": known.approved,
        "stale": one.stale,
    }


def _to_compile() -> Iterator[str]:
    """Say when a catalog was changed and not compiled: its new words do not count yet."""
    for source in sorted(CATALOGS.glob("*/LC_MESSAGES/letters.po")):
        made = source.with_suffix(".mo")
        if not made.exists() or made.stat().st_mtime < source.stat().st_mtime:
            words = _("{file} was changed and is not compiled. Run: python -m caseworker.i18n")
            yield words.format(file=source.relative_to(CATALOGS))


# Reviews and policy


@sheets_app.command("review")
@with_shared_options
def review(
    call: Call,
    sheet: OneSheet,
    language: OneLanguage,
    name: Annotated[str, typer.Option(help="Vem som har granskat: en modersmålstalare.")],
    day: Annotated[str, typer.Option(help="Dagen, ÅÅÅÅ-MM-DD; annars i dag.")] = "",
) -> None:
    """Skriv in att en modersmålstalare har granskat bladet som det nu lyder."""
    from caseworker.services import letter_texts

    on = terminal.day(day)
    with call.session(unread=True) as opened:
        register, by = opened.register, opened.user
        told = letter_texts.read_sheet_texts(register, sheet=sheet, language=language, by=by)
        version = told.state.version if told.state else ""
        on = on or register.today()
        letter_texts.record_review(register, sheet=sheet, language=language, version=version, name=name, day=on, by=by)
    call.say(_("Saved."), {"sheet": sheet, "language": language, "version": version, "state": "reviewed"})


@sheets_app.command("approve")
@with_shared_options
def approve(call: Call, sheet: OneSheet, language: OneLanguage) -> None:
    """Godkänn bladets granskade översättning för kommunen."""
    from caseworker.services import letter_texts

    with call.session(unread=True) as opened:
        register, by = opened.register, opened.user
        told = letter_texts.read_sheet_texts(register, sheet=sheet, language=language, by=by)
        version = told.state.version if told.state else ""
        letter_texts.approve_sheet(register, sheet=sheet, language=language, version=version, by=by)
    call.say(_("Saved."), {"sheet": sheet, "language": language, "version": version, "state": "approved"})


@sheets_app.command("drafts")
@with_shared_options
def drafts(
    call: Call,
    block: Annotated[
        bool | None,
        typer.Option("--block/--print", help="Bara godkända översättningar, eller utkast med en rad om det."),
    ] = None,
) -> None:
    """Visa eller bestäm om utkast får skrivas ut."""
    from caseworker.services import letter_texts

    with call.session(unread=True) as opened:
        if block is not None:
            letter_texts.block_drafts(opened.register, block=block, by=opened.user)
        blocked = letter_texts.drafts_are_blocked(opened.register, by=opened.user)
    words = (
        _("Approved translations only are printed.") if blocked else _("Drafts are printed, with a line that says so.")
    )
    call.say(words, {"blocked": blocked})


@sheets_app.command("add")
@with_shared_options
def add(
    call: Call,
    file: Annotated[Path, typer.Argument(help="Bladet som TOML; filens namn blir bladets.", readable=False)],
    reason: ReasonOption = "",
) -> None:
    """Lägg till kommunens eget blad, eller ersätt det."""
    from caseworker.services import letter_exchange

    body = _read_text(file).decode("utf-8-sig", errors="replace")
    with call.session(unread=True) as opened:
        letter_exchange.save_own_sheet(opened.register, sheet=file.stem, body=body, reason=reason, by=opened.user)
    call.say(_("Saved."), {"sheet": file.stem})


# The head of letters


@letters_app.command("logo")
@with_shared_options
def logo(
    call: Call,
    file: Annotated[
        Path | None, typer.Argument(help="PNG eller JPEG, högst 2 MB.", readable=False, show_default=False)
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Ta bort logotypen.")] = False,
    out: Annotated[Path | None, typer.Option(help="PNG-fil att skriva logotypen till.")] = None,
) -> None:
    """Välj kommunens logotyp i brevens huvud, ta bort den, eller visa om det finns någon."""
    from caseworker.letters.logo import logo_of
    from caseworker.services import letterhead

    content = None if file is None else _read(file, letterhead.LARGEST_LOGO)
    with call.session(unread=True) as opened:
        if content is not None:
            letterhead.save_logo(opened.register, content=content, by=opened.user)
        elif remove:
            letterhead.remove_logo(opened.register, by=opened.user)
        kept = letterhead.read_logo(opened.register, by=opened.user)
    if out is not None and kept:
        terminal.write_file(out, kept)
    if not kept:
        call.say(_("The letters have no logo."), {"logo": None})
        return
    known = logo_of(kept)
    words = _("The letters have a logo, {wide} × {high} dots.").format(wide=known.width, high=known.height)
    call.say(words, {"logo": {"width": known.width, "height": known.height, "bytes": len(kept)}})


@sheets_app.command("remove")
@with_shared_options
def remove(
    call: Call,
    sheet: Annotated[str, typer.Option("--sheet", help="Kommunens eget blad.")] = "",
    language: Annotated[str, typer.Option("--language", help="Kommunens eget språk.")] = "",
    reason: ReasonOption = "",
) -> None:
    """Ta bort kommunens eget blad eller språk. Loggen och det som är skrivet ut är kvar."""
    from caseworker.services import letter_exchange

    with call.session(unread=True) as opened:
        register, by = opened.register, opened.user
        if sheet or not language:
            letter_exchange.remove_own_sheet(register, sheet=sheet, reason=reason, by=by)
        if language:
            letter_exchange.remove_own_language(register, language=language, reason=reason, by=by)
    call.say(_("Taken away."), {"sheet": sheet, "language": language})


# PO files


@letters_app.command("export-po")
@with_shared_options
def export_po(
    call: Call,
    language: OneLanguage,
    out: Annotated[Path, typer.Option(help="PO-fil att skriva.")],
    sheet: SheetOption = "",
) -> None:
    """Skriv bladens texter som en PO-fil för en översättare."""
    from caseworker.services import letter_exchange

    with call.session(unread=True) as opened:
        content = letter_exchange.export_po(opened.register, language=language, sheet=sheet, by=opened.user)
    terminal.write_file(out, content)
    call.say(_("Saved as {file}.").format(file=out), {"out": str(out), "language": language, "sheet": sheet})


@letters_app.command("import-po")
@with_shared_options
def import_po(
    call: Call,
    file: Annotated[Path, typer.Argument(help="PO-fil från översättaren.", readable=False)],
    language: Annotated[str, typer.Option(help="Språk; annars det som filen säger.")] = "",
    reason: ReasonOption = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Visa bara vad som skulle ändras.")] = False,
) -> None:
    """Läs in översättningar. Det som är fel tas inte in och räknas upp; allt är utkast tills det har granskats."""
    from caseworker.services import letter_exchange

    content = _read_text(file)
    with call.session(unread=True) as opened:
        register, by = opened.register, opened.user
        trial = letter_exchange.try_po(register, content=content, language=language, by=by)
        if not dry_run:
            why = reason or _("From a PO file")
            letter_exchange.import_po(register, content=content, language=language, reason=why, by=by)
    call.say("\n".join(_trial_words(trial, dry_run)), terminal.facts(trial) | {"kept": not dry_run})


def _trial_words(trial: "PoTrial", dry_run: bool) -> Iterator[str]:
    words = _("Would be changed: {n} texts.") if dry_run else _("Changed: {n} texts. They are drafts.")
    yield words.format(n=len(trial.changes))
    for change in trial.changes[:_SHOWN_CHANGES]:
        yield f"  {change.source}\n  − {change.before}\n  + {change.after}"
    if len(trial.changes) > _SHOWN_CHANGES:
        yield _("  … and {n} more (--json shows all).").format(n=len(trial.changes) - _SHOWN_CHANGES)
    for wrong in trial.wrong:
        fault = UsageFault(f"letter.text_{wrong.wrong[0].fault.value}", told=wrong.wrong[0].told)
        yield _("Not taken: {text}").format(text=wrong.source)
        yield f"  {describe(fault, _).happened}"
    for text in trial.unknown:
        yield _("No sheet prints this: {text}").format(text=text[:200])
    counts = _("As before: {same}. Not translated: {empty}. Marked as unsure by the translator: {fuzzy}.")
    yield counts.format(same=trial.same, empty=trial.empty, fuzzy=trial.fuzzy)


def _read_text(file: Path) -> bytes:
    from caseworker.services.letter_exchange import LARGEST_FILE

    return _read(file, LARGEST_FILE)


def _read(file: Path, most: int) -> bytes:
    """Return what a file holds, or what is refused as too much. Or ``EnvironmentFault("letter.file_unreadable")``."""
    try:
        with file.open("rb") as stream:
            return stream.read(most + 1)
    except OSError:
        raise EnvironmentFault("letter.file_unreadable") from None
