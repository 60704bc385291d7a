"""A calculation log (uträkning) in plain words, Swedish or English: one sentence per line the law engine emits.

The words of days and circumstances come from the closed vocabulary, those of statuses, settlement, accommodation and
municipalities from their lists; everything else is translated by the function that is handed in.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any, NamedTuple

from caseworker import codes, lawbook
from caseworker.domain.conditions import Line
from caseworker.domain.daycount import Span, birthday
from caseworker.domain.duties import DutyRow
from caseworker.domain.facts import FactWord
from caseworker.domain.happenings import Happens, Sign, Thing
from caseworker.domain.household import RelationKind
from caseworker.domain.intervention_types import InterventionType
from caseworker.domain.law import Certainty
from caseworker.domain.rights import Answer, RightCode
from caseworker.domain.rows import CodeRow
from caseworker.errors import Refused
from caseworker.messages.mark import N_

Translate = Callable[[str], str]

RIGHTS: Mapping[RightCode, str] = {
    RightCode.SFI: N_("Swedish for immigrants (SFI)"),
    RightCode.CIVIC_ORIENTATION: N_("Civic orientation"),
    RightCode.ECONOMIC_AID: N_("Economic aid"),
    RightCode.DAILY_ALLOWANCE: N_("Daily allowance"),
    RightCode.HOUSING: N_("Housing"),
    RightCode.SCHOOL: N_("School"),
    RightCode.ADULT_EDUCATION: N_("Adult education"),
    RightCode.CARE: N_("Health care"),
    RightCode.HEALTH_EXAMINATION: N_("Health examination"),
    RightCode.ESTABLISHMENT: N_("Establishment programme"),
    RightCode.WORK: N_("Right to work"),
}
ANSWERS: Mapping[Answer, str] = {
    Answer.YES: N_("Has the right"),
    Answer.CONDITIONAL: N_("Depends on something"),
    Answer.NO: N_("Does not have the right"),
    Answer.NOT_APPLICABLE: N_("Does not concern the person"),
    Answer.MISSING: N_("No text of law is known"),
}
CERTAINTIES: Mapping[Certainty, str] = {
    Certainty.IN_FORCE: N_("read in the act's text"),
    Certainty.TRANSITIONAL: N_("transitional rule"),
    Certainty.PROPOSED: N_("only proposed"),
    Certainty.UNVERIFIED: N_("not verified"),
    Certainty.UNKNOWN: N_("newer rule unread"),
}
_MONTHS = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip
_SATURDAY = 5
_UNTIL, _FROM = N_("The rule holds until {day}."), N_("The rule holds from {day}.")
# what a rule asks about that is not in the vocabulary; "language" tells which of a code's two spellings is meant
_LANGUAGE = N_("language: en")
_NAMES: Mapping[str, str] = {
    "born": N_("day of birth"),
    "status": N_("legal status from"),
    "first_status": N_("first legal status of its kind from"),
    "ground": N_("ground of the permit"),
    "permit": N_("kind of permit"),
    "settlement": N_("way of settlement"),
    "accommodation": N_("form of accommodation"),
    "municipality": N_("municipality"),
}
_PERMITS = {
    "PUT": N_("permanent residence permit"),
    "TUT": N_("temporary residence permit"),
    "none": N_("no residence permit"),
}
_RELATIONS: Mapping[str, str] = {
    RelationKind.GOD_MAN: N_("representative of the child (god man)"),
    RelationKind.APPOINTED_GUARDIAN: N_("specially appointed custodian"),
}
_UNITS: Mapping[str, tuple[str, str]] = {
    "years": (N_("one year"), N_("{n} years")),
    "months": (N_("one month"), N_("{n} months")),
    "weeks": (N_("one week"), N_("{n} weeks")),
    "days": (N_("one day"), N_("{n} days")),
    "workdays": (N_("one working day"), N_("{n} working days")),
}


class _Speech(NamedTuple):
    """What every sentence is made with."""

    words: Mapping[str, FactWord]
    translate: Translate
    book: lawbook.Lawbook | None = None

    @property
    def swedish(self) -> bool:
        return self.translate(_LANGUAGE) != _LANGUAGE

    def say(self, sentence: str, **values: object) -> str:
        told = {name: self.day(value) if isinstance(value, date) else value for name, value in values.items()}
        return self.translate(sentence).format(**told)

    def day(self, day: date) -> str:
        month = self.translate(_MONTHS[day.month - 1])
        return f"{day.day} {month.lower() if self.swedish else month} {day.year}"

    def of(self, row: CodeRow | InterventionType) -> str:
        """Return the words of a row of a code list."""
        return row.sv if self.swedish else row.en

    def name(self, code: str) -> str:
        """Return the words of a day, a circumstance or an axis."""
        if code in _NAMES:
            return self.translate(_NAMES[code])
        word = self.words.get(code)
        return code if word is None else (word.sv if self.swedish else word.en)

    def length(self, span: Span) -> str:
        """Return a span without its direction: ``2 years and 3 months``."""
        parts = [self.say(_UNITS[unit][abs(n) != 1], n=abs(n)) for unit in _UNITS if (n := getattr(span, unit))]
        return self.translate(N_(" and ")).join(parts)

    def listed(self, axis: str, code: str) -> str:
        """Return the words of a code on an axis; one that is on no list is told as it is."""
        book = self.book or lawbook.load()
        try:
            match axis:
                case "status":
                    entry = book.status(code)
                    return f"{entry.sv if self.swedish else entry.en} ({entry.code})"
                case "settlement":
                    found = book.settlement(code)
                    return found.sv if self.swedish else found.en
                case "accommodation":
                    found = book.accommodation(code)
                    return found.sv if self.swedish else found.en
                case "municipality":
                    return codes.municipality(code).sv
                case "permit":
                    return self.translate(_PERMITS[code])
        except (Refused, KeyError):
            pass
        return code


def say(line: Line, words: Mapping[str, FactWord], translate: Translate, book: lawbook.Lawbook | None = None) -> str:
    """Return one line of a calculation log as a sentence; ``words`` is ``Rules.words``.

    ``book`` says what statuses are called, the one the program brought when it is left out.
    A code without words of its own is told as it is: the line is there, whatever it says.
    """
    teller = SAID.get(line.code)
    return line.code if teller is None else _capital(teller(_Speech(words, translate, book), *line.values))


def say_all(
    lines: tuple[Line, ...],
    words: Mapping[str, FactWord],
    translate: Translate,
    book: lawbook.Lawbook | None = None,
) -> tuple[str, ...]:
    """Return a whole log as sentences."""
    return tuple(say(line, words, translate, book) for line in lines)


def doubt(certainty: str, translate: Translate) -> str:
    """Return what is to be known of a row before it is relied upon, "" for one that was read in the act's text."""
    known = Certainty(certainty)
    return "" if known is Certainty.IN_FORCE else translate(CERTAINTIES[known])


