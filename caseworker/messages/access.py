"""Sentences about who may do what with whose case, and looks in need."""

from caseworker.messages.mark import N_

SENTENCES: dict[str, str] = {
    "access.look_length": N_(
        "A look in need lasts between 1 and {longest} minutes. Nothing was opened. Choose a shorter time."
    ),
    "access.not_employed": N_(
        "Your last day in this register was {until}. Nothing was changed. Ask your unit manager to give you a new one."
    ),
    "access.reason_long": N_(
        "The reason is longer than {longest} characters. Nothing was opened. Shorten it and try again."
    ),
    "access.reason_short": N_(
        "The reason is shorter than {shortest} characters. Nothing was opened. Write why you must see the file."
    ),
    "access.roles_broken": N_(
        "The file of roles, {file}, has a fault in {row}, field {field}. What was saved is kept. "
        "Reinstall the program or ask support."
    ),
}
