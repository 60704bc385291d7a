"""Sentences about who a person is, and about the tables that are made from the files."""

from caseworker.messages.mark import N_

SENTENCES = {
    "derived.differs": N_(
        "What lists and searches read does not agree with the files in {rows} places. The files themselves are whole. "
        "Let your unit manager make it anew."
    ),
}
