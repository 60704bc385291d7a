"""The page Lagen: the rows that apply and how sure they are, the municipality's rules, who is responsible, updates."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QStackedWidget, QVBoxLayout

from caseworker.domain.changes import Changes
from caseworker.domain.local_law import LocalKind
from caseworker.services.law_local import AreaShown, LocalRuleShown
from caseworker.services.law_updates import KeyShown, LawbookShown
from ui.days import read_full_day
from ui.desk import Desk
from ui.language import _
from ui.lawbook.dialogs import EndDialog, KeyDialog, ResponsibleDialog, RuleDialog
from ui.lawbook.own_part import Areas, OwnPart, area_words
from ui.lawbook.presenter import LawbookPresenter
from ui.lawbook.rows_part import RowsPart
from ui.lawbook.update_part import UpdatePart
from ui.lawbook.wording import title_words
from ui.shell.page import Command, PageWidget, Shell
from ui.widgets.chip import KeyHint
from ui.widgets.columns import Scroll
from ui.widgets.tabs import PAD, TabStrip
from ui.widgets.text import Hairline, Label, Pane

TABS = ("rows", "own", "areas", "update")


class LawbookPage(PageWidget):
    """Four tabs over one lawbook. Everybody may read; an administrator may change."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        """Ask when the page is shown."""
        super().__init__(_("The law"), name="lawbookPage")
        self._shell, self._desk = shell, desk
        self.presenter = LawbookPresenter(desk, shell.runner, self)
        self._changes = desk.may("law.change")
        self._duties: dict[str, str] = {}
        self._statuses: dict[str, tuple[str, str]] = {}
        words = (_("Rows"), _("The municipality's rules"), _("Who is responsible"), _("Updates and keys"))
        self.tabs = TabStrip(tuple(zip(TABS, words, strict=True)), _("Parts of the law"), name="lawTabs")
        self.version = Label("", "body", "ink2", wrap=True, name="lawVersion")
        self.rows = RowsPart(desk.words.status)
        self.own = OwnPart()
        self.areas = Areas(desk.words.actor)
        self.update_part = UpdatePart(desk.local)
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def key_hints(self) -> Sequence[KeyHint]:
        """Moving, and the tabs."""
        return (
            KeyHint("↑ ↓", _("move")),
            KeyHint("← →", _("other tab")),
            KeyHint("Alt ←", _("back")),
        )

    def commands(self) -> Sequence[Command]:
        """Besides moving: reading in an update."""
        if not self._changes:
            return ()
        return (Command("law_update", _("Read in a lawbook update"), self._choose, icon="scale", bound=False),)

    def activate(self, subject: object | None = None) -> None:
        """Ask, and stand on the tabs; ``subject`` names one of them."""
        if subject in TABS:
            self.tabs.choose(str(subject))
        self.presenter.ask()
        self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Nothing is looked at any longer."""
        self.presenter.stop()

    # Inside
    def _connect(self) -> None:
        presenter, own, areas, update = self.presenter, self.own, self.areas, self.update_part
        self.tabs.currentChanged.connect(self.stack.setCurrentIndex)
        presenter.book.connect(self._show_book)
        presenter.own.connect(self._show_own)
        presenter.areas.connect(self._show_areas)
        presenter.statuses.connect(self._statuses.update)
        presenter.tried.connect(update.show_trial)
        presenter.advanced.connect(update.advance)
        presenter.written.connect(self._written)
        presenter.applied.connect(self._applied)
        presenter.failed.connect(self._failed)
        for button in (own.rules.add_right, own.first_right):
            button.clicked.connect(partial(self._ask_rule, LocalKind.RIGHT))
        for button in (own.rules.add_limit, own.first_limit):
            button.clicked.connect(partial(self._ask_rule, LocalKind.DUTY))
        own.rules.end.clicked.connect(lambda: self._end_rule(own.rules.rows.current_row()))
        areas.change.clicked.connect(lambda: self._change_area(areas.rows.current_row()))
        areas.rows.opened.connect(self._change_area)
        areas.usual.clicked.connect(lambda: self._usual_area(areas.rows.current_row()))
        update.choose.clicked.connect(self._choose)
        update.apply.clicked.connect(presenter.apply)
        update.stop.clicked.connect(presenter.stop)
        update.drop.clicked.connect(update.forget)
        update.trust.clicked.connect(self._trust)
        update.end_key.clicked.connect(lambda: self._end_key(update.keys.rows.current_row()))

    def _show_book(self, book: LawbookShown) -> None:
        words = _("Version {version}. Every answer names the version it rests on.")
        self.version.setText(words.format(version=book.version))
        self._duties = {row.target: title_words(row) for row in book.rows if row.kind == "duty" and row.applied}
        self.rows.show_book(book)
        self.update_part.show_book(book, demo=self._desk.demo)

    def _show_own(self, rules: Sequence[LocalRuleShown]) -> None:
        self.own.show_rules(rules, may_change=self._changes)

    def _show_areas(self, areas: Sequence[AreaShown]) -> None:
        for button in (self.areas.change, self.areas.usual):
            button.setVisible(self._changes)
        self.areas.show_list(areas, note=_("Shown with every right and duty of the area."))

    def _ask_rule(self, kind: LocalKind) -> None:
        duties = sorted(self._duties.items(), key=lambda one: one[1])
        dialog = RuleDialog(kind, duties, self._statuses, self._desk.today(), self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.presenter.add_rule(dialog.entered)
        dialog.deleteLater()

    def _end_rule(self, rule: LocalRuleShown | None) -> None:
        if rule is None:
            return
        dialog = EndDialog(rule, self._desk.today(), self)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.last_day is not None:
            self.presenter.end_rule(rule.id, dialog.last_day, dialog.reason.text())
        dialog.deleteLater()

    def _change_area(self, area: AreaShown | None) -> None:
        if area is None or not self._changes:
            return
        dialog = ResponsibleDialog(area, area_words(area), self._desk.words.actors, self._desk.today(), self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            begins = read_full_day(dialog.begins.text()) or self._desk.today()
            said = (dialog.actor.code(), dialog.name.text(), dialog.contact.text())
            self.presenter.set_responsible(area.area, *said, begins)
        dialog.deleteLater()

    def _usual_area(self, area: AreaShown | None) -> None:
        if area is not None and area.own is not None:
            self.presenter.end_responsible(area.area, self._desk.today())

    def _choose(self) -> None:
        self.tabs.choose("update")
        title = _("Choose a lawbook update")
        chosen, _kind = QFileDialog.getOpenFileName(
            self, title, str(Path.home()), "*.lawbook *.json (*.lawbook *.json)"
        )
        if chosen:
            self.update_part.begin()
            self.presenter.try_update(Path(chosen))

    def _trust(self) -> None:
        dialog = KeyDialog(self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.presenter.trust_key(dialog.key.text(), dialog.name.text())
        dialog.deleteLater()

    def _end_key(self, key: KeyShown | None) -> None:
        if key is not None and key.ended is None:
            self.presenter.end_key(key.kid)

    def _written(self, changes: Changes) -> None:
        self._shell.show_saved(self._desk.local(changes.saved))

    def _applied(self, version: str) -> None:
        self.update_part.forget()
        self._shell.notice(_("Lawbook {version} applies from now on.").format(version=version))

    def _failed(self, error: Exception) -> None:
        self.update_part.forget()
        self._shell.show_error(error)

    def _lay_out(self) -> None:
        areas = Pane("surface")
        inner = QVBoxLayout(areas)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.addWidget(self.areas)
        inner.addStretch(1)
        parts = (
            self.rows,
            Scroll(self.own, name="lawOwnScroll"),
            Scroll(areas, name="lawAreasScroll"),
            self.update_part,
        )
        for part in parts:
            self.stack.addWidget(part)
        head, body = QVBoxLayout(), QVBoxLayout()
        for inset in (head, body):
            inset.setContentsMargins(PAD, 0, 0, 0)
            inset.setSpacing(8)
        head.addWidget(Label(_("The law"), "h1"))
        head.addWidget(self.version)
        body.addWidget(Hairline())
        body.addSpacing(6)
        body.addWidget(self.stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24 - PAD, 22, 24, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(8)
        column.addWidget(self.tabs)
        column.addLayout(body, 1)
