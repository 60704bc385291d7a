"""Sentences about taking back what was done, and about two who changed the same."""

from caseworker.messages.mark import N_

SENTENCES = {
    "undo.changed_since": N_(
        "What you want to take back was changed afterwards. Nothing was changed now. Compare both values and decide "
        "which holds."
    ),
    "undo.nothing": N_("There is nothing to take back here. Nothing was changed. Go on working."),
    "undo.others_hang_on_it": N_(
        "Other entries hang on what you want to take back. Nothing was changed. Take those back first, or let it stand."
    ),
}
