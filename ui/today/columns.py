"""How a waiting thing becomes cells and a spoken sentence: last day, whom it is about, what and why, the way there."""

from collections.abc import Callable, Sequence

from caseworker.domain.waiting import WaitingRow
from ui.desk import Desk
from ui.language import _
from ui.today.wording import due_tone, due_words, words_of
from ui.widgets.rows import Cell, Column
from ui.words import mid_sentence, shown_name


def columns(desk: Desk) -> Sequence[Column]:
    """The columns of Idag."""

    def due(row: WaitingRow) -> Cell:
        when, day = due_words(row.waiting.due, desk.today())
        return Cell(when, day, top_color=due_tone(row.waiting.due, desk.today()), weight=600)

    def whom(row: WaitingRow) -> Cell:
        person = row.person
        if person is None:
            return Cell("–", top_color="ink2", weight=400)
        top = shown_name(person.name, person.case_number, person.protected)
        if person.protected is not None:
            return Cell(top, _("protected details"), icon="shield-alert", icon_color="danger", weight=600)
        status = desk.words.status(person.status, unaccompanied=person.unaccompanied)
        return Cell(top, mid_sentence(status), weight=600)

    def what(row: WaitingRow) -> Cell:
        words = words_of(row.waiting)
        return Cell(words.what, words.why)

    def way(row: WaitingRow) -> Cell:
        return Cell(action=words_of(row.waiting).verb)

    return (
        Column(due, share=0, minimum=120),
        Column(whom, share=2, minimum=160, maximum=280),
        Column(what, share=3, minimum=220),
        Column(way, share=1, minimum=150, right=True),
    )


def spoken(desk: Desk) -> Callable[[WaitingRow], str]:
    """Return how a row is said: whom, what, by when, why."""

    def say(row: WaitingRow) -> str:
        words = words_of(row.waiting)
        person = row.person
        name = "" if person is None else shown_name(person.name, person.case_number, person.protected)
        when = ", ".join(part for part in due_words(row.waiting.due, desk.today()) if part)
        return ", ".join(part for part in (name, words.what, when, words.why) if part)

    return say
