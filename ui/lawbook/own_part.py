"""The municipality's own rules, and who is responsible for what: two lists, and what may be done with their rows."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout

from caseworker.services.law_local import AreaShown, LocalRuleShown
from ui.language import _, day_text
from ui.language import code as language
from ui.lawbook.wording import answer_words, days_words, limit_words, right_words
from ui.widgets.button import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.listed import Listed
from ui.widgets.rows import Cell, Column
from ui.widgets.states import EmptyState
from ui.widgets.text import Pane


class OwnRules(Listed):
    """Rules of the municipality, also those that have ended."""

    def __init__(self) -> None:
        """The buttons are hidden from one who may not change anything."""
        self.add_right = Button(_("Answer a right"), name="lawAddRight", icon="plus")
        self.add_limit = Button(_("Shorten a limit"), name="lawAddLimit", icon="plus")
        self.end = Button(_("End"), name="lawEndRule")
        columns = (
            Column(_rule, share=4, minimum=230),
            Column(_for, share=3, minimum=170, folds=True),
            Column(_holds, share=2, minimum=150),
        )
        buttons = (self.end, self.add_limit, self.add_right)
        super().__init__(
            _("The municipality's rules"), columns, _spoken_rule, name="lawOwn", buttons=buttons, height=56
        )


class Areas(Listed):
    """Areas of responsibility."""

    def __init__(self, actor_words: Callable[[str], str]) -> None:
        """``actor_words`` says an actor in words."""
        self._actor = actor_words
        self.change = Button(_("Change"), name="lawChangeArea")
        self.usual = Button(_("The usual again"), name="lawUsualArea")
        columns = (
            Column(area_words_cell, share=2, minimum=180),
            Column(self._who, share=3, minimum=200),
            Column(self._since, share=2, minimum=150, folds=True),
        )
        buttons = (self.usual, self.change)
        super().__init__(_("Who is responsible"), columns, self._spoken, name="lawAreas", buttons=buttons, most=16)

    def _who(self, row: AreaShown) -> Cell:
        if row.own is None:
            return Cell(self._actor(row.usual), _("as the lawbook says"), weight=400)
        named = row.own.name or self._actor(row.own.actor)
        return Cell(named, row.own.contact, icon="flag", icon_color="accent")

    @staticmethod
    def _since(row: AreaShown) -> Cell:
        if row.own is None:
            return Cell()
        return Cell(days_words(row.own.begins, row.own.ends), weight=400)

    def _spoken(self, row: AreaShown) -> str:
        who = self._who(row)
        return ", ".join(part for part in (area_words(row), who.top, who.bottom) if part)


class OwnPart(Pane):
    """One column: rules, or words that there are none."""

    def __init__(self) -> None:
        """``rules`` is the list."""
        super().__init__("surface")
        self.rules = OwnRules()
        self.first_right = Button(_("Answer a right"), name="lawFirstRight", icon="plus")
        self.first_limit = Button(_("Shorten a limit"), name="lawFirstLimit", icon="plus")
        self.none = EmptyState(
            _("The municipality has no rules of its own"),
            _("The lawbook's rows decide. An administrator can write a rule with a paragraph and a reason."),
            icon="scale",
        )
        first = FlowLayout()
        first.addWidget(self.first_right)
        first.addWidget(self.first_limit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self.none)
        column.addLayout(first)
        column.addWidget(self.rules)
        column.addStretch(1)
        for part in (self.none, self.first_right, self.first_limit):
            part.hide()

    def show_rules(self, rules: Sequence[LocalRuleShown], *, may_change: bool) -> None:
        """Show them; the buttons only to one who may use them."""
        for button in (self.rules.add_right, self.rules.add_limit, self.rules.end):
            button.setVisible(may_change)
        for button in (self.first_right, self.first_limit):
            button.setVisible(may_change and not rules)
        note = _("A rule of the municipality comes before the law's rows and is shown as the municipality's.")
        self.rules.show_list(rules, note=note)
        self.none.setVisible(not rules)


def area_words(row: AreaShown) -> str:
    """An area in the user's language."""
    return row.sv if language() == "sv" else row.en


def area_words_cell(row: AreaShown) -> Cell:
    """An area."""
    return Cell(area_words(row), weight=600)


def rule_words(row: LocalRuleShown) -> str:
    """A rule in one line."""
    if row.kind == "right":
        return f"{right_words(row.target)}: {answer_words(row.answer)}"
    return f"{row.target_words or row.target} {limit_words(row.length, row.unit)}"


def _rule(row: LocalRuleShown) -> Cell:
    return Cell(rule_words(row), row.words or row.reason, weight=600, icon="flag", icon_color="accent")


def _for(row: LocalRuleShown) -> Cell:
    return Cell(", ".join(row.statuses), row.law, weight=400)


def _holds(row: LocalRuleShown) -> Cell:
    who = _("{who}, {day}").format(who=row.made_by, day=day_text(row.made.date()))
    return Cell(days_words(row.begins, row.ends), who, top_color="ink" if row.holds else "ink2", weight=400)


def _spoken_rule(row: LocalRuleShown) -> str:
    held = _holds(row)
    return ", ".join((rule_words(row), row.words, row.reason, *row.statuses, row.law, held.top, held.bottom))
