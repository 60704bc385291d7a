"""The page Texter: choose a sheet and a language, read and change its paragraphs, say who has read them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QWidget

from caseworker.domain.changes import Changes
from caseworker.services.letter_texts import SheetTexts
from caseworker.services.letters import PageImage
from ui.desk import Desk
from ui.language import _
from ui.letters.texts.choosing import Choosing
from ui.letters.texts.dialogs import LanguageDialog, PoDialog, ReasonDialog, ReviewDialog, SheetDialog
from ui.letters.texts.editor import Editor
from ui.letters.texts.presenter import CLIENT, FRAME, Overview, PoOffer, TextsPresenter
from ui.letters.texts.review import ReviewSide
from ui.letters.texts.wording import group_words
from ui.outlet import Outlet, SystemOutlet
from ui.shell.page import Command, PageWidget, Shell
from ui.theme import theme
from ui.widgets.chip import KeyHint
from ui.widgets.columns import DRAWER_BELOW, SideColumn

LEFT_WIDTH, RIGHT_WIDTH = 300, 430
FIRST = "valkommen", "ti"


class TextsPage(PageWidget):
    """Texter. ``activate`` with "sheet language" opens that pair."""

    def __init__(self, shell: Shell, desk: Desk, outlet: Outlet | None = None) -> None:
        """``outlet`` is where files go: the system's dialogs."""
        super().__init__(_("Texts"), name="textsPage")
        self._shell, self._desk = shell, desk
        self._outlet = outlet or SystemOutlet()
        self._names: dict[str, str] = {}
        self._overview: Overview | None = None
        self.presenter = TextsPresenter(desk, shell.runner, self)
        may_change, may_approve = self.presenter.may_change, self.presenter.may_approve
        self.choosing = Choosing(may_change=may_change, may_approve=may_approve)
        self.editor = Editor(self.presenter.check, may_change=may_change)
        self.side = ReviewSide(may_change=may_change, may_approve=may_approve)
        self._lay_out()
        self._connect()

    def key_hints(self) -> Sequence[KeyHint]:
        """Keys of the page."""
        return (
            KeyHint("↑ ↓", _("move")),
            KeyHint(_("Enter"), _("write")),
            KeyHint("Ctrl S", _("save")),
            KeyHint("Alt ←", _("back")),
        )

    def commands(self) -> Sequence[Command]:
        """What can be asked for here."""
        if not self.presenter.may_change:
            return ()
        return (Command("texts_import", _("Read in a PO file"), self._take_in, icon="folder-open", bound=False),)

    def activate(self, subject: object | None = None) -> None:
        """Ask; ``subject`` names a sheet and a language."""
        sheet, _blank, language = str(subject or "").partition(" ")
        presenter = self.presenter
        presenter.sheet = sheet or presenter.sheet or FIRST[0]
        presenter.language = language or presenter.language or FIRST[1]
        presenter.ask()
        self.choosing.sheets.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The left side keeps its width."""
        super().resizeEvent(event)
        least = self.choosing.minimumSizeHint().width()
        self.choosing.setFixedWidth(max(min(theme().px(LEFT_WIDTH), self.width() * 3 // 10), least))
        self._fit()

    # Inside
    def _turn(self) -> None:
        """In a narrow window the page of the sheet takes the place of the list, and gives it back."""
        self.columns.toggle()
        self._fit()

    def _fit(self) -> None:
        narrow = self.window().width() < DRAWER_BELOW
        self.editor.page.setVisible(narrow)
        self.choosing.setVisible(not narrow or self.columns.side.isHidden())

    def _connect(self) -> None:
        choosing, presenter, side = self.choosing, self.presenter, self.side
        choosing.chosen.connect(presenter.open)
        self.editor.page.clicked.connect(self._turn)
        choosing.drafts.clicked.connect(lambda: presenter.block(choosing.drafts.isChecked()))
        choosing.new_sheet.clicked.connect(self._add_sheet)
        choosing.new_language.clicked.connect(self._add_language)
        self.editor.saved.connect(presenter.save)
        side.review.clicked.connect(self._review)
        side.approve.clicked.connect(presenter.approve)
        side.withdraw.clicked.connect(self._withdraw)
        side.export.clicked.connect(self._export)
        side.remove_sheet.clicked.connect(self._remove_sheet)
        side.remove_language.clicked.connect(self._remove_language)
        side.take_in.clicked.connect(self._take_in)
        side.preview.scale_wanted.connect(presenter.set_scale)
        presenter.listed.connect(self._show_overview)
        presenter.opened.connect(self._show_texts)
        presenter.drawn.connect(self._show_pages)
        presenter.blank.connect(lambda _fault: None)
        presenter.offered.connect(self._offer)
        presenter.saved.connect(self._written)
        presenter.exported.connect(self._exported)
        presenter.failed.connect(self._shell.show_error)
        self._shell.changes.changed.connect(self._heard)

    def _show_overview(self, overview: Overview) -> None:
        self._names = {row.code: row.sv for row in overview.languages}
        self._overview = overview
        self.choosing.show_overview(overview, self.presenter.sheet, self.presenter.language)

    def _show_texts(self, texts: SheetTexts) -> None:
        language = self._names.get(texts.language, texts.language)
        self.editor.show_texts(texts, language)
        self.side.show_state(texts.state, lost=len(texts.lost))
        own_sheet = self._overview is not None and self._overview.is_own(texts.sheet)
        own_language = self._overview is not None and texts.language in self._overview.own
        self.side.show_kind(own_sheet=own_sheet, own_language=own_language, on_paper=texts.sheet != CLIENT)
        around = texts.sheet == FRAME
        for part in (self.side.heading, self.side.sentence, self.side.steps, self.side.review):
            part.setVisible(part.isVisibleTo(self.side) and not around)
        self.side.heading.setVisible(not around)

    def _show_pages(self, pages: tuple[PageImage, ...]) -> None:
        self.side.preview.show_pages(pages, keep=True)

    def _review(self) -> None:
        dialog = ReviewDialog(self._desk.today(), self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.presenter.review(dialog.name.text(), dialog.on)
        dialog.deleteLater()

    def _withdraw(self) -> None:
        told = _("Letters say again that the translation is a draft.")
        dialog = ReasonDialog(_("Make it a draft again"), told, _("Save"), self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.presenter.withdraw(dialog.reason.text())
        dialog.deleteLater()

    def _add_sheet(self) -> None:
        dialog = SheetDialog([*group_words().items()], self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            written = (dialog.title.text(), dialog.group.code(), dialog.text.toPlainText())
            self.presenter.add_sheet(*written, dialog.reason.text())
        dialog.deleteLater()

    def _add_language(self) -> None:
        dialog = LanguageDialog(self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            named = (dialog.code.text().strip(), dialog.swedish.text(), dialog.endonym.text(), dialog.script.code())
            self.presenter.add_language(*named, rtl=dialog.rtl.isChecked())
        dialog.deleteLater()

    def _remove_sheet(self) -> None:
        sheet = self.presenter.sheet
        told = _("It can no longer be printed. What has been printed of it is still in the log. Ctrl Z brings it back.")
        dialog = ReasonDialog(_("Remove the sheet"), told, _("Remove"), self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.presenter.remove(dialog.reason.text(), sheet=sheet)
        dialog.deleteLater()

    def _remove_language(self) -> None:
        language = self.presenter.language
        told = _("Letters can no longer be printed in it. Its texts are kept. Ctrl Z brings it back.")
        dialog = ReasonDialog(_("Remove the language"), told, _("Remove"), self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.presenter.remove(dialog.reason.text(), language=language)
        dialog.deleteLater()

    def _export(self) -> None:
        sheet, language = self.presenter.sheet, self.presenter.language
        path = self._outlet.choose_file(self, _("To a translator"), f"{sheet}-{language}.po")
        if path is not None:
            self.presenter.export(path)

    def _take_in(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Read in a PO file"), str(Path.home()), "PO (*.po)")
        if chosen:
            self.presenter.try_file(Path(chosen))

    def _offer(self, offer: PoOffer) -> None:
        language = self._names.get(offer.trial.language, offer.trial.language)
        dialog = PoDialog(offer.trial, language, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.presenter.take(offer, dialog.reason.text())
        dialog.deleteLater()

    def _written(self, changes: Changes) -> None:
        self._shell.show_saved(self._desk.local(changes.saved))
        self._shell.changes.changed.emit(changes)

    def _heard(self, changes: Changes) -> None:
        """Look again: texts were changed here, or Ctrl Z gave a sheet back."""
        if self.isVisible() and not changes.people:
            self.presenter.ask(keep=True)

    def _exported(self, path: Path) -> None:
        self._shell.notice(_("Saved as {file}.").format(file=path.name))

    def _lay_out(self) -> None:
        work = QWidget()
        row = QHBoxLayout(work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.choosing)
        row.addWidget(self.editor, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.columns = SideColumn(work, self.side, width=RIGHT_WIDTH)
        outer.addWidget(self.columns)
