"""Sentences about erasing what the law no longer lets us keep (gallring)."""

from caseworker.messages.mark import N_

SENTENCES: dict[str, str] = {
    "erasure.rules_broken": N_(
        "The file {file} with the rules of erasure is broken at {row} {field}. Nothing was erased. "
        "Install the program again."
    ),
}
