"""The middle of Texter: paragraphs, Swedish beside the translation, and the one that is being written."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from caseworker.domain.translation import LONGEST_REASON, StaleText, Wrong
from caseworker.services.letter_texts import Paragraph, SheetTexts
from ui.language import _, ngettext
from ui.letters.texts.presenter import SOURCE
from ui.letters.texts.wording import wrong_words
from ui.models.lazy_rows import LazyRowsModel
from ui.theme import families_for, theme
from ui.widgets.button import Button
from ui.widgets.fields import Field, LineEdit, NotesEdit, Tone
from ui.widgets.flow import FlowLayout
from ui.widgets.rows import Cell, Column, RowList
from ui.widgets.text import Hairline, Label, Pane, SectionHeading

Check = Callable[[Paragraph, str], Sequence[Wrong]]


class TextBox(NotesEdit):
    """A paragraph in any script: it runs the way its language runs, also while it is empty."""

    def __init__(self) -> None:
        """Three lines at rest."""
        super().__init__(lines=3)
        self.textChanged.connect(self._suit)
        self._families: tuple[str, ...] = ()

    def write_in(self, *, rtl: bool) -> None:
        """Let the lines begin at the side of the language."""
        option = self.document().defaultTextOption()
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        self.document().setDefaultTextOption(option)

    def _suit(self) -> None:
        families = families_for(self.toPlainText())
        if families != self._families:
            self._families = families
            self.setFont(theme().font("body", families=families))


class Editor(Pane):
    """``saved(paragraph, text, reason)``: the text is to be kept."""

    saved = Signal(object, str, str)

    def __init__(self, check: Check, *, may_change: bool) -> None:
        """``check`` tells what is wrong with a text as it is typed; without ``may_change`` everything is to be read."""
        super().__init__("surface")
        self._check, self._may_change = check, may_change
        self._texts: SheetTexts | None = None
        self._paragraph: Paragraph | None = None
        self._stale: dict[str, StaleText] = {}
        self._model = LazyRowsModel(self._spoken, self)
        self.page = Button(_("The page"), name="textsShowPage", icon="file-text")
        self.heading = SectionHeading(_("Paragraphs"), role="h3", end=self.page)
        columns = (Column(_swedish, share=1, minimum=150), Column(self._translated, share=1, minimum=150, folds=True))
        self.rows = RowList(_("Paragraphs"), name="textsParagraphs", columns=columns, height=52)
        self.rows.setModel(self._model)
        self.swedish = Label("", "strong", wrap=True, name="textsSwedish")
        self.before = Label("", "small", "ink2", wrap=True, name="textsBefore")
        self.elsewhere = Label("", "small", "ink2", wrap=True, name="textsElsewhere")
        self.box = TextBox()
        self.box.setObjectName("textsBox")
        self.field = Field(_("Text"), self.box, name="textsText")
        self.reason = LineEdit(limit=LONGEST_REASON)
        self.reason_field = Field(_("Why"), self.reason, name="textsReason", note=_("kept in the log"))
        self.save = Button(_("Save"), "primary", name="textsSave", keys="Ctrl+S")
        self.take_old = Button(_("Begin with the old one"), name="textsTakeOld")
        self.restore = Button(_("The program's text again"), name="textsRestore")
        self._lay_out()
        self.rows.current_changed.connect(self._show)
        self.rows.opened.connect(lambda _row: self.box.setFocus(Qt.FocusReason.OtherFocusReason))
        self.box.textChanged.connect(self._look)
        self.reason.textChanged.connect(lambda _text: self._look())
        self.save.clicked.connect(lambda: self._save(self.box.toPlainText()))
        self.restore.clicked.connect(lambda: self._save(""))
        self.take_old.clicked.connect(self._begin_with_old)

    def show_texts(self, texts: SheetTexts, language: str) -> None:
        """Show a sheet; ``language`` is the name of its language. Stands on the first text that is missing."""
        same = self._texts is not None and (self._texts.sheet, self._texts.language) == (texts.sheet, texts.language)
        at = self.rows.currentIndex().row() if same else -1
        self._texts, self._paragraph = texts, None
        self._stale = {one.text: one for one in texts.stale}
        self._model.show_list(texts.paragraphs)
        missing = [number for number, one in enumerate(texts.paragraphs) if one.translation is None]
        words = ngettext("{n} stale", "{n} stale", len(missing)).format(n=len(missing)) if missing else ""
        self.heading.set_texts(_("Paragraphs"), words)
        self.box.write_in(rtl=texts.rtl)
        self.field.set_label(_("In {language}").format(language=language))
        self.reason.clear()
        self.rows.setCurrentIndex(self._model.index(at if at >= 0 else (missing or [0])[0], 0))

    def _translated(self, row: Paragraph) -> Cell:
        own = row.own if self._texts is not None and self._texts.language == SOURCE else row.own_translation
        if row.translation is None:
            return Cell(self._lacking(row), icon="circle-alert", icon_color="danger")
        text = row.swedish if self._texts is not None and self._texts.language == SOURCE else row.translation
        return Cell(text, wrap=True, weight=400, icon="flag" if own else "", icon_color="accent")

    def _lacking(self, row: Paragraph) -> str:
        """What a paragraph without translation is: once translated in other words, or never."""
        stale = self._stale.get(row.swedish)
        return _("stale") if stale is not None and stale.before else _("not translated")

    def _spoken(self, row: Paragraph) -> str:
        return f"{row.swedish}. {row.translation or self._lacking(row)}"

    def _show(self, row: Paragraph | None) -> None:
        self._paragraph = None
        if row is None or self._texts is None:
            return
        source = self._texts.language == SOURCE
        self.swedish.setText(row.source if source else row.swedish)
        stale = self._stale.get(row.swedish)
        told = [_("Before: {text}").format(text=stale.before), stale.translated] if stale and stale.before else []
        self._extra(self.before, "\n".join(told))
        words = ngettext(
            "The text also stands in {n} other sheet.", "The text also stands in {n} other sheets.", len(row.elsewhere)
        )
        self._extra(self.elsewhere, words.format(n=len(row.elsewhere)) if row.elsewhere and not source else "")
        self.take_old.setVisible(self._may_change and bool(told))
        self.restore.setVisible(self._may_change and (row.own if source else row.own_translation))
        self.box.setPlainText(row.swedish if source else row.translation or "")
        self._paragraph = row
        self._look()

    def _look(self) -> None:
        row = self._paragraph
        if row is None or not self._may_change:
            self.save.setEnabled(False)
            return
        text = self.box.toPlainText()
        before = (row.swedish if self._texts and self._texts.language == SOURCE else row.translation) or ""
        wrong = self._check(row, text)
        self.field.say(wrong_words(wrong[0]) if wrong else "", Tone.ERROR)
        changed = text.strip() not in ("", before)
        self.save.setEnabled(changed and not wrong and bool(self.reason.text().strip()))

    def _save(self, text: str) -> None:
        if self._paragraph is not None:
            self.saved.emit(self._paragraph, text, self.reason.text().strip() or _("The program's text again"))

    def _begin_with_old(self) -> None:
        stale = self._stale.get(self._paragraph.swedish) if self._paragraph else None
        if stale is not None:
            self.box.setPlainText(stale.translated)
            self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _extra(self, label: Label, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    def _lay_out(self) -> None:
        ways = FlowLayout()
        for button in (self.save, self.take_old, self.restore):
            ways.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 22, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.rows, 1)
        column.addWidget(Hairline())
        for part in (self.swedish, self.before, self.elsewhere, self.field, self.reason_field):
            column.addWidget(part)
        column.addLayout(ways)
        self.box.setReadOnly(not self._may_change)
        self.reason_field.setVisible(self._may_change)
        for button in (self.save, self.take_old, self.restore):
            button.setVisible(self._may_change)


def _swedish(row: Paragraph) -> Cell:
    return Cell(row.swedish, wrap=True, weight=400)
