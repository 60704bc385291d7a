"""Brev between the page and the services: who, which sheets, which language; the preview; issuing.

Knows nothing of widgets. A preview carries the choice it was made for, and only a preview of the present choice may be
printed or saved; the service refuses what would be another letter than the one that was looked at.
"""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from caseworker.domain.changes import Changes
from caseworker.domain.ids import PersonId
from caseworker.domain.periods import covers
from caseworker.domain.rows import CodeRow, PersonFile
from caseworker.errors import CaseworkerError
from caseworker.services import letter_checks, letters, people
from caseworker.services.letter_checks import RecipientRow
from caseworker.services.letters import Layout, SheetRow
from ui.desk import Desk
from ui.letters.issuing import LetterIssuer
from ui.letters.orders import SOURCE, Order, Preview, Recipient
from ui.letters.searching import RecipientSearch, waiting_clock
from ui.printing import PrintJob
from ui.tasks import Runner

DRAW_AFTER_MS = 120


class LettersPresenter(QObject):
    """``recipient(Recipient | None)``, ``ordered(Order)`` when the choice changed;

    ``drawing()`` then ``drawn(Preview)`` or ``blocked(error)``; ``failed(error)`` of what else went wrong. ``issuer``
    tells what leaves.
    """

    recipient = Signal(object)
    ordered = Signal(object)
    drawing = Signal()
    drawn = Signal(object)
    blocked = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QObject | None = None) -> None:
        """Read the sheets and languages; nobody is chosen yet."""
        super().__init__(parent)
        self._desk, self._runner = desk, runner
        self.sheets: tuple[SheetRow, ...] = letters.list_sheets(desk.register, by=desk.user)
        self.languages: tuple[CodeRow, ...] = letters.list_letter_languages(desk.register, by=desk.user)
        first = self.sheets[0].id if self.sheets else ""
        self.order = Order(sheet=first, chosen=(first,))
        self.shown_recipient: Recipient | None = None
        # the user has seen who must not be told and wants the letter all the same
        self.despite = False
        self._scale = 1.0
        self._stale = False
        self._preview: Preview | None = None
        self.issuer = LetterIssuer(desk, runner, self)
        self.issuer.failed.connect(self._not_issued)
        self.search = RecipientSearch(desk, runner, self)
        self.search.failed.connect(self.failed)
        self._draw_clock = waiting_clock(self, DRAW_AFTER_MS, self.draw_now)

    @property
    def preview(self) -> Preview | None:
        """The preview of the present choice, or None while there is none: nothing may be printed then."""
        made = self._preview
        return made if made is not None and (made.order, made.despite) == (self.order, self.despite) else None

    @property
    def sheet(self) -> SheetRow | None:
        """The chosen sheet."""
        return next((row for row in self.sheets if row.id == self.order.sheet), None)

    def choose_person(self, person: str) -> None:
        """Take a person as recipient. Reading her name and address is a look at her case, and is logged."""
        desk = self._desk
        self._stale = False
        self._runner.run("letters.recipient", partial(_known, desk, PersonId(person)), self._read, self._unread)

    def choose_receiver(self, to: str) -> None:
        """Let another get the letter: "" the person herself, else somebody who decides for her."""
        known = self.shown_recipient
        row = None if known is None else next((one for one in known.receivers if one.to == to), None)
        if known is not None and row is not None:
            self.despite = False
            self._preview = None
            self._receive(replace(known, receiver=row), keep=False)

    def tick_sheet(self, sheet: str) -> None:
        """Take one sheet more, or one less; it is shown."""
        ticked = {*self.order.chosen} ^ {sheet}
        chosen = tuple(row.id for row in self.sheets if row.id in ticked)
        self._order(replace(self.order, sheet=sheet, chosen=chosen))

    def show_sheet(self, sheet: str) -> None:
        """Look at a sheet."""
        self._order(replace(self.order, sheet=sheet))

    def next_sheet(self, by: int) -> None:
        """Show the chosen sheet after the one shown, or before it; nothing at the ends."""
        chosen = self.order.chosen
        place = chosen.index(self.order.sheet) + by if self.order.sheet in chosen else 0
        if 0 <= place < len(chosen) and chosen[place] != self.order.sheet:
            self.show_sheet(chosen[place])

    def decide(self, despite: bool) -> None:
        """The user has seen what speaks against it and makes the letter all the same, or not after all."""
        self.despite = despite
        self.draw_now()

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
            draw = partial(_looked, self._desk, self.order, self._scale, despite=self.despite)
            self._runner.run("letters.preview", draw, self._drawn, self._blocked)

    def print(self, job: PrintJob) -> None:
        """Log and print the chosen letters, unless something stops one of them."""
        if self.preview is not None and not self.preview.failed:
            self.issuer.print(self.preview, job)

    def save(self, path: Path) -> None:
        """Log and save the letter that is shown, unless something stops it."""
        if self.preview is not None and self.preview.may_save:
            self.issuer.save(self.preview, path)

    def heard(self, changes: Changes) -> None:
        """The recipient was changed somewhere: what is shown of her is no longer true."""
        self._stale |= self.order.person in changes.people

    def wake(self) -> None:
        """The page is shown again."""
        if self._stale:
            self.choose_person(self.order.person)

    # Back in the window
    def _not_issued(self, fault: Exception) -> None:
        self.failed.emit(fault)
        if isinstance(fault, CaseworkerError) and fault.code == "letter.changed_since_preview":
            self.choose_person(self.order.person)

    def _read(self, known: tuple[PersonFile, tuple[RecipientRow, ...]]) -> None:
        file, receivers = known
        same = file.id == self.order.person
        row = next((one for one in receivers if same and one.to == self.order.to), receivers[0])
        self.despite = False
        self._preview = None
        self._receive(recipient_of(file, receivers, row, self._desk.today()), keep=same)

    def _receive(self, recipient: Recipient, *, keep: bool) -> None:
        """Let somebody get the letter, in what she reads unless the language is to be kept."""
        self.shown_recipient = recipient
        rows = [row for row in self.sheets if row.id in (self.order.sheet, *self.order.chosen)]
        readable = all(recipient.reads in row.languages for row in rows)
        language = self.order.language if keep else recipient.reads if readable else SOURCE
        self.recipient.emit(recipient)
        self._order(replace(self.order, person=recipient.person, to=recipient.receiver.to, language=language))

    def _unread(self, fault: Exception) -> None:
        self._preview = self.shown_recipient = None
        self.order = replace(self.order, person="", to="")
        self.recipient.emit(None)
        self.ordered.emit(self.order)
        self.failed.emit(fault)

    def _order(self, order: Order) -> None:
        self.order = order
        self.ordered.emit(order)
        self.draw_now()

    def _drawn(self, preview: Preview) -> None:
        if (preview.order, preview.despite) == (self.order, self.despite):
            self._preview = preview
            self.drawn.emit(preview)

    def _blocked(self, fault: Exception) -> None:
        self._preview = None
        self.blocked.emit(fault)


