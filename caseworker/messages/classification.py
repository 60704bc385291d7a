"""Sentences about the municipality's own classification codes (klassningskoder)."""

from caseworker.messages.mark import N_

SENTENCES: dict[str, str] = {
    "classification.code": N_(
        "A classification code has at most {longest} letters and digits. Nothing was saved. Write it as it is printed "
        "on the decision."
    ),
    "classification.reason": N_("The reason is missing. Nothing was saved. Write why this holds here."),
    "classification.status": N_("The lawbook has no such status. Nothing was saved. Choose one of the list."),
    "classification.words": N_(
        "What the code means is missing, or is longer than {longest} signs. Nothing was saved. Write it shortly."
    ),
}
