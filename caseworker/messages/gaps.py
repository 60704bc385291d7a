"""Sentences about what falls between the chairs."""

from caseworker.messages.mark import N_

SENTENCES = {
    "deadlocks.rules_broken": N_(
        "The rules about actors who wait for each other could not be read: {file}, {row}, {field}. "
        "Your register is whole. Install the program again or ask support."
    ),
}