def fact_name(code: str, words: Mapping[str, FactWord], translate: Translate) -> str:
    """Return the words of what an answer asks for: a day, a circumstance, the birth or one of the axes."""
    return _Speech(words, translate).name(code)


def duty_name(row: DutyRow, translate: Translate) -> str:
    """Return what a duty is called in few words."""
    return row.short if _Speech({}, translate).swedish else row.short_en


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _fixed(sentence: str, *names: str) -> Callable[..., str]:
    """Return a teller of one sentence that fills in the values in order."""

    def tell(speech: _Speech, *values: object) -> str:
        return speech.say(sentence, **dict(zip(names, values, strict=True)))

    return tell


def _status(speech: _Speech, code: str, begins: date) -> str:
    return speech.say(N_("{status} since {day}."), status=speech.listed("status", code), day=begins)


def _no_row(speech: _Speech, right: str, day: date) -> str:
    name = speech.translate(RIGHTS[RightCode(right)])
    return speech.say(N_("The lawbook has no rule about this for {day}: {right}."), right=name, day=day)


def _age(speech: _Speech, low: int, high: int | None, born: date | None) -> str:
    if born is None:
        return speech.say(N_("It depends on the age. The day of birth is not known."))
    begins = birthday(born, low)
    if high is None:
        return speech.say(N_("From the age of {low}: {begins}."), low=low, begins=begins)
    ends = birthday(born, high + 1) - timedelta(days=1)
    told = N_("From the age of {low} to {high}: {begins} – {ends}.")
    return speech.say(told, low=low, high=high, begins=begins, ends=ends)


