"""Brev between the page and the services: who, which sheet, which language; the preview; issuing.

Knows nothing of widgets. A preview carries the choice it was made for, and only a preview of the present choice may be
printed or saved: the person on the card and the person in the letter are then the same.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from caseworker.domain.changes import Changes
from caseworker.domain.household import kept_away
from caseworker.domain.ids import PersonId
from caseworker.domain.periods import covers
from caseworker.domain.rows import CodeRow, NoContactRow, PersonFile, PersonRow
from caseworker.errors import EnvironmentFault
from caseworker.services import letters, people
from caseworker.services.letters import USUAL, Layout, PageImage, SheetRow
from ui.desk import Desk
from ui.outlet import save_file
from ui.printing import PrintJob
from ui.tasks import Runner

SEARCH_AFTER_MS, DRAW_AFTER_MS = 120, 120
MOST_SHOWN = 6
DOTS_PER_INCH = 300
SOURCE = "sv"


@dataclass(frozen=True, slots=True)
class Order:
    """Which letter: to whom, which sheet, in which language, how laid out; the empty text is "not chosen"."""

    person: str = ""
    sheet: str = ""
    language: str = SOURCE
    layout: Layout = USUAL

    @property
    def whole(self) -> bool:
        """Whether there is a letter to make."""
        return bool(self.person and self.sheet and self.language)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets the letter. ``address`` is the present one in one line, "" when none is known; ``reads`` a code.

    ``warned``: who must not be told about her today; ``asks``: one of them may read mail at the address.
    """

    person: str
    name: str
    own_script: str
    given: str
    address: str
    case_number: str
    reads: str
    warned: tuple[NoContactRow, ...] = ()
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """The pages of one letter as they will be printed, and the choice they were made for."""

    order: Order
    pages: tuple[PageImage, ...]


@dataclass(frozen=True, slots=True)
class Issued:
    """A letter that left the program: ``how`` is "printed" or "saved", ``where`` the file it was saved as."""

    order: Order
    how: str
    pages: int
    where: Path | None = None


