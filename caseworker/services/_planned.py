"""What an extract tells of a person's plan: every version, every answer of a mapping, every decline. Not a service."""

from dataclasses import dataclass

from caseworker import mappingform
from caseworker.domain.early_mapping import AnswerRow, Question
from caseworker.domain.plan import PlanRow
from caseworker.domain.suggestions import DeclineRow
from caseworker.services import _plan_sheets
from caseworker.store import kept_plans, linking
from caseworker.store.reading import Reader
from caseworker.store.register import Register


@dataclass(frozen=True, slots=True)
class Planned:
    """Rows of all files that are hers. An answer is the question and the chosen answers in Swedish, and what was said.

    ``interpreters``: the day a mapping began and who interpreted it.
    """

    plans: tuple[PlanRow, ...] = ()
    answers: tuple[tuple[str, str, AnswerRow], ...] = ()
    interpreters: tuple[tuple[str, str], ...] = ()
    declines: tuple[DeclineRow, ...] = ()


def planned_of(register: Register, reader: Reader, person: str, by: str) -> Planned:
    """Return everything of one person, with what is sealed while ``by`` has it open."""
    known = {one.code: one for one in mappingform.load().questions}
    answers: list[tuple[str, str, AnswerRow]] = []
    interpreters: list[tuple[str, str]] = []
    declines: list[DeclineRow] = []
    for file in linking.files_of(reader.connection, person):
        words = kept_plans.filled(reader.connection, _plan_sheets.opened_for(register, reader, file, by), file)
        declines += kept_plans.decline_rows(reader.connection, file, words)
        for row, given in kept_plans.mapping_rows(reader.connection, file, words):
            if row.interpreter:
                interpreters.append((row.begun.isoformat(), row.interpreter))
            answers += [_told(known.get(code), code, answer) for code, answer in given.items()]
    plans = _plan_sheets.versions(register, reader, person, by)
    return Planned(plans, tuple(answers), tuple(interpreters), tuple(declines))


def _told(question: Question | None, code: str, answer: AnswerRow) -> tuple[str, str, AnswerRow]:
    if question is None:  # asked by an earlier form
        return code, ", ".join(answer.choices), answer
    names = {one.code: one.sv for one in question.choices}
    return question.sv, ", ".join(names.get(one, one) for one in answer.choices), answer
