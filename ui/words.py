"""Codes in the reader's words: statuses, languages, interventions, numbers. Looks up, decides nothing."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from caseworker.domain.daycount import age_on
from caseworker.domain.intervention import InterventionState
from caseworker.domain.person import InterpreterNeed, Sex
from caseworker.domain.protection import ProtectionMark, age_band
from caseworker.domain.rows import CodeRow
from caseworker.domain.status import PermitType
from caseworker.services import choices, classification
from ui.days import birth_text
from ui.language import _, code
from ui.wording import sentence_of

if TYPE_CHECKING:
    from caseworker.app import Session

Pairs = tuple[tuple[str, str], ...]
# chip tone and icon by the first part of a status code
_LOOKS = {
    "NY": ("accent", "user-round-check"),
    "ASYL": ("warn", "clock"),
    "MASSF": ("info", "shield"),
    "TILLST": ("info", "file-text"),
    "GYM": ("info", "file-text"),
    "BEVIS": ("info", "file-text"),
    "PAPPERSL": ("neutral", "circle-dashed"),
}


class Words:
    """The shipped lists and the lawbook's words, read once per session."""

    def __init__(self, session: "Session") -> None:
        """Read every list."""
        register, by = session.register, session.user
        self.status_rows = choices.status_choices(register, day=register.today(), by=by)
        self._statuses = choices.status_words(register, by=by)
        self._settlements = choices.settlement_choices(register, by=by)
        self._accommodations = choices.accommodation_choices(register, by=by)
        self._languages = choices.language_choices(register, by=by)
        self._arrivals = choices.arrival_choices(register, by=by)
        self._areas = choices.area_choices(register, by=by)
        self._actors = choices.actor_choices(register, by=by)
        self._identifiers = choices.identifier_types(register, by=by)
        self._evidence = choices.evidence_choices(register, by=by)
        self._outcomes = choices.outcome_choices(register, by=by)
        self._session = session
        self.read_catalogue()

    def read_catalogue(self) -> None:
        """Read the catalogue of interventions and the codes again: the municipality changed them."""
        register, by = self._session.register, self._session.user
        self.classifications = classification.classification_codes(register, day=register.today(), by=by)
        self.intervention_rows = choices.intervention_choices(register, by=by)
        self._interventions = {row.code: row for row in self.intervention_rows}

    # Rows for choices
    @property
    def settlements(self) -> Pairs:
        """Ways of settlement."""
        return _pairs(self._settlements)

    @property
    def accommodations(self) -> Pairs:
        """Forms of accommodation while seeking asylum."""
        return _pairs(self._accommodations)

    @property
    def languages(self) -> Pairs:
        """Languages by name, each with a capital letter."""
        rows = ((one, words[:1].upper() + words[1:]) for one, words in _pairs(self._languages))
        return tuple(rows)

    @property
    def arrivals(self) -> Pairs:
        """Ways of coming to the office."""
        return _pairs(self._arrivals)

    @property
    def actors(self) -> Pairs:
        """Who does an intervention."""
        return _pairs(self._actors)

    @property
    def identifiers(self) -> Pairs:
        """Kinds of identity number."""
        return _pairs(self._identifiers)

    @property
    def interventions(self) -> Pairs:
        """The catalogue, each row with its area so that typing either finds it."""
        offered = (row for row in self.intervention_rows if row.offered)
        return tuple((row.code, f"{_own(row.sv, row.en)} · {self.area(row.area)}") for row in offered)

    # One code
    def status(self, status: str, *, unaccompanied: bool = False) -> str:
        """A status in its short words; without one, that it is not known."""
        if not status:
            return _("Not recorded")
        words = _own(*self._statuses.get(status, (status, status)))
        alone = unaccompanied and not status.endswith("-EK")
        return _("{status}, unaccompanied").format(status=words) if alone else words

    def status_certainty(self, status: str) -> str:
        """How sure today's row of a status is, "" when there is none today."""
        return next((row.certainty for row in self.status_rows if row.code == status), "")

    def settlement(self, settlement: str) -> str:
        """A way of settlement."""
        return _find(self._settlements, settlement)

    def accommodation(self, accommodation: str) -> str:
        """A form of accommodation."""
        return _find(self._accommodations, accommodation)

    def language(self, language: str) -> str:
        """A language, in small letters where the reader's language writes it so."""
        return _find(self._languages, language)

    def arrival(self, arrival: str) -> str:
        """How the person came."""
        return _find(self._arrivals, arrival)

    def area(self, area: str) -> str:
        """An area of intervention."""
        return _find(self._areas, area)

    def actor(self, actor: str) -> str:
        """Who does it."""
        return _find(self._actors, actor)

    def identifier(self, kind: str) -> str:
        """A kind of identity number."""
        return _find(self._identifiers, kind)

    def intervention(self, kind: str) -> str:
        """A type of intervention."""
        row = self.kind_of(kind)
        return _own(row.sv, row.en)

    def kind_of(self, kind: str) -> choices.InterventionChoice:
        """A type of intervention as the catalogue has it; one it does not know has no words but its code."""
        return self._interventions.get(kind) or choices.InterventionChoice(kind, "", "", kind, kind)

    def outcomes_of(self, kind: str) -> Pairs:
        """What may come of a type."""
        return tuple((code, self.outcome(code)) for code in self.kind_of(kind).outcomes)

    def evidence(self, evidence: str) -> str:
        """A piece of evidence."""
        return _find(self._evidence, evidence)

    def outcome(self, outcome: str) -> str:
        """What came of an intervention, "" when that is not said."""
        return _find(self._outcomes, outcome) if outcome else ""


