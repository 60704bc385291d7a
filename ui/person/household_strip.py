"""The household under the overview (png/04): one card for each, mixed legal statuses side by side."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.domain.rows import PersonFile
from ui.language import _
from ui.person.kin_words import household_note, member_card, spoken_member
from ui.widgets.card_strip import CardStrip
from ui.widgets.text import SectionHeading
from ui.words import Words


class HouseholdStrip(QWidget):
    """Who lives with the person now, she herself first and outlined. ``cards.opened(row)`` opens a file."""

    def __init__(self, file: PersonFile, words: Words, today: date) -> None:
        """Show the household of ``file``."""
        super().__init__()
        self.setObjectName("householdStrip")
        self.cards = CardStrip(
            _("Household"),
            lambda row: member_card(words, row, file.id, today),
            lambda row: spoken_member(words, row, file.id, today),
            name="householdCards",
        )
        self.cards.show_list([row for row in file.household if row.ends is None])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(SectionHeading(_("Household"), household_note(file, words)))
        column.addWidget(self.cards)
