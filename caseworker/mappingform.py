"""The questions of the early mapping (``resources/codes/mapping.toml``). One without a basis in law is refused."""

from collections.abc import Collection, Iterator
from functools import cache

from caseworker import codes
from caseworker.domain.early_mapping import Audience, Choice, MappingForm, NeedKind, Question, Section
from caseworker.domain.law import Cite, cite
from caseworker.places import RESOURCES
from caseworker.rowfile import FileRow, Place, read

FAULT = "mapping.form_broken"


@cache
def load() -> MappingForm:
    """Return the shipped form. Raises ``EnvironmentFault("mapping.form_broken", file=…, row=…, field=…)``."""
    return read_form(RESOURCES / "codes" / "mapping.toml")


def read_form(path: Place) -> MappingForm:
    """Read and check one form.

    Every question has a basis, a purpose and choices; codes stand once; needs name types of the catalogue.
    """
    file = read(path, fault=FAULT)
    needs = tuple(_needs(file))
    known = {one.code for one in needs}
    questions = tuple(_questions(file, known))
    for rows, field in ((needs, "need"), (questions, "question")):
        if not rows or len({one.code for one in rows}) < len(rows):
            raise file.broken(field)
    order = list(Section)
    asked = [(one.audience, order.index(one.section)) for one in questions]
    if asked != sorted(asked, key=lambda pair: (list(Audience).index(pair[0]), pair[1])):
        raise file.broken("section")
    return MappingForm(questions, needs)


def _needs(file: FileRow) -> Iterator[NeedKind]:
    types = {one.code for one in codes.intervention_types()}
    for row in file.rows("need"):
        answered_by = row.texts("interventions")
        if not answered_by or not set(answered_by) <= types:
            raise row.broken("interventions")
        yield NeedKind(row.text("code"), row.text("sv"), row.text("en"), answered_by)


def _questions(file: FileRow, needs: Collection[str]) -> Iterator[Question]:
    for row in file.rows("question"):
        yield Question(
            code=row.text("code"),
            section=row.choice("section", Section),
            audience=row.choice("audience", Audience),
            sv=row.text("sv"),
            en=row.text("en"),
            choices=tuple(_choices(row, needs)),
            basis=tuple(_basis(row)),
            purpose=row.text("purpose"),
            purpose_en=row.text("purpose_en"),
            several=row.flag("several"),
            words=row.flag("words"),
        )


def _choices(question: FileRow, needs: Collection[str]) -> Iterator[Choice]:
    rows = tuple(question.rows("choices"))
    if len(rows) < 2 or len({row.text("code") for row in rows}) < len(rows):
        raise question.broken("choices")
    for row in rows:
        shown = row.texts("needs")
        if not set(shown) <= set(needs):
            raise row.broken("needs")
        yield Choice(row.text("code"), row.text("sv"), row.text("en"), shown)


def _basis(question: FileRow) -> Iterator[Cite]:
    written = question.texts("basis")
    if not written:
        raise question.broken("basis")
    for one in written:
        try:
            yield cite(one)
        except ValueError:
            raise question.broken("basis") from None
