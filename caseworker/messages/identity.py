"""Sentences about who a person is, and about the tables that are made from the files."""

from caseworker.messages.mark import N_

SENTENCES = {
    "birth.not_a_date": N_(
        "That is not a day of the calendar you chose. What you typed is kept. Type a year, or year, month and day as "
        "1367-12-24."
    ),
    "ending.not_an_end": N_("A case does not end with that. Nothing was changed. Choose how it ends."),
    "ending.place_missing": N_(
        "Where to is missing. Nothing was changed. Type the municipality or the office that takes over."
    ),
    "ending.unknown_kind": N_("A case does not end with that. Nothing was changed. Choose one of: {known}."),
    "identity.already_ended": N_("That number is not in use any more. Nothing was changed. Read the numbers again."),
    "identity.not_coordination": N_(
        "Only a coordination number has a certainty and is renewed. Nothing was saved. Leave those fields empty."
    ),
    "identity.reason_missing": N_("The reason is missing. What you typed is kept. Type why the number is taken away."),
    "identity.renewed_wrongly": N_(
        "A number is renewed on a day it already held, and not in the future. Nothing was saved. Check the day."
    ),
    "identity.seen_in_future": N_("The document was seen in the future. Nothing was saved. Check the day."),
    "name.missing": N_("The name is missing. Nothing was saved. Type at least one part of it."),
    "name.nothing_former": N_(
        "Nothing older is kept of this person. Nothing was saved. Save only the name she has now."
    ),
    "name.period_backwards": N_("The name ends before it begins. What you typed is kept. Check the days."),
    "name.unknown": N_("That spelling is not in the file any more. Nothing was changed. Read the file again."),
    "derived.differs": N_(
        "What lists and searches read does not agree with the files in {rows} places. The files themselves are whole. "
        "Let your unit manager make it anew."
    ),
}
