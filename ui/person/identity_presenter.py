"""Between the forms of who a person is and the services: days are read here, refusals go beside their fields."""

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from caseworker.domain.calendars import Calendar
from caseworker.domain.intake import EnteredBirth, EnteredName, EnteredNumber
from caseworker.domain.person import BirthSource, Certainty, NameRole, TokenRole, WhyEnded
from caseworker.domain.rows import IdentifierRow
from caseworker.errors import Refused
from caseworker.services import identity, people
from ui.desk import Desk
from ui.person.identity_forms import RENEWED, NumberEndText, NumberText
from ui.person.presenter import PersonPresenter
from ui.tasks import Runner
from ui.words import fault_words


class IdentityPresenter(QObject):
    """``same_number(SameNumber)``: somebody else holds the number that was to be added, so it was not."""

    same_number = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, presenter: PersonPresenter) -> None:
        """``presenter`` writes and reads the file."""
        super().__init__(presenter)
        self._desk, self._runner, self._presenter = desk, runner, presenter
        presenter.refused.connect(self._refused)
        self._asked: EnteredNumber | None = None

    def add_number(self, text: NumberText) -> None:
        """Add an identity number, with what stood on its paper."""
        today = self._desk.today()
        begins = self._day("number", "begins", text.begins, default=today)
        seen = self._day("number", "seen", text.seen, default=today)
        renewed = self._day("number", "renewed", text.renewed)
        if begins is not None and seen is not None and (renewed is not None or not text.renewed.strip()):
            certainty = Certainty(text.certainty)
            number = EnteredNumber(text.kind, text.text, text.issuer, seen, text.copy, certainty, renewed)
            self._asked = number
            self._presenter.write("number", partial(people.add_number, number=number, begins=begins))

    def change_number(self, row: IdentifierRow | None, text: NumberEndText) -> None:
        """Renew a number, or take it out of use."""
        if row is None:
            return
        if text.what == RENEWED:
            day = self._day("number_end", "renewed", text.renewed, default=self._desk.today())
            if day is not None:
                renew = partial(identity.renew_number, renewed_on=day, certainty=Certainty(text.certainty))
                self._presenter.write("number_end", partial(renew, held_number=row.id))
            return
        right = text.right.strip() if text.what == WhyEnded.MISTYPED else ""
        instead = EnteredNumber(row.type, right, row.issuer, copy_kept=row.copy_kept) if right else None
        if instead is not None and row.certainty:
            instead = replace(instead, certainty=Certainty(row.certainty))
        end = partial(identity.end_number, held_number=row.id, why=WhyEnded(text.what), reason=text.reason)
        self._asked = instead
        self._presenter.write("number_end", partial(end, instead=instead))

    def record_name(self, role: str, parts: tuple[tuple[str, str], ...], begins: str, ends: str, keeps: bool) -> None:  # noqa: FBT001 - the form's values
        """Record a spelling of the name."""
        first, last = self._day("name", "begins", begins), self._day("name", "ends", ends)
        if (first is not None or not begins.strip()) and (last is not None or not ends.strip()):
            tokens = tuple((TokenRole(part), text) for part, text in parts)
            spelling = EnteredName(NameRole(role), tokens, first, last, keeps)
            self._presenter.write("name", partial(identity.record_name, spelling=spelling))

    def record_birth(self, typed: str, calendar: Calendar, source: BirthSource, stated: str, holds: bool) -> None:  # noqa: FBT001 - the form's values
        """Record what is said of the birth date."""
        birth = EnteredBirth(typed, calendar, source, stated, holds)
        self._presenter.write("birth", partial(identity.record_birth, birth=birth))

    def _refused(self, form: str, fault: Refused) -> None:
        """Somebody else holds the number: show both."""
        if form in ("number", "number_end") and fault.code == "identity.same_number_other_person" and self._asked:
            desk = self._desk
            ask = partial(
                identity.show_holder, desk.register, person=self._presenter.person, number=self._asked, by=desk.user
            )
            self._runner.run("person.holder", ask, self.same_number.emit, self._presenter.failed.emit)

    def _day(self, form: str, field: str, text: str, default: date | None = None) -> date | None:
        try:
            return self._presenter.day(text, default)
        except Refused:
            self._presenter.told.emit(form, field, fault_words(Refused("field.not_a_date", field=field)))
            return None
