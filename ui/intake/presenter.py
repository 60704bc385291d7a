"""Ny person between the form and the services: search first, check numbers, keep the draft, save once.

Knows the form as text (``Form``) and answers with plain values; never touches a widget.
"""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from caseworker.domain import identity
from caseworker.domain.changes import Changes
from caseworker.domain.identity import IdentifierType
from caseworker.domain.intake import EnteredNumber
from caseworker.domain.rows import Candidate
from caseworker.errors import CaseworkerError, Refused
from caseworker.services import people
from ui.completing import missing
from ui.desk import Desk
from ui.drafts import DraftKeeper
from ui.intake.form import Form, from_draft, known, to_draft, to_intake, to_sketch
from ui.intake.likeness import match_of
from ui.language import _
from ui.tasks import Runner
from ui.widgets.fields import Tone
from ui.widgets.steps import Match
from ui.words import fault_words

SEARCH_AFTER_MS = 150
_FULL_LENGTH = {
    IdentifierType.PERSONNUMMER: 12,
    IdentifierType.SAMORDNINGSNUMMER: 12,
    IdentifierType.DOSSIER: 8,
    IdentifierType.LMA: 8,
}
_FIELDS = {
    "person.name_or_number": "given",
    "person.born_in_future": "born",
    "status.permit": "permit",
    "status.ground": "ground",
    "period.backwards": "until",
}


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """One registered person who may be the same."""

    person: str
    match: Match
    same_number: bool


@dataclass(frozen=True, slots=True)
class Matches:
    """What the right side shows. ``state``: idle | none | found | aside | failed; ``among``: how many were compared."""

    state: str
    found: tuple[FoundPerson, ...] = ()
    among: int = 0


@dataclass(frozen=True, slots=True)
class Saved:
    """A person was registered; ``again`` when the next one is to be entered at once."""

    person: str
    changes: Changes
    again: bool


class FieldFault(Exception):
    """A refusal that belongs to one field of the form."""

    def __init__(self, field: str, fault: CaseworkerError) -> None:
        """``field`` is a name of ``Form``, or ``number0``, ``number1`` …"""
        super().__init__(fault.code)
        self.field, self.fault = field, fault


