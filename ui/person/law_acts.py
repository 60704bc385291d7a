"""What the tab Rättslig ställning does with days and circumstances the law asks about: record them, take them away."""

from collections.abc import Callable
from datetime import date
from functools import partial

from caseworker.domain.facts import FactKind
from caseworker.domain.law_facts import EnteredFact
from caseworker.errors import Refused
from caseworker.services import law
from ui.person.law_facts import YES, FactLine
from ui.person.periods import StatusTab
from ui.person.presenter import PersonPresenter
from ui.words import fault_words

FORM = "fact"


class LawActs:
    """Ties the list and the form to the services."""

    def __init__(self, tab: StatusTab, presenter: PersonPresenter, choose: Callable[[str], None]) -> None:
        """``presenter`` writes, and reads the law again after each change; ``choose`` opens another tab."""
        self._tab, self._presenter, self._choose = tab, presenter, choose
        tab.fact.sent.connect(self._record)
        tab.fact.clear_asked.connect(self._take_away)
        tab.facts.opened.connect(self._open)

    def _open(self, line: FactLine) -> None:
        """Go to where a row is recorded: most in their own form, an axis where it has always been."""
        tab = self._tab
        if line.code == "born":
            self._choose("identity")
            return
        tab.open_side()
        if line.kind in set(FactKind):
            tab.fact.show_line(line)
        else:
            {"settlement": tab.settlement, "accommodation": tab.accommodation}.get(line.code, tab.form).begin()

    def _record(self) -> None:
        code, kind, day, holds, begins = self._tab.fact.values()
        if not code:
            self._tell("fact", Refused("field.not_chosen"))
        elif kind == FactKind.DAY:
            read = self._day("day", day)
            if read is not None:
                self._write(EnteredFact(code, day=read))
            elif not day.strip():
                self._tell("day", Refused("facts.incomplete"))
        elif not holds:
            self._tell("holds", Refused("facts.incomplete"))
        else:
            since = self._day("begins", begins)
            if since is not None or not begins.strip():
                self._write(EnteredFact(code, holds=holds == YES, begins=since))

    def _take_away(self) -> None:
        code = self._tab.fact.values()[0]
        self._presenter.write(FORM, partial(law.clear_fact, code=code))

    def _write(self, fact: EnteredFact) -> None:
        self._presenter.write(FORM, partial(law.set_fact, fact=fact))

    def _day(self, field: str, text: str) -> date | None:
        try:
            return self._presenter.day(text, None)
        except Refused as fault:
            self._tell(field, fault)
            return None

    def _tell(self, field: str, fault: Refused) -> None:
        self._presenter.told.emit(FORM, field, fault_words(fault))
