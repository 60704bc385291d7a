"""Closing a case: how it ends, the last day, where to and who told; what has to be thought of is listed, not done."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from caseworker.domain.endings import FOLLOWS, NEEDS_PLACE, EndingKind, EnteredEnding
from ui.days import read_full_day
from ui.identity_words import ending_kinds, follows_words
from ui.language import _
from ui.person.forms import day_line
from ui.widgets.fields import Choice, Field, LineEdit, Tone
from ui.widgets.question import Question, make_room
from ui.widgets.text import Label

_WITH_PLACE = (*NEEDS_PLACE, EndingKind.ABROAD)


class EndingDialog(Question):
    """One event with its day; the case is closed by it and nothing else is."""

    def __init__(self, today: date, parent: QWidget | None) -> None:
        """``today`` is the latest last day."""
        told = _("Whoever worked with the case is released from it. Interventions and addresses stay as they are.")
        super().__init__(_("Close the case"), told, _("Close the case"), name="endCase", parent=parent)
        self._today = today
        self._kind, self._day = Choice(ending_kinds()), day_line()
        self._day.setText(today.isoformat())
        self._place, self._source, self._note = LineEdit(limit=120), LineEdit(limit=120), LineEdit(limit=200)
        self._fields = {
            "kind": Field(_("How it ends"), self._kind, name="endKind"),
            "day": Field(_("Last day"), self._day, name="endDay"),
            "place": Field(_("Where to"), self._place, name="endPlace"),
            "source": Field(_("Who told"), self._source, name="endSource", note=_("may be empty")),
            "note": Field(_("Note"), self._note, name="endNote", note=_("may be empty")),
        }
        for field in self._fields.values():
            self.body.addWidget(field)
        self._follows = Label("", "small", "ink2", wrap=True, name="endFollows")
        self.body.addWidget(self._follows)
        self._kind.currentIndexChanged.connect(self._suit)
        self._suit()

    def ending(self) -> tuple[date, EnteredEnding] | None:
        """Last day and how it ends, or None after saying what is missing."""
        day, kind = read_full_day(self._day.text()), EndingKind(self._kind.code())
        place = self._place.text().strip() if kind in _WITH_PLACE else ""
        if day is None or day > self._today:
            self._say("day", _("Type a day that has been, as 2026-11-21."))
        elif kind in NEEDS_PLACE and not place:
            self._say("place", _("Type the municipality or the office that takes over."))
        else:
            return day, EnteredEnding(kind, place, self._source.text(), self._note.text())
        return None

    def accept(self) -> None:
        """Stay until it can be done."""
        if self.ending() is not None:
            super().accept()

    def _say(self, name: str, text: str) -> None:
        field = self._fields[name]
        field.say(text, Tone.ERROR)
        field.editor.setFocus()

    def _suit(self) -> None:
        kind = EndingKind(self._kind.code())
        self._fields["place"].setVisible(kind in _WITH_PLACE)
        told = "\n".join(f"•  {follows_words(code)}" for code in FOLLOWS[kind])
        self._follows.setText(_("To think of:") + "\n" + told)
        make_room(self)


def ask_ending(today: date, close: Callable[[date, EnteredEnding], None], parent: QWidget) -> None:
    """Ask how the case ends; ``close`` is called with the answer."""
    dialog = EndingDialog(today, parent)

    def accepted() -> None:
        answer = dialog.ending()
        if answer is not None:
            close(*answer)

    dialog.accepted.connect(accepted)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