def _known(desk: Desk, person: PersonId) -> tuple[PersonFile, tuple[RecipientRow, ...]]:
    """Read a person's file and who may receive letters about her; in a worker thread."""
    file = people.open_file(desk.register, person=person, by=desk.user)
    return file, letter_checks.list_recipients(desk.register, person=person, by=desk.user)


def _looked(desk: Desk, order: Order, scale: float, *, despite: bool) -> Preview:
    """Look at every chosen sheet, and draw the pages of the one that is shown; in a worker thread."""
    looks = {
        sheet: letter_checks.look_at_letter(
            desk.register,
            person=PersonId(order.person),
            sheet=sheet,
            language=order.language,
            scale=scale if sheet == order.sheet else 0,
            layout=order.layout,
            to=order.to,
            despite=despite,
            by=desk.user,
        )
        for sheet in dict.fromkeys((order.sheet, *order.chosen))
    }
    return Preview(order, looks[order.sheet].pages, looks, despite)


def recipient_of(
    file: PersonFile, receivers: tuple[RecipientRow, ...], receiver: RecipientRow, today: date
) -> Recipient:
    """Return whom the letters are about and who gets them, as the cards show them on the day ``today``."""
    return Recipient(
        person=file.id,
        name=file.name() or file.name("original"),
        case_number=file.case_number,
        receivers=receivers,
        receiver=receiver,
        warned=tuple(row for row in file.no_contacts if covers(row, today)),
    )