class IntakePresenter(QObject):
    """``told(field, text, tone)`` speaks beside a field; the other signals carry the values named above."""

    matches = Signal(object)
    missing = Signal(object)
    told = Signal(str, str, object)
    saved = Signal(object)
    busy = Signal(bool)
    failed = Signal(object)
    restored = Signal(object)
    brought_back = Signal()
    in_the_way = Signal()
    draft_kept = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QObject | None = None) -> None:
        """Start with an empty form."""
        super().__init__(parent)
        self._desk, self._runner = desk, runner
        self._form = Form()
        self._now = Matches("idle")
        self._aside: frozenset[str] = frozenset()
        # what a new form begins with, once it is known that no draft waits: a name, or a parent and her case number
        self._first = ("", "", "")
        self._draft = DraftKeeper(desk, runner, "intake", self)
        self._draft.kept.connect(self.draft_kept)
        self._draft.failed.connect(self.failed)
        self._search_clock = QTimer(self)
        self._search_clock.setSingleShot(True)
        self._search_clock.setInterval(SEARCH_AFTER_MS)
        self._search_clock.timeout.connect(self.search_now)

    @property
    def found(self) -> tuple[FoundPerson, ...]:
        """The people now shown at the side."""
        return self._now.found

    def begin(self) -> None:
        """Bring back what was being typed, if anything was."""
        self.missing.emit(missing(known(self._form)))
        self._show(self._now)
        self._runner.run("intake.load", self._draft.load, self._brought_back, self.failed.emit)

    def begin_with(self, name: str = "", *, parent: str = "", case_number: str = "") -> None:
        """Let the form begin with a name, or as that of a child of ``parent``, unless something is being written."""
        if self._runner.busy("intake.load"):
            self._first = (name, parent, case_number)
        else:
            self._fill(name, parent, case_number)

    def changed(self, form: Form) -> None:
        """The form was typed in: keep the draft, ask again who it may be."""
        form = replace(form, child_of=self._form.child_of, child_case=self._form.child_case)
        if form == self._form:
            return
        self._form = form
        self._draft.note(to_draft(form))
        self.missing.emit(missing(known(form)))
        self._search_clock.start()

    def search_now(self) -> None:
        """Ask who of the registered people it may be."""
        self._search_clock.stop()
        if self._form.empty:
            self._runner.cancel("intake.matches")
            self._show(Matches("idle"))
            return
        self._runner.run("intake.matches", partial(self._look, self._form), self._compared, self._not_compared)

    def number_typed(self, place: int, kind: str, text: str) -> None:
        """Check a number while it is typed; errors wait until it has its full length."""
        self._check(place, kind, text, final=len(_digits(text)) >= _FULL_LENGTH.get(IdentifierType(kind), 99))

    def number_left(self, place: int, kind: str, text: str) -> None:
        """Check a number the writer has left."""
        self._check(place, kind, text, final=True)

    def set_aside(self) -> None:
        """None of those shown is the person: do not show them again for this form."""
        if any(one.same_number for one in self.found):
            self.told.emit(
                "number0",
                _("Somebody in the register has this number. Correct the number or open the person."),
                Tone.ERROR,
            )
            return
        self._aside |= {one.person for one in self.found}
        self._show(Matches("aside" if self._aside else "none", (), self._now.among))

    def save(self, *, again: bool) -> None:
        """Register the person. Refused while somebody else holds a number of the form."""
        self.busy.emit(True)
        self._runner.run(
            "intake.save", partial(self._register, self._form), partial(self._registered, again), self._refused
        )

    def keep_draft(self) -> None:
        """Keep the draft at once."""
        self._draft.keep_now()

    def start_over(self) -> None:
        """Forget the form and its draft."""
        self._draft.discard()
        self._clear()

    # In a worker thread
    def _look(self, form: Form) -> tuple[tuple[Candidate, ...], int]:
        desk = self._desk
        found = people.find_candidates(desk.register, intake=to_sketch(form), by=desk.user)
        return found, people.count_people(desk.register, by=desk.user)

    def _register(self, form: Form) -> Changes:
        desk = self._desk
        for place, (kind, text) in enumerate(form.numbers):
            if text.strip():
                self._require_free(place, EnteredNumber(kind, text))
        try:
            return people.register_person(desk.register, intake=to_intake(form, today=desk.today()), by=desk.user)
        except Refused as fault:
            raise FieldFault(_field_of(fault), fault) from None

    def _require_free(self, place: int, number: EnteredNumber) -> None:
        try:
            tried = people.try_number(self._desk.register, number=number, by=self._desk.user)
        except Refused as fault:
            raise FieldFault(f"number{place}", fault) from None
        if tried.holder:
            raise FieldFault(f"number{place}", Refused("identity.same_number_other_person"))
        if tried.elsewhere:
            raise FieldFault(f"number{place}", Refused("access.known_elsewhere"))

    # Back in the window
    def _brought_back(self, draft: dict[str, object] | None) -> None:
        first, self._first = self._first, ("", "", "")
        if draft is None or not self._form.empty:
            self._fill(*first)
            return
        self._form = from_draft(draft)
        self.restored.emit(self._form)
        self.brought_back.emit()
        self.missing.emit(missing(known(self._form)))
        self.search_now()
        self._fill("", *first[1:])

    def _fill(self, name: str, parent: str, case_number: str) -> None:
        if not (name or parent):
            return
        if not self._form.empty and (name or self._form.child_of != parent):
            self.in_the_way.emit()
            return
        given, _blank, family = name.partition(" ")
        latin = name.isascii() or not any("\u0590" <= sign <= "\u139f" for sign in name)
        form = Form(given=given, family=family) if latin else Form(original=name)
        if parent:
            form = replace(self._form, child_of=parent, child_case=case_number)
        self._form = replace(self._form, child_of=form.child_of, child_case=form.child_case)
        self.restored.emit(form)
        self.changed(form)

    def _compared(self, answer: tuple[tuple[Candidate, ...], int]) -> None:
        candidates, among = answer
        words, today = self._desk.words, self._desk.today()
        found = tuple(
            FoundPerson(one.person.id, match_of(one, words, today), one.same_number)
            for one in candidates
            if one.same_number or one.person.id not in self._aside
        )
        state = "found" if found else "aside" if candidates else "none"
        self._show(Matches(state, found, among))

    def _not_compared(self, fault: Exception) -> None:
        self._show(Matches("failed"))
        self.failed.emit(fault)

    def _show(self, matches: Matches) -> None:
        self._now = matches
        self.matches.emit(matches)

    def _check(self, place: int, kind: str, text: str, *, final: bool) -> None:
        field = f"number{place}"
        try:
            identity.parse(kind, text, today=self._desk.today())
        except Refused as fault:
            self._runner.cancel(f"intake.{field}")
            self.told.emit(field, fault_words(fault) if final and text.strip() else "", Tone.ERROR)
            return
        number, desk = EnteredNumber(kind, text), self._desk
        self._runner.run(
            f"intake.{field}",
            partial(people.try_number, desk.register, number=number, by=desk.user),
            partial(self._number_good, field),
            lambda fault: self.told.emit(field, fault_words(fault), Tone.ERROR),
        )

    def _number_good(self, field: str, tried: people.TriedNumber) -> None:
        if tried.holder:
            self.told.emit(field, _("Somebody in the register has this number already."), Tone.ERROR)
        elif tried.elsewhere:
            self.told.emit(field, fault_words(Refused("access.known_elsewhere")), Tone.ERROR)
        else:
            self.told.emit(field, _("Right form. Not in the register before."), Tone.OK)

    def _registered(self, again: bool, changes: Changes) -> None:
        self._draft.discard()
        self._clear()
        self.busy.emit(False)
        self.saved.emit(Saved(changes.created, changes, again))

    def _refused(self, fault: Exception) -> None:
        self.busy.emit(False)
        if isinstance(fault, FieldFault):
            self.told.emit(fault.field, fault_words(fault.fault), Tone.ERROR)
            self.search_now()
        else:
            self.failed.emit(fault)

    def _clear(self) -> None:
        self._search_clock.stop()
        self._runner.cancel("intake.matches")
        self._form, self._aside = Form(), frozenset()
        self.restored.emit(self._form)
        self._show(Matches("idle"))
        self.missing.emit(missing(known(self._form)))


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def _field_of(fault: Refused) -> str:
    if fault.code == "field.not_a_date":
        return str(fault.params["field"])
    if fault.code in _FIELDS:
        return _FIELDS[fault.code]
    return "status" if fault.code.startswith("status.") else "given"
