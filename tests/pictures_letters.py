"""Draws what Brev can do besides one sheet: several, to many, read aloud, what has left; and its texts."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from caseworker.app import Session
from caseworker.domain.ids import PersonId
from caseworker.services import letter_texts, letters
from ui.letters.interpreter import InterpreterDialog
from ui.letters.merge import MergeDialog
from ui.letters.orders import Progress
from ui.letters.print_log import PrintLogDialog
from ui.letters.view import LettersPage
from ui.main import Program

_FREE = "Det är kommunens kurs i svenska för vuxna. Kursen är gratis."
_CHANGED = "Det är kommunens kurs i svenska för vuxna. Kursen kostar inget."


def draw_letters(
    program: Program,
    take: Callable[[QWidget, str], None],
    grab: Callable[[QDialog, str], None],
    person: PersonId,
) -> None:
    """Tick three sheets with one of them being printed, open each window of its own, change a sentence; undo it all."""
    window, session = program.window, program.session
    assert window is not None
    assert isinstance(session, Session)
    register, by = session.register, session.user
    window.go("letters", person)
    page = window.stack.current
    assert isinstance(page, LettersPage)
    more = [row.id for row in page.presenter.sheets[1:4:2]]
    for sheet in more:
        page.presenter.tick_sheet(sheet)
    take(window, "letters-ticked")
    page.choosing.go_to_sheet()
    page.side.show_issuing("printed")
    page.side.show_progress(Progress(2, 3, page.presenter.order.sheet))
    take(window, "letters-several")
    page.side.rest()
    for sheet in more:
        page.presenter.tick_sheet(sheet)
    take(window, "letters-not-ticked")
    page.presenter.show_sheet("valkommen")
    for sheet, language in (("valkommen", "ar"), ("sfi", "ti")):
        letters.issue_letter(
            register, person=person, sheet=sheet, language=language, how="printed", despite=True, by=by
        )
    openings: tuple[tuple[str, Callable[[], None], type[QDialog]], ...] = (
        ("letters-many", page.more.open_many, MergeDialog),
        ("letters-aloud", page.more.open_aloud, InterpreterDialog),
        ("letters-printed", page.more.open_log, PrintLogDialog),
    )
    for name, opening, kind in openings:
        opening()
        dialog = window.findChild(kind)
        assert isinstance(dialog, QDialog)
        grab(dialog, name)
    change = {"sheet": "sfi", "language": "sv", "source": _FREE, "reason": "Lättare", "by": by}
    letter_texts.change_text(register, text=_CHANGED, **change)
    window.go("texts", "sfi ar")
    take(window, "texts")
    letter_texts.change_text(register, text="", **change)
