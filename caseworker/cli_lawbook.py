"""The terminal face of the lawbook: read it through, show rows, see what another changes, sign one, read one in."""

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from caseworker import terminal
from caseworker.errors import EnvironmentFault, Refused, UsageFault
from caseworker.terminal import Call, JsonOption, _, say, with_shared_options

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from caseworker.domain.amounts import AmountRow
    from caseworker.domain.duties import DutyRow
    from caseworker.domain.rights import RightRow
    from caseworker.lawbook_diff import RowDiff
    from caseworker.services.law_updates import UpdateTrial

app = typer.Typer(no_args_is_help=True, help="Lagboken: kontrollera, visa, jämför, signera, läs in.")
FolderArgument = Annotated[Path | None, typer.Argument(help="Lagbokens mapp; annars programmets egen.", readable=False)]


@app.command("check")
def check(folder: FolderArgument = None, json: JsonOption = False) -> None:
    """Läs varje fil och kör varje rads egna fall. Varje fel sägs med fil, rad och fält."""
    from caseworker import lawbook_check

    files, faults = lawbook_check.check(_folder(folder))
    lines = [_("{file}, {row}: {field}").format(file=one.file, row=one.row or "–", field=one.field or "–")
             + (f"  {one.expected} ≠ {one.found}" if one.expected else "") for one in faults]  # fmt: skip
    cases = len(files.cases) if files else 0
    rows = len(files.rules.rights) + len(files.rules.duties) if files else 0
    if not faults:
        lines.append(_("The lawbook is whole: {rows} rows, {cases} cases.").format(rows=rows, cases=cases))
    say(
        "\n".join(lines),
        {"rows": rows, "cases": cases, "faults": [terminal.facts(one) for one in faults]},
        as_json=json,
    )
    if faults:
        raise terminal.Answered(EnvironmentFault("lawbook.rows_wrong", n=len(faults)))


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(help="Rättighet, rad eller status, till exempel sfi eller NY-FLY.")],
    on: Annotated[str, typer.Option(help="Bara rader som gäller den dagen, ÅÅÅÅ-MM-DD.")] = "",
    folder: Annotated[
        Path | None, typer.Option(help="Lagbokens mapp; annars programmets egen.", readable=False)
    ] = None,
    json: JsonOption = False,
) -> None:
    """Visa rader i lagboken med lagrum, tid, säkerhet och källa."""
    from caseworker.lawbook_files import read_texts, texts_in

    book, day = read_texts(texts_in(_folder(folder))), terminal.day(on)
    files = book.rules
    code = ""
    with suppress(Refused):
        code = book.statuses.status(name).code
    rows: list[RightRow | DutyRow] = [*files.rules.rights, *files.proposed_rights]
    rows += [*files.rules.duties, *files.proposed_duties]
    named = [row for row in rows if name in (row.id, _target(row)) or code in row.statuses]
    found = [row for row in named if day is None or row.rule.holds_on(day)]
    if not named:
        raise UsageFault("lawbook.not_found", name=name[:40])
    facts: list[Mapping[str, object]] = []
    lines: list[str] = []
    for row in found:
        rule, answer = row.rule, getattr(row, "answer", "")
        said = {"id": row.id, "answer": answer, "law": rule.law, "from": rule.valid_from, "to": rule.valid_to}
        said |= {"certainty": rule.certainty, "verified_on": rule.verified_on, "source": rule.source, "words": row.sv}
        facts.append({**said, "statuses": sorted(row.statuses)})
        lines += [
            f"{row.id}  {answer}  {rule.valid_from} – {rule.valid_to or ''}  {rule.certainty}",
            f"    {row.sv}",
            f"    {rule.law}. {rule.source} ({rule.verified_on}).",
        ]
    words = "\n".join(lines) or _("No row holds on that day.")
    say(words, {"lawbook": book.version, "rows": facts}, as_json=json)


