"""When a person's file must be erased (gallring), may not be yet, or is kept for ever: pure rules over retention facts.

What is not known counts as a reason to keep. A file is decided whole: where the law keeps some of its documents, all of
them are kept. Every decision names the rows of law it rests on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from caseworker.domain.daycount import add_months, birthday

QUARANTINE = timedelta(days=30)


class Answer(StrEnum):
    """What is known of a fact about a file."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Inquiry(StrEnum):
    """A child-protection inquiry (barnavårdsutredning) in the file."""

    NONE = "none"
    NOT_OPENED = "not_opened"  # a report came in and it was decided not to open one (20 kap. 2 § SoL)
    OPENED = "opened"
    UNKNOWN = "unknown"


class Provider(StrEnum):
    """Who keeps the file."""

    MUNICIPAL = "municipal"
    PRIVATE = "private"  # enskild verksamhet
    UNKNOWN = "unknown"


class Board(StrEnum):
    """Which board the register belongs to: only a social board's files follow the Social Services Act."""

    SOCIAL = "social"  # socialnämnd
    OTHER = "other"  # another board: the archives act and the municipality's own plan decide
    UNKNOWN = "unknown"


class RuleKind(StrEnum):
    """How a rule is used."""

    AFTER = "after"
    FINISH = "finish"
    FOR_EVER = "for_ever"
    AGE = "age"
    BORN_ON = "born_on"
    KEPT_IN = "kept_in"


class RuledFact(StrEnum):
    """The facts a rule may ask for."""

    PARENTAGE = "parentage"
    CHILD_PLACED = "child_placed"
    CHILD_INQUIRY = "child_inquiry"
    CUSTODY = "custody"


@dataclass(frozen=True, slots=True)
class ErasureRule:
    """One dated row of law about erasing; which fields count depends on ``kind``."""

    code: str
    kind: RuleKind
    sv: str
    en: str
    law: str
    valid_from: date
    valid_to: date | None = None
    years: int = 0
    provider: Provider = Provider.UNKNOWN
    fact: RuledFact | None = None
    days: frozenset[int] = frozenset()
    counties: frozenset[str] = frozenset()
    municipalities: frozenset[str] = frozenset()

    def holds_on(self, day: date) -> bool:
        """Tell whether the row holds on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class EnteredFacts:
    """What the register cannot know by itself and somebody has entered about a person's file.

    ``youngest_child_born`` is the birth day of the child an inquiry or an agreement is about, the youngest when there
    are several; None when it is about the person herself.
    """

    parentage: Answer = Answer.UNKNOWN
    child_placed: Answer = Answer.UNKNOWN
    child_inquiry: Inquiry = Inquiry.UNKNOWN
    custody: Answer = Answer.UNKNOWN
    about_other_child: Answer = Answer.UNKNOWN
    youngest_child_born: date | None = None


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """What is the same for every file of a register. ``municipality`` is its four-digit code."""

    municipality: str
    board: Board = Board.UNKNOWN
    provider: Provider = Provider.UNKNOWN


@dataclass(frozen=True, slots=True)
class RetentionFacts:
    """Everything a decision rests on. ``born`` is None unless the day itself is known."""

    registered: date
    office: OfficeFacts
    born: date | None = None
    last_note: date | None = None
    case_open: bool = False
    last_case_closed: date | None = None
    intervention_open: bool = False
    last_intervention_end: date | None = None
    entered: EnteredFacts = field(default=EnteredFacts())

    @property
    def last_event(self) -> date:
        """The latest day anything happened in the file."""
        days = (self.registered, self.last_note, self.last_case_closed, self.last_intervention_end)
        return max(day for day in days if day is not None)


# of two answers about one person the one that keeps longer
_KEEPS: Sequence[Answer] = (Answer.NO, Answer.UNKNOWN, Answer.YES)
_INQUIRY_KEEPS: Sequence[Inquiry] = (Inquiry.NONE, Inquiry.NOT_OPENED, Inquiry.UNKNOWN, Inquiry.OPENED)


def joined(own: RetentionFacts, every: Sequence[RetentionFacts]) -> RetentionFacts:
    """Return the facts of a file with those of all the files that are linked with it: they are one person's."""
    return replace(
        own,
        registered=max(one.registered for one in every),
        last_note=_latest(one.last_note for one in every),
        case_open=any(one.case_open for one in every),
        last_case_closed=_latest(one.last_case_closed for one in every),
        intervention_open=any(one.intervention_open for one in every),
        last_intervention_end=_latest(one.last_intervention_end for one in every),
        entered=EnteredFacts(
            parentage=max((one.entered.parentage for one in every), key=_KEEPS.index),
            child_placed=max((one.entered.child_placed for one in every), key=_KEEPS.index),
            child_inquiry=max((one.entered.child_inquiry for one in every), key=_INQUIRY_KEEPS.index),
            custody=max((one.entered.custody for one in every), key=_KEEPS.index),
            about_other_child=max((one.entered.about_other_child for one in every), key=_KEEPS.index),
            youngest_child_born=_latest(one.entered.youngest_child_born for one in every),
        ),
    )


def _latest(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day is not None), default=None)


class Outcome(StrEnum):
    """What is to be done with a file."""

    ERASE = "erase"
    KEEP_UNTIL = "keep_until"
    KEEP_FOR_EVER = "keep_for_ever"
    KEEP = "keep"  # for now: something is going on, or not known


