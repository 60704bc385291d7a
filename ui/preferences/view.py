"""Preferences (Inställningar): language, colours, text size, locking, letter keys; and where the register lies.

Each choice works at once and can be taken back; only the contact details for letters have a Save, as they are kept in
the register. The facts are for reading only.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from caseworker.app import Policy
from ui.desk import Desk
from ui.language import _, ngettext
from ui.preferences.catalogue import CataloguePart
from ui.preferences.classification import ClassificationPart
from ui.preferences.contact import ContactPart, ContactPresenter
from ui.preferences.letterhead import LetterheadPart
from ui.preferences.pin import OwnPin, PinPart
from ui.preferences.support import Support, SupportPart
from ui.settings import IDLE_MINUTES, SCALES, Settings
from ui.shell.page import PageWidget, Shell
from ui.widgets.button import Button
from ui.widgets.chip import KeyHint
from ui.widgets.choice import Segment
from ui.widgets.columns import Scroll
from ui.widgets.fields import Choice, Field
from ui.widgets.text import Hairline, Label, Pane, SectionHeading
from ui.widgets.tick import Tick


class PreferencesPage(PageWidget):
    """One column of choices, then facts."""

    def __init__(
        self,
        shell: Shell,
        desk: Desk,
        facts: Sequence[tuple[str, str]],
        policy: Policy,
        support: Support,
        change_passphrase: Callable[[QWidget], object],
        pin: OwnPin | None = None,
    ) -> None:
        """``facts`` are (what, value) about the register; what ``policy`` decides is shown and cannot be chosen."""
        super().__init__(_("Settings"), name="preferencesPage")
        self._shell = shell
        now = shell.settings
        self.language = Segment((("sv", "Svenska"), ("en", "English")), _("Language"), name="language")
        self.scheme = Segment(
            (
                ("system", _("As the computer"), "monitor"),
                ("light", _("Light"), "sun"),
                ("dark", _("Dark"), "moon"),
            ),
            _("Colours"),
            name="scheme",
        )
        self.scale = Choice([(str(scale), f"{scale} %") for scale in SCALES])
        minutes = [(str(n), ngettext("{n} minute", "{n} minutes", n).format(n=n)) for n in IDLE_MINUTES]
        self.idle = Choice(minutes)
        self._policy = policy
        self.idle.setEnabled("idle_minutes" not in policy.decided)
        self.letters = Tick(_("Single letters work as keys in lists and on pages"), name="letterKeys")
        self.contact = ContactPart()
        self._contact = ContactPresenter(shell, desk, self.contact)
        self.support = SupportPart(shell, support)
        self.passphrase = Button(_("Change passphrase"), name="changePassphrase", icon="lock")
        self.passphrase.clicked.connect(lambda: change_passphrase(self))
        self.law = Button(_("Open the law"), name="openLaw", icon="scale")
        self.law.clicked.connect(lambda: shell.go("law"))
        self.pin = PinPart(shell, desk, pin)
        may_change = desk.may("catalogue.change")
        self.catalogue = CataloguePart(shell, desk) if may_change else None
        self.codes = ClassificationPart(shell, desk) if may_change else None
        self.letterhead = LetterheadPart(shell, desk) if desk.may("letter.head") else None
        self._show(now)
        self._lay_out(facts)
        self.language.chosen.connect(self._change_language)
        self.scheme.chosen.connect(lambda code: self._change(scheme=code))
        self.scale.activated.connect(lambda _row: self._change(text_scale=int(self.scale.code())))
        self.idle.activated.connect(lambda _row: self._change(idle_minutes=int(self.idle.code())))
        self.letters.toggled.connect(lambda on: self._change(letter_keys=on))

    def key_hints(self) -> Sequence[KeyHint]:
        """What works here."""
        return (
            KeyHint("Tab", _("next choice")),
            KeyHint("Ctrl +", _("bigger text")),
            KeyHint("Ctrl -", _("smaller text")),
            KeyHint("Alt ←", _("back")),
        )

    def activate(self, subject: object | None = None) -> None:
        """Text size may have been changed by its keys meanwhile."""
        self._show(self._shell.settings)
        self.pin.read()

    def _show(self, now: Settings) -> None:
        self.language.choose(now.language)
        self.scheme.choose(now.scheme)
        self.scale.choose(str(now.text_scale))
        decided = "idle_minutes" in self._policy.decided
        self.idle.choose(str(self._policy.idle_minutes if decided else now.idle_minutes))
        self.letters.setChecked(now.letter_keys)

    def _change(self, **changed: Any) -> None:
        self._shell.change_settings(self._shell.settings._replace(**changed))

    def _change_language(self, code: str) -> None:
        self._change(language=code)
        self._shell.notice(_("The language changes when you lock and unlock."))

    def _lay_out(self, facts: Sequence[tuple[str, str]]) -> None:
        body = Pane("surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(16)
        column.addWidget(Label(_("Settings"), "h1"))
        column.addWidget(
            Label(
                _("Choices work at once and are kept on this computer. They hold no names."), "body", "ink2", wrap=True
            )
        )
        choices = QWidget()
        choices.setMaximumWidth(560)
        inner = QVBoxLayout(choices)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(16)
        inner.addWidget(Field(_("Language"), self.language, name="language", note=_("from the next unlock")))
        inner.addWidget(Field(_("Colours"), self.scheme, name="scheme"))
        inner.addWidget(Field(_("Text size"), self.scale, name="textScale"))
        idle = Field(_("Lock when nobody has touched the program for"), self.idle, name="idleMinutes")
        if "idle_minutes" in self._policy.decided:
            idle.say(_("Decided for this computer by its administrator."))
        inner.addWidget(idle)
        column.addWidget(choices)
        column.addWidget(self.letters)
        column.addWidget(Hairline())
        column.addWidget(SectionHeading(_("Your passphrase"), _("change it when somebody may have seen it")))
        column.addWidget(self.passphrase)
        column.addWidget(Hairline())
        column.addWidget(self.pin)
        self.contact.setMaximumWidth(720)
        column.addWidget(self.contact)
        column.addWidget(Hairline())
        for part in (self.letterhead, self.catalogue, self.codes):
            if part is not None:
                part.setMaximumWidth(720)
                column.addWidget(part)
                column.addWidget(Hairline())
        self.support.setMaximumWidth(720)
        column.addWidget(self.support)
        column.addWidget(Hairline())
        column.addWidget(SectionHeading(_("The law"), _("rows, the municipality's rules, updates")))
        column.addWidget(self.law)
        column.addWidget(Hairline())
        column.addWidget(SectionHeading(_("About the register"), _("for reading only")))
        column.addLayout(_table(facts))
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(body, name="preferencesScroll"))


def _table(facts: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(8)
    for number, (what, value) in enumerate(facts):
        grid.addWidget(Label(what, "body", "ink2"), number, 0)
        grid.addWidget(Label(value, "body", wrap=True, name=f"fact{number}"), number, 1)
    grid.setColumnMinimumWidth(0, 200)
    grid.setColumnStretch(1, 1)
    return grid
