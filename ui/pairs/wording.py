"""A pair in words: which field a reason is about, what each of the two says there, how a row is shown and read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from caseworker.domain.links import LinkGround
from caseworker.domain.pairs import ComparedPair, PairRow, PairSide
from caseworker.domain.rows import CandidateReason
from ui.days import birth_text
from ui.language import _
from ui.reasons import reason_texts
from ui.widgets.rows import Cell, Column
from ui.widgets.steps import Sign
from ui.words import Words, mid_sentence, sex_words, shown_name

_FIRST_OTHER_SCRIPT = "\u0370"  # Greek, Cyrillic, Hebrew, Arabic, Ethiopic and on
_FIELD_OF = {
    "same_number": "number",
    "number_one_digit_off": "number",
    "other_number": "number",
    "same_original_name": "script",
    "same_migration_spelling": "name",
    "same_name": "name",
    "same_common_name": "name",
    "similar_name": "name",
    "part_of_name": "name",
    "family_only": "name",
    "other_family_name": "name",
    "other_name": "name",
    "other_sex": "sex",
    "other_language": "language",
    "same_phone": "phone",
    "same_household": "home",
}


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of both, each with its values in lines; the sign and the reason are missing where nothing was said."""

    label: str
    one: str
    other: str
    sign: Sign | None
    reason: str


def fields_of(pair: ComparedPair, words: Words) -> tuple[FieldRow, ...]:
    """Return the fields of two people side by side, those nobody of them has left out."""
    told = {_FIELD_OF.get(reason.code, "born"): reason for reason in pair.reasons}
    rows = []
    for field, label, value in _fields(words):
        one, other = value(pair.one), value(pair.other)
        if one or other:
            reason = told.get(field)
            sign = None if reason is None else Sign(reason.sign)
            unknown = _("not recorded")
            rows.append(FieldRow(label, one or unknown, other or unknown, sign, _reason(reason, pair, words)))
    return tuple(rows)


def has_two_numbers(pair: ComparedPair) -> bool:
    """Whether both hold a valid number of the kind nobody has two of."""
    return any(reason.code == "other_number" for reason in pair.reasons)


def ground_rows() -> tuple[tuple[str, str], ...]:
    """What a link may rest on."""
    return (
        (LinkGround.COMPARED, _("What is recorded here")),
        (LinkGround.SAME_DOCUMENT, _("The same document was seen")),
        (LinkGround.AUTHORITY, _("An authority says so")),
        (LinkGround.OWN_WORD, _("The person says so")),
    )


def columns(words: Words) -> Sequence[Column]:
    """Both names with their files, and the strongest reason."""

    def both(row: PairRow) -> Cell:
        one, other = (shown_name(side.name, side.case_number, side.protected) for side in (row.one, row.other))
        return Cell(top=one, bottom=other, weight=600, bottom_color="ink")

    def why(row: PairRow) -> Cell:
        if row.later:
            return Cell(chip=_("Later"), tone="neutral", chip_icon="clock")
        return Cell(top=first_reason(row, words), top_color="ink2", weight=400)

    return Column(both, share=2, minimum=150), Column(why, share=3, minimum=150)


def spoken(words: Words) -> Callable[[PairRow], str]:
    """Return how a row is read aloud."""

    def say(row: PairRow) -> str:
        one, other = (shown_name(side.name, side.case_number, side.protected) for side in (row.one, row.other))
        later = _("put off") if row.later else ""
        return ", ".join(part for part in (one, other, first_reason(row, words), later) if part)

    return say


def first_reason(row: PairRow, words: Words) -> str:
    """The first thing that speaks for one person."""
    speaks = next((reason for reason in row.reasons if reason.sign != "≠"), None)
    if speaks is None:
        return ""
    kind = mid_sentence(words.identifier(dict(speaks.params).get("type", "")))
    return _capital(reason_texts(kind, birth_text(row.other.born, row.other.born_precision))[speaks.code])


def case_line(side: PairSide, words: Words) -> str:
    """Case number, status and who works with it."""
    person = side.person
    parts = [_("Case {number}").format(number=person.case_number), mid_sentence(words.status(person.status))]
    if person.caseworker:
        parts.append(_("handled by {name}").format(name=person.caseworker))
    return " · ".join(parts)


def _fields(words: Words) -> tuple[tuple[str, str, Callable[[PairSide], str]], ...]:
    return (
        ("name", _("Name"), lambda side: "\n".join(name for name in side.names if not _own_script(name))),
        ("script", _("Own script"), lambda side: "\n".join(name for name in side.names if _own_script(name))),
        (
            "number",
            _("Number"),
            lambda side: "\n".join(f"{words.identifier(kind)} {value}" for kind, value in side.numbers),
        ),
        (
            "born",
            _("Born"),
            lambda side: birth_text(side.person.born, side.person.born_precision) if side.person.born else "",
        ),
        ("sex", _("Sex"), lambda side: "" if side.person.sex == "unknown" else sex_words(side.person.sex)),
        ("language", _("Language"), lambda side: ", ".join(words.language(one) for one in side.languages)),
        ("phone", _("Telephone"), lambda side: "\n".join(side.phones)),
        ("home", _("Address"), lambda side: "\n".join(side.places)),
    )


def _reason(reason: CandidateReason | None, pair: ComparedPair, words: Words) -> str:
    if reason is None:
        return ""
    kind = mid_sentence(words.identifier(dict(reason.params).get("type", "")))
    person = pair.other.person
    return _capital(reason_texts(kind, birth_text(person.born, person.born_precision))[reason.code])


def _own_script(name: str) -> bool:
    return any(sign >= _FIRST_OTHER_SCRIPT for sign in name)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
