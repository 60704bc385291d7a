"""The early mapping (kartläggning): begun once, kept as it is answered, taken up again, finished.

Questions about health are answered only while the person consents; when she no longer does, those answers go.
"""

from dataclasses import dataclass
from datetime import date

import uuid_utils

from caseworker import codes, mappingform
from caseworker.domain.access import User
from caseworker.domain.changes import Changes, Event
from caseworker.domain.early_mapping import (
    AnswerRow,
    Audience,
    EarlyMapping,
    EnteredAnswer,
    MappingAnswer,
    Need,
    NeedKind,
    Question,
    audience_of,
    needs_of,
)
from caseworker.domain.enrolment import tidy
from caseworker.domain.ids import PersonId
from caseworker.errors import Refused
from caseworker.services._plan_sheets import opened_for
from caseworker.services._united import whole_file
from caseworker.services.registry import service
from caseworker.store import kept_plans
from caseworker.store.register import Register
from caseworker.store.writing import Transaction


@dataclass(frozen=True, slots=True)
class MappingSheet:
    """A person's latest mapping: the questions for her, what is answered, and the needs that follow.

    ``begun`` is None when there is none. ``closed``: her details are hidden, and no answer is here.
    """

    person: str
    audience: Audience
    questions: tuple[Question, ...]
    need_kinds: tuple[NeedKind, ...]
    closed: bool = False
    begun: date | None = None
    begun_by: str = ""  # a name
    interpreter: str = ""
    interpreter_language: str = ""
    health_consent: date | None = None
    finished: date | None = None
    answers: dict[str, AnswerRow] | None = None
    needs: tuple[Need, ...] = ()

    @property
    def answered(self) -> int:
        """Return how many of the questions for her are answered."""
        known = self.answers or {}
        return sum(one.code in known for one in self.questions)


@service(needs="person.read", record="person", retention="case", writes=False)
def read_mapping(register: Register, *, person: PersonId, by: User) -> MappingSheet:
    """Return a person's latest mapping. Raises ``Refused("person.unknown" | "access.out_of_reach")``."""
    form = mappingform.load()
    with register.read() as reader:
        file = whole_file(register, reader, person, by)
        audience = audience_of(file.born, register.today())
        asked = form.asked(audience)
        words = kept_plans.filled(reader.connection, opened_for(register, reader, person, by.id), person)
        row, answers = kept_plans.mapping_row(reader.connection, person, words)
    if row is None or file.is_closed:
        return MappingSheet(person, audience, asked, form.needs, closed=file.is_closed)
    return MappingSheet(
        person=person,
        audience=audience,
        questions=asked,
        need_kinds=form.needs,
        begun=row.begun,
        begun_by=row.begun_by,
        interpreter=row.interpreter,
        interpreter_language=row.interpreter_language,
        health_consent=row.health_consent,
        finished=row.finished,
        answers=answers,
        needs=needs_of(form, answers),
    )


@service(needs="intervention.record", record="person", retention="case", undo="mapping")
def begin_mapping(
    register: Register, *, person: PersonId, interpreter: str = "", interpreter_language: str = "", by: User
) -> Changes:
    """Begin a mapping; ``interpreter`` says who interprets (a name or a number), "" when nobody does.

    Raises ``Refused`` with ``mapping.open_already``, ``code.unknown_language`` or ``protection.closed``.
    """
    interpreter, language = tidy(interpreter), _language(interpreter_language)
    with register.change(by=by) as tx:
        latest = tx.plans.mapping_of(person)
        if latest is not None and latest.finished is None:
            raise Refused("mapping.open_already")
        case = tx.cases.of_person(person)
        begun = EarlyMapping(_new_id(), person, case.id, register.today(), by.id, interpreter, language)
        tx.add(begun)
        tx.note(Event("mapping.begun", person, {"mapping": begun.id}))
        tx.touched(person=person)
        return tx.commit(created=begun.id)


@service(needs="intervention.record", record="person", retention="case", undo="mapping_interpreter")
def record_interpreter(
    register: Register, *, person: PersonId, interpreter: str, interpreter_language: str, by: User
) -> Changes:
    """Say who interprets the open mapping and in which language; both "" when nobody does.

    Raises ``Refused`` with ``mapping.not_begun``, ``mapping.finished``, ``code.unknown_language`` or
    ``protection.closed``.
    """
    interpreter, language = tidy(interpreter), _language(interpreter_language)
    with register.change(by=by) as tx:
        mapping = _open_mapping(tx, person)
        mapping.interpreter, mapping.interpreter_language = interpreter, language
        tx.note(Event("mapping.interpreter_recorded", person, {"mapping": mapping.id}))
        tx.touched(person=person)
        return tx.commit()


@service(needs="intervention.record", record="person", retention="case", undo="mapping_consent")
def record_health_consent(register: Register, *, person: PersonId, given: bool, by: User) -> Changes:
    """Say that the person consents today to questions about her health, or that she does not (any more).

    Without her consent what was answered there is taken away. Raises as ``record_interpreter``.
    """
    with register.change(by=by) as tx:
        mapping = _open_mapping(tx, person)
        mapping.health_consent = register.today() if given else None
        if not given:
            closed = {one.code for one in mappingform.load().questions if one.needs_consent}
            for answer in [one for one in mapping.answers if one.question in closed]:
                tx.plans.drop_answer(mapping, answer)
        tx.note(Event("mapping.consent_recorded", person, {"mapping": mapping.id, "given": given}))
        tx.touched(person=person)
        return tx.commit()


@service(needs="intervention.record", record="person", retention="case")
def keep_answer(register: Register, *, person: PersonId, question: str, answer: EnteredAnswer, by: User) -> Changes:
    """Keep what was answered to a question of the open mapping, in place of what was; an empty answer takes it away.

    The log tells when the mapping was begun and finished and no more of the typing. Raises ``Refused`` with
    ``mapping.not_begun``, ``mapping.finished``, ``mapping.unknown_question``, ``protection.closed`` and what
    ``EnteredAnswer.checked`` raises.
    """
    asked = mappingform.load().question(question)
    with register.change(by=by) as tx:
        mapping = _open_mapping(tx, person)
        entered = answer.checked(asked, consent=mapping.health_consent)
        kept = next((one for one in mapping.answers if one.question == question), None)
        if not entered.choices and not entered.words:
            if kept is not None:
                tx.plans.drop_answer(mapping, kept)
        elif kept is None:
            choices = " ".join(entered.choices)
            made = MappingAnswer(_new_id(), mapping.id, person, question, choices, entered.words, register.clock())
            mapping.answers.append(made)
        else:
            kept.choices, kept.words, kept.answered = " ".join(entered.choices), entered.words, register.clock()
        tx.touched(person=person)
        return tx.commit(created=mapping.id)


@service(needs="intervention.record", record="person", retention="case", undo="mapping_finished")
def finish_mapping(register: Register, *, person: PersonId, by: User) -> Changes:
    """Say that the mapping is finished today; a later one is begun anew. Raises as ``record_interpreter``."""
    with register.change(by=by) as tx:
        mapping = _open_mapping(tx, person)
        mapping.finished = register.today()
        tx.note(Event("mapping.finished", person, {"mapping": mapping.id}))
        tx.touched(person=person)
        return tx.commit()


def _open_mapping(tx: Transaction, person: PersonId) -> EarlyMapping:
    mapping = tx.plans.mapping_of(person)
    if mapping is None:
        raise Refused("mapping.not_begun")
    mapping.require_open()
    return mapping


def _language(code: str) -> str:
    return codes.language(code).code if code else ""


def _new_id() -> str:
    return str(uuid_utils.uuid7())