def status_look(status: str) -> tuple[str, str]:
    """Tone and icon of a status chip; the word beside them says the same."""
    if not status:
        return "neutral", "minus"
    return _LOOKS.get(status.partition("-")[0], ("neutral", "file-text"))


def is_asylum(status: str) -> bool:
    """Whether the status is one of seeking asylum, when accommodation is asked for instead of settlement."""
    return status.partition("-")[0] == "ASYL"


def person_facts(sex: str, born: date | None, today: date) -> str:
    """Sex and age in words: ``Woman, 38 years``; what is not known is said."""
    age = age_on(born, today)
    words = sex_words(sex)
    return words if age is None else _("{sex}, {age} years").format(sex=words, age=age)


def protected_facts(sex: str, mark: ProtectionMark) -> str:
    """Sex and age band of a protected person: ``Woman, 30–39 years``."""
    words, band = sex_words(sex), age_band(mark.age_from)
    if band is None:
        return words
    first, last = band
    if last is None:
        return _("{sex}, {age} years or older").format(sex=words, age=first)
    return _("{sex}, {first}–{last} years").format(sex=words, first=first, last=last)


def shown_name(name: str, case_number: str, mark: ProtectionMark | None) -> str:
    """A person's name; of a protected person whose details are closed the number of her file."""
    if mark is not None and not name:
        return _("File {number}").format(number=case_number)
    return name or (_("Unknown, case {number}").format(number=case_number) if case_number else _("Name not known"))


def birth_facts(born: date | None, precision: str) -> str:
    """``Born 1988-03-14``, or that the birth date is not known."""
    text = birth_text(born, precision) if born else ""
    return _("Born {day}").format(day=text) if text else _("Birth date not known")


def sex_words(sex: str) -> str:
    """Sex as registered."""
    words = {Sex.WOMAN: _("Woman"), Sex.MAN: _("Man"), Sex.UNKNOWN: _("Sex not known")}
    return words[Sex(sex)]


def permit_words(permit: str, until: date | None) -> str:
    """A permit and its last day."""
    kind = PermitType(permit or PermitType.NONE)
    if kind is PermitType.NONE:
        return _("No residence permit")
    if until is not None:
        words = {
            PermitType.PERMANENT: _("Permanent permit, card valid to {day}"),
            PermitType.TEMPORARY: _("Temporary permit to {day}"),
        }
        return words[kind].format(day=until.isoformat())
    return _("Permanent permit") if kind is PermitType.PERMANENT else _("Temporary permit, last day not recorded")


def permit_kind(permit: str) -> str:
    """The kind of permit alone, for a choice."""
    words = {
        PermitType.PERMANENT: _("Permanent"),
        PermitType.TEMPORARY: _("Temporary"),
        PermitType.NONE: _("None"),
    }
    return words[PermitType(permit)]


def interpreter_words(need: str) -> str:
    """Need of an interpreter."""
    words = {
        InterpreterNeed.NEEDED: _("interpreter needed"),
        InterpreterNeed.NOT_NEEDED: _("no interpreter"),
        InterpreterNeed.UNKNOWN: _("interpreter: not known"),
    }
    return words[InterpreterNeed(need)]


def state_words(state: str) -> str:
    """Where an intervention stands."""
    words = {
        InterventionState.PROPOSED: _("Proposed"),
        InterventionState.DECIDED: _("Decided"),
        InterventionState.REFERRED: _("Referred"),
        InterventionState.ACCEPTED: _("Accepted"),
        InterventionState.ONGOING: _("Ongoing"),
        InterventionState.COMPLETED: _("Completed"),
        InterventionState.DECLINED: _("Declined"),
        InterventionState.INTERRUPTED: _("Interrupted"),
    }
    return words[InterventionState(state)]


def from_case(number: str) -> str:
    """Of what stands in another file of hers, which file that is; "" for what stands in the file itself."""
    return _("from case {number}").format(number=number) if number else ""


def fault_words(fault: Exception) -> str:
    """A fault beside its field: what happened and what to do, without the middle sentence about what is kept."""
    told = sentence_of(fault)
    return " ".join(part for part in (told.happened, told.do) if part)


def _own(sv: str, en: str) -> str:
    return sv if code() == "sv" else en


def _pairs(rows: Iterable[CodeRow]) -> Pairs:
    return tuple((row.code, _own(row.sv, row.en)) for row in rows)


def _find(rows: Iterable[CodeRow], wanted: str) -> str:
    return next((_own(row.sv, row.en) for row in rows if row.code == wanted), wanted)


def mid_sentence(words: str) -> str:
    """The words as they stand inside a sentence: a small first letter, unless they begin with an abbreviation."""
    abbreviated = len(words) > 1 and not words[1].islower() and words[1] != " "
    return words if abbreviated else words[:1].lower() + words[1:]