class LettersPresenter(QObject):
    """``found(rows)`` while searching, ``recipient(Recipient | None)``, ``ordered(Order)`` when the choice changed;

    ``drawing()`` then ``drawn(Preview)`` or ``blocked(error)``; ``issuing(how)`` then ``issued(Issued)`` or
    ``failed(error)``.
    """

    found = Signal(object)
    recipient = Signal(object)
    ordered = Signal(object)
    drawing = Signal()
    drawn = Signal(object)
    blocked = Signal(object)
    issuing = Signal(str)
    issued = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QObject | None = None) -> None:
        """Read the sheets and languages; nobody is chosen yet."""
        super().__init__(parent)
        self._desk, self._runner = desk, runner
        self.sheets: tuple[SheetRow, ...] = letters.list_sheets(desk.register, by=desk.user)
        self.languages: tuple[CodeRow, ...] = letters.list_letter_languages(desk.register, by=desk.user)
        self.order = Order(sheet=self.sheets[0].id if self.sheets else "")
        # the user has seen who must not be told and wants the letter all the same
        self.despite = False
        self._scale = 1.0
        self._text = ""
        self._stale = False
        self._preview: Preview | None = None
        self._search_clock = _clock(self, SEARCH_AFTER_MS, self.search_now)
        self._draw_clock = _clock(self, DRAW_AFTER_MS, self.draw_now)

    @property
    def preview(self) -> Preview | None:
        """The preview of the present choice, or None while there is none: nothing may be printed then."""
        return self._preview if self._preview is not None and self._preview.order == self.order else None

    @property
    def sheet(self) -> SheetRow | None:
        """The chosen sheet."""
        return next((row for row in self.sheets if row.id == self.order.sheet), None)

    def typed(self, text: str) -> None:
        """The search for a recipient changed."""
        self._text = text.strip()
        self._search_clock.start()

    def search_now(self) -> None:
        """Look for a recipient."""
        self._search_clock.stop()
        desk = self._desk
        if not self._text:
            self._runner.cancel("letters.search")
            self.found.emit(())
            return
        find = partial(people.find_people, desk.register, text=self._text, by=desk.user)
        self._runner.run("letters.search", find, self.found.emit, self.failed.emit)

    def choose_found(self, row: PersonRow, hits: int) -> None:
        """Take one of those found; the search that was meant is logged once."""
        desk = self._desk
        text, self._text = self._text, ""
        if text:
            log = partial(people.settle_search, desk.register, text=text, hits=hits, by=desk.user)
            self._runner.run("letters.settle", log, lambda _changes: None, self.failed.emit)
        self.choose_person(row.id)

    def choose_person(self, person: str) -> None:
        """Take a person as recipient. Reading her name and address is a look at her case, and is logged."""
        desk = self._desk
        self._stale = False
        read = partial(people.open_file, desk.register, person=PersonId(person), by=desk.user)
        self._runner.run("letters.recipient", read, self._read, self._unread)

    def choose_sheet(self, sheet: str) -> None:
        """Take another sheet; a language it is not whole in gives way to Swedish."""
        row = next(row for row in self.sheets if row.id == sheet)
        language = self.order.language if self.order.language in row.languages else SOURCE
        self._order(replace(self.order, sheet=sheet, language=language))

    def choose_language(self, language: str) -> None:
        """Take another language."""
        self._order(replace(self.order, language=language))

    def choose_layout(self, layout: Layout) -> None:
        """Lay the letters out otherwise, this one and those that follow while the window is open."""
        self._order(replace(self.order, layout=layout))

    def set_scale(self, scale: float) -> None:
        """Draw with ``scale`` dots a point from now on; the page shown stays until the sharper one is there."""
        if abs(scale - self._scale) > 0.01:
            self._scale = scale
            self._draw_clock.start()

    def draw_now(self) -> None:
        """Make the preview of the present choice."""
        self._draw_clock.stop()
        if self.order.whole:
            self.drawing.emit()
            draw = partial(_preview, self._desk, self.order, self._scale)
            self._runner.run("letters.preview", draw, self._drawn, self._blocked)

    def print(self, job: PrintJob) -> None:
        """Log and print the letter that is shown."""
        self.issuing.emit("printed")
        printable = partial(self._printable, self.order)
        self._runner.run("letters.issue", printable, partial(self._print, job), self.failed.emit)

    def save(self, path: Path) -> None:
        """Log and save the letter that is shown."""
        self.issuing.emit("saved")
        self._runner.run("letters.issue", partial(self._saved, self.order, path), self.issued.emit, self.failed.emit)

    def heard(self, changes: Changes) -> None:
        """The recipient was changed somewhere: what is shown of her is no longer true."""
        self._stale |= self.order.person in changes.people

    def wake(self) -> None:
        """The page is shown again."""
        if self._stale:
            self.choose_person(self.order.person)

    # In a worker thread
    def _printable(self, order: Order) -> Preview:
        desk = self._desk
        letter = self._issued(order, "printed")
        pages = letters.letter_pages(desk.register, letter=letter, dots_per_inch=DOTS_PER_INCH, by=desk.user)
        return Preview(order, pages)

    def _saved(self, order: Order, path: Path) -> Issued:
        letter = self._issued(order, "saved")
        save_file(path, letter.pdf)
        return Issued(order, "saved", letter.pages, path)

    def _issued(self, order: Order, how: str) -> letters.ComposedLetter:
        desk = self._desk
        return letters.issue_letter(
            desk.register,
            person=PersonId(order.person),
            sheet=order.sheet,
            language=order.language,
            how=how,
            layout=order.layout,
            despite=self.despite,
            by=desk.user,
        )

    # Back in the window
    def _print(self, job: PrintJob, printable: Preview) -> None:
        try:
            job.send(printable.pages)
        except EnvironmentFault:
            # the log already says printed; the sentence of this fault tells so
            self.failed.emit(EnvironmentFault("letter.print_failed"))
        else:
            self.issued.emit(Issued(printable.order, "printed", len(printable.pages)))

    def _read(self, file: PersonFile) -> None:
        chosen = recipient_of(file, self._desk.today())
        self.despite = False
        readable = self.sheet is not None and chosen.reads in self.sheet.languages
        language = chosen.reads if readable else SOURCE
        same = file.id == self.order.person
        self._preview = None
        self.recipient.emit(chosen)
        self._order(replace(self.order, person=chosen.person, language=self.order.language if same else language))

    def _unread(self, fault: Exception) -> None:
        self._preview = None
        self.order = replace(self.order, person="")
        self.recipient.emit(None)
        self.ordered.emit(self.order)
        self.failed.emit(fault)

    def _order(self, order: Order) -> None:
        self.order = order
        self.ordered.emit(order)
        self.draw_now()

    def _drawn(self, preview: Preview) -> None:
        if preview.order == self.order:
            self._preview = preview
            self.drawn.emit(preview)

    def _blocked(self, fault: Exception) -> None:
        self._preview = None
        self.blocked.emit(fault)


def _preview(desk: Desk, order: Order, scale: float) -> Preview:
    """Draw the pages of an order; in a worker thread."""
    pages = letters.preview_letter(
        desk.register,
        person=PersonId(order.person),
        sheet=order.sheet,
        language=order.language,
        scale=scale,
        layout=order.layout,
        by=desk.user,
    )
    return Preview(order, pages)


def recipient_of(file: PersonFile, today: date) -> Recipient:
    """Return what the card about the recipient shows of a person's file on the day ``today``."""
    latin = next((name for name in file.names if name.role == "latin"), None)
    address = next((one for one in file.addresses if one.ends is None), None)
    lines = (address.care_of, address.street, f"{address.postcode} {address.city}".strip()) if address else ()
    return Recipient(
        person=file.id,
        name=file.name() or file.name("original"),
        own_script=file.name("original") if file.name() else "",
        given=latin.given if latin is not None and latin.given else file.name(),
        address=", ".join(line for line in lines if line),
        case_number=file.case_number,
        reads=file.reads,
        warned=tuple(row for row in file.no_contacts if covers(row, today)),
        asks=bool(kept_away(file.no_contacts, today)),
    )


def _clock(parent: QObject, after_ms: int, then: Callable[[], None]) -> QTimer:
    clock = QTimer(parent)
    clock.setSingleShot(True)
    clock.setInterval(after_ms)
    clock.timeout.connect(then)
    return clock