@app.command("matrix")
def matrix(
    folder: FolderArgument = None,
    on: Annotated[str, typer.Option(help="Dagen matrisen gäller, ÅÅÅÅ-MM-DD; annars lagbokens dag.")] = "",
    out: Annotated[Path | None, typer.Option(help="Skriv till fil, .md eller .pdf.")] = None,
    json: JsonOption = False,
) -> None:
    """Skriv rättighetsmatrisen för en dag: varje ställning och rättighet, med lagrum, säkerhet och källa."""
    from caseworker import law_matrix

    if out is not None and out.suffix.lower() not in (".md", ".pdf"):
        raise UsageFault("lawbook.matrix_file", file=out.name)
    found = law_matrix.read_matrix(_folder(folder), terminal.day(on))
    words = law_matrix.document(found)
    if out is not None:
        paper = out.suffix.lower() == ".pdf"
        terminal.write_file(out, law_matrix.pdf(found) if paper else words.encode("utf-8"))
        words = _("Saved as {file}.").format(file=out)
    marks = {code: dict(zip((right.code for right in found.rights), given, strict=True))
             for code, _name, given in found.overview}  # fmt: skip
    answers = {"on": found.on, "lawbook": found.version, "marks": marks}
    say(words, {**answers, "out": str(out) if out else None}, as_json=json)


@app.command("sources")
def sources(
    folder: FolderArgument = None,
    out: Annotated[Path | None, typer.Option(help="Skriv till fil.")] = None,
    json: JsonOption = False,
) -> None:
    """Visa varje rads lagrum, källa och säkerhet, det osäkraste först."""
    from caseworker import law_sources

    found = law_sources.read_sources(_folder(folder))
    words = law_sources.document(found)
    rows = [{"kind": kind, "row": name, **terminal.facts(rule)} for kind, name, rule in found.rows]
    if out is not None:
        terminal.write_file(out, words.encode("utf-8"))
        words = _("Saved as {file}.").format(file=out)
    say(words, {"rows": rows, "out": str(out) if out else None}, as_json=json)


@app.command("amounts")
def amounts(
    on: Annotated[str, typer.Argument(help="Dag, ÅÅÅÅ-MM-DD.")],
    received: Annotated[str, typer.Option(help="Mottagen i en kommun första gången, ÅÅÅÅ-MM-DD.")] = "",
    folder: Annotated[
        Path | None, typer.Option(help="Lagbokens mapp; annars programmets egen.", readable=False)
    ] = None,
    json: JsonOption = False,
) -> None:
    """Visa beloppen som gäller en dag. Ett belopp som inte är känt saknas, det är aldrig noll."""
    from caseworker import lawbook_amounts

    found = lawbook_amounts.read_folder(_folder(folder)).amounts
    day, first = terminal.day(on), terminal.day(received)
    if day is None:
        raise UsageFault("facts.bad_value", field="on")
    rows = [(code, found.row(code, day, first)) for code in found.codes()]
    lines = [line for code, row in rows for line in _amount_lines(code, row)]
    facts = [{"code": code, **(terminal.facts(row) if row else {})} for code, row in rows]
    say("\n".join(lines), {"on": day, "amounts": facts}, as_json=json)


@app.command("diff")
@with_shared_options
def diff(call: Call, other: Annotated[Path, typer.Argument(help="Uppdatering eller mapp.", readable=False)]) -> None:
    """Visa vilka rader en annan lagbok ändrar; med --register också vilka ärenden som berörs. Inget ändras."""
    from caseworker import lawbook_update
    from caseworker.lawbook_diff import compare
    from caseworker.lawbook_files import read_texts, shipped, texts_in

    signed = b"" if other.is_dir() else _bytes(other)
    if call.register is None:
        files = lawbook_update.read(signed).files if signed else texts_in(other)
        book = read_texts(files)
        rows = compare(shipped().texts, book.texts)
        call.say(_rows_in_words(rows), {"version": book.version, "rows": [terminal.facts(row) for row in rows]})
        return
    from caseworker.services import law_updates

    def go_on(_done: int, _of: int) -> bool:
        return True

    with call.session() as opened:
        by, register = opened.user, opened.register
        if signed:
            trial = law_updates.try_update(register, update=signed, goes_on=go_on, by=by)
        else:
            trial = law_updates.try_files(register, files=texts_in(other), goes_on=go_on, by=by)
    call.say(_trial_in_words(trial), terminal.facts(trial))


