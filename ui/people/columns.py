"""The columns of the list of people: how one row becomes cells and a spoken sentence."""

from collections.abc import Callable, Sequence
from datetime import date

from caseworker.domain.rows import PersonRow
from ui.language import _
from ui.widgets.rows import Cell, Column
from ui.words import Words, birth_facts, person_facts, protected_facts, shown_name, status_look

Today = Callable[[], date]


def titles() -> tuple[str, ...]:
    """The heads of the columns."""
    return (_("Name"), _("Number and case"), _("Legal status"), _("Caseworker"))


def columns(words: Words, today: Today) -> Sequence[Column]:
    """Name with own script, masked number with case, status as a chip, who works with the case."""

    def name(row: PersonRow) -> Cell:
        if row.protected is not None:
            top = shown_name("", row.case_number, row.protected)
            facts = " · ".join((protected_facts(row.sex, row.protected), _("protected details")))
            return Cell(top=top, bottom=facts, icon="shield-alert", icon_color="danger", weight=600)
        facts = f"{person_facts(row.sex, row.born, today())} · {birth_facts(row.born, row.born_precision)}"
        return Cell(top=shown_name(row.name, row.case_number, None), beside=_beside(row), bottom=facts, weight=600)

    def number(row: PersonRow) -> Cell:
        hidden = _("Number hidden") if row.protected is not None else _("No number")
        return Cell(top=row.number or hidden, bottom=_("Case {number}").format(number=row.case_number))

    def status(row: PersonRow) -> Cell:
        tone, icon = status_look(row.status)
        words_ = words.status(row.status, unaccompanied=row.unaccompanied)
        return Cell(chip=words_, tone=tone, chip_icon=icon)

    def caseworker(row: PersonRow) -> Cell:
        return Cell(top=row.caseworker or _("Nobody"), top_color="ink2", weight=400)

    return (
        Column(name, share=3, minimum=220),
        Column(number, share=0, minimum=150),
        Column(status, share=2, minimum=200, maximum=330),
        Column(caseworker, share=1, minimum=110, maximum=200),
    )


def spoken(words: Words, today: Today) -> Callable[[PersonRow], str]:
    """Return how a row is read aloud: everything that is drawn, with the number's last figures."""

    def say(row: PersonRow) -> str:
        if row.protected is not None:
            status_ = words.status(row.status, unaccompanied=row.unaccompanied)
            facts = protected_facts(row.sex, row.protected)
            name_ = shown_name("", row.case_number, row.protected)
            return ", ".join(part for part in (name_, _("protected details"), facts, status_, row.caseworker) if part)
        parts = (
            shown_name(row.name, row.case_number, None),
            _beside(row),
            person_facts(row.sex, row.born, today()),
            birth_facts(row.born, row.born_precision),
            row.number,
            words.status(row.status, unaccompanied=row.unaccompanied),
            _("Case {number}").format(number=row.case_number),
            row.caseworker,
        )
        return ", ".join(part for part in parts if part)

    return say


def _beside(row: PersonRow) -> str:
    return row.original_name if row.original_name != row.name else ""
