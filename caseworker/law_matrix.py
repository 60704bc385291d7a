"""The rights matrix of one day (docs/rights-matrix.md): every status and right, with the rows the answers rest on."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Final

from caseworker import i18n, law_words, lawbook
from caseworker.domain.law import Certainty
from caseworker.domain.rights import Answer, RightCode, RightRow
from caseworker.lawbook_rules import RuleFiles, read_folder

if TYPE_CHECKING:
    from caseworker.letters.matrix_paper import MatrixFacts, MatrixRow
    from caseworker.rowfile import Place

_SHORT: Final = {  # the head of a right's column
    RightCode.SFI: "sfi",
    RightCode.CIVIC_ORIENTATION: "so",
    RightCode.ECONOMIC_AID: "eb",
    RightCode.DAILY_ALLOWANCE: "da",
    RightCode.HOUSING: "bo",
    RightCode.SCHOOL: "sk",
    RightCode.ADULT_EDUCATION: "vux",
    RightCode.CARE: "vård",
    RightCode.HEALTH_EXAMINATION: "hu",
    RightCode.ESTABLISHMENT: "ep",
    RightCode.WORK: "arb",
}
_ANSWERS: Final = {
    Answer.YES: ("J", "ja"),
    Answer.CONDITIONAL: ("V", "beror på"),
    Answer.NO: ("N", "nej"),
    Answer.NOT_APPLICABLE: ("–", "utanför målgruppen"),
    Answer.MISSING: ("?", "lagtexten är inte läst"),
}
_NONE: Final = "·"  # no row for that day


def read_matrix(folder: "Place", on: date | None = None) -> "MatrixFacts":
    """Return the matrix of a lawbook on a day, the lawbook's own day unless told.

    Raises ``EnvironmentFault("lawbook.broken", file=…, row=…, field=…)``.
    """
    return matrix_of(read_folder(folder), lawbook.read_folder(folder), on)


def matrix_of(files: RuleFiles, book: lawbook.Lawbook, on: date | None = None) -> "MatrixFacts":
    """Return the matrix of a lawbook that is already read."""
    from caseworker.letters.matrix_paper import MatrixFacts, MatrixRight

    day = on or date.fromisoformat(files.rules.version[:10])
    names = {entry.code: entry.short_sv for entry in book.statuses}
    held = {right: _held(files, right, day) for right in RightCode}
    return MatrixFacts(
        on=day,
        version=files.rules.version,
        rights=tuple(
            MatrixRight(
                right.value,
                short,
                i18n.swedish(law_words.RIGHTS[right]),
                tuple(_in_words(row, tuple(names)) for row in held[right]),
            )
            for right, short in _SHORT.items()
        ),
        overview=tuple(
            (code, name, tuple(_mark(held[right], code) for right in _SHORT)) for code, name in names.items()
        ),
        marks=(*_ANSWERS.values(), (_NONE, "ingen rad för dagen")),
    )


def _held(files: RuleFiles, right: RightCode, day: date) -> list[RightRow]:
    """Return the rows of a right that hold on a day or are proposed for it, the first to decide first."""
    rows = [row for row in (*files.rules.rights, *files.proposed_rights) if row.right is right]
    return sorted((row for row in rows if row.rule.holds_on(day)), key=lambda row: (-row.precedence, row.id))


def _mark(rows: Iterable[RightRow], status: str) -> str:
    """Return what a status may be answered, as far down the rows as any person of it comes."""
    found: set[Answer] = set()
    for row in rows:
        if status in row.statuses and row.rule.certainty is not Certainty.PROPOSED:
            found.add(row.answer)
            if not row.conditions:
                break
    return " ".join(mark for answer, (mark, _) in _ANSWERS.items() if answer in found) or _NONE


def _in_words(row: RightRow, order: tuple[str, ...]) -> "MatrixRow":
    from caseworker.letters.matrix_paper import MatrixRow

    return MatrixRow(
        id=row.id,
        statuses=tuple(code for code in order if code in row.statuses),
        answer=_ANSWERS[row.answer][1].capitalize(),
        words=row.sv,
        law=row.rule.law,
        certainty=i18n.swedish(law_words.CERTAINTIES[row.rule.certainty]).capitalize(),
        sure=row.rule.certainty in (Certainty.IN_FORCE, Certainty.TRANSITIONAL),
        source=row.rule.source,
        verified_on=row.rule.verified_on,
        begins=row.rule.valid_from,
        ends=row.rule.valid_to,
    )


def document(facts: "MatrixFacts") -> str:
    """Return the matrix as Markdown."""
    from caseworker.letters.matrix_paper import matrix_document

    return matrix_document(facts)


def pdf(facts: "MatrixFacts", *, municipality: str = "", office: str = "") -> bytes:
    """Return the matrix as PDF, to be signed."""
    from caseworker.letters.compose import Letterhead
    from caseworker.letters.matrix_paper import matrix_pdf

    return matrix_pdf(facts, Letterhead(municipality or "Handläggarstöd", office or "Lagboken"))
