"""The early mapping (kartläggning): what a person tells in her first weeks, question by question, and what she needs.

Only questions with a lawful basis exist. Questions about health are closed until she has consented. Plain objects,
mapped by the store; must not know how they are kept.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from caseworker.domain.enrolment import tidy
from caseworker.domain.ids import CaseId, PersonId
from caseworker.domain.law import Cite
from caseworker.errors import Refused

ADULT = 18


class Section(StrEnum):
    """The parts of a mapping, in the order they are asked."""

    EDUCATION = "education"
    WORK = "work"
    LANGUAGE = "language"
    FAMILY = "family"
    HOUSING = "housing"
    WISHES = "wishes"
    HEALTH = "health"  # only with her consent


class Audience(StrEnum):
    """Who is asked."""

    ADULT = "adult"
    CHILD = "child"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be chosen, and the needs (behov) it shows."""

    code: str
    sv: str
    en: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``basis`` is why it may be asked: paragraphs, and ``purpose`` in words (Swedish, English).

    ``several``: more than one choice; ``words``: free text may be added.
    """

    code: str
    section: Section
    audience: Audience
    sv: str
    en: str
    choices: tuple[Choice, ...]
    basis: tuple[Cite, ...]
    purpose: str
    purpose_en: str
    several: bool = False
    words: bool = False

    @property
    def needs_consent(self) -> bool:
        """Tell whether it stays closed until the person has consented."""
        return self.section is Section.HEALTH


@dataclass(frozen=True, slots=True)
class NeedKind:
    """A need (behov) and the types of intervention that answer it."""

    code: str
    sv: str
    en: str
    interventions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MappingForm:
    """The questions in order, and the needs they may show."""

    questions: tuple[Question, ...]
    needs: tuple[NeedKind, ...]

    def question(self, code: str) -> Question:
        """Return one question. Raises ``Refused("mapping.unknown_question")``."""
        for one in self.questions:
            if one.code == code:
                return one
        raise Refused("mapping.unknown_question")

    def asked(self, audience: Audience) -> tuple[Question, ...]:
        """Return the questions for whom it is about."""
        return tuple(one for one in self.questions if one.audience is audience)


@dataclass(eq=False)
class MappingAnswer:
    """What was answered to one question: ``choices`` are codes with blanks between them."""

    id: str
    mapping_id: str
    person_id: PersonId
    question: str
    choices: str
    words: str
    answered: datetime


@dataclass(eq=False)
class EarlyMapping:
    """One mapping of one person: begun once, taken up again any number of times, finished at most once."""

    id: str
    person_id: PersonId
    case_id: CaseId
    begun: date
    begun_by: str  # staff id
    interpreter: str = ""
    interpreter_language: str = ""
    health_consent: date | None = None
    finished: date | None = None
    answers: list[MappingAnswer] = field(default_factory=list)

    def require_open(self) -> None:
        """Raise ``Refused("mapping.finished")`` when nothing more is answered."""
        if self.finished is not None:
            raise Refused("mapping.finished")


@dataclass(frozen=True, slots=True)
class EnteredAnswer:
    """An answer as given."""

    choices: tuple[str, ...] = ()
    words: str = ""

    def checked(self, question: Question, *, consent: date | None) -> "EnteredAnswer":
        """Return it with blanks evened out.

        Raises ``Refused`` with ``mapping.no_consent``, ``mapping.unknown_choice``, ``mapping.one_choice``,
        ``mapping.no_words`` or what ``tidy`` raises.
        """
        if question.needs_consent and consent is None:
            raise Refused("mapping.no_consent")
        choices, words = tuple(dict.fromkeys(self.choices)), tidy(self.words)
        if not set(choices) <= {one.code for one in question.choices}:
            raise Refused("mapping.unknown_choice")
        if len(choices) > 1 and not question.several:
            raise Refused("mapping.one_choice")
        if words and not question.words:
            raise Refused("mapping.no_words")
        return EnteredAnswer(choices, words)


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer as it is shown."""

    choices: tuple[str, ...]
    words: str
    answered: datetime


@dataclass(frozen=True, slots=True)
class Need:
    """A need one person has: where it comes from (the question) and the day it was told."""

    code: str
    question: str
    words: str
    told: date


def audience_of(born: date | None, day: date) -> Audience:
    """Return who is asked; whoever's birth is not known is asked as an adult."""
    if born is None:
        return Audience.ADULT
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return Audience.CHILD if age < ADULT else Audience.ADULT


def needs_of(form: MappingForm, answers: Mapping[str, AnswerRow]) -> tuple[Need, ...]:
    """Return the needs that answers show, each once, in the order of the questions."""
    found: dict[str, Need] = {}
    for question in form.questions:
        answer = answers.get(question.code)
        for code in () if answer is None else _shown(question, answer.choices):
            assert answer is not None  # noqa: S101 - told by the loop
            found.setdefault(code, Need(code, question.code, answer.words, answer.answered.date()))
    return tuple(found.values())


def _shown(question: Question, choices: Iterable[str]) -> list[str]:
    chosen = set(choices)
    return [need for one in question.choices if one.code in chosen for need in one.needs]
