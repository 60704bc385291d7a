"""Samma nummer, annan person: nothing was saved; both are shown beside each other, and either can be opened."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from caseworker.domain.rows import PersonRow
from caseworker.services.identity import SameNumber
from ui.language import _
from ui.widgets.question import Question
from ui.widgets.text import Label
from ui.words import birth_facts, protected_facts, sex_words, shown_name


class SameNumberDialog(Question):
    """Two cards: whose file it is, and who holds the number. The button opens the other file."""

    def __init__(self, found: SameNumber, parent: QWidget | None) -> None:
        """``found.holder`` None: somebody beyond reach, or sealed, holds it."""
        told = _(
            "The number was not saved: another person holds it. Compare the papers. If one of the numbers was "
            "mistyped, say so in that file; if the two are one person, link the files."
        )
        super().__init__(
            _("Same number, another person"), told, _("Open the other file"), name="sameNumber", parent=parent
        )
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(_card(_("This file"), found.own), 1)
        row.addWidget(_card(_("Holds the number"), found.holder), 1)
        self.body.addLayout(row)
        self.go.setEnabled(found.holder is not None)


def ask_same_number(found: SameNumber, open_file: Callable[[str], None], parent: QWidget) -> None:
    """Show both; ``open_file(person)`` is called when the other is to be opened."""
    dialog = SameNumberDialog(found, parent)
    holder = found.holder
    if holder is not None:
        dialog.accepted.connect(lambda: open_file(holder.id))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _card(title: str, row: PersonRow | None) -> QFrame:
    card = QFrame()
    card.setProperty("card", "true")
    column = QVBoxLayout(card)
    column.setContentsMargins(14, 12, 14, 12)
    column.setSpacing(4)
    column.addWidget(Label(title, "small", "ink2"))
    if row is None:
        lines = [_("Somebody whose file you cannot open. Ask your unit manager.")]
    else:
        name = shown_name(row.name or row.original_name, row.case_number, row.protected)
        column.addWidget(Label(name, "strong", wrap=True))
        if row.protected is not None:
            lines = [protected_facts(row.sex, row.protected)]
        else:
            lines = [f"{birth_facts(row.born, row.born_precision)} · {sex_words(row.sex)}", row.number]
        lines += [
            _("Case {number}").format(number=row.case_number),
            _("Caseworker: {name}").format(name=row.caseworker or _("Nobody")),
        ]
    for line in lines:
        if line:
            column.addWidget(Label(line, "body", "ink2", wrap=True))
    column.addStretch(1)
    return card