@app.command("pack")
def pack(
    source: Annotated[Path, typer.Option("--from", help="Lagbokens mapp.", readable=False)],
    key: Annotated[Path, typer.Option(help="Fil med den hemliga nyckeln, 64 hexadecimala siffror.", readable=False)],
    out: Annotated[Path, typer.Option(help="Uppdatering att skriva.")],
    follows: Annotated[str, typer.Option(help="Versionen som den bygger på; annars programmets egen.")] = "",
    json: JsonOption = False,
) -> None:
    """Signera en lagbok som en uppdatering. Den läses igenom först."""
    from caseworker import lawbook_update, wire
    from caseworker.lawbook_files import shipped, texts_in

    try:
        private = lawbook_update.read_key(key.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise EnvironmentFault("lawbook.unread", file=key.name) from None
    raw = lawbook_update.pack(texts_in(_folder(source)), follows=follows or shipped().version, private=private)
    terminal.write_file(out, raw)
    found, public = lawbook_update.read(raw), wire.public_key(private).hex()
    spoken = lawbook_update.spoken(found.kid)
    words = _("Saved as {file}: version {version}, signed with the key {key}. Its public half: {public}").format(
        file=out, version=found.version, key=spoken, public=public
    )
    say(words, {"out": str(out), "version": found.version, "key": found.kid, "public": public}, as_json=json)


@app.command("apply")
@with_shared_options
def apply(call: Call, update: Annotated[Path, typer.Argument(help="Uppdatering.", readable=False)]) -> None:
    """Läs in en signerad uppdatering i registret. Se efter med diff först."""
    from caseworker.services import law_updates

    raw = _bytes(update)
    with call.session() as opened:
        version = law_updates.apply_update(opened.register, update=raw, by=opened.user).created
    call.say(_("Lawbook {version} applies from now on.").format(version=version), {"version": version})


@app.command("trust")
@with_shared_options
def trust(
    call: Call,
    key: Annotated[str, typer.Argument(help="Den öppna nyckeln, 64 hexadecimala siffror.")],
    name: Annotated[str, typer.Option(help="Vems nyckel det är.")],
) -> None:
    """Lita på uppdateringar som är signerade med en nyckel. Jämför den först med den som har den."""
    from caseworker.lawbook_update import spoken
    from caseworker.services import law_updates

    with call.session() as opened:
        kid = law_updates.trust_key(opened.register, key=key, name=name, by=opened.user).created
    call.say(_("The key {key} is trusted.").format(key=spoken(kid)), {"key": kid})


def _target(row: "RightRow | DutyRow") -> str:
    return str(getattr(row, "right", "") or getattr(row, "duty", ""))


def _folder(folder: Path | None) -> Path:
    """Return the lawbook's folder. Raises ``UsageFault("lawbook.wrong_folder")``."""
    from caseworker.places import RESOURCES

    if folder is not None and not (folder / "version.toml").is_file():
        raise UsageFault("lawbook.wrong_folder", folder=folder)
    return folder or RESOURCES / "lawbook"


def _bytes(path: Path) -> bytes:
    """Return an update's bytes, not more than one can have. Raises ``EnvironmentFault("lawbook.unread")``."""
    from caseworker.lawbook_update import MAX_UPDATE

    try:
        with path.open("rb") as file:
            return file.read(MAX_UPDATE + 1)
    except OSError:
        raise EnvironmentFault("lawbook.unread", file=path.name) from None


def _amount_lines(code: str, row: "AmountRow | None") -> "Iterator[str]":
    if row is None or not row.values:
        yield _("{code}: no amount is known for that day").format(code=code)
        return
    yield f"{code}: {row.sv}"
    yield from (f"    {of}: {_amount_in_words(row, value)}" for of, value in row.values.items())
    yield f"    {row.rule.law}. {row.rule.certainty}, {row.rule.verified_on}."


def _amount_in_words(row: "AmountRow", value: int) -> str:
    if row.measure == "ore":
        return f"{value // 100} kr / {row.per}"
    return f"{value // 100},{value % 100:02} %" if row.measure == "basis_points" else str(value)


def _rows_in_words(rows: "tuple[RowDiff, ...]") -> str:
    marks = {"added": "+", "removed": "-", "changed": "~"}
    lines = []
    for row in rows:
        lines.append(f"{marks[row.kind]} {row.file}  {row.row}".rstrip())
        lines += [f"    {one.field}: {one.before or '–'} → {one.after or '–'}" for one in row.fields]
    return "\n".join(lines) or _("No row differs.")


def _trial_in_words(trial: "UpdateTrial") -> str:
    def day(one: date | None) -> str:
        return one.isoformat() if one else "–"

    cases = trial.cases or ()
    lines = [_rows_in_words(trial.rows), "", _("Cases affected: {n}").format(n=len(cases))]
    for case in cases:
        lines.append(f"  {case.case_number}  {case.caseworker}".rstrip())
        lines += [f"    {one.right}: {one.before} → {one.after}" for one in case.rights]
        lines += [f"    {one.words} {day(one.before)} → {day(one.after)}" for one in case.duties]
    return "\n".join(lines)
