"""The page Trygghet: who may see what, whether the register is whole, whether it can be had back, and the log review.

Not a place: it opens from the chip Encrypted, with Ctrl 8 and from the palette. One who may not review the log sees her
own access, the backups and whether the register is whole.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caseworker.domain.access import Role
from caseworker.domain.backups import Rehearsal
from caseworker.domain.changes import Changes
from caseworker.domain.review import Outcome
from caseworker.errors import CaseworkerError
from caseworker.services.backups import BackupState
from caseworker.services.review import ReviewState, ReviewView
from caseworker.services.trust import SafetyView
from ui.desk import Desk
from ui.language import _, day_text, ngettext
from ui.moments import capital, when_text
from ui.outlet import Outlet, SystemOutlet, save_file
from ui.safekeeping.places import PlacesDialog
from ui.shell.page import Command, PageWidget, Shell
from ui.trust.appendix import AppendixDialog
from ui.trust.backups import BackupsPart
from ui.trust.lists import Protected
from ui.trust.presenter import Safety, TrustPresenter
from ui.trust.review_part import ReviewPart
from ui.trust.staff import StaffSide
from ui.trust.tiles import Tile, tile_row
from ui.trust.whole import WholePart
from ui.widgets.button import Button
from ui.widgets.chip import KeyHint
from ui.widgets.columns import Scroll, SideColumn
from ui.widgets.flow import FlowLayout
from ui.widgets.irreversible import Irreversible
from ui.widgets.text import Hairline, Label, Pane

SIDE_WIDTH = 400


class TrustPage(PageWidget):
    """Trygghet. Keys G, F and M decide what is under the cursor, K checks, Å rehearses, Ctrl Enter signs."""

    def __init__(self, shell: Shell, desk: Desk, backing: Safety, outlet: Outlet | None = None) -> None:
        """``outlet`` is where the receipt goes: the system's dialog unless told otherwise."""
        super().__init__(_("Safety"), name="trustPage")
        self._shell, self._desk, self._outlet = shell, desk, outlet or SystemOutlet()
        self._safety: SafetyView | None = None
        self.presenter = TrustPresenter(desk, shell.runner, backing, self)
        self.register_tile = Tile("shield-check", _("The register"), name="tileRegister")
        self.backup_tile = Tile("hard-drive", _("Backup"), name="tileBackup")
        self.rehearsal_tile = Tile("undo-2", _("Restore rehearsed"), name="tileRehearsal")
        self.review_tile = Tile("eye", _("Review of the log"), name="tileReview")
        self.staff = StaffSide(shell, desk, backing, self)
        self._printing = backing.printing
        self.protected = Protected(desk.local, desk.today)
        self.backups = BackupsPart(desk.local, desk.today, chooses=desk.may("backup.places"))
        self.review = ReviewPart(desk.local, desk.today)
        self.whole = WholePart(desk.local, desk.today, rebuilds=desk.may("register.rebuild"))
        self.appendix = Button(
            _("Print the appendix on permissions"), name="safetyAppendix", keycap="Ctrl P", icon="printer"
        )
        self.erasure = Button(_("What is to be erased"), name="safetyErasure", icon="trash-2")
        if not (desk.user.may(Role.CASEWORKER) or desk.user.may(Role.UNIT_MANAGER)):
            self.erasure.hide()
        self._lay_out()
        self._connect()

    def key_hints(self) -> Sequence[KeyHint]:
        """Keys of the page."""
        review = (
            KeyHint("↑ ↓", _("move")),
            KeyHint("G", _("acceptable")),
            KeyHint("F", _("ask")),
            KeyHint("M", _("report")),
            KeyHint("Ctrl ↵", _("sign")),
        )
        rest = (
            KeyHint("K", _("check")),
            KeyHint("Å", _("rehearse a restore")),
            KeyHint("Ctrl P", _("print permissions")),
            KeyHint("Alt ←", _("back")),
        )
        shown = review if self._safety is not None and self._safety.may_review else ()
        return (*self.staff.key_hints(), *shown, *rest)

    def commands(self) -> Sequence[Command]:
        """What can be asked for here."""
        rows: list[Command] = [*self.staff.commands()]
        if self._safety is not None and self._safety.may_review:
            fine, ask, report = (
                partial(self.review.decide, one) for one in (Outcome.ACCEPTABLE, Outcome.ASK, Outcome.REPORT)
            )
            rows += [
                Command("review_acceptable", _("Acceptable"), fine, icon="circle-check", keys="G"),
                Command("review_ask", _("Ask the colleague"), ask, icon="circle-help", keys="F"),
                Command("review_report", _("Report"), report, icon="triangle-alert", keys="M"),
                Command("review_draw", _("Draw the next review"), self._draw, icon="list-checks"),
                Command("review_receipt", _("Save the receipt of the review"), self._receipt, icon="file-down"),
            ]
        rows.append(Command("check_register", _("Check everything now"), self._check, icon="shield-check", keys="K"))
        if self.backups.may_rehearse:
            rehearse = Command("rehearse", _("Rehearse a restore"), self._rehearse, icon="undo-2", keys="Å")
            rows.append(rehearse)
        if self.backups.may_choose:
            words = _("Choose places for backups")
            rows.append(Command("backup_places", words, self._choose_places, icon="hard-drive", keys="V"))
        words = _("Print the appendix on permissions")
        rows.append(Command("appendix", words, self._appendix, icon="printer", keys="Ctrl+P"))
        return tuple(rows)

    def activate(self, subject: object | None = None) -> None:
        """Ask again; others may have worked meanwhile."""
        self._ask()

    def _ask(self) -> None:
        self.presenter.ask()
        self.staff.ask()

    def _appendix(self) -> None:
        dialog = AppendixDialog(self._shell, self._desk, self._outlet, self, printing=self._printing)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _draw(self) -> None:
        if self.review.draw.isVisible():
            self.presenter.draw()

    def _check(self) -> None:
        self.whole.set_busy(True)
        self.presenter.check()

    def _rebuild(self) -> None:
        self.whole.set_busy(True)
        self.presenter.rebuild()

    def _rehearse(self) -> None:
        self.backups.set_busy(True)
        self.presenter.rehearse()

    def _choose_places(self) -> None:
        state = self.backups.state
        if state is None:
            return
        dialog = PlacesDialog(state.places, state.own_place, self._outlet, self)
        if dialog.exec() == PlacesDialog.DialogCode.Accepted:
            self.presenter.choose_places(dialog.places())
        dialog.deleteLater()

    def _receipt(self) -> None:
        self.presenter.receipt(self._save)

    def _save(self, pdf: bytes) -> None:
        suggested = f"loggkontroll-{self._desk.today().isoformat()}.pdf"
        path = self._outlet.choose_file(self, _("Save the receipt"), suggested)
        if path is None:
            return
        try:
            save_file(path, pdf)
        except CaseworkerError as fault:
            self._shell.show_error(fault)
        else:
            self._shell.notice(_("Saved as {file}").format(file=path.name))

    def _accept(self) -> None:
        told = _(
            "The log of this copy ends before the one that was here. What was written after it is not in this file. "
            "The log will say that you chose to go on."
        )
        dialog = Irreversible(_("Go on in this older copy?"), told, _("Go on"), parent=self)
        answer = dialog.exec()
        dialog.deleteLater()
        if answer == Irreversible.DialogCode.Accepted:
            self.presenter.accept_older_copy()

    # Answers
    def _show_safety(self, found: SafetyView) -> None:
        self._safety = found
        self.staff.show_safety(found)
        self.review.setVisible(found.may_review)
        self._line.setVisible(found.may_review)
        self._show_check()
        self._shell.refresh_hints()

    def _show_check(self) -> None:
        self.whole.set_busy(False)
        if self._safety is not None:
            self.whole.show_state(self._safety, self._desk.last_check)
            self.register_tile.show_state(*self.whole.verdict(self._safety, self._desk.last_check))

    def _show_state(self, state: ReviewState) -> None:
        self.review.show_state(state)
        due = _("due by {day}").format(day=day_text(state.due))
        if state.left:
            left = ngettext("{n} left", "{n} left", state.left).format(n=state.left)
            self.review_tile.show_state(left, due, "warn")
        elif state.left == 0:
            self.review_tile.show_state(_("To be signed"), due, "warn")
        elif state.last_signed is not None:
            signed = _("signed {when}").format(when=self._when(state.last_signed))
            self.review_tile.show_state(_("Done"), f"{signed}, {due}", "ok")
        else:
            self.review_tile.show_state(_("Not begun"), due, "warn")

    def _show_review(self, view: ReviewView | None) -> None:
        self.review.show_review(view)
        if self.review.rows.isVisible() and self.window().focusWidget() is None:
            self.review.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_backups(self, state: BackupState) -> None:
        self.backups.show_state(state)
        if state.newest is None:
            self.backup_tile.show_state(_("None yet"), _("make one today"), "warn")
        else:
            note = _("opened and checked") if state.elsewhere else _("on the register's own disk only")
            note = _("a new one is due") if state.due else note
            tone = "ok" if state.elsewhere and not state.due else "warn"
            self.backup_tile.show_state(capital(self._when(state.newest)), note, tone)
        tried = state.rehearsal
        if tried is None:
            self.rehearsal_tile.show_state(_("Never"), _("try once a month"), "warn")
        else:
            people = ngettext("{n} person came back", "{n} persons came back", tried.people).format(n=tried.people)
            self.rehearsal_tile.show_state(capital(self._when(tried.on)), people, "ok" if tried.ok else "danger")
        self.backup_tile.show()
        self.rehearsal_tile.show()
        self._shell.refresh_hints()

    def _show_rehearsed(self, found: Rehearsal | None) -> None:
        self.backups.set_busy(False)
        if found is not None:
            self._shell.notice(_("The restore was rehearsed. The register is untouched."))

    def _written(self, changes: Changes) -> None:
        self._shell.show_saved(self._desk.local(changes.saved))

    def _when(self, moment: datetime) -> str:
        return when_text(self._desk.local(moment), self._desk.today())

    def _connect(self) -> None:
        presenter, part = self.presenter, self.review
        presenter.safety.connect(self._show_safety)
        presenter.state.connect(self._show_state)
        presenter.review.connect(self._show_review)
        presenter.protected.connect(self.protected.show_protected)
        presenter.backups.connect(self._show_backups)
        presenter.checked.connect(lambda _found: self._show_check())
        presenter.rehearsed.connect(self._show_rehearsed)
        presenter.written.connect(self._written)
        presenter.failed.connect(self._shell.show_error)
        self._desk.check_changed.append(self._show_check)
        part.draw_asked.connect(presenter.draw)
        part.receipt_asked.connect(self._receipt)
        part.decided.connect(presenter.decide)
        part.sign_asked.connect(presenter.sign)
        self.whole.check_asked.connect(self._check)
        self.whole.accept_asked.connect(self._accept)
        self.whole.rebuild_asked.connect(self._rebuild)
        self.backups.rehearse_asked.connect(self._rehearse)
        self.backups.places_asked.connect(self._choose_places)
        presenter.placed.connect(lambda: self._shell.notice(_("The next backup is made in these places.")))
        self.staff.changed.connect(self._ask)
        self.appendix.clicked.connect(self._appendix)
        self.erasure.clicked.connect(lambda: self._shell.go("erasure"))

    def _lay_out(self) -> None:
        work = Pane("surface")
        column = QVBoxLayout(work)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(16)
        head = QVBoxLayout()
        head.setSpacing(4)
        column.addLayout(head)
        head.addWidget(Label(_("Safety"), "h1"))
        about = _("Who may see what, whether the register is whole and whether it can be had back.")
        head.addWidget(Label(about, "body", "ink2", wrap=True))
        column.addWidget(tile_row(self.register_tile, self.backup_tile, self.rehearsal_tile, self.review_tile))
        self.backup_tile.hide()
        self.rehearsal_tile.hide()
        staff = self.staff
        for part in (staff.waiting, staff.colleagues, staff.looks, self.protected, self.backups):
            column.addWidget(part)
        buttons = FlowLayout()
        buttons.addWidget(self.appendix)
        buttons.addWidget(self.erasure)
        column.addLayout(buttons)
        column.addStretch(1)
        side = Pane("canvas")
        inner = QVBoxLayout(side)
        inner.setContentsMargins(24, 20, 24, 24)
        inner.setSpacing(16)
        self._line = Hairline()
        self._line.hide()
        for beside in (self.review, self._line, self.whole):
            inner.addWidget(beside)
        inner.addStretch(1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = Scroll(work, name="trustScroll")
        # the review is half of what the page is for: its side is never a drawer
        outer.addWidget(SideColumn(scroll, Scroll(side, name="trustSideScroll"), width=SIDE_WIDTH, drawer=False))
