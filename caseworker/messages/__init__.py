"""One sentence per fault: what happened, is anything lost, what to do. The only place where a code becomes words.

The English msgid is translated by the translator that is handed in; a parameter the fault lacks is shown as "–".
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from caseworker.errors import CaseworkerError
from caseworker.messages import (
    access,
    accounts,
    agenda,
    backups,
    classification,
    documents,
    erasure,
    exchange,
    gaps,
    household,
    identity,
    importing,
    interventions,
    journey,
    law,
    lawbook,
    letter_texts,
    letters,
    linking,
    listing,
    notes,
    people,
    pin,
    plan,
    policy,
    protection,
    review,
    trust,
    undoing,
)
from caseworker.messages.mark import N_

UNKNOWN = N_("Something went wrong that the program does not know. What was saved is kept. Try again or ask support.")
_AREAS = (
    classification,
    documents,
    agenda,
    linking,
    people,
    household,
    gaps,
    notes,
    identity,
    trust,
    exchange,
    importing,
    access,
    accounts,
    protection,
    backups,
    review,
    erasure,
    policy,
    pin,
    plan,
    listing,
    undoing,
    law,
    journey,
    lawbook,
    interventions,
    letter_texts,
    letters,
)
SENTENCES: dict[str, str] = {code: sentence for area in _AREAS for code, sentence in area.SENTENCES.items()}
_BETWEEN = re.compile(r"(?<=[.?])\s+(?=[A-ZÅÄÖ{])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A fault in words: ``happened``, then what is ``safe``, then what to ``do``; ``text`` is all three."""

    happened: str
    safe: str
    do: str

    @property
    def text(self) -> str:
        """Return the parts as one text."""
        return " ".join(part for part in (self.happened, self.safe, self.do) if part)


def describe(fault: CaseworkerError, translate: Callable[[str], str]) -> Sentence:
    """Return ``fault`` in the translator's language; a code without a sentence gets an honest general one."""
    told = translate(SENTENCES.get(fault.code, UNKNOWN)).format_map(_Given(fault.params))
    parts = _BETWEEN.split(told)
    if len(parts) == 1:
        return Sentence(parts[0], "", "")
    return Sentence(parts[0], " ".join(parts[1:-1]), parts[-1])


class _Given(dict[str, object]):
    """Parameters where a missing one is a dash: a sentence with a gap beats a second fault."""

    def __missing__(self, key: str) -> str:
        return "–"
