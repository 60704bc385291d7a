"""The page Brev: choose at the left, look in the middle, be sure and print at the right."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseworker.domain.rows import PersonRow
from caseworker.errors import CaseworkerError
from ui.desk import Desk
from ui.language import _, clock_text
from ui.letters.choosing import Choosing
from ui.letters.more import MoreWays
from ui.letters.orders import Issued, Order, Preview, Recipient
from ui.letters.presenter import LettersPresenter
from ui.letters.side import LetterSide
from ui.outlet import Outlet, SystemOutlet
from ui.shell.page import Command, PageWidget, Shell
from ui.theme import theme
from ui.turned import Turn, turn_commands
from ui.widgets.chip import KeyHint
from ui.widgets.columns import Scroll, SideColumn
from ui.widgets.page_preview import PagePreview

LEFT_WIDTH, RIGHT_WIDTH = 332, 288


class LettersPage(PageWidget):
    """Brev. ``activate`` with a person's id makes her the recipient."""

    def __init__(
        self,
        shell: Shell,
        desk: Desk,
        outlet: Outlet | None = None,
        *,
        printing: bool = True,
        turn: Turn | None = None,
    ) -> None:
        """``outlet`` is where letters go: the system's printers and dialogs; ``printing`` as the policy allows.

        ``turn`` turns the screen to the recipient.
        """
        super().__init__(_("Letters"), name="lettersPage")
        self._shell, self._desk, self._turn = shell, desk, turn
        self._reads = ""
        self._shown = ""  # the sheet whose pages are seen
        self._turned = 0  # pages turned past the end of the sheet that is being fetched
        self._outlet = outlet or SystemOutlet()
        self.presenter = LettersPresenter(desk, shell.runner, self)
        self.choosing = Choosing(self.presenter.sheets, self.presenter.languages, desk.words)
        self.preview = PagePreview(_("Preview of the letter"), _("No letter yet"))
        self.side = LetterSide(self.presenter.sheets, printing=printing)
        self.more = MoreWays(shell, desk, self._outlet, self.presenter, printing=printing)
        self._left = Scroll(self.choosing, name="letterChoices")
        self.choosing.installEventFilter(self)
        self._lay_out()
        self._connect()
        self._show_order(self.presenter.order)
        self.side.texts.setVisible(desk.may("letter.review"))

    def key_hints(self) -> Sequence[KeyHint]:
        """Keys of the page."""
        return (
            KeyHint(_("Space"), _("choose sheet")),
            KeyHint("Alt B", _("sheets")),
            KeyHint("Alt L", _("language")),
            KeyHint("Alt M", _("recipient")),
            KeyHint("Alt U", _("appearance")),
            KeyHint("PgDn", _("next page")),
            KeyHint("Ctrl P", _("print")),
            KeyHint("Ctrl ⇧ S", _("save as PDF")),
            KeyHint("Esc", _("stop printing")),
        )

    def commands(self) -> Sequence[Command]:
        """What can be asked for here."""
        turn = self.turn
        return (
            Command("letter_sheet", _("Choose sheets"), self.choosing.go_to_sheet, icon="mail", keys="Alt+B"),
            Command("letter_recipient", _("Choose recipient"), self.go_to_search, icon="search", keys="Alt+M"),
            Command(
                "letter_language", _("Choose language"), self.choosing.languages.focus_chosen, icon="languages",
                keys="Alt+L",
            ),
            Command(
                "letter_appearance", _("Choose appearance"), self.choosing.appearance.focus_chosen, icon="type",
                keys="Alt+U",
            ),
            Command("letter_next", _("Next page"), partial(turn, 1), icon="chevron-right", keys="PgDown"),
            Command("letter_back", _("Previous page"), partial(turn, -1), icon="chevron-left", keys="PgUp"),
            Command("letter_print", _("Print the letter"), self.print, icon="printer", keys="Ctrl+P", bound=False),
            Command(
                "letter_save", _("Save the letter as PDF"), self.save, icon="file-down", keys="Ctrl+Shift+S",
                bound=False,
            ),
            *self.more.commands(),
            *turn_commands(self._turn, lambda: (self.presenter.order.person, self._reads)),
        )  # fmt: skip

    def activate(self, subject: object | None = None) -> None:
        """Begin with the recipient, or with the language when one is given."""
        if isinstance(subject, str) and subject:
            self.presenter.choose_person(subject)
            self.choosing.languages.focus_chosen()
            return
        self.presenter.wake()
        if not self.presenter.order.person:
            self.go_to_search()

    def leave(self) -> None:
        """A search that was begun says nothing when one comes back."""
        self.choosing.search.clear()

    def go_to_search(self) -> None:
        """Look for a recipient."""
        self.choosing.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.choosing.search.selectAll()

    def print(self) -> None:
        """Print the chosen sheets, if nothing stands against it."""
        preview = self.presenter.preview
        if preview is None or preview.failed or not self.side.printing:
            return
        try:
            job = self._outlet.choose_printer(self)
        except CaseworkerError as fault:
            self._shell.show_error(fault)
            return
        if job is not None:
            self.presenter.print(job)

    def save(self) -> None:
        """Save the letter that is shown, if one is. The proposed name holds no person."""
        preview = self.presenter.preview
        if preview is None or not preview.may_save:
            return
        day = self._desk.today().isoformat()
        suggested = f"{preview.order.sheet}-{preview.order.language}-{day}.pdf"
        path = self._outlet.choose_file(self, _("Save the letter"), suggested)
        if path is not None:
            self.presenter.save(path)

    def turn(self, by: int) -> None:
        """Turn pages; past the last page comes the next chosen sheet, before the first the one before."""
        if 0 <= self.preview.page + by < self.preview.pages:
            self.preview.turn(by)
        else:
            self._turned = by
            self.presenter.next_sheet(by)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops the printing."""
        if event.key() == Qt.Key.Key_Escape and self.side.progress.isVisible():
            self.side.progress.ask_to_stop()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The left side gives way to the paper."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow the left side when it needs another width."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return False

    def _fit(self) -> None:
        usual = min(theme().px(LEFT_WIDTH), max(LEFT_WIDTH - 22, self.width() * 29 // 100))
        # nothing is cut at large text: the scroll bar needs its room too
        self._left.setFixedWidth(max(usual, self.choosing.minimumSizeHint().width() + 14))

    def _lay_out(self) -> None:
        work = QWidget()
        row = QHBoxLayout(work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left)
        row.addWidget(self.preview, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.side, 1)
        column.addWidget(self.more)
        # who gets the letter must be seen while it is printed: this side is never a drawer
        outer.addWidget(SideColumn(work, side, width=RIGHT_WIDTH, drawer=False))

    def _connect(self) -> None:
        choosing, presenter, side = self.choosing, self.presenter, self.side
        choosing.typed.connect(presenter.search.typed)
        choosing.person_chosen.connect(self._take)
        choosing.receiver_chosen.connect(presenter.choose_receiver)
        choosing.sheet_ticked.connect(presenter.tick_sheet)
        choosing.sheet_shown.connect(presenter.show_sheet)
        choosing.language_chosen.connect(presenter.choose_language)
        choosing.appearance.chosen.connect(presenter.choose_layout)
        self.preview.scale_wanted.connect(presenter.set_scale)
        presenter.search.found.connect(choosing.show_found)
        presenter.recipient.connect(self._show_recipient)
        presenter.ordered.connect(self._show_order)
        presenter.drawn.connect(self._show_preview)
        presenter.blocked.connect(self._show_blocked)
        presenter.issuer.issuing.connect(side.show_issuing)
        presenter.issuer.progress.connect(side.show_progress)
        presenter.issuer.issued.connect(self._show_issued)
        presenter.failed.connect(self._show_failed)
        side.decided.connect(presenter.decide)
        side.progress.stopped.connect(presenter.issuer.stop)
        self.preview.passed.connect(self.turn)
        side.print_button.clicked.connect(self.print)
        side.save_button.clicked.connect(self.save)
        side.texts.clicked.connect(self._go_to_texts)
        self._shell.changes.changed.connect(presenter.heard)

    def _take(self, row: PersonRow | None) -> None:
        if row is not None:
            self.presenter.search.settle(self.choosing.hits.model().rowCount())
            self.presenter.choose_person(row.id)
            self.choosing.languages.focus_chosen()

    def _show_recipient(self, recipient: Recipient | None) -> None:
        self._reads = "" if recipient is None else recipient.reads
        self.choosing.show_recipient(recipient)
        self.side.show_recipient(recipient)
        # what is shown belongs to somebody else: it goes before anything can be printed
        self.preview.clear()

    def _go_to_texts(self) -> None:
        order = self.presenter.order
        self._shell.go("texts", f"{order.sheet} {order.language}")

    def _show_order(self, order: Order) -> None:
        self.choosing.show_order(order, {})
        self.side.show_order(order, self.presenter.sheet)

    def _show_preview(self, preview: Preview) -> None:
        order = preview.order
        chosen = order.chosen
        ticked = order.sheet in chosen
        self.preview.show_pages(
            preview.pages,
            keep=order.sheet == self._shown,
            sheet=(chosen.index(order.sheet) + 1, len(chosen)) if ticked else (1, 1),
            warning="" if ticked else _("not ticked, will not be printed"),
        )
        if self._turned < 0 and order.sheet != self._shown:
            self.preview.turn(self.preview.pages)
        self._turned, self._shown = 0, order.sheet
        self.choosing.show_order(order, {sheet: look.count for sheet, look in preview.looks.items()})
        self.side.show_ready(preview)

    def _show_blocked(self, fault: Exception) -> None:
        self.preview.clear()
        if isinstance(fault, CaseworkerError):
            self.side.show_blocked(fault)
        else:
            self.side.wait()
            self._shell.show_error(fault)

    def _show_issued(self, issued: Issued) -> None:
        at = clock_text(self._desk.local(self._desk.register.clock()))
        self.side.show_issued(issued, at)
        self._shell.notice(self.side.done.label.text())

    def _show_failed(self, fault: Exception) -> None:
        self.side.rest()
        self._shell.show_error(fault)
