"""What was checked before a letter leaves, in words: one line a check, the same in the window and in the terminal."""

from collections.abc import Callable, Mapping
from typing import Final

from caseworker.domain.recipient import Check, CheckKind, Outcome
from caseworker.errors import Refused
from caseworker.messages import Sentence, describe
from caseworker.messages.mark import N_

MARKS: Final[Mapping[Outcome, str]] = {Outcome.OK: "✓", Outcome.ASKS: "!", Outcome.FAILED: "✕"}
_WELL: Final[Mapping[CheckKind, str]] = {
    CheckKind.ADDRESSEE: N_("Recipient and content: the same person"),
    CheckKind.FILE: N_("The case is open"),
    CheckKind.PROTECTED: N_("Nobody protected where it goes"),
    CheckKind.OTHERS: N_("Nobody else's details inside"),
    CheckKind.NO_CONTACT: N_("Nobody who must not be told at the address"),
    CheckKind.ADDRESS: N_("The address holds today"),
    CheckKind.WHOLE: N_("No field is missing, every character exists"),
    CheckKind.LANGUAGE: N_("A language the recipient reads"),
}
_GUARDIAN: Final = N_("The recipient decides for the person")


def check_in_words(check: Check, translate: Callable[[str], str], *, guardian: bool = False) -> Sentence:
    """Return a check in words: what it found, and what to do unless all is well.

    ``guardian``: the letter goes to somebody who decides for the person it is about.
    """
    if check.outcome is not Outcome.OK:
        return describe(Refused(check.code, **check.params), translate)
    well = _GUARDIAN if guardian and check.kind is CheckKind.ADDRESSEE else _WELL[check.kind]
    return Sentence(translate(well), "", "")


def check_line(check: Check, translate: Callable[[str], str], *, guardian: bool = False) -> str:
    """Return a check as one line for a terminal, with its mark."""
    told = check_in_words(check, translate, guardian=guardian)
    return f"{MARKS[check.outcome]} {' '.join(part for part in (told.happened, told.do) if part)}"
