"""How a thing that waits becomes cells and a spoken sentence: stake, when, whom, what, loss, the way there."""

from collections.abc import Callable, Sequence

from caseworker.domain.tasks import severity
from caseworker.domain.waiting import WaitingRow
from ui.desk import Desk
from ui.language import _
from ui.today.wording import due_tone, due_words, is_raised, is_sealed, loss_words, words_of
from ui.widgets.rows import Cell, Column
from ui.words import mid_sentence, shown_name

ROW_HEIGHT = 68


def columns(desk: Desk) -> Sequence[Column]:
    """The columns of Idag."""

    def stake(row: WaitingRow) -> Cell:
        weight = severity(row.waiting.loss)
        soon = due_tone(row.waiting.due, desk.today(), raised=is_raised(row.waiting)) != "ink"
        return Cell(bars=weight, icon_color="danger" if weight == 3 and soon else "warn" if weight > 1 else "line2")

    def due(row: WaitingRow) -> Cell:
        raised = is_raised(row.waiting)
        when, day = due_of(row, desk)
        return Cell(when, day, top_color=due_tone(row.waiting.due, desk.today(), raised=raised), weight=600)

    def whom(row: WaitingRow) -> Cell:
        person = row.person
        if person is None:
            return Cell("–", top_color="ink2", weight=400)
        top = shown_name(person.name, person.case_number, person.protected)
        if person.protected is not None:
            return Cell(top, _("protected details"), icon="shield-alert", icon_color="danger", weight=600)
        status = desk.words.status(person.status, unaccompanied=person.unaccompanied)
        return Cell(top, mid_sentence(status), weight=600, wrap=True)

    def what(row: WaitingRow) -> Cell:
        words = words_of(row.waiting, desk.words)
        return Cell(words.what, words.why, bottom_color="warn" if words.doubtful else "ink2", wrap=True)

    def lost(row: WaitingRow) -> Cell:
        words = words_of(row.waiting, desk.words)
        return Cell(loss_words(row.waiting.loss) if words.lost else "", words.lost, weight=600, wrap=True)

    def way(row: WaitingRow) -> Cell:
        return Cell(action=words_of(row.waiting, desk.words).verb, keycap="G")

    return (
        Column(stake, share=0, minimum=14),
        Column(due, share=0, minimum=92),
        Column(whom, share=2, minimum=110, maximum=160),
        Column(what, share=5, minimum=180),
        Column(lost, share=2, minimum=120, maximum=210, folds=True),
        Column(way, share=0, minimum=148, right=True),
    )


def spoken(desk: Desk) -> Callable[[WaitingRow], str]:
    """Return how a row is said: whom, what, by when, why, what is lost."""

    def say(row: WaitingRow) -> str:
        words = words_of(row.waiting, desk.words)
        person = row.person
        name = "" if person is None else shown_name(person.name, person.case_number, person.protected)
        when = ", ".join(part for part in due_of(row, desk) if part)
        parts = (name, words.what, when, words.why, words.lost, words.whole)
        return ", ".join(part.rstrip(".") for part in parts if part)

    return say


def due_of(row: WaitingRow, desk: Desk) -> tuple[str, str]:
    """Return the last day of a row in words: how far it is, and which day."""
    return due_words(row.waiting.due, desk.today(), raised=is_raised(row.waiting), sealed=is_sealed(row))
