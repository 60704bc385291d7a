"""What can be done on the tab Hushåll, from what was typed to one call of a service. Touches no widget."""

import re
from collections.abc import Callable
from datetime import date
from functools import partial

from caseworker.domain.changes import Changes
from caseworker.domain.household import EnteredNoContact, EnteredRelation, RelationGround, RelationKind
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredAddress
from caseworker.errors import Refused
from caseworker.services import household, people
from ui.days import read_full_day
from ui.desk import Desk
from ui.person.kin_forms import RelationText
from ui.person.presenter import PersonPresenter
from ui.words import fault_words

_CASE_NUMBER = re.compile(r"\d{4}-\d{1,6}")


class HouseholdActs:
    """One call for each intention; refusals and what was written come back through the presenter of the file."""

    def __init__(self, desk: Desk, presenter: PersonPresenter) -> None:
        """Act on the person whose file ``presenter`` holds."""
        self._desk, self._presenter = desk, presenter
        self._oddities: tuple[str, ...] = ()
        self._contradicted: tuple[str, ...] = ()

    def join(self, case_number: str, begins: str) -> None:
        """Let the holder of a case number live with the person."""
        day = self._day("join", begins)
        if day is None:
            return
        desk, person = self._desk, self._presenter.person

        def act() -> Changes:
            other = _holder(desk, case_number)
            return household.join_household(desk.register, person=other, other=person, begins=day, by=desk.user)

        self._presenter.act("join", act)

    def leave(self, person: str, ends: str) -> None:
        """Let one of the household leave it."""
        self._end("end", ends, partial(household.leave_household, person=PersonId(person)))

    def relate(self, text: RelationText) -> None:
        """Record a relation."""
        day = self._day("relation", text.begins)
        if not text.kind:
            self._presenter.told.emit("relation", "kind", fault_words(Refused("field.not_chosen")))
        elif day is not None:
            self._presenter.act("relation", partial(self._relate, text, day))

    def end_relation(self, tie: str, ends: str) -> None:
        """Let a relation end."""
        self._end("end", ends, partial(household.end_relation, person=self._presenter.person, tie=tie))

    def warn(self, other: str, reason: str, begins: str) -> None:
        """Record who must not be told."""
        day = self._day("no_contact", begins)
        if day is None:
            return
        desk, person = self._desk, self._presenter.person

        def act() -> Changes:
            known, name = _other(desk, other)
            entered = EnteredNoContact(known, name, reason, day)
            return household.record_no_contact(desk.register, person=person, entered=entered, by=desk.user)

        self._presenter.act("no_contact", act)

    def end_warning(self, tie: str, ends: str) -> None:
        """Let a warning end."""
        self._end("end", ends, partial(household.end_no_contact, person=self._presenter.person, tie=tie))

    def move(self, address: dict[str, str], begins: str, along: tuple[str, ...]) -> None:
        """Move the person and those who move along."""
        day = self._day("household_move", begins)
        if day is not None:
            desk, person = self._desk, self._presenter.person
            move = partial(
                household.move_household,
                desk.register,
                person=person,
                address=EnteredAddress(**address),
                begins=day,
                along=tuple(map(PersonId, along)),
                by=desk.user,
            )
            self._presenter.act("household_move", move)

    def settle(self, errand: str, done: bool, note: str) -> None:
        """Say that an errand of a move is settled, or that it is not after all."""
        desk, person = self._desk, self._presenter.person
        settle = partial(household.settle_errand, person=person, errand=errand, done=done, note=note)
        self._presenter.act("end", partial(settle, desk.register, by=desk.user))

    def take(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return once what is to be looked at about the relation that was saved: oddities, and what erasing holds."""
        told = self._oddities, self._contradicted
        self._oddities, self._contradicted = (), ()
        return told

    # Inside
    def _relate(self, text: RelationText, day: date) -> Changes:
        desk = self._desk
        known, name = _other(desk, text.other)
        relation = EnteredRelation(
            kind=RelationKind(text.kind),
            other=known,
            name=name,
            contact=text.contact,
            ground=RelationGround(text.ground),
            source=text.source,
            begins=day,
        )
        made = household.record_relation(desk.register, person=self._presenter.person, relation=relation, by=desk.user)
        self._oddities, self._contradicted = made.oddities, made.contradicted
        return made.changes

    def _end(self, form: str, ends: str, service: Callable[..., Changes]) -> None:
        day = self._day(form, ends)
        if day is not None:
            self._presenter.act(form, partial(service, self._desk.register, ends=day, by=self._desk.user))

    def _day(self, form: str, text: str) -> date | None:
        """Return the day that was typed, today for none, None for one that cannot be read."""
        if not text.strip():
            return self._desk.today()
        day = read_full_day(text)
        if day is None:
            self._presenter.told.emit(form, "begins", fault_words(Refused("field.not_a_date", field="begins")))
        return day


def _other(desk: Desk, text: str) -> tuple[PersonId | None, str]:
    """Return a registered person for a case number, else the name of somebody outside."""
    text = text.strip()
    return (_holder(desk, text), "") if _CASE_NUMBER.fullmatch(text) else (None, text)


def _holder(desk: Desk, case_number: str) -> PersonId:
    wanted = case_number.strip()
    rows = people.find_people(desk.register, text=wanted, by=desk.user) if wanted else ()
    found = next((row.id for row in rows if row.case_number == wanted), None)
    if found is None:
        raise Refused("household.unknown_case")
    return PersonId(found)
