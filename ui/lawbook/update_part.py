"""Reading in another lawbook: versions, trusted keys, what an update changes and whom it concerns, then all of it."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.services.law_updates import (
    AffectedCase,
    KeyShown,
    LawbookShown,
    RowDiff,
    UpdateTrial,
    VersionShown,
)
from ui.language import _, day_text, ngettext
from ui.lawbook.wording import answer_words, change_words, field_words, last_day_words, part_words, right_words
from ui.widgets.button import Button
from ui.widgets.columns import Scroll
from ui.widgets.flow import FlowLayout
from ui.widgets.listed import Listed
from ui.widgets.rows import Cell, Column
from ui.widgets.states import LoadingLines
from ui.widgets.text import Label, Pane, SectionHeading

_HIGH = 74
_WHOLE = 100  # per cent


class UpdatePart(QWidget):
    """One column: choose a file, what it changes, whom it concerns, then versions and keys."""

    def __init__(self, local: Callable[..., object]) -> None:
        """``local`` turns an instant into Swedish time."""
        super().__init__()
        self._local = local
        self.choose = Button(_("Read in an update"), "primary", name="lawChoose", icon="file-down")
        self.apply = Button(_("Let it apply"), "primary", name="lawApply", icon="check")
        self.stop = Button(_("Stop looking"), name="lawStop")
        self.drop = Button(_("Leave it"), name="lawDrop")
        self.loading = LoadingLines(name="lawLoading")
        self.found = SectionHeading("")
        self.told = Label("", "body", wrap=True, name="lawTrialText")
        self.rows = Listed(
            _("What changes"), (Column(_row, minimum=300),), _spoken_row, name="lawChanges", height=_HIGH, most=4
        )
        both = (Column(_case, share=1, minimum=160), Column(_effect, share=3, minimum=260))
        self.cases = Listed(_("Cases affected"), both, _spoken_case, name="lawCases", height=_HIGH, most=5)
        kept = (Column(_version, share=1, minimum=160), Column(_from, share=2, minimum=200))
        self.versions = Listed(_("Versions kept here"), kept, _spoken_version, name="lawVersions")
        self.trust = Button(_("Trust a key"), name="lawTrust", icon="key-round")
        self.end_key = Button(_("Trust it no longer"), name="lawEndKey")
        held = (Column(_key, share=2, minimum=200), Column(_key_days, share=2, minimum=200))
        self.keys = Listed(_("Trusted keys"), held, _spoken_key, name="lawKeys", buttons=(self.end_key,))
        self.no_keys = Label("", "body", "ink2", wrap=True, name="lawNoKeys")
        self._trial = QWidget()
        self._lay_out()

    def show_book(self, book: LawbookShown, *, demo: bool) -> None:
        """Show versions and keys; the buttons only to one who may use them."""
        for button in (self.choose, self.trust, self.end_key):
            button.setVisible(book.may_change)
        note = _("Older versions are kept, so that an old answer can be made again.")
        self.versions.show_list(book.versions, note=note)
        self.keys.show_list(book.keys)
        self.no_keys.setText(
            _("A demo register trusts the demo key. A register in use trusts no key until an administrator says so.")
            if demo
            else _("Updates are read in only when they are signed with a trusted key.")
        )

    def begin(self) -> None:
        """A file is being looked at."""
        self.found.set_texts(_("Looking at the update"))
        self.told.setText("")
        self._show_buttons(looking=True)
        self.rows.hide()
        self.cases.hide()
        self._trial.show()
        self.loading.start(_("Looking at whom it concerns"), _WHOLE)

    def advance(self, done: int, of: int) -> None:
        """So many cases have been looked at."""
        words = _("{n} of {of} cases").format(n=done, of=of)
        self.loading.advance(done * _WHOLE // max(of, 1), words)

    def show_trial(self, trial: UpdateTrial) -> None:
        """Show what would change; it can then be let apply."""
        self.loading.stop()
        self._show_buttons(looking=False)
        self.found.set_texts(_("Version {version}").format(version=trial.version), self._signed(trial))
        cases = trial.cases
        told = [ngettext("{n} row changes.", "{n} rows change.", len(trial.rows)).format(n=len(trial.rows))]
        if cases is None:
            told.append(_("Whom it concerns was not looked at to the end."))
        else:
            told.append(ngettext("{n} case is affected.", "{n} cases are affected.", len(cases)).format(n=len(cases)))
        if not trial.follows_on:
            words = _("It follows version {follows}, but {now} applies here. See to it that no row is lost.")
            told.append(words.format(follows=trial.follows, now=trial.now))
        self.told.setText(" ".join(told))
        self.rows.show_list(trial.rows)
        self.cases.show_list(cases or ())

    def forget(self) -> None:
        """Nothing is being tried any more."""
        self.loading.stop()
        self._trial.hide()

    def _show_buttons(self, *, looking: bool) -> None:
        self.stop.setVisible(looking)
        self.apply.setVisible(not looking)
        self.drop.setVisible(not looking)

    def _signed(self, trial: UpdateTrial) -> str:
        return _("signed by {who}").format(who=trial.key)

    def _lay_out(self) -> None:
        trial = QVBoxLayout(self._trial)
        trial.setContentsMargins(0, 0, 0, 0)
        trial.setSpacing(10)
        buttons = FlowLayout()
        for button in (self.apply, self.drop, self.stop):
            buttons.addWidget(button)
        for part in (self.found, self.told, self.loading):
            trial.addWidget(part)
        trial.addLayout(buttons)
        trial.addWidget(self.rows)
        trial.addWidget(self.cases)
        body = Pane("surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(16)
        above = FlowLayout()
        above.addWidget(self.choose)
        above.addWidget(self.trust)
        column.addLayout(above)
        column.addWidget(self._trial)
        column.addWidget(self.versions)
        column.addWidget(self.keys)
        column.addWidget(self.no_keys)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(body, name="lawUpdateScroll"))
        self._trial.hide()


def _row(row: RowDiff) -> Cell:
    changes = (f"{field_words(one.field)}: {one.before or '–'} → {one.after or '–'}" for one in row.fields)
    fields, part = "; ".join(changes), part_words(row.file)
    return Cell(f"{change_words(row.kind)}: {row.row or part}", fields or part, weight=600, wrap=bool(fields))


def _spoken_row(row: RowDiff) -> str:
    cell = _row(row)
    return f"{cell.top}, {cell.bottom}"


def _case(row: AffectedCase) -> Cell:
    return Cell(_("Case {number}").format(number=row.case_number), row.caseworker or _("Nobody"), weight=600)


def _effect(row: AffectedCase) -> Cell:
    said = [
        f"{right_words(one.right)}: {answer_words(one.before)} → {answer_words(one.after)}"
        if one.before != one.after
        else _("{right}: last day {before} → {after}").format(
            right=right_words(one.right), before=last_day_words(one.ends_before), after=last_day_words(one.ends_after)
        )
        for one in row.rights
    ]
    said += [f"{one.words} {last_day_words(one.before)} → {last_day_words(one.after)}" for one in row.duties]
    return Cell(said[0], "; ".join(said[1:]), wrap=True)


def _spoken_case(row: AffectedCase) -> str:
    what, effect = _case(row), _effect(row)
    return ", ".join(part for part in (what.top, what.bottom, effect.top, effect.bottom) if part)


def _version(row: VersionShown) -> Cell:
    applies = _("applies now") if row.applies else ""
    return Cell(row.version, applies, weight=600 if row.applies else 400, icon="check" if row.applies else "")


def _from(row: VersionShown) -> Cell:
    whose = _("signed by {who}").format(who=row.key) if row.key else _("came with the program")
    if row.at is None:
        return Cell(whose, weight=400)
    return Cell(whose, _("kept {day} by {who}").format(day=day_text(row.at.date()), who=row.by), weight=400)


def _spoken_version(row: VersionShown) -> str:
    said = (_version(row), _from(row))
    return ", ".join(part for cell in said for part in (cell.top, cell.bottom) if part)


def _key(row: KeyShown) -> Cell:
    icon, color = ("key-round", "ink2") if row.ended is None else ("x", "ink2")
    return Cell(row.name, row.spoken, icon=icon, icon_color=color, weight=600 if row.ended is None else 400)


def _key_days(row: KeyShown) -> Cell:
    since = _("trusted from {day}, {who}").format(day=day_text(row.pinned.date()), who=row.by)
    ended = _("trusted no longer from {day}").format(day=day_text(row.ended.date())) if row.ended else ""
    return Cell(since, ended, weight=400)


def _spoken_key(row: KeyShown) -> str:
    said = (_key(row), _key_days(row))
    return ", ".join(part for cell in said for part in (cell.top, cell.bottom) if part)
