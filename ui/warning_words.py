"""Who must not be told about a person ("får inte nå") in words, for every page that prints or shows an address."""

from caseworker.domain.household import Together
from caseworker.domain.rows import NoContactRow
from ui.language import _


def shown_other(name: str, case_number: str) -> str:
    """Who the other is: a name, else the number of her file, else a protected person."""
    if name:
        return name
    return _("File {number}").format(number=case_number) if case_number else _("a person with protected details")


def warning_words(row: NoContactRow) -> str:
    """The warning as a chip says it."""
    return _("Give no information to {name}").format(name=shown_other(row.name, row.case_number))


def together_words(row: NoContactRow) -> str:
    """Whether she lives at the person's address, as far as the register knows."""
    words = {
        Together.HERE: _("lives at the same address"),
        Together.ELSEWHERE: _("lives somewhere else"),
        Together.UNKNOWN: _("not known whether they live together"),
    }
    return words[Together(row.together)]