class Why(StrEnum):
    """Reasons to keep that are not a rule but something going on or not known."""

    CASE_OPEN = "case_open"
    INTERVENTION_OPEN = "intervention_open"
    BIRTH_DAY_UNKNOWN = "birth_day_unknown"
    BOARD_UNKNOWN = "board_unknown"
    OTHER_BOARD = "other_board"
    PROVIDER_UNKNOWN = "provider_unknown"
    PARENTAGE_UNKNOWN = "parentage_unknown"
    CHILD_PLACED_UNKNOWN = "child_placed_unknown"
    CHILD_INQUIRY_UNKNOWN = "child_inquiry_unknown"
    CUSTODY_UNKNOWN = "custody_unknown"
    CHILD_BIRTH_UNKNOWN = "child_birth_unknown"
    NO_RULE = "no_rule"  # no row of law that holds today says when


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done, the rows it rests on, and what is open or unknown.

    ``until`` is the first day on which nothing known keeps the file any longer; ``finish_by`` the last day for erasing.
    """

    outcome: Outcome
    rules: tuple[ErasureRule, ...]
    open: tuple[Why, ...] = ()
    until: date | None = None
    finish_by: date | None = None


def decide(facts: RetentionFacts, day: date, rules: Iterable[ErasureRule]) -> Decision:
    """Decide about one file on ``day``. Total: every combination of facts has an answer, and doubt keeps."""
    holding = [rule for rule in rules if rule.holds_on(day)]
    kept = [rule for rule in holding if _keeps_for_ever(rule, facts)]
    going_on = tuple(_open_reasons(facts, holding))
    bounds = [(end, rule) for rule in holding if (end := _bound(rule, facts)) is not None]
    if kept:
        return Decision(Outcome.KEEP_FOR_EVER, tuple(kept), going_on)
    until = max((end for end, _ in bounds), default=None)
    if going_on or until is None:
        return Decision(Outcome.KEEP, tuple(rule for _, rule in bounds), going_on or (Why.NO_RULE,), until)
    if until > day:
        return Decision(Outcome.KEEP_UNTIL, tuple(rule for end, rule in bounds if end > day), until=until)
    finish = [rule for rule in holding if rule.kind is RuleKind.FINISH]
    years = max((rule.years for rule in finish), default=0)
    deciding = (*(rule for end, rule in bounds if end == until), *finish)
    return Decision(Outcome.ERASE, deciding, until=until, finish_by=date(until.year + years, 12, 31))


def _keeps_for_ever(rule: ErasureRule, facts: RetentionFacts) -> bool:
    office = facts.office
    match rule.kind:
        case RuleKind.FOR_EVER:
            answers = {RuledFact.PARENTAGE: facts.entered.parentage, RuledFact.CHILD_PLACED: facts.entered.child_placed}
            return rule.fact is not None and answers.get(rule.fact) is Answer.YES
        case RuleKind.BORN_ON:
            return facts.born is not None and facts.born.day in rule.days
        case RuleKind.KEPT_IN:
            return office.municipality in rule.municipalities or office.municipality[:2] in rule.counties
        case _:
            return False


def _bound(rule: ErasureRule, facts: RetentionFacts) -> date | None:
    """Return the first day on which this rule no longer keeps the file, None when it does not bind it."""
    if rule.kind is RuleKind.AFTER:
        return add_months(facts.last_event, rule.years * 12) if rule.provider is facts.office.provider else None
    if rule.kind is RuleKind.AGE and _asked(rule, facts.entered):
        born = _child_born(facts)
        return None if born is None else birthday(born, rule.years)
    return None


def _asked(rule: ErasureRule, entered: EnteredFacts) -> bool:
    if rule.fact is RuledFact.CHILD_INQUIRY:
        return entered.child_inquiry is Inquiry.OPENED
    return rule.fact is RuledFact.CUSTODY and entered.custody is Answer.YES


def _child_born(facts: RetentionFacts) -> date | None:
    """Return whose birthday counts: the child's, or that of the person herself when she is the child."""
    match facts.entered.about_other_child:
        case Answer.YES:
            return facts.entered.youngest_child_born
        case Answer.NO:
            return facts.born
        case _:
            return None


def _open_reasons(facts: RetentionFacts, holding: Sequence[ErasureRule]) -> Iterable[Why]:
    entered, office = facts.entered, facts.office
    reasons = {
        Why.CASE_OPEN: facts.case_open,
        Why.INTERVENTION_OPEN: facts.intervention_open,
        Why.BOARD_UNKNOWN: office.board is Board.UNKNOWN,
        Why.OTHER_BOARD: office.board is Board.OTHER,
        Why.PROVIDER_UNKNOWN: office.provider is Provider.UNKNOWN,
        Why.BIRTH_DAY_UNKNOWN: facts.born is None and any(rule.kind is RuleKind.BORN_ON for rule in holding),
        Why.PARENTAGE_UNKNOWN: entered.parentage is Answer.UNKNOWN,
        Why.CHILD_PLACED_UNKNOWN: entered.child_placed is Answer.UNKNOWN,
        Why.CHILD_INQUIRY_UNKNOWN: entered.child_inquiry is Inquiry.UNKNOWN,
        Why.CUSTODY_UNKNOWN: entered.custody is Answer.UNKNOWN,
        Why.CHILD_BIRTH_UNKNOWN: any(_asked(rule, entered) for rule in holding) and _child_born(facts) is None,
    }
    return (reason for reason, holds in reasons.items() if holds)
