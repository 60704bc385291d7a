"""The household under the overview: one card for each, mixed legal statuses side by side, each one's next day."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.domain.journey import Journey
from caseworker.domain.lawsheet import DutyShown
from caseworker.domain.rows import MemberRow, PersonFile
from ui.language import _
from ui.person.kin_words import household_note, member_card, spoken_member
from ui.widgets.card_strip import Card, CardStrip
from ui.widgets.text import SectionHeading
from ui.words import Words


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on a card with her nearest last day by law."""

    row: MemberRow
    duty: DutyShown | None


def duties_of(journey: Journey) -> dict[str, DutyShown]:
    """Return the nearest last day by law of each of the household, by person; of protected others none."""
    own = next((flag.duty for flag in journey.flags if flag.duty is not None), None)
    found = {one.person: one.duty for one in journey.members}
    return found if own is None else {**found, journey.person: own}


class HouseholdStrip(QWidget):
    """Who lives with the person now, she herself first and outlined. ``cards.opened(row)`` opens a file."""

    def __init__(self, file: PersonFile, words: Words, today: date) -> None:
        """Show the household of ``file``; what law asks for comes with ``show_journey``."""
        super().__init__()
        self.setObjectName("householdStrip")
        self._words, self._own, self._today = words, file.id, today
        self._duties: dict[str, DutyShown] = {}
        self._rows = [row for row in file.household if row.ends is None]
        self.cards = CardStrip(_("Household"), self._card, self._spoken, name="householdCards")
        self.cards.show_list(self._rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(SectionHeading(_("Household"), household_note(file, words)))
        column.addWidget(self.cards)

    def show_journey(self, journey: Journey) -> None:
        """Show each one's nearest last day by law where nothing else comes before it."""
        self._duties = duties_of(journey)
        self.cards.show_list(self._rows)

    def current(self) -> Member | None:
        """Whose card is under the cursor."""
        row: MemberRow | None = self.cards.current_row()
        return None if row is None else Member(row, self._duty_of(row))

    def _duty_of(self, row: MemberRow) -> DutyShown | None:
        return self._duties.get(row.person) if row.person and row.protected is None else None

    def _card(self, row: MemberRow) -> Card:
        return member_card(self._words, row, self._own, self._today, self._duty_of(row))

    def _spoken(self, row: MemberRow) -> str:
        return spoken_member(self._words, row, self._own, self._today, self._duty_of(row))
