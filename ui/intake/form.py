"""What stands in the form of Ny person, as text and codes; becomes an intake or a draft. No widget, no service."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from caseworker.domain.intake import EnteredNumber, EnteredStatus, Intake
from caseworker.domain.person import BirthPrecision, InterpreterNeed, Sex
from caseworker.domain.status import PermitType
from caseworker.errors import Refused
from ui.completing import Known
from ui.days import read_day, read_full_day

NumberText = tuple[str, str]  # (type, text)


@dataclass(frozen=True, slots=True)
class Form:
    """Everything as typed and chosen; an empty text is "not given"."""

    given: str = ""
    family: str = ""
    original: str = ""
    migration: str = ""
    numbers: tuple[NumberText, ...] = ()
    born: str = ""
    sex: str = ""
    speaks: str = ""
    reads: str = ""
    interpreter: str = ""
    status: str = ""
    ground: str = ""
    permit: str = ""
    begins: str = ""
    until: str = ""
    settlement: str = ""
    accommodation: str = ""
    arrived: str = ""
    unknown: str = ""  # "yes": said to be unknown on purpose
    child_of: str = ""  # id of the parent whose child is registered, with the number of her case
    child_case: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was given; a number's type alone is nothing."""
        numbers = tuple(number for number in self.numbers if number[1].strip())
        kept = replace(self, numbers=numbers, child_of="", child_case="")
        return kept == Form()


def to_draft(form: Form) -> dict[str, object]:
    """Return the form as plain values for the draft."""
    draft: dict[str, object] = {one.name: getattr(form, one.name) for one in fields(Form)}
    draft["numbers"] = [list(number) for number in form.numbers]
    return draft


def from_draft(draft: Mapping[str, object]) -> Form:
    """Return the form a draft held; values this version does not know are left out."""
    texts = {one.name: draft[one.name] for one in fields(Form) if isinstance(draft.get(one.name), str)}
    numbers = draft.get("numbers")
    kept: list[NumberText] = []
    for number in numbers if isinstance(numbers, list) else ():
        if isinstance(number, list) and len(number) == 2 and all(isinstance(part, str) for part in number):
            kept.append((number[0], number[1]))
    return Form(numbers=tuple(kept), **{name: str(text) for name, text in texts.items()})


def to_intake(form: Form, *, today: date) -> Intake:
    """Return the form as an intake. Raises ``Refused("field.not_a_date", field=…)`` for a day that cannot be read."""
    born = _day(form.born, "born")
    return replace(
        to_sketch(form),
        born=born[0],
        born_precision=born[1],
        status=_status(form, today),
        settlement=form.settlement,
        accommodation=form.accommodation,
    )


def to_sketch(form: Form) -> Intake:
    """Return what can be compared with registered people while the form is still being written. Never raises."""
    born = read_day(form.born)
    return Intake(
        given=form.given,
        family=form.family,
        original_name=form.original,
        migration_name=form.migration,
        born=born.day if born else None,
        born_precision=born.precision if born else BirthPrecision.UNKNOWN,
        sex=Sex(form.sex) if form.sex else Sex.UNKNOWN,
        speaks=form.speaks,
        reads=form.reads,
        interpreter=InterpreterNeed(form.interpreter) if form.interpreter else InterpreterNeed.UNKNOWN,
        arrived_through=form.arrived,
        child_of=form.child_of,
        unknown=bool(form.unknown),
        numbers=tuple(EnteredNumber(kind, text) for kind, text in form.numbers if text.strip()),
    )


def known(form: Form) -> Known:
    """Return what the form holds; address and telephone are added in the file."""
    return Known(
        name=bool((form.given + form.family + form.original + form.migration).strip()),
        number=any(text.strip() for _kind, text in form.numbers),
        born=bool(form.born.strip()),
        sex=form.sex not in ("", Sex.UNKNOWN),
        language=bool(form.speaks or form.reads),
        status=bool(form.status),
        address=False,
        phone=False,
    )


def _status(form: Form, today: date) -> EnteredStatus | None:
    if not form.status:
        return None
    begins = _full_day(form.begins, "begins") or today
    permit = PermitType(form.permit) if form.permit else PermitType.NONE
    return EnteredStatus(form.status, begins, form.ground, permit, _full_day(form.until, "until"))


def _day(text: str, field: str) -> tuple[date | None, BirthPrecision]:
    if not text.strip():
        return None, BirthPrecision.UNKNOWN
    typed = read_day(text)
    if typed is None:
        raise Refused("field.not_a_date", field=field)
    return typed.day, typed.precision


def _full_day(text: str, field: str) -> date | None:
    if not text.strip():
        return None
    day = read_full_day(text)
    if day is None:
        raise Refused("field.not_a_date", field=field)
    return day
