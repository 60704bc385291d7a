"""Where every row of the lawbook comes from: law, source, when it was read, how sure it is (docs/law-sources.md)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from caseworker import lawbook, lawbook_amounts, lawbook_rules
from caseworker.domain.law import Certainty, Rule
from caseworker.lawacts import Act
from caseworker.lawbook import Lawbook
from caseworker.rowfile import Place

_ORDER = (
    Certainty.UNKNOWN,
    Certainty.UNVERIFIED,
    Certainty.PROPOSED,
    Certainty.TRANSITIONAL,
    Certainty.IN_FORCE,
)
_TOLD = {
    Certainty.UNKNOWN: "A newer rule is known to exist, its text is not read. No answer, last day or amount is given.",
    Certainty.UNVERIFIED: "Not read in the act's own text. Applied, and shown as unverified.",
    Certainty.PROPOSED: "Only proposed. Shown, never applied.",
    Certainty.TRANSITIONAL: "Rules for what had begun before a change (övergångsbestämmelser).",
    Certainty.IN_FORCE: "Read in the act's text.",
}


class SourceRow(NamedTuple):
    """One row of a lawbook file and what it rests on; ``kind`` is the file, ``name`` the row in it."""

    kind: str
    name: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class Sources:
    """Every row of every file, what is least sure first, then by file, name and day; and the acts they may cite."""

    version: str
    rows: tuple[SourceRow, ...]
    acts: tuple[Act, ...]


def read_sources(folder: Place) -> Sources:
    """Read a lawbook. Raises ``EnvironmentFault("lawbook.broken", file=…, row=…, field=…)``."""
    files = lawbook_rules.read_folder(folder)
    amounts = lawbook_amounts.read_folder(folder).amounts.rows
    found = [
        *_book_rows(lawbook.read_folder(folder)),
        *(SourceRow("rights", row.id, row.rule) for row in (*files.rules.rights, *files.proposed_rights)),
        *(SourceRow("duties", row.id, row.rule) for row in (*files.rules.duties, *files.proposed_duties)),
        *(SourceRow("amounts", row.code, row.rule) for row in amounts),
    ]
    ranks = {certainty: rank for rank, certainty in enumerate(_ORDER)}
    found.sort(key=lambda one: (ranks[one.rule.certainty], one.kind, one.name, one.rule.valid_from))
    return Sources(files.rules.version, tuple(found), tuple(files.acts.values()))


def document(sources: Sources) -> str:
    """Return docs/law-sources.md."""
    by = {certainty: [one for one in sources.rows if one.rule.certainty is certainty] for certainty in _ORDER}
    lines = [
        "# Where the rows of the lawbook come from",
        "",
        f"Lawbook {sources.version}: {len(sources.rows)} rows. Written by `caseworker lawbook sources --out FILE`;",
        "what is least sure comes first. A row holds from the first to the last day given, both included.",
        "",
        "| Certainty | Rows | What it means |",
        "|---|---:|---|",
        *(f"| {certainty.value} | {len(by[certainty])} | {_TOLD[certainty]} |" for certainty in _ORDER),
    ]
    for certainty in _ORDER:
        lines += ["", f"## {certainty.value} ({len(by[certainty])})", "", *_table(by[certainty])]
    lines += ["", f"## Acts that rows may cite ({len(sources.acts)})", "", *_acts(sources.acts)]
    return "\n".join(lines) + "\n"


def _book_rows(book: Lawbook) -> Iterator[SourceRow]:
    yield from (SourceRow("statuses", entry.code, entry.rule) for entry in book.statuses)
    yield from (SourceRow("settlements", entry.code, entry.rule) for entry in book.settlements)
    yield from (SourceRow("accommodations", entry.code, entry.rule) for entry in book.accommodations)


def _table(rows: Sequence[SourceRow]) -> Iterator[str]:
    if not rows:
        yield "None."
        return
    yield "| Row | From | To | Law | Source | Read |"
    yield "|---|---|---|---|---|---|"
    for kind, name, rule in rows:
        notes = f" {rule.notes}" if rule.notes else ""
        yield (
            f"| {kind}: {name} | {rule.valid_from} | {rule.valid_to or ''} | {_cell(rule.law)} "
            f"| {_cell(rule.source)}.{_cell(notes)} | {rule.verified_on} |"
        )


def _acts(acts: Sequence[Act]) -> Iterator[str]:
    yield "| Act | Title | Paragraphs | Source | Text of |"
    yield "|---|---|---:|---|---|"
    for act in acts:
        yield f"| {act.number} | {act.title} | {len(act.paragraphs)} | {_cell(act.source)} | {act.read_on} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