def _half_year(speech: _Speech, age: int, year: int | None, *, until: bool) -> str:
    if year is None:
        return speech.say(N_("It depends on the age. The day of birth is not known."))
    if until:
        return speech.say(N_("Until 30 June of the year the person turns {age}: {year}."), age=age, year=year)
    return speech.say(N_("The right begins on 1 July of the year the person turns {age}: {year}."), age=age, year=year)


def _pension(speech: _Speech, age: int | None, born: date | None, *, reached: bool) -> str:
    if age is None or born is None:
        return speech.say(N_("It depends on the age. The day of birth is not known."))
    day = birthday(born, age)
    if reached:
        return speech.say(N_("From the age limit for older people, {age}: {day}."), age=age, day=day)
    return speech.say(N_("Before the age limit for older people, {age}: until {day}."), age=age, day=_before(day))


def _axis(axis: str) -> Callable[..., str]:
    def tell(speech: _Speech, code: str) -> str:
        if not code:
            return speech.say(N_("{name}: not recorded."), name=speech.name(axis))
        return speech.say(N_("{name}: {value}."), name=speech.name(axis), value=speech.listed(axis, code))

    return tell


def _circumstance(speech: _Speech, code: str, *, wanted: bool) -> str:
    told = (
        N_("The rule holds where this is so: {name}.") if wanted else N_("The rule holds where this is not so: {name}.")
    )
    return speech.say(told, name=speech.name(code))


def _since(speech: _Speech, fact: str, day: date | None, span: Span, at: date | None, *, until: bool) -> str:
    name = speech.name(fact)
    if day is None or at is None:
        return speech.say(N_("{name}: no day is recorded."), name=name)
    told = speech.say(N_("{name}: {day}."), name=name, day=day)
    if at != day:
        later = N_("{length} earlier: {at}.") if span.backwards else N_("{length} later: {at}.")
        told = f"{told} {speech.say(later, length=speech.length(span), at=at)}"
    if until:
        return f"{told} {speech.say(_UNTIL, day=_before(at))}"
    return f"{told} {speech.say(_FROM, day=at)}" if at != day else told


def _side(speech: _Speech, fact: str, day: date | None, bound: date, *, before: bool) -> str:
    if day is None:
        return speech.say(N_("{name}: no day is recorded."), name=speech.name(fact))
    told = N_("{name}: {day}, before {bound}.") if before else N_("{name}: {day}, on {bound} or later.")
    return speech.say(told, name=speech.name(fact), day=day, bound=bound)


def _row(speech: _Speech, id: str, valid_from: date, valid_to: date | None) -> str:
    if valid_to is None:
        return speech.say(N_("Rule {id}, in force from {day}."), id=id, day=valid_from)
    return speech.say(N_("Rule {id}, in force {day} – {ends}."), id=id, day=valid_from, ends=valid_to)


def _depends(speech: _Speech, *asks: str) -> str:
    names = ", ".join(speech.name(code) for code in asks)
    told = N_("Depends on: {names} – not recorded.") if len(asks) == 1 else N_("Depends on: {names} – none recorded.")
    return speech.say(told, names=names)


def _event(speech: _Speech, code: str, day: date) -> str:
    if code.startswith("birthday "):
        return speech.say(N_("Turns {age}: {day}."), age=code.removeprefix("birthday "), day=day)
    return speech.say(N_("{name}: {day}."), name=speech.name(code), day=day)


def _counted(speech: _Speech, span: Span, last: date) -> str:
    length = speech.length(span)
    if not length:
        return speech.say(N_("The last day is {day}."), day=last)
    told = N_("{length} earlier: {at}.") if span.backwards else N_("{length} later: {at}.")
    return speech.say(told, length=length, at=last)


def _moved(speech: _Speech, day: date, moved: date) -> str:
    if day.weekday() > _SATURDAY:
        told = N_("The last day, {day}, is a Sunday. It moves to {moved} (1930:173 2 §).")
    elif day.weekday() == _SATURDAY:
        told = N_("The last day, {day}, is a Saturday. It moves to {moved} (1930:173 2 §).")
    else:
        told = N_("The last day, {day}, is a holiday or its eve. It moves to {moved} (1930:173 2 §).")
    return speech.say(told, day=day, moved=moved)


