"""Sentences about lists that leave the register."""

from caseworker.messages.mark import N_

SENTENCES: dict[str, str] = {
    "list.no_columns": N_("The list has no columns. Nothing was written. Choose at least one."),
    "list.nobody": N_("There is nobody to put on the list. Nothing was written. Choose other people."),
    "list.not_written": N_(
        "The list could not be written in {path}. It left nothing there, and the log says that it was asked for. "
        "Choose another folder and try again."
    ),
}
