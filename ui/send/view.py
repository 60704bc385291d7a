"""The page Skicka: nothing leaves without being seen. The true number and the one that leaves stand side by side."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout

from caseworker.domain.access import Role
from caseworker.domain.changes import Changes
from caseworker.domain.rows import ReleaseRow
from caseworker.errors import CaseworkerError
from caseworker.messages import describe
from caseworker.services.counts import CountsView, Sent
from ui.desk import Desk
from ui.language import _, ngettext
from ui.outlet import Outlet, SystemOutlet, save_file
from ui.send.board import Board
from ui.send.figures import figures_of, sealed_of, shareable_text
from ui.send.presenter import SendPresenter, waiting
from ui.send.side import Shipment
from ui.send.wording import month_text, month_title, row_words, sex_words
from ui.shell.page import Command, PageWidget, Shell
from ui.widgets.chip import KeyHint
from ui.widgets.columns import Scroll, SideColumn
from ui.widgets.irreversible import Irreversible

SIDE_WIDTH = 320


class SendPage(PageWidget):
    """Skicka. ``activate`` with a month (``2026-10``) shows that month."""

    def __init__(self, shell: Shell, desk: Desk, outlet: Outlet | None = None) -> None:
        """``outlet`` is where a saved file goes: the system's dialog unless told otherwise."""
        super().__init__(_("Send"), name="sendPage")
        self._shell, self._desk = shell, desk
        self._outlet = outlet or SystemOutlet()
        self.presenter = SendPresenter(desk, shell.runner, self)
        self.board = Board(desk.register.info.office_name)
        may_enrol = desk.user.may(Role.ADMINISTRATOR)
        self.shipment = Shipment(demo=desk.demo, may_enrol=may_enrol, local=desk.local)
        self._releases: tuple[ReleaseRow, ...] = ()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        side = Scroll(self.shipment, name="shipmentGround")
        # what is sent and the button that sends it are one: this side is never a drawer
        outer.addWidget(SideColumn(self.board, side, width=SIDE_WIDTH, drawer=False))
        self._connect()

    def key_hints(self) -> Sequence[KeyHint]:
        """Keys of the page."""
        return (
            KeyHint("↑ ↓", _("move")),
            KeyHint("T", _("both or only what leaves")),
            KeyHint("R", _("why")),
            KeyHint("J", _("whole file")),
            KeyHint("C", _("copy what leaves")),
            KeyHint("Ctrl ↵", _("send")),
        )

    def commands(self) -> Sequence[Command]:
        """What can be asked for here."""
        board = self.board
        return (
            Command("send_numbers", _("Both numbers or only what leaves"), board.toggle_numbers, icon="eye", keys="T"),
            Command("send_file", _("Table or whole file"), board.toggle_file, icon="braces", keys="J"),
            Command("send_why", _("Why the sum need not add up"), board.toggle_why, icon="circle-help", keys="R"),
            Command("send_merging", _("What was merged"), board.toggle_merging, icon="list-checks", keys="V"),
            Command("send_copy", _("Copy what leaves"), self.copy, icon="copy", keys="C"),
            Command("send_save", _("Save the file"), self.save, icon="save", keys="E"),
            Command("send_prepare", _("Prepare the month"), self._prepare, icon="file-check"),
            Command("send_send", _("Send the month"), self.send, icon="send", keys="Ctrl+Return", bound=False),
        )

    def activate(self, subject: object | None = None) -> None:
        """Count again; the register may have changed."""
        if isinstance(subject, str) and subject in self.presenter.periods():
            self.presenter.period = subject
        self.board.show_months(self.presenter.periods(), self.presenter.period)
        self.shipment.show_address(self.presenter.endpoint())
        self.presenter.ask()
        self.board.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy(self) -> None:
        """Put what leaves on the clipboard: the file when it is shown, else the table without its true numbers."""
        view, figures = self.presenter.view, self.board.figures
        if view is None or figures is None:
            return
        if self.board.as_file:
            if not view.envelope:
                return
            text, told = view.envelope.decode("utf-8"), _("The file is copied")
        else:
            heads = [sex_words(one, figures.sexes.labels[one]) for one in figures.sexes.codes]
            words = {(row.status, row.age): row_words(figures, row.status, row.age) for row in figures.rows}
            text = shareable_text(figures, [month_title(figures.period), *heads], words)
            told = _("Only the numbers that leave are copied")
        QGuiApplication.clipboard().setText(text)
        self._shell.notice(told)

    def save(self) -> None:
        """Save the file of the month: the same bytes that are sent."""
        view = self.presenter.view
        if view is None or not view.envelope:
            return
        info = self._desk.register.info
        self._save(_("Save the file"), f"{info.office_code}-T1-{view.period}.json", view.envelope)

    def send(self) -> None:
        """Ask once, then send. What was prepared is what is sent."""
        figures, view = self.board.figures, self.presenter.view
        if figures is None or view is None or not view.envelope or not self.shipment.send.isEnabled():
            return
        month, address = month_text(figures.period), self.shipment.address
        if not address:
            self.shipment.ask_address(_("Write the centre's address first."))
            return
        told = ngettext(
            "{n} number for {month} leaves this computer for {address}. It cannot be taken back.",
            "{n} numbers for {month} leave this computer for {address}. They cannot be taken back.",
            figures.cells,
        )
        if figures.too_few:
            told = _("Only that {month} is reported leaves this computer for {address}. It cannot be taken back.")
        dialog = Irreversible(
            _("Send {month}?").format(month=month),
            told.format(n=figures.cells, month=month, address=address),
            _("Send"),
            confirm=str(figures.cells) if figures.cells else "",
            parent=self,
        )
        answer = dialog.exec()
        dialog.deleteLater()
        if answer == Irreversible.DialogCode.Accepted:
            self.presenter.send(address)

    def _prepare(self) -> None:
        if self.shipment.prepare.isVisible() and self.shipment.prepare.isEnabled():
            self.presenter.prepare()

    def _save_key(self) -> None:
        info = self._desk.register.info
        try:
            document = self.presenter.key_document()
        except CaseworkerError as fault:
            self._shell.show_error(fault)
            return
        self._save(_("Save the office's key"), f"{info.office_code}-key.json", document)

    def _save(self, title: str, suggested: str, content: bytes) -> None:
        path = self._outlet.choose_file(self, title, suggested)
        if path is None:
            return
        try:
            save_file(path, content)
        except CaseworkerError as fault:
            self._shell.show_error(fault)
        else:
            self._shell.notice(_("Saved as {file}").format(file=path.name))

    def _connect(self) -> None:
        board, presenter, shipment = self.board, self.presenter, self.shipment
        board.month_chosen.connect(self._choose_month)
        board.copy_asked.connect(self.copy)
        board.save_asked.connect(self.save)
        board.retry_asked.connect(presenter.ask)
        presenter.counting.connect(lambda _period: board.show_counting())
        presenter.shown.connect(self._show_view)
        presenter.not_over.connect(self._show_not_over)
        presenter.uncounted.connect(self._show_uncounted)
        presenter.releases.connect(self._show_releases)
        presenter.working.connect(shipment.show_working)
        presenter.rested.connect(shipment.rest)
        presenter.failed.connect(self._show_failed)
        presenter.prepared.connect(self._show_prepared)
        presenter.sent.connect(self._show_sent)
        presenter.introduced.connect(lambda: shipment.say(_("The demo centre knows this office now.")))
        shipment.prepare_asked.connect(presenter.prepare)
        shipment.send_asked.connect(self.send)
        shipment.introduce_asked.connect(lambda: presenter.introduce(shipment.address))
        shipment.key_asked.connect(self._save_key)
        shipment.release_chosen.connect(self._open_release)

    def _choose_month(self, period: str) -> None:
        self.shipment.say("")  # what was done concerned another month
        self.presenter.choose(period)

    def _show_view(self, view: CountsView) -> None:
        figures = figures_of(view)
        self.board.show_view(view, figures)
        self.shipment.show_month(figures, sealed_of(view.envelope), view.release)

    def _show_not_over(self, period: str) -> None:
        self.board.show_not_over(period)
        self.shipment.show_month(None, None, None)

    def _show_uncounted(self, fault: Exception) -> None:
        self.shipment.show_month(None, None, None)
        if isinstance(fault, CaseworkerError):
            self.board.show_fault(fault)
        else:
            self._shell.show_error(fault)

    def _show_releases(self, rows: tuple[ReleaseRow, ...]) -> None:
        self._releases = rows
        queued = waiting(rows)
        self.shipment.show_releases(rows, queued)
        self._shell.show_count("send", queued)

    def _show_failed(self, fault: Exception) -> None:
        if not isinstance(fault, CaseworkerError):
            self._shell.show_error(fault)
            return
        told = describe(fault, _)
        if fault.code.startswith("endpoint."):
            self.shipment.ask_address(" ".join(part for part in (told.happened, told.do) if part))
            return
        self.shipment.fault.show_fault(told.happened, told.safe, told.do, fault.code)

    def _show_prepared(self, changes: Changes) -> None:
        self.shipment.say(_("Prepared. Nothing has left the computer."))
        self._shell.show_saved(self._desk.local(changes.saved))
        self._shell.changes.changed.emit(changes)

    def _show_sent(self, sent: Sent) -> None:
        if sent.state == "acked":
            self.shipment.say(_("Sent and received. The receipt is kept."))
            self._shell.notice(_("Sent and received. The receipt is kept."))

    def _open_release(self, row: ReleaseRow | None) -> None:
        if row is not None:
            periods = self.presenter.periods()
            known = periods if row.period in periods else (*periods, row.period)
            self.board.show_months(known, row.period)
            self._choose_month(row.period)
