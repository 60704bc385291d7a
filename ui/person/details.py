"""Correcting who the person is: names, birth, sex, languages, interpreter. Numbers and contacts have other forms."""

from caseworker.domain.intake import Intake
from caseworker.domain.person import BirthPrecision, InterpreterNeed, Sex
from caseworker.domain.rows import PersonFile
from ui.days import birth_text, read_day
from ui.language import _
from ui.person.forms import SmallForm, day_line
from ui.widgets.choice import Segment
from ui.widgets.fields import Choice, Field, LineEdit
from ui.words import Words


class DetailsForm(SmallForm):
    """Shows what is recorded and offers it as an intake to correct with."""

    def __init__(self, words: Words) -> None:
        """``words`` gives languages and ways of coming here."""
        super().__init__(_("Correct details"), _("Save the correction"), name="detailsForm")
        blank = [("", _("Not recorded"))]
        self._lines = {name: LineEdit() for name in ("given", "family", "original", "migration")}
        self._born = day_line()
        self._sex = Segment(
            [(Sex.WOMAN, _("Woman")), (Sex.MAN, _("Man")), (Sex.UNKNOWN, _("Unknown"))],
            _("Sex in the population register"),
            name="detailsSex",
        )
        self._interpreter = Segment(
            [
                (InterpreterNeed.NEEDED, _("Needed")),
                (InterpreterNeed.NOT_NEEDED, _("Not needed")),
                (InterpreterNeed.UNKNOWN, _("Unknown")),
            ],
            _("Interpreter"),
            name="detailsInterpreter",
        )
        self._speaks, self._reads = (Choice([*blank, *words.languages], editable=True) for _n in range(2))
        self._arrived = Choice([*blank, *words.arrivals])
        self._place()

    def intake(self) -> Intake | None:
        """What stands in the fields, or None when the birth date cannot be read."""
        born = read_day(self._born.text())
        if born is None and self._born.text().strip():
            return None
        return Intake(
            given=self._lines["given"].text(),
            family=self._lines["family"].text(),
            original_name=self._lines["original"].text(),
            migration_name=self._lines["migration"].text(),
            born=born.day if born else None,
            born_precision=born.precision if born else BirthPrecision.UNKNOWN,
            sex=Sex(self._sex.code() or Sex.UNKNOWN),
            speaks=self._speaks.code(),
            reads=self._reads.code(),
            interpreter=InterpreterNeed(self._interpreter.code() or InterpreterNeed.UNKNOWN),
            arrived_through=self._arrived.code(),
        )

    def _place(self) -> None:
        labels = {
            "given": _("Given name"),
            "family": _("Family name"),
            "original": _("Name in own script"),
            "migration": _("As the Migration Agency spells it"),
        }
        for name, label in labels.items():
            self._put((name, Field(label, self._lines[name], name=f"details_{name}")))
        self._put(("born", Field(_("Born"), self._born, name="detailsBorn", note=_("Gregorian calendar"))))
        self._put(("sex", Field(_("Sex in the population register"), self._sex, name="detailsSex")))
        self._put(("speaks", Field(_("Speaks"), self._speaks, name="detailsSpeaks")))
        self._put(("reads", Field(_("Reads"), self._reads, name="detailsReads")))
        self._put(("interpreter", Field(_("Interpreter"), self._interpreter, name="detailsInterpreter")))
        self._put(("arrived", Field(_("Came here through"), self._arrived, name="detailsArrived")))
        self._end()


# how the log calls a field of the form
CODES = {
    "given": "person_names.given",
    "family": "person_names.family",
    "original": "person_names.full",
    "migration": "person_names.full",
    "born": "people.born",
    "sex": "people.sex",
    "speaks": "people.speaks",
    "reads": "people.reads",
    "interpreter": "people.interpreter",
    "arrived": "people.arrived_through",
}


def recorded_details(file: PersonFile) -> dict[str, str]:
    """What is recorded of what the form corrects."""
    latin = next((name for name in file.names if name.role == "latin"), None)
    return {
        "given": latin.given if latin else "",
        "family": latin.family if latin else "",
        "original": file.name("original"),
        "migration": file.name("migration_agency"),
        "born": birth_text(file.born, file.born_precision),
        "sex": file.sex,
        "speaks": file.speaks,
        "reads": file.reads,
        "interpreter": file.interpreter,
        "arrived": file.arrived_through,
    }