_FOLLOWS: Mapping[Happens, str] = {
    Happens.EVIDENCE: N_("It follows from the intervention {name}: {detail} {day}."),
    Happens.OUTCOME: N_("It follows from the intervention {name}: {detail} {day}."),
    Happens.ENDED: N_("It follows from the intervention {name}, which ended {day}."),
}


def _follows(speech: _Speech, sign: Sign, begins: date, ends: date | None) -> str:
    if sign.thing is Thing.RELATION:
        name = speech.translate(_RELATIONS[sign.code])
        return speech.say(N_("It follows from the relation {name} from {day}."), name=name, day=begins)
    if sign.thing is Thing.ACCOMMODATION:
        name = speech.listed("accommodation", sign.code)
        told = N_("It follows from {name}, from {day}.")
        return speech.say(told, name=name[:1].lower() + name[1:], day=begins)
    kind = codes.intervention_type(sign.code)
    name, detail = speech.of(kind), ""
    if sign.detail:
        listed = codes.evidence_words() if sign.happens is Happens.EVIDENCE else codes.outcome_words()
        detail = next(speech.of(one) for one in listed if one.code == sign.detail).lower()
    if sign.happens is not Happens.BEGUN:
        return speech.say(_FOLLOWS[sign.happens], name=name, detail=detail, day=begins)
    if ends is None:
        return speech.say(
            N_("It follows from the intervention {name}, which goes on since {day}."), name=name, day=begins
        )
    return speech.say(N_("It follows from the intervention {name}, {day} – {ends}."), name=name, day=begins, ends=ends)


def _before(day: date) -> date:
    return day - timedelta(days=1) if day > date.min else day


SAID: Mapping[str, Callable[..., Any]] = {
    "lawbook": _fixed(N_("Lawbook {version}."), "version"),
    "period.backwards": _fixed(
        N_("The status would begin {begins} and end {ends}. One of the days is wrong."), "begins", "ends"
    ),
    "facts.before_birth": _fixed(
        N_("The status would begin {begins}, before the birth {born}. One of the days is wrong."), "begins", "born"
    ),
    "no_status": _fixed(N_("No legal status is recorded for {day}."), "day"),
    "no_row": _no_row,
    "status": _status,
    "asked": _fixed(N_("The answer is for {day}."), "day"),
    "age": _age,
    "half_year": partial(_half_year, until=False),
    "half_year_until": partial(_half_year, until=True),
    "pension_before": partial(_pension, reached=False),
    "pension_reached": partial(_pension, reached=True),
    **{axis: _axis(axis) for axis in ("ground", "permit", "settlement", "accommodation", "municipality")},
    "is": partial(_circumstance, wanted=True),
    "is_not": partial(_circumstance, wanted=False),
    "since": partial(_since, until=False),
    "until": partial(_since, until=True),
    "before_day": partial(_side, before=True),
    "from_day": partial(_side, before=False),
    "row": _row,
    "depends": _depends,
    "certainty_transitional": _fixed(N_("It is a transitional rule. Checked {day}."), "day"),
    "certainty_proposed": _fixed(N_("It is only proposed. Checked {day}."), "day"),
    "certainty_unverified": _fixed(N_("It has not been checked against the act's text. Found {day}."), "day"),
    "certainty_unknown": _fixed(
        N_("A newer rule is known to exist, but its text has not been read. Checked {day}."), "day"
    ),
    "local": _fixed(N_("The municipality's own rule: {law}."), "law"),
    "known_to": _fixed(N_("The text of the law is known until {day}. No answer is given after it."), "day"),
    "event": _event,
    "follows": _follows,
    "put_off": _fixed(N_("It came already on {told}. The time is counted from {day}."), "told", "day"),
    "quarter": _fixed(N_("Counted from the last day of the quarter: {day}."), "day"),
    "counted": _counted,
    "year_end": _fixed(N_("Counted to the end of the year: {day}."), "day"),
    "moved": _moved,
}
