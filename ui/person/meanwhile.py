"""Holds a form against the file while it is filled in: what others save meanwhile is taken over or asked about.

A field the user left alone follows the file. One that only she changed stays hers. One that both changed is shown with
both values, and nothing is saved before she has chosen. Keeps also what is typed, so that it can be put back later.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from caseworker.domain.conflict import Unchosen
from caseworker.domain.rows import PersonFile
from ui.person.clash_card import MINE, Clash, ClashCard, Saver

if TYPE_CHECKING:
    from ui.person.forms import SmallForm

Texts = Mapping[str, str]
LOOKS = frozenset({"case.opened", "identifier.revealed", "protection.revealed", "client.shown"})


class Meanwhile(QObject):
    """``unchosen(list)`` carries what was not kept, once the user has chosen."""

    unchosen = Signal(object)

    def __init__(
        self,
        form: "SmallForm",
        recorded: Callable[[PersonFile], Texts],
        codes: Texts,
        local: Callable[[datetime], datetime],
        *,
        filled: bool,
    ) -> None:
        """``recorded`` tells what the file says, ``codes`` how the log calls a field. ``filled``: the form begins with
        what is recorded; else it begins empty, and an empty field is one left alone.
        """
        super().__init__(form)
        self._form, self._recorded, self._codes, self._local = form, recorded, codes, local
        self._filled = filled
        self.base: dict[str, str] | None = None
        self._card: ClashCard | None = None
        self._theirs: dict[str, str] = {}

    @property
    def clashing(self) -> bool:
        """Whether a choice waits."""
        return self._card is not None

    @property
    def touched(self) -> bool:
        """Whether the user has written something that is not saved."""
        mine = self._form.compared()
        return self.base is not None and (mine != self.base if self._filled else any(mine.values()))

    def forget(self) -> None:
        """Nothing is typed any more: the form follows the file again."""
        self.base = None
        self._drop_card()

    def put_back(self, base: Texts) -> None:
        """The form holds again what was typed over ``base``."""
        self.base = dict(base)

    def show_file(self, file: PersonFile) -> None:
        """Bring the form in step with what is recorded now; ask about what both have changed."""
        if file.is_closed and self.base is not None:  # nothing of a protected person stays; the draft of it is sealed
            self._form.clear()
        theirs = dict(self._recorded(file))
        base, mine = self.base, dict(self._form.compared())
        self.base, self._theirs = dict(theirs), theirs
        if base is None:
            self._drop_card()
            if self._filled:
                self._form.put(theirs)
            return
        clashes = []
        for field, now in theirs.items():
            alone = mine[field] == base[field] if self._filled else not mine[field]
            if alone and self._filled and mine[field] != now:
                self._form.put({field: now})
            elif not alone and now not in (base[field], mine[field]):
                clashes.append(self._clash(field, mine[field], now))
                self.base[field] = base[field]  # until she has chosen it is hers and theirs
        if self._card is None or self._card.clashes != tuple(clashes):
            self._drop_card()
            if clashes:
                self._ask(clashes, saver_of(file, self._local))

    def _clash(self, field: str, mine: str, now: str) -> Clash:
        form, code = self._form, self._codes.get(field, field)
        return Clash(field, code, form.label_of(field), form.words_of(field, mine), form.words_of(field, now))

    def _ask(self, clashes: Sequence[Clash], saver: Saver) -> None:
        self._card = ClashCard(clashes, saver, name=f"{self._form.objectName()}Clash")
        self._card.settled.connect(self._settle)
        self._form.show_card(self._card)
        self._card.begin()

    def _settle(self, choices: Mapping[str, str]) -> None:
        card = self._card
        if card is None or self.base is None:
            return
        unchosen = []
        for clash in card.clashes:
            mine = choices[clash.field] == MINE
            kept, dropped = (clash.mine, clash.theirs) if mine else (clash.theirs, clash.mine)
            unchosen.append(Unchosen(clash.code, kept, dropped))
            self.base[clash.field] = self._theirs[clash.field]
            if not mine:
                self._form.take(clash.field, self._theirs[clash.field])
        self._drop_card()
        self._form.button.setFocus()
        self.unchosen.emit(unchosen)

    def _drop_card(self) -> None:
        gone, self._card = self._card, None
        if gone is not None:
            self._form.show_card(None)
            gone.hide()
            gone.deleteLater()


def saver_of(file: PersonFile, local: Callable[[datetime], datetime]) -> Saver:
    """Who changed the file last, by its log."""
    row = next((row for row in file.log if row.action not in LOOKS), None)
    return Saver() if row is None else Saver(row.actor, local(row.at))
