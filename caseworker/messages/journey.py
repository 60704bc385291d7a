"""Sentences about the calculation of a right or a last day."""

from caseworker.messages.mark import N_

SENTENCES: dict[str, str] = {
    "calculation.protected": N_(
        "The details of this person are protected. Nothing was printed. Read the calculation on the screen."
    ),
    "calculation.unknown": N_(
        "The law asks nothing of the kind for this person on that day. Nothing was printed. Read the file again."
    ),
}
