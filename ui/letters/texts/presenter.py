"""Texter between the page and the services: which sheet in which language, what is being written, what is known of it.

Knows nothing of widgets. What is written is checked as it is typed, by the very rules it is kept by.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from caseworker.domain.changes import Changes
from caseworker.domain.rows import CodeRow
from caseworker.domain.translation import Wrong, settled, wrong_in_swedish, wrong_in_translation
from caseworker.errors import EnvironmentFault
from caseworker.services import letter_exchange, letter_texts
from caseworker.services.letter_exchange import LARGEST_FILE, PoTrial
from caseworker.services.letter_texts import CLIENT, FRAME, PLAN, WORD_LISTS, Paragraph, SheetTexts
from caseworker.services.letters import PageImage, SheetRow
from ui.desk import Desk
from ui.outlet import save_file
from ui.tasks import Runner

DRAW_AFTER_MS = 150
SOURCE = "sv"


@dataclass(frozen=True, slots=True)
class Overview:
    """The sheets, the languages and whether only approved translations are printed; ``own`` are languages added here.

    Last among the sheets are the words of the client mode and of the plan.
    """

    sheets: tuple[SheetRow, ...]
    languages: tuple[CodeRow, ...]
    blocked: bool
    own: tuple[str, ...] = ()

    def is_own(self, sheet: str) -> bool:
        """Whether the municipality wrote the sheet."""
        return any(row.own for row in self.sheets if row.id == sheet)

    def nearest(self, sheet: str, language: str) -> tuple[str, str]:
        """Return the pair where it is still there; else Swedish, and the first sheet.

        The Swedish words of ``WORD_LISTS`` are the program's, and cannot be opened.
        """
        code = language if any(row.code == language for row in self.languages) else SOURCE
        listed = {*(row.id for row in self.sheets), FRAME} - ({*WORD_LISTS} if code == SOURCE else set())
        return sheet if sheet in listed else self.sheets[0].id, code


@dataclass(frozen=True, slots=True)
class PoOffer:
    """A file that was read and may be kept: its content stays here, the page shows what it would do."""

    content: bytes
    trial: PoTrial


class TextsPresenter(QObject):
    """``listed(Overview)``, ``opened(SheetTexts)``, ``drawn(pages)`` or ``blank(error)``, ``offered(PoOffer)``;

    ``saved(Changes)`` after each change, ``exported(Path)``, ``failed(error)``.
    """

    listed = Signal(object)
    opened = Signal(object)
    drawn = Signal(object)
    blank = Signal(object)
    offered = Signal(object)
    saved = Signal(object)
    exported = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QObject | None = None) -> None:
        """Ask nothing yet."""
        super().__init__(parent)
        self._desk, self._runner = desk, runner
        self.sheet, self.language = "", ""
        self.texts: SheetTexts | None = None
        self._changes: dict[str, str] = {}
        self._scale = 1.0
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(DRAW_AFTER_MS)
        self._clock.timeout.connect(self.draw_now)

    @property
    def may_change(self) -> bool:
        """Whether the user may change texts."""
        return self._desk.may("letter.texts")

    @property
    def may_approve(self) -> bool:
        """Whether the user may approve translations and decide about drafts."""
        return self._desk.may("letter.approve")

    def ask(self, *, keep: bool = False) -> None:
        """Ask for the list, and for the sheet that is open; with ``keep`` what is being written stays."""
        self._changes = self._changes if keep else {}
        self._runner.run("texts.list", self._overview, self._listed, self.failed.emit)

    def open(self, sheet: str, language: str) -> None:
        """Open a sheet in a language; what was being written is gone."""
        self.sheet, self.language, self.texts, self._changes = sheet, language, None, {}
        desk = self._desk
        read = partial(letter_texts.read_sheet_texts, desk.register, sheet=sheet, language=language, by=desk.user)
        self._runner.run("texts.open", read, self._opened, self.failed.emit)

    def set_scale(self, scale: float) -> None:
        """Draw with ``scale`` dots a point from now on."""
        if abs(scale - self._scale) > 0.01:
            self._scale = scale
            self._clock.start()

    def source_of(self, paragraph: Paragraph) -> str:
        """Return what a change of ``paragraph`` is kept under."""
        return paragraph.source if self.language == SOURCE else paragraph.swedish

    def check(self, paragraph: Paragraph, text: str) -> tuple[Wrong, ...]:
        """Return what is wrong with a text as it is typed, and show it on the page when nothing is."""
        texts = self.texts
        if texts is None:
            return ()
        said = settled(text, rtl=texts.rtl)
        if self.language == SOURCE:
            wrong = wrong_in_swedish(said, texts.placeholders)
        else:
            wrong = wrong_in_translation(paragraph.swedish, said, script=texts.script, rtl=texts.rtl)
        if not wrong or not said:
            self._changes = {self.source_of(paragraph): said}
            self._clock.start()
        return wrong if said else ()

    def draw_now(self) -> None:
        """Draw the sheet with what is being written."""
        self._clock.stop()
        if self.texts is None:
            return
        desk = self._desk
        draw = partial(
            letter_texts.preview_sheet,
            desk.register,
            sheet=self.sheet,
            language=self.language,
            changes=dict(self._changes),
            scale=self._scale,
            by=desk.user,
        )
        self._runner.run("texts.draw", draw, self.drawn.emit, self.blank.emit)

    def save(self, paragraph: Paragraph, text: str, reason: str) -> None:
        """Keep the municipality's words for a paragraph; "" gives the program's back."""
        self._write(
            partial(
                letter_texts.change_text,
                sheet=self.sheet,
                language=self.language,
                source=self.source_of(paragraph),
                text=text,
                reason=reason,
            )
        )

    def review(self, name: str, day: date) -> None:
        """Record who has read the words that are shown."""
        state = None if self.texts is None else self.texts.state
        if state is not None:
            read = partial(letter_texts.record_review, sheet=self.sheet, language=self.language, version=state.version)
            self._write(partial(read, name=name, day=day))

    def approve(self) -> None:
        """Approve the words that are shown."""
        state = None if self.texts is None else self.texts.state
        if state is not None:
            pair = partial(letter_texts.approve_sheet, sheet=self.sheet, language=self.language)
            self._write(partial(pair, version=state.version))

    def withdraw(self, reason: str) -> None:
        """Make the translation a draft again."""
        self._write(partial(letter_texts.withdraw_review, sheet=self.sheet, language=self.language, reason=reason))

    def block(self, block: bool) -> None:
        """Decide whether only approved translations are printed."""
        self._write(partial(letter_texts.block_drafts, block=block))

    def add_language(self, code: str, swedish_name: str, endonym: str, script: str, *, rtl: bool) -> None:
        """Add a language of the municipality's own."""
        named = partial(letter_exchange.add_language, code=code, swedish_name=swedish_name, endonym=endonym)
        self._write(partial(named, script=script, rtl=rtl))

    def add_sheet(self, title: str, group: str, text: str, reason: str) -> None:
        """Add a sheet of the municipality's own, written in plain lines."""
        self._write(partial(letter_exchange.write_own_sheet, title=title, group=group, text=text, reason=reason))

    def remove(self, reason: str, *, sheet: str = "", language: str = "") -> None:
        """Take a sheet, or else a language, of the municipality's own away."""
        of_sheet = partial(letter_exchange.remove_own_sheet, sheet=sheet)
        of_language = partial(letter_exchange.remove_own_language, language=language)
        self._write(partial(of_sheet if sheet else of_language, reason=reason))

    def export(self, path: Path) -> None:
        """Write the texts of the open sheet for a translator; from around the sheets, every text."""
        desk, sheet, language = self._desk, "" if self.sheet == FRAME else self.sheet, self.language

        def work() -> Path:
            content = letter_exchange.export_po(desk.register, language=language, sheet=sheet, by=desk.user)
            save_file(path, content)
            return path

        self._runner.run("texts.export", work, self.exported.emit, self.failed.emit)

    def try_file(self, path: Path) -> None:
        """Read a translator's file and ask what it would change."""
        desk = self._desk

        def work() -> PoOffer:
            content = _read(path)
            return PoOffer(content, letter_exchange.try_po(desk.register, content=content, language="", by=desk.user))

        self._runner.run("texts.try", work, self.offered.emit, self.failed.emit)

    def take(self, offer: PoOffer, reason: str) -> None:
        """Keep what is right and new in a translator's file."""
        language = offer.trial.language
        self._write(partial(letter_exchange.import_po, content=offer.content, language=language, reason=reason))

    # Inside
    def _overview(self) -> Overview:
        register, by = self._desk.register, self._desk.user
        return Overview(
            letter_texts.list_sheet_states(register, by=by),
            letter_texts.list_text_languages(register, by=by),
            letter_texts.drafts_are_blocked(register, by=by),
            letter_texts.list_own_languages(register, by=by),
        )

    def _listed(self, overview: Overview) -> None:
        before = self.sheet, self.language
        self.sheet, self.language = overview.nearest(*before)
        self.listed.emit(overview)
        if not self._changes or before != (self.sheet, self.language):
            self.open(self.sheet, self.language)

    def _opened(self, texts: SheetTexts) -> None:
        if (texts.sheet, texts.language) == (self.sheet, self.language):
            self.texts = texts
            self.opened.emit(texts)
            self.draw_now()

    def _write(self, change: Callable[..., Changes]) -> None:
        work = partial(change, self._desk.register, by=self._desk.user)
        self._runner.run("texts.write", work, self._written, self.failed.emit)

    def _written(self, changes: Changes) -> None:
        self._changes = {}
        self.saved.emit(changes)


def _read(path: Path) -> bytes:
    """Return what a file holds, or what is refused as too much. Or ``EnvironmentFault("letter.file_unreadable")``."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError:
        raise EnvironmentFault("letter.file_unreadable") from None


__all__ = ["CLIENT", "FRAME", "PLAN", "SOURCE", "WORD_LISTS", "Overview", "PageImage", "PoOffer", "TextsPresenter"]
